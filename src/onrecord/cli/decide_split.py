"""``onrecord split``: rule that mentions are of another event."""

from __future__ import annotations

import click

from onrecord.cli.decide_options import kept, ruling


@click.command("split", short_help="Rule that mentions are of another event than others.")
@click.argument("event", metavar="EVENT_ID")
@click.argument("mentions", metavar="MENTION_ID...", nargs=-1, required=True)
@ruling
@click.pass_context
def command(
    ctx: click.Context, event: str, mentions: tuple[str, ...], by: str, note: str, record_address: str | None
) -> None:
    """Rule that these mentions are not of this event, but of another one, together.

    'onrecord event EVENT_ID --format jsonl' shows the ids of its mentions.

    \b
    onrecord split happening-0123456789abcdef event-fedcba9876543210 --by 'J. Roe' --note 'the visit of 2019'
    """
    from onrecord.cli.printing import line
    from onrecord.record import DecisionKind

    decision = kept(ctx, record_address, DecisionKind.SPLIT, event, others=mentions, decided_by=by, note=note)
    click.echo(line(f"{decision.id}: {', '.join(mentions)} are of another event than {event}, by {by}"))
