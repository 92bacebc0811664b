"""Calendar arithmetic: which days exist, moving by units, named days, and the interval that a value denotes.

Comes in: numbers and TIMEX3 values. Goes out: dates, values and `When`. It knows nothing of text. Days that do not
exist are told by `exists`; what calls here asks first, so that no error leaves the reading of times.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from onrecord.types import Precision, When

LENGTHS = {"D": 1, "W": 7, "F": 14}
_MONTHS = {"M": 1, "Q": 3, "Y": 12, "FY": 12, "E": 120, "C": 1200, "L": 12000}
_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}


def exists(year: int | None, month: int, day: int) -> bool:
    """Whether there is such a day; without a year, in a leap year."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(2000 if year is None else year, month)[1]


def is_iso_day(text: str) -> bool:
    year, month, day = (int(part) for part in text.split("-"))
    return year >= 1 and exists(year, month, day)


def moved(day: date, amount: int, unit: str) -> date | None:
    """``day`` moved by calendar units; in a month too short, its last day. None outside the calendar."""
    try:
        if unit in LENGTHS:
            return day + timedelta(days=amount * LENGTHS[unit])
        months = day.year * 12 + day.month - 1 + amount * _MONTHS[unit]
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def nth(first: date, last: date, unit: str, number: int, weekday: int | None = None) -> date | None:
    """A day of the ``number``-th day, week or month from ``first`` to ``last``, or the ``number``-th weekday; -1 is the
    last. A week lies where its Thursday does. None when there are not so many."""
    step = 7 if unit == "W" or weekday is not None else 1
    wanted = 4 if unit == "W" else weekday
    if unit == "M":
        start = moved(first, number - 1, "M") if number > 0 else last
    elif number < 0:
        start = last if wanted is None else last - timedelta(days=(last.isoweekday() - wanted) % 7)
    else:
        begin = first if wanted is None else first + timedelta(days=(wanted - first.isoweekday()) % 7)
        start = moved(begin, step * (number - 1), "D")
    return start if start is not None and first <= start <= last else None


def week(day: date) -> str:
    """ISO week of a day: 1998-W09."""
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def value_at(day: date, unit: str) -> str:
    """The calendar unit that a day lies in, as a TIMEX3 value."""
    match unit:
        case "W" | "F":
            return week(day)
        case "WE":
            return week(day) + "-WE"
        case "M":
            return f"{day.year:04d}-{day.month:02d}"
        case "Q":
            return f"{day.year:04d}-Q{(day.month + 2) // 3}"
        case "Y" | "FY":
            return f"{day.year:04d}"
        case "E":
            return f"{day.year // 10:03d}"
        case "C":
            return f"{day.year // 100:02d}"
        case "L":
            return f"{day.year // 1000:01d}"
    return day.isoformat()


_VALUE = re.compile(
    r"""(?P<century>\d\d(?:XX)?)$
      | (?P<decade>\d{3})X?$
      | (?P<year>\d{4})(?:
            $
          | -(?P<month>\d\d)$
          | -(?P<m>\d\d)-(?P<day>\d\d)(?:T.*)?$
          | -W(?P<week>\d\d)(?P<weekend>-WE)?$
          | -Q(?P<quarter>[1-4])$
          | -H(?P<half>[12])$
          | -(?P<season>SP|SU|FA|WI)$
        )""",
    re.VERBOSE,
)


def interval(value: str, modifier: str | None = None) -> When | None:
    """The days that a DATE or TIME value denotes; None for durations, sets and references."""
    if "/" in value:
        first, last = (interval(part) for part in value.split("/", 1))
        if first is None or last is None or first.earliest is None or last.latest is None:
            return None
        if last.latest < first.earliest:
            return None
        return When(earliest=first.earliest, latest=last.latest, precision=Precision.RANGE)
    match = _VALUE.match(value)
    try:
        found = _bounds(match) if match else None
    except (ValueError, OverflowError):
        return None
    if found is None:
        return None
    first_day, last_day, precision = found
    return _narrowed(first_day, last_day, precision, modifier)


def _bounds(match: re.Match[str]) -> tuple[date, date, Precision] | None:
    part = match.groupdict()
    if part["century"]:
        first = int(part["century"][:2]) * 100
        return _years(first, first + 99) if first else None
    if part["decade"]:
        return _years(int(part["decade"]) * 10, int(part["decade"]) * 10 + 9)
    year = int(part["year"])
    if part["month"]:
        month = int(part["month"])
        return *_month_span(year, month, month), Precision.MONTH
    if part["day"]:
        day = date(year, int(part["m"]), int(part["day"]))
        return day, day, Precision.DAY
    if part["week"]:
        monday = date.fromisocalendar(year, int(part["week"]), 1)
        start = monday + timedelta(days=5) if part["weekend"] else monday
        return start, monday + timedelta(days=6), Precision.RANGE
    if part["quarter"]:
        last = int(part["quarter"]) * 3
        return *_month_span(year, last - 2, last), Precision.RANGE
    if part["half"]:
        last = int(part["half"]) * 6
        return *_month_span(year, last - 5, last), Precision.RANGE
    if part["season"]:
        return *_month_span(year, *_SEASON_MONTHS[part["season"]]), Precision.RANGE
    return date(year, 1, 1), date(year, 12, 31), Precision.YEAR


def _years(first: int, last: int) -> tuple[date, date, Precision]:
    return date(first, 1, 1), date(last, 12, 31), Precision.RANGE


def _month_span(year: int, first: int, last: int) -> tuple[date, date]:
    end_year, end_month = (year + 1, last - 12) if last > 12 else (year, last)
    return date(year, first, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def _narrowed(first: date, last: date, precision: Precision, modifier: str | None) -> When:
    """START, MID and END of a stretch are its thirds; BEFORE and AFTER open it on a side."""
    third = (last - first).days // 3
    if modifier in ("BEFORE", "ON_OR_BEFORE"):
        return When(earliest=None, latest=first if modifier == "BEFORE" else last, precision=Precision.RANGE)
    if modifier in ("AFTER", "ON_OR_AFTER"):
        return When(earliest=last if modifier == "AFTER" else first, latest=None, precision=Precision.RANGE)
    if third == 0 or modifier not in ("START", "MID", "END"):
        return When(earliest=first, latest=last, precision=precision)
    if modifier == "START":
        last = first + timedelta(days=third)
    elif modifier == "END":
        first = last - timedelta(days=third)
    else:
        first, last = first + timedelta(days=third), last - timedelta(days=third)
    return When(earliest=first, latest=last, precision=Precision.RANGE)
