"""Full-text search over the sentences and statements of a record.

Comes in: a record, and words. Goes out: `Hit` values with the words marked, the newest first. The index is one SQLite
file beside the tables (for a record on an object store: in the user's cache folder). It is made of the record and can
be thrown away: `SearchIndex.update` adds what is new, `SearchIndex.rebuild` makes it anew, and a search looks up in the
record whether what it found still counts there.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import BadQuery, RecordError
from onrecord.record.layout import index_folder
from onrecord.record.rows import ids_in
from onrecord.record.subjects import among

if TYPE_CHECKING:
    from onrecord.record.record import Record
    from onrecord.record.view import View

KINDS = ("sentence", "statement")
LAYOUT = "1"
START, END = "\x02", "\x03"
SNIPPET_WORDS = 40
DAY_BITS = 40
"""A row's number is the day of publication, then bits of a hash of what it is: so rows lie in the order of days, and a
period is a range of numbers."""

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
FIND = """
    SELECT snippet(words, 0, ?, ?, '…', ?), text, kind, document_id, sentence, start, "end", line, speaker, reading
    FROM words JOIN places ON number = words.rowid JOIN documents ON documents.id = document_id
    WHERE words MATCH ? AND words.rowid BETWEEN ? AND ?
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
DOCUMENTS_AT_A_TIME = 500
_PARTS = re.compile(r'"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+)')
_LETTERS = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place that was found.

    Attributes:
        kind: ``sentence`` or ``statement``.
        text: Its words; ``text`` of the document from ``start`` to ``end``.
        snippet: The same, cut to what matters; parts that match stand between `START` and `END`.
        line: The id of a statement; None for a sentence.
        speaker: Who said it, for statements.
    """

    kind: str
    document_id: str
    outlet: str | None
    published: date
    title: str | None
    sentence: int
    start: int
    end: int
    text: str
    snippet: str
    line: str | None
    speaker: str | None

    def marked(self, before: str = "[", after: str = "]") -> str:
        """The snippet with other marks around what matches."""
        return self.snippet.replace(START, before).replace(END, after)


class SearchIndex:
    """The index of one record.

    Args:
        record: The record.
        folder: Where the index is kept; beside the tables, or in the user's cache for a record elsewhere, when None.
    """

    def __init__(self, record: Record, *, folder: Path | None = None) -> None:
        self._record = record
        self.path = (folder or index_folder(record.address)) / "search.sqlite"

    @property
    def exists(self) -> bool:
        """Whether there is an index to search in; it may be behind the record."""
        return self.path.is_file()

    @property
    def changed_at(self) -> tuple[int, ...]:
        """When its files last changed, in nanoseconds since 1970; it tells whether an older answer still holds."""
        files = (self.path, Path(f"{self.path}-wal"))
        return tuple(changed for file in files if (changed := _changed_at(file)))

    def behind(self, view: View) -> int:
        """How many documents of a view the index does not have, or has as another version of the reader read them.

        Raises:
            RecordError: when there is no index, or it cannot be read.
        """
        with closing(self._open(existing=True)) as index:
            try:
                if _about(index, "version") == self._record.version():
                    return 0  # the usual case, told without looking at every document
                indexed = set(index.execute("SELECT id, reading FROM documents"))
            except sqlite3.DatabaseError as error:
                raise self._broken(error) from error
        present = view.query("SELECT id, reader_version FROM documents").to_pydict()
        return len(set(zip(present["id"], present["reader_version"], strict=True)) - indexed)

    def update(self) -> int:
        """Bring the index up to date; returns how many documents were added, changed or dropped.

        Raises:
            RecordNotFound: when there is no record.
            RecordError: when the index cannot be written.
        """
        version = self._record.version()
        with self._record.view() as view, closing(self._open()) as index:
            if _about(index, "version") == version:
                return 0
            told = view.query("SELECT id, reader_version FROM documents").to_pydict()
            present = dict(zip(told["id"], told["reader_version"], strict=True))
            indexed = dict(index.execute("SELECT id, reading FROM documents").fetchall())
            stale = sorted(one for one, reading in indexed.items() if present.get(one) != reading)
            new = sorted(one for one, reading in present.items() if indexed.get(one) != reading)
            _drop(index, stale)
            for start in range(0, len(new), DOCUMENTS_AT_A_TIME):
                _add(index, view, new[start : start + DOCUMENTS_AT_A_TIME])
                index.commit()  # what is indexed stays indexed when this is cut off
            index.execute("INSERT OR REPLACE INTO about VALUES ('version', ?)", (version,))
            index.commit()
            return len({*new, *stale})

    def rebuild(self) -> int:
        """Throw the index away and make it anew; returns how many documents it has. Raises as `update`."""
        for path in (self.path, *(Path(f"{self.path}{end}") for end in ("-wal", "-shm"))):
            path.unlink(missing_ok=True)
        return self.update()

    def search(
        self,
        view: View,
        words: str,
        *,
        actors: Sequence[str] = (),
        outlet: str | None = None,
        kind: str | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int = 20,
        best_first: bool = False,
    ) -> list[Hit]:
        """Places that have all of the words.

        Args:
            view: The record; its date counts, and what was rejected there is not found.
            words: Words that must all be there; "in quotes" one after the other; ``word*`` for its beginning.
            actors: Ids of actors that the sentence names or that the statement involves.
            outlet: Who published it, as the record writes it.
            kind: ``sentence`` or ``statement``; both when None.
            since: First day of publication.
            until: Last day of publication.
            limit: How many at most.
            best_first: Those that match best first, which takes longer for common words; else the newest first.

        Raises:
            BadQuery: without words, for an unknown kind, an impossible period or a limit below one.
            RecordError: when there is no index, or it cannot be read.
        """
        match = _match(words, actors=actors, outlet=outlet, kind=kind)
        if limit < 1:
            raise BadQuery("must be at least 1", subject=f"limit {limit}")
        if since and until and until < since:
            raise BadQuery(f"a period cannot end on {until}", subject=f"since {since}")
        last = min(filter(None, (until, view.as_of)), default=date.max)
        order = "ORDER BY words.rank, words.rowid DESC" if best_first else "ORDER BY words.rowid DESC"
        bounds = ((since or date.min).toordinal() << DAY_BITS, ((last.toordinal() + 1) << DAY_BITS) - 1)
        with closing(self._open(existing=True)) as index:
            try:
                rows = index.execute(f"{FIND} {order}", (START, END, SNIPPET_WORDS, match, *bounds))
                return _standing(view, rows, limit)
            except sqlite3.DatabaseError as error:
                raise self._broken(error) from error

    def _open(self, *, existing: bool = False) -> sqlite3.Connection:
        if existing and not self.path.is_file():
            raise RecordError("there is no search index yet", subject=str(self.path), remedy=REMEDY)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            index = sqlite3.connect(self.path, timeout=30)
        except (OSError, sqlite3.Error) as error:
            raise self._broken(error) from error
        try:
            if existing:
                index.execute("SELECT 1 FROM about").fetchone()
            else:
                index.execute("PRAGMA journal_mode = WAL")
                index.executescript(MAKE)
                if (layout := _about(index, "layout")) not in (None, LAYOUT):
                    raise RecordError(f"the search index has layout {layout}", subject=str(self.path), remedy=REMEDY)
                index.execute("INSERT OR REPLACE INTO about VALUES ('layout', ?)", (LAYOUT,))
        except sqlite3.Error as error:
            index.close()
            raise self._broken(error) from error
        except RecordError:
            index.close()
            raise
        return index

    def _broken(self, error: Exception) -> RecordError:
        return RecordError(f"the search index cannot be used ({error})", subject=str(self.path), remedy=REMEDY)


REMEDY = "'onrecord search --rebuild' makes it anew."


def _about(index: sqlite3.Connection, name: str) -> str | None:
    row = index.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def _drop(index: sqlite3.Connection, document_ids: Iterable[str]) -> None:
    for one in document_ids:
        numbers = index.execute("SELECT number FROM places WHERE document_id = ?", (one,)).fetchall()
        index.executemany("DELETE FROM words WHERE rowid = ?", numbers)
        index.executemany("DELETE FROM places WHERE number = ?", numbers)
        index.execute("DELETE FROM documents WHERE id = ?", (one,))


def _add(index: sqlite3.Connection, view: View, document_ids: Sequence[str]) -> None:
    """Index documents, and what they report as said. They are not in the index."""
    outlets: dict[str, str | None] = {}
    named = _actors_named(view, document_ids)
    numbers = _Numbers(index)
    for row in view.query(SENTENCES.format(which=among("id", document_ids))).to_pylist():
        outlets[row["id"]] = row["outlet"]
        index.execute("INSERT INTO documents VALUES (?, ?)", (row["id"], row["reader_version"]))
        for sentence, (start, end) in enumerate(zip(row["sentence_starts"], row["sentence_ends"], strict=True)):
            number = numbers.free(row["published"], row["id"], str(sentence))
            place = (number, "sentence", row["id"], sentence, start, end, None, None)
            tags = _tags("sentence", row["outlet"], named.get((row["id"], sentence), ()))
            _insert(index, place, row["text"][start:end], tags)
    for row in view.query(STATEMENTS.format(which=among("document_id", document_ids))).to_pylist():
        number = numbers.free(row["published"], row["document_id"], row["id"])
        told = (row["document_id"], row["sentence"], row["start"], row["end"], row["id"], row["speaker"])
        tags = _tags("statement", outlets[row["document_id"]], ids_in(row["involved"]))
        _insert(index, (number, "statement", *told), row["quote"], tags)


def _insert(index: sqlite3.Connection, place: tuple[Any, ...], text: str, tags: str) -> None:
    index.execute("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?)", place)
    index.execute("INSERT INTO words (rowid, text, tags) VALUES (?, ?, ?)", (place[0], text, tags))


class _Numbers:
    """Numbers for rows: the day first, then what tells the row apart; the next one where that is taken."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self._index = index

    def free(self, published: date, *parts: str) -> int:
        digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
        number = (published.toordinal() << DAY_BITS) + (int.from_bytes(digest[:8], "big") >> (64 - DAY_BITS))
        while self._index.execute("SELECT 1 FROM places WHERE number = ?", (number,)).fetchone():
            number += 1
        return number


