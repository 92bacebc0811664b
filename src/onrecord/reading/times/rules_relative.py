"""Rules for what is counted from now or from the time that the text is at: weekdays, today, this/last/next, ago.

Comes in: matches of patterns over word classes. Goes out: a `Meaning` each. Which way a bare weekday points is
decided in `resolve`.
"""

from __future__ import annotations

from onrecord.reading.times.grammar import Found, rule
from onrecord.reading.times.lists import word_list
from onrecord.reading.times.meaning import (
    Clock,
    Day,
    Fixed,
    Meaning,
    Offset,
    Running,
    Shifted,
    Unit,
    Weekday,
    YearAgo,
    YearEnd,
)
from onrecord.reading.times.rules_calendar import edge_of, is_in_name, month_of, year_of
from onrecord.reading.times.rules_parts import month_of_end
from onrecord.reading.times.rules_spans import duration
from onrecord.types import TimeKind

_PAST_BOUNDS = {
    "MORE_THAN": "BEFORE",
    "LESS_THAN": "AFTER",
    "EQUAL_OR_MORE": "ON_OR_BEFORE",
    "EQUAL_OR_LESS": "ON_OR_AFTER",
}
"""More than a year ago is before that day."""
_CLOCK_UNITS = ("TS", "TM", "TH")


@rule(
    "@EDGE (?:(?:THIS (?=PAST|COMING))? (shift:LAST|PAST|THIS|NEXT|COMING)|THE? (previous:PREVIOUS|FOLLOWING))?",
    "@INSIDE (day:WEEKDAY) (part:PART)?",
)
def weekday(found: Found) -> Meaning | None:
    shift = found.optional("shift")
    relative = "previous" in found
    if relative:
        shift = found.number("previous")
    inside = str(found["inside"].value) if "inside" in found else None
    day = Weekday(weekday=found.number("day"), shift=shift, relative=relative, modifier=edge_of(found) or inside)
    return _with_part(found, day)


@rule("(day:WEEKDAY) OF? (?:THE)? (week_shift:LAST|PREVIOUS|THIS|NEXT|THAT|COMING) (unit:UNIT)")
def weekday_of_week(found: Found) -> Meaning | None:
    if found["unit"].value != "W":
        return None
    return Weekday(weekday=found.number("day"), week_shift=found.number("week_shift"))


def _with_part(found: Found, day: Meaning, part: str = "part") -> Meaning:
    if part not in found:
        return day
    return Clock(time=f"T{found[part].value}", day=day, kind=TimeKind.TIME, modifier=day.modifier)


@rule("@EDGE (?:(inside:EARLY|LATE|MID) HYPHEN? (inner:PART)?)? THE? (day:TODAY) (part:PART)?")
def today(found: Found) -> Meaning | None:
    """ "yesterday", "tomorrow morning", "mid-afternoon yesterday"; "today's youth" is that of these days."""
    if is_in_name(found, "day"):
        return None
    if _is_age(found):
        return Fixed(value=_AGES[found.number("day")])
    inside = str(found["inside"].value) if "inside" in found else None
    day = Offset(amount=found.number("day"), unit="D", modifier=edge_of(found) or inside)
    return _with_part(found, day, "inner" if "inner" in found else "part")


_AGES = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}


def _is_age(found: Found) -> bool:
    """Whether a day stands for the age around it: "today's youth", "the leaders of tomorrow"."""
    before, mark, following = found.before(), found.after(), found.after(2)
    if abs(found.number("day")) > 1 or "part" in found or "inner" in found or "edge" in found:
        return False
    if mark is not None and following is not None and mark.kind == "APOSTROPHE" and following.kind == "S":
        owned = found.token(found["day"]).head
        named = owned.ent_type_ in ("GPE", "ORG") and owned.lower_ not in word_list("each_day_anew")
        return owned.lemma_.lower() in word_list("of_an_age") or named
    of = before is not None and before.kind == "OF"
    return of and found.token(found["day"]).head.head.lemma_.lower() in word_list("of_an_age")


