"""Rules for lengths, repeated times and vague references.

Comes in: matches of patterns over word classes. Goes out: a `Meaning` each: ``P2Y``, ``PXW``, sets with their
period, ``PAST_REF``.
"""

from __future__ import annotations

from onrecord.reading.times.grammar import Found, rule
from onrecord.reading.times.lists import word_list
from onrecord.reading.times.meaning import Fixed, Meaning
from onrecord.types import TimeKind

_DURATION = TimeKind.DURATION
_SCALED = {"E": (10, "Y"), "C": (100, "Y"), "L": (1000, "Y"), "FY": (1, "Y"), "F": (2, "W")}


def duration(amount: float | None, unit: str) -> str:
    """``P2Y``, ``PT36H``, ``PXW`` without an amount. Half a year is six months, half an hour 30 minutes."""
    if amount is not None and amount != int(amount):
        smaller = {"Y": ("M", 12), "TH": ("TM", 60), "E": ("Y", 10), "FY": ("M", 12), "C": ("Y", 100)}.get(unit)
        if amount == 0.5 and smaller is not None:
            amount, unit = amount * smaller[1], smaller[0]
        elif unit == "Y" and amount * 2 == int(amount * 2):
            return f"P{int(amount)}Y6M"
        elif unit == "TH" and amount * 2 == int(amount * 2):
            return f"PT{int(amount)}H30M"
    factor, unit = _SCALED.get(unit, (1, unit))
    figure = "X" if amount is None else f"{amount * factor:g}" if amount < 1e6 else f"{amount * factor:.0f}"
    return f"PT{figure}{unit[1]}" if unit[0] == "T" else f"P{figure}{unit}"


def amount_of(found: Found) -> float | None:
    """The number that a quantity means; None for "several"."""
    if "few" in found:
        return None
    if "couple" in found:
        return 2.0
    if "dozen" in found:
        return 12.0 * (float(found["dozen"].value) if found["dozen"].kind != "A" else 1)
    if "half" in found:
        return 0.5
    if "low" in found:
        return float(found["low"].value)
    return float(found["number"].value) if "number" in found else 1.0


def unit_of(found: Found) -> str:
    word = found["unit"]
    return "TS" if word.kind == "SECOND" else str(word.value)


def approximate(found: Found) -> str | None:
    """The modifier of "about", "more than"; "over" is one before a number only as an adverb ("over three years" may
    also be the stretch of time)."""
    if "approx" not in found:
        return None
    word = found["approx"]
    if word.text.lower() == "over" and found.start("approx") == found.start():
        token = found.token(word)
        if token.dep_ == "prep" or not ("number" in found or "one" in found):
            found.drop()
            return None
    return str(word.value)


@rule(
    "@APPROX @QUANTITY HYPHEN? MORE? HYPHEN? (unit:ONE_UNIT|MANY_UNITS)",
    "(?:(and_half:AND A HALF)|(?:HYPHEN LONG)|(or_so:OR (?:NUM|SO)))? (old:HYPHEN? OLD)?",
)
def length(found: Found) -> Meaning | None:
    unit = unit_of(found)
    if "and_half" in found:
        return Fixed(value=duration((amount_of(found) or 0) + 0.5, unit), kind=_DURATION, modifier=approximate(found))
    if ("old" in found and _is_age(found, unit)) or _is_year_ago(found):
        return None
    if "one" in found and (not _is_length(found) or _is_kind_of_year(found)):
        return None
    recent = found.words[found.start()].kind == "RECENT"
    if recent and (unit == "Y" or found["unit"].kind in ("UNIT", "QUARTER")):
        return None
    if (unit == "Q" and _is_fraction(found)) or (unit == "D" and _is_some_day(found)):
        return None
    if "one" in found and found.words[found.start("one") + 1].kind == "HYPHEN":
        return None  # "a once-in-a-decade storm"
    if (unit == "TS" and "one" in found) or (unit in ("Y", "FY") and _is_numbered(found)):
        return None
    if "one" in found and found.words[found.span[1] - 1].kind in ("LONG", "OLD"):
        found.drop()  # "an hour-long meeting": the article is the meeting's
    return Fixed(value=duration(amount_of(found), unit), kind=_DURATION, modifier=approximate(found))


