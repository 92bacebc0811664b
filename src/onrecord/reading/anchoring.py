"""When an event happened: the time expression that belongs to a trigger.

Comes in: a parsed ``Doc`` with its time expressions, and the token of an event trigger. Goes out: the
`TimeExpression` that dates it, or None: an event without a date is not dated by the publication day. It reads the
parse only; it does not decide whether the event happened.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.reading.times.grammar import token_at
from onrecord.reading.times.lists import word_list
from onrecord.types import TimeExpression, TimeKind


def anchor(doc: Doc, token: Token) -> TimeExpression | None:
    """The time of the event whose trigger is ``token``; None when the text gives none."""
    attached = attachments(doc)
    current = token
    for _ in range(4):
        found = attached.get(current.i)
        if found:
            return found[0]
        head = current.head
        if head.i == current.i or head.lemma_ in word_list("reporting") or head.pos_ not in ("VERB", "AUX", "NOUN"):
            return None
        current = head
    return None


def attachments(doc: Doc) -> dict[int, list[TimeExpression]]:
    """Token number of a verb or noun to the dates that hang on it, in order of the text; made once a document."""
    known: dict[int, list[TimeExpression]] | None = doc.user_data.get("onrecord_attachments")
    if known is None:
        known = doc.user_data["onrecord_attachments"] = {}
        for expression in doc._.times:
            if expression.kind in (TimeKind.DATE, TimeKind.TIME) and expression.when is not None:
                known.setdefault(_dated(doc, expression).i, []).append(expression)
    return known


def _dated(doc: Doc, expression: TimeExpression) -> Token:
    """The verb or noun that an expression hangs on."""
    span = expression.evidence.span
    first, last = token_at(doc, span.start), token_at(doc, span.end - 1)
    root: Token = doc[first.i : last.i + 1].root
    current = root.head
    while current.dep_ in ("prep", "pcomp") or current.pos_ == "ADP":
        if current.head.i == current.i:
            break
        current = current.head
    return current