@rule(
    "@EDGE (?:(?:THE (?=SAME)|THAT (?=SAME))? (day:THIS|LAST|NEXT|THAT|SAME) (part:PART|OVERNIGHT)",
    "|(tonight:TONIGHT)|THE (step:NEXT|FOLLOWING|PREVIOUS) (next_part:PART))",
)
def part_of_day(found: Found) -> Meaning | None:
    if "tonight" in found and is_in_name(found, "tonight"):
        return None
    if "tonight" in found:
        return Clock(time="TNI", day=Offset(amount=0, unit="D"), kind=TimeKind.TIME, modifier=edge_of(found))
    if "step" in found:
        beside = Offset(amount=found.number("step"), unit="D", relative=True)
        return Clock(time=f"T{found['next_part'].value}", day=beside, kind=TimeKind.TIME)
    word = found["day"]
    day = None if word.kind in ("THAT", "SAME") else Offset(amount=int(word.value), unit="D")
    return Clock(time=f"T{found['part'].value}", day=day, kind=TimeKind.TIME, modifier=edge_of(found))


@rule(
    "@EDGE THE? (shift:LAST|PAST|PREVIOUS|PRIOR|THIS|CURRENT|NEXT|COMING|FOLLOWING|SAME|THAT)",
    "(?:PAST|COMING|FISCAL|SAME)? (unit:UNIT|QUARTER|WEEKEND)",
)
def unit(found: Found) -> Meaning | None:
    code, word = str(found["unit"].value), found["shift"]
    if code in _CLOCK_UNITS:
        return None
    framed = word.kind in ("PAST", "COMING") or found.words[found.span[0]].kind == "THE"
    if code in ("D", "FY") and word.kind in ("LAST", "PAST"):
        past_day = code == "D" and word.kind == "PAST" and framed
        return Fixed(value="P1D", kind=TimeKind.DURATION) if past_day else None
    if code in ("E", "C") and framed and word.kind in ("LAST", "PAST", "NEXT", "COMING"):
        return Fixed(value=duration(1, code), kind=TimeKind.DURATION)
    relative = word.kind in ("PREVIOUS", "PRIOR", "FOLLOWING", "SAME", "THAT")
    shift = int(word.value)
    if code == "D" and not relative:
        return Offset(amount=shift, unit="D", relative=shift > 0, modifier=edge_of(found))
    return Unit(unit=code, shift=shift, relative=relative, modifier=edge_of(found))


@rule("(edge:EARLY|LATE|EARLIER|LATER) IN THE (part:PART)")
def edge_of_part(found: Found) -> Meaning:
    """ "later in the evening"."""
    return Clock(time=f"T{found['part'].value}", kind=TimeKind.TIME, modifier=edge_of(found))


@rule("(?:THE? (edge:EDGE|MID) OF|(edge_in:EARLY|LATE|EARLIER|LATER) IN) THE (unit:UNIT|QUARTER|WEEKEND)")
def edge_of_unit(found: Found) -> Meaning | None:
    code = str(found["unit"].value)
    if code in _CLOCK_UNITS:
        return None
    if "edge_in" in found:
        modifier = str(found["edge_in"].value)
        return Running(unit="D", modifier=modifier) if code == "D" else Unit(unit=code, shift=0, modifier=modifier)
    if code == "D":
        return Running(unit="D", modifier=edge_of(found)) if edge_of(found) == "END" else None
    return Unit(unit=code, shift=0, modifier=edge_of(found))


