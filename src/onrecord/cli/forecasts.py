"""``onrecord forecasts``: who said what would happen, how firmly, and what became of it."""

from __future__ import annotations

import click

from onrecord.cli.asking import Question, asked
from onrecord.cli.options import answering, ended_everywhere, involved, period, tables_of_hedges


@click.command("forecasts", short_help="Who said what would happen, how firmly, and what became of it.")
@involved
@period
@click.option("--forecaster", metavar="ACTOR", help="Who predicts.")
@click.option("--state", "states", metavar="STATE", multiple=True, help="open, due, yes, no, ambiguous, annulled.")
@tables_of_hedges
@answering
@asked
def command(
    question: Question,
    forecaster: str | None,
    states: tuple[str, ...],
    bands: str | None,
) -> None:
    """Who said what would happen, how firmly, and what became of it.

    A forecast is due when its day has passed; only 'onrecord resolve' makes it yes or no. ACTOR is a code or a name.

    \b
    onrecord forecasts RUS PRK --state due
    """
    from onrecord.answers import forecasts
    from onrecord.cli.answer_tables import forecasts_table

    with question.view() as view:
        rows = forecasts(
            view,
            **question.scope,
            forecaster=forecaster,
            states=states or None,
            bands=bands,
            today=ended_everywhere(),
            limit=question.limit,
        )
    question.put(rows, forecasts_table)
