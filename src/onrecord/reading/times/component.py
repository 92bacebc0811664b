"""The component "times": TIMEX3 expressions of a document.

Comes in: a parsed ``Doc`` with its document. Goes out: `TimeExpression` values in order of the text, none
overlapping, resolved against the publication date.
"""

from __future__ import annotations

import re
from datetime import date

from spacy.tokens import Doc

from onrecord.reading.annotations import component, document_of, evidence
from onrecord.reading.times import (  # noqa: F401  (importing registers rules)
    calendar,
    rules_calendar,
    rules_clock,
    rules_eras,
    rules_parts,
    rules_relative,
    rules_spans,
)
from onrecord.reading.times.attachment import site_of
from onrecord.reading.times.combine import combined
from onrecord.reading.times.context import Context, Resolved
from onrecord.reading.times.grammar import Candidate, candidates
from onrecord.reading.times.meaning import Day, YearPart
from onrecord.reading.times.resolve import resolve
from onrecord.reading.times.tense import direction
from onrecord.reading.times.words import Words, words_of
from onrecord.types import Document, Precision, Span, TimeExpression, TimeKind, When, content_id

_REPORTED_WITHIN = 300
"""Days after its end in which a quarter is reported on."""
_OLD = 92
"""Days after which a report is printed again rather than late."""
_PLACE = re.compile(r"\s*[A-Z][A-Z.,'’ -]{2,40}[,(] ?")
_DATELINE_END = re.compile(r"\)?,? *(?:\([\w .]{2,30}\))? *(?:[-–—_:]|\n)")
_REPORTING_PERIODS = frozenset(("P6M", "P9M", "P1Y", "P12M"))


@component("times")
def find_times(doc: Doc) -> tuple[TimeExpression, ...]:
    """The time expressions of a document, in order."""
    document = document_of(doc)
    words = words_of(document.text)
    told = combined(candidates(words, doc), words)
    written = _dateline(document, words, told[0]) if told else None
    context = Context(published=written or document.published, direction=lambda: 0, country=document.country)
    found: list[TimeExpression] = []
    for candidate in told:
        expression = _expression(doc, document, words, candidate, context)
        if expression is not None:
            found.append(expression)
    return tuple(found)


def _dateline(document: Document, words: Words, first: Candidate) -> date | None:
    """The day in the dateline of an old report ("VIENNA, June 4, 1961 (Agency) - "), which its weekdays and "yesterday"
    are counted from; None without a dateline that has its year, or when the report is new."""
    meaning = first.meaning
    if not isinstance(meaning, Day) or meaning.year is None or meaning.month is None or meaning.last is not None:
        return None
    start, end = words[first.first].start, words[first.end - 1].end
    if not (_PLACE.fullmatch(document.text[:start]) and _DATELINE_END.match(document.text, end)):
        return None
    day = date(meaning.year, meaning.month, meaning.day)
    return day if (document.published - day).days > _OLD else None


def _expression(
    doc: Doc, document: Document, words: Words, candidate: Candidate, context: Context
) -> TimeExpression | None:
    span = Span(start=words[candidate.first].start, end=words[candidate.end - 1].end)
    site = site_of(doc, span)
    context.direction = lambda: direction(site)
    context.opens_line = document.text[max(0, span.start - 4) : span.start].rstrip(" ")[-1:] in ("", "\n")
    resolved = resolve(candidate.meaning, context)
    if resolved is None:
        return None
    if resolved.value[4:6] == "-Q":
        compared = isinstance(candidate.meaning, YearPart) and candidate.meaning.year_shift == -1
        _remember_quarter(context, resolved.value, compared=compared)
    _remember(context, resolved, in_passing=site.modifies)
    return TimeExpression(
        id=content_id("time", document.id, span.start, span.end),
        evidence=evidence(doc, span),
        kind=resolved.kind,
        value=resolved.value,
        modifier=resolved.modifier,
        when=_interval(document, resolved),
        ambiguous=resolved.ambiguous,
    )


def _interval(document: Document, resolved: Resolved) -> When | None:
    """The days that a DATE or TIME denotes, and those that a length ends in ("two days later").

    "Less than a year ago" is open to the right only up to publication."""
    if resolved.kind not in (TimeKind.DATE, TimeKind.TIME):
        return resolved.when
    when = resolved.when or calendar.interval(resolved.value, resolved.modifier)
    if when is None or when.earliest is None or when.latest is not None or when.earliest > document.published:
        return when
    return When(earliest=when.earliest, latest=document.published, precision=when.precision)


def _remember(context: Context, resolved: Resolved, *, in_passing: bool) -> None:
    """Where the text is in time. A date that only tells things apart ("the 1961 treaty") moves nothing."""
    if resolved.kind is TimeKind.DURATION and resolved.value in _REPORTING_PERIODS:
        context.period = None
    value = resolved.counted or resolved.value
    if not value[:1].isdigit() or (in_passing and context.at is not None):
        return
    context.at = value[:10] if resolved.kind is TimeKind.TIME else value
    when = calendar.interval(value)
    if when is not None and when.precision is Precision.DAY:
        context.at_day = when.earliest


def _remember_quarter(context: Context, value: str, *, compared: bool) -> None:
    """The quarter that the text is about. One that it is only compared with, a year before, moves nothing; told first
    ("in last year's third quarter"), it stands for the same quarter of the year after."""
    if compared:
        value = f"{int(value[:4]) + 1:04d}{value[4:]}"
    when = calendar.interval(value)
    since = (context.published - when.latest).days if when is not None and when.latest is not None else 0
    if 0 < since < _REPORTED_WITHIN or not context.period:
        context.period = value
    if f"{int(value[:4]) + 1:04d}{value[4:]}" not in context.quarters:
        context.quarters.append(value)