def _actors_named(view: View, document_ids: Sequence[str]) -> dict[tuple[str, int], set[str]]:
    named: dict[tuple[str, int], set[str]] = {}
    for row in view.query(NAMED.format(which=among("document_id", document_ids))).to_pylist():
        named.setdefault((row["document_id"], row["sentence"]), set()).update(row["actors"])
    return named


def _tags(kind: str, outlet: str | None, actors: Iterable[str]) -> str:
    """Words that no text has, one for each thing that can be asked for beside words."""
    return " ".join(
        [_tag("kind", kind), *([_tag("outlet", outlet)] if outlet else []), *(_tag("actor", a) for a in actors)]
    )


def _tag(what: str, value: str) -> str:
    return f"{what}{hashlib.sha256(value.encode()).hexdigest()[:12]}"


def _match(words: str, *, actors: Sequence[str], outlet: str | None, kind: str | None) -> str:
    """The question in FTS5's language. What the user typed is quoted, so that none of it is taken for an operator."""
    if kind is not None and kind not in KINDS:
        raise BadQuery(f"is not one of {', '.join(KINDS)}", subject=kind)
    parts = []
    for found in _PARTS.finditer(words):
        text = found["phrase"] if found["word"] is None else found["word"]
        beginning = found["word"] is not None and text.endswith("*")
        text = text.rstrip("*").replace('"', "").replace("\x00", "")
        if _LETTERS.search(text):
            parts.append(f'text : "{text}"{" *" if beginning else ""}')
    if not parts:
        raise BadQuery("has no words to search for", subject=words or "search")
    tags = [_tag("actor", actor) for actor in actors]
    tags += [_tag("outlet", outlet)] if outlet else []
    tags += [_tag("kind", kind)] if kind else []
    return " AND ".join([*parts, *(f"tags : {tag}" for tag in tags)])