def _is_year_ago(found: Found) -> bool:
    """ "a year-earlier loss"."""
    after, way = found.after(), found.after(2)
    return after is not None and way is not None and after.kind == "HYPHEN" and way.kind in ("AGO", "EARLIER")


def _is_numbered(found: Found) -> bool:
    """ "the 1988 year"."""
    return "number" in found and found["number"].kind == "YEAR_NUMBER" and found["unit"].kind == "UNIT"


def _is_age(found: Found, unit: str) -> bool:
    """ "52 years old", "a 13-year-old": people's ages are not told as lengths of time."""
    after = found.after()
    thing = after is not None and found.token(after).lemma_.lower() in word_list("event_nouns") | word_list(
        "old_things"
    )
    somebody = after is not None and found.token(after).lemma_.lower() in word_list("young_people")
    return somebody or (unit == "Y" and "one" not in found and not thing)


def _is_fraction(found: Found) -> bool:
    """ "a quarter of the cost", "three-quarters"."""
    after = found.after()
    hyphen = any(word.kind == "HYPHEN" for word in found.words[slice(*found.span)])
    return hyphen or (after is not None and after.kind == "OF") or "one" in found


def _is_kind_of_year(found: Found) -> bool:
    """ "changed to a calendar year"."""
    return found["unit"].text.lower().endswith(" year")


def _is_some_day(found: Found) -> bool:
    """ "could one day reach the coast"."""
    before, after = found.before(), found.after()
    if "number" not in found or found["number"].text.lower() != "one" or before is None or after is None:
        return False
    return found.token(before).tag_ == "MD" and found.token(after).pos_ in ("VERB", "AUX")


def _is_length(found: Found) -> bool:
    """ "a week" as a length, not as a rate ("four flights a week") or a thing ("a day of mourning")."""
    return not _is_rate(found)


def _is_rate(found: Found) -> bool:
    before = found.before()
    if before is None:
        return False
    if before.kind in ("NUMBER", "DAY_NUMBER", "YEAR_NUMBER", "TIMES", "ONCE"):
        return True
    token = found.token(before)
    return token.pos_ == "NUM" or (token.pos_ == "NOUN" and token.is_alpha) or before.text[0] in "$£€¥"


@rule("(?:ONCE|(?:NUM|SEVERAL) TIMES)? (span:(?:A|PER) (unit:ONE_UNIT))")
def rate(found: Found) -> Meaning | None:
    unit = unit_of(found)
    per = found.words[found.span[0]].kind == "PER"
    if unit == "TS" or not (per or _is_rate(found)):
        return None
    return Fixed(value=duration(1, unit), kind=TimeKind.SET)


@rule(
    "@APPROX (?:THE|THIS|THESE) (which:LAST|PAST|NEXT|COMING|ORDINAL|PREVIOUS|FOLLOWING|LATEST)",
    "@QUANTITY (?:MORE)? HYPHEN? (unit:MANY_UNITS)",
)
def framed_length(found: Found) -> Meaning | None:
    """ "the past three months", "over the next two years" without "over"."""
    if "approx" in found and found["approx"].text.lower() == "over":
        found.drop()
        return Fixed(value=duration(amount_of(found), unit_of(found)), kind=_DURATION)
    return Fixed(value=duration(amount_of(found), unit_of(found)), kind=_DURATION, modifier=approximate(found))


@rule("@APPROX (which:LAST|PAST|NEXT|COMING|PREVIOUS) @QUANTITY (?:MORE)? HYPHEN? (unit:MANY_UNITS)")
def bare_framed_length(found: Found) -> Meaning | None:
    if "approx" in found and found["approx"].text.lower() == "over":
        found.drop()
    return Fixed(value=duration(amount_of(found), unit_of(found)), kind=_DURATION, modifier=approximate(found))


@rule("@APPROX (?:THE|THIS) (which:LAST|PAST|NEXT|COMING) (unit:UNIT) AND A HALF")
def framed_and_half(found: Found) -> Meaning | None:
    """ "the past year and a half"."""
    return Fixed(value=duration(1.5, unit_of(found)), kind=_DURATION, modifier=approximate(found))


@rule("THE (number:NUM) (unit:MANY_UNITS)")
def the_length(found: Found) -> Meaning | None:
    return Fixed(value=duration(float(found["number"].value), unit_of(found)), kind=_DURATION)


