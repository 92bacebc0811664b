"""What the verbs that rule have in common: by whom, why, on which words, and ids that stand for mentions.

Comes in: what the user gave. Goes out: decorators, ids of mentions, and a decision kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.cli.options import common, now, record_of

if TYPE_CHECKING:
    from onrecord.record import Decision, DecisionKind

Command = TypeVar("Command", bound=Callable[..., Any])


def ruling(command: Command) -> Command:
    """``--by``, ``--note`` and ``--record``."""
    command = click.option("--note", default="", help="Why.")(command)
    command = click.option("--by", metavar="NAME", required=True, help="Who rules.")(command)
    return common(command)


def kept(ctx: click.Context, record_address: str | None, kind: DecisionKind, subject: str, **parts: Any) -> Decision:
    """Keep a ruling; ids of events stand for their earliest mention."""
    from onrecord.record.merging import mention_id

    others = tuple(mention_id(one) for one in parts.pop("others", ()))
    record = record_of(ctx, record_address)
    return record.decide(kind, mention_id(subject), decided_at=now(), others=others, **parts)
