"""Which mentions can have to do with each other at all.

Comes in: mentions, and sets of ids that decisions name together. Goes out: `Part` values, such that merging all
mentions is merging the parts one by one. So events can be kept, and when a mention comes or goes just the parts that it
touches have to be merged anew: those with a `Reach` that overlaps its own. It merges nothing.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from onrecord.record.merging.blocks import PAUSE, PAUSE_IN_WAR, is_war, span_of, windows
from onrecord.record.merging.mentions import Block, Mention
from onrecord.record.sets import DisjointSets


class Reach(NamedTuple):
    """Days of a block in which something stands, or looks for its event. A block is told by a number that is made of
    it; days are ordinals."""

    block: int
    first: int
    last: int


class Part(NamedTuple):
    """Mentions that have to do with no others, and the reaches that no other part overlaps."""

    mentions: tuple[Mention, ...]
    reaches: tuple[Reach, ...]


def reaches(mention: Mention) -> list[Reach]:
    """Where a mention stands and where it looks for its event. Two that can have to do with each other overlap."""
    if span := span_of(mention):
        first, last = span[0].toordinal(), span[1].toordinal()
    else:
        near = windows(mention)
        pause = PAUSE_IN_WAR if is_war(mention) else PAUSE
        first = min(mention.published, *(window.first for window in near)).toordinal()
        last = max(mention.published.toordinal() + pause, *(window.last.toordinal() for window in near))
    return [Reach(_number(block), first, last) for block in (mention.block, *mention.wider_blocks)]


def parts(mentions: Sequence[Mention], together: Iterable[frozenset[str]] = ()) -> list[Part]:
    """Divide mentions into parts.

    Args:
        mentions: Each once.
        together: Sets of ids of mentions that must be in one part: what a decision names.
    """
    own = [reaches(mention) for mention in mentions]
    same = DisjointSets(len(mentions))
    for numbers in _alike(mentions, together):
        for number in numbers[1:]:
            same.join(numbers[0], number)
    by_block: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for number, told in enumerate(own):
        for reach in told:
            by_block[reach.block].append((reach.first, reach.last, number))
    runs = [run for block, told in by_block.items() for run in _overlapping(block, sorted(told), same)]
    reached: defaultdict[int, list[Reach]] = defaultdict(list)
    for reach, number in runs:
        reached[same.root(number)].append(reach)
    return [
        Part(tuple(mentions[number] for number in numbers), tuple(sorted(reached[numbers[0]])))
        for numbers in same.groups()
    ]


def _alike(mentions: Sequence[Mention], together: Iterable[frozenset[str]]) -> Iterator[list[int]]:
    """Numbers of mentions that stand at one place of a text, or that a decision names together."""
    places: defaultdict[tuple[str, int, int], list[int]] = defaultdict(list)
    by_id: dict[str, int] = {}
    for number, mention in enumerate(mentions):
        places[mention.document_id, mention.start, mention.end].append(number)
        by_id.update(dict.fromkeys(mention.ids, number))
    yield from places.values()
    for named in together:
        yield [by_id[one] for one in sorted(named) if one in by_id]


def _overlapping(block: int, told: Sequence[tuple[int, int, int]], same: DisjointSets) -> Iterator[tuple[Reach, int]]:
    """Stretches of days of one block that reaches cover, each with the number of a mention; what overlaps is joined."""
    start, end, one = told[0]
    for first, last, number in told[1:]:
        if first <= end:
            same.join(one, number)
            end = max(end, last)
        else:
            yield Reach(block, start, end), one
            start, end, one = first, last, number
    yield Reach(block, start, end), one


@lru_cache(maxsize=10_000)
def _number(block: Block) -> int:
    """63 bits made of a block, the same on every machine."""
    text = "\x1f".join((block.family, "\x1e".join(block.actors), "\x1e".join(block.recipients)))
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 1
