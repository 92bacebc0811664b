"""How a question becomes SQL: conditions with their parameters, and the text of dates.

Comes in: who, when, and which values. Goes out: a ``WHERE`` clause, the parameters for it, and expressions to select.
It knows how the columns of `onrecord.record.schema` are named and nothing of any one answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache, partial
from typing import Any, NamedTuple

import pyarrow as pa

from onrecord.answers.who import Who
from onrecord.errors import BadQuery
from onrecord.record import empty_view, picking
from onrecord.record.readings import when_of
from onrecord.record.subjects import among
from onrecord.record.view import View

IN_TEXT = 'published, document_id, "start", "end", id'
"""Order of rows that nothing else orders: by day, document and place in the text."""


MANY = 5000
"""Documents above which all are read, and none is looked up."""


FEW = 4000
"""Rows up to which it is quicker to look at each than to ask in SQL."""

Row = dict[str, Any]


class Roles(NamedTuple):
    """Columns that say who is involved: lists of actor ids, lists of persons, and single names with their kind."""

    ids: tuple[str, ...]
    persons: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass
class Conditions:
    """Conditions that must all hold: as SQL, and for a row that is at hand.

    Attributes:
        clauses: In SQL.
        parameters: Of the SQL.
        tests: The same, of a row.
        ids: Who must be involved, as far as that is told by ids.
    """

    clauses: list[str] = field(default_factory=list)
    parameters: dict[str, Any] = field(default_factory=dict)
    tests: list[Callable[[Row], bool]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def hold(self, row: Row) -> bool:
        """Whether all hold for a row."""
        return all(test(row) for test in self.tests)

    @property
    def where(self) -> str:
        return f"WHERE {' AND '.join(self.clauses)}" if self.clauses else ""

    def parameter(self, value: Any) -> str:
        """Take a value in; returns what stands for it in the SQL."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f"${name}"

    def involve(self, who: Who | None, roles: Roles) -> None:
        """Only rows in which someone has one of the roles."""
        if who is None:
            return
        self.tests.append(partial(_involved, who, roles))
        if who.label is not None:
            value = self.parameter(who.label)
            parts = [f"{column} = {value}" for column in roles.names]
        elif who.person is None:
            value = self.parameter(who.id)
            parts = [f"list_contains({column}, {value})" for column in roles.ids]
            self.clauses.append(f"contains(involved, {self.parameter(f'|{who.id}|')})")  # quick: read before the lists
            self.ids.append(who.id)
        else:
            value = self.parameter(who.person)
            parts = [f"list_contains({column}, {value})" for column in roles.persons]
            parts += [f"({column}_kind = 'person' AND {column} = {value})" for column in roles.names]
        self.clauses.append(f"({' OR '.join(parts)})")

    def during(self, since: date | None, until: date | None, *, prefix: str = "", otherwise: str | None = None) -> None:
        """Only rows whose date can lie in a period.

        Args:
            since: First day; None for no bound.
            until: Last day; None for no bound.
            prefix: Of the date's columns.
            otherwise: A column that stands in where no date is told; without it such rows are left out.

        Raises:
            BadQuery: when the period ends before it begins.
        """
        if since and until and until < since:
            raise BadQuery(f"a period cannot end on {until}", subject=f"since {since}")
        if not (since or until):
            return
        self.tests.append(partial(_dated, since, until, prefix, otherwise))
        told = []
        if since:
            told.append(f"({prefix}latest IS NULL OR {prefix}latest >= {self.parameter(since)})")
        if until:
            told.append(f"({prefix}earliest IS NULL OR {prefix}earliest <= {self.parameter(until)})")
        dated = f"({prefix}earliest IS NOT NULL OR {prefix}latest IS NOT NULL)"
        condition = " AND ".join([dated, *told])
        if otherwise:
            bounds = [
                f"{otherwise} {sign} {self.parameter(day)}" for sign, day in ((">=", since), ("<=", until)) if day
            ]
            condition = f"({condition} OR (NOT {dated} AND {' AND '.join(bounds)}))"
        self.clauses.append(f"({condition})")

    def one_of(self, column: str, values: Iterable[str] | None, known: type[StrEnum]) -> None:
        """Only rows whose column has one of the values; None for any.

        Raises:
            BadQuery: when a value is not one of those known.
        """
        if values is None:
            return
        asked = [values] if isinstance(values, str) else list(values)
        possible = [str(value) for value in known]
        for value in asked:
            if value not in possible:
                raise BadQuery(f"is not one of {', '.join(possible)}", subject=str(value))
        self.clauses.append(f"list_contains({self.parameter([str(value) for value in asked])}, {column})")
        self.tests.append(lambda row: row[column] in asked)