@rule(
    "@APPROX ONLY? (?:(few:A? SEVERAL)|(couple:A COUPLE OF?)|A? (number:NUM)|(one:A)) HYPHEN?",
    "MORE? (unit:ONE_UNIT|UNITS|QUARTERS) (?:(and_half:AND A HALF)|HYPHEN)? (way:AGO|EARLIER|LATER|FROM_NOW)",
)
def ago(found: Found) -> Meaning | None:
    code = str(found["unit"].value) if found["unit"].kind != "SECOND" else "TS"
    if "one" in found and code == "Y" and found.words[found.start("way") - 1].kind == "HYPHEN":
        return None
    way = found["way"].kind
    sign = -1 if way in ("AGO", "EARLIER") else 1
    relative = way in ("EARLIER", "LATER")
    told = str(found["approx"].value) if "approx" in found else None
    near = found["approx"].text.lower() if "approx" in found else ""
    approx = told if near in ("nearly", "almost") or sign > 0 else _PAST_BOUNDS.get(told or "", told)
    if "few" in found:
        if relative:
            return Fixed(value=duration(None, code), kind=TimeKind.DURATION, modifier=approx)
        return Fixed(value="PAST_REF" if sign < 0 else "FUTURE_REF", modifier=approx)
    amount = 2.0 if "couple" in found else 1.0 if "one" in found else float(found["number"].value)
    amount += 0.5 * ("and_half" in found)
    if code in _CLOCK_UNITS:
        return _clock_units_away(amount, code, sign, approx, relative=relative)
    if code in ("Y", "FY") and amount == 1 and sign < 0:
        return YearAgo(modifier=approx)
    compared = amount == 1 and sign < 0  # "up from a month earlier" is that month
    length = duration(amount, code) if relative and not compared else None
    return Offset(amount=sign * amount, unit=code, relative=relative, length=length, modifier=approx)


def _clock_units_away(amount: float, code: str, sign: int, approx: str | None, *, relative: bool) -> Meaning:
    """ "two hours later" is a length; "two hours ago" some time past."""
    if relative:
        return Fixed(value=duration(amount, code), kind=TimeKind.DURATION, modifier=approx)
    return Fixed(value="PAST_REF" if sign < 0 else "FUTURE_REF", modifier=approx)


@rule(
    "(first:THE|A)? COMPARABLE? (unit:UNIT) HYPHEN (way:AGO|EARLIER)",
    "(?:(number:ORD) HYPHEN?)? (part:QUARTER|PERIOD|HALF)?",
)
def year_ago(found: Found) -> Meaning | None:
    if found["unit"].value != "Y":
        return None
    if "part" not in found:
        if "first" in found:
            found.drop()
        return YearAgo()
    part = None if found["part"].kind == "PERIOD" else str(found["part"].value)
    return YearAgo(part=part, number=found.optional("number"))


@rule("THE? COMPARABLE? UNIT HYPHEN (way:AGO|EARLIER) (number:NUM) (unit:UNITS)")
def months_a_year_ago(found: Found) -> Meaning:
    """ "the year-earlier nine months"."""
    return Fixed(value=duration(float(found["number"].value), str(found["unit"].value)), kind=TimeKind.DURATION)


@rule(
    "(?:THE|THIS|A) (same:SAME|COMPARABLE) (part:PERIOD|QUARTER|UNIT|UNITS) (?:OF? THE?",
    "(last:LAST|PREVIOUS) (unit:UNIT)|(a:A) (ago_unit:UNIT) (way:AGO|EARLIER))",
)
def same_period(found: Found) -> Meaning | None:
    unit = found["unit"] if "unit" in found else found["ago_unit"]
    if unit.value not in ("Y", "FY"):
        return None
    part = str(found["part"].value)
    if part in ("M", "W"):
        return Shifted(base=Unit(unit=part, shift=0, relative=True), amount=-1, unit="Y", at=part)
    return YearAgo(part="Q") if part == "Q" else YearAgo()


@rule("THE (same:COMPARABLE) (part:PERIOD|QUARTER) (year:YEAR_NUMBER)?")
def comparable_period(found: Found) -> Meaning:
    return YearAgo()


