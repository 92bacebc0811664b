"""From a meaning to a TIMEX3 value.

Comes in: a `Meaning` and a `Context`: the publication date, the direction that tense gives, and where the text is
in time. Goes out: a `Resolved` value, or None when there is no such time. It asks no clock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from onrecord.reading.times import calendar
from onrecord.reading.times.meaning import (
    Clock,
    Day,
    Fixed,
    Meaning,
    Month,
    Named,
    Offset,
    Season,
    Unit,
    Weekday,
    YearAgo,
    YearPart,
)
from onrecord.types import TimeKind


@dataclass(slots=True)
class Context:
    """``published``: the outlet's day. ``direction``: -1, 0, 1, asked only when needed. ``at``: the value of the last
    date in the text, ``at_day`` of the last single day; None at the start."""

    published: date
    direction: Callable[[], int]
    at: str | None = None
    at_day: date | None = None
    month_first: bool | None = None
    quarters: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Resolved:
    value: str
    kind: TimeKind
    modifier: str | None
    ambiguous: bool = False


def resolve(meaning: Meaning, context: Context) -> Resolved | None:
    """The value of a meaning; None when it denotes no time there is."""
    value = _value(meaning, context)
    if value is None:
        return None
    ambiguous = isinstance(meaning, Fixed) and meaning.ambiguous
    return Resolved(value, meaning.kind, meaning.modifier, ambiguous)


def _value(meaning: Meaning, context: Context) -> str | None:
    match meaning:
        case Fixed():
            return meaning.value
        case Day():
            return _day(meaning, context)
        case Month():
            return _month(meaning, context)
        case Weekday():
            return _weekday(meaning, context)
        case Unit():
            return _unit(meaning, context)
        case Offset():
            return _offset(meaning, context)
        case Season():
            return _season(meaning, context)
        case YearPart():
            return _year_part(meaning, context)
        case Named():
            return _named(meaning, context)
        case Clock():
            return _clock(meaning, context)
        case YearAgo():
            return _year_ago(meaning, context)
    raise TypeError(f"no such meaning: {meaning!r}")


def _iso(year: int, month: int, day: int) -> str | None:
    return f"{year:04d}-{month:02d}-{day:02d}" if calendar.exists(year, month, day) else None


def _day(meaning: Day, context: Context) -> str | None:
    year = meaning.year
    if year is None and meaning.year_shift is not None:
        year = context.published.year + meaning.year_shift
    if year is None:
        year = _year_of_day(meaning.month, meaning.day, context)
    if year is None:
        return None
    first = _iso(year, meaning.month, meaning.day)
    if meaning.last is None or first is None:
        return first
    last_year = year + (meaning.last[0] < meaning.month)
    last = _iso(last_year, *meaning.last)
    return f"{first}/{last}" if last else None


def _year_of_day(month: int, day: int, context: Context) -> int | None:
    """The year of a month and day: the last such day for a past verb, the next for a future one, else the nearest."""
    today = context.published
    if (today.month, today.day) == (month, day):
        return today.year
    years = [y for y in range(today.year - 4, today.year + 5) if 1 <= y <= 9999 and calendar.exists(y, month, day)]
    way = context.direction()
    if way < 0:
        years = [y for y in years if date(y, month, day) <= today]
    elif way > 0:
        years = [y for y in years if date(y, month, day) >= today]
    return min(years, key=lambda y: abs((date(y, month, day) - today).days), default=None)


def _month(meaning: Month, context: Context) -> str | None:
    today = context.published
    if meaning.year is not None:
        year = meaning.year
    elif meaning.year_shift is not None:
        year = today.year + meaning.year_shift
    elif meaning.shift is not None:
        year = _shifted_year(meaning.shift, meaning.month, today)
    else:
        year = _year_of_month(meaning.month, context)
    return f"{year:04d}-{meaning.month:02d}"


def _shifted_year(shift: int, month: int, today: date) -> int:
    """ "last May": the latest one that is over; "next May": the first that has not begun; "this May": this year's."""
    if shift < 0:
        return today.year if month < today.month else today.year - 1
    if shift > 0:
        return today.year if month > today.month else today.year + 1
    return today.year


