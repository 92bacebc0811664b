"""``onrecord index``: what makes a large record answer quickly, made ready beforehand."""

from __future__ import annotations

import click

from onrecord.cli.options import common, record_of


@click.command("index", short_help="Make a large record answer quickly.")
@click.option("--rebuild", is_flag=True, help="Make all indexes anew, whatever there is.")
@common
@click.pass_context
def command(ctx: click.Context, rebuild: bool, record_address: str | None) -> None:
    """Make the indexes of a record, or bring them up to date: its merged events, for dossiers and lists of events, its
    rows, for pages and questions about a few, and its words, for search. They are made of the record, can be thrown
    away, and change no answer. Once they are there 'onrecord add' keeps the first two up to date.

    \b
    onrecord index --record relations
    """
    from onrecord.cli.printing import line
    from onrecord.cli.progress import waiting
    from onrecord.runs import make_indexes

    record = record_of(ctx, record_address)
    with waiting("Indexing") as tell:
        documents = make_indexes(record, anew=rebuild, on_step=tell)
    click.echo(line(f"indexed {documents:,} documents"))
