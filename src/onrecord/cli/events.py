"""``onrecord events``: the events that a record tells of, each once."""

from __future__ import annotations

import click

from onrecord.cli.asking import Question, asked
from onrecord.cli.options import answering, involved, of_types, period


@click.command("events", short_help="The events that reports tell of, each once, with all who tell of it.")
@involved
@period
@of_types
@click.option(
    "--state", "states", metavar="STATE", multiple=True, help="done, claimed, disputed, expected or denied (repeatable)"
)
@answering
@asked
def command(
    question: Question,
    types: tuple[str, ...],
    states: tuple[str, ...],
) -> None:
    """The events that reports tell of, each once: when it was announced, when and by how many outlets it was reported
    as done, and by whom it was denied. Reports that copy each other count as one original.

    ACTOR is a code or a name: RUS, NATO, 'North Korea', 'Vladimir Putin'.

    \b
    onrecord events RUS PRK --since 2024-06-01 --state disputed
    """
    from onrecord.answers import happenings
    from onrecord.cli.answer_tables import happenings_table

    with question.view() as view:
        rows = happenings(
            view,
            **question.scope,
            types=types or None,
            states=states or None,
            limit=question.limit,
        )
    question.put(rows, happenings_table)
