"""The component ``statements``: attributions become statements.

Comes in: a parsed ``Doc`` with its times and actors. Goes out: ``doc._.statements``. Each piece of an attribution is
one `Statement`; the first carries the cue, the others have the same source and none ("... ," he said. "...").
"""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.reading.annotations import component, document_of, evidence, text_of
from onrecord.reading.statements.attribution import Attribution
from onrecord.reading.statements.finder import find_attributions
from onrecord.reading.statements.nesting import parents_of
from onrecord.reading.statements.quotations import Quotations, find_quotations
from onrecord.reading.statements.speakers import medium_of, said_on, speaker_of
from onrecord.types import Span, Statement, StatementKind, content_id


@component("statements")
def find_statements(doc: Doc) -> tuple[Statement, ...]:
    """Every statement of a document, in the order of their contents."""
    attributions = find_attributions(doc)
    quotations = Quotations(find_quotations(text_of(doc)))
    parents = parents_of(attributions)
    ids = [statement_id(doc, attribution, attribution.contents[0], 0) for attribution in attributions]
    made: list[Statement] = []
    for attribution, parent in zip(attributions, parents, strict=True):
        made.extend(_statements(doc, attribution, quotations, None if parent is None else ids[parent]))
    unique = {statement.id: statement for statement in made}
    return tuple(sorted(unique.values(), key=lambda s: (s.evidence.span.start, s.evidence.span.end, s.id)))


def statement_id(doc: Doc, attribution: Attribution, piece: Span, number: int) -> str:
    """An id from what the statement is told apart by: its document, its content, its cue, its place in the run."""
    cue = attribution.cue
    return content_id("statement", document_of(doc).id, piece.start, piece.end, cue.start if cue else None, number)


def _statements(doc: Doc, attribution: Attribution, quotations: Quotations, parent: str | None) -> list[Statement]:
    speaker = speaker_of(doc, attribution)
    when, medium = said_on(doc, attribution), medium_of(attribution.cue_token)
    via = text_of(doc)[attribution.via.start : attribution.via.end] if attribution.via else None
    return [
        Statement(
            id=statement_id(doc, attribution, piece, number),
            evidence=evidence(doc, piece),
            speaker=speaker,
            kind=kind_of(text_of(doc), piece, quotations),
            source=attribution.source,
            cue=attribution.cue if number == 0 else None,
            said_on=when,
            medium=medium,
            via=via,
            parent=parent,
        )
        for number, piece in enumerate(attribution.contents)
    ]


def kind_of(text: str, piece: Span, quotations: Quotations) -> StatementKind:
    """Direct when all its words stand in quotation marks, mixed when some do."""
    quoted = 0
    for quotation in quotations.touching(piece):
        start, end = max(piece.start, quotation.start), min(piece.end, quotation.end)
        quoted += _letters(text, start, end)
    if not quoted:
        return StatementKind.INDIRECT
    return StatementKind.DIRECT if quoted == _letters(text, piece.start, piece.end) else StatementKind.MIXED


def _letters(text: str, start: int, end: int) -> int:
    return sum(character.isalnum() for character in text[start:end]) if start < end else 0
