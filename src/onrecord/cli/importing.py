"""``onrecord import``: what known registers have of agreements, into a record."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import DAY, common, record_of

if TYPE_CHECKING:
    from onrecord.exchange import Imported


@click.command("import", short_help="Bring a known register of agreements in.")
@click.argument("form", metavar="FORMAT", type=click.Choice(("atop", "untc", "desta")))
@click.argument("file", metavar="FILE")
@click.option("--published", type=DAY, metavar="YYYY-MM-DD", help="When this edition was published.")
@common
@click.pass_context
def command(ctx: click.Context, form: str, file: str, published: date | None, record_address: str | None) -> None:
    """Bring a known register of agreements in: atop (alliances), untc (participants in treaties) or desta (trade).

    'onrecord agreements' then shows its dates beside what reports tell, and where the two contradict. Importing again
    changes nothing; a later edition takes the place of the earlier one. As of a date a step counts once it was
    taken; with --published nothing counts before that day.

    FILE is ATOP's member or alliance level, DESTA's list of treaties, or the index of the UN Treaty Collection with
    the tables of participants in a folder 'treaties' beside it.

    \b
    onrecord import atop atop-member-level.csv --record relations
    """
    from onrecord.exchange import read_register

    imported = read_register(form, Path(file), published=published)
    report = record_of(ctx, record_address).add_register(imported.entries)
    _tell(imported)
    already = f", {report.already:,} already in the record" if report.already else ""
    click.echo(f"read {len(imported.entries):,} agreements, added {report.added:,}{already}")


def _tell(imported: Imported) -> None:
    """What was left out, with an example of each."""
    from onrecord.cli.printing import tell

    for reason, count in sorted(imported.skipped.items()):
        tell(f"left out: {count:,} {reason}, such as {imported.examples[reason]}")
