"""The rows of a record as a file has them that finds them by id, by document and by who is involved.

Comes in: rows as they were read. Goes out: the same rows. Tables in columns are quick to count and slow to pick a few
rows from; pages and endpoints pick a few. The file is SQLite, lies beside the tables and can be thrown away;
`onrecord.record.lining` makes it and brings it up to date, `onrecord.record.picking` asks it for what counts in a view.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

from onrecord.ontology.plover import Quad, quad_class
from onrecord.record.layout import index_folder
from onrecord.record.rows import ids_in
from onrecord.record.schema import (
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
from onrecord.types import EventType

Row = dict[str, Any]

FILE = "lines.sqlite"
LAYOUT = "3"
KINDS = {table.name: number for number, table in enumerate(READING_TABLES)}
NEVER = date.max.toordinal()
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
    CREATE INDEX IF NOT EXISTS documents_by_day ON documents (published DESC, id);
    CREATE TABLE IF NOT EXISTS parties (number INTEGER PRIMARY KEY, key TEXT UNIQUE);
    CREATE TABLE IF NOT EXISTS members (actor TEXT, parties INTEGER, PRIMARY KEY (actor, parties)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS lines (
        number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, id TEXT NOT NULL, document INTEGER NOT NULL, parties INTEGER,
        day INTEGER NOT NULL, published INTEGER NOT NULL, row BLOB NOT NULL
    );
    CREATE INDEX IF NOT EXISTS lines_by_id ON lines (id);
    CREATE INDEX IF NOT EXISTS lines_of ON lines (document, kind);
    CREATE INDEX IF NOT EXISTS lines_between ON lines (kind, parties, day, published) WHERE parties IS NOT NULL;
    CREATE TABLE IF NOT EXISTS names (key TEXT, line INTEGER, PRIMARY KEY (key, line)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS days (
        parties INTEGER, published INTEGER, mentions INTEGER NOT NULL, cooperation INTEGER NOT NULL,
        PRIMARY KEY (parties, published)
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS days_between ON days (published, parties, mentions, cooperation);
    CREATE TABLE IF NOT EXISTS sizes (
        kind INTEGER, published INTEGER, rows INTEGER NOT NULL, PRIMARY KEY (kind, published)
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS forecasts_by_day ON lines (published) WHERE kind = {KINDS[FORECASTS.name]};
    CREATE TABLE IF NOT EXISTS told_of (
        actor TEXT, published INTEGER, document TEXT, PRIMARY KEY (actor, published DESC, document)
    ) WITHOUT ROWID;
"""
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

    def put_documents(self, rows: Iterable[Row]) -> None:
        """Write documents that are not there."""
        heads, bodies = head_packing(), body_packing()
        self.file.executemany(
            "INSERT INTO documents (id, published, head, body) VALUES (?, ?, ?, ?)",
            (
                (row["id"], row["published"].toordinal(), heads.pack(row), zlib.compress(bodies.pack(row), 1))
                for row in rows
            ),
        )

    def put(self, table: str, rows: Iterable[Row]) -> None:
        """Write rows of a table; their documents must be there."""
        pack = packing(table).pack
        sql = "INSERT INTO lines (kind, id, document, parties, day, published, row) VALUES (?, ?, ?, ?, ?, ?, ?)"
        for row in rows:
            published = row["published"].toordinal()
            parties = self._parties_of(row["involved"]) if "involved" in row else None
            head = (KINDS[table], row["id"], self._document(row["document_id"]), parties)
            self._resize(KINDS[table], published, 1)
            number = self.file.execute(sql, (*head, _day(table, row), published, pack(row))).lastrowid
            if table == AGREEMENTS.name and row["name_key"]:
                self.file.execute("INSERT INTO names VALUES (?, ?)", (row["name_key"], number))
            if table == EVENTS.name:
                self._count(parties, published, row, 1)
                told = ((one, published, row["document_id"]) for one in ids_in(row["involved"]))
                self.file.executemany("INSERT OR IGNORE INTO told_of VALUES (?, ?, ?)", told)

    def drop(self, document: str) -> None:
        """Take a document and its rows out."""
        found = self.file.execute("SELECT number, published FROM documents WHERE id = ?", (document,)).fetchone()
        if found is None:
            return
        number, published = found
        actors = "SELECT DISTINCT actor FROM lines JOIN members USING (parties) WHERE document = ? AND kind = ?"
        for (actor,) in self.file.execute(actors, (number, KINDS[EVENTS.name])).fetchall():
            told = (actor, published, document)
            self.file.execute("DELETE FROM told_of WHERE actor = ? AND published = ? AND document = ?", told)
        named = "SELECT number, row FROM lines WHERE document = ? AND kind = ?"
        for line, row in self.file.execute(named, (number, KINDS[AGREEMENTS.name])).fetchall():
            key = packing(AGREEMENTS.name).unpack(row)["name_key"]
            self.file.execute("DELETE FROM names WHERE key = ? AND line = ?", (key, line))
        events = "SELECT parties, row FROM lines WHERE document = ? AND kind = ?"
        for parties, row in self.file.execute(events, (number, KINDS[EVENTS.name])).fetchall():
            self._count(parties, published, packing(EVENTS.name).unpack(row), -1)
        lines = self.file.execute("SELECT kind FROM lines WHERE document = ?", (number,)).fetchall()
        for (kind,) in lines:
            self._resize(kind, published, -1)
        self.file.execute("DELETE FROM lines WHERE document = ?", (number,))
        self.file.execute("DELETE FROM documents WHERE number = ?", (number,))
        self._documents.pop(document, None)

    def _count(self, parties: int | None, published: int, event: Row, change: int) -> None:
        """Count a mention of an event, or no longer."""
        sql = """
            INSERT INTO days VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
            SET mentions = mentions + excluded.mentions, cooperation = cooperation + excluded.cooperation
        """
        self.file.execute(sql, (parties, published, change, change * is_cooperation(event)))

    def _resize(self, kind: int, published: int, change: int) -> None:
        """Count a row of a table, or no longer."""
        sql = "INSERT INTO sizes VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET rows = rows + excluded.rows"
        self.file.execute(sql, (kind, published, change))

    def _document(self, one: str) -> int:
        if one not in self._documents:
            (self._documents[one],) = self.file.execute("SELECT number FROM documents WHERE id = ?", (one,)).fetchone()
        return self._documents[one]

    def _parties_of(self, key: str) -> int:
        if key not in self._parties:
            self._parties[key] = number_of_parties(self.file, key)
        return self._parties[key]


def is_cooperation(event: Row) -> bool:
    """Whether an event is of that half of PLOVER."""
    return EventType(event["type"]) in cooperation()


@cache
def cooperation() -> frozenset[EventType]:
    """The types of events of that half of PLOVER."""
    kinds = (Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION)
    return frozenset(kind for kind in EventType if quad_class(kind) in kinds)


def _day(table: str, row: Row) -> int:
    """The day that rows of a table are ordered by; the last of all where an event has none."""
    if table == EVENTS.name:
        return row["earliest"].toordinal() if row["earliest"] else NEVER
    day: date = (row["said_earliest"] if table == STATEMENTS.name else None) or row["published"]
    return day.toordinal()


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
