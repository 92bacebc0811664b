"""What two actors have done, at a glance: how much, the latest, what changed last, and what holders disagree on.

Comes in: a view and two actors. Goes out: `Glance`. It is what a page shows before anybody asks for more, so that no
event is described that is not shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.answers.happenings import State
from onrecord.answers.told import Order, Question, about
from onrecord.answers.who import Who
from onrecord.record.view import View

Row = dict[str, Any]

DISAGREEING = {str(State.DISPUTED), str(State.DENIED)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """The events of two actors.

    Attributes:
        count: How many there are.
        latest: The latest of them, those without a date last.
        changed: Those of which something changed last, in no certain order; all that changed on one day together.
        disputed: The latest that are disputed or denied.
    """

    count: int
    latest: list[Row]
    changed: list[Row]
    disputed: list[Row]


def glance(
    view: View,
    first: Who,
    second: Who,
    *,
    since: date | None = None,
    until: date | None = None,
    types: Iterable[str] | None = None,
    rows: int,
    changes: int,
) -> Glance:
    """The events of two actors at a glance.

    Args:
        view: The record, as of a date.
        first: One actor.
        second: The other.
        since: First day on which the events can have been.
        until: Last day.
        types: PLOVER roots.
        rows: How many of the latest.
        changes: How many of those that changed, and of those disputed.
    """
    chosen: dict[str, Any] = {"types": set(types) if types else None, "since": since, "until": until}
    questions = [
        Question(order=Order.LATEST, limit=rows, **chosen),
        Question(order=Order.CHANGED, limit=changes, **chosen),
        Question(order=Order.LATEST, states=DISAGREEING, limit=changes, **chosen),
    ]
    count, (latest, changed, disputed) = about(
        view, (first, second), lambda told: (told.count(questions[0]), told.answers(questions))
    )
    return Glance(count=count, latest=latest, changed=changed, disputed=disputed)