@rule("(which:PREVIOUS|PRIOR|PAST|RECENT|FUTURE) (unit:UNITS)")
def other_years(found: Found) -> Meaning | None:
    """ "in previous years", "past years", "recent years", "future years"."""
    before = found.before()
    if unit_of(found) != "Y" or (before is not None and before.kind in ("THE", "THIS")):
        return None
    return Fixed(value="FUTURE_REF" if found["which"].kind == "FUTURE" else "PAST_REF")


@rule("(unit:UNIT) HYPHEN (?:LONG|OLD)")
def unit_long(found: Found) -> Meaning | None:
    """ "the year-long siege", "the decade-old war"."""
    if found.words[found.span[1] - 1].kind == "OLD" and _is_age(found, unit_of(found)):
        return None
    return Fixed(value=duration(1, unit_of(found)), kind=_DURATION)


@rule("(unit:UNIT_LONG)")
def unit_long_in_one_word(found: Found) -> Meaning:
    return Fixed(value=duration(1, unit_of(found)), kind=_DURATION)


@rule("IN (span:THOSE (unit:UNITS))")
def in_those_days(found: Found) -> Meaning | None:
    return Fixed(value="PAST_REF") if unit_of(found) in ("D", "Y") else None


@rule("(the:THE)? (which:LAST|PAST|COMING|NEXT|EARLY|LATE|FINAL) (unit:UNITS|QUARTERS)")
def vague_frame(found: Found) -> Meaning | None:
    unit = unit_of(found)
    if found["which"].kind in ("EARLY", "LATE", "FINAL") and (unit == "TS" or (unit != "Y" and "the" not in found)):
        return None
    return Fixed(value=duration(None, unit), kind=_DURATION)


@rule("EVERY (?:SEVERAL|COUPLE OF?) (unit:UNITS)")
def every_few(found: Found) -> Meaning:
    return Fixed(value=duration(None, unit_of(found)), kind=TimeKind.SET)


@rule("A (unit:UNITS) HYPHEN (?:LONG|OLD)")
def units_long(found: Found) -> Meaning:
    found.drop()
    return Fixed(value=duration(None, unit_of(found)), kind=_DURATION)


@rule("(the:THE)? (unit:UNITS|QUARTERS) (?:(?:AND|OR) UNITS)? (joined:HYPHEN (?:LONG|OLD))?")
def units(found: Found) -> Meaning | None:
    """Bare plurals: "for weeks", "over the years", "decades-long"."""
    unit = unit_of(found)
    before = found.before()
    after = found.after()
    if after is not None and after.kind in ("AGO", "BEFORE", "AFTER", "LATER", "EARLIER") and unit != "TS":
        return _bare_offset(found, unit, after.kind)
    spoken = before is not None and before.text.lower() in word_list("units_after")
    if unit == "TS" or not ("joined" in found or spoken or _is_spent(found)):
        return None
    if "the" in found and unit != "Y":
        found.drop()
    return Fixed(value=duration(None, unit), kind=_DURATION)


def _is_spent(found: Found) -> bool:
    """ "spent months", "months of talks"."""
    token, after = found.token(found["unit"]), found.after()
    if "the" in found or any(child.dep_ in ("amod", "poss", "det", "compound", "nummod") for child in token.children):
        return False
    spent = token.dep_ in ("dobj", "npadvmod") and token.head.lemma_ in word_list("lasting")
    return spent or (after is not None and after.kind == "OF")


def _bare_offset(found: Found, unit: str, way: str) -> Meaning:
    """ "years ago" is some time past; "hours before the vote" a length that is not told."""
    if "the" in found:
        found.drop()
    if way == "AGO":
        found.extend()
        return Fixed(value="PAST_REF")
    return Fixed(value=duration(None, unit), kind=_DURATION)


