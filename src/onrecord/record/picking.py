"""Picking few rows of a view: by id, by document, by who is involved.

Comes in: a view, a table, and which rows. Goes out: whole rows, as people ruled, of what was known as of the view's
date. Where the file of `onrecord.record.lines` is of just the view's version they come from there, else they are asked
of the tables. The rows are the same; only the time that it takes is not.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from onrecord.record.lines import FILE, KINDS, NEVER, Row, document_row, head_packing, lines_path, marks, unpacked
from onrecord.record.lining import update, version_in
from onrecord.record.rows import ids_in
from onrecord.record.rulings import Ruled
from onrecord.record.schema import AGREEMENT_STEPS, AGREEMENTS, FORECASTS
from onrecord.record.subjects import among

if TYPE_CHECKING:
    from onrecord.record.view import View

Found = TypeVar("Found")

MOST_CHANGED = 200
"""Documents that were added since, up to which a question brings the file up to date by itself."""

AT_A_TIME = 500
BY_NUMBER = "SELECT row FROM lines WHERE number = ?"


def by_id(view: View, table: str, ids: Collection[str]) -> list[Row]:
    """The rows with these ids, in the order of document, place and id."""
    return _picked(view, table, "id", set(ids))


def by_document(view: View, table: str, documents: Collection[str]) -> list[Row]:
    """The rows of these documents, in the order of document, place and id."""
    return _picked(view, table, "document_id", set(documents))


def few_involving(view: View, table: str, groups: Sequence[Collection[str]], *, most: int) -> list[Row] | None:
    """The rows in which of each group somebody is involved, in the order of document, place and id.

    Args:
        view: The record.
        table: One that has ``involved``.
        groups: Of ids.
        most: How many rows are few.

    Returns:
        None when there are more, or no file tells quickly.
    """
    parties, values = parties_of(groups)
    where = f"kind = ? AND parties IN ({parties})"

    def pick(file: sqlite3.Connection) -> tuple[list[Row] | None]:
        ((count,),) = file.execute(f"SELECT count(*) FROM lines WHERE {where}", [KINDS[table], *values])
        if count > most:
            return (None,)
        sql = f"SELECT row FROM lines WHERE {where} AND published <= ?"
        return (
            list(unpacked(table, (blob for (blob,) in file.execute(sql, [KINDS[table], *values, last_day(view)])))),
        )

    found = from_file(view, pick)
    if found is None or found[0] is None:
        return None
    return as_ruled(view, table, found[0], lambda row: all(set(one) & set(ids_in(row["involved"])) for one in groups))


def latest(
    view: View,
    table: str,
    groups: Sequence[Collection[str]],
    holds: Callable[[Row], bool],
    *,
    by: Literal["day", "published"],
    limit: int,
    most: int,
) -> list[Row] | None:
    """The latest rows in which of each group somebody is involved and that hold; all of the last day together.

    Args:
        view: The record.
        table: One that has ``involved``.
        groups: Of ids; at least one, unless it is of forecasts by day of publication.
        holds: Whether a row is asked for.
        by: Which day counts: that of publication, or the one that rows of the table are asked by.
        limit: How many rows are enough.
        most: How many rows are looked at.

    Returns:
        None when these were not enough, or no file tells quickly.
    """
    if view.ruled(table) != Ruled():
        return None
    parties, values = parties_of(groups)
    index, who = ("lines_between", f"AND parties IN ({parties})") if groups else ("forecasts_by_day", "")
    order = f"""
        SELECT {by}, number FROM lines INDEXED BY {index}
        WHERE kind = {KINDS[table]} AND published <= ? {who} ORDER BY {by} DESC LIMIT ?
    """

    def pick(file: sqlite3.Connection) -> tuple[list[Row] | None]:
        found: list[Row] = []
        last = None
        numbers = file.execute(order, [last_day(view), *values, most + 1]).fetchall()
        for place, (day, number) in enumerate(numbers):
            if day != last and len(found) >= limit:
                return (found,)
            if place >= most:
                return (None,)
            last = day
            found += filter(holds, unpacked(table, file.execute(BY_NUMBER, (number,)).fetchone()))
        return (found,)

    told = from_file(view, pick)
    return told[0] if told else None


def count_involving(view: View, table: str, groups: Sequence[Collection[str]]) -> int | None:
    """How many rows there are in which of each group somebody is involved; None where no file tells quickly."""
    if view.ruled(table) != Ruled():
        return None
    parties, values = parties_of(groups)
    sql = f"SELECT count(*) FROM lines WHERE kind = ? AND parties IN ({parties}) AND published <= ?"
    return from_file(view, lambda file: int(file.execute(sql, [KINDS[table], *values, last_day(view)]).fetchone()[0]))


class Horizon(NamedTuple):
    """Which forecasts are asked for by their last day: those of which it has passed on a day, or those of which not."""

    passed: bool
    on: date


def earliest_forecasts(
    view: View,
    groups: Sequence[Collection[str]],
    horizon: Horizon | None,
    holds: Callable[[Row], bool],
    *,
    limit: int,
    most: int,
) -> list[Row] | None:
    """The first forecasts that hold, by their day of publication; all of the last day together.

    Args:
        view: The record.
        groups: Of ids; of each group somebody must be involved.
        horizon: What is asked of their last day; None for nothing.
        holds: Whether a row is asked for.
        limit: How many rows are enough.
        most: How many rows are looked at.

    Returns:
        None when these were not enough, or no file tells quickly.
    """
    ruled = view.ruled(FORECASTS.name)
    if ruled.corrected:
        return None
    where, values = _forecasts_asked(view, groups, horizon)
    sql = f"SELECT published, row FROM lines INDEXED BY forecasts_by_day WHERE {where} ORDER BY published"

    def pick(file: sqlite3.Connection) -> tuple[list[Row] | None]:
        found: list[Row] = []
        last = None
        for number, (day, blob) in enumerate(file.execute(sql, values)):
            if day != last and len(found) >= limit:
                return (found,)
            if number >= most:
                return (None,)
            (row,) = unpacked(FORECASTS.name, [blob])
            last = day
            if row["id"] not in ruled.rejected and holds(row):
                found.append(row)
        return (found,)

    told = from_file(view, pick)
    return told[0] if told else None


def forecasts_counted(view: View, groups: Sequence[Collection[str]], horizon: Horizon | None) -> int | None:
    """How many forecasts there are, arguments as of `earliest_forecasts`; None where no file tells quickly."""
    ruled = view.ruled(FORECASTS.name)
    if ruled.corrected or ruled.rejected:
        return None
    where, values = _forecasts_asked(view, groups, horizon)
    sql = f"SELECT count(*) FROM lines WHERE {where}"
    return from_file(view, lambda file: int(file.execute(sql, values).fetchone()[0]))


def _forecasts_asked(
    view: View, groups: Sequence[Collection[str]], horizon: Horizon | None
) -> tuple[str, list[object]]:
    """SQL for the forecasts that are asked for, with its values."""
    clauses = [f"kind = {KINDS[FORECASTS.name]} AND published <= ?"]
    values: list[object] = [last_day(view)]
    if groups:
        parties, named = parties_of(groups)
        clauses.append(f"parties IN ({parties})")
        values += named
    if horizon:
        clauses.append(f"day {'<' if horizon.passed else '>='} ?")
        values.append(horizon.on.toordinal())
    return " AND ".join(clauses), values


def named(view: View, keys: Collection[str]) -> list[Row] | None:
    """The agreements whose names have just these telling words; None where no file tells quickly."""
    sql = "SELECT row FROM names JOIN lines ON line = number WHERE key IN ({}) AND published <= ?"
    found = from_file(view, lambda file: _in_steps(file, sql, keys, [last_day(view)]))
    if found is None:
        return None
    rows = list(unpacked(AGREEMENTS.name, (blob for (blob,) in found)))
    return as_ruled(view, AGREEMENTS.name, rows, lambda row: row["name_key"] in keys)


def documents(view: View, ids: Collection[str]) -> list[Row]:
    """Documents without their text, in the order of their ids."""
    if not ids:
        return []

    def pick(file: sqlite3.Connection) -> list[Row]:
        sql = "SELECT head FROM documents WHERE id IN ({}) AND published <= ?"
        return [head_packing().unpack(head) for (head,) in _in_steps(file, sql, ids, [last_day(view)])]

    rows = from_file(view, pick)
    if rows is None:
        names = ", ".join(f'"{name}"' for name in head_packing().names)
        rows = view.query(f"SELECT {names} FROM documents WHERE {among('id', ids)}").to_pylist()
    return sorted(rows, key=lambda row: str(row["id"]))


def latest_documents(view: View, actor: str | None, limit: int) -> list[Row] | None:
    """The newest documents without their text, the newest first; with an actor those in which an event involves it.

    Returns:
        None where no file tells quickly.
    """
    changed = view.changed_documents("events") if actor else set[str]()

    def pick(file: sqlite3.Connection) -> list[Row]:
        if actor is None:
            sql = "SELECT head FROM documents WHERE published <= ? ORDER BY published DESC, id LIMIT ?"
            return [head_packing().unpack(head) for (head,) in file.execute(sql, (last_day(view), limit))]
        sql = (
            "SELECT document FROM told_of WHERE actor = ? AND published <= ? ORDER BY published DESC, document LIMIT ?"
        )
        told = file.execute(sql, (actor, last_day(view), limit + len(changed))).fetchall()
        return [{"id": one} for (one,) in told if one not in changed]

    rows = from_file(view, pick)
    if rows is None or actor is None:
        return rows
    left = {row["document_id"] for row in by_document(view, "events", changed) if actor in ids_in(row["involved"])}
    found = documents(view, {row["id"] for row in rows} | left)
    return sorted(sorted(found, key=lambda row: str(row["id"])), key=lambda row: row["published"], reverse=True)[:limit]


def naming(view: View, actors: Collection[str], *, least: int, since: date, until: date | None) -> list[str] | None:
    """Documents of some days that name at least so many of these actors; None where no file tells quickly."""
    sql = f"""
        SELECT id FROM documents JOIN (
            SELECT document FROM named WHERE actor IN ({marks(actors)}) AND published BETWEEN ? AND ?
            GROUP BY document HAVING count(*) >= ?
        ) ON document = number
    """

    def pick(file: sqlite3.Connection) -> list[str]:
        last = min(last_day(view), until.toordinal() if until else NEVER)
        found = file.execute(sql, [*sorted(actors), since.toordinal(), last, least])
        return sorted(one for (one,) in found)

    return from_file(view, pick) if least > 0 else None


def whole_documents(view: View, ids: Collection[str]) -> list[Row]:
    """Documents with their text, in the order of their ids."""

    def pick(file: sqlite3.Connection) -> list[Row]:
        sql = "SELECT head, body FROM documents WHERE id IN ({}) AND published <= ?"
        return [document_row(head, body) for head, body in _in_steps(file, sql, ids, [last_day(view)])]

    rows = from_file(view, pick)
    if rows is None:
        rows = view.query(f"SELECT * FROM documents WHERE {among('id', ids)}").to_pylist()
    return sorted(rows, key=lambda row: str(row["id"]))


def document(view: View, one: str) -> Row | None:
    """One document with its text; None when the view does not have it."""
    return next(iter(whole_documents(view, [one])), None)


def from_file(view: View, work: Callable[[sqlite3.Connection], Found]) -> Found | None:
    """What ``work`` finds in the file, at one moment, when it is of the view's version; None when it is not, or when it
    is damaged or being written: it is never needed."""
    path = lines_path(view.address)
    if view.version is None or not path.is_file():
        return None
    version = view.version[0]

    def checked(file: sqlite3.Connection) -> tuple[int | None, Found | None]:
        of = version_in(file)
        return of, work(file) if of == version else None

    try:
        of, found = view.indexes.ask(path, checked)
        if of != version and brought_up(view, FILE, of, lambda whole: update(whole, most=MOST_CHANGED)):
            _, found = view.indexes.ask(path, checked)
    except sqlite3.Error:
        return None
    return found


def brought_up(view: View, name: str, of: object, update: Callable[[View], bool]) -> bool:
    """Bring an index file up to date, if little is missing; whether it is. What was too much once is not tried again.

    Args:
        view: The record; the file is made of all of it.
        name: Of the file.
        of: The version that it is of.
        update: Brings it up to date, or tells that it did not.
    """
    if (name, of) in view.indexes.left:
        return False
    with closing(view.known_on(None)) as whole:
        done = update(whole)
    if not done:
        view.indexes.left.add((name, of))
    return done


def _picked(view: View, table: str, key: str, values: Collection[str]) -> list[Row]:
    """Rows of a table, by a column."""
    if not values:
        return []
    rows = from_file(view, lambda file: rows_as_read(file, table, key, values, last_day(view)))
    if rows is not None:
        return as_ruled(view, table, rows, lambda row: row[key] in values)
    return sorted(view.query(f"SELECT * FROM {table} WHERE {among(key, values)}").to_pylist(), key=_place)


def as_ruled(view: View, table: str, rows: list[Row], asked: Callable[[Row], bool]) -> list[Row]:
    """Rows as people ruled.

    Args:
        view: The record.
        table: Of the rows.
        rows: As they were read.
        asked: Whether a row is asked for: what people corrected may be another now.
    """
    ruled = view.ruled(table)
    if changed := ruled.rejected | {row["id"] for row in ruled.corrected}:
        rows = [row for row in rows if row["id"] not in changed]
        rows += [dict(row) for row in ruled.corrected if asked(row)]
    if table == AGREEMENT_STEPS.name and ruled.rejected_agreements:
        rows = [row for row in rows if row["agreement"] not in ruled.rejected_agreements]
    return sorted(rows, key=_place)


def _place(row: Row) -> tuple[str, int, int, str]:
    return row["document_id"], row["start"], row["end"], row["id"]


def rows_as_read(
    file: sqlite3.Connection, table: str, key: str, values: Collection[str], last: int = NEVER
) -> list[Row]:
    """The rows of a table that the file has, by ``id`` or by ``document_id``, published by a day."""
    which = "id" if key == "id" else "document IN (SELECT number FROM documents WHERE id"
    sql = f"SELECT row FROM lines WHERE {which} IN ({{}}){')' if key != 'id' else ''} AND kind = ? AND published <= ?"
    return list(unpacked(table, (blob for (blob,) in _in_steps(file, sql, values, [KINDS[table], last]))))


def parties_of(groups: Sequence[Collection[str]]) -> tuple[str, list[str]]:
    """SQL for the numbers of all who are involved together where of each group somebody is, with its values."""
    each = (f"SELECT parties FROM members WHERE actor IN ({marks(group)})" for group in groups)
    return " INTERSECT ".join(each), [one for group in groups for one in sorted(group)]


def _in_steps(
    file: sqlite3.Connection, sql: str, values: Iterable[str], more: Sequence[object]
) -> list[tuple[bytes, ...]]:
    """What SQL selects, some values at a time."""
    asked, found = sorted(values), []
    for start in range(0, len(asked), AT_A_TIME):
        some = asked[start : start + AT_A_TIME]
        found += file.execute(sql.format(marks(some)), [*some, *more]).fetchall()
    return found


def last_day(view: View) -> int:
    """The last day of publication that a view knows."""
    return view.as_of.toordinal() if view.as_of else NEVER
