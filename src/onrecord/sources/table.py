"""Tables of reports: JSON lines, JSON, CSV, TSV and Parquet, one report a row.

Comes in: a stream of bytes. Goes out: a `RawItem` for each row, its ``text`` as UTF-8 and its other columns as
metadata (``published`` or ``date``, ``title``, ``outlet`` or a list ``outlets``, ``author``, ``url``; unknown ones
under their own names). A row that cannot be read costs only itself. JSON lines, CSV and Parquet are read as a stream,
JSON as a whole.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO

from onrecord.errors import DocumentTooLong, InputError, UnreadableSource
from onrecord.types import RawItem

TEXT = "text"
COPY_PIECE = 1 << 20
TABLE_REMEDY = "Each row needs a column 'text', and 'published' as YYYY-MM-DD."

Row = RawItem | InputError


def read_rows(name: str, stream: BinaryIO, form: str, *, max_bytes: int) -> Iterator[Row]:
    """The rows of a table.

    Args:
        name: What to call the table; a row is called ``name:number``, counted in lines for JSON lines and CSV and in
            rows for Parquet and JSON, from 1.
        stream: Its bytes, from the first.
        form: ``jsonl``, ``json``, ``csv``, ``tsv`` or ``parquet``.
        max_bytes: The longest row that is read; with ``json``, the longest table.

    Yields:
        An item, or the error that says why there is none, for each row.
    """
    yield from _FORMS[form](name, stream, max_bytes)


def _json_lines(name: str, stream: BinaryIO, max_bytes: int) -> Iterator[Row]:
    number = 0
    while line := stream.readline(max_bytes + 1):
        number += 1
        row = f"{name}:{number}"
        if len(line) > max_bytes:
            yield _row_too_long(row, max_bytes)
            _skip_line(stream, line)
        elif line.strip():
            yield _parsed(row, line)


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(COPY_PIECE)


def _parsed(row: str, line: bytes) -> Row:
    try:
        value = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError:
        return UnreadableSource("is not in UTF-8", subject=row, remedy="Save the table in UTF-8.")
    except (ValueError, RecursionError) as error:
        return UnreadableSource(f"is not JSON ({error})", subject=row, remedy="JSON lines hold one object a line.")
    return _item(row, value)


def _json(name: str, stream: BinaryIO, max_bytes: int) -> Iterator[Row]:
    content = stream.read(max_bytes + 1)
    if len(content) > max_bytes:
        yield DocumentTooLong(
            f"has more than {max_bytes:,} bytes in one piece", subject=name, remedy="Save it as JSON lines (.jsonl)."
        )
        return
    try:
        value = json.loads(content.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError:
        yield UnreadableSource("is not in UTF-8", subject=name, remedy="Save it in UTF-8.")
    except (ValueError, RecursionError) as error:
        yield UnreadableSource(f"is not JSON ({error})", subject=name, remedy="JSON lines are named .jsonl.")
    else:
        rows = value if isinstance(value, list) else [value]
        yield from (_item(f"{name}:{number}", row) for number, row in enumerate(rows, 1))


def _csv(name: str, stream: BinaryIO, max_bytes: int) -> Iterator[Row]:
    yield from _separated(name, stream, max_bytes, separator=",")


def _tsv(name: str, stream: BinaryIO, max_bytes: int) -> Iterator[Row]:
    yield from _separated(name, stream, max_bytes, separator="\t")


def _separated(name: str, stream: BinaryIO, max_bytes: int, *, separator: str) -> Iterator[Row]:
    csv.field_size_limit(max_bytes)  # the module's own limit of 128 kB is less than a long report
    reader = csv.reader(_lines(stream, max_bytes), delimiter=separator, strict=True)
    line = 1
    try:
        columns = next(reader, [])
        if (problem := _missing_text(name, columns)) is not None:
            yield problem
            return
        line = reader.line_num + 1
        for values in reader:
            if values:
                yield _separated_row(f"{name}:{line}", columns, values)
            line = reader.line_num + 1
    except csv.Error as error:
        yield UnreadableSource(
            f"is not readable from here on ({error})", subject=f"{name}:{line}", remedy="Check the quotes in this row."
        )


def _lines(stream: BinaryIO, max_bytes: int) -> Iterator[str]:
    """Lines as text; a byte that is not UTF-8 becomes a lone surrogate, so that it costs its own row only."""
    first = True
    while line := stream.readline(max_bytes + 1):
        if len(line) > max_bytes:
            raise csv.Error(f"a line of more than {max_bytes:,} bytes")
        yield (line.removeprefix(b"\xef\xbb\xbf") if first else line).decode("utf-8", "surrogateescape")
        first = False


def _separated_row(row: str, columns: list[str], values: list[str]) -> Row:
    if len(values) != len(columns):
        return UnreadableSource(
            f"has {len(values)} fields where the first line names {len(columns)}",
            subject=row,
            remedy="Check the quotes in this row.",
        )
    if any("\udc80" <= letter <= "\udcff" for value in values for letter in value):
        return UnreadableSource("is not in UTF-8", subject=row, remedy="Save the table in UTF-8.")
    return _item(row, dict(zip(columns, values, strict=True)))


def _parquet(name: str, stream: BinaryIO, max_bytes: int) -> Iterator[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    # Parquet is read from its end, and what comes from a pipe or out of gzip cannot be.
    with tempfile.TemporaryFile() as copy:
        while piece := stream.read(COPY_PIECE):
            copy.write(piece)
        copy.seek(0)
        try:
            file = pq.ParquetFile(copy)
            if (problem := _missing_text(name, file.schema_arrow.names)) is not None:
                yield problem
                return
            number = 0
            for batch in file.iter_batches(batch_size=256):
                for row in _plain_times(batch).to_pylist():
                    number += 1
                    yield _checked_length(f"{name}:{number}", row, max_bytes)
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            reason = str(error).splitlines()[0]
            yield UnreadableSource(f"is damaged or cut off ({reason})", subject=name, remedy="Fetch the file again.")


def _plain_times(batch: Any) -> Any:
    """Instants to the microsecond: finer ones become Python values only where pandas is installed."""
    import pyarrow as pa

    columns = [
        column.cast(pa.timestamp("us", column.type.tz), safe=False) if pa.types.is_timestamp(column.type) else column
        for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _checked_length(row: str, value: Mapping[str, Any], max_bytes: int) -> Row:
    item = _item(row, value)
    return _row_too_long(row, max_bytes) if isinstance(item, RawItem) and len(item.content) > max_bytes else item


def _missing_text(name: str, columns: list[str]) -> UnreadableSource | None:
    if TEXT in (column.strip().casefold() for column in columns):
        return None
    found = ", ".join(columns[:10]) or "none"
    return UnreadableSource(f"has no column 'text' (its columns: {found})", subject=name, remedy=TABLE_REMEDY)


def _item(row: str, value: Any) -> Row:
    """A row as an item. Names of columns are read without regard to case; the text itself is not looked at."""
    if not isinstance(value, Mapping):
        return UnreadableSource("is not an object with named fields", subject=row, remedy=TABLE_REMEDY)
    fields = {str(column).strip().casefold(): _as_text(cell) for column, cell in value.items() if cell is not None}
    text = fields.pop(TEXT, None)
    if text is None:
        return UnreadableSource("has no field 'text'", subject=row, remedy=TABLE_REMEDY)
    if not fields.get("published") and fields.get("date"):
        fields["published"] = fields.pop("date")
    if not fields.get("outlet") and (outlets := _names(value.get("outlets"))):
        fields["outlet"] = outlets
    return RawItem(
        name=row,
        content=text.encode("utf-8", "replace"),
        media_type="text/plain",
        metadata={column: cell for column, cell in fields.items() if cell},
    )


def _as_text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    if isinstance(cell, date):  # instants too
        return cell.isoformat()
    return json.dumps(cell, ensure_ascii=False, default=str, sort_keys=True)


def _names(cell: Any) -> str:
    """Names in a list, as one text; empty for anything else."""
    return ", ".join(name for name in cell if isinstance(name, str) and name) if isinstance(cell, list) else ""


def _row_too_long(row: str, max_bytes: int) -> DocumentTooLong:
    return DocumentTooLong(
        f"has more than {max_bytes:,} bytes",
        subject=row,
        remedy="Split it into reports, or raise the setting 'max_characters'.",
    )


_FORMS: dict[str, Callable[[str, BinaryIO, int], Iterator[Row]]] = {
    "jsonl": _json_lines,
    "json": _json,
    "csv": _csv,
    "tsv": _tsv,
    "parquet": _parquet,
}