@rule(
    "@APPROX (?:(year:YEAR_NUMBER))? (unit:UNIT|QUARTER) (?:HYPHEN|APOSTROPHE S)? (end:EDGE)",
    "(?:COMMA? OF? (last:YEAR_NUMBER))?",
)
def year_end(found: Found) -> Meaning | None:
    """ "year-end", "the 1988 year-end", "month's end"."""
    unit = str(found["unit"].value)
    if unit not in ("Y", "M", "W", "Q") or found["end"].text.lower() != "end":
        return None
    if unit != "Y":
        return None if "year" in found or "last" in found else Unit(unit=unit, shift=0, modifier="END")
    year = year_of(found) or year_of(found, "last")
    return YearEnd(year=year, modifier=str(found["approx"].value) if "approx" in found else None)


@rule("(?:THIS|THE)? (point:MIDPOINT)")
def midpoint(found: Found) -> Meaning:
    return Unit(unit=str(found["point"].value), shift=0, modifier="MID")


@rule("(?:THE (how:MORE)|ALL) (?:(unit:UNIT) (year:YEAR_NUMBER)?|(part:PART))")
def whole_unit(found: Found) -> Meaning | None:
    """ "the full year" is the year; "all day" is a length."""
    after = found.after()
    if after is not None and after.kind == "HYPHEN":
        return None
    if "part" in found:
        return None if "how" in found else Clock(time=f"T{found['part'].value}", kind=TimeKind.TIME)
    unit = str(found["unit"].value)
    if "how" not in found:
        return Fixed(value=duration(1, unit), kind=TimeKind.DURATION)
    if found["how"].text.lower() not in word_list("whole") or unit not in ("M", "Y", "FY", "W"):
        return None
    if unit in ("Y", "FY"):
        return Fixed(value=f"{year_of(found):04d}") if "year" in found else Running(unit="Y")
    return None if "year" in found else Unit(unit=unit, shift=0)


@rule("THE (how:LATEST|CURRENT)? (unit:QUARTER|PERIOD)")
def running_quarter(found: Found) -> Meaning | None:
    after = found.after()
    if (found["unit"].kind == "PERIOD" and "how" not in found) or (after is not None and after.kind == "HYPHEN"):
        return None
    if "how" in found and found["how"].kind == "CURRENT":
        return Unit(unit="Q", shift=0)
    return Running(unit="Q", latest="how" in found, ends=month_of_end(found))


@rule("THE (unit:UNIT) (way:BEFORE|AFTER|EARLIER) (?=COMMA|DOT|AND|$)")
def unit_before(found: Found) -> Meaning | None:
    """ "the year before", at the end of a clause."""
    unit = str(found["unit"].value)
    if unit in _CLOCK_UNITS:
        return None
    way = 1 if found["way"].kind == "AFTER" else -1
    if unit == "W":
        return Unit(unit=unit, shift=way, relative=True)
    return Offset(amount=way, unit=unit, relative=True)


@rule("THE (part:PART) (way:BEFORE|AFTER) (?=COMMA|DOT|AND|$)")
def part_before(found: Found) -> Meaning:
    """ "the night before", at the end of a clause."""
    beside = Offset(amount=1 if found["way"].kind == "AFTER" else -1, unit="D", relative=True)
    return Clock(time=f"T{found['part'].value}", day=beside, kind=TimeKind.TIME)


@rule("THE (unit:UNIT|WEEKEND|WEEKDAY) (way:BEFORE|AFTER) (?:LAST|NEXT)")
def unit_before_last(found: Found) -> Meaning | None:
    """ "the week before last", "the month after next"."""
    word, sign = found["unit"], 1 if found["way"].kind == "AFTER" else -1
    if (found.words[found.end() - 1].kind == "NEXT") != (sign > 0) or word.value in _CLOCK_UNITS:
        return None
    if word.kind == "WEEKDAY":
        return Shifted(base=Weekday(weekday=int(word.value), shift=sign), amount=sign, unit="W")
    return Unit(unit=str(word.value), shift=2 * sign)


_SO_MANY = "@APPROX ONLY? (?:(couple:A COUPLE OF?)|(number:NUM)|(one:A))"


