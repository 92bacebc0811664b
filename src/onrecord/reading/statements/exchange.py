"""Spans as PolNeAR counts them.

Comes in: an `Attribution`. Goes out: its spans in PolNeAR's convention, where the conjunction "that" and a quotation's
marks belong to the content; here they do not.
"""

from __future__ import annotations

from onrecord.reading.statements.attribution import Attribution
from onrecord.types import Span


def polnear_spans(text: str, attribution: Attribution) -> dict[str, list[list[int]]]:
    """``{"source": [[start, end]], "cue": [...], "content": [...]}`` in character offsets."""
    return {
        "source": [[attribution.source.start, attribution.source.end]] if attribution.source else [],
        "cue": [[attribution.cue.start, attribution.cue.end]] if attribution.cue else [],
        "content": [[_with_that(text, piece), piece.end] for piece in attribution.contents],
    }


def _with_that(text: str, piece: Span) -> int:
    return piece.start - 5 if text[max(0, piece.start - 5) : piece.start].lower() == "that " else piece.start
