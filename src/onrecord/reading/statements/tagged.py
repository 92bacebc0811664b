"""Attributions from what the tagger marked, with what only rules can give.

Comes in: a parsed ``Doc`` and the attributions that rules found. Goes out: the tagger's attributions, and of the rules'
those that its training text does not have: nested ones, hearsay ("reportedly"), and passives without an agent.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from onrecord.reading.annotations import text_of
from onrecord.reading.statements.attribution import Attribution, trimmed
from onrecord.reading.statements.linking import Group, link
from onrecord.reading.statements.tagger import tagged_stretches
from onrecord.types import Span

QUOTES = "“”\"„«»‘’'`"
SAME = 0.4


def tagged_attributions(doc: Doc) -> list[Attribution]:
    """What the tagger found, in the order of the cues."""
    starts = [token.idx for token in doc]
    found = [_attribution(doc, starts, group) for group in link(text_of(doc), tagged_stretches(doc))]
    return [attribution for attribution in found if attribution.contents]


def completed(tagged: Sequence[Attribution], ruled: Sequence[Attribution]) -> list[Attribution]:
    """The tagger's attributions and those of the rules that it cannot give."""
    contents = sorted((c.start, c.end) for a in tagged for c in a.contents)
    cues = sorted((a.cue.start, a.cue.end) for a in tagged if a.cue is not None)
    extra = []
    for attribution in ruled:
        anchor = attribution.cue or attribution.contents[0]
        if _touched(anchor, cues):
            continue
        nested = _touched(anchor, contents)
        nameless = attribution.source is None and attribution.cue_token is not None
        if nested or (nameless and not any(_same(c, contents) for c in attribution.contents)):
            extra.append(attribution)
    return [*tagged, *extra]


def _attribution(doc: Doc, starts: Sequence[int], group: Group) -> Attribution:
    pieces = [_content(text_of(doc), tagged.span) for tagged in group.contents]
    source = group.source.span if group.source else None
    return Attribution(
        contents=sorted((piece for piece in pieces if piece is not None), key=lambda s: s.start),
        cue=group.cue.span,
        cue_token=_head(doc, starts, group.cue.span, verb=True),
        source=source,
        source_token=_head(doc, starts, source) if source else None,
    )


def _content(text: str, span: Span) -> Span | None:
    """A content in our convention: no "that" before it, no punctuation around it; a quotation keeps its own."""
    start, end = span.start, span.end
    if text[start : start + 5].lower() == "that ":
        start += 5
    if text[end - 1] in QUOTES and text[start] in QUOTES:
        return Span(start=start, end=end)
    return trimmed(text, start, end)


def _head(doc: Doc, starts: Sequence[int], span: Span, *, verb: bool = False) -> Token:
    """The syntactic head of a stretch; with ``verb`` its first verb, if it has one."""
    first = max(0, bisect_right(starts, span.start) - 1)
    past = max(first + 1, bisect_left(starts, span.end))
    if verb:
        for token in doc[first:past]:
            if token.pos_ == "VERB":
                return token
    return doc[first:past].root


def _touched(span: Span, others: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch begins in one of the others, which are sorted and do not overlap."""
    number = bisect_right(others, (span.start, 1 << 60)) - 1
    return number >= 0 and others[number][1] > span.start


def _same(span: Span, others: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch is about the same words as one of the others."""
    number = max(0, bisect_right(others, (span.start, 1 << 60)) - 2)
    for start, end in others[number : number + 4]:
        shared = min(end, span.end) - max(start, span.start)
        if shared > SAME * (max(end, span.end) - min(start, span.start)):
            return True
    return False
