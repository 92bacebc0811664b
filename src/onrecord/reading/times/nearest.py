"""Days, months and seasons that are told without their year: the nearest, but rather where the tense points.

Comes in: a `Meaning` and a `Context`. Goes out: a TIMEX3 value, or None when there is no such day.
"""

from __future__ import annotations

from datetime import date

from onrecord.reading.times import calendar
from onrecord.reading.times.context import Context
from onrecord.reading.times.meaning import Day, Month, Season

_AGAINST_TENSE = 8
"""How many times nearer a date must lie that goes against the verb's tense: news names no year for what is near."""


def bias(way: float) -> float:
    """How many times farther a date counts that goes against the tense."""
    return float(_AGAINST_TENSE ** abs(way))


def _iso(year: int, month: int, day: int) -> str | None:
    return f"{year:04d}-{month:02d}-{day:02d}" if calendar.exists(year, month, day) else None


def day_value(meaning: Day, context: Context) -> str | None:
    """The day, or the stretch of days up to ``meaning.last``."""
    if meaning.month is None:
        return _nearest_day(meaning.day, context)
    if meaning.year is None and meaning.known is not None and meaning.known < context.published:
        return meaning.known.isoformat()
    way = meaning.shift or None
    year = meaning.year
    if year is None:
        year = _year_of_day(meaning.month, meaning.day, context.published, way or context.direction())
    if year is None:
        return None
    first = _iso(year, meaning.month, meaning.day)
    if meaning.last is None or first is None:
        return first
    last = _iso(year + (meaning.last[0] < meaning.month), *meaning.last)
    return f"{first}/{last}" if last else None


def _nearest_day(number: int, context: Context) -> str | None:
    """ "the 25th": the nearest, but rather where the tense points."""
    today, way = context.published, context.direction()
    firsts = [calendar.moved(today.replace(day=1), shift, "M") for shift in (-1, 0, 1)]
    days = [f.replace(day=number) for f in firsts if f is not None and calendar.exists(f.year, f.month, number)]

    def distance(day: date) -> float:
        away = (day - today).days
        return abs(away) * (bias(way) if away * way < 0 else 1)

    nearest = min(days, key=distance, default=None)
    return nearest.isoformat() if nearest else None


def _year_of_day(month: int, day: int, today: date, way: float) -> int | None:
    """The year of a month and day: the nearest, but rather where the tense points."""
    if (today.month, today.day) == (month, day):
        return today.year
    years = [y for y in range(today.year - 4, today.year + 5) if 1 <= y <= 9999 and calendar.exists(y, month, day)]

    def distance(year: int) -> float:
        days = (date(year, month, day) - today).days
        return abs(days) * (bias(way) if days * way < 0 else 1)

    return min(years, key=distance, default=None)


def month_value(meaning: Month, context: Context) -> str | None:
    """The month with its year."""
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
    ahead = (month - today.month) % 12
    back = 12 - ahead
    forward = ahead * bias(way) <= back if way < 0 else ahead <= back * bias(way) if way > 0 else ahead * 5 <= back
    return today.year + (month < today.month) if forward else today.year - (month > today.month)


def season_value(meaning: Season, context: Context) -> str | None:
    """The season with its year."""
    today = context.published
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[meaning.season]
    if meaning.year is not None:
        year = meaning.year
    elif meaning.relative and context.at is not None and context.at[:4].isdigit():
        year = int(context.at[:4])
    elif meaning.shift is not None and meaning.shift != 0:
        year = _shifted_year(meaning.shift, first, today)
    elif meaning.shift == 0:
        year = today.year
    else:
        year = _year_of_month(first, context)
    return f"{year:04d}-{meaning.season}"
