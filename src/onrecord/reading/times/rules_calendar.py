"""Rules for the calendar: days, months, years, decades, centuries, named days.

Comes in: matches of patterns over word classes. Goes out: a `Meaning` each. Years are taken only where the grammar
around them says that a number is a year.
"""

from __future__ import annotations

import re

from onrecord.reading.times import calendar
from onrecord.reading.times.grammar import Found, rule
from onrecord.reading.times.lists import known_day, known_day_in_figures, word_list
from onrecord.reading.times.meaning import Day, Fixed, Meaning, Month, Named, Numeric

SHIFT = "(?:(?:THIS (?=PAST|COMING))? (shift:LAST|PAST|PREVIOUS|PRIOR|THIS|NEXT|COMING|FOLLOWING))?"
OF_YEAR = "(?:COMMA? OF? (?:(year:YEAR)|THE? (year_shift:LAST|PREVIOUS|THIS|NEXT|THAT|COMING) (year_unit:UNIT)))?"
_YEAR_BEFORE = frozenset(
    ("IN", "SINCE", "OF", "TO", "BEFORE", "AFTER", "BETWEEN", "WITHIN", "OPEN", "FISCAL", "EARLY", "LATE")
)


def edge_of(found: Found) -> str | None:
    """The modifier that "early", "mid-", "the end of" gives."""
    return str(found["edge"].value) if "edge" in found else None


def is_in_name(found: Found, part: str) -> bool:
    """ "USA Today", "High Noon", the "Midnight Crew": a capital within a sentence, beside another one."""
    word = found[part]
    if not word.text[0].isupper() or found.token(word).is_sent_start:
        return False
    before, after = found.before(), found.after()
    return any(
        each is not None and not each.kind and each.text[0].isupper() and gap == 1
        for each, gap in (
            (before, word.start - before.end if before else 0),
            (after, after.start - word.end if after else 0),
        )
    )


def text_of(found: Found) -> str:
    first, end = found.span
    return " ".join(word.text for word in found.words[first:end])


def month_of(found: Found) -> int:
    return found.number("month" if "month" in found else "short")


def year_of(found: Found, name: str = "year") -> int | None:
    """The year that is named; two figures ("'98") are of the century that makes them 1930 to 2029."""
    if name not in found:
        return None
    word = found[name]
    if word.kind == "SHORT_YEAR":
        short = int(word.text[1:])
        return 1900 + short if short >= 30 else 2000 + short
    return int(word.value)


def year_shift_of(found: Found) -> int | None:
    """-1, 0 or 1 for "of last year", "of this year", "of next year"."""
    if "year_shift" in found and found["year_unit"].value in ("Y", "FY"):
        return found.number("year_shift")
    return None


def _modal_or_verb(found: Found) -> bool:
    """ "may" and "march" that are no months: a modal, a verb, "Mrs May", "the March on Washington", "the annual March
    for peace"."""
    word = found["month"] if "month" in found else found["short"]
    if word.value not in (3, 5) or word.kind != "MONTH":
        return False
    token = found.token(word)
    if token.tag_ in ("MD", "VB", "VBP", "VBZ", "VBD"):
        return True
    before, after = found.before(), found.after()
    if token.ent_type_ == "PERSON" and (before is None or before.kind != "IN"):
        return True
    if before is not None and before.text.istitle() and not before.kind and word.start - before.end == 1:
        return True
    if token.dep_ not in ("compound", "nmod") and any(child.lower_ in ("the", "a") for child in token.children):
        return True
    return after is not None and after.text == "on" and word.value == 3


def _is_impossible_day(found: Found) -> bool:
    """ "February 30": not a date, so not a month either."""
    after = found.after()
    return (
        after is not None
        and after.kind == "DAY_NUMBER"
        and not calendar.exists(None, month_of(found), int(after.value))
    )


