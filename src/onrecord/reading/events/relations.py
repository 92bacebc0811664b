"""What one actor does to another in a sentence, as one root of PLOVER's codebook.

Comes in: a parsed ``Doc`` and the two stretches that name the actors. Goes out: a probability for each root of
`onrecord.ontology.codebook.ROOTS`. This is the task of relation sets, where the actors are given and there always is a
relation; the reader itself asks which words name acts, and needs no pair to begin with.
"""

from __future__ import annotations

import numpy as np
from spacy.tokens import Doc, Token

from onrecord.ontology.codebook import ROOTS
from onrecord.reading.events.heads import scores_of
from onrecord.types import Span


def roots_between(doc: Doc, source: Span, target: Span) -> dict[str, float]:
    """The probability of each root from ``source`` to ``target``, the likeliest first.

    Raises:
        ValueError: when a stretch has no word.
    """
    ends = [_head(doc, stretch) for stretch in (source, target)]
    chances = scores_of(doc).root(*ends)
    return {ROOTS[n]: float(chances[n]) for n in np.argsort(-chances)}


def _head(doc: Doc, stretch: Span) -> Token:
    """The syntactic head of a stretch."""
    span = doc.char_span(stretch.start, stretch.end, alignment_mode="expand")
    words = [token for token in span if not token.is_space] if span is not None else []
    if not words:
        raise ValueError(f"no word at {stretch.start}-{stretch.end}")
    return doc[words[0].i : words[-1].i + 1].root
