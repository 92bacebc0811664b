"""The events of those who are asked about, each with what its mentions tell together.

Comes in: a view, who, and which events. Goes out: described events, in order. Where events are kept ready for this very
version of the record (`onrecord.answers.keeping`) they are read from there; a part that has mentions published both
before and after the view's date is merged anew of those that were known. Without such a file everything is merged when
it is asked for. The answer is the same; only the time that it takes is not.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar

import pyarrow as pa

from onrecord.answers.events import VIEWS, Happened, described, described_row
from onrecord.answers.keeping import kept_path, ruled_on, update, version_in
from onrecord.answers.kept import NEVER, events_in, mention_rows, unpacked
from onrecord.answers.who import Who
from onrecord.record.decisions import Decision
from onrecord.record.merging import mentions_of
from onrecord.record.merging.parts import Part
from onrecord.record.merging.stored import StoredEvent, event_of, groupings, stored_events
from onrecord.record.subjects import among
from onrecord.record.view import View

Row = dict[str, Any]
Found = TypeVar("Found")

MOST_CHANGED = 200
"""Documents that were added or changed since, up to which a question brings the file up to date by itself."""

AT_A_TIME = 500
DAYS = ("earliest", "latest", "published", "announced", "reported", "denied")
DAYS_IN_VIEWS = tuple(part.name for part in VIEWS.value_type if pa.types.is_date(part.type))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which events are asked for; None for any.

    Attributes:
        types: PLOVER roots.
        states: What is told of them, taken together.
        since: First day on which the event can have been.
        until: Last day.
        limit: How many at most, the earliest first.
    """

    types: set[str] | None = None
    states: set[str] | None = None
    since: date | None = None
    until: date | None = None
    limit: int | None = None

    def holds(self, happened: Happened) -> bool:
        """Whether an event is asked for."""
        return (
            (self.types is None or happened.type in self.types)
            and (self.states is None or happened.state in self.states)
            and happened.within(self.since, self.until)
        )


class _Found(NamedTuple):
    """An event that is asked for: what it is ordered by, and its number in the file or itself."""

    order: tuple[int, int, int, str]
    number: int | None
    happened: Happened | None


def events_told(view: View, asked: Sequence[Who], questions: Sequence[Question]) -> list[list[Row]]:
    """The described events that involve all of those asked about, for each question by date, those without one last."""
    if kept := _from_file(view, lambda file: _Asked(file, view, asked).answers(questions)):
        return kept
    every = [Happened(stored) for stored in stored_events(view, _ids(asked)) if _acting(stored, asked)]
    chosen = [
        sorted(filter(question.holds, every), key=lambda happened: happened.order)[: question.limit]
        for question in questions
    ]
    rows = iter(described(view, [happened for some in chosen for happened in some]))
    return [[next(rows) for _ in some] for some in chosen]


def event_with(view: View, mention: str) -> StoredEvent | None:
    """The event that a mention is of; None when the record has no such mention."""
    found = _from_file(view, lambda file: _kept_event(file, view, mention))
    return found or event_of(view, mention)


def _kept_event(file: sqlite3.Connection, view: View, mention: str) -> StoredEvent | None:
    told = view.query(f"SELECT document_id FROM events WHERE {among('id', [mention])}")["document_id"].to_pylist()
    sql = """
        SELECT mentions FROM parts WHERE number IN
        (SELECT part FROM places JOIN documents ON document = documents.number WHERE id = ?)
    """
    blobs = [blob for document in told for (blob,) in file.execute(sql, (document,))]
    found = (stored for blob in blobs for stored in _merged(blob, view.as_of, groupings(view)))
    return next((stored for stored in found if mention in stored.event.mention_ids), None)


def _from_file(view: View, work: Callable[[sqlite3.Connection], Found]) -> Found | None:
    """What ``work`` finds in the file, at one moment, when it is of the view's version and of the decisions that the
    view knows; None when it is not, or when it is damaged or being written: it is never needed."""
    path = kept_path(view.address)
    if view.version is None or not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=1)) as file:
            if version_in(file) != view.version:
                with closing(view.of_all()) as whole:
                    update(whole, most=MOST_CHANGED)
            file.execute("BEGIN")
            usable = version_in(file) == view.version and _decisions_in(file) == ruled_on(view).decisions
            return work(file) if usable else None
    except sqlite3.Error:
        return None


def _decisions_in(file: sqlite3.Connection) -> list[str]:
    ((text,),) = file.execute("SELECT value FROM about WHERE name = 'decisions'")
    decisions: list[str] = json.loads(text)
    return decisions


