"""Whether a decision can be taken: what it names and rests on must be there.

Comes in: a view, and what a person wants to rule. Goes out: the words of what is ruled on, and when they were
published. It stores nothing.
"""

from __future__ import annotations

from datetime import date

from onrecord.errors import BadQuery
from onrecord.record.corrections import corrected_row
from onrecord.record.decisions import DecisionKind
from onrecord.record.view import View
from onrecord.types import Evidence, Span

RULED_ON = {
    DecisionKind.RESOLVE: "forecasts",
    DecisionKind.MERGE: "events",
    DecisionKind.SPLIT: "events",
}
"""What these decisions apply to."""


def subject_words(
    view: View, kind: DecisionKind, subject: str, *, attribute: str | None = None, value: str | None = None
) -> Evidence | None:
    """The words of what is ruled on.

    Raises:
        BadQuery: when it is not in the record, or of a sort that the decision does not apply to, or when a correction
            makes no sense.
    """
    if kind is DecisionKind.UNDO:
        if subject not in {decision.id for decision in view.decisions()}:
            raise BadQuery("is not a decision of this record", subject=subject)
        return None
    line = view.line(subject)
    wanted = RULED_ON.get(kind, line["table"])
    if line["table"] != wanted:
        raise BadQuery(f"is in {line['table']}; '{kind}' applies to {wanted}", subject=subject)
    if kind is DecisionKind.CORRECT:
        corrected_row(line["table"], line, attribute or "", value)
    span = Span(start=line["start"], end=line["end"])
    return Evidence(document_id=line["document_id"], sentence=line["sentence"], span=span, quote=line["quote"])


def published_on(view: View, words: Evidence) -> date:
    """When the words were published, once it is certain that the document says them.

    Raises:
        BadQuery: when it does not, or is not in the record.
    """
    document = view.document(words.document_id)
    if document["text"][words.span.start : words.span.end] != words.quote:
        raise BadQuery(f"does not say {words.quote!r} there", subject=words.document_id)
    published: date = document["published"]
    return published
