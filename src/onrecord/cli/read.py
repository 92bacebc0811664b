"""``onrecord read``: what one report says, printed; nothing is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onrecord.cli.options import common, latest_today, publication, settings_of, standard_input

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.settings import Settings
    from onrecord.types import Document, Reading


@click.command("read", short_help="Read a report and print what it says.")
@click.argument("file", metavar="FILE")
@publication
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--explain", is_flag=True, help="Tell for each event why it is read so.")
@common
@click.pass_context
def command(
    ctx: click.Context,
    file: str,
    published: str | None,
    outlet: str | None,
    form: str,
    explain: bool,
    record_address: str | None,
) -> None:
    """Read a report and print what it says; nothing is stored.

    FILE is a text, a web page or a table of reports (jsonl, csv, parquet), packed with gzip or not; - is standard
    input. A text carries its date in front matter, or it is given with --published. With --format json the whole
    reading is printed, one object for each report. --explain adds a table that tells why each event is read as it is:
    its trigger, the words that decided how it is told, what dated it, and how sure the reader is that there is an act.

    \b
    onrecord read report.txt --published 2024-06-14 --outlet Reuters
    """
    settings = settings_of(ctx, record_address)
    failures = Failures()
    documents = _documents(file, published, outlet, settings, failures)
    for reading in _readings(documents, settings):
        _print(reading, form, explain=explain)
    if failures.count:
        ctx.exit(1)


class Failures:
    """How many items could not be read; each is told on standard error as it is found."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, error: Exception) -> None:
        from onrecord.cli.printing import complain

        self.count += 1
        complain(str(error))


def _documents(
    file: str, published: str | None, outlet: str | None, settings: Settings, failures: Failures
) -> Iterator[Document]:
    from onrecord.documents import longest_in_bytes, make_document
    from onrecord.errors import InputError
    from onrecord.sources import open_source

    for found in open_source(file, max_bytes=longest_in_bytes(settings), stdin=standard_input()):
        if isinstance(found, InputError):
            failures.add(found)
            continue
        try:
            yield make_document(found, today=latest_today(), published=published, outlet=outlet, settings=settings)
        except InputError as error:
            failures.add(error)


def _readings(documents: Iterator[Document], settings: Settings) -> Iterator[Reading]:
    """Read one after another; the reader is loaded when there is something to read."""
    reader = None
    for document in documents:
        if reader is None:
            from onrecord.cli.progress import waiting

            with waiting("Loading the reader"):
                from onrecord.reading.reader import Reader

                reader = Reader(settings)
        yield reader.read(document)


def _print(reading: Reading, form: str, *, explain: bool) -> None:
    if form == "json":
        import msgspec

        from onrecord.cli.printing import write_bytes

        write_bytes(msgspec.json.format(msgspec.json.encode(reading), indent=2) + b"\n")
    else:
        from onrecord.cli.printing import console
        from onrecord.cli.reading_tables import reading_tables

        out = console()
        out.print(reading_tables(reading, explain=explain))
        out.print()
