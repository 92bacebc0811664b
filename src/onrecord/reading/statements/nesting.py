"""Which attribution stands inside which.

Comes in: the attributions of a document. Goes out: for each the number of the smallest other one whose content holds
its cue. Linear but for the depth of nesting.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.reading.statements.attribution import Attribution


def parents_of(attributions: Sequence[Attribution]) -> list[int | None]:
    """For each attribution the index of the one that it is nested in, or None."""
    pieces = sorted(
        ((content.start, -content.end, number) for number, a in enumerate(attributions) for content in a.contents)
    )
    anchors = sorted((_anchor(a), number) for number, a in enumerate(attributions))
    parents: list[int | None] = [None] * len(attributions)
    open_pieces: list[tuple[int, int, int]] = []
    next_piece = 0
    for anchor, number in anchors:
        while next_piece < len(pieces) and pieces[next_piece][0] <= anchor:
            open_pieces.append(pieces[next_piece])
            next_piece += 1
        open_pieces = [piece for piece in open_pieces if -piece[1] > anchor]
        holders = [(-piece[1] - piece[0], piece[2]) for piece in open_pieces if piece[2] != number]
        holders = [h for h in holders if not _is_within(attributions[h[1]], attributions[number])]
        parents[number] = min(holders)[1] if holders else None
    return parents


def _anchor(attribution: Attribution) -> int:
    """Where an attribution stands: its cue, or its content when it has none."""
    return attribution.cue.start if attribution.cue else attribution.contents[0].start


def _is_within(inner: Attribution, outer: Attribution) -> bool:
    """Whether ``inner`` is itself nested in ``outer``: two cannot hold each other."""
    anchor = _anchor(inner)
    return any(c.start <= anchor < c.end for c in outer.contents) and _size(outer) > _size(inner)


def _size(attribution: Attribution) -> int:
    return sum(content.end - content.start for content in attribution.contents)
