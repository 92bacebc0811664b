"""Neighbouring candidates that are one expression: "10 p.m. Wednesday", "5 p.m. EST Nov. 9", "the morning of June 3".

Comes in: candidates in order and the words. Goes out: candidates in order, a time of day and its day made one,
and days and months of a list with the year that its last tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeGuard

from onrecord.reading.times.grammar import Candidate
from onrecord.reading.times.meaning import Clock, Day, Fixed, Meaning, Month, Offset, Weekday
from onrecord.reading.times.words import Word
from onrecord.types import TimeKind

_BETWEEN_TIME_AND_DAY = ((), ("ON",), ("COMMA",), ("COMMA", "ON"), ("OF",))
_BETWEEN_LIKE = (("AND",), ("OR",), ("TO",), ("HYPHEN",), ("COMMA",), ("COMMA", "AND"), ("AND", "ON"), ("AND", "IN"))
_THROUGH = (("TO",), ("HYPHEN",))
_LONGEST_BRACKET = 6
_BETWEEN_DAY_AND_TIME = ((), ("COMMA",))


def combined(found: Sequence[Candidate], words: Sequence[Word]) -> list[Candidate]:
    """Candidates with each time of day joined to the day beside it."""
    out: list[Candidate] = []
    for candidate in found:
        if out and _is_bare_clock(out[-1].meaning) and _is_day(candidate.meaning):
            _date_past_brackets(out, candidate, words)
        joined = _joined(out[-1], candidate, words) if out else None
        if joined is None:
            out.append(candidate)
        else:
            out[-1] = joined
    return _with_shared_years(out, words)


def _with_shared_years(found: list[Candidate], words: Sequence[Word]) -> list[Candidate]:
    """ "in April and May 2005", "from November to March 2005": the year that the last one tells is the others' too.
    Months and weekdays of a stretch without one ("from Monday to Thursday") are told that they are of one run."""
    out = list(found)
    for at in range(len(out) - 2, -1, -1):
        left, right = out[at], out[at + 1]
        kinds = tuple(word.kind for word in words[left.end : min(right.first, left.end + 3)])
        if kinds in _THROUGH and _is_bare_weekday(left.meaning) and _is_bare_weekday(right.meaning):
            days = (left.meaning.weekday, right.meaning.weekday)
            out[at] = replace(left, meaning=replace(left.meaning, stretch=days))
            out[at + 1] = replace(right, meaning=replace(right.meaning, stretch=days, ends=True))
            continue
        if kinds not in _BETWEEN_LIKE or not isinstance(left.meaning, (Day, Month)):
            continue
        if kinds in _THROUGH and _is_bare_month(left.meaning) and _is_bare_month(right.meaning):
            stretch = (left.meaning.month, right.meaning.month)
            out[at] = replace(left, meaning=replace(left.meaning, stretch=stretch))
            out[at + 1] = replace(right, meaning=replace(right.meaning, stretch=stretch))
            continue
        year = _shared_year(left.meaning, right.meaning, "TO" in kinds or "HYPHEN" in kinds)
        if year is not None:
            out[at] = replace(left, meaning=replace(left.meaning, year=year))
    return out


def _is_bare_weekday(meaning: Meaning) -> TypeGuard[Weekday]:
    return isinstance(meaning, Weekday) and meaning.shift is None and meaning.week_shift is None


def _is_bare_month(meaning: Meaning) -> TypeGuard[Month]:
    return isinstance(meaning, Month) and meaning.year is None and meaning.shift is None and meaning.year_shift is None


def _shared_year(left: Day | Month, right: Meaning, through: bool) -> int | None:
    """The year that ``left`` lacks; the one before for a stretch over the turn of the year."""
    if not isinstance(right, type(left)) or right.year is None or left.month is None or right.month is None:
        return None
    if left.year is not None or left.shift is not None or (isinstance(left, Month) and left.year_shift is not None):
        return None
    if left.month <= right.month:
        return right.year
    return right.year - 1 if through else None


def _date_past_brackets(out: list[Candidate], day: Candidate, words: Sequence[Word]) -> None:
    """ "10:30 p.m. (1430 GMT) on Friday": expressions of their own, the times on the day after the brackets, whether
    or not what the brackets hold is one."""
    last = out[-1]
    if day.first - last.end > _LONGEST_BRACKET:
        return
    kinds = [word.kind for word in words[last.end : day.first]]
    if "CLOSE" not in kinds:
        return
    if kinds[0] == "OPEN":
        out[-1] = _on_day(last, day)
    elif kinds[0] == "CLOSE" and len(out) > 1 and words[last.first - 1].kind == "OPEN":
        out[-1] = _on_day(last, day)
        if out[-2].end == last.first - 1 and _is_bare_clock(out[-2].meaning):
            out[-2] = _on_day(out[-2], day)


def _on_day(clock: Candidate, day: Candidate) -> Candidate:
    assert isinstance(clock.meaning, Clock)
    return replace(clock, meaning=replace(clock.meaning, day=day.meaning))


def _joined(left: Candidate, right: Candidate, words: Sequence[Word]) -> Candidate | None:
    if right.first - left.end > 2:
        return None
    kinds = tuple(word.kind for word in words[left.end : right.first])
    if _is_bare_clock(left.meaning) and _is_part_of_day(right.meaning) and kinds in _BETWEEN_TIME_AND_DAY:
        return _one(left, right, _in_part(left.meaning, right.meaning), right.meaning.day)
    if _is_bare_clock(left.meaning) and _is_day(right.meaning):
        if kinds not in _BETWEEN_TIME_AND_DAY:
            return None
        return _one(left, right, left.meaning, right.meaning)
    if _is_day(left.meaning) and _is_bare_clock(right.meaning) and kinds in _BETWEEN_DAY_AND_TIME:
        return _one(left, right, right.meaning, left.meaning)
    return None


def _one(left: Candidate, right: Candidate, clock: Meaning, day: Meaning | None) -> Candidate:
    assert isinstance(clock, Clock)
    assert day is not None
    meaning = replace(clock, day=day, modifier=clock.modifier or day.modifier)
    return Candidate(left.first, right.end, meaning, "combined")


def _is_bare_clock(meaning: Meaning) -> bool:
    return isinstance(meaning, Clock) and meaning.day is None


def _is_part_of_day(meaning: Meaning) -> TypeGuard[Clock]:
    return isinstance(meaning, Clock) and meaning.day is not None and ":" not in meaning.time


def _in_part(clock: Meaning, part: Clock) -> Clock:
    """ "3:30 this afternoon" is 15:30."""
    assert isinstance(clock, Clock)
    hours = clock.time[1:3]
    if (
        ":" not in clock.time
        or not 1 <= int(hours) < 12
        or part.time in ("TMO",)
        or (part.time == "TNI" and hours < "06")
    ):
        return clock
    return replace(clock, time=f"T{int(hours) + 12}{clock.time[3:]}")


def _is_day(meaning: Meaning) -> bool:
    match meaning:
        case Day(last=None) | Weekday():
            return True
        case Offset(unit="D"):
            return True
        case Fixed(kind=TimeKind.DATE, value=value):
            return len(value) == 10 and value[4] == "-"
    return False