@rule(
    "(?:EVERY) SINGLE? (?:(other:OTHER)|(number:NUM|ORD))?",
    "(unit:ONE_UNIT|MANY_UNITS|SEASON|PART|WEEKDAY|MONTH|WEEKEND) (part:PART)?",
)
def every(found: Found) -> Meaning | None:
    word = found["unit"]
    every_so = 2 if "other" in found else found.number("number") if "number" in found else 1
    if word.kind == "WEEKDAY":
        return Fixed(value=f"XXXX-WXX-{word.value}" + _set_part(found), kind=TimeKind.SET)
    if word.kind == "MONTH":
        return Fixed(value=f"XXXX-{int(word.value):02d}", kind=TimeKind.SET)
    if word.kind == "SEASON":
        return Fixed(value=f"XXXX-{word.value}", kind=TimeKind.SET)
    if word.kind == "PART":
        return Fixed(value=f"XXXX-XX-XXT{word.value}", kind=TimeKind.SET)
    if word.kind == "WEEKEND":
        return Fixed(value="XXXX-WXX-WE", kind=TimeKind.SET)
    return Fixed(value=duration(every_so, unit_of(found)), kind=TimeKind.SET)


@rule("THE? ORD (day:WEEKDAY) (?:OF|IN) EVERY UNIT")
def weekday_of_every_month(found: Found) -> Meaning:
    """ "the first Monday of each month"."""
    return Fixed(value=f"XXXX-WXX-{found['day'].value}", kind=TimeKind.SET)


def _set_part(found: Found) -> str:
    return f"T{found['part'].value}" if "part" in found else ""


@rule("(day:WEEKDAYS) (part:PARTS)?")
def weekdays(found: Found) -> Meaning:
    value = found["day"].value
    part = f"T{found['part'].value}" if "part" in found else ""
    return Fixed(value=f"XXXX-WXX-{value}" + part, kind=TimeKind.SET)


@rule("(day:WEEKDAY) (part:PARTS)")
def weekday_nights(found: Found) -> Meaning:
    return Fixed(value=f"XXXX-WXX-{found['day'].value}T{found['part'].value}", kind=TimeKind.SET)


@rule("(span:(day:WEEKDAY)) (?:AND|OR) WEEKDAY (part:PARTS)")
def one_of_weekday_nights(found: Found) -> Meaning:
    """ "Monday" of "Monday and Tuesday nights"."""
    return Fixed(value=f"XXXX-WXX-{found['day'].value}T{found['part'].value}", kind=TimeKind.SET)


@rule("(set:REPEATED)")
def repeated(found: Found) -> Meaning | None:
    word, before = found["set"], found.before()
    if word.text[0].isupper() and before is not None and before.kind not in ("DOT", ""):
        return None
    if word.text[0].isupper() and not found.token(word).is_sent_start:
        return None  # part of a name: a newspaper, a programme
    if word.text == "daily" and found.token(word).tag_ == "NN":
        return None  # a newspaper
    return Fixed(value=str(found["set"].value), kind=TimeKind.SET)


@rule("(?:A)? (reference:SOON)|(word:PRESENT|RECENTLY)")
def reference(found: Found) -> Meaning | None:
    before, after = found.before(), found.after()
    if "word" in found and before is not None and after is not None and before.kind == after.kind == "AS":
        return None  # "as recently as May" is May
    return Fixed(value=str(found["reference" if "reference" in found else "word"].value))


@rule("(?:CURRENT)")
def current(found: Found) -> Meaning | None:
    return Fixed(value="PRESENT_REF")


@rule("(recent:RECENT)")
def recent(found: Found) -> Meaning | None:
    """ "the recent talks"; "the most recent" only ranks."""
    before = found.before()
    ranked = before is not None and before.text.lower() in ("more", "most")
    return None if ranked or found["recent"].text[0].isupper() else Fixed(value="PAST_REF")


@rule("THE (past:PAST)")
def the_past(found: Found) -> Meaning | None:
    token = found.token(found["past"])
    return Fixed(value="PAST_REF") if token.tag_ == "NN" and token.dep_ in ("pobj", "dobj", "nsubj", "conj") else None


@rule("THE (future:FUTURE)")
def the_future(found: Found) -> Meaning | None:
    """ "in the future"; "the future of the alliance" is what becomes of it."""
    token = found.token(found["future"])
    after = found.after()
    if after is not None and after.kind == "OF":
        return None
    if after is not None and found.token(after).pos_ in ("NOUN", "PROPN") and token.dep_ in ("amod", "compound"):
        return None
    return Fixed(value="FUTURE_REF")
