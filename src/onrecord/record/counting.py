"""Counting what is told, as people ruled, of what was known as of a view's date: rows, actors, who has to do with whom.

Comes in: a view. Goes out: counts, from the file of `onrecord.record.lines`, where it is of just the view's version;
else there are none, and the tables must be counted.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from onrecord.record.lines import KINDS
from onrecord.record.picking import as_ruled, from_file, last_day, rows_as_read
from onrecord.record.rows import ids_in
from onrecord.record.schema import DOCUMENTS, EVENTS
from onrecord.record.tallying import Sides, Tallies, Tally, days_between, is_pair, mentions_by_day, summed

if TYPE_CHECKING:
    from onrecord.record.view import View


class Counted(NamedTuple):
    """What is told of an actor, or of two together.

    Attributes:
        sides: Who; beside an actor alone stands `onrecord.record.tallying.NOBODY`.
        tally: How often.
        first: The first day of publication.
        last: The last.
    """

    sides: Sides
    tally: Tally
    first: date
    last: date


def sizes(view: View, tables: Sequence[str]) -> dict[str, int] | None:
    """How many documents there are, and rows of some tables; None where no file tells quickly."""
    if any(view.ruled(table).rejected for table in tables):
        return None
    sql = "SELECT coalesce(sum(rows), 0) FROM sizes WHERE kind = ? AND published <= ?"

    def count(file: sqlite3.Connection) -> dict[str, int]:
        day = last_day(view)
        return {table: file.execute(sql, (KINDS[table], day)).fetchone()[0] for table in (DOCUMENTS.name, *tables)}

    return from_file(view, count)


def days(view: View) -> tuple[date | None, date | None] | None:
    """The first and the last day of publication; None where no file tells quickly."""
    sql = "SELECT (SELECT min(published) FROM documents), (SELECT max(published) FROM documents WHERE published <= ?)"
    found = from_file(view, lambda file: file.execute(sql, (last_day(view),)).fetchone())
    if found is None:
        return None
    first, last = found
    return (date.fromordinal(first), date.fromordinal(last)) if last else (None, None)


def actors(view: View, *, limit: int | None = None) -> list[Counted] | None:
    """Who takes part in events, those with most mentions first; None where no file tells quickly."""
    return from_file(view, lambda file: _counted(file, view, together=False, limit=limit))


def pairs(
    view: View, *, actor: str | None = None, since: date | None = None, limit: int | None = None
) -> list[Counted] | None:
    """Who takes part in events with whom, those with most mentions first; None where no file tells quickly.

    Args:
        view: The record, as of a date.
        actor: Who must be one of the two.
        since: The first day of publication.
        limit: How many at most.
    """
    return from_file(view, lambda file: _counted(file, view, together=True, actor=actor, since=since, limit=limit))


def _counted(
    file: sqlite3.Connection,
    view: View,
    *,
    together: bool,
    actor: str | None = None,
    since: date | None = None,
    limit: int | None = None,
) -> list[Counted]:
    first, last = since.toordinal() if since else 1, last_day(view)
    changes = _changes(file, view, first, last)
    found = dict(summed(file, first, last, together=together, actor=actor, limit=None if changes else limit))
    for sides, by_day in changes.items():
        if is_pair(sides) == together and (actor is None or actor in sides):
            tallies = (found.get(sides, Tally(0, 0, 0)), *by_day.values())
            found[sides] = Tally(*map(sum, zip(*tallies, strict=True)))
    told = [one for one, tally in found.items() if tally.mentions > 0]
    chosen = sorted(told, key=lambda one: (-found[one].mentions, one))[:limit]
    return [Counted(one, found[one], *_ends(file, one, first, last, changes.get(one, {}))) for one in chosen]


def _ends(
    file: sqlite3.Connection, sides: Sides, first: int, last: int, changes: Mapping[int, Tally]
) -> tuple[date, date]:
    """The first and the last of some days on which something is told of somebody of whom something is told."""
    ends = None if changes else days_between(file, sides, first, last)
    if ends is None:
        mentions = Counter(mentions_by_day(file, sides, first, last))
        mentions.update({day: tally.mentions for day, tally in changes.items()})
        told = [day for day, count in mentions.items() if count > 0]
        ends = min(told), max(told)
    return date.fromordinal(ends[0]), date.fromordinal(ends[1])


def _changes(file: sqlite3.Connection, view: View, first: int, last: int) -> dict[Sides, dict[int, Tally]]:
    """What people's rejections and corrections of events change, by day."""
    ruled = view.ruled(EVENTS.name)
    if not (ruled.rejected or ruled.corrected):
        return {}
    ids = ruled.rejected | {row["id"] for row in ruled.corrected}
    documents = {row["document_id"] for row in rows_as_read(file, EVENTS.name, "id", ids)}
    before = rows_as_read(file, EVENTS.name, "document_id", documents, last)
    after = as_ruled(view, EVENTS.name, before, lambda row: row["document_id"] in documents)
    changed = Tallies()
    for rows, change in ((before, -1), (after, 1)):
        for row in rows:
            changed.event(row, change)
        reports = {(one, row["published"], row["document_id"]) for row in rows for one in ids_in(row["involved"])}
        for actor, published, _ in reports:
            changed.report(actor, published.toordinal(), change)
    by_sides: defaultdict[Sides, dict[int, Tally]] = defaultdict(dict)
    for (sides, day), counts in changed.by_day.items():
        if any(counts) and first <= day <= last:
            by_sides[sides][day] = Tally(*counts)
    return by_sides
