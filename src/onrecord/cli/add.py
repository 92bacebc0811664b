"""``onrecord add``: what reports say, into a record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import common, latest_today, publication, record_of, settings_of, standard_input

if TYPE_CHECKING:
    from onrecord.runs import RunReport
    from onrecord.runs.adding import Seen


@click.command("add", short_help="Read reports and add what they say to a record.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@publication
@common
@click.pass_context
def command(
    ctx: click.Context, files: tuple[str, ...], published: str | None, outlet: str | None, record_address: str | None
) -> None:
    """Read reports and add what they say to a record.

    Each FILE is a text, a web page or a table of reports (jsonl, csv, parquet), packed with gzip or not; - is standard
    input. A report that the record has is not read again, so a run that was cut off is completed by running it again.
    What cannot be read is named, counted and left out; the exit code is then 1.

    \b
    onrecord add reports/*.html --record relations
    """
    from onrecord.cli.progress import counting

    settings = settings_of(ctx, record_address)
    if published is not None:
        _check_date(published)
    with counting("Reading", _total(files)) as advance:
        from onrecord.runs import add_files

        report = add_files(
            files,
            record_of(ctx, record_address),
            today=latest_today(),
            published=published,
            outlet=outlet,
            settings=settings,
            stdin=standard_input(),
            on_seen=lambda seen: _seen(seen, advance),
        )
    _tell(report)
    ctx.exit(1 if report.skipped else 0)


def _check_date(published: str) -> None:
    """Refuse a wrong date once, not for every file."""
    from onrecord.documents.dates import parse_date
    from onrecord.types import DateBasis

    parse_date(published, today=latest_today(), basis=DateBasis.GIVEN, name="--published")


def _total(files: tuple[str, ...]) -> int | None:
    """How many reports there are, when the names tell: a table can hold any number."""
    from onrecord.sources.kinds import TABLES

    tables = any(name == "-" or name.casefold().removesuffix(".gz").endswith(tuple(TABLES)) for name in files)
    return None if tables else len(files)


def _seen(seen: Seen, advance: Callable[[], None]) -> None:
    from onrecord.cli.printing import complain

    if seen.error is not None:
        complain(str(seen.error))
    advance()


def _tell(report: RunReport) -> None:
    from onrecord.cli.printing import line, tell

    for name, first in report.repeated:
        tell(f"{name}: is the same report as {first}")
    click.echo(line(report.summary()))
