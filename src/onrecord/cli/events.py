"""``onrecord events``: the events that a record tells of, each once."""

from __future__ import annotations

from datetime import date

import click

from onrecord.cli.options import answering, involved, pair, period, record_of


@click.command("events", short_help="The events that reports tell of, each once, with all who tell of it.")
@involved
@period
@click.option(
    "--type", "types", metavar="TYPE", multiple=True, help="PLOVER type: AGREE, CONSULT, AID ... (repeatable)"
)
@click.option(
    "--state", "states", metavar="STATE", multiple=True, help="done, claimed, disputed, expected or denied (repeatable)"
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
    states: tuple[str, ...],
    as_of: date | None,
    limit: int | None,
    form: str | None,
    output: str | None,
    record_address: str | None,
) -> None:
    """The events that reports tell of, each once: when it was announced, when and by how many outlets it was reported
    as done, and by whom it was denied. Reports that copy each other count as one original.

    ACTOR is a code or a name: RUS, NATO, 'North Korea', 'Vladimir Putin'.

    \b
    onrecord events RUS PRK --since 2024-06-01 --state disputed
    """
    first, second = pair(actors, actor, with_)
    from onrecord.answers import happenings
    from onrecord.cli.answer_tables import happenings_table
    from onrecord.cli.answering import chosen_format, put

    form = chosen_format(form, output)
    with record_of(ctx, record_address).view(as_of=as_of) as view:
        rows = happenings(
            view,
            actor=first,
            with_=second,
            since=since,
            until=until,
            types=types or None,
            states=states or None,
            limit=limit,
        )
    put(rows, form, output, happenings_table)
