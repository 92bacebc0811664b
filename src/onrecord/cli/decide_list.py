"""``onrecord decisions``: what people ruled."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import DAY, common, record_of

if TYPE_CHECKING:
    from rich.text import Text

    from onrecord.record import Decision


@click.command("decisions", short_help="What people ruled, by whom and why.")
@click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help="As known at the end of that day.")
@click.option("--all", "everything", is_flag=True, help="Also those that were undone.")
@click.option("--format", "form", type=click.Choice(("table", "jsonl")), default="table", help="[default: table]")
@common
@click.pass_context
def command(ctx: click.Context, as_of: date | None, everything: bool, form: str, record_address: str | None) -> None:
    """What people ruled, the oldest first: resolutions, mergers and splits of events, corrections and rejections, and
    what was undone.

    Those whose words a better reader no longer finds are marked; they need a look.

    \b
    onrecord decisions --as-of 2024-06-30
    """
    from onrecord.cli.printing import console
    from onrecord.record.decisions import standing
    from onrecord.record.subjects import lost_subjects

    with record_of(ctx, record_address).view(as_of=as_of) as view:
        decisions = view.decisions()
        kept = standing(decisions)
        lost = {decision.id for decision in lost_subjects(view, kept)}
    for decision in decisions if everything else kept:
        if form == "jsonl":
            click.echo(json.dumps(_plain(decision, stands=decision in kept, lost=decision.id in lost)))
        else:
            console().print(decision_text(decision, stands=decision in kept, lost=decision.id in lost))
    if form == "table" and not decisions:
        click.echo("No decisions.")


def decision_text(decision: Decision, *, stands: bool = True, lost: bool = False) -> Text:
    """A decision in a few lines."""
    from onrecord.cli.cells import cell, dim

    what = {
        "resolve": f"resolved as {decision.outcome}",
        "reject": "rejected",
        "correct": f"corrected: {decision.attribute} is {decision.value or 'nothing'}",
        "merge": f"one event with {', '.join(decision.others)}",
        "split": f"another event than {', '.join(decision.others)}",
        "undo": "undone",
    }[decision.kind]
    quote = f"“{decision.words.quote}”" if decision.words else None
    marks = [] if stands else ["undone"]
    marks += ["its words are no longer read as such; needs a look"] if lost else []
    head = f"{decision.decided_at:%Y-%m-%d %H:%M} UTC, {decision.decided_by}: {decision.subject} {what}"
    return cell(
        head,
        dim(quote),
        dim(f"why: {decision.note}" if decision.note else None),
        dim(f"{decision.id}{''.join(f' ({mark})' for mark in marks)}"),
    )


def _plain(decision: Decision, *, stands: bool, lost: bool) -> dict[str, object]:
    return {
        "id": decision.id,
        "kind": decision.kind,
        "subject": decision.subject,
        "others": list(decision.others),
        "outcome": decision.outcome,
        "attribute": decision.attribute,
        "value": decision.value,
        "decided_by": decision.decided_by,
        "decided_at": decision.decided_at.isoformat(),
        "note": decision.note,
        "quote": decision.words.quote if decision.words else None,
        "stands": stands,
        "needs_a_look": lost,
    }
