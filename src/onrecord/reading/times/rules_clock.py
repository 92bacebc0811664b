"""Rules for times of day: "10 p.m. EST", "1800 GMT", "the evening", "overnight".

Comes in: matches of patterns over word classes. Goes out: a `Clock` each, whose day is told beside it or is the day
that the text is at.
"""

from __future__ import annotations

from onrecord.reading.times.grammar import Found, rule
from onrecord.reading.times.lists import word_list
from onrecord.reading.times.meaning import Clock, Meaning
from onrecord.reading.times.rules_calendar import is_in_name
from onrecord.reading.times.words import Word
from onrecord.types import TimeKind

_ZONED = "(?:(open:OPEN)? (zone:ZONE) (?:(sign:PLUS|HYPHEN) (offset:DAY_NUMBER))? (?(open)CLOSE))"


@rule(
    "(?:(hour:CLOCK)|(bare:DAY_NUMBER|NUMBER) DOT?) (?:(meridiem:MERIDIEM)|OCLOCK)?",
    f"(?:IN THE (part:PART))? {_ZONED}?",
)
def clock(found: Found) -> Meaning | None:
    """ "10:35 a.m.", "5 p.m. EST", "three o'clock in the morning"."""
    kinds = [word.kind for word in found.words[slice(*found.span)]]
    if "hour" not in found and "meridiem" not in found and "OCLOCK" not in kinds and not _is_bare_hour(found):
        return None
    text = found["hour"].text if "hour" in found else f"{float(found['bare'].value):.2f}"
    hours, minutes = (int(part) for part in text.replace(".", ":").split(":")[:2])
    afternoon = _is_afternoon(found, hours)
    if afternoon is not None:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + 12 * afternoon
    return _time_of_day(found, hours, minutes)


def _is_bare_hour(found: Found) -> bool:
    """ "at 3 in the morning"."""
    before = found.before()
    hour = found["bare"].value
    return (
        "part" in found
        and isinstance(hour, int)
        and 1 <= hour <= 12
        and before is not None
        and before.text.lower() in word_list("hour_after")
    )


def _is_afternoon(found: Found, hours: int) -> bool | None:
    if "meridiem" in found:
        return found["meridiem"].text[0] in "pP"
    if "part" in found and hours <= 12:
        return found["part"].value in ("AF", "EV") or (found["part"].value == "NI" and 6 <= hours < 12)
    return None


@rule(f"(military:YEAR_NUMBER|NUMBER) {_ZONED}")
def military_time(found: Found) -> Meaning | None:
    """ "1800 GMT"; not the one in brackets after a local time."""
    text, before = found["military"].text, found.before(2)
    if len(text) != 4 or not text.isdigit() or (before is not None and before.kind in ("MERIDIEM", "CLOCK")):
        return None
    return _time_of_day(found, int(text[:2]), int(text[2:]))


def _time_of_day(found: Found, hours: int, minutes: int) -> Meaning | None:
    if hours > 24 or minutes > 59:
        return None
    return Clock(time=f"T{hours:02d}:{minutes:02d}{_zone(found)}", kind=TimeKind.TIME)


def _zone(found: Found) -> str:
    """How far a zone is from Greenwich: "Z", "+09:00"; empty when it is not told."""
    if "offset" in found:
        return f"{'+' if found['sign'].kind == 'PLUS' else '-'}{found.number('offset') % 24:02d}:00"
    return str(found["zone"].value) if "zone" in found else ""


@rule(f"(point:POINT) {_ZONED}?")
def point(found: Found) -> Meaning | None:
    if is_in_name(found, "point"):
        return None
    return Clock(time=f"T{found.number('point'):02d}:00{_zone(found)}", kind=TimeKind.TIME)


@rule("@EDGE THE? @INSIDE (part:PART) ")
def part(found: Found) -> Meaning | None:
    word = found["part"]
    before = found.before()
    after = found.after()
    on_a_day = after is not None and after.kind in ("TODAY", "WEEKDAY", "OF")
    if not on_a_day and (before is None or not _stands_alone_after(word, before)):
        return None
    if on_a_day and after is not None and after.kind == "OF":
        following = found.after(2)
        if following is None or following.kind not in ("MONTH", "MONTH_SHORT", "WEEKDAY", "DAY_NUMBER"):
            return None
    modifier = (
        str(found["inside"].value) if "inside" in found else str(found["edge"].value) if "edge" in found else None
    )
    return Clock(time=f"T{word.value}", kind=TimeKind.TIME, modifier=modifier)


def _stands_alone_after(part: Word, before: Word) -> bool:
    lower = before.text.lower()
    at_edge = part.text.lower() in word_list("edges_of_day") and lower in ("before", "after", "around", "near", "until")
    return at_edge or lower in word_list("part_of_day_after")


@rule("(part:OVERNIGHT)")
def overnight(found: Found) -> Meaning:
    return Clock(time="TNI", kind=TimeKind.TIME)
