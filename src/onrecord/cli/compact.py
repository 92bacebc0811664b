"""``onrecord compact``: make a record small and quick."""

from __future__ import annotations

from datetime import timedelta

import click

from onrecord.cli.options import common, record_of


@click.command("compact", short_help="Join small files, and drop what no longer counts.")
@click.option(
    "--keep-hours",
    type=click.IntRange(min=0),
    default=24,
    show_default=True,
    help="How long to keep what no longer counts; others may still be reading it.",
)
@common
@click.pass_context
def command(ctx: click.Context, keep_hours: int, record_address: str | None) -> None:
    """Make few large files of many small ones, in which lines of one relationship lie together, and drop what no longer
    counts: lines of additions that were cut off, readings that a better one replaced, files that nobody needs. Others
    may go on reading and adding.

    \b
    onrecord compact --record relations
    """
    from onrecord.cli.printing import line
    from onrecord.cli.progress import waiting

    with waiting("Compacting"):
        report = record_of(ctx, record_address).compact(keep=timedelta(hours=keep_hours))
    joined = f"joined {report.files_joined:,} files, deleted {report.files_deleted:,}"
    click.echo(line(f"{joined}, dropped {report.rows_dropped:,} lines that no longer counted"))
