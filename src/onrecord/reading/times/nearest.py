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


_DAYS_OF_YEAR = 366
_MONTHS_ROUND = 14
"""Months in which each weekday has had every number."""


def bias(way: float) -> float:
    """How many times farther a date counts that goes against the tense."""
    return float(_AGAINST_TENSE ** abs(way))


def _iso(year: int, month: int, day: int) -> str | None:
    return f"{year:04d}-{month:02d}-{day:02d}" if calendar.exists(year, month, day) else None


def day_value(meaning: Day, context: Context) -> str | None:
    """The day, or the stretch of days up to ``meaning.last``."""
    if meaning.month is None:
        return _nearest_day(meaning, context)
    if meaning.year is None and meaning.known is not None and meaning.known < context.published:
        return meaning.known.isoformat()
    year = _year_of_day(meaning, meaning.month, context) if meaning.year is None else meaning.year
    if year is None:
        return None
    first = _iso(year, meaning.month, meaning.day)
    if meaning.last is None or first is None:
        return first
    last = _iso(year + (meaning.last[0] < meaning.month), *meaning.last)
    return f"{first}/{last}" if last else None


def _nearest_day(meaning: Day, context: Context) -> str | None:
    """ "the 25th": the nearest, but rather where the tense points; "Friday the 13th": the nearest that is a Friday."""
    today = context.published
    months = range(-1, 2) if meaning.weekday is None else range(-_MONTHS_ROUND, _MONTHS_ROUND + 1)
    firsts = [calendar.moved(today.replace(day=1), shift, "M") for shift in months]
    days = [f.replace(day=meaning.day) for f in firsts if f and calendar.exists(f.year, f.month, meaning.day)]
    nearest = _nearest(_on_weekday(days, meaning.weekday), today, context.direction())
    return nearest.isoformat() if nearest else None


def _year_of_day(meaning: Day, month: int, context: Context) -> int | None:
    """The year of a month and day: the nearest, but rather where the tense points, and where the weekday fits."""
    today = context.published
    if meaning.step is not None:
        return _stepped_year(month, meaning.day, _text_day(context, meaning.step), meaning.step)
    if (today.month, today.day) == (month, meaning.day):
        return today.year
    years = range(max(1, today.year - 4), min(9999, today.year + 4) + 1)
    days = [date(year, month, meaning.day) for year in years if calendar.exists(year, month, meaning.day)]
    if meaning.weekday is not None and meaning.shift is None:
        fitting = _on_weekday([day for day in days if abs((day - today).days) < _DAYS_OF_YEAR], meaning.weekday)
        days = fitting if len(fitting) == 1 else days
    nearest = _nearest(days, today, meaning.shift or context.direction())
    return nearest.year if nearest else None


def _text_day(context: Context, step: int) -> date:
    """The day that the text is at: of a longer time the last for what follows, the first for what went before."""
    when = calendar.interval(context.at) if context.at is not None else None
    edge = None if when is None else when.latest if step > 0 else when.earliest
    return edge or context.published


def _stepped_year(month: int, day: int, base: date, step: int) -> int:
    """The year of the first such day after ``base`` (1), or of the last one before it (-1)."""
    if step > 0:
        return base.year + ((month, day) <= (base.month, base.day))
    return base.year - ((month, day) >= (base.month, base.day))


def _on_weekday(days: list[date], weekday: int | None) -> list[date]:
    """The days that fall on a weekday; all of them where none does, as when the writer miscounted."""
    return [day for day in days if weekday in (None, day.isoweekday())] or days


def _nearest(days: list[date], today: date, way: float) -> date | None:
    def distance(day: date) -> float:
        away = (day - today).days
        return abs(away) * (bias(way) if away * way < 0 else 1)

    return min(days, key=distance, default=None)


def month_value(meaning: Month, context: Context) -> str | None:
    """The month with its year."""
    today = context.published
    if meaning.year is not None:
        year = meaning.year
    elif meaning.year_shift is not None:
        year = today.year + meaning.year_shift
    elif meaning.shift is not None:
        base = _text_day(context, meaning.shift) if meaning.relative else today
        year = _shifted_year(meaning.shift, meaning.month, base)
    elif meaning.stretch is not None:
        year = _year_in_stretch(meaning.month, meaning.stretch, context)
    else:
        year = _year_of_month(meaning.month, context)
    return f"{year:04d}-{meaning.month:02d}"


def _year_in_stretch(month: int, stretch: tuple[int, int], context: Context) -> int:
    """The year of a month of a stretch, which has ended when the verb is past and has yet to begin when it is not."""
    first, last = stretch
    if context.direction() > 0:
        return _year_of_month(first, context) + (month < first)
    return _year_of_month(last, context) - (month > last)


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
