"""``onrecord timeline``: the events that a record tells of."""

from __future__ import annotations

import click

from onrecord.cli.asking import Question, asked
from onrecord.cli.options import answering, involved, of_types, period


@click.command("timeline", short_help="The events that reports tell of, in the order of their dates.")
@involved
@period
@of_types
@click.option("--tense", "tenses", metavar="TENSE", multiple=True, help="past, present or future (repeatable)")
@click.option(
    "--factuality", "factualities", metavar="VALUE", multiple=True, help="CT+, PR+, PS+, CT- ... (repeatable)"
)
@answering
@asked
def command(
    question: Question,
    types: tuple[str, ...],
    tenses: tuple[str, ...],
    factualities: tuple[str, ...],
) -> None:
    """The events that reports tell of, in the order of their dates: done, planned, possible and denied.

    ACTOR is a code or a name: RUS, NATO, 'North Korea', 'Vladimir Putin'.

    \b
    onrecord timeline RUS PRK --since 2024-06-01 --factuality CT+
    """
    from onrecord.answers import timeline
    from onrecord.cli.answer_tables import events_table

    with question.view() as view:
        rows = timeline(
            view,
            **question.scope,
            types=types or None,
            tenses=tenses or None,
            factualities=factualities or None,
            limit=question.limit,
        )
    question.put(rows, events_table)