WEEKDAY = "(?:(weekday:WEEKDAY|WEEKDAY_SHORT) DOT? COMMA? THE?)?"


@rule(
    f"{WEEKDAY} @EDGE @APPROX (?:(shift:LAST|THIS|NEXT)|THE (step:PREVIOUS|FOLLOWING))?",
    "@MONTH THE? (day:DAY) (?:COMMA? OF? (year:YEAR))? (?!UNITS|CLOCK)",
)
def month_day(found: Found) -> Meaning | None:
    if _is_quantity(found, "day"):
        return None
    return _day(found, year_of(found))


@rule(f"{WEEKDAY} @EDGE THE? (day:DAY) OF? @MONTH (?:COMMA? OF? (year:YEAR))?")
def day_month(found: Found) -> Meaning | None:
    worded = not found["day"].text[0].isdigit()
    if worded and found.end("day") == found.start("month" if "month" in found else "short"):
        return None
    return _day(found, year_of(found))


@rule("@APPROX @MONTH (day:DAY) (?:HYPHEN|TO|AND|OR) (last:DAY) (?:COMMA? (year:YEAR))? (?!UNITS|CLOCK)")
def month_days(found: Found) -> Meaning | None:
    return _days(found)


@rule("@APPROX (day:DAY) (?:HYPHEN|TO|AND|OR) (last:DAY) OF? @MONTH (?:COMMA? (year:YEAR))?")
def days_month(found: Found) -> Meaning | None:
    return _days(found)


@rule("@APPROX @MONTH (day:DAY) HYPHEN (last_month:MONTH|MONTH_SHORT) DOT? (last:DAY) (?:COMMA? (year:YEAR))?")
def month_day_to_month_day(found: Found) -> Meaning | None:
    return _days(found, found.number("last_month"))


def _day(found: Found, year: int | None) -> Meaning | None:
    month, day = month_of(found), found.number("day")
    if not calendar.exists(year, month, day):
        return None
    after = found.after()
    return Day(
        month=month,
        day=day,
        year=year,
        shift=found.optional("shift"),
        step=found.optional("step"),
        weekday=found.optional("weekday"),
        known=known_day(month, day, after.text) if after is not None else None,
        modifier=edge_of(found) or _approx(found),
    )


def _approx(found: Found) -> str | None:
    return str(found["approx"].value) if "approx" in found else None


def _days(found: Found, last_month: int | None = None) -> Meaning | None:
    month, day, last, year = month_of(found), found.number("day"), found.number("last"), year_of(found)
    last_month = last_month or month
    if not (calendar.exists(year, month, day) and calendar.exists(year, last_month, last)):
        return None
    if last_month == month and last <= day:
        return None
    return Day(month=month, day=day, year=year, last=(last_month, last), modifier=_approx(found))


def _is_quantity(found: Found, name: str) -> bool:
    """ "May 20 people": the number counts what follows it."""
    word = found[name]
    after = found.words[found.end(name)] if found.end(name) < len(found.words) else None
    token = found.token(word)
    return (
        after is not None
        and not after.kind
        and token.dep_ == "nummod"
        and token.head.i > token.i
        and token.head.tag_ == "NNS"
        and found.end(name) == found.span[1]
    )


@rule(f"@EDGE @APPROX (?:THE (?=PREVIOUS|PRIOR|FOLLOWING))? {SHIFT} @INSIDE @MONTH {OF_YEAR}")
def month(found: Found) -> Meaning | None:
    year = year_of(found)
    year_shift = year_shift_of(found)
    if year is None and year_shift is None and (_modal_or_verb(found) or _is_impossible_day(found)):
        return None
    if "year_shift" in found and year_shift is None:
        return None
    if "short" in found and year is None and "." not in text_of(found):
        return None
    modifier = edge_of(found) or (str(found["inside"].value) if "inside" in found else _approx(found))
    return Month(
        month=month_of(found),
        year=year,
        year_shift=year_shift,
        shift=found.optional("shift"),
        relative="shift" in found and found["shift"].kind in ("PREVIOUS", "PRIOR", "FOLLOWING"),
        modifier=modifier,
    )


