"""``onrecord forecasts``: who said what would happen, how firmly, and what became of it."""

from __future__ import annotations

from datetime import date

import click

from onrecord.cli.options import answering, ended_everywhere, involved, pair, period, record_of, tables_of_hedges


@click.command("forecasts", short_help="Who said what would happen, how firmly, and what became of it.")
@involved
@period
@click.option("--forecaster", metavar="ACTOR", help="Who predicts.")
@click.option("--state", "states", metavar="STATE", multiple=True, help="open, due, yes, no, ambiguous, annulled.")
@tables_of_hedges
@answering
@click.pass_context
def command(
    ctx: click.Context,
    actors: tuple[str, ...],
    actor: str | None,
    with_: str | None,
    since: date | None,
    until: date | None,
    forecaster: str | None,
    states: tuple[str, ...],
    bands: str | None,
    as_of: date | None,
    limit: int | None,
    form: str | None,
    output: str | None,
    record_address: str | None,
) -> None:
    """Who said what would happen, how firmly, and what became of it.

    A forecast is due when its day has passed; only 'onrecord resolve' makes it yes or no. ACTOR is a code or a name.

    \b
    onrecord forecasts RUS PRK --state due
    """
    first, second = pair(actors, actor, with_)
    from onrecord.answers import forecasts
    from onrecord.cli.answer_tables import forecasts_table
    from onrecord.cli.answering import chosen_format, put

    form = chosen_format(form, output)
    with record_of(ctx, record_address).view(as_of=as_of) as view:
        rows = forecasts(
            view,
            actor=first,
            with_=second,
            forecaster=forecaster,
            since=since,
            until=until,
            states=states or None,
            bands=bands,
            today=ended_everywhere(),
            limit=limit,
        )
    put(rows, form, output, forecasts_table)
