"""From a meaning to a TIMEX3 value.

Comes in: a `Meaning` and a `Context`: the publication date, the direction that tense gives, and where the text is
in time. Goes out: a `Resolved` value, or None when there is no such time. It asks no clock.
"""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.reading.times import calendar, named
from onrecord.reading.times.context import Context, Resolved
from onrecord.reading.times.meaning import (
    Clock,
    Day,
    Fixed,
    Meaning,
    Month,
    Named,
    Numeric,
    Offset,
    Running,
    Season,
    Shifted,
    Unit,
    Weekday,
    Within,
    YearAgo,
    YearEnd,
    YearPart,
)
from onrecord.reading.times.nearest import bias, day_value, month_value, season_value
from onrecord.types import Precision, TimeKind, When


def resolve(meaning: Meaning, context: Context) -> Resolved | None:
    """The value of a meaning; None when it denotes no time there is."""
    try:
        value = _value(meaning, context)
        when = _quarter_ended(meaning, context) if isinstance(meaning, YearPart) else None
    except (OverflowError, ValueError):  # before the year 1 or after 9999, which Python's calendar does not have
        return None
    if value is None:
        return None
    if isinstance(meaning, Offset) and meaning.length is not None:
        counted = None if value[0] == "P" else value
        when = None if counted is None else calendar.interval(counted)
        return Resolved(meaning.length, TimeKind.DURATION, meaning.modifier, when=when, counted=counted)
    ambiguous = isinstance(meaning, Numeric) and _month_first(meaning, context) is None
    kind = (
        TimeKind.DURATION
        if value[0] == "P" and value[1:2].isdigit() and meaning.kind is TimeKind.DATE
        else meaning.kind
    )
    return Resolved(value, kind, meaning.modifier, ambiguous, when)


def _value(meaning: Meaning, context: Context) -> str | None:
    match meaning:
        case Fixed():
            return meaning.value
        case Day():
            return day_value(meaning, context)
        case Month():
            return month_value(meaning, context)
        case Weekday():
            return _weekday(meaning, context)
        case Unit():
            return _unit(meaning, context)
        case Offset():
            return _offset(meaning, context)
        case Season():
            return season_value(meaning, context)
        case YearPart():
            return _year_part(meaning, context)
        case Named():
            return _named(meaning, context)
        case Clock():
            return _clock(meaning, context)
        case YearAgo():
            return _year_ago(meaning, context)
        case Numeric():
            return _numeric(meaning, context)
        case Running():
            return _running(meaning, context)
        case YearEnd():
            past = context.direction() < 0 and context.published.month < 12
            return f"{meaning.year or context.published.year - past:04d}-12-31"
        case Shifted():
            return _shifted(meaning, context)
        case Within():
            return _within(meaning, context)
    raise TypeError(f"no such meaning: {meaning!r}")


MONTH_FIRST = frozenset(("USA", "PHL", "FSM", "MHL", "PLW"))
"""Countries whose outlets write the month before the day."""


def _weekday(meaning: Weekday, context: Context) -> str | None:
    base = context.at_day if meaning.relative and context.at_day else context.published
    if meaning.week_shift is not None:
        days = meaning.weekday - base.isoweekday() + 7 * meaning.week_shift
        return _day_at(base, days)
    back = (base.isoweekday() - meaning.weekday) % 7
    ahead = (meaning.weekday - base.isoweekday()) % 7
    if meaning.stretch is not None:
        return _weekday_in_stretch(meaning.stretch, ends=meaning.ends, context=context)
    if meaning.shift is None:
        if back == 0:
            return base.isoformat()
        days = ahead if context.direction() > 0 else -back
    elif meaning.shift < 0:
        days = -(back or 7)
    else:
        days = ahead or (7 if meaning.shift > 0 else 0)
    return _day_at(base, days)


def _weekday_in_stretch(stretch: tuple[int, int], *, ends: bool, context: Context) -> str | None:
    """A weekday at an end of a stretch, which is over when the verb is past, and else has begun or begins as its first
    day alone would; the last day follows the first that the text has just told."""
    first, last = stretch
    length = (last - first) % 7
    if ends and context.at_day is not None and context.at_day.isoweekday() == first:
        return _day_at(context.at_day, length)
    way, base = context.direction(), context.published
    if way < 0:
        back = (base.isoweekday() - last) % 7 + length
        days = length - back if ends else -back
    else:
        days = (first - base.isoweekday()) % 7 if way > 0 else -((base.isoweekday() - first) % 7)
        days += length if ends else 0
    return _day_at(base, days)


def _day_at(base: date, days: int) -> str | None:
    """The day so many days from the base; None outside the years 1 to 9999."""
    day = calendar.moved(base, days, "D")
    return day.isoformat() if day else None


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


_FINENESS = {"D": 3, "W": 3, "F": 3, "M": 2, "Q": 2, "Y": 1, "FY": 1, "E": 1, "C": 1, "L": 1}


def _offset(meaning: Offset, context: Context) -> str | None:
    base = _base(meaning, context)
    if base is None:
        return f"P{abs(meaning.amount):g}{meaning.unit[0]}"
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
    unit = {"E": "Y", "C": "Y", "L": "Y"}.get(meaning.unit, meaning.unit)
    if meaning.relative and unit in calendar.LENGTHS:
        unit = "D"  # "a week later" is counted from a day, "a week ago" is a week
    return calendar.value_at(day, unit)


def _base(meaning: Offset, context: Context) -> date | None:
    """The day that an offset counts from; None when the text is at a time told too roughly for it ("in 2010 ... a
    month later")."""
    if not meaning.relative or context.at is None:
        return context.published
    when = calendar.interval(context.at)
    if when is None or when.earliest is None:
        return context.published
    fineness = {Precision.DAY: 3, Precision.MONTH: 2}.get(when.precision, 1)
    return when.earliest if fineness >= _FINENESS[meaning.unit] else None


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


