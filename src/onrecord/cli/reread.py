"""``onrecord reread``: read every document again with the present reader."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import common, record_of, settings_of

if TYPE_CHECKING:
    from onrecord.record.changes import Change
    from onrecord.runs import Rereading

LAYERS = ("events", "statements", "agreements", "forecasts")


@click.command("reread", short_help="Read every document again with the present reader.")
@click.option(
    "--changes", "changes_file", type=click.Path(dir_okay=False), metavar="FILE", help="Each change, in jsonl."
)
@click.option("--make-current", is_flag=True, help="Then let the new readings take the place of the old ones.")
@click.option("--discard", "thrown", is_flag=True, help="Throw away new readings that are not current.")
@common
@click.pass_context
def command(
    ctx: click.Context, changes_file: str | None, make_current: bool, thrown: bool, record_address: str | None
) -> None:
    """Read every document again that an earlier reader read, and tell what would change: lines gained, lost and
    altered, and the decisions that need a look. The record stays as it is until --make-current.

    A run that was cut off is completed by running it again.

    \b
    onrecord reread --changes changes.jsonl
    """
    from onrecord import runs

    record = record_of(ctx, record_address)
    if thrown:
        done = runs.discard(record)
        click.echo("thrown away" if done else "there was nothing to throw away")
        return
    if changes_file is None:
        report = _reread(ctx, record_address, lambda change: None)
    else:
        with click.open_file(changes_file, "w", encoding="utf-8") as file:
            report = _reread(ctx, record_address, lambda change: click.echo(_line(change), file=file, nl=False))
    _tell(report)
    if make_current and report.waiting:
        click.echo(f"made current: {runs.make_current(record):,} documents")
    ctx.exit(1 if report.skipped else 0)


def _reread(ctx: click.Context, record_address: str | None, on_change: Callable[[Change], None]) -> Rereading:
    from onrecord import runs
    from onrecord.cli.progress import counting

    settings = settings_of(ctx, record_address)
    with counting("Reading again", None) as advance:
        return runs.reread(record_of(ctx, record_address), settings=settings, on_read=advance, on_change=on_change)


def _tell(report: Rereading) -> None:
    from onrecord.cli.decide_list import decision_text
    from onrecord.cli.printing import complain, console, line

    for skipped in report.skipped:
        complain(str(skipped.error))
    click.echo(
        line(
            f"reader {report.version}: read {report.read:,}, {report.waiting:,} waiting to be made current, "
            f"{report.current:,} current already, skipped {len(report.skipped):,}"
        )
    )
    for layer in LAYERS:
        told = [f"{report.counts.get((layer, kind), 0):,} {kind}" for kind in ("gained", "lost", "altered")]
        if report.waiting:
            click.echo(f"{layer}: {', '.join(told)}")
    click.echo(f"decisions: {report.decisions_kept:,} kept, {len(report.decisions_to_look_at):,} need a look")
    for decision in report.decisions_to_look_at:
        console().print(decision_text(decision, lost=True))


def _line(change: Change) -> str:
    told = {
        "layer": change.layer,
        "change": change.kind,
        "document_id": change.document_id,
        "what": list(change.what),
        "before": change.before,
        "after": change.after,
    }
    return json.dumps(told, default=str, ensure_ascii=False) + "\n"
