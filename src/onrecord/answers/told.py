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
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple, Protocol, TypeVar

import pyarrow as pa

from onrecord.answers.events import VIEWS, Happened, described, described_row
from onrecord.answers.keeping import FILE, kept_path, ruled_on, update, version_in
from onrecord.answers.kept import NEVER, events_in, is_in, mention_rows, unpacked
from onrecord.answers.who import Who
from onrecord.record.decisions import Decision
from onrecord.record.lines import marks
from onrecord.record.merging import mentions_of
from onrecord.record.merging.parts import Part
from onrecord.record.merging.stored import StoredEvent, event_of, groupings, stored_events
from onrecord.record.picking import brought_up, by_id
from onrecord.record.view import View

Row = dict[str, Any]
Found = TypeVar("Found")

MOST_CHANGED = 200
"""Documents that were added or changed since, up to which a question brings the file up to date by itself."""

AT_A_TIME = 500
DAYS = ("earliest", "latest", "published", "announced", "reported", "denied")
DAYS_IN_VIEWS = tuple(part.name for part in VIEWS.value_type if pa.types.is_date(part.type))


class Order(StrEnum):
    """Which events come first."""

    EARLIEST = "earliest"
    LATEST = "latest"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which events are asked for; None for any.

    Attributes:
        types: PLOVER roots.
        states: What is told of them, taken together.
        since: First day on which the event can have been.
        until: Last day.
        order: Those of the earliest date first, or of the latest, those without a date at the end in both; or those of
            which something changed last.
        limit: How many at most; those that changed on one day come together, however many.
    """

    types: set[str] | None = None
    states: set[str] | None = None
    since: date | None = None
    until: date | None = None
    order: Order = Order.EARLIEST
    limit: int | None = None

    def holds(self, happened: Happened) -> bool:
        """Whether an event is asked for."""
        return (
            (self.types is None or happened.type in self.types)
            and (self.states is None or happened.state in self.states)
            and happened.within(self.since, self.until)
        )

    def first(self, found: Iterable[_Found]) -> list[_Found]:
        """Of events that are asked for the first."""
        ordered = sorted(found)
        if self.order is Order.LATEST:
            ordered = [one for one in reversed(ordered) if one.dated] + [one for one in ordered if not one.dated]
        if self.order is Order.CHANGED:
            ordered.sort(key=lambda one: one.changed, reverse=True)
            last = ordered[: self.limit][-1].changed if ordered else 0
            return [one for one in ordered if one.changed >= last]
        return ordered[: self.limit]


class _Found(NamedTuple):
    """An event that is asked for: what it is ordered by, the day of its last change, and its number in the file or
    itself."""

    order: tuple[int, int, int, str]
    changed: int
    number: int | None
    happened: Happened | None

    @property
    def dated(self) -> bool:
        return self.order[:2] != (NEVER, NEVER)


class Told(Protocol):
    """The events that involve all of those asked about."""

    def answers(self, questions: Sequence[Question]) -> list[list[Row]]:
        """The described events for each question."""

    def count(self, question: Question) -> int:
        """How many events are asked for, whatever the limit."""


def about(view: View, asked: Sequence[Who], work: Callable[[Told], Found]) -> Found:
    """What ``work`` finds in the events that involve all of those asked about."""
    kept = _from_file(view, lambda file: (work(_InFile(file, view, asked)),))
    return kept[0] if kept else work(_Merged(view, asked))


def events_told(view: View, asked: Sequence[Who], questions: Sequence[Question]) -> list[list[Row]]:
    """The described events that involve all of those asked about, for each question."""
    return about(view, asked, lambda told: told.answers(questions))


def event_told(view: View, mention: str) -> Row | None:
    """The described event that a mention is of; None when nothing that counts tells of it."""
    kept = _from_file(view, lambda file: (_kept_event(file, view, mention),))
    if kept:
        return kept[0]
    stored = event_of(view, mention)
    return described(view, [Happened(stored)])[0] if stored else None


def event_kept(view: View, mention: str) -> StoredEvent | None:
    """The event that a mention is of, with its rows, from where events are kept ready; None when it is not there."""
    return _from_file(view, lambda file: _stored_event(file, view, mention))


def _kept_event(file: sqlite3.Connection, view: View, mention: str) -> Row | None:
    told = _InFile(file, view, ())
    for part, last, _ in _parts_with(file, view, mention):
        for row in told.events_of(part, last):
            if mention in row["mention_ids"]:
                return row
    return None


def _stored_event(file: sqlite3.Connection, view: View, mention: str) -> StoredEvent | None:
    for _, _, blob in _parts_with(file, view, mention):
        for stored in _merged(blob, view.as_of, groupings(view)):
            if mention in stored.event.mention_ids:
                return stored
    return None


def _parts_with(file: sqlite3.Connection, view: View, mention: str) -> list[tuple[int, int, bytes]]:
    """The parts that have mentions of the same document: number, day of the last mention, and mentions."""
    sql = """
        SELECT number, last, mentions FROM parts WHERE number IN
        (SELECT part FROM places JOIN documents ON document = documents.number WHERE id = ?)
    """
    documents = [row["document_id"] for row in by_id(view, "events", [mention])]
    parts = [one for document in documents for one in file.execute(sql, (document,))]
    return [one for one in parts if is_in(mention, one[-1])]


def _from_file(view: View, work: Callable[[sqlite3.Connection], Found]) -> Found | None:
    """What ``work`` finds in the file, at one moment, when it is of the view's version and of the decisions that the
    view knows; None when it is not, or when it is damaged or being written: it is never needed."""
    path = kept_path(view.address)
    if view.version is None or not path.is_file():
        return None

    def checked(file: sqlite3.Connection) -> tuple[object, Found | None]:
        of = version_in(file)
        usable = of == view.version and _decisions_in(file) == ruled_on(view).decisions
        return of, work(file) if usable else None

    try:
        of, found = view.indexes.ask(path, checked)
        if of != view.version and brought_up(view, FILE, of, lambda whole: update(whole, most=MOST_CHANGED)):
            _, found = view.indexes.ask(path, checked)
    except sqlite3.Error:
        return None
    return found


def _decisions_in(file: sqlite3.Connection) -> list[str]:
    ((text,),) = file.execute("SELECT value FROM about WHERE name = 'decisions'")
    decisions: list[str] = json.loads(text)
    return decisions


class _Merged:
    """Events that are merged when they are asked for."""

    def __init__(self, view: View, asked: Sequence[Who]) -> None:
        self._view = view
        self._every = [Happened(stored) for stored in stored_events(view, _ids(asked)) if _acting(stored, asked)]

    def answers(self, questions: Sequence[Question]) -> list[list[Row]]:
        """The described events for each question."""
        chosen = [
            [one.happened for one in question.first(map(_fresh_one, filter(question.holds, self._every)))]
            for question in questions
        ]
        rows = iter(described(self._view, [one for some in chosen for one in some if one]))
        return [[next(rows) for _ in some] for some in chosen]

    def count(self, question: Question) -> int:
        """How many events are asked for, whatever the limit."""
        return sum(map(question.holds, self._every))


class _InFile:
    """Events that are kept ready."""

    def __init__(self, file: sqlite3.Connection, view: View, asked: Sequence[Who]) -> None:
        self._file = file
        self._view = view
        self._asked = asked
        self._persons = {who.person for who in asked if who.person is not None}
        self._day = view.as_of.toordinal() if view.as_of else NEVER
        ids = _ids(asked)
        one = "SELECT parties FROM members WHERE actor = ?"
        self._who = f"parties IN ({' INTERSECT '.join([one] * len(ids))})" if ids else "true"
        self._ids: list[Any] = list(ids)

    def answers(self, questions: Sequence[Question]) -> list[list[Row]]:
        """The described events for each question."""
        found = [self._found(question) for question in questions]
        rows = self._rows([one.number for some in found for one in some if one.number is not None])
        new = self._described([one.happened for some in found for one in some if one.happened is not None])
        return [[rows[one.number] if one.number is not None else new[one.order[-1]] for one in some] for some in found]

    def count(self, question: Question) -> int:
        """How many events are asked for, whatever the limit."""
        if self._persons:
            return len(self._found(replace(question, limit=None)))
        where, values = self._where(question)
        ((count,),) = self._file.execute(f"SELECT count(*) FROM events WHERE {where}", values)
        return int(count) + sum(map(question.holds, self._fresh))

    def events_of(self, part: int, last: int) -> list[Row]:
        """The described events of one part, of which the last mention was published on a day."""
        if last <= self._day:
            return [_row(blob) for (blob,) in self._file.execute("SELECT row FROM events WHERE part = ?", (part,))]
        ((blob,),) = self._file.execute("SELECT mentions FROM parts WHERE number = ?", (part,))
        merged = map(Happened, _merged(blob, self._view.as_of, groupings(self._view)))
        return list(self._described(list(merged)).values())

    @cached_property
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

    def _found(self, question: Question) -> list[_Found]:
        return question.first([*self._in_file(question), *map(_fresh_one, filter(question.holds, self._fresh))])

    def _in_file(self, question: Question) -> list[_Found]:
        """The first events of parts that were all known by the view's date; maybe more than are asked for."""
        where, values = self._where(question)
        sql = f"""
            SELECT coalesce(earliest, {NEVER}) AS first, coalesce(latest, {NEVER}) AS final, published, id, changed,
                   number
            FROM events WHERE {where}
        """
        found = [
            _Found((*order,), changed, number, None) for *order, changed, number in self._first(question, sql, values)
        ]
        if not self._persons:
            return found
        rows = self._rows([one.number for one in found if one.number is not None])
        return [one for one in found if one.number is not None and self._persons <= set(rows[one.number]["persons"])]

    def _first(self, question: Question, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """The rows of events that come first."""
        limit = question.limit
        if limit is None or self._persons:
            return self._file.execute(sql, values).fetchall()
        if question.order is Order.EARLIEST:
            order = "ORDER BY first, final, published, id LIMIT ?"
            return self._file.execute(f"{sql} {order}", [*values, limit]).fetchall()
        if question.order is Order.CHANGED:
            inner = f"SELECT changed FROM ({sql}) ORDER BY changed DESC LIMIT 1 OFFSET ?"
            days = self._file.execute(inner, [*values, limit - 1]).fetchall()
            return self._file.execute(f"{sql} AND changed >= ?", [*values, days[0][0] if days else 0]).fetchall()
        dated = (
            f"{sql} AND (earliest IS NOT NULL OR latest IS NOT NULL) ORDER BY first DESC, final DESC, published DESC"
        )
        rows = self._file.execute(f"{dated}, id DESC LIMIT ?", [*values, limit]).fetchall()
        undated = f"{sql} AND earliest IS NULL AND latest IS NULL ORDER BY published, id LIMIT ?"
        return rows + self._file.execute(undated, [*values, limit - len(rows)]).fetchall()

    def _where(self, question: Question) -> tuple[str, list[Any]]:
        """SQL for the events that are asked for, of parts that were all known by the view's date, with its values."""
        clauses, values = [self._who, "known <= ?"], [*self._ids, self._day]
        for column, wanted in (("state", question.states), ("type", question.types)):
            if wanted is not None:
                clauses.append(f"{column} IN ({marks(wanted)})")
                values += sorted(wanted)
        if question.since or question.until:
            clauses.append("(earliest IS NOT NULL OR latest IS NOT NULL)")
        if question.since:
            clauses.append("(latest IS NULL OR latest >= ?)")
            values.append(question.since.toordinal())
        if question.until:
            clauses.append("(earliest IS NULL OR earliest <= ?)")
            values.append(question.until.toordinal())
        return " AND ".join(clauses), values

    def _rows(self, numbers: Sequence[int]) -> dict[int, Row]:
        rows: dict[int, Row] = {}
        for start in range(0, len(numbers), AT_A_TIME):
            some = numbers[start : start + AT_A_TIME]
            sql = f"SELECT number, row FROM events WHERE number IN ({marks(some)})"
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
    order = first.toordinal(), final.toordinal(), published.toordinal(), one
    return _Found(order, happened.last_change.toordinal(), None, happened)


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