@rule("(month:DAY_NUMBER) SLASH (day:DAY_NUMBER)")
def day_in_figures(found: Found) -> Meaning | None:
    """ "9/11"."""
    known = known_day_in_figures(found.number("month"), found.number("day"))
    return None if known is None else Day(month=known.month, day=known.day, known=known)


@rule("(iso:ISO)")
def iso(found: Found) -> Meaning | None:
    text = found["iso"].text
    return Fixed(value=text) if calendar.is_iso_day(text[:10]) else None


@rule("(numeric:NUMERIC)")
def numeric(found: Found) -> Meaning | None:
    first, second, year = (int(part) for part in re.split(r"[/.]", found["numeric"].text))
    if "." in found["numeric"].text and year < 100:
        return None
    if year < 100:
        year += 2000 if year < 70 else 1900
    return Numeric(first=first, second=second, year=year, day_first=True if "." in found["numeric"].text else None)


@rule(
    "(?:THE? (?!EDGE (?!OF|HYPHEN)) (edge:EARLY|LATE|MID|EDGE|EARLIER|LATER) HYPHEN? (?:OF|IN)?)?",
    "(?:THE? (year_word:UNIT))? (?:(year:YEAR)|(worded:NUMBER))",
)
def year(found: Found) -> Meaning | None:
    if "worded" in found:
        worded = found["worded"]
        named = "year_word" in found and found["year_word"].value == "Y" and worded.text[0].isalpha()
        return Fixed(value=f"{worded.value:04d}") if named and 1000 <= int(worded.value) <= 2199 else None
    if "year_word" in found:
        if found["year_word"].value not in ("Y", "FY"):
            return None
        _drop_hyphenated(found)
    elif "edge" not in found and not _is_year(found):
        return None
    value = year_of(found)
    return Fixed(value=f"{value:04d}", modifier=edge_of(found))


def _drop_hyphenated(found: Found) -> None:
    """ "full-year 1989" is 1989."""
    before = found.before()
    if before is not None and before.kind == "HYPHEN":
        found.drop()


@rule("(year:YEAR_NUMBER) (?:OR (way:EARLIER|LATER|BEFORE|AFTER)|AND BEYOND)")
def open_year(found: Found) -> Meaning:
    """ "1994 or later", "1990 and beyond"."""
    back = "way" in found and found["way"].kind in ("EARLIER", "BEFORE")
    return Fixed(value=f"{year_of(found):04d}", modifier="ON_OR_BEFORE" if back else "ON_OR_AFTER")


@rule("THE? FISCAL (?:UNIT HYPHEN?)? (year:YEAR)")
def fiscal_year(found: Found) -> Meaning:
    after = found.after()
    if after is not None and found.words[found.span[0]].kind == "THE" and found.token(after).pos_ in ("NOUN", "ADJ"):
        found.drop()  # "the fiscal 1990 budget": the article is the budget's
    return Fixed(value=f"{year_of(found):04d}")


@rule("THE? (year:YEAR_NUMBER) (unit:UNIT) (?!HYPHEN? EDGE)")
def year_in_figures(found: Found) -> Meaning | None:
    """ "the 1990 fiscal year"."""
    return Fixed(value=f"{year_of(found):04d}") if found["unit"].value in ("Y", "FY") else None


@rule("(year:YEAR_NUMBER) (?:HYPHEN|SLASH) (last:YEAR_NUMBER|NUMBER|DAY_NUMBER)")
def years(found: Found) -> Meaning | None:
    first, last = found.number("year"), found.number("last")
    if last < 100 and len(found["last"].text) == 2:
        last += first // 100 * 100
    if not first < last <= first + 200 or _is_measured(found):
        return None
    return Fixed(value=f"{first:04d}/{last:04d}")


