"""Dates counted from an event: "two days after the summit", "a week before the leaders met".

Comes in: a length of time and the parse; then the day of the event. Goes out: which event it is counted from and what
it dates; then the day counted. Whether and when the event happened is asked elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from onrecord.reading.times import calendar
from onrecord.reading.times.grammar import token_at
from onrecord.types import Precision, TimeExpression, TimeKind, When

_LENGTH = re.compile(r"P(?P<amount>\d+)(?P<unit>[DWMY])$")
_WAYS = {"after": 1, "following": 1, "before": -1}
_VERBAL = ("VERB", "AUX")


def dated(expression: TimeExpression) -> TimeExpression | None:
    """An expression as the date that it tells: itself, or the day that its length ends in ("two days later"); None for
    what tells no date."""
    when = expression.when
    if when is None or when.earliest is None or expression.kind is not TimeKind.DURATION:
        return None if when is None else expression
    unit = {Precision.DAY: "D", Precision.MONTH: "M", Precision.YEAR: "Y"}.get(when.precision, "Q")
    return replace(expression, kind=TimeKind.DATE, value=calendar.value_at(when.earliest, unit))


@dataclass(frozen=True, slots=True)
class Count:
    """``expression`` is a length that dates ``host``, counted from ``event`` forwards (1) or backwards (-1)."""

    expression: TimeExpression
    event: Token
    host: Token
    way: int


def count_of(doc: Doc, expression: TimeExpression) -> Count | None:
    """What a length is counted from; None when it is a plain length."""
    if expression.kind is not TimeKind.DURATION or expression.when is not None or not _LENGTH.match(expression.value):
        return None
    last = token_at(doc, expression.evidence.span.end - 1)
    if last.i + 1 >= len(doc) or doc[last.i + 1].lower_ not in _WAYS:
        return None
    word = doc[last.i + 1]
    event = _event(word)
    host = None if event is None else _host(word, event)
    if event is None or host is None:
        return None
    return Count(expression, event, host, _WAYS[word.lower_])


def _event(word: Token) -> Token | None:
    """The noun under "after", or the verb of the clause that it opens."""
    if word.dep_ == "mark":
        return word.head
    return next((child for child in word.children if child.dep_ in ("pobj", "pcomp")), None)


def _host(word: Token, event: Token) -> Token | None:
    head = event.head if word.dep_ == "mark" else word.head
    return None if head.i in (event.i, word.i) else head


def counted(count: Count, when: When) -> tuple[str, When] | None:
    """The value and the interval so long after or before ``when``; None when the event's time is told too roughly."""
    match = _LENGTH.match(count.expression.value)
    fine = {"D": (Precision.DAY,), "W": (Precision.DAY,), "M": (Precision.DAY, Precision.MONTH)}
    if match is None or when.earliest is None or when.latest is None:
        return None
    unit = match["unit"]
    if when.precision not in fine.get(unit, (Precision.DAY, Precision.MONTH, Precision.YEAR)):
        return None
    day = calendar.moved(when.earliest, count.way * int(match["amount"]), unit)
    if day is None:
        return None
    value = calendar.value_at(day, {"W": "D"}.get(unit, unit))
    interval = calendar.interval(value)
    return None if interval is None else (value, interval)
