"""``onrecord agreements``: what was agreed, between whom, and how far it has come."""

from __future__ import annotations

from datetime import date

import click

from onrecord.cli.options import answering, involved, pair, period, record_of


@click.command("agreements", short_help="What was agreed, between whom, and how far it has come.")
@involved
@period
@click.option("--in-force", is_flag=True, help="Only what was in force, now or on the day of --as-of.")
@click.option("--words", is_flag=True, help="Show each step with the words behind it.")
@answering
@click.pass_context
def command(
    ctx: click.Context,
    actors: tuple[str, ...],
    actor: str | None,
    with_: str | None,
    since: date | None,
    until: date | None,
    in_force: bool,
    words: bool,
    as_of: date | None,
    limit: int | None,
    form: str | None,
    output: str | None,
    record_address: str | None,
) -> None:
    """What was agreed, between whom, and how far it has come: one line for each instrument, from all reports of it,
    and what imported registers have of it. What reports and registers have otherwise is shown as such.

    ACTOR is a party: a code or a name, such as RUS or 'North Korea'.

    \b
    onrecord agreements RUS PRK --as-of 2024-11-30
    """
    first, second = pair(actors, actor, with_)
    from onrecord.answers import agreements
    from onrecord.cli.agreement_words import agreements_in_words
    from onrecord.cli.answer_tables import agreements_table
    from onrecord.cli.answering import chosen_format, put

    form = chosen_format(form, output)
    with record_of(ctx, record_address).view(as_of=as_of) as view:
        rows = agreements(view, actor=first, with_=second, since=since, until=until, in_force=in_force, limit=limit)
    put(rows, form, output, agreements_in_words if words else agreements_table)
