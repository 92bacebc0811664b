"""``onrecord search``: sentences and statements by their words."""

from __future__ import annotations

from datetime import date

import click

from onrecord.cli.options import answering, period, record_of


@click.command("search", short_help="Find sentences and statements by their words.")
@click.argument("words", metavar="[WORD]...", nargs=-1)
@click.option("--actor", metavar="ACTOR", help="Who is named there: RUS, NATO, 'North Korea'.")
@click.option("--with", "with_", metavar="ACTOR", help="Who else is named there.")
@click.option("--outlet", metavar="NAME", help="Who published it.")
@click.option("--kind", type=click.Choice(("sentence", "statement")), help="Only sentences, or only what was said.")
@click.option("--best", is_flag=True, help="Those that match best first; else the newest first.")
@click.option("--rebuild", is_flag=True, help="Make the index anew.")
@period
@answering
@click.pass_context
def command(
    ctx: click.Context,
    words: tuple[str, ...],
    actor: str | None,
    with_: str | None,
    outlet: str | None,
    kind: str | None,
    best: bool,
    rebuild: bool,
    since: date | None,
    until: date | None,
    as_of: date | None,
    limit: int | None,
    form: str | None,
    output: str | None,
    record_address: str | None,
) -> None:
    """Find sentences and statements that have all the WORDs, the newest first. "Words in quotes" must follow each
    other, and word* stands for all words that begin so. --since and --until are days of publication.

    The index is made of the record and brought up to date when needed; --rebuild makes it anew.

    \b
    onrecord search '"strategic partnership"' treat* --actor RUS --limit 10
    """
    if not words and not rebuild:
        raise click.UsageError("Give words to search for, or --rebuild.")
    from onrecord.answers.search import search
    from onrecord.cli.answer_tables import search_table
    from onrecord.cli.answering import chosen_format, put
    from onrecord.cli.printing import line
    from onrecord.cli.progress import waiting
    from onrecord.record.search import SearchIndex

    form = chosen_format(form, output)
    record = record_of(ctx, record_address)
    index = SearchIndex(record)
    with waiting("Bringing the index up to date"):
        count = index.rebuild() if rebuild else index.update()
    if not words:
        click.echo(line(f"indexed {count:,} documents"))
        return
    with record.view(as_of=as_of) as view:
        rows = search(
            view,
            index,
            " ".join(words),
            actor=actor,
            with_=with_,
            outlet=outlet,
            kind=kind,
            since=since,
            until=until,
            limit=limit or 20,
            best_first=best,
        )
    put(rows, form, output, search_table)
