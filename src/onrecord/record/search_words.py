"""The words of a record as the search index has them: what the file looks like, and how rows come into it.

Comes in: an open index file, and a view of the documents that it lacks. Goes out: their sentences and statements in the
file. `onrecord.record.search` asks the file; nothing here does.

A row's number counts days down, so that the newest come first as the file has them: SQLite reads its lists of rows
forwards about three times as fast as backwards. A period is a range of numbers, and whether a row is a sentence or a
statement is the last bit. Actors and outlets are words of a column of their own, alone and two by two, since a list for
an actor and an outlet is much shorter than the lists of either.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

from onrecord.record.rows import ids_in
from onrecord.record.subjects import among

if TYPE_CHECKING:
    from onrecord.record.view import View

KINDS = ("sentence", "statement")
LAYOUT = "2"
DAY_BITS = 31
"""A row's number is the days that are left until the last of all days, then 30 bits of a hash of what it is, then the
number of its kind."""

MAKE = """
    CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS documents (id TEXT PRIMARY KEY, reading TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS places (
        number INTEGER PRIMARY KEY, kind TEXT NOT NULL, document_id TEXT NOT NULL, sentence INTEGER NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, line TEXT, speaker TEXT
    );
    CREATE INDEX IF NOT EXISTS places_of ON places (document_id);
    CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (
        text, tags, tokenize = "unicode61 remove_diacritics 2", prefix = '3'
    );
"""
SENTENCES = """
    SELECT id, published, outlet, text, sentence_starts, sentence_ends, reader_version
    FROM documents WHERE {which} ORDER BY id
"""
NAMED = "SELECT document_id, sentence, actors FROM actors WHERE {which}"
STATEMENTS = """
    SELECT id, document_id, published, sentence, "start", "end", quote, speaker, involved
    FROM read_statements WHERE {which} ORDER BY document_id, "start", id
"""


def numbers_between(first: date, last: date) -> tuple[int, int]:
    """The least and the greatest number of what was published from a day to another."""
    return _days_left(last) << DAY_BITS, ((_days_left(first) + 1) << DAY_BITS) - 1


def _days_left(day: date) -> int:
    return date.max.toordinal() - day.toordinal()


def drop(index: sqlite3.Connection, document_ids: Iterable[str]) -> None:
    """Take documents out of the index."""
    for one in document_ids:
        numbers = index.execute("SELECT number FROM places WHERE document_id = ?", (one,)).fetchall()
        index.executemany("DELETE FROM words WHERE rowid = ?", numbers)
        index.executemany("DELETE FROM places WHERE number = ?", numbers)
        index.execute("DELETE FROM documents WHERE id = ?", (one,))


def add(index: sqlite3.Connection, view: View, document_ids: Sequence[str]) -> None:
    """Index documents, and what they report as said. They are not in the index."""
    outlets: dict[str, str | None] = {}
    named = _actors_named(view, document_ids)
    numbers = _Numbers(index)
    for row in view.query(SENTENCES.format(which=among("id", document_ids))).to_pylist():
        outlets[row["id"]] = row["outlet"]
        index.execute("INSERT INTO documents VALUES (?, ?)", (row["id"], row["reader_version"]))
        for sentence, (start, end) in enumerate(zip(row["sentence_starts"], row["sentence_ends"], strict=True)):
            number = numbers.free("sentence", row["published"], row["id"], str(sentence))
            place = (number, "sentence", row["id"], sentence, start, end, None, None)
            told = tags(row["outlet"], named.get((row["id"], sentence), ()))
            insert(index, place, row["text"][start:end], told)
    for row in view.query(STATEMENTS.format(which=among("document_id", document_ids))).to_pylist():
        number = numbers.free("statement", row["published"], row["document_id"], row["id"])
        where = (row["document_id"], row["sentence"], row["start"], row["end"], row["id"], row["speaker"])
        told = tags(outlets[row["document_id"]], ids_in(row["involved"]))
        insert(index, (number, "statement", *where), row["quote"], told)


def insert(index: sqlite3.Connection, place: tuple[Any, ...], text: str, told: Iterable[str]) -> None:
    """Put one row into the file: its number, kind, document, sentence, start, end, line and speaker; its words; and its
    `tags`."""
    index.execute("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?)", place)
    index.execute("INSERT INTO words (rowid, text, tags) VALUES (?, ?, ?)", (place[0], text, " ".join(told)))


class _Numbers:
    """Numbers for rows that tell them apart; the next one where that is taken."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self._index = index

    def free(self, kind: str, published: date, *parts: str) -> int:
        digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
        number = numbered(kind, published, int.from_bytes(digest[:8], "big"))
        while self._index.execute("SELECT 1 FROM places WHERE number = ?", (number,)).fetchone():
            number += len(KINDS)
        return number


def numbered(kind: str, published: date, digest: int) -> int:
    """The number of a row of which ``digest`` is a hash of 64 bits."""
    return (_days_left(published) << DAY_BITS) + (digest >> (65 - DAY_BITS) << 1) + KINDS.index(kind)


def _actors_named(view: View, document_ids: Sequence[str]) -> dict[tuple[str, int], set[str]]:
    named: dict[tuple[str, int], set[str]] = {}
    for row in view.query(NAMED.format(which=among("document_id", document_ids))).to_pylist():
        named.setdefault((row["document_id"], row["sentence"]), set()).update(row["actors"])
    return named


def tags(outlet: str | None, actors: Iterable[str]) -> list[str]:
    """Words that no text has, one for each thing that can be asked for beside words, and for each two of them."""
    told = sorted({*(("actor", actor) for actor in actors), *([("outlet", outlet)] if outlet else [])})
    return [_tag(*some) for size in (1, 2) for some in combinations(told, size)]


def tags_asked(outlet: str | None, actors: Iterable[str]) -> list[str]:
    """The fewest of `tags` that only rows have which have all that is asked for."""
    every = tags(outlet, actors)
    return every if len(every) < 2 else [tag for tag in every if tag.startswith("two")]


def _tag(*told: tuple[str, str]) -> str:
    digest = hashlib.sha256("\x1f".join(part for one in told for part in one).encode()).hexdigest()
    return f"{'two' if len(told) == 2 else 'one'}{digest[:12]}"
