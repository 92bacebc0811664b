"""``onrecord correct``: rule what a line should say."""

from __future__ import annotations

import click

from onrecord.cli.decide_options import kept, ruling


@click.command("correct", short_help="Rule what a line of the record should say.")
@click.argument("line_id", metavar="ID")
@click.argument("attribute", metavar="WHAT")
@click.argument("value", metavar="VALUE")
@ruling
@click.pass_context
def command(
    ctx: click.Context, line_id: str, attribute: str, value: str, by: str, note: str, record_address: str | None
) -> None:
    """Rule what a line should say. Every answer then has it so; what was read stays in the record.

    WHAT, of a mention: type, mode, actors, recipients, when, tense, factuality, place; of a statement: kind, when,
    medium; of an agreement: name, kind, parties, obligations; of a step: kind, party, when, factuality; of a forecast:
    proposition, polarity, condition, when. VALUE is a word of the codebook, a date (2024-06-19, 2024-06, 2024 or
    2024-06-18/2024-06-20), or ids with | between them; '' for nothing.

    \b
    onrecord correct event-0123456789abcdef when 2024-06-19 --by 'J. Roe' --note 'see the second paragraph'
    """
    from onrecord.cli.printing import line
    from onrecord.record import DecisionKind

    decision = kept(
        ctx, record_address, DecisionKind.CORRECT, line_id, attribute=attribute, value=value, decided_by=by, note=note
    )
    click.echo(line(f"{decision.id}: {attribute} of {line_id} is {value or 'nothing'}, by {by}"))
