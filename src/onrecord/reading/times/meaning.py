"""What a time expression says before it is resolved.

Comes in: nothing; these are the small types between the rules, which know words, and `resolve`, which knows the
publication date. A meaning is underspecified: "last May" is a month with a shift and no year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.types import TimeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """``kind`` and ``modifier`` are TIMEX3's type and mod."""

    kind: TimeKind = TimeKind.DATE
    modifier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed(Meaning):
    """Needs no publication date: a full date, a year, a duration, PAST_REF."""

    value: str
    ambiguous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Meaning):
    """A day of a month ("last Oct. 23": ``shift`` -1); without a month, of the nearest one ("the 25th"); with ``last``,
    a stretch of days up to ``(month, day)``. ``step``: the next one (1) or the one before (-1) from the text's own time
    ("the following Jan. 1"). ``weekday``: what it is told to be ("Friday the 13th"). ``known``: the day that the words
    name in later reports."""

    month: int | None
    day: int
    year: int | None = None
    weekday: int | None = None
    step: int | None = None
    shift: int | None = None
    last: tuple[int, int] | None = None
    known: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Month(Meaning):
    """``shift``: "last May" is -1, "this May" 0. ``year_shift``: "May of last year". ``relative``: counted from the
    text's own time ("the following May"). ``stretch``: the first and the last month of "from July to September"."""

    month: int
    year: int | None = None
    shift: int | None = None
    year_shift: int | None = None
    relative: bool = False
    stretch: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday(Meaning):
    """``shift``: "last Friday" is -1; ``week_shift``: "Friday of next week". ``relative``: counted from the text's
    own time ("the previous Friday"), not from publication. ``stretch``: the first and the last weekday of "from Monday
    to Thursday"; ``ends``: this is the last."""

    weekday: int
    shift: int | None = None
    week_shift: int | None = None
    relative: bool = False
    stretch: tuple[int, int] | None = None
    ends: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Meaning):
    """A calendar unit so many units from now: "this week" is (W, 0), "next year" (Y, 1). ``relative`` as above."""

    unit: str
    shift: int
    relative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset(Meaning):
    """``amount`` units before (negative) or after publication, or, ``relative``, the time the text is at. ``length``:
    the value that is told, where that is a length and the time counted is only where it ends ("two days later")."""

    amount: float
    unit: str
    relative: bool = False
    length: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Season(Meaning):
    """``relative``: of the year that the text is at ("that spring")."""

    season: str
    year: int | None = None
    shift: int | None = None
    relative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPart(Meaning):
    """A quarter ("Q") or half ("H") of a year. ``number`` None: the one that the text is at. ``ends``: the month that
    it is told to end in, which a fiscal quarter does when it likes."""

    part: str
    number: int | None = None
    year: int | None = None
    year_shift: int | None = None
    fiscal: bool = False
    ends: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Meaning):
    """A day with a name; ``rule`` as in the lexicon."""

    rule: str
    year: int | None = None
    shift: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock(Meaning):
    """A time of day; ``day`` None: the day that the text is at."""

    time: str
    day: Meaning | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearAgo(Meaning):
    """The period that the report is about, a year before ("the year-ago quarter", "a year earlier") or in ``year``
    ("the 1988 period")."""

    part: str | None = None
    number: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric(Meaning):
    """``03/04/2024``: ``first`` and ``second`` are day and month in either order; ``day_first`` when it is known."""

    first: int
    second: int
    year: int
    day_first: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Running(Meaning):
    """The unit that the text is at: "the day", "the quarter", "the latest quarter", "the year"; ``ends``: the month
    that it ended in."""

    unit: str
    latest: bool = False
    ends: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEnd(Meaning):
    """The last day of a year: "year-end"."""

    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifted(Meaning):
    """``amount`` units from the first day of ``base``, as a day, week, month or year (``at``): "a week from Friday",
    "two years ago today", "the week of May 3"."""

    base: Meaning
    amount: int = 0
    unit: str = "D"
    at: str = "D"


@dataclass(frozen=True, slots=True, kw_only=True)
class Within(Meaning):
    """The ``number``-th day, week or month (``unit``) of ``whole``; with ``weekday``, of such days; -1 is the last. A
    week belongs to the month that its Thursday is in."""

    whole: Meaning
    unit: str
    number: int
    weekday: int | None = None