def _year_of_month(month: int, context: Context) -> int:
    today = context.published
    if month == today.month:
        return today.year
    way = context.direction()
    if way > 0:
        return today.year if month > today.month else today.year + 1
    if way < 0:
        return today.year if month < today.month else today.year - 1
    ahead = (month - today.month) % 12
    return (today.year + (month < today.month)) if ahead <= 2 else (today.year - (month > today.month))


def _weekday(meaning: Weekday, context: Context) -> str | None:
    base = context.at_day if meaning.relative and context.at_day else context.published
    if meaning.week_shift is not None:
        monday = base - timedelta(days=base.weekday()) + timedelta(weeks=meaning.week_shift)
        return (monday + timedelta(days=meaning.weekday - 1)).isoformat()
    back = (base.isoweekday() - meaning.weekday) % 7
    ahead = (meaning.weekday - base.isoweekday()) % 7
    if meaning.shift is None:
        if back == 0:
            return base.isoformat()
        days = ahead if context.direction() > 0 else -back
    elif meaning.shift < 0:
        days = -(back or 7)
    else:
        days = ahead or (7 if meaning.shift > 0 else 0)
    return (base + timedelta(days=days)).isoformat()


def _unit(meaning: Unit, context: Context) -> str | None:
    base = context.published
    if meaning.relative and context.at is not None:
        when = calendar.interval(context.at)
        base = (when.earliest if when else None) or base
    code = "W" if meaning.unit == "WE" else meaning.unit
    if meaning.unit == "WE" and meaning.shift == 0 and base.isoweekday() < 3 and context.direction() <= 0:
        base -= timedelta(days=7)
    day = calendar.moved(base, meaning.shift, code)
    return calendar.value_at(day, meaning.unit) if day else None


def _offset(meaning: Offset, context: Context) -> str | None:
    base = context.at_day if meaning.relative and context.at_day else context.published
    amount = meaning.amount
    if amount != int(amount):
        smaller = {"Y": ("M", 12), "W": ("D", 7), "E": ("Y", 10), "M": ("D", 30), "C": ("Y", 100)}.get(meaning.unit)
        if smaller is None:
            return None
        day = calendar.moved(base, round(amount * smaller[1]), smaller[0])
        return calendar.value_at(day, "M" if meaning.unit == "Y" else smaller[0]) if day else None
    day = calendar.moved(base, int(amount), meaning.unit)
    if day is None:
        return None
    unit = {"W": "D", "F": "D", "E": "Y", "C": "Y", "L": "Y"}.get(meaning.unit, meaning.unit)
    return calendar.value_at(day, unit)


def _season(meaning: Season, context: Context) -> str | None:
    today = context.published
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[meaning.season]
    if meaning.year is not None:
        year = meaning.year
    elif meaning.shift is not None and meaning.shift != 0:
        year = _shifted_year(meaning.shift, first, today)
    elif meaning.shift == 0:
        year = today.year
    else:
        year = _year_of_month(first, context)
    return f"{year:04d}-{meaning.season}"


def _year_part(meaning: YearPart, context: Context) -> str | None:
    today = context.published
    now = (today.month + 2) // 3 if meaning.part == "Q" else (today.month + 5) // 6
    count = 4 if meaning.part == "Q" else 2
    number = meaning.number
    if number is None:
        last = context.quarters[-1] if context.quarters and meaning.part == "Q" else ""
        number = int(last[-1]) if last[-2:-1] == "Q" else now
    year = meaning.year
    if year is None and meaning.year_shift is not None:
        year = today.year + meaning.year_shift
    if year is None:
        year = today.year - (number - now >= count / 2 and not meaning.fiscal)
    return f"{year:04d}-{meaning.part}{number}"


def _named(meaning: Named, context: Context) -> str | None:
    return None


def _clock(meaning: Clock, context: Context) -> str | None:
    if meaning.day is None:
        day: str | None = (context.at_day or context.published).isoformat()
    else:
        day = _value(meaning.day, context)
    return f"{day}{meaning.time}" if day and "T" not in day else None


def _year_ago(meaning: YearAgo, context: Context) -> str | None:
    if context.at is not None and context.at[4:6] == "-Q" and context.at[:4].isdigit():
        last = context.quarters[-1] if context.quarters else context.at
        return f"{int(last[:4]) - meaning.years:04d}{last[4:]}"
    return f"{context.published.year - meaning.years:04d}"
