"""A floor under what is read of events: written sentences that nothing was trained on, and neutral ones.

A change that lowers a figure has to lower its floor here, in sight; a change of the sentences changes their hash.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

from onrecord.reading.reader import Reader

sys.path.append(str(Path(__file__).parents[2]))

from benchmarks import sentences
from training.events.written import load

HASH = "282cd6ca82c1a3d2"
FLOORS = {
    "trigger F1": 58.0,
    "trigger and act F1": 46.5,
    "factuality right, of found": 89.0,
    "actor there where one is, of found": 92.0,
    "recipient there where one is": 69.5,
}
CEILINGS = {"neutral sentences with an event": 3.0, "said but coded as done, of found": 9.0}


@pytest.fixture(scope="module")
def figures(reader: Reader) -> dict[str, float]:
    """What `benchmarks sentences` prints."""
    found = sentences.measured(sentences.read(reader, load(sentences.WRITTEN / "held_out.txt")))
    neutral = [reading for _, reading in sentences.read(reader, load(sentences.WRITTEN / "neutral.txt"))]
    alarms = sum(bool(reading.events) for reading in neutral)
    return {**found, "neutral sentences with an event": 100 * alarms / len(neutral)}


def test_the_sentences_are_those_that_the_floors_were_set_on() -> None:
    texts = b"".join((sentences.WRITTEN / name).read_bytes() for name in ("held_out.txt", "neutral.txt"))
    assert hashlib.sha256(texts).hexdigest()[:16] == HASH


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_no_figure_falls_below_its_floor(figures: dict[str, float], name: str) -> None:
    assert figures[name] >= FLOORS[name], figures


@pytest.mark.parametrize("name", sorted(CEILINGS))
def test_no_error_rises_above_its_ceiling(figures: dict[str, float], name: str) -> None:
    assert figures[name] <= CEILINGS[name], figures
