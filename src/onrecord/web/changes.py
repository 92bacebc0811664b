"""What changed lately in a relation: what was announced, reported, denied, predicted, ruled, by the day it was known.

Comes in: rows of events and forecasts. Goes out: changes, the newest first. It counts days from the last change, not
from today, so that a record of older reports has news too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

Row = dict[str, Any]


class Change(NamedTuple):
    """One change: the day it became known, what kind it is, and the row that it is of."""

    day: date
    kind: str
    row: Row


def changes(events: Sequence[Row], forecasts: Sequence[Row], *, span: timedelta, most: int) -> list[Change]:
    """The changes of the last days.

    Args:
        events: Rows of happenings.
        forecasts: Rows of forecasts.
        span: How far before the last change to look.
        most: How many at most.
    """
    found = sorted((*_of_events(events), *_of_forecasts(forecasts)), key=_order, reverse=True)
    if not found:
        return []
    return [change for change in found if change.day >= found[0].day - span][:most]


def _of_events(rows: Iterable[Row]) -> Iterable[Change]:
    for row in rows:
        for kind in ("announced", "reported", "denied"):
            if row[kind] is not None:
                yield Change(row[kind], kind, row)


def _of_forecasts(rows: Iterable[Row]) -> Iterable[Change]:
    for row in rows:
        yield Change(row["published"], "predicted", row)
        if row["resolved_at"] is not None:
            yield Change(row["resolved_at"].date(), "ruled", row)


def _order(change: Change) -> tuple[date, date, str, str]:
    return change.day, change.row.get("earliest") or date.min, change.kind, change.row["id"]
