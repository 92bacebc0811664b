"""``onrecord statements``: who said what, and how it is attributed."""

from __future__ import annotations

from datetime import date

import click

from onrecord.cli.options import answering, involved, pair, period, record_of


@click.command("statements", short_help="Who said what, and how it is attributed.")
@involved
@period
@click.option("--speaker", metavar="ACTOR", help="Who speaks, or is spoken for.")
@answering
@click.pass_context
def command(
    ctx: click.Context,
    actors: tuple[str, ...],
    actor: str | None,
    with_: str | None,
    since: date | None,
    until: date | None,
    speaker: str | None,
    as_of: date | None,
    limit: int | None,
    form: str | None,
    output: str | None,
    record_address: str | None,
) -> None:
    """Who said what, and how it is attributed, in the order of the days on which it was said.

    ACTOR is a code or a name: RUS, NATO, 'North Korea', 'Vladimir Putin'.

    \b
    onrecord statements --speaker Kremlin --since 2024-06-01
    """
    first, second = pair(actors, actor, with_)
    from onrecord.answers import statements
    from onrecord.cli.answer_tables import statements_table
    from onrecord.cli.answering import chosen_format, put

    form = chosen_format(form, output)
    with record_of(ctx, record_address).view(as_of=as_of) as view:
        rows = statements(view, actor=first, with_=second, speaker=speaker, since=since, until=until, limit=limit)
    put(rows, form, output, statements_table)