def _involved(who: Who, roles: Roles, row: Row) -> bool:
    """As `Conditions.involve` asks."""
    if who.label is not None:
        return any(row[column] == who.label for column in roles.names)
    if who.person is None:
        return any(who.id in (row[column] or ()) for column in roles.ids)
    return any(who.person in (row[column] or ()) for column in roles.persons) or any(
        row[f"{column}_kind"] == "person" and row[column] == who.person for column in roles.names
    )


def _dated(since: date | None, until: date | None, prefix: str, otherwise: str | None, row: Row) -> bool:
    """As `Conditions.during` asks."""
    first, last = row[f"{prefix}earliest"], row[f"{prefix}latest"]
    if first is None and last is None:
        if otherwise is None:
            return False
        first = last = row[otherwise]
    return (since is None or last is None or last >= since) and (until is None or first is None or first <= until)


def with_outlets(
    view: View, columns: str, rows: str, order: str, parameters: Mapping[str, Any] | None = None
) -> pa.Table:
    """Rows that SQL chooses, with the outlets of their documents. Outlets come last so that just as many documents are
    looked up as rows are left.

    Args:
        view: The record.
        columns: What to select; ``outlet`` among them.
        rows: SQL for rows of a table that has ``document_id``.
        order: Of the rows, in SQL.
        parameters: Of the SQL.
    """
    chosen = f"WITH chosen AS (SELECT *, NULL::VARCHAR AS outlet FROM ({rows})) SELECT {columns} FROM chosen {order}"
    table = view.query(chosen, parameters)
    documents = table["document_id"].to_pylist()
    outlets = outlets_of(view, documents)
    told = pa.array([outlets[one] for one in documents], pa.string())
    return table.set_column(table.column_names.index("outlet"), "outlet", told)


def outlets_of(view: View, documents: Iterable[str]) -> dict[str, str | None]:
    """The outlet of each of these documents."""
    wanted = set(documents)
    if len(wanted) <= MANY:
        return {row["id"]: row["outlet"] for row in picking.documents(view, wanted)}
    told = view.query("SELECT id, outlet FROM documents").to_pydict()
    return dict(zip(told["id"], told["outlet"], strict=True))


class Order(NamedTuple):
    """What rows are ordered by: the day that decides first and the rest, in SQL, and the same of a row."""

    day: str
    rest: str
    of: Callable[[Row], tuple[Any, ...]]


def place_in_text(row: Row) -> tuple[Any, ...]:
    """`IN_TEXT`, of a row."""
    return row["published"], row["document_id"], row["start"], row["end"], row["id"]


def first_rows(
    view: View,
    table: str,
    columns: str,
    conditions: Conditions,
    order: Order,
    limit: int | None,
    *,
    when: str = "",
) -> pa.Table:
    """The rows of a table that meet conditions, with the outlets of their documents.

    Few rows are picked and looked at one by one. Of many, with a limit, the rows are chosen by the columns that decide,
    and only those few are then read as a whole.

    Args:
        view: The record.
        table: Its table, which has ``involved``.
        columns: What to select.
        conditions: What rows must meet.
        order: Of the rows.
        limit: How many rows at most.
        when: What the names of the columns begin with that make ``when``.
    """
    limited(limit)
    if (few := few_rows(view, table, conditions)) is not None:
        return told_rows(view, table, columns, sorted(few, key=order.of)[:limit], when=when)
    order_by = f"ORDER BY {order.day} NULLS LAST, {order.rest}"
    if limit is None:
        return with_outlets(view, columns, f"SELECT * FROM {table} {conditions.where}", order_by, conditions.parameters)
    within(view, table, conditions, order.day, limit)
    narrow = f"SELECT id, involved FROM {table} {conditions.where} {order_by} {limited(limit)}"
    found = view.query(narrow, conditions.parameters).to_pydict()
    these = f"{among('involved', found['involved'])} AND {among('id', found['id'])}"
    return with_outlets(view, columns, f"SELECT * FROM {table} WHERE {these}", order_by)


