"""Dates as the data files have them: ``1991``, ``1991-12`` or ``1991-12-26``, at the precision that is known.

Comes in: such a string. Goes out: its first and last day. It knows no clock: an open end stays open.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date


def first_day(text: str) -> date:
    """The first day that a date of the data files can be.

    Raises:
        ValueError: when there is no such date.
    """
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date:
    """The last day that a date of the data files can be.

    Raises:
        ValueError: when there is no such date.
    """
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _parts(text: str) -> tuple[int, int, int]:
    fields = [int(field) for field in text.split("-")]
    if not 1 <= len(fields) <= 3 or len(text) != (4, 7, 10)[len(fields) - 1]:
        raise ValueError(f"not a date of the form YYYY, YYYY-MM or YYYY-MM-DD: {text!r}")
    year, month, day = [*fields, 0, 0][:3]
    return year, month, day


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends in it; None on a side: open on that side."""

    since: date | None = None
    until: date | None = None

    def includes(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def distance(self, day: date) -> int:
        """Days from the period to a day; 0 inside it."""
        if self.since is not None and day < self.since:
            return (self.since - day).days
        if self.until is not None and day > self.until:
            return (day - self.until).days
        return 0


def period(since: str, until: str) -> Period:
    """A period from two dates of the data files; an empty string leaves a side open."""
    return Period(first_day(since) if since else None, last_day(until) if until else None)