def _is_year(found: Found) -> bool:
    """Whether a bare four-figure number is a year, by what stands around it."""
    number = found["year"]
    if number.kind == "SHORT_YEAR":
        return _after_preposition(found)
    if _is_measured(found) or _is_of_car(found) or is_before_christ(found) or not 1400 <= int(number.value) <= 2199:
        return False
    if not number.text.isdigit():
        return True
    if _after_preposition(found):
        after = found.after()
        return after is None or found.token(after).tag_ not in ("NNS", "NNPS") or not _counts_plural(found)
    if _counts_plural(found):
        return False
    before = found.before()
    if before is not None and before.text.lower() in word_list("numbered"):
        return False
    return 1700 <= int(number.value) <= 2100


def is_before_christ(found: Found) -> bool:
    """ "in 1200 B.C.": no year that the calendar here has."""
    following = [word.text for word in (found.after(), found.after(2), found.after(3)) if word is not None]
    return following[:1] in (["BC"], ["BCE"]) or following == ["B", ".", "C"]


def _after_preposition(found: Found) -> bool:
    before = found.before()
    return before is not None and (before.kind in _YEAR_BEFORE or before.text.lower() in word_list("year_after"))


def _is_measured(found: Found) -> bool:
    after = found.after()
    if after is None:
        return False
    return (
        after.text in ("%", "°")
        or after.text.lower() in word_list("measures")
        or after.kind in ("ZONE", "MERIDIEM", "UNITS")
    )


def _is_of_car(found: Found) -> bool:
    """ "a 1987 Toyota": the model, not when something was done with it."""
    after = found.after()
    return after is not None and after.text[0].isupper() and after.text.lower() in word_list("car_makes")


def _counts_plural(found: Found) -> bool:
    """ "2005 cars", but not "1990 earnings": news writes counts over 999 with a comma, so a figure before things that
    have a year is one."""
    token = found.token(found["year"])
    if token.dep_ != "nummod" or token.head.tag_ not in ("NNS", "NNPS") or token.head.i < token.i:
        return False
    lemma = token.head.lemma_.lower()
    dated = lemma in word_list("year_nouns") or lemma in word_list("event_nouns")
    return not dated and not lemma.endswith(("tion", "ment", "ing", "sion"))


@rule("ON (span:THE (day:ORDINAL))")
def day_of_month(found: Found) -> Meaning | None:
    """ "on the 25th": of the month that the text is at."""
    return Day(month=None, day=found.number("day")) if _is_day_of_month(found) else None


def _is_day_of_month(found: Found) -> bool:
    """Whether an ordinal counts no noun after it."""
    after = found.after()
    noun = after is not None and found.token(after).pos_ in ("NOUN", "PROPN", "ADJ", "NUM")
    return not noun and found["day"].text[0].isdigit() and 1 <= found.number("day") <= 31


@rule("(weekday:WEEKDAY) COMMA? THE (day:ORDINAL)")
def weekday_the_day(found: Found) -> Meaning | None:
    """ "Friday the 13th"; not "on Friday the 13th amendment"."""
    if not _is_day_of_month(found):
        return None
    return Day(month=None, day=found.number("day"), weekday=found.number("weekday"))


@rule(
    "(?:(shift:LAST|THIS|NEXT))? (name:NAMED) (?:COMMA? OF? (?:(year:YEAR)|(year_shift:LAST|THIS|NEXT)",
    "(year_unit:UNIT)))?",
)
def named_day(found: Found) -> Meaning | None:
    after = found.after()
    if not found["name"].text[0].isupper() or (
        after is not None and after.text.lower() in word_list("named_after_days")
    ):
        return None
    shift = year_shift_of(found)
    if shift is None:
        shift = found.optional("shift")
    return Named(rule=str(found["name"].value), year=year_of(found), shift=shift)
