"""Counting who takes part in events: together with whom, how often, in how many reports.

Comes in: a view. Goes out: counts, as people ruled, of what was known as of the view's date. They come from the file of
`onrecord.record.lines`, where it is of just the view's version; else there are none, and the tables must be counted.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from onrecord.record.lines import KINDS, NEVER, Row, is_cooperation, unpacked
from onrecord.record.picking import as_ruled, by_document, from_file
from onrecord.record.rows import ids_in
from onrecord.record.schema import EVENTS
from onrecord.record.subjects import among

if TYPE_CHECKING:
    from onrecord.record.view import View


class Tally(NamedTuple):
    """The mentions of events in which just these take part together."""

    parties: tuple[str, ...]
    mentions: int
    cooperation: int
    last: date


class Told(NamedTuple):
    """In how many reports, and of which days, events are told in which an actor takes part."""

    documents: int
    first: date
    last: date


def sizes(view: View, tables: Sequence[str]) -> dict[str, int] | None:
    """How many documents there are, and rows of some tables; None where no file tells quickly."""
    last = view.as_of.toordinal() if view.as_of else NEVER
    if any(view.ruled(table).rejected for table in tables):
        return None
    rows = "SELECT coalesce(sum(rows), 0) FROM sizes WHERE kind = ? AND published <= ?"

    def count(file: sqlite3.Connection) -> dict[str, int]:
        ((documents,),) = file.execute("SELECT count(*) FROM documents WHERE published <= ?", (last,))
        found = {table: file.execute(rows, (KINDS[table], last)).fetchone()[0] for table in tables}
        return {"documents": documents, **found}

    return from_file(view, count)


def days(view: View) -> tuple[date | None, date | None] | None:
    """The first and the last day of publication; None where no file tells quickly."""
    last = view.as_of.toordinal() if view.as_of else NEVER
    sql = "SELECT min(published), max(published) FROM documents WHERE published <= ?"
    found = from_file(view, lambda file: file.execute(sql, (last,)).fetchone())
    if found is None:
        return None
    first, end = (date.fromordinal(day) if day else None for day in found)
    return first, end


def tallies(view: View, *, actor: str | None = None, since: date | None = None) -> list[Tally] | None:
    """How many mentions there are, by all who take part in them together.

    Args:
        view: The record, as of a date.
        actor: Who must take part.
        since: The first day of publication.

    Returns:
        None where no file tells quickly.
    """
    first, last = since.toordinal() if since else 0, view.as_of.toordinal() if view.as_of else NEVER
    changed = _changed_parties(view)

    def count(file: sqlite3.Connection) -> list[Tally]:
        of = "AND parties IN (SELECT parties FROM members WHERE actor = ?)" if actor else ""
        by = "INDEXED BY days_between" if since and not actor else ""
        sql = f"""
            SELECT key, mentions, cooperation, last FROM parties JOIN (
                SELECT parties, sum(mentions) AS mentions, sum(cooperation) AS cooperation, max(published) AS last
                FROM days {by} WHERE mentions > 0 AND published BETWEEN ? AND ? {of} GROUP BY parties
            ) ON number = parties
        """
        counted = file.execute(sql, (first, last, *([actor] if actor else [])))
        told = [_tally(key, *numbers) for key, *numbers in counted if key not in changed]
        return told + [one for key in sorted(changed) for one in _counted(file, view, key, first, last)]

    found = from_file(view, count)
    if found is None or actor is None:
        return found
    return [one for one in found if actor in one.parties]


def tellers(view: View) -> dict[str, Told] | None:
    """In how many reports each actor takes part in an event; None where no file tells quickly."""
    last = view.as_of.toordinal() if view.as_of else NEVER
    changed = view.changed_documents(EVENTS.name)

    def count(file: sqlite3.Connection) -> dict[str, Told]:
        sql = f"""
            SELECT actor, count(*), min(published), max(published) FROM told_of
            WHERE published <= ? AND NOT {among("document", changed)} GROUP BY actor
        """
        counted = file.execute(sql, (last,))
        return {one: Told(n, date.fromordinal(a), date.fromordinal(b)) for one, n, a, b in counted}

    found = from_file(view, count)
    if found is None:
        return None
    again = {
        (one, row["document_id"], row["published"])
        for row in by_document(view, EVENTS.name, changed)
        for one in ids_in(row["involved"])
    }
    for one, _, day in sorted(again):
        known = found.get(one, Told(0, day, day))
        found[one] = Told(known.documents + 1, min(known.first, day), max(known.last, day))
    return found


def _tally(key: str, mentions: int, cooperation: int, last: int) -> Tally:
    return Tally(tuple(ids_in(key)), mentions, cooperation, date.fromordinal(last))


def _changed_parties(view: View) -> set[str]:
    """Who take part together in events that people rejected or corrected, before and after."""
    ruled = view.ruled(EVENTS.name)
    ids = ruled.rejected | {row["id"] for row in ruled.corrected}
    if not ids:
        return set()
    before = view.query(f"SELECT involved FROM read_{EVENTS.name} WHERE {among('id', ids)}")["involved"].to_pylist()
    return {*before, *(row["involved"] for row in ruled.corrected)}


def _counted(file: sqlite3.Connection, view: View, key: str, first: int, last: int) -> Iterable[Tally]:
    """The mentions of just these, counted one by one."""
    sql = """
        SELECT row FROM lines JOIN parties ON parties.number = parties
        WHERE key = ? AND kind = ? AND published BETWEEN ? AND ?
    """
    read = list(unpacked(EVENTS.name, (blob for (blob,) in file.execute(sql, (key, KINDS[EVENTS.name], first, last)))))
    rows: list[Row] = [
        row
        for row in as_ruled(view, EVENTS.name, read, lambda row: row["involved"] == key)
        if first <= row["published"].toordinal() <= last and row["involved"] == key
    ]
    if rows:
        kinds = Counter(map(is_cooperation, rows))
        yield Tally(tuple(ids_in(key)), len(rows), kinds[True], max(row["published"] for row in rows))
