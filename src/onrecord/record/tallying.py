"""Tallies of events: how often an actor takes part, and how often two do together, by day, month and year.

Comes in: rows of events as they come and go; stretches of days. Goes out: the tables of tallies, changed; sums of them.
What was told until a day is summed of whole years, then whole months, then days, so that a day that nobody asked about
before costs little. Which rows count is not known here: `onrecord.record.counting` knows.
"""

from __future__ import annotations

import sqlite3
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from enum import IntEnum
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

from onrecord.ontology.plover import Quad, quad_class
from onrecord.record.rows import ids_in
from onrecord.types import EventType

Row = dict[str, Any]
Sides = tuple[str, str]
"""Who is counted: two actors in the order of the alphabet, or one and `NOBODY`."""

NOBODY = ""
MOST_TOGETHER = 6
"""Of events with more parties each two are not counted as having to do with each other."""

MAKE = """
    CREATE TABLE IF NOT EXISTS sides (number INTEGER PRIMARY KEY, first TEXT, second TEXT, UNIQUE (first, second));
    CREATE INDEX IF NOT EXISTS sides_by_second ON sides (second);
    CREATE TABLE IF NOT EXISTS tallies (
        together INTEGER, span INTEGER, start INTEGER, sides INTEGER, mentions INTEGER NOT NULL,
        cooperation INTEGER NOT NULL, documents INTEGER NOT NULL, PRIMARY KEY (together, span, start, sides)
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS tallies_of ON tallies (sides, span, start, mentions, cooperation, documents);
"""


class Span(IntEnum):
    """What a tally is of: a day, or all days of a month or of a year."""

    YEAR = 0
    MONTH = 1
    DAY = 2


class Tally(NamedTuple):
    """How often somebody is told of: mentions of events, how many of them of cooperation, and in how many reports."""

    mentions: int
    cooperation: int
    documents: int


class Tallies:
    """What comes and goes.

    Attributes:
        by_day: Mentions, mentions of cooperation and reports, by who takes part and by day of publication.
    """

    def __init__(self) -> None:
        self.by_day: defaultdict[tuple[Sides, int], list[int]] = defaultdict(lambda: [0, 0, 0])

    def event(self, row: Row, change: int) -> None:
        """Count a mention of an event, or with -1 no longer."""
        day, told = row["published"].toordinal(), change * is_cooperation(row)
        for sides in _all_sides(row["involved"]):
            tally = self.by_day[sides, day]
            tally[0] += change
            tally[1] += told

    def report(self, actor: str, day: int, change: int) -> None:
        """Count a report that tells of events in which an actor takes part, or with -1 no longer."""
        self.by_day[(actor, NOBODY), day][2] += change

    def write(self, file: sqlite3.Connection) -> None:
        """Add all of it to what a file has, and begin anew."""
        summed: defaultdict[tuple[int, int, int, int], list[int]] = defaultdict(lambda: [0, 0, 0])
        numbers = {sides: _number(file, sides) for sides in sorted({sides for sides, _ in self.by_day})}
        for (sides, day), counts in self.by_day.items():
            for span in Span:
                tally = summed[is_pair(sides), span, first_day(day, span), numbers[sides]]
                for place, count in enumerate(counts):
                    tally[place] += count
        sql = """
            INSERT INTO tallies VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
            mentions = mentions + excluded.mentions, cooperation = cooperation + excluded.cooperation,
            documents = documents + excluded.documents
        """
        file.executemany(sql, sorted((*key, *counts) for key, counts in summed.items()))
        self.by_day.clear()


def is_pair(sides: Sides) -> bool:
    """Whether two are counted together."""
    return sides[1] != NOBODY


def is_cooperation(event: Row) -> bool:
    """Whether an event is of that half of PLOVER."""
    return event["type"] in cooperation()


@cache
def cooperation() -> frozenset[str]:
    """The types of events of that half of PLOVER."""
    kinds = (Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION)
    return frozenset(str(kind) for kind in EventType if quad_class(kind) in kinds)


