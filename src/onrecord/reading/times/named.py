"""Named days and seasons of faith: when Easter, Thanksgiving, Ramadan or Rosh Hashanah is in a year.

Comes in: the rule's name as the lexicon has it, and a year. Goes out: the first and last day, or None where it is
not computable. Islamic dates follow the tabular calendar, so the moon that is seen may differ by a day; the lunar
new year is from a table.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from onrecord.reading.times import calendar

Stretch = tuple[date, date]
APPROXIMATE = frozenset(("ramadan", "eid al-fitr", "eid al-adha"))
"""Rules whose days may be off by one."""


def named(rule: str, year: int) -> Stretch | None:
    """First and last day of what ``rule`` names in a year; None when it can't be computed."""
    if rule[:2].isdigit():
        month, day = (int(part) for part in rule.split("-"))
        return _one(date(year, month, day)) if calendar.exists(year, month, day) else None
    if rule == "independence":
        return _one(date(year, 7, 4))
    if not 1600 <= year <= 2400:
        return None
    if rule in _EASTER_OFFSETS:
        return _one(_easter(year) + timedelta(days=_EASTER_OFFSETS[rule]))
    if rule in _WEEKDAYS:
        return _one(_weekday_in_month(year, *_WEEKDAYS[rule]))
    if rule in _HEBREW:
        first, length = _HEBREW[rule](year)
        return first, first + timedelta(days=length - 1)
    if rule in _ISLAMIC:
        return _islamic(year, *_ISLAMIC[rule])
    if rule == "orthodox easter":
        return _one(_orthodox_easter(year))
    if rule == "election day":
        return _one(_weekday_in_month(year, 11, 1, 1) + timedelta(days=1))
    if rule == "lunar new year":
        lunar = _lunar_new_years().get(str(year))
        return _one(date.fromisoformat(f"{year}-{lunar}")) if lunar else None
    return None


def _one(day: date) -> Stretch:
    return day, day


_EASTER_OFFSETS = {
    "ash wednesday": -46,
    "palm sunday": -7,
    "good friday": -2,
    "easter": 0,
    "easter monday": 1,
    "pentecost": 49,
}
# month, ISO weekday, which one (-1: the last)
_WEEKDAYS = {
    "king": (1, 1, 3),
    "presidents": (2, 1, 3),
    "mothers": (5, 7, 2),
    "memorial": (5, 1, -1),
    "fathers": (6, 7, 3),
    "labor": (9, 1, 1),
    "columbus": (10, 1, 2),
    "thanksgiving": (11, 4, 4),
}
# Islamic month, day, length in days
_ISLAMIC = {"ramadan": (9, 1, 30), "eid al-fitr": (10, 1, 1), "eid al-adha": (12, 10, 1)}


def _weekday_in_month(year: int, month: int, weekday: int, which: int) -> date:
    if which < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (which - 1))


def _easter(year: int) -> date:
    """Western Easter, by the anonymous Gregorian algorithm."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _orthodox_easter(year: int) -> date:
    """Orthodox Easter, by Meeus's Julian algorithm, in the Gregorian calendar."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def _islamic(year: int, month: int, day: int, length: int) -> Stretch | None:
    """The first such Islamic date that begins in a Gregorian year."""
    around = int((year - 622) * 33 / 32)
    for islamic_year in range(around - 1, around + 3):
        leap_days = (3 + 11 * islamic_year) // 30
        ordinal = 227014 + 354 * (islamic_year - 1) + leap_days + 29 * (month - 1) + month // 2 + day
        first = date.fromordinal(ordinal)
        if first.year == year:
            return first, first + timedelta(days=length - 1)
    return None


def _hebrew_elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    days = 29 * months + (12084 + 13753 * months) // 25920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def _rosh_hashanah(year: int) -> date:
    """The Jewish new year that falls in a Gregorian year."""
    hebrew = year + 3761
    before, this, after = (_hebrew_elapsed(y) for y in (hebrew - 1, hebrew, hebrew + 1))
    delay = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return date.fromordinal(this + delay - 1373427)


def _hanukkah(year: int) -> date:
    first, following = _rosh_hashanah(year), _rosh_hashanah(year + 1)
    return first + timedelta(days=84 if (following - first).days in (355, 385) else 83)


_HEBREW: dict[str, Callable[[int], tuple[date, int]]] = {
    "rosh hashanah": lambda year: (_rosh_hashanah(year), 2),
    "yom kippur": lambda year: (_rosh_hashanah(year) + timedelta(days=9), 1),
    "passover": lambda year: (_rosh_hashanah(year) - timedelta(days=163), 7),
    "hanukkah": lambda year: (_hanukkah(year), 8),
}


@cache
def _lunar_new_years() -> dict[str, str]:
    text = (files("onrecord.reading") / "data" / "lunar_new_year.toml").read_text("utf-8")
    years: dict[str, str] = tomllib.loads(text)["days"]
    return years
