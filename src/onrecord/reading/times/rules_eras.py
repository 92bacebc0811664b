"""Rules for decades and centuries: "the early 1990s", "the '60s", "the 18th and 19th centuries".

Comes in: matches of patterns over word classes. Goes out: a `Meaning` each. Figures in the plural that tell a height or
an age are left out.
"""

from __future__ import annotations

from onrecord.reading.times.grammar import Found, rule
from onrecord.reading.times.lists import word_list
from onrecord.reading.times.meaning import Fixed, Meaning
from onrecord.reading.times.rules_calendar import edge_of, is_before_christ


@rule("@EDGE (the:THE)? @INSIDE (year:YEAR_NUMBER) APOSTROPHE S")
def decade_with_apostrophe(found: Found) -> Meaning | None:
    """ "the early 1990's"; "1990's first quarter" is the year."""
    modifier = edge_of(found) or (str(found["inside"].value) if "inside" in found else None)
    if found.number("year") % 10 or (
        "the" not in found and modifier is None and found.words[found.span[0]].kind != "THE"
    ):
        return None
    return Fixed(value=f"{found.number('year') // 10}", modifier=modifier)


@rule("@EDGE THE? @INSIDE (decade:DECADE)")
def decade(found: Found) -> Meaning | None:
    number = found.number("decade")
    before = found.before()
    if number < 100:
        if before is not None and before.text.lower() in ("his", "her", "their", "my", "our", "your", "its"):
            return None  # an age: "in his sixties"
        if _is_level(found):
            return None
        number += 1900
    modifier = edge_of(found) or (str(found["inside"].value) if "inside" in found else None)
    return Fixed(value=f"{number // 10}", modifier=modifier)


def _is_level(found: Found) -> bool:
    """ "fell to the mid-20s": figures without an apostrophe that tell how high or how old."""
    word, before, decade_before = found["decade"], found.before(), found.before(2)
    worded = not word.text[0].isdigit() or (decade_before is not None and decade_before.kind == "DECADE")
    framed = found.words[found.span[0]].kind in ("THE", "EARLY", "LATE", "MID", "EDGE")
    return (not worded and (not framed or (int(word.value) < 50 and ("inside" in found or "edge" in found)))) or (
        before is not None and before.text.lower() in word_list("levels")
    )


@rule("@EDGE (frame:THE|THIS|LAST)? @INSIDE (number:ORD) (hyphen:HYPHEN)? (unit:UNIT)")
def century(found: Found) -> Meaning | None:
    framed = any(part in found for part in ("frame", "hyphen", "edge", "inside")) or found.number("number") > 4
    if found["unit"].value != "C" or not framed or is_before_christ(found):
        return None
    modifier = edge_of(found) or (str(found["inside"].value) if "inside" in found else None)
    return Fixed(value=f"{found.number('number') - 1:02d}", modifier=modifier)


@rule("THE? (first:ORD) (?:AND|OR|TO|HYPHEN) THE? (last:ORD) (unit:UNITS)")
def centuries(found: Found) -> Meaning | None:
    """ "the 18th and 19th centuries"."""
    first, last = found.number("first"), found.number("last")
    if found["unit"].value != "C" or not 0 < first < last or is_before_christ(found):
        return None
    return Fixed(value=f"{first - 1:02d}/{last - 1:02d}")