def summed(
    file: sqlite3.Connection, first: int, last: int, *, together: bool, actor: str | None, limit: int | None
) -> Iterator[tuple[Sides, Tally]]:
    """What is told of each in the reports of some days, of those with most mentions first.

    Args:
        file: The file.
        first: The first day.
        last: The last.
        together: Whether it is counted of each two, or of each one.
        actor: Who must be among them; None for anybody.
        limit: How many at most.
    """
    who = """
        AND sides IN (SELECT number FROM sides WHERE first = ? UNION ALL SELECT number FROM sides WHERE second = ?)
    """
    index, only, asked = ("INDEXED BY tallies_of", who, [actor, actor]) if actor else ("", "", [])
    parts, values = [], []
    for span, start, end in stretches(first, last):
        parts.append(f"SELECT * FROM tallies {index} WHERE together = ? AND span = ? AND start BETWEEN ? AND ? {only}")
        values += [together, int(span), start, end, *asked]
    sql = f"""
        SELECT first, second, mentions, cooperation, documents FROM sides JOIN (
            SELECT sides, sum(mentions) AS mentions, sum(cooperation) AS cooperation, sum(documents) AS documents
            FROM ({" UNION ALL ".join(parts)}) GROUP BY sides
        ) ON number = sides WHERE mentions > 0 ORDER BY mentions DESC, first, second LIMIT ?
    """
    rows = file.execute(sql, [*values, -1 if limit is None else limit]) if parts else ()
    for one, other, *counts in rows:
        yield (one, other), Tally(*counts)


def days_between(file: sqlite3.Connection, sides: Sides, first: int, last: int) -> tuple[int, int] | None:
    """The first and the last of some days on which something is told."""
    sql = """
        SELECT start FROM tallies WHERE sides = (SELECT number FROM sides WHERE first = ? AND second = ?) AND span = ?
        AND start BETWEEN ? AND ? AND mentions > 0 ORDER BY start {} LIMIT 1
    """
    asked = (*sides, int(Span.DAY), first, last)
    ends = [file.execute(sql.format(order), asked).fetchone() for order in ("ASC", "DESC")]
    return (ends[0][0], ends[1][0]) if all(ends) else None


def mentions_by_day(file: sqlite3.Connection, sides: Sides, first: int, last: int) -> dict[int, int]:
    """How many mentions are told on each of some days."""
    sql = """
        SELECT start, mentions FROM tallies WHERE span = ? AND start BETWEEN ? AND ?
        AND sides = (SELECT number FROM sides WHERE first = ? AND second = ?)
    """
    return dict(file.execute(sql, (int(Span.DAY), first, last, *sides)).fetchall())


def stretches(first: int, last: int, span: Span = Span.YEAR) -> list[tuple[Span, int, int]]:
    """Some days as whole years, whole months and days: for each stretch what it is of, and its first and last start."""
    if first > last:
        return []
    if span is Span.DAY:
        return [(span, first, last)]
    finer = Span(span + 1)
    start = first if first_day(first, span) == first else day_after(first, span)
    end = last + 1 if day_after(last, span) == last + 1 else first_day(last, span)
    if start >= end:
        return stretches(first, last, finer)
    return [*stretches(first, start - 1, finer), (span, start, end - 1), *stretches(end, last, finer)]


@cache
def first_day(day: int, span: Span) -> int:
    """The first day of what a day is in."""
    whole = date.fromordinal(day)
    if span is Span.DAY:
        return day
    return (whole.replace(day=1) if span is Span.MONTH else whole.replace(month=1, day=1)).toordinal()


def day_after(day: int, span: Span) -> int:
    """The day after the last of what a day is in."""
    whole = date.fromordinal(day)
    if span is Span.DAY:
        return day + 1
    last = whole.replace(month=12, day=31) if span is Span.YEAR else whole.replace(day=_length(whole))
    return last.toordinal() + 1


def _length(month: date) -> int:
    """How many days the month of a day has."""
    return monthrange(month.year, month.month)[1]


@cache
def _all_sides(involved: str) -> tuple[Sides, ...]:
    """All who are counted of an event: each one, and each two."""
    parties = sorted(ids_in(involved))
    pairs = combinations(parties, 2) if len(parties) <= MOST_TOGETHER else ()
    return (*((one, NOBODY) for one in parties), *pairs)


def _number(file: sqlite3.Connection, sides: Sides) -> int:
    """The number of those who are counted; noted in the file when it is new."""
    known = file.execute("SELECT number FROM sides WHERE first = ? AND second = ?", sides).fetchone()
    if known is not None:
        return int(known[0])
    return int(file.execute("INSERT INTO sides (first, second) VALUES (?, ?)", sides).lastrowid or 0)
