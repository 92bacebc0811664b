"""``onrecord statements``: who said what, and how it is attributed."""

from __future__ import annotations

import click

from onrecord.cli.asking import Question, asked
from onrecord.cli.options import answering, involved, period


@click.command("statements", short_help="Who said what, and how it is attributed.")
@involved
@period
@click.option("--speaker", metavar="ACTOR", help="Who speaks, or is spoken for.")
@answering
@asked
def command(
    question: Question,
    speaker: str | None,
) -> None:
    """Who said what, and how it is attributed, in the order of the days on which it was said.

    ACTOR is a code or a name: RUS, NATO, 'North Korea', 'Vladimir Putin'.

    \b
    onrecord statements --speaker Kremlin --since 2024-06-01
    """
    from onrecord.answers import statements
    from onrecord.cli.answer_tables import statements_table

    with question.view() as view:
        rows = statements(view, speaker=speaker, **question.scope, limit=question.limit)
    question.put(rows, statements_table)
