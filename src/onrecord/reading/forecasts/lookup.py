"""What the earlier components found in a stretch of a document, without a scan over all of it.

Comes in: a ``Doc`` with its layers. Goes out: the annotations of one layer that begin in a stretch of text, and the
innermost statement around one. Both are looked up in indices that are made once a document.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from spacy.tokens import Doc

from onrecord.reading.annotations import sentence_number
from onrecord.types import ActorMention, EventMention, Span, Statement, TimeExpression


def times_in(doc: Doc, first: int, last: int) -> list[TimeExpression]:
    """The time expressions that begin at a code point from ``first`` to before ``last``."""
    return _inside(doc, "times", first, last)


def actors_in(doc: Doc, first: int, last: int) -> list[ActorMention]:
    """The mentions of actors that begin there."""
    return _inside(doc, "actors", first, last)


def events_in(doc: Doc, first: int, last: int) -> list[EventMention]:
    """The event mentions that begin there."""
    return _inside(doc, "events", first, last)


def innermost(doc: Doc, span: Span) -> Statement | None:
    """The smallest statement whose content contains a stretch of text."""
    around = [each for each in statements_near(doc, span) if each.evidence.span.contains(span)]
    return min(around, key=lambda each: (each.evidence.span.end - each.evidence.span.start, each.id), default=None)


def statements_near(doc: Doc, span: Span) -> list[Statement]:
    """The statements whose content or cue shares a sentence with the start of a stretch of text."""
    known = doc.user_data.get("onrecord_statements_by_sentence")
    if known is None:
        known = doc.user_data["onrecord_statements_by_sentence"] = {}
        for statement in doc._.statements:
            for number in _sentences_of(doc, statement):
                known.setdefault(number, []).append(statement)
    found: list[Statement] = known.get(sentence_number(doc, span.start), [])
    return found


def _sentences_of(doc: Doc, statement: Statement) -> list[int]:
    content = statement.evidence.span
    first, last = sentence_number(doc, content.start), sentence_number(doc, content.end - 1)
    cue = [] if statement.cue is None else [sentence_number(doc, statement.cue.start)]
    return sorted({*range(first, last + 1), *cue})


def _inside(doc: Doc, layer: str, first: int, last: int) -> list[Any]:
    key = f"onrecord_{layer}_by_start"
    known = doc.user_data.get(key)
    if known is None:
        items = sorted(getattr(doc._, layer), key=lambda each: (each.evidence.span.start, each.evidence.span.end))
        known = doc.user_data[key] = ([each.evidence.span.start for each in items], items)
    starts, items = known
    return list(items[bisect_left(starts, first) : bisect_left(starts, last)])
