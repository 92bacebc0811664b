"""``onrecord reject``: rule that a line is no line."""

from __future__ import annotations

import click

from onrecord.cli.decide_options import kept, ruling


@click.command("reject", short_help="Rule that a line of the record is wrong and does not count.")
@click.argument("line_id", metavar="ID")
@ruling
@click.pass_context
def command(ctx: click.Context, line_id: str, by: str, note: str, record_address: str | None) -> None:
    """Rule that a line is wrong: a mention, a statement, an agreement, one of its steps, a forecast or a link. It is in
    no answer any more; it stays in the record, and 'onrecord undo' brings it back.

    \b
    onrecord reject event-0123456789abcdef --by 'J. Roe' --note 'a football match'
    """
    from onrecord.cli.printing import line
    from onrecord.record import DecisionKind

    decision = kept(ctx, record_address, DecisionKind.REJECT, line_id, decided_by=by, note=note)
    click.echo(line(f"{decision.id}: {line_id} is rejected, by {by}"))