def _standing(view: View, rows: Iterator[Any], limit: int) -> list[Hit]:
    """The first of the rows that still count in the record as of the view."""
    hits: list[Hit] = []
    while len(hits) < limit and (some := list(islice(rows, limit))):
        documents = _looked_up(view, "documents", "id, outlet, published, title, reader_version", {r[3] for r in some})
        lines = _looked_up(view, "statements", "id", {row[7] for row in some if row[7]})
        for snippet, text, kind, document_id, sentence, start, end, line, speaker, reading in some:
            document = documents.get(document_id)
            if document is None or document["reader_version"] != reading or (line and line not in lines):
                continue
            told = {name: document[name] for name in ("outlet", "published", "title")}
            place = {"document_id": document_id, "sentence": sentence, "start": start, "end": end}
            hits.append(Hit(kind=kind, text=text, snippet=snippet, line=line, speaker=speaker, **told, **place))
    return hits[:limit]


def _changed_at(file: Path) -> int | None:
    """When a file last changed; None when there is none: whoever reads last takes the log away with them."""
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return None


def _looked_up(view: View, table: str, columns: str, ids: set[str]) -> dict[str, dict[str, Any]]:
    if not ids:
        return {}
    return {row["id"]: row for row in view.query(f"SELECT {columns} FROM {table} WHERE {among('id', ids)}").to_pylist()}
