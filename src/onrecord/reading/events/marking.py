"""A text with its two actors marked, as the relation model sees it.

Comes in: a text and the stretches that name a source and a target. Goes out: subword numbers with marks around the
actors (punctuation that the encoder knows from elsewhere, Zhou and Chen 2022), and where the two marks stand. Training
and running share this module. It runs no model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

SOURCE, TARGET = "@", "#"
LIMIT = 200  # subwords, without the marks for beginning and end
BEFORE = 40
TAG = re.compile(r"<(?P<close>/?)(?P<name>[st])>")

Pieces = Callable[[str], list[int]]
Stretch = tuple[int, int]


def marked_pieces(
    text: str, source: Sequence[Stretch], target: Sequence[Stretch], pieces: Pieces, marks: tuple[int, int]
) -> tuple[list[int], int, int]:
    """Subwords of a text with marks before and after each stretch of its actors.

    Args:
        text: The text, a sentence or two.
        source: Half-open stretches, in code points; none where the source isn't named.
        target: The same of the target.
        pieces: Cuts a text into subword numbers.
        marks: Subword numbers of `SOURCE` and `TARGET`.

    Returns:
        The subwords, at most `LIMIT` from shortly before the first actor on, and the places of the first mark of source
        and of target, counted with one subword for the text's beginning; 0, that one, for an actor that isn't named or
        is too far off.
    """
    cuts = sorted(
        (place, opens, mark)
        for stretches, mark in zip((source, target), marks, strict=True)
        for start, end in stretches
        for place, opens in ((start, True), (end, False))
    )
    found: list[int] = []
    firsts: dict[int, int] = {}
    last = 0
    for place, opens, mark in cuts:
        found += pieces(text[last:place])
        last = place
        if opens:
            firsts.setdefault(mark, len(found))
        found.append(mark)
    found += pieces(text[last:])
    begin = max(0, min(firsts.values(), default=0) - BEFORE) if len(found) > LIMIT else 0
    places = [firsts[mark] - begin + 1 if mark in firsts else 0 for mark in marks]
    here, there = (place if place <= LIMIT else 0 for place in places)
    return found[begin : begin + LIMIT], here, there


def unmarked(text: str) -> tuple[str, list[Stretch], list[Stretch]]:
    """A text of a relation set, ``<s>`` and ``<t>`` around source and target, as plain text with their stretches.

    Raises:
        ValueError: when a mark is opened twice, or closed without being open, or neither actor is marked.
    """
    plain, last = "", 0
    begun: dict[str, int] = {}
    found: dict[str, list[Stretch]] = {"s": [], "t": []}
    for tag in TAG.finditer(text):
        plain += text[last : tag.start()]
        last = tag.end()
        if bool(tag["close"]) != (tag["name"] in begun):
            raise ValueError(f"marks of source and target do not match: {text[:60]!r}")
        if tag["close"]:
            found[tag["name"]].append((begun.pop(tag["name"]), len(plain)))
        else:
            begun[tag["name"]] = len(plain)
    if begun or not any(found.values()):
        raise ValueError(f"neither source nor target is marked: {text[:60]!r}")
    return plain + text[last:], found["s"], found["t"]
