"""Until when a forecast should have come true.

Comes in: a cue, the document's time expressions, and the day of publication. Goes out: a `When`, or None when the text
sets no date. Spans counted from now ("within two weeks") run from the day of publication; for vague ones ("within
days") a cautious limit is taken.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from spacy.tokens import Doc, Token

from onrecord.reading.anchoring import anchor
from onrecord.reading.annotations import document_of
from onrecord.reading.forecasts.cues import Cue
from onrecord.reading.forecasts.lookup import times_in
from onrecord.types import Precision, TimeExpression, TimeKind, When

_DAYS = {"D": 1, "W": 7, "M": 31, "Y": 366}
_VAGUE = {"D": 10, "W": 42, "M": 366}
_DURATION = re.compile(r"^P(?P<count>\d+|X)(?P<unit>[DWMY])$")
# "his first trip in 24 years" looks back.
_SINCE = re.compile(r"\b(?:first|last|second|third|[a-z]{3,}est|most)\b[^.]*$", re.IGNORECASE)
# "sets it back by at least a year" is how much.
_BY_HOW_MUCH = re.compile(r"\bby\b[^.,;]*$", re.IGNORECASE)
_FROM_NOW = re.compile(r"(?:within|in|over|during|next|coming|only|just|a few|few|away)", re.IGNORECASE)


def horizon(doc: Doc, cue: Cue) -> When | None:
    """When the forecast should have come true, from the words of the forecast first, else from what its verb is
    anchored to. A date before publication is no horizon."""
    published = document_of(doc).published
    start, end = doc[cue.stretch[0]].idx, doc[cue.stretch[1] - 1].idx + len(doc[cue.stretch[1] - 1])
    anchored = [anchor(doc, token) for token in (cue.head, *_hedging_verbs(doc, cue))]
    told = [each for each in anchored if each is not None] + times_in(doc, start, end)
    for time in told or _in_front(doc, cue):
        found = _future(doc, time, published)
        if found is not None:
            return found
    return None


def _in_front(doc: Doc, cue: Cue) -> list[TimeExpression]:
    """The date that a sentence opens with, before a clause that is said only behind it: "On Friday, leaders will
    decide, she said", where the parser dates the saying."""
    sentence = cue.head.sent
    text = document_of(doc).text
    first = doc[cue.stretch[0]].idx
    if cue.head.dep_ != "ccomp" or cue.head.head.i < cue.head.i or first <= sentence.start_char:
        return []
    return [
        time
        for time in times_in(doc, sentence.start_char, first)
        if text[time.evidence.span.end : first].strip() == "," and time.evidence.span.start - sentence.start_char <= 4
    ]


def _hedging_verbs(doc: Doc, cue: Cue) -> list[Token]:
    """The verbs of the hedge ("is *preparing* to"), which a date may hang on instead."""
    return [doc[place] for place in sorted(cue.inserted) if doc[place].pos_ == "VERB"]


def _future(doc: Doc, time: TimeExpression, published: date) -> When | None:
    if time.when is not None:
        return time.when if time.when.latest is not None and time.when.latest >= published else None
    if time.kind is not TimeKind.DURATION:
        return None
    match = _DURATION.match(time.value)
    text = document_of(doc).text
    before = text[max(0, time.evidence.span.start - 16) : time.evidence.span.start]
    after = text[time.evidence.span.end : time.evidence.span.end + 6]
    counted = _SINCE.search(text[max(0, time.evidence.span.start - 50) : time.evidence.span.start])
    if (
        match is None
        or counted is not None
        or _BY_HOW_MUCH.search(before)
        or not _FROM_NOW.search(before + time.evidence.quote + after)
        or "ago" in after
    ):
        return None
    unit = match["unit"]
    days = _VAGUE.get(unit) if match["count"] == "X" else int(match["count"]) * _DAYS[unit]
    if days is None or days > 36600:
        return None
    return When(earliest=published, latest=published + timedelta(days=days), precision=Precision.RANGE)


def spoken(when: When) -> str:
    """A horizon in words, to be put behind a sentence: "on 18 June 2024", "in June 2024", "by 2 July 2024"."""
    if when.precision is Precision.YEAR and when.earliest is not None:
        return f"in {when.earliest.year}"
    if when.precision is Precision.MONTH and when.earliest is not None:
        return f"in {month(when.earliest)}"
    if when.earliest is not None and when.earliest == when.latest:
        return f"on {day(when.earliest)}"
    if when.latest is not None:
        return f"by {day(when.latest)}"
    return f"after {day(when.earliest)}" if when.earliest is not None else ""


def day(value: date) -> str:
    """ "18 June 2024"."""
    return f"{value.day} {month(value)}"


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def month(value: date) -> str:
    """ "June 2024", whatever the language of the machine."""
    return f"{MONTHS[value.month - 1]} {value.year}"
