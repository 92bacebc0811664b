"""The rows of a record as a file has them that finds them by id, by document and by who is involved.

Comes in: rows as they were read. Goes out: the same rows. Tables in columns are quick to count and slow to pick a few
rows from; pages and endpoints pick a few. The file is SQLite, lies beside the tables and can be thrown away;
`onrecord.record.lining` makes it and brings it up to date, `onrecord.record.picking` asks it for what counts in a view.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

from onrecord.record import tallying
from onrecord.record.layout import index_folder
from onrecord.record.rows import ids_in
from onrecord.record.schema import (
    ACTORS,
    AGREEMENTS,
    BYTES,
    DAY,
    DOCUMENTS,
    EVENTS,
    FLAG,
    FORECASTS,
    INSTANT,
    NUMBER,
    NUMBERS,
    READING_TABLES,
    SHARE,
    STATEMENTS,
    TEXT,
    TEXTS,
)
from onrecord.record.tallying import Tallies

Row = dict[str, Any]

FILE = "lines.sqlite"
LAYOUT = "4"
KINDS = {table.name: number for number, table in enumerate((*READING_TABLES, DOCUMENTS))}
NEVER = date.max.toordinal()

MOST_TALLIES = 100_000
"""Tallies above which they are written before others are counted."""

BODY = ("text", "sentence_starts", "sentence_ends", "signature")
"""Columns of documents that few questions need."""

MAKE = f"""
    CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS batches (name TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS replaced (document TEXT, batch TEXT, PRIMARY KEY (document, batch)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS documents (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL, published INTEGER NOT NULL, head BLOB NOT NULL, body BLOB NOT NULL
    );
    CREATE UNIQUE INDEX IF NOT EXISTS documents_by_id ON documents (id);
    CREATE TABLE IF NOT EXISTS parties (number INTEGER PRIMARY KEY, key TEXT UNIQUE);
    CREATE TABLE IF NOT EXISTS members (actor TEXT, parties INTEGER, PRIMARY KEY (actor, parties)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS lines (
        number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, id TEXT NOT NULL, document INTEGER NOT NULL, parties INTEGER,
        day INTEGER NOT NULL, published INTEGER NOT NULL, row BLOB NOT NULL
    );
    CREATE TABLE IF NOT EXISTS names (key TEXT, line INTEGER, PRIMARY KEY (key, line)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS sizes (
        kind INTEGER, published INTEGER, rows INTEGER NOT NULL, PRIMARY KEY (kind, published)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS told_of (
        actor TEXT, published INTEGER, document TEXT, PRIMARY KEY (actor, published DESC, document)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS named (
        actor TEXT, published INTEGER, document INTEGER, PRIMARY KEY (actor, published, document)
    ) WITHOUT ROWID;
    {tallying.MAKE}
"""
INDEXES = f"""
    CREATE INDEX IF NOT EXISTS documents_by_day ON documents (published DESC, id);
    CREATE INDEX IF NOT EXISTS lines_by_id ON lines (id);
    CREATE INDEX IF NOT EXISTS lines_of ON lines (document, kind);
    CREATE INDEX IF NOT EXISTS lines_between ON lines (kind, parties, day, published) WHERE parties IS NOT NULL;
    CREATE INDEX IF NOT EXISTS forecasts_by_day ON lines (published, day, parties) WHERE kind = {KINDS[FORECASTS.name]};
"""
"""What nothing asks while a file is made anew."""

PYTHON: dict[Any, Any] = {
    TEXT: str | None,
    TEXTS: list[str | None] | None,
    NUMBER: int | None,
    NUMBERS: list[int] | None,
    DAY: date | None,
    INSTANT: datetime | None,
    SHARE: float | None,
    FLAG: bool | None,
    BYTES: bytes | None,
}


def lines_path(address: str) -> Path:
    """Where the rows of a record are kept."""
    return index_folder(address) / FILE


class Packing:
    """Rows of some columns as bytes, and back."""

    def __init__(self, schema: pa.Schema) -> None:
        self.names = tuple(schema.names)
        kinds = tuple(PYTHON[field.type] for field in schema)
        self._decoder = msgspec.msgpack.Decoder(tuple[kinds])  # type: ignore[valid-type]

    def pack(self, row: Row) -> bytes:
        return msgspec.msgpack.encode([row[name] for name in self.names])

    def unpack(self, blob: bytes) -> Row:
        return dict(zip(self.names, self._decoder.decode(blob), strict=True))


@cache
def packing(table: str) -> Packing:
    """How rows of one of `READING_TABLES` are packed."""
    return Packing(next(one.schema for one in READING_TABLES if one.name == table))


@cache
def head_packing() -> Packing:
    """How documents are packed, without their `BODY`."""
    return Packing(pa.schema([field for field in DOCUMENTS.schema if field.name not in BODY]))


@cache
def body_packing() -> Packing:
    """How the rest of a document is packed; compressed then."""
    return Packing(pa.schema([field for field in DOCUMENTS.schema if field.name in BODY]))


def document_row(head: bytes, body: bytes) -> Row:
    """A document as the view has it."""
    parts = head_packing().unpack(head) | body_packing().unpack(zlib.decompress(body))
    return {name: parts[name] for name in DOCUMENTS.schema.names}


class Writing:
    """The file while it is written, within one transaction."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self.file = file
        self._parties: dict[str, int] = {}
        self._documents: dict[str, int] = {}
        self._tallies = Tallies()
        self._sizes = Counter[tuple[int, int]]()

    def put_documents(self, rows: Iterable[Row]) -> None:
        """Write documents that are not there."""
        heads, bodies = head_packing(), body_packing()
        sql = "INSERT INTO documents (id, published, head, body) VALUES (?, ?, ?, ?)"
        for row in rows:
            published = row["published"].toordinal()
            self.file.execute(sql, (row["id"], published, heads.pack(row), zlib.compress(bodies.pack(row), 1)))
            self._sizes[KINDS[DOCUMENTS.name], published] += 1

    def put(self, table: str, rows: Iterable[Row]) -> None:
        """Write rows of a table; their documents must be there."""
        pack = packing(table).pack
        sql = "INSERT INTO lines (kind, id, document, parties, day, published, row) VALUES (?, ?, ?, ?, ?, ?, ?)"
        for row in rows:
            published = row["published"].toordinal()
            parties = self._parties_of(row["involved"]) if "involved" in row else None
            head = (KINDS[table], row["id"], self._document(row["document_id"]), parties)
            number = self.file.execute(sql, (*head, _day(table, row), published, pack(row))).lastrowid
            self._sizes[KINDS[table], published] += 1
            if table == AGREEMENTS.name and row["name_key"]:
                self.file.execute("INSERT INTO names VALUES (?, ?)", (row["name_key"], number))
            if table == ACTORS.name:
                named = [(one, published, head[2]) for one in row["actors"] if one]
                self.file.executemany("INSERT OR IGNORE INTO named VALUES (?, ?, ?)", named)
            if table == EVENTS.name:
                self._tell(row, published)
        if len(self._tallies.by_day) > MOST_TALLIES:
            self.finish()

    def _tell(self, event: Row, published: int) -> None:
        """Note who takes part in an event."""
        self._tallies.event(event, 1)
        for actor in ids_in(event["involved"]):
            told = (actor, published, event["document_id"])
            if self.file.execute("INSERT OR IGNORE INTO told_of VALUES (?, ?, ?)", told).rowcount == 1:
                self._tallies.report(actor, published, 1)

    def drop(self, document: str) -> None:
        """Take a document and its rows out."""
        found = self.file.execute("SELECT number, published FROM documents WHERE id = ?", (document,)).fetchone()
        if found is None:
            return
        number, published = found
        self._sizes[KINDS[DOCUMENTS.name], published] -= 1
        lines = self.file.execute("SELECT number, kind, row FROM lines WHERE document = ?", (number,)).fetchall()
        for line, kind, row in lines:
            self._sizes[kind, published] -= 1
            if kind == KINDS[AGREEMENTS.name]:
                key = packing(AGREEMENTS.name).unpack(row)["name_key"]
                self.file.execute("DELETE FROM names WHERE key = ? AND line = ?", (key, line))
            if kind == KINDS[ACTORS.name]:
                named = [(one, published, number) for one in packing(ACTORS.name).unpack(row)["actors"] if one]
                self.file.executemany("DELETE FROM named WHERE actor = ? AND published = ? AND document = ?", named)
            if kind == KINDS[EVENTS.name]:
                self._untell(packing(EVENTS.name).unpack(row), published)
        self.file.execute("DELETE FROM lines WHERE document = ?", (number,))
        self.file.execute("DELETE FROM documents WHERE number = ?", (number,))
        self._documents.pop(document, None)

    def _untell(self, event: Row, published: int) -> None:
        """Take back what `_tell` noted."""
        self._tallies.event(event, -1)
        sql = "DELETE FROM told_of WHERE actor = ? AND published = ? AND document = ?"
        for actor in ids_in(event["involved"]):
            if self.file.execute(sql, (actor, published, event["document_id"])).rowcount == 1:
                self._tallies.report(actor, published, -1)

    def finish(self) -> None:
        """Write what was counted meanwhile."""
        self._tallies.write(self.file)
        sql = "INSERT INTO sizes VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET rows = rows + excluded.rows"
        self.file.executemany(sql, ((*key, change) for key, change in sorted(self._sizes.items())))
        self._sizes.clear()

    def _document(self, one: str) -> int:
        if one not in self._documents:
            (self._documents[one],) = self.file.execute("SELECT number FROM documents WHERE id = ?", (one,)).fetchone()
        return self._documents[one]

    def _parties_of(self, key: str) -> int:
        if key not in self._parties:
            self._parties[key] = number_of_parties(self.file, key)
        return self._parties[key]


def _day(table: str, row: Row) -> int:
    """The day that rows of a table are asked by: of an event its first, of a statement when it was said, of a forecast
    its last; where none is told, the last of all, for a statement that of publication."""
    if table == STATEMENTS.name:
        day: date | None = row["said_earliest"] or row["published"]
    else:
        day = row[{EVENTS.name: "earliest", FORECASTS.name: "horizon_latest"}.get(table, "published")]
    return NEVER if day is None else day.toordinal()


def unpacked(table: str, blobs: Iterable[bytes]) -> Iterator[Row]:
    """Rows of a table, of their bytes."""
    return map(packing(table).unpack, blobs)


def marks(values: Collection[object]) -> str:
    """As many question marks as there are values, for SQL."""
    return ", ".join("?" * len(values))


def number_of_parties(file: sqlite3.Connection, key: str) -> int:
    """The number of a set of actors in an index file; noted there when it is new."""
    known = file.execute("SELECT number FROM parties WHERE key = ?", (key,)).fetchone()
    if known is not None:
        return int(known[0])
    number = file.execute("INSERT INTO parties (key) VALUES (?)", (key,)).lastrowid
    file.executemany("INSERT INTO members VALUES (?, ?)", [(one, number) for one in ids_in(key)])
    return int(number or 0)
