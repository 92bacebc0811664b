"""``onrecord undo``: take a ruling back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onrecord.cli.options import common, now, record_of

if TYPE_CHECKING:
    from onrecord.record import View


@click.command("undo", short_help="Take a ruling back.")
@click.argument("subject", metavar="DECISION_ID|FORECAST_ID")
@click.option("--by", metavar="NAME", required=True, help="Who takes it back.")
@click.option("--note", default="", help="Why.")
@common
@click.pass_context
def command(ctx: click.Context, subject: str, by: str, note: str, record_address: str | None) -> None:
    """Take a ruling back: the one with this id, or the latest that stands on this forecast.

    The ruling stays in the record, and its undoing beside it.

    \b
    onrecord undo decision-0123456789abcdef --by 'J. Roe' --note 'the wrong treaty'
    """
    from onrecord.cli.printing import line
    from onrecord.record import DecisionKind

    record = record_of(ctx, record_address)
    with record.view() as view:
        decided = _decision_on(view, subject)
    undoing = record.decide(DecisionKind.UNDO, decided, decided_by=by, decided_at=now(), note=note)
    click.echo(line(f"{undoing.id}: {decided} is undone, by {by}"))


def _decision_on(view: View, subject: str) -> str:
    """The id of the decision that is meant: the subject itself, or the latest standing one on it."""
    from onrecord.record.decisions import standing

    ruled = [decision.id for decision in standing(view.decisions()) if decision.subject == subject]
    return ruled[-1] if ruled else subject