def told_rows(view: View, table: str, columns: str, rows: Sequence[Row], *, when: str = "") -> pa.Table:
    """Rows of a table that are at hand, with the outlets of their documents; arguments as of `first_rows`."""
    outlets = outlets_of(view, (row["document_id"] for row in rows))
    told = ({**row, "when": date_text(row, when), "outlet": outlets[row["document_id"]]} for row in rows)
    return as_asked(columns, f"SELECT *, NULL::VARCHAR AS outlet FROM {table}", told)


def few_rows(
    view: View,
    table: str,
    conditions: Conditions,
    *,
    ids: Collection[str] | None = None,
    more: Callable[[Row], Row] = dict,
) -> list[Row] | None:
    """The rows of a table that meet conditions; None where they cannot be picked, or are not few.

    Args:
        view: The record.
        table: Its table, which has ``involved``.
        conditions: What rows must meet.
        ids: Of the rows; None for any.
        more: Adds to a row what conditions ask for.
    """
    rows = None
    if ids is not None:
        rows = picking.by_id(view, table, ids) if len(ids) <= FEW else None
    elif conditions.ids:
        rows = picking.few_involving(view, table, [[one] for one in conditions.ids], most=FEW)
    return None if rows is None else list(filter(conditions.hold, map(more, rows)))


def as_asked(columns: str, rows: str, told: Iterable[Row]) -> pa.Table:
    """Rows as a table of just the columns and types that SQL would give.

    Args:
        columns: What SQL would select.
        rows: What it would select them from.
        told: The rows, which may have more.
    """
    return pa.Table.from_pylist(list(told), schema=_shape(f"SELECT {columns} FROM ({rows}) LIMIT 0"))


@cache
def _shape(sql: str) -> pa.Schema:
    """The columns of what SQL selects; they are the same in all records."""
    return _nothing().query(sql).schema


@cache
def _nothing() -> View:
    return empty_view()


def date_text(row: Row, prefix: str = "") -> str | None:
    """`when_text`, of a row."""
    when = when_of(row, prefix)
    return when.isoformat() if when else None


def within(view: View, table: str, conditions: Conditions, day: str, limit: int | None) -> None:
    """Add the condition that a row's day is no later than that of the last row to be shown. Days are read quickly; what
    else orders rows has then to be looked at in few of them."""
    if limit is None:
        return
    sql = f"SELECT {day} AS day FROM {table} {conditions.where} ORDER BY day NULLS LAST LIMIT 1 OFFSET {limit - 1}"
    last = view.query(sql, conditions.parameters)["day"].to_pylist()
    if last and last[0] is not None:
        conditions.clauses.append(f"{day} <= {conditions.parameter(last[0])}")


def limited(limit: int | None) -> str:
    """The LIMIT clause.

    Raises:
        BadQuery: when the limit is below one.
    """
    if limit is None:
        return ""
    if limit < 1:
        raise BadQuery("must be at least 1", subject=f"limit {limit}")
    return f"LIMIT {int(limit)}"


def when_text(prefix: str = "") -> str:
    """SQL for a date as ISO 8601 at its precision, as `onrecord.types.When.isoformat` writes it."""
    first, last, precision = f"{prefix}earliest", f"{prefix}latest", f"{prefix}precision"
    return f"""CASE
        WHEN {precision} IS NULL THEN NULL
        WHEN {first} IS NOT NULL AND {precision} = 'day' THEN strftime({first}, '%Y-%m-%d')
        WHEN {first} IS NOT NULL AND {precision} = 'month' THEN strftime({first}, '%Y-%m')
        WHEN {first} IS NOT NULL AND {precision} = 'year' THEN strftime({first}, '%Y')
        ELSE coalesce(strftime({first}, '%Y-%m-%d'), '..') || '/' || coalesce(strftime({last}, '%Y-%m-%d'), '..')
    END"""
