"""A report's text cut into pieces, each with the marks that lie on it.

Comes in: a text, marks on spans of it, and where its sentences begin. Goes out: paragraphs of pieces. Marks may overlap
in any way; pieces never do, so that markup made of them nests. Offsets are code points, as everywhere in a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

LAYERS = ("statements", "events", "dates", "actors", "agreements", "forecasts")
PART = 7_000
"""Characters of a report that are shown at a time, to the end of the paragraph or sentence that they end in."""

_BREAK = re.compile(r"\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something that is told about a stretch of text.

    Attributes:
        key: Its id on the page.
        layer: One of `LAYERS`.
        style: Further class names for it.
    """

    key: str
    layer: str
    start: int
    end: int
    style: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks.

    Attributes:
        marks: Those that lie on it, the widest first.
        opens: Those of them that begin here.
        sentence: The number of the sentence that begins here, if one does.
    """

    text: str
    marks: tuple[Mark, ...]
    opens: tuple[Mark, ...]
    sentence: int | None = None

    @property
    def classes(self) -> str:
        return " ".join(dict.fromkeys(f"l-{mark.layer} {mark.style}".strip() for mark in self.marks))

    @property
    def keys(self) -> str:
        return " ".join(mark.key for mark in self.marks)


def parts(text: str, sentences: Sequence[tuple[int, int]], size: int = PART) -> list[tuple[int, int]]:
    """Where a long text is cut for reading: (start, end) of each part, at ends of sentences.

    A sentence that is longer than a part is cut inside; together the parts are the whole text.
    """
    cuts = [0]
    for start, _ in sentences:
        if start - cuts[-1] > size:
            cuts.append(start)
    cuts.append(len(text))
    bounded = []
    for start, end in pairwise(cuts):
        bounded += [(at, min(at + 2 * size, end)) for at in range(start, max(end, start + 1), 2 * size)]
    return bounded


def paragraphs(
    text: str, marks: Iterable[Mark], sentences: Sequence[tuple[int, int]], *, start: int = 0, end: int | None = None
) -> list[list[Piece]]:
    """The pieces of a part of a text, by paragraph.

    Args:
        text: The whole text.
        marks: Marks on it; those outside the part are left out, those that cross its edge are cut.
        sentences: Where sentences begin and end.
        start: Where the part begins.
        end: Where it ends; the end of the text, when None.
    """
    stop = len(text) if end is None else end
    inside = sorted(
        (mark for mark in marks if mark.start < stop and start < mark.end),
        key=lambda mark: (mark.start, -mark.end, mark.key),
    )
    numbers = {first: number for number, (first, _) in enumerate(sentences) if start <= first < stop}
    cuts = {start, stop, *numbers}
    for mark in inside:
        cuts |= {max(mark.start, start), min(mark.end, stop)}
    found, at = [], start
    for gap in _BREAK.finditer(text, start, stop):
        found.append((at, gap.start()))
        at = gap.end()
    found.append((at, stop))
    return _cut(text, inside, numbers, sorted(cuts), [(first, last) for first, last in found if first < last])


def _cut(
    text: str,
    marks: Sequence[Mark],
    numbers: dict[int, int],
    cuts: Sequence[int],
    blocks: Sequence[tuple[int, int]],
) -> list[list[Piece]]:
    """One sweep over cuts and marks, both in the order of the text."""
    made: list[list[Piece]] = []
    active: list[Mark] = []
    waiting = 0
    place = 0
    opened: set[str] = set()
    for first, last in blocks:
        pieces = []
        edges = [first]
        while place < len(cuts) and cuts[place] < last:
            if cuts[place] > first:
                edges.append(cuts[place])
            place += 1
        for left, right in zip(edges, [*edges[1:], last], strict=True):
            while waiting < len(marks) and marks[waiting].start < right:
                active.append(marks[waiting])
                waiting += 1
            active = [mark for mark in active if mark.end > left]
            on = tuple(mark for mark in active if mark.start < right)
            opens = tuple(mark for mark in on if mark.key not in opened)
            opened.update(mark.key for mark in opens)
            number = next((numbers[at] for at in (left,) if at in numbers), None)
            pieces.append(Piece(text[left:right], on, opens, number))
        made.append(pieces)
    return made
