"""Wire copy: which reports are copies of one original.

Comes in: the text of a document, later the signatures of several documents. Goes out: a signature to store beside the
text, and groups of documents whose texts have most of their three-word runs in common. Headlines, by-lines and
shortened ends differ between outlets; a rewritten report is no copy. It depends on the set of documents alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

import numpy as np
from rensa import RMinHash  # type: ignore[import-untyped]

RUN = 3
"""Words in a run."""

PERMUTATIONS, SEED = 63, 1
NUMBER = np.dtype("<u4")
"""How each of the 63 numbers of a signature is kept."""
BAND = 3
"""Numbers of a signature that must agree at one place for two texts to be compared at all."""

ALIKE = 0.6
"""Share of their runs, taken together, that two copies have in common."""

_WORD = re.compile(r"[^\W_]+")


def signature(text: str) -> bytes:
    """A MinHash of the text's three-word runs, 252 bytes; the share of places at which two agree is about the share of
    runs that the texts have in common."""
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update(sorted(runs(text)))
    return np.asarray(sketch.digest(), dtype=NUMBER).tobytes()


def runs(text: str) -> set[str]:
    """The runs of a text; for one of fewer words the words as they are."""
    words = _WORD.findall(text.casefold())
    return {" ".join(words[start : start + RUN]) for start in range(max(1, len(words) - RUN + 1))}


def originals(signatures: Mapping[str, bytes | None]) -> dict[str, str]:
    """The original of each document: of a group of copies the one whose id comes first.

    Args:
        signatures: By document id; a document without a signature is an original.

    Returns:
        For each document an id of its group. Copies of copies are of one group.
    """
    ids = sorted(signatures)
    if len(ids) == 1:  # most events are told of by one document
        return {ids[0]: ids[0]}
    known = {one: told for one in ids if (told := signatures[one])}
    parent = {one: one for one in ids}
    for start in range(0, PERMUTATIONS * NUMBER.itemsize, BAND * NUMBER.itemsize):
        shelves: defaultdict[bytes, list[str]] = defaultdict(list)
        for one, told in known.items():
            shelves[told[start : start + BAND * NUMBER.itemsize]].append(one)
        for together in shelves.values():
            if len(together) > 1:
                _join(together, known, parent)
    return {one: _root(parent, one) for one in ids}


def _join(together: list[str], known: Mapping[str, bytes], parent: dict[str, str]) -> None:
    """Put those that are alike in one group, looking at each pair that is not in one yet."""
    for number, one in enumerate(together):
        if len({_root(parent, other) for other in together[number:]}) == 1:
            return
        for other in together[number + 1 :]:
            first, second = sorted((_root(parent, one), _root(parent, other)))
            if first != second and _likeness(known[one], known[other]) >= ALIKE:
                parent[second] = first


def _likeness(one: bytes, other: bytes) -> float:
    """The share of places at which two signatures agree."""
    return float(np.mean(np.frombuffer(one, NUMBER) == np.frombuffer(other, NUMBER)))


def _root(parent: dict[str, str], one: str) -> str:
    while parent[one] != one:
        parent[one] = parent[parent[one]]
        one = parent[one]
    return one
