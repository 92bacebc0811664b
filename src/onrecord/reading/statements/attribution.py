"""An attribution before it becomes a statement: tokens and spans, not yet a resolved speaker.

Comes in: tokens. Goes out: `Attribution` values and the spans of phrases, trimmed of the punctuation at their edges.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.reading.annotations import text_of
from onrecord.types import Span

#: No sentence says more at once. Text without punctuation is one endless sentence to the parser.
LONGEST = 300
EDGE = frozenset(" \t\r\n\xa0,.;:—–-")


@dataclass(slots=True)
class Attribution:
    """Source, cue and content of one attribution. ``contents`` holds its pieces in the order of the text.

    ``cue_token`` and ``source_token`` are the heads; ``source`` is None where nobody is named. ``hearsay`` is said of
    adverbs such as "reportedly"; ``via`` is who relayed it.
    """

    contents: list[Span]
    cue: Span | None = None
    cue_token: Token | None = None
    source: Span | None = None
    source_token: Token | None = None
    hearsay: bool = False
    via: Span | None = None
    confidence: float | None = None


def trimmed(text: str, start: int, end: int, *, full_stop: bool = False) -> Span | None:
    """The stretch without space and punctuation at its edges; None when nothing is left. ``full_stop`` keeps it."""
    while start < end and (text[start] in EDGE or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1].isspace() if full_stop else _trims(text, start, end)):
        end -= 1
    return Span(start=start, end=end) if start < end else None


def _trims(text: str, start: int, end: int) -> bool:
    if text[end - 1].isspace():
        return True
    if text[end - 1] not in EDGE:
        return False
    # the full stop of "U.S." belongs to the word
    return not (text[end - 1] == "." and end - 2 > start and text[end - 3 : end - 2] == ".")


def token_span(doc: Doc, first: int, last: int) -> Span | None:
    """The characters from token ``first`` to token ``last``, both included, trimmed; cut at ``LONGEST`` tokens."""
    end = doc[min(last, first + LONGEST)]
    return trimmed(text_of(doc), doc[first].idx, end.idx + len(end))


def phrase_span(token: Token) -> Span | None:
    """The characters of the phrase that ``token`` heads."""
    return token_span(token.doc, token.left_edge.i, token.right_edge.i)
