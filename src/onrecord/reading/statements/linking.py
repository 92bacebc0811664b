"""Which source and which content belong to which cue.

Comes in: the text and tagged stretches of it (source, cue, content). Goes out: groups of one cue, its source and its
contents. It goes by distance: words in between, ends of sentences and paragraphs, other cues; it knows no grammar.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.types import Span

WORD = re.compile(r"\w+")
SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*(?=\s+[\"“‘'(\[]?[A-Z0-9])|\n+")
REACH = 12
SENTENCE_COST, PARAGRAPH_COST, CUE_COST, BEHIND_COST = 14, 30, 12, 2
SOURCE_LIMIT, CONTENT_LIMIT, RUN_ON_LIMIT = 45, 90, 60
MARKS = frozenset("“”\"«»„‘'`")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A stretch of text with its role: ``source``, ``cue`` or ``content``; ``confidence`` is the tagger's."""

    role: str
    span: Span
    confidence: float = 1.0


@dataclass(slots=True)
class Group:
    """One attribution by its stretches."""

    cue: Tagged
    source: Tagged | None = None
    contents: list[Tagged] = field(default_factory=list)


class Distances:
    """Costs between stretches of one text."""

    def __init__(self, text: str, cues: Sequence[Tagged]) -> None:
        self._words = [match.start() for match in WORD.finditer(text)]
        ends = list(SENTENCE_END.finditer(text))
        self._sentences = [match.start() for match in ends if "\n" not in match.group()]
        self._paragraphs = [match.start() for match in ends if "\n" in match.group()]
        self._cues = [cue.span.start for cue in cues]

    def between(self, a: Span, b: Span) -> int:
        """What lies between two stretches, in words and penalties; 0 when they touch."""
        start, end = (a.end, b.start) if a.end <= b.start else (b.end, a.start)
        if start >= end:
            return 0
        cost = _inside(self._words, start, end) + CUE_COST * _inside(self._cues, start, end)
        # the full stop before a closing quotation mark lies inside the content
        cost += SENTENCE_COST * _inside(self._sentences, start - 2, end)
        return cost + PARAGRAPH_COST * _inside(self._paragraphs, start, end)


def _inside(positions: list[int], start: int, end: int) -> int:
    return bisect_left(positions, end) - bisect_left(positions, start)


def link(text: str, tagged: Sequence[Tagged]) -> list[Group]:
    """Groups in the order of their cues; a cue without content is no attribution and is left out."""
    cues = [t for t in tagged if t.role == "cue"]
    sources = [t for t in tagged if t.role == "source"]
    contents = [t for t in tagged if t.role == "content"]
    if not cues:
        return []
    distances = Distances(text, cues)
    groups = [Group(cue) for cue in cues]
    starts = [cue.span.start for cue in cues]
    for content in contents:
        number = _nearest(content, cues, starts, distances)
        if number is not None:
            groups[number].contents.append(content)
    for group in groups:
        group.contents = _of_one_saying(text, group, distances)
    _share(groups, distances)
    source_starts = [source.span.start for source in sources]
    for group in groups:
        group.source = _source(group, sources, source_starts, distances)
    return [group for group in groups if group.contents]


def _of_one_saying(text: str, group: Group, distances: Distances) -> list[Tagged]:
    """The contents that one cue can have: those of its sentence, and quotations that go on before or behind it."""
    costs = [(distances.between(group.cue.span, content.span), content) for content in group.contents]
    nearest = min((cost for cost, _ in costs), default=0)
    kept = []
    for cost, content in costs:
        runs_on = is_quoted(text, content.span) and cost < RUN_ON_LIMIT
        if cost == nearest or cost < SENTENCE_COST or runs_on:
            kept.append(content)
    return kept


def is_quoted(text: str, span: Span) -> bool:
    """Whether a stretch begins with a quotation mark, within it or right before it."""
    return text[span.start] in MARKS or (span.start > 0 and text[span.start - 1] in MARKS)


def _nearest(content: Tagged, cues: Sequence[Tagged], starts: list[int], distances: Distances) -> int | None:
    """The cue that is cheapest to reach from a content; one before it is preferred a little."""
    middle = bisect_left(starts, content.span.start)
    best: tuple[int, int] | None = None
    for number in range(max(0, middle - REACH), min(len(cues), middle + REACH)):
        cost = distances.between(cues[number].span, content.span)
        cost += BEHIND_COST if number >= middle else 0
        if cost < CONTENT_LIMIT and (best is None or (cost, number) < best):
            best = (cost, number)
    return best[1] if best else None


def _share(groups: list[Group], distances: Distances) -> None:
    """Give each cue that went away empty the nearest content of a neighbour that has several."""
    for number, group in enumerate(groups):
        if group.contents:
            continue
        rich = [g for g in groups[max(0, number - 2) : number + 3] if len(g.contents) > 1]
        offers = [
            (distances.between(group.cue.span, c.span), i, j)
            for i, g in enumerate(rich)
            for j, c in enumerate(g.contents)
        ]
        if offers and min(offers)[0] < SENTENCE_COST:
            _, i, j = min(offers)
            group.contents.append(rich[i].contents.pop(j))


def _source(group: Group, sources: Sequence[Tagged], starts: list[int], distances: Distances) -> Tagged | None:
    """The nearest source, before the cue rather than behind it."""
    cue = group.cue.span
    middle = bisect_left(starts, cue.start)
    offers = []
    for number in range(max(0, middle - REACH), min(len(sources), middle + REACH)):
        span = sources[number].span
        cost = distances.between(span, cue) + (BEHIND_COST if number >= middle else 0)
        offers.append((cost, number))
    if not offers or min(offers)[0] > SOURCE_LIMIT:
        return None
    return sources[min(offers)[1]]
