"""Put an answer where it was asked for: on the terminal as a table, or as data to standard output or a file.

Comes in: `Rows` and the user's choice of format and file. Goes out: output. It knows no question.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.printing import console, tell, write_bytes
from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from onrecord.answers import Rows

MOST_IN_A_TABLE = 100


def chosen_format(form: str | None, output: str | None) -> str:
    """The format: as given, else as the file's ending tells, else a table.

    Raises:
        click.UsageError: when a file's ending tells none, or Parquet would go to a terminal.
    """
    if form is None and output is not None:
        form = Path(output).suffix.lstrip(".").casefold()
        if form not in ("csv", "jsonl", "parquet"):
            raise click.UsageError(f"The ending of {output!r} tells no format; give --format csv, jsonl or parquet.")
    if form == "parquet" and output is None and sys.stdout.isatty():
        raise click.UsageError("Parquet is not for a terminal; give --output FILE.")
    return form or "table"


def put(rows: Rows, form: str, output: str | None, tables: Callable[[Rows], RenderableType]) -> None:
    """Write or print rows.

    Args:
        rows: The answer.
        form: ``table``, ``csv``, ``jsonl`` or ``parquet``.
        output: A file; standard output when None.
        tables: How this kind of rows looks as a table.

    Raises:
        OnrecordError: when the file cannot be written.
    """
    if form != "table":
        content = rows.to_bytes(form)
        write_file(output, content) if output else write_bytes(content)
        return
    shown = first_rows(rows)
    if output:
        write_file(output, as_text(tables(shown)).encode("utf-8"))
    else:
        console().print(tables(shown))
    if len(shown) < len(rows):
        tell(f"{len(shown):,} of {len(rows):,} rows shown; --limit, --since, --until or --format csv show others.")


def first_rows(rows: Rows) -> Rows:
    """As many as a person reads."""
    from onrecord.answers import Rows

    if len(rows) <= MOST_IN_A_TABLE:
        return rows
    return Rows(rows.to_arrow().slice(0, MOST_IN_A_TABLE), title=rows.title, shown=rows.shown)


def as_text(table: RenderableType) -> str:
    """A table as plain text, 100 columns wide."""
    import io

    from rich.console import Console

    buffer = io.StringIO()
    Console(file=buffer, width=100, highlight=False, markup=False, emoji=False).print(table)
    return buffer.getvalue()


def write_file(name: str, content: bytes) -> None:
    """Write a file.

    Raises:
        OnrecordError: when it cannot be written.
    """
    try:
        Path(name).write_bytes(content)
    except OSError as error:
        raise OnrecordError(
            f"cannot be written ({error.strerror or error})",
            subject=name,
            remedy="Check the folder's permissions.",
        ) from error
