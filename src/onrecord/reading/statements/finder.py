"""All attributions of a document: those of clauses, nouns and quotations, brought together.

Comes in: a parsed ``Doc``. Goes out: `Attribution` values in the order of their contents, each cue once, no quotation
cut in two. Speakers are not resolved yet.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

from onrecord.reading.annotations import text_of
from onrecord.reading.statements.attribution import Attribution, trimmed
from onrecord.reading.statements.clauses import clause_attributions
from onrecord.reading.statements.nominals import nominal_attributions
from onrecord.reading.statements.quotations import Quotations, find_quotations
from onrecord.reading.statements.speech import speech_attributions
from onrecord.reading.statements.tagged import joined, tagged_attributions
from onrecord.types import Span

DATELINE = re.compile(r"[A-Z][\w.,/ ]{1,40}?(?:\([A-Z]\w+\)\s*[—–-]*|\s[—–]|\s--)\s*")
OWN_VOICE = frozenset({"i", "we", "you", "nobody"})


def find_attributions(doc: Doc) -> list[Attribution]:
    """Every attribution of a document, in the order of its first content."""
    quotations = Quotations(find_quotations(text_of(doc)))
    return in_order(
        joined(doc, settled(doc, tagged_attributions(doc), quotations), ruled_attributions(doc, quotations))
    )


def ruled_attributions(doc: Doc, quotations: Quotations) -> list[Attribution]:
    """What rules over the parse and quotation marks find."""
    nominal = list(nominal_attributions(doc))
    voiced = {a.cue_token.head.i for a in nominal if a.cue_token is not None and a.cue_token.dep_ == "dobj"}
    verbal = [a for a in clause_attributions(doc) if a.cue_token is None or a.cue_token.i not in voiced]
    found = [a for a in (*verbal, *nominal) if not _is_own_voice(a)]
    return settled(doc, _relayed(doc, _merge(speech_attributions(doc, quotations.all), found)), quotations)


def settled(doc: Doc, attributions: list[Attribution], quotations: Quotations) -> list[Attribution]:
    """Attributions in order, their contents without datelines and cutting no quotation in two; none without content."""
    text = text_of(doc)
    for attribution in attributions:
        pieces = [
            _snapped(_without_dateline(text, piece), attribution.cue, quotations) for piece in attribution.contents
        ]
        attribution.contents = [piece for piece in pieces if piece is not None]
    kept = [attribution for attribution in attributions if attribution.contents]
    return in_order(kept)


def in_order(attributions: list[Attribution]) -> list[Attribution]:
    """By the first content, the shorter first, then by the cue."""
    return sorted(attributions, key=lambda a: (a.contents[0].start, a.contents[0].end, a.cue.start if a.cue else -1))


def _is_own_voice(attribution: Attribution) -> bool:
    """ "I think", "you know": whoever speaks there speaks already; and nobody says nothing."""
    token = attribution.source_token
    return token is not None and token.lower_ in OWN_VOICE


def _merge(spoken: list[Attribution], clauses: list[Attribution]) -> list[Attribution]:
    """Speech first; of the clauses those whose cue has not spoken already."""
    by_cue = {a.cue_token.i: a for a in spoken if a.cue_token is not None}
    result = list(spoken)
    for attribution in clauses:
        token = attribution.cue_token
        rival = by_cue.get(token.i) if token is not None else None
        if rival is None:
            result.append(attribution)
        elif any(not _touches(piece, rival) for piece in attribution.contents):
            rival.contents = sorted(
                [*rival.contents, *(p for p in attribution.contents if not _touches(p, rival))], key=lambda s: s.start
            )
    return result


def _without_dateline(text: str, piece: Span) -> Span:
    """A content without the dateline that its sentence opens with: "Vienna (AP) — "."""
    at_line_start = piece.start == 0 or text[piece.start - 1] == "\n"
    match = DATELINE.match(text, piece.start, piece.end) if at_line_start else None
    return Span(start=match.end(), end=piece.end) if match and match.end() < piece.end else piece


def _touches(piece: Span, attribution: Attribution) -> bool:
    return any(piece.overlaps(other) for other in attribution.contents)


def _snapped(piece: Span, cue: Span | None, quotations: Quotations) -> Span | None:
    """A piece that does not cut a quotation in two, and has no marks around it when it is nothing but a quotation."""
    start, end = piece.start, piece.end
    around = quotations.at(cue.start) if cue is not None else None
    if around is not None:  # said within a quotation: it ends with it
        start, end = max(start, around.inner_start), min(end, around.inner_end)
    first, last = quotations.at(start), quotations.at(end - 1)
    if first is not None and first != around and (end > first.end or start == first.inner_start):
        start = first.start
    if last is not None and last != around and last.start >= start:
        end = last.end
    if first is not None and first == last and (start, end) == (first.start, first.end):
        start, end = first.inner_start, first.inner_end
    return Span(start=start, end=end) if start < end else None


def _relayed(doc: Doc, attributions: list[Attribution]) -> list[Attribution]:
    """ "X said ..., according to Y": one statement, by X, relayed by Y."""
    by_cue = {a.cue_token.i: a for a in attributions if a.cue_token is not None and a.source is not None}
    kept = []
    for attribution in attributions:
        said = _saying_before(attribution, by_cue)
        if said is None:
            kept.append(attribution)
        else:
            said.via = attribution.source
            said.contents = [_before(doc, content, attribution) for content in said.contents]
    return kept


def _saying_before(relayer: Attribution, by_cue: dict[int, Attribution]) -> Attribution | None:
    """The attribution by a verb that ends with this "according to", if it is one."""
    token = relayer.cue_token
    if token is None or token.lower_ != "according" or token.i == 0:
        return None
    said = by_cue.get(token.head.i)
    if said is None and token.head.dep_ == "ccomp" and token.nbor(-1).text == ",":
        said = by_cue.get(token.head.head.i)
    if said is None or said is relayer or said.cue is None or relayer.cue is None or relayer.source is None:
        return None
    ends = any(content.end == relayer.source.end for content in said.contents)
    return said if (ends or token.head.i == _number(said)) and said.cue.start < relayer.cue.start else None


def _number(attribution: Attribution) -> int:
    return attribution.cue_token.i if attribution.cue_token is not None else -1


def _before(doc: Doc, content: Span, relayer: Attribution) -> Span:
    """A content without the "according to" that the parser put at its end."""
    if relayer.cue is None or not content.start < relayer.cue.start < content.end:
        return content
    return trimmed(text_of(doc), content.start, relayer.cue.start) or content
