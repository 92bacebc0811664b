"""``onrecord dossier``: what was done, disputed, expected, denied, said, agreed and predicted between two actors."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import answering, ended_everywhere, period, record_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from onrecord.answers import Dossier


@click.command("dossier", short_help="What was done, said, agreed and predicted between two actors.")
@click.argument("first", metavar="ACTOR")
@click.argument("second", metavar="ACTOR")
@period
@answering
@click.pass_context
def command(
    ctx: click.Context,
    first: str,
    second: str,
    since: date | None,
    until: date | None,
    as_of: date | None,
    limit: int | None,
    form: str | None,
    output: str | None,
    record_address: str | None,
) -> None:
    """What was done, disputed, expected, denied, said, agreed and predicted between two actors. Each event stands there
    once, with all who tell of it.

    Each ACTOR is a code or a name: RUS, NATO, 'North Korea', 'Vladimir Putin'. With --format jsonl each line names its
    part in 'section'; csv and parquet write a file for each part into the folder that --output names.

    \b
    onrecord dossier RUS PRK --as-of 2024-06-14
    """
    from onrecord.answers import dossier

    form = form or "table"
    if form in ("csv", "parquet") and output is None:
        raise click.UsageError(f"A dossier is several tables; give --output FOLDER for {form}, or use --format jsonl.")
    with record_of(ctx, record_address).view(as_of=as_of) as view:
        answer = dossier(view, first, second, since=since, until=until, today=ended_everywhere(), limit=limit)
    _put(answer, form, output)


def _put(answer: Dossier, form: str, output: str | None) -> None:
    from onrecord.cli.answering import as_text, write_file
    from onrecord.cli.printing import console, write_bytes

    if form == "table":
        tables = _tables(answer)
        write_file(output, as_text(tables).encode("utf-8")) if output else console().print(tables)
    elif form == "jsonl":
        content = _json_lines(answer)
        write_file(output, content) if output else write_bytes(content)
    elif output is not None:
        _write_folder(answer, form, Path(output))


def _tables(answer: Dossier) -> RenderableType:
    from rich.console import Group
    from rich.text import Text

    from onrecord.cli import answer_tables as tables
    from onrecord.cli.answering import first_rows
    from onrecord.cli.printing import line

    looks = {"said": tables.statements_table, "agreed": tables.agreements_table, "predicted": tables.forecasts_table}
    parts: list[RenderableType] = [Text(line(answer.title), style="bold")]
    for name, rows in answer.sections.items():
        shown = first_rows(rows)
        parts += [Text(""), looks.get(name, tables.happenings_table)(shown)]
        if len(shown) < len(rows):
            parts.append(Text(f"{len(shown):,} of {len(rows):,} shown", style="dim"))
    return Group(*parts)


def _json_lines(answer: Dossier) -> bytes:
    """Each row on a line, with the part it stands in."""
    import json

    lines = (
        json.dumps({"section": name, **json.loads(line)}, ensure_ascii=False) + "\n"
        for name, rows in answer.sections.items()
        for line in rows.to_jsonl().split("\n")
        if line
    )
    return "".join(lines).encode("utf-8")


def _write_folder(answer: Dossier, form: str, folder: Path) -> None:
    from onrecord.cli.answering import write_file
    from onrecord.errors import OnrecordError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OnrecordError(f"cannot be made ({error.strerror or error})", subject=str(folder)) from error
    for name, rows in answer.sections.items():
        write_file(str(folder / f"{name}.{form}"), rows.to_bytes(form))
