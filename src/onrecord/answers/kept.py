"""Events kept ready: what merging found, with the rows that answers show, in an SQLite file beside the search index.

Comes in: rows of mentions. Goes out: the file's tables, filled. They hold the parts into which mentions fall
(`onrecord.record.merging.parts`), each with the rows of its mentions, and the events of each part as
`onrecord.answers.events` describes them. The file can be thrown away and made anew; `onrecord.answers.keeping` does
that and knows which version of the record it is of, `onrecord.answers.told` asks it.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from onrecord.answers.events import Happened, described_row
from onrecord.record.decisions import Decision
from onrecord.record.lines import number_of_parties
from onrecord.record.merging import Event, mentions_of, merge
from onrecord.record.merging.parts import Part, parts, reaches
from onrecord.record.merging.ruled import ruled
from onrecord.record.merging.stored import COLUMNS, StoredEvent, groupings
from onrecord.record.rows import ids_in, involved_key
from onrecord.record.subjects import among
from onrecord.record.view import View

Row = dict[str, Any]

LAYOUT = "2"
NEVER = date.max.toordinal()
"""Stands where an event has no date, so that it comes last."""

DAYS = ("published", "earliest", "latest")
"""Columns of mentions that hold a day."""

MAKE = """
    CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS batches (name TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS replaced (document TEXT, batch TEXT, PRIMARY KEY (document, batch)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS documents (number INTEGER PRIMARY KEY, id TEXT UNIQUE, outlet TEXT, signature BLOB);
    CREATE TABLE IF NOT EXISTS parties (number INTEGER PRIMARY KEY, key TEXT UNIQUE);
    CREATE TABLE IF NOT EXISTS members (actor TEXT, parties INTEGER, PRIMARY KEY (actor, parties)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS parts (
        number INTEGER PRIMARY KEY, parties INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
        mentions BLOB NOT NULL
    );
    CREATE TABLE IF NOT EXISTS places (document INTEGER, part INTEGER, PRIMARY KEY (document, part)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS reaches (
        block INTEGER, last INTEGER, first INTEGER, part INTEGER, PRIMARY KEY (block, last, part)
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS reaches_of ON reaches (part);
    CREATE TABLE IF NOT EXISTS events (
        number INTEGER PRIMARY KEY, part INTEGER NOT NULL, parties INTEGER NOT NULL, state TEXT NOT NULL,
        type TEXT NOT NULL, earliest INTEGER, latest INTEGER, published INTEGER NOT NULL, id TEXT NOT NULL,
        changed INTEGER NOT NULL, known INTEGER NOT NULL, row BLOB NOT NULL
    );
    CREATE INDEX IF NOT EXISTS events_of ON events (part);
"""
INDEXES = """
    CREATE INDEX IF NOT EXISTS parts_between ON parts (parties, last, first);
    CREATE INDEX IF NOT EXISTS events_between
        ON events (parties, state, earliest, latest, published, id, known, type, number);
    CREATE INDEX IF NOT EXISTS events_changed ON events (parties, changed);
"""
"""What nothing asks while a file is made anew."""


def packed(value: Any) -> bytes:
    """A value as compressed JSON; days are written as ISO 8601."""
    return zlib.compress(msgspec.json.encode(value), 1)


def unpacked(blob: bytes) -> Any:
    return msgspec.json.decode(zlib.decompress(blob))


def mention_rows(blob: bytes) -> list[Row]:
    """The rows of a part's mentions."""
    rows = [dict(zip(COLUMNS, values, strict=True)) for values in unpacked(blob)]
    for row in rows:
        row.update({name: date.fromisoformat(row[name]) for name in DAYS if row[name]})
    return rows


def is_in(mention: str, blob: bytes) -> bool:
    """Whether a part has a mention; told without reading its rows."""
    return msgspec.json.encode(mention) in zlib.decompress(blob)


def events_in(part: Part, rows: dict[str, Row], decisions: Sequence[Decision]) -> Iterator[StoredEvent]:
    """The events of one part, as people ruled.

    Args:
        part: Mentions that have to do with no others.
        rows: The rows of these mentions and maybe of others, by id.
        decisions: Those that merge and split.
    """
    events: Iterable[Event] = merge(part.mentions)
    own = {one for mention in part.mentions for one in mention.ids}
    if concerned := [one for one in decisions if own & {one.subject, *one.others}]:
        events = ruled(events, {one: rows[one] for one in own}, concerned)
    for event in events:
        yield StoredEvent(event, tuple(rows[one] for one in event.mention_ids))


class Kept:
    """The file while it is written: within one transaction, with the view that it is brought up to."""

    def __init__(self, file: sqlite3.Connection, view: View) -> None:
        self.file = file
        self.view = view
        self.decisions = groupings(view)
        self._together = [frozenset((one.subject, *one.others)) for one in self.decisions]
        self._named = _documents_of(view, frozenset[str]().union(*self._together))
        self._parties: dict[str, int] = {}

    def take_documents(self, where: str) -> None:
        """Note outlet and signature of documents."""
        sql = f"SELECT id, outlet, signature FROM documents WHERE {where}"
        rows = self.view.query(sql)
        for batch in rows.to_batches(max_chunksize=50_000):
            self.file.executemany(
                "INSERT INTO documents (id, outlet, signature) VALUES (?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET outlet = excluded.outlet, signature = excluded.signature",
                zip(*batch.to_pydict().values(), strict=True),
            )

    def place(self, rows: Sequence[Row]) -> None:
        """Merge mentions that are not in the file yet with the parts that they touch."""
        mentions = mentions_of(rows)
        asked = [reach for mention in mentions for reach in reaches(mention)]
        touched = self._touched(asked) | self._named_with({row["id"] for row in rows})
        by_id = {str(row["id"]): row for row in (*rows, *self.pull(touched))}
        if touched:
            mentions = mentions_of(by_id.values())
        documents = self._documents({mention.document_id for mention in mentions})
        for part in parts(mentions, self._together):
            self._put(part, by_id, documents)

    def pull(self, numbers: Iterable[int]) -> list[Row]:
        """Take parts out of the file; returns the rows of their mentions."""
        rows = []
        for number in sorted(numbers):
            (blob,) = self.file.execute("SELECT mentions FROM parts WHERE number = ?", (number,)).fetchone()
            some = mention_rows(blob)
            rows += some
            for document in self._documents({row["document_id"] for row in some}).values():
                place = (document["number"], number)
                self.file.execute("DELETE FROM places WHERE document = ? AND part = ?", place)
            self.file.execute("DELETE FROM reaches WHERE part = ?", (number,))
            self.file.execute("DELETE FROM events WHERE part = ?", (number,))
            self.file.execute("DELETE FROM parts WHERE number = ?", (number,))
        return rows

    def parts_with(self, documents: Iterable[str]) -> set[int]:
        """The parts that have mentions of documents."""
        sql = "SELECT part FROM documents JOIN places ON document = documents.number WHERE id = ?"
        return {part for one in documents for (part,) in self.file.execute(sql, (one,))}

    def _touched(self, asked: Iterable[Sequence[int]]) -> set[int]:
        """The parts that reaches overlap. Those in the file do not overlap each other, so they lie in one order."""
        sql = "SELECT first, part FROM reaches WHERE block = ? AND last >= ? ORDER BY last"
        touched = set()
        for block, first, last in set(map(tuple, asked)):
            for start, part in self.file.execute(sql, (block, first)):
                if start > last:
                    break
                touched.add(part)
        return touched

    def _named_with(self, mentions: set[str]) -> set[int]:
        """The parts with what decisions name together with some of these mentions."""
        named = {one for together in self._together if together & mentions for one in together}
        return self.parts_with(sorted({self._named[one] for one in named & self._named.keys()}))

    def _documents(self, ids: Iterable[str]) -> dict[str, Row]:
        sql = "SELECT number, outlet, signature FROM documents WHERE id = ?"
        found = ((one, self.file.execute(sql, (one,)).fetchone()) for one in ids)
        return {one: {"number": told[0], "outlet": told[1], "signature": told[2]} for one, told in found}

    def _put(self, part: Part, rows: dict[str, Row], documents: dict[str, Row]) -> None:
        """Write one part and its events."""
        own = [rows[one] for mention in part.mentions for one in mention.ids]
        days = [row["published"].toordinal() for row in own]
        mentions = packed([[row[name] for name in COLUMNS] for row in own])
        head = (self._number_of(own), min(days), max(days), mentions)
        sql = "INSERT INTO parts (parties, first, last, mentions) VALUES (?, ?, ?, ?)"
        number = self.file.execute(sql, head).lastrowid
        places = sorted({(documents[row["document_id"]]["number"], number) for row in own})
        self.file.executemany("INSERT INTO places VALUES (?, ?)", places)
        self.file.executemany(
            "INSERT INTO reaches VALUES (?, ?, ?, ?)",
            [(one.block, one.last, one.first, number) for one in part.reaches],
        )
        told = (self._event(stored, documents) for stored in events_in(part, rows, self.decisions))
        sql = "INSERT INTO events VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        self.file.executemany(sql, [(number, *values, max(days), row) for *values, row in told])

    def _event(self, stored: StoredEvent, documents: dict[str, Row]) -> tuple[Any, ...]:
        happened = Happened(stored)
        first, last, published, one = happened.order
        when = happened.when
        return (
            self._number_of(stored.rows),
            happened.state,
            happened.type,
            first.toordinal() if when and when.earliest else None,
            last.toordinal() if when and when.latest else None,
            published.toordinal(),
            one,
            happened.last_change.toordinal(),
            packed(described_row(happened, documents)),
        )

    def _number_of(self, rows: Iterable[Row]) -> int:
        """The number of all who take part, as these rows tell."""
        key = involved_key(one for told in {row["involved"] for row in rows} for one in ids_in(told))
        if key not in self._parties:
            self._parties[key] = number_of_parties(self.file, key)
        return self._parties[key]


def _documents_of(view: View, mentions: Iterable[str]) -> dict[str, str]:
    """The document of each mention that is there."""
    if not (mentions := list(mentions)):
        return {}
    rows = view.query(f"SELECT id, document_id FROM events WHERE {among('id', mentions)}").to_pydict()
    return dict(zip(rows["id"], rows["document_id"], strict=True))