class _Asked:
    """Questions about the same actors, put to the file."""

    def __init__(self, file: sqlite3.Connection, view: View, asked: Sequence[Who]) -> None:
        self._file = file
        self._view = view
        self._asked = asked
        self._day = view.as_of.toordinal() if view.as_of else NEVER
        ids = _ids(asked)
        one = "SELECT parties FROM members WHERE actor = ?"
        self._who = f"parties IN ({' INTERSECT '.join([one] * len(ids))})" if ids else "true"
        self._ids: list[Any] = list(ids)

    def answers(self, questions: Sequence[Question]) -> list[list[Row]]:
        """The described events for each question."""
        fresh = self._fresh()
        found = [self._found(question, fresh) for question in questions]
        rows = self._rows([one.number for some in found for one in some if one.number is not None])
        new = self._described([one.happened for some in found for one in some if one.happened is not None])
        return [[rows[one.number] if one.number is not None else new[one.order[-1]] for one in some] for some in found]

    def _fresh(self) -> list[Happened]:
        """Events of the parts of which something was published before the view's date, and something after it."""
        sql = f"SELECT mentions FROM parts WHERE {self._who} AND last > ? AND first <= ?"
        wanted, decisions = set(self._ids), groupings(self._view)
        return [
            Happened(stored)
            for (blob,) in self._file.execute(sql, [*self._ids, self._day, self._day])
            for stored in _merged(blob, self._view.as_of, decisions)
            if wanted <= stored.parties and _acting(stored, self._asked)
        ]

    def _found(self, question: Question, fresh: Iterable[Happened]) -> list[_Found]:
        found = [*self._in_file(question), *(_fresh_one(one) for one in fresh if question.holds(one))]
        return sorted(found)[: question.limit]

    def _in_file(self, question: Question) -> list[_Found]:
        """Events of parts that were all known by the view's date."""
        clauses, values = [self._who, "known <= ?"], [*self._ids, self._day]
        for column, wanted in (("state", question.states), ("type", question.types)):
            if wanted is not None:
                clauses.append(f"{column} IN ({', '.join('?' * len(wanted))})")
                values += sorted(wanted)
        if question.since or question.until:
            clauses.append("(earliest IS NOT NULL OR latest IS NOT NULL)")
        if question.since:
            clauses.append("(latest IS NULL OR latest >= ?)")
            values.append(question.since.toordinal())
        if question.until:
            clauses.append("(earliest IS NULL OR earliest <= ?)")
            values.append(question.until.toordinal())
        persons = {who.person for who in self._asked if who.person is not None}
        limit = f"LIMIT {question.limit}" if question.limit is not None and not persons else ""
        sql = f"""
            SELECT coalesce(earliest, {NEVER}) AS first, coalesce(latest, {NEVER}) AS final, published, id, number
            FROM events WHERE {" AND ".join(clauses)} ORDER BY first, final, published, id {limit}
        """
        told = self._file.execute(sql, values).fetchall()
        found = [_Found((first, final, published, one), number, None) for first, final, published, one, number in told]
        if not persons:
            return found
        rows = self._rows([one.number for one in found if one.number is not None])
        return [one for one in found if one.number is not None and persons <= set(rows[one.number]["persons"])]

    def _rows(self, numbers: Sequence[int]) -> dict[int, Row]:
        rows: dict[int, Row] = {}
        for start in range(0, len(numbers), AT_A_TIME):
            some = numbers[start : start + AT_A_TIME]
            sql = f"SELECT number, row FROM events WHERE number IN ({', '.join('?' * len(some))})"
            rows.update((number, _row(blob)) for number, blob in self._file.execute(sql, some))
        return rows

    def _described(self, fresh: Collection[Happened]) -> dict[str, Row]:
        ids = sorted({row["document_id"] for happened in fresh for row in happened.rows})
        sql = "SELECT outlet, signature FROM documents WHERE id = ?"
        told = ((one, *self._file.execute(sql, (one,)).fetchone()) for one in ids)
        documents = {one: {"outlet": outlet, "signature": signature} for one, outlet, signature in told}
        return {happened.stored.event.id: described_row(happened, documents) for happened in fresh}


def _merged(blob: bytes, as_of: date | None, decisions: Sequence[Decision]) -> Iterator[StoredEvent]:
    """The events of one part, of the mentions that were known by a date."""
    rows = [row for row in mention_rows(blob) if as_of is None or row["published"] <= as_of]
    return events_in(Part(tuple(mentions_of(rows)), ()), {row["id"]: row for row in rows}, decisions)


def _fresh_one(happened: Happened) -> _Found:
    first, final, published, one = happened.order
    return _Found((first.toordinal(), final.toordinal(), published.toordinal(), one), None, happened)


def _ids(asked: Iterable[Who]) -> list[str]:
    """The actors who are asked for; none for a person of whom it is not known whom they act for."""
    return sorted({who.id for who in asked if who.id != who.person})


def _acting(stored: StoredEvent, asked: Iterable[Who]) -> bool:
    """Whether all persons who are asked for act in an event."""
    persons = {who.person for who in asked if who.person is not None}
    return persons <= {one for row in stored.rows for one in (*row["actor_persons"], *row["recipient_persons"])}


def _row(blob: bytes) -> Row:
    """A described event, as it was kept."""
    row: Row = unpacked(blob)
    for told, names in ((row, DAYS), *((one, DAYS_IN_VIEWS) for one in row["views"])):
        told.update({name: date.fromisoformat(told[name]) for name in names if told[name]})
    return row
