"""``onrecord index``: what makes a large record answer quickly, made ready beforehand."""

from __future__ import annotations

import click

from onrecord.cli.options import common, record_of


@click.command("index", short_help="Make a large record answer quickly.")
@click.option("--rebuild", is_flag=True, help="Make both indexes anew, whatever there is.")
@common
@click.pass_context
def command(ctx: click.Context, rebuild: bool, record_address: str | None) -> None:
    """Make the indexes of a record, or bring them up to date: its merged events, for dossiers and lists of events, and
    its words, for search. They are made of the record, can be thrown away, and change no answer. Once events are merged
    'onrecord add' keeps them up to date.

    \b
    onrecord index --record relations
    """
    from onrecord.answers.keeping import bring_up
    from onrecord.cli.printing import line
    from onrecord.cli.progress import waiting
    from onrecord.record.search import SearchIndex

    record = record_of(ctx, record_address)
    with waiting("Merging events"), record.view() as view:
        documents = bring_up(view, anew=rebuild)
    with waiting("Indexing words"):
        index = SearchIndex(record)
        _ = index.rebuild() if rebuild else index.update()
    click.echo(line(f"indexed {documents:,} documents"))
