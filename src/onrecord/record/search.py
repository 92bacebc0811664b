"""Full-text search over the sentences and statements of a record.

Comes in: a record, and words. Goes out: `Hit` values with the words marked, the newest first. The index is one SQLite
file beside the tables (for a record on an object store: in the user's cache folder). It is made of the record and can
be thrown away: `SearchIndex.update` adds what is new, `SearchIndex.rebuild` makes it anew, and a search looks up in the
record whether what it found still counts there.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from onrecord.errors import BadQuery, RecordError
from onrecord.record import picking
from onrecord.record.layout import index_folder
from onrecord.record.search_words import KINDS, LAYOUT, MAKE, add, drop, numbers_between, tags_asked

if TYPE_CHECKING:
    from onrecord.record.record import Record
    from onrecord.record.view import View

Found = TypeVar("Found")

START, END = "\x02", "\x03"
SNIPPET_WORDS = 40
FIND = """
    SELECT snippet(words, 0, ?, ?, '…', ?), text, kind, document_id, sentence, start, "end", line, speaker, reading
    FROM words JOIN places ON number = words.rowid JOIN documents ON documents.id = document_id
    WHERE words MATCH ? AND words.rowid BETWEEN ? AND ? {kind} ORDER BY {order}
"""
NEWEST_FIRST, BEST_FIRST = "words.rowid", "words.rank, words.rowid"
DOCUMENTS_AT_A_TIME = 500
JOINED_FROM = 0.1
"""Share of documents that are new from which the lists of rows are joined: a search then reads one list a word."""
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
        version = self._record.version()

        def indexed(index: sqlite3.Connection) -> set[tuple[str, str]] | None:
            if _about(index, "version") == version:
                return None  # the usual case, told without looking at every document
            return set(index.execute("SELECT id, reading FROM documents"))

        if (there := self._ask(view, indexed)) is None:
            return 0
        present = view.query("SELECT id, reader_version FROM documents").to_pydict()
        return len(set(zip(present["id"], present["reader_version"], strict=True)) - there)

    def update(self) -> int:
        """Bring the index up to date; returns how many documents were added, changed or dropped. An index of another
        layout is made anew.

        Raises:
            RecordNotFound: when there is no record.
            RecordError: when the index cannot be written.
        """
        version = self._record.version()
        self._drop_other_layout()
        with self._record.view() as view, closing(self._open()) as index:
            if _about(index, "version") == version:
                return 0
            told = view.query("SELECT id, reader_version FROM documents").to_pydict()
            present = dict(zip(told["id"], told["reader_version"], strict=True))
            indexed = dict(index.execute("SELECT id, reading FROM documents").fetchall())
            stale = sorted(one for one, reading in indexed.items() if present.get(one) != reading)
            new = sorted(one for one, reading in present.items() if indexed.get(one) != reading)
            drop(index, stale)
            for start in range(0, len(new), DOCUMENTS_AT_A_TIME):
                add(index, view, new[start : start + DOCUMENTS_AT_A_TIME])
                index.commit()  # what is indexed stays indexed when this is cut off
            if len(new) > JOINED_FROM * len(present):
                index.execute("INSERT INTO words (words) VALUES ('optimize')")
            index.execute("INSERT OR REPLACE INTO about VALUES ('version', ?)", (version,))
            index.commit()
            return len({*new, *stale})

    def rebuild(self) -> int:
        """Throw the index away and make it anew; returns how many documents it has. Raises as `update`."""
        self._drop()
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
        if kind is not None and kind not in KINDS:
            raise BadQuery(f"is not one of {', '.join(KINDS)}", subject=kind)
        if limit < 1:
            raise BadQuery("must be at least 1", subject=f"limit {limit}")
        if since and until and until < since:
            raise BadQuery(f"a period cannot end on {until}", subject=f"since {since}")
        last = min(filter(None, (until, view.as_of)), default=date.max)
        given = (matching(words, actors=actors, outlet=outlet), *numbers_between(since or date.min, last))
        sql = finding(kind, best_first=best_first)
        return self._ask(
            view, lambda index: _standing(view, index.execute(sql, (START, END, SNIPPET_WORDS, *given)), limit)
        )

    def _ask(self, view: View, work: Callable[[sqlite3.Connection], Found]) -> Found:
        """What ``work`` finds in the file; the view keeps it open."""
        if not self.exists:
            raise RecordError("there is no search index yet", subject=str(self.path), remedy=REMEDY)

        def checked(index: sqlite3.Connection) -> Found:
            if (layout := _about(index, "layout")) != LAYOUT:
                raise RecordError(f"the search index has layout {layout}", subject=str(self.path), remedy=REMEDY)
            return work(index)

        try:
            return view.indexes.ask(self.path, checked)
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _open(self) -> sqlite3.Connection:
        """The file, to be written; made where there is none."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            index = sqlite3.connect(self.path, timeout=30)
        except (OSError, sqlite3.Error) as error:
            raise self._broken(error) from error
        try:
            index.execute("PRAGMA journal_mode = WAL")
            index.executescript(MAKE)
            index.execute("INSERT OR REPLACE INTO about VALUES ('layout', ?)", (LAYOUT,))
        except sqlite3.Error as error:
            index.close()
            raise self._broken(error) from error
        return index

    def _drop_other_layout(self) -> None:
        """Drop an index that an Onrecord of another layout made."""
        if not self.exists:
            return
        try:
            with closing(sqlite3.connect(self.path, timeout=30)) as index:
                layout = _about(index, "layout")
        except sqlite3.OperationalError:  # it was cut off before it had its tables
            return
        except sqlite3.Error as error:
            raise self._broken(error) from error
        if layout not in (None, LAYOUT):
            self._drop()

    def _drop(self) -> None:
        """Drop the index. Those that have it open notice, since no file made later is taken for the same."""
        dropped = self.path.with_name(f"{self.path.name}.{os.getpid()}.old")
        try:
            self.path.replace(dropped)
        except FileNotFoundError:
            return
        for end in ("-wal", "-shm"):
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)
        self._open().close()
        dropped.unlink()

    def _broken(self, error: Exception) -> RecordError:
        return RecordError(f"the search index cannot be used ({error})", subject=str(self.path), remedy=REMEDY)