def _quarter_ended(meaning: YearPart, context: Context) -> When | None:
    """The three months of a quarter that is told to have ended in a month of its own, whatever its number: a fiscal
    quarter is not the calendar's."""
    if meaning.ends is None or meaning.part != "Q":
        return None
    today = context.published
    month = date(meaning.year or today.year - (meaning.ends > today.month), meaning.ends, 1)
    first, following = calendar.moved(month, -2, "M"), calendar.moved(month, 1, "M")
    if first is None or following is None:
        return None
    return When(earliest=first, latest=following - timedelta(days=1), precision=Precision.RANGE)


def _named(meaning: Named, context: Context) -> str | None:
    today = context.published
    if meaning.rule == "independence" and context.country != "USA":
        return None
    if meaning.year is not None:
        years = [meaning.year]
    elif meaning.shift is not None:
        years = [today.year + meaning.shift]
    else:
        years = [today.year - 1, today.year, today.year + 1]
    stretches = [s for s in (named.named(meaning.rule, y) for y in years if 1 <= y < 9999) if s]
    way = 0 if len(stretches) < 2 else context.direction()

    def distance(stretch: named.Stretch) -> float:
        days = (stretch[0] - today).days
        return abs(days) * (bias(way) if days * way < 0 else 1)

    first, last = min(stretches, key=distance, default=(None, None))
    if first is None or last is None:
        return None
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _month_first(meaning: Numeric, context: Context) -> bool | None:
    """Which order a numeric date has; None when nothing tells."""
    if meaning.day_first is not None:
        return not meaning.day_first
    if meaning.first > 12 or meaning.second > 12:
        return meaning.second > 12
    if meaning.first == meaning.second:
        return True
    if context.country is None:
        return None
    return context.country in MONTH_FIRST


def _numeric(meaning: Numeric, context: Context) -> str | None:
    month_first = _month_first(meaning, context)
    readings = [(meaning.first, meaning.second), (meaning.second, meaning.first)]
    if month_first is not None:
        readings = readings[:1] if month_first else readings[1:]
    days = [date(meaning.year, m, d) for m, d in readings if calendar.exists(meaning.year, m, d)]
    day = min(days, key=lambda d: abs((d - context.published).days), default=None)
    return day.isoformat() if day else None


_LOOKING_BACK = 2
"""Months of a year in which "the year" that something was in is the one before."""


def _running(meaning: Running, context: Context) -> str | None:
    if meaning.unit == "D":
        return (context.at_day or context.published).isoformat()
    if meaning.unit == "Y":
        just_over = context.published.month <= _LOOKING_BACK and context.direction() < 0
        return f"{context.published.year - just_over:04d}"
    if meaning.ends is not None:
        back = (context.published.month - meaning.ends) % 12
        day = calendar.moved(context.published, -back, "M")
        return calendar.value_at(day, "Q") if day else None
    if context.quarters:
        return context.quarters[0] if meaning.latest else context.quarters[-1]
    day = calendar.moved(context.published, -1, "Q") if context.direction() <= 0 else context.published
    return calendar.value_at(day, "Q") if day else None


def _clock(meaning: Clock, context: Context) -> str | None:
    if meaning.day is None:
        day: str | None = _day_of_clock(context).isoformat()
    elif isinstance(meaning.day, Offset) and _base(meaning.day, context) is None:
        day = _day_at(context.at_day, int(meaning.day.amount)) if context.at_day else "XXXX-XX-XX"
    else:
        day = _value(meaning.day, context)
    return f"{day}{meaning.time}" if day and "T" not in day else None


_SOON = 60
"""Days ahead that reports look forward to."""


def _day_of_clock(context: Context) -> date:
    """The day of a time of day that stands alone: the day that the text is at. A day ahead is left where the verb
    points back or where the time opens a line, as in reports that are written by the hour."""
    day = context.at_day or context.published
    soon = 0 < (day - context.published).days <= _SOON
    left = soon and (context.opens_line or context.direction() < 0)
    return context.published if left else day


def _shifted(meaning: Shifted, context: Context) -> str | None:
    first = _first_day(meaning.base, context)
    day = calendar.moved(first, meaning.amount, meaning.unit) if first else None
    return calendar.value_at(day, meaning.at) if day else None


def _first_day(meaning: Meaning, context: Context) -> date | None:
    value = _value(meaning, context)
    when = calendar.interval(value) if value else None
    return when.earliest if when else None


def _within(meaning: Within, context: Context) -> str | None:
    value = _value(meaning.whole, context)
    when = calendar.interval(value) if value else None
    if when is None or when.earliest is None or when.latest is None:
        return None
    day = calendar.nth(when.earliest, when.latest, meaning.unit, meaning.number, meaning.weekday)
    return calendar.value_at(day, meaning.unit) if day else None


def _year_ago(meaning: YearAgo, context: Context) -> str | None:
    year = meaning.year or context.published.year - 1
    if meaning.part is not None and meaning.number is not None:
        return f"{year:04d}-{meaning.part}{meaning.number}"
    if context.period is not None:
        return f"{meaning.year or int(context.period[:4]) - 1:04d}{context.period[4:]}"
    if meaning.part == "Q":
        quarter = _running(Running(unit="Q"), context)
        return f"{int(quarter[:4]) - 1:04d}{quarter[4:]}" if quarter else None
    return f"{year:04d}-{meaning.part}X" if meaning.part else f"{year:04d}"
