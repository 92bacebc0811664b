"""``onrecord timeline``: the events that a record tells of."""

from __future__ import annotations

from datetime import date

import click

from onrecord.cli.options import answering, involved, pair, period, record_of


@click.command("timeline", short_help="The events that reports tell of, in the order of their dates.")
@involved
@period
@click.option(
    "--type", "types", metavar="TYPE", multiple=True, help="PLOVER type: AGREE, CONSULT, AID ... (repeatable)"
)
@click.option("--tense", "tenses", metavar="TENSE", multiple=True, help="past, present or future (repeatable)")
@click.option(
    "--factuality", "factualities", metavar="VALUE", multiple=True, help="CT+, PR+, PS+, CT- ... (repeatable)"
)
@answering
@click.pass_context
def command(
    ctx: click.Context,
    actors: tuple[str, ...],
    actor: str | None,
    with_: str | None,
    since: date | None,
    until: date | None,
    types: tuple[str, ...],
    tenses: tuple[str, ...],
    factualities: tuple[str, ...],
    as_of: date | None,
    limit: int | None,
    form: str | None,
    output: str | None,
    record_address: str | None,
) -> None:
    """The events that reports tell of, in the order of their dates: done, planned, possible and denied.

    ACTOR is a code or a name: RUS, NATO, 'North Korea', 'Vladimir Putin'.

    \b
    onrecord timeline RUS PRK --since 2024-06-01 --factuality CT+
    """
    first, second = pair(actors, actor, with_)
    from onrecord.answers import timeline
    from onrecord.cli.answer_tables import events_table
    from onrecord.cli.answering import chosen_format, put

    form = chosen_format(form, output)
    with record_of(ctx, record_address).view(as_of=as_of) as view:
        rows = timeline(
            view,
            actor=first,
            with_=second,
            since=since,
            until=until,
            types=types or None,
            tenses=tenses or None,
            factualities=factualities or None,
            limit=limit,
        )
    put(rows, form, output, events_table)