REMEDY = "'onrecord search --rebuild' makes it anew."


def _about(index: sqlite3.Connection, name: str) -> str | None:
    row = index.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def finding(kind: str | None, *, best_first: bool = False) -> str:
    """SQL that finds places of a kind, of both when None."""
    only = f"AND words.rowid & 1 = {KINDS.index(kind)}" if kind else ""
    return FIND.format(kind=only, order=BEST_FIRST if best_first else NEWEST_FIRST)


def matching(words: str, *, actors: Sequence[str] = (), outlet: str | None = None) -> str:
    """The question in FTS5's language. What the user typed is quoted, so that none of it is taken for an operator.

    Raises:
        BadQuery: without words.
    """
    parts = []
    for found in _PARTS.finditer(words):
        text = found["phrase"] if found["word"] is None else found["word"]
        beginning = found["word"] is not None and text.endswith("*")
        text = text.rstrip("*").replace('"', "").replace("\x00", "")
        if _LETTERS.search(text):
            parts.append(f'text : "{text}"{" *" if beginning else ""}')
    if not parts:
        raise BadQuery("has no words to search for", subject=words or "search")
    return " AND ".join([*parts, *(f"tags : {tag}" for tag in tags_asked(outlet, actors))])


def _standing(view: View, rows: Iterator[Any], limit: int) -> list[Hit]:
    """The first of the rows that still count in the record as of the view."""
    hits: list[Hit] = []
    while len(hits) < limit and (some := list(islice(rows, limit))):
        documents = {row["id"]: row for row in picking.documents(view, {row[3] for row in some})}
        lines = {row["id"] for row in picking.by_id(view, "statements", {row[7] for row in some if row[7]})}
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
