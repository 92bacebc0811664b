"""``onrecord check``: whether a record is as promised."""

from __future__ import annotations

import click

from onrecord.cli.options import common, record_of


@click.command("check", short_help="Verify that a record is whole.")
@click.option("--repair", is_flag=True, help="First repair what can be repaired: lines that are there twice.")
@common
@click.pass_context
def command(ctx: click.Context, repair: bool, record_address: str | None) -> None:
    """Verify that a record is whole: every line has its document, and the words that it rests on are there.

    The exit code is 1 when something is wrong.

    \b
    onrecord check --record relations
    """
    from onrecord.cli.printing import complain, line

    record = record_of(ctx, record_address)
    if repair:
        click.echo(line(f"repaired: {record.repair():,} lines that were there twice"))
    report = record.check()
    for problem in report.problems:
        complain(str(problem))
    found = f"{len(report.problems):,} problems" if report.problems else "all in order"
    click.echo(line(f"{report.documents:,} documents, {report.rows:,} lines: {found}"))
    if report.unfinished or report.replaced:
        left = f"{report.unfinished:,} lines of additions that were cut off, {report.replaced:,} replaced readings"
        click.echo(line(f"not counted: {left}"))
    ctx.exit(1 if report.problems else 0)