@rule(
    f"{_SO_MANY} (unit:UNIT|UNITS) (?:(way:AGO|FROM_NOW) ON?|(from:BETWEEN) LAST?)",
    "(?:(day:WEEKDAY)|(today:TODAY)|THIS (this:UNIT))",
)
def so_long_from_day(found: Found) -> Meaning | None:
    """ "a week ago Friday", "a week from today", "two years ago this month"."""
    unit = str(found["unit"].value)
    if unit in _CLOCK_UNITS or ("from" in found and found["from"].text.lower() != "from"):
        return None
    sign = 1 if "from" in found or found["way"].kind == "FROM_NOW" else -1
    amount = 2 if "couple" in found else 1 if "one" in found else found.number("number")
    at = str(found["this"].value) if "this" in found else "D"
    if at not in ("D", "W", "M") or float(amount) != float(found["number"].value if "number" in found else amount):
        return None
    if "day" in found:
        base: Meaning = Weekday(weekday=found.number("day"), shift=sign)
    else:
        base = Unit(unit=at, shift=0) if "this" in found else Offset(amount=found.number("today"), unit="D")
    return Shifted(base=base, amount=sign * amount, unit=unit, at=at)


@rule("(number:NUM) (day:WEEKDAYS) (way:AGO)")
def weekdays_ago(found: Found) -> Meaning | None:
    """ "two Fridays ago"."""
    if not isinstance(found["day"].value, int):
        return None
    return Shifted(base=Weekday(weekday=found.number("day"), shift=-1), amount=1 - found.number("number"), unit="W")


@rule("THE (unit:UNIT) OF (?:@MONTH (day:DAY) (?:COMMA? (year:YEAR))?)")
@rule("THE (unit:UNIT) OF (?:THE? (day:DAY) OF? @MONTH (?:COMMA? OF? (year:YEAR))?)")
def week_of_day(found: Found) -> Meaning | None:
    """ "the week of March 3"."""
    if found["unit"].value != "W":
        return None
    return Shifted(base=Day(month=month_of(found), day=found.number("day"), year=year_of(found)), at="W")


@rule("THE (unit:UNIT) AHEAD")
def unit_ahead(found: Found) -> Meaning | None:
    unit = str(found["unit"].value)
    return None if unit in _CLOCK_UNITS else Fixed(value=duration(1, unit), kind=TimeKind.DURATION)


@rule("THE (unit:UNIT|WEEKEND)")
def running_unit(found: Found) -> Meaning | None:
    unit = str(found["unit"].value)
    after, before = found.after(), found.before()
    if not found["unit"].text.islower() or (after is not None and after.kind == "HYPHEN"):
        return None
    if after is not None and after.kind == "SINCE" and unit not in ("WE", "D"):
        return Fixed(value=duration(1, unit), kind=TimeKind.DURATION)  # "in the year since the accord"
    if unit in ("Y", "FY", "W") and after is not None and after.text.lower() in ("ended", "ending", "to", "through"):
        return Fixed(value="P1W" if unit == "W" else "P1Y", kind=TimeKind.DURATION)
    if unit in ("Y", "FY"):
        return Running(unit="Y")
    if unit == "WE" or (unit in ("W", "M") and _is_owner(found)):
        return Unit(unit=unit, shift=0)
    if before is None:
        return None
    if unit in ("E", "C") and before.text.lower() in ("over", "during", "throughout", "of"):
        return Unit(unit=unit, shift=0)
    if unit == "W" and before.text.lower() in ("for", "of"):
        return Unit(unit="W", shift=0)
    at_rest = after is None or after.kind in ("COMMA", "DOT", "AT")
    if unit == "D" and before.kind == "ON" and at_rest:
        return Running(unit="D")
    if unit == "D" and (
        before.text.lower() == "for" or found.token(before).lemma_ in ("end", "finish", "close", "start")
    ):
        return Running(unit="D")
    return None


def _is_owner(found: Found) -> bool:
    """ "the week's largest raid"."""
    mark, ending = found.after(), found.after(2)
    return mark is not None and ending is not None and mark.kind == "APOSTROPHE" and ending.kind == "S"
