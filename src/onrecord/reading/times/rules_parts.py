"""Rules for parts of years and of months: seasons, quarters, halves, "the first week of March", "the last day of 1990".

Comes in: matches of patterns over word classes. Goes out: a `Meaning` each. Which year a bare quarter is of is decided
in `resolve`.
"""

from __future__ import annotations

from onrecord.reading.times.grammar import Found, rule
from onrecord.reading.times.meaning import Fixed, Meaning, Month, Season, Shifted, Unit, Within, YearAgo, YearPart
from onrecord.reading.times.rules_calendar import (
    SHIFT,
    edge_of,
    month_of,
    year_of,
    year_shift_of,
)


@rule("THE (half:ORD|LAST) HYPHEN? HALF OF THE? (decade:DECADE)")
def half_of_decade(found: Found) -> Meaning:
    number = found.number("decade")
    first = found["half"].kind != "LAST" and found.number("half") == 1
    return Fixed(value=f"{(number + 1900 if number < 100 else number) // 10}", modifier="START" if first else "END")


@rule("(part:PART_OF_YEAR) OF? (year:YEAR)?")
def short_part_of_year(found: Found) -> Meaning | None:
    """ "Q3 2005", "H1"."""
    after = found.after()
    if after is not None and after.kind == "HYPHEN" and "year" not in found:
        return None  # "an H1-B visa"
    text = found["part"].text.upper()
    number = next(int(c) for c in text if c.isdigit())
    return YearPart(part="Q" if "Q" in text else "H", number=number, year=year_of(found))


@rule(
    f"@EDGE (?:THE? {SHIFT}|(relative:THAT) SAME?) @INSIDE (season:SEASON)",
    "(?:OF? (year:YEAR) (?:(?:HYPHEN|SLASH) (?:NUMBER|DAY_NUMBER))?)?",
)
def season(found: Found) -> Meaning | None:
    word = found["season"]
    year_named = year_of(found)
    if year_named is None and not ("shift" in found or "relative" in found) and not _is_season(found):
        return None
    modifier = edge_of(found) or (str(found["inside"].value) if "inside" in found else None)
    return Season(
        season=str(word.value),
        year=year_named,
        shift=found.optional("shift"),
        relative="relative" in found,
        modifier=modifier,
    )


def _is_season(found: Found) -> bool:
    """ "fall" and "spring" are mostly something else: only after "in", "by", "the" and as nouns."""
    word = found["season"]
    token = found.token(word)
    if token.tag_ not in ("NN", "NNP"):
        return False
    before = found.before()
    if word.value in ("SU", "WI") or "edge" in found or "inside" in found:
        return word.text.islower() or (before is not None and before.kind == "IN")
    return before is not None and (
        before.kind in ("IN", "THIS", "LAST") or before.text.lower() in ("by", "until", "since")
    )


_OF_YEAR_2 = "(?:OF? FISCAL? (?:(year:YEAR)|THE? (year_shift:LAST|PREVIOUS|THIS|NEXT|THAT) (year_unit:UNIT)))?"


@rule(
    "@EDGE THE? (fiscal:FISCAL)? HYPHEN? (number:ORD|LAST) HYPHEN?",
    f"(?:FISCAL HYPHEN?)? (part:QUARTER|HALF) {_OF_YEAR_2}",
)
def part_of_year(found: Found) -> Meaning | None:
    part = str(found["part"].value)
    number = (2 if part == "H" else 0) if found["number"].kind == "LAST" else found.number("number")
    if number == 0:
        return Unit(unit="Q", shift=-1)
    if "HYPHEN" in [word.kind for word in found.words[slice(*found.span)]] and found.words[found.span[0]].kind == "THE":
        found.drop()
    after = found.after()
    if part == "H" and after is not None and after.kind == "OF":
        return None
    return _year_part(found, part, number)


@rule("(span:THE? (number:ORD)) (?:AND|OR|TO) ORD QUARTERS (?:OF? (year:YEAR))?")
def one_of_quarters(found: Found) -> Meaning | None:
    """ "the first" of "the first and third quarters"."""
    return _year_part(found, "Q", found.number("number"))


@rule("(number:ORD) HYPHEN? QUARTERS (?:OF? (year:YEAR))?")
def last_of_quarters(found: Found) -> Meaning | None:
    return _year_part(found, "Q", found.number("number"))


