"""Pairs of actors with the root between them: rows of a relation set, and pairs of the written sentences.

Comes in: files. Goes out: `Pair` values. Of each event of a written sentence the actor and the recipient that stand
nearest to its trigger make a pair, of a joint one two actors; an event with one side alone makes a pair whose other end
isn't named, as relation sets have them. It does not train.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.ontology.codebook import MODES, ROOTS
from onrecord.reading.events.marking import Pieces, Stretch, marked_pieces, unmarked
from onrecord.reading.events.tagging import ACTS
from training.events.written import Event, Record, load
from training.relations.coding import coded

UNKNOWN = -100
CLS, SEP = 101, 102


@dataclass(frozen=True, slots=True)
class Pair:
    """Subwords of a text with its actors marked, the places of their first marks (0 for none), the root between them,
    and, of written ones, the act and its mode."""

    ids: tuple[int, ...]
    source: int
    target: int
    root: int
    act: int = UNKNOWN
    mode: int = UNKNOWN


def pair(
    text: str, source: Sequence[Stretch], target: Sequence[Stretch], pieces: Pieces, marks: tuple[int, int], *kinds: int
) -> Pair:
    """One pair; ``kinds`` are the numbers of root, act and mode."""
    found, here, there = marked_pieces(text, source, target, pieces, marks)
    return Pair((CLS, *found, SEP), here, there, *kinds)


def rows(path: Path, pieces: Pieces, marks: tuple[int, int]) -> list[Pair]:
    """The rows of a file in PLV's format, in its order.

    Raises:
        ValueError: when a mark is not closed, or a root is unknown.
    """
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t"))
    return [pair(*unmarked(row["marked_sentence"]), pieces, marks, ROOTS.index(row["gold_root"])) for row in table]


def written(paths: Sequence[Path], pieces: Pieces, marks: tuple[int, int]) -> list[Pair]:
    """The pairs of files of written records."""
    return [
        pair(record.text, [source] if source else [], [target] if target else [], pieces, marks, *kinds)
        for path in paths
        for record in load(path)
        for source, target, *kinds in pairs_of(record)
    ]


Kinds = tuple[Stretch | None, Stretch | None, int, int, int]


def pairs_of(record: Record) -> Iterator[Kinds]:
    """Each pair of a record once, with the root of the first event between the two."""
    seen: set[tuple[Stretch | None, Stretch | None]] = set()
    for event in record.events:
        root = coded(event, record.text)
        if root is None or not event.triggers or not event.actors:
            continue
        ends = nearest(event)
        if ends not in seen:
            seen.add(ends)
            yield *ends, ROOTS.index(root), ACTS.index(event.act), MODES.index(event.mode)


def nearest(event: Event) -> tuple[Stretch | None, Stretch | None]:
    """The actor and the recipient nearest to the trigger, that do not share a word; of a joint act two actors."""
    trigger = event.triggers[0][0]
    takers = event.recipients or event.actors
    ends = [(a, b) for a in event.actors for b in takers if a[1] <= b[0] or b[1] <= a[0]]
    if not ends:
        return event.actors[0], None
    return min(ends, key=lambda pair: sum(abs(end[0] - trigger) for end in pair))
