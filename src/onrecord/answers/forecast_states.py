"""How many forecasts there are in each state.

Comes in: a view, and who. Goes out: counts. Where an index tells who is involved and by which day, no forecast is read
but those that were ruled.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from onrecord.answers.asking import Conditions, few_rows
from onrecord.answers.forecasts import UNRULED, State, conditions_about, stated_sql, stater, used_in
from onrecord.answers.who import Who
from onrecord.record import picking
from onrecord.record.view import View


def forecast_states(
    view: View,
    *,
    actor: str | Who | None = None,
    with_: str | Who | None = None,
    forecaster: str | Who | None = None,
    today: date | None = None,
) -> dict[State, int]:
    """How many forecasts there are in each state; arguments and errors as of `forecasts`."""
    conditions = conditions_about(view, actor, with_, forecaster, today)
    counted = _counted(view, conditions) if forecaster is None else None
    if counted is None:
        few = few_rows(view, "forecasts", conditions, more=stater(conditions.parameters))
        counted = None if few is None else Counter(row["state"] for row in few)
    if counted is None:
        sql = f"SELECT state, count(*) AS count FROM ({stated_sql(conditions)}) {conditions.where} GROUP BY state"
        told = view.query(sql, used_in(conditions, sql)).to_pylist()
        counted = Counter({row["state"]: row["count"] for row in told})
    return {state: counted[str(state)] for state in State}


def _counted(view: View, conditions: Conditions) -> Counter[str] | None:
    """How many of the forecasts that meet the conditions there are in each state; None where that is not told by who is
    involved alone, or no file tells quickly."""
    today, groups = conditions.parameters["today"], [[one] for one in conditions.ids]
    if len(conditions.tests) > len(groups):
        return None
    whole = picking.forecasts_counted(view, groups, None)
    due = picking.forecasts_counted(view, groups, picking.Horizon(passed=True, on=today)) if today else 0
    if whole is None or due is None:
        return None
    counted = Counter({str(State.OPEN): whole - due, str(State.DUE): due})
    stated = stater(conditions.parameters)
    for row in picking.by_id(view, "forecasts", conditions.parameters["ids"]):
        if conditions.hold(now := stated(row)):
            before = State.DUE if today and row["horizon_latest"] and row["horizon_latest"] < today else State.OPEN
            counted[str(before)] -= 1
            counted[now["state"]] += 1
    return counted


class Waiting(NamedTuple):
    """How many forecasts wait for a ruling: of one group, open or due, with a last day or without one."""

    group: str | None
    state: str
    vague: bool
    number: int


def forecasts_waiting(
    view: View,
    column: str,
    *,
    actor: str | Who | None = None,
    with_: str | Who | None = None,
    forecaster: str | Who | None = None,
    since: date | None = None,
    until: date | None = None,
    today: date | None = None,
) -> list[Waiting]:
    """How many forecasts nobody has ruled on, by a column of theirs; other arguments and errors as of `forecasts`."""
    conditions = conditions_about(view, actor, with_, forecaster, today)
    conditions.during(since, until, prefix="horizon_")
    conditions.one_of("state", UNRULED, State)
    sql = f"""
        SELECT {column} AS told, state, horizon_latest IS NULL AS vague, count(*) AS count
        FROM ({stated_sql(conditions)}) {conditions.where} GROUP BY ALL ORDER BY ALL
    """
    found = view.query(sql, used_in(conditions, sql)).to_pydict()
    return [Waiting(*told) for told in zip(*found.values(), strict=True)]