@rule("THE FISCAL? @MONTH QUARTER")
def quarter_by_month(found: Found) -> Meaning:
    """ "the September quarter"."""
    return Shifted(base=Month(month=month_of(found)), at="Q")


@rule("(number:ORD) HYPHEN PERIOD")
def period_of_year(found: Found) -> Meaning | None:
    """ "third-period earnings"."""
    return _year_part(found, "Q", found.number("number"))


def month_of_end(found: Found) -> int | None:
    """9 for "the quarter ended Sept. 30"."""
    ended, month = found.after(), found.after(2)
    if ended is None or month is None or ended.text.lower() not in ("ended", "ending"):
        return None
    return int(month.value) if month.kind in ("MONTH", "MONTH_SHORT") else None


@rule(
    "THE? (?:FISCAL)? (?:(year:YEAR) (?:APOSTROPHE S)?|(year_shift:LAST|THIS|NEXT) (year_unit:UNIT)",
    "APOSTROPHE S) (?:FISCAL)? (number:ORD)? HYPHEN? (part:QUARTER|HALF|PERIOD)",
)
def year_part(found: Found) -> Meaning | None:
    number = found.optional("number")
    if found["part"].kind == "PERIOD" and year_of(found) is not None:
        return YearAgo(year=year_of(found))
    if found["part"].kind == "PERIOD":
        return None
    return _year_part(found, str(found["part"].value), number)


def _is_year_earlier(found: Found) -> bool:
    """ "the third quarter a year earlier"."""
    following = [found.after(distance) for distance in (1, 2, 3)]
    kinds = [word.kind for word in following if word is not None]
    return kinds[:2] == ["A", "UNIT"] and kinds[2:] in (["EARLIER"], ["AGO"])


def _year_part(found: Found, part: str, number: int | None) -> Meaning | None:
    if number is not None and not 1 <= number <= (4 if part == "Q" else 2):
        return None
    return YearPart(
        part=part,
        number=number,
        year=year_of(found),
        year_shift=-1 if _is_year_earlier(found) else year_shift_of(found),
        fiscal="fiscal" in found,
        ends=month_of_end(found),
        modifier=edge_of(found),
    )


_IN_WHAT = (
    "(?:OF|IN) (?:@MONTH (?:COMMA? OF? (?:(year:YEAR)|THE? (year_shift:LAST|PREVIOUS|THIS|NEXT|THAT|COMING)"
    " (year_unit:UNIT)))?|(only_year:YEAR_NUMBER)|(shift:LAST|THIS|NEXT) (whole:UNIT))"
)


@rule("(?:THE|THAT) (number:ORD|LAST|FINAL) (which:UNIT|WEEKDAY)", _IN_WHAT)
def part_within(found: Found) -> Meaning | None:
    """ "the first week of March", "the last day of 1990", "the second Tuesday in November"."""
    which, whole = found["which"], _whole(found)
    unit = str(which.value)
    if whole is None or (which.kind == "UNIT" and unit not in ("D", "W", "M")):
        return None
    if unit == "M" and not ("only_year" in found or ("whole" in found and found["whole"].value == "Y")):
        return None
    return Within(
        whole=whole,
        unit="D" if which.kind == "WEEKDAY" else unit,
        weekday=int(which.value) if which.kind == "WEEKDAY" else None,
        number=_place(found),
    )


@rule("THE (number:ORD|LAST|FINAL) HYPHEN? HALF", _IN_WHAT)
def half_of_month(found: Found) -> Meaning | None:
    """ "the second half of May": its end."""
    if "only_year" in found or ("whole" in found and found["whole"].value != "M"):
        return None
    number = _place(found)
    return _whole(found, "START" if number == 1 else "END") if number in (1, 2, -1) else None


def _place(found: Found) -> int:
    """1 for the first, -1 for the last."""
    word = found["number"]
    if word.kind == "FINAL":
        return 1 if word.value == "START" else -1
    return -1 if word.kind == "LAST" else int(word.value)


def _whole(found: Found, modifier: str | None = None) -> Meaning | None:
    """What the part is of."""
    if "only_year" in found:
        return Fixed(value=f"{year_of(found, 'only_year'):04d}", modifier=modifier)
    if "whole" in found:
        unit = str(found["whole"].value)
        return Unit(unit=unit, shift=found.number("shift"), modifier=modifier) if unit in ("M", "Y") else None
    if "year_shift" in found and year_shift_of(found) is None:
        return None
    return Month(month=month_of(found), year=year_of(found), year_shift=year_shift_of(found), modifier=modifier)
