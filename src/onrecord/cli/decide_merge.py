"""``onrecord merge``: rule that several events are one."""

from __future__ import annotations

import click

from onrecord.cli.decide_options import kept, ruling


@click.command("merge", short_help="Rule that several events are one.")
@click.argument("event", metavar="EVENT_ID")
@click.argument("others", metavar="EVENT_ID...", nargs=-1, required=True)
@ruling
@click.pass_context
def command(
    ctx: click.Context, event: str, others: tuple[str, ...], by: str, note: str, record_address: str | None
) -> None:
    """Rule that several events are one. Reports that come later join it.

    'onrecord events' shows the ids; ids of mentions, as 'onrecord event' shows them, will do as well.

    \b
    onrecord merge happening-0123456789abcdef happening-fedcba9876543210 --by 'J. Roe' --note 'the same summit'
    """
    from onrecord.cli.printing import line
    from onrecord.record import DecisionKind

    decision = kept(ctx, record_address, DecisionKind.MERGE, event, others=others, decided_by=by, note=note)
    click.echo(line(f"{decision.id}: {event} and {', '.join(others)} are one event, by {by}"))
