"""What an answer looks like: rows that turn into what people work with.

Comes in: an Arrow table. Goes out: `Rows`, which show themselves in a notebook and turn into Arrow, pandas, polars,
dictionaries, CSV, JSON lines and Parquet. They hold values and do not know how they were found.
"""

from __future__ import annotations

import csv
import importlib
import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from html import escape
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet

from onrecord.errors import BadQuery, MissingExtra

SHOWN_IN_A_NOTEBOOK = 100
FORMATS = ("csv", "jsonl", "parquet")
JOINT = "|"
WORDS_TOLD = (
    ("quote", pa.string()),
    ("context", pa.string()),
    ("document_id", pa.string()),
    ("outlet", pa.string()),
    ("published", pa.date32()),
    ("sentence", pa.int32()),
    ("start", pa.int32()),
    ("end", pa.int32()),
)
"""Columns of the words that a row rests on: what they say, in which report, and where in it."""


class Rows:
    """The rows of one answer, in a fixed order.

    Args:
        table: The rows.
        title: What they are, for people.
        shown: The columns worth showing to people, in order; all when empty.
    """

    def __init__(self, table: pa.Table, *, title: str = "", shown: tuple[str, ...] = ()) -> None:
        self._table = table
        self.title = title
        self.shown = shown or tuple(table.column_names)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self._table.column_names)

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.to_dicts())

    def __getitem__(self, number: int) -> dict[str, Any]:
        if not -len(self) <= number < len(self):
            raise IndexError(f"row {number} of {len(self)}")
        return dict(self._table.slice(number % len(self), 1).to_pylist()[0])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and bool(self._table.equals(other._table))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{len(self)} rows: {self.title or ', '.join(self.columns)}>"

    def last(self, count: int) -> Rows:
        """The last rows, in the other order."""
        end = len(self) - 1
        table = self._table.take(pa.array(range(end, max(-1, end - count), -1), pa.int64()))
        return Rows(table, title=self.title, shown=self.shown)

    def to_arrow(self) -> pa.Table:
        return self._table

    def to_dicts(self) -> list[dict[str, Any]]:
        """Plain Python values; None where there is nothing."""
        rows: list[dict[str, Any]] = self._table.to_pylist()
        return rows

    def to_pandas(self) -> Any:
        """A pandas DataFrame.

        Raises:
            MissingExtra: when pandas is not installed.
        """
        _require("pandas")
        return self._table.to_pandas()

    def to_polars(self) -> Any:
        """A polars DataFrame.

        Raises:
            MissingExtra: when polars is not installed.
        """
        return _require("polars").from_arrow(self._table)

    def to_csv(self) -> str:
        """CSV with a header. Lists are joined with ``|``; nothing is an empty field, an empty or telling text
        (``NA``) a quoted one."""
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerow(self.columns)
        for row in self.to_dicts():
            buffer.write(",".join(_field(value) for value in row.values()) + "\n")
        return buffer.getvalue()

    def to_jsonl(self) -> str:
        """One JSON object a line; dates and instants as ISO 8601."""
        return "".join(json.dumps(row, default=_iso, ensure_ascii=False) + "\n" for row in self.to_dicts())

    def to_parquet(self) -> bytes:
        buffer = io.BytesIO()
        pyarrow.parquet.write_table(self._table, buffer, compression="zstd")
        return buffer.getvalue()

    def to_bytes(self, format: str) -> bytes:
        """The rows in one of `FORMATS`.

        Raises:
            BadQuery: for another format.
        """
        match format:
            case "csv":
                return self.to_csv().encode()
            case "jsonl":
                return self.to_jsonl().encode()
            case "parquet":
                return self.to_parquet()
        raise BadQuery("is not a format", subject=format, remedy=f"Known: {', '.join(FORMATS)}.")

    def write(self, path: str | Path, format: str | None = None) -> None:
        """Write the rows to a file, in the format that its ending tells when none is given.

        Raises:
            BadQuery: for an unknown format.
        """
        path = Path(path)
        path.write_bytes(self.to_bytes(format or path.suffix.lstrip(".")))

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self.shown)
        rows = self._table.select(list(self.shown)).slice(0, SHOWN_IN_A_NOTEBOOK).to_pylist()
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(plain(row[name]))}</td>" for name in self.shown) + "</tr>" for row in rows
        )
        more = f"<p>{len(self) - len(rows)} more</p>" if len(self) > len(rows) else ""
        caption = f"<caption>{escape(self.title)}</caption>" if self.title else ""
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def plain(value: Any) -> str:
    """One value as text: nothing is empty, lists are joined with ``|``, dates are ISO 8601."""
    match value:
        case None:
            return ""
        case list():
            return JOINT.join(plain(part) for part in value)
        case date():
            return value.isoformat()
        case dict():
            return json.dumps(value, default=_iso, ensure_ascii=False)
        case bool():
            return "true" if value else "false"
    return str(value)


def _field(value: Any) -> str:
    text = plain(value)
    if value is None or isinstance(value, bool | int | float | date):
        return text
    return '"' + text.replace('"', '""') + '"'


def _iso(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in JSON")


def _require(library: str) -> Any:
    try:
        return importlib.import_module(library)
    except ImportError as error:
        raise MissingExtra(
            "is not installed", subject=library, remedy=f"Install it with: pip install 'onrecord[{library}]'"
        ) from error
