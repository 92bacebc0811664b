"""A floor under what is found: our own sentences of all kinds, scored by words as attribution is scored.

A change that lowers a figure has to lower its floor here, in sight; a change of the sentences changes their hash.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.types import Reading, Span, Statement

MARK = re.compile(r"<(?P<close>/?)(?P<role>[sct])(?P<number>\d?)>")
WORD = re.compile(r"\w+")
HASH = "912cda6c98d67ed1"
FLOORS = {"content": 0.97, "content_and_source": 0.96, "speaker": 0.98}


@dataclass(frozen=True)
class Line:
    """One line of the file: its text, its attributions, and the first one's speaker where it is checked."""

    text: str
    attributions: tuple[dict[str, frozenset[int]], ...]
    speaker: str | None


def parse(line: str) -> Line:
    body, _, speaker = line.partition(" = ")
    plain, spans, opened, last = "", [], {}, 0
    for mark in MARK.finditer(body):
        plain += body[last : mark.start()]
        last = mark.end()
        key = (mark["role"], mark["number"])
        if mark["close"]:
            spans.append((*key, opened.pop(key), len(plain)))
        else:
            opened[key] = len(plain)
    assert not opened, f"not closed: {line}"
    text = plain + body[last:]
    numbers = sorted({number for role, number, _, _ in spans if role == "t"})
    attributions = tuple({role: words(text, stretches(spans, role, number)) for role in "sct"} for number in numbers)
    return Line(text, attributions, speaker or None)


def stretches(spans: list[tuple[str, str, int, int]], role: str, number: str) -> list[tuple[int, int]]:
    """A role's stretches; an attribution that has no source of its own shares that of the first."""
    own = [(a, b) for r, n, a, b in spans if (r, n) == (role, number)]
    return own if own or role != "s" or not number else stretches(spans, role, "")


def words(text: str, spans: list[tuple[int, int]]) -> frozenset[int]:
    """Where the words begin that the spans cover."""
    return frozenset(m.start() for m in WORD.finditer(text) if any(a < m.end() and m.start() < b for a, b in spans))


FILE = Path(__file__).parent / "statements_gate.txt"
LINES = [parse(line) for line in FILE.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def groups(reading: Reading) -> list[tuple[frozenset[int], frozenset[int], Statement]]:
    """Predicted attributions: words of the content (pieces together) and of the source."""
    text, merged = reading.document.text, []
    for statement in reading.statements:
        source = words(text, [pair(statement.source)] if statement.source else [])
        content = words(text, [pair(statement.evidence.span)])
        if statement.cue is None and merged and merged[-1][1] == source:
            merged[-1] = (merged[-1][0] | content, source, merged[-1][2])
        else:
            merged.append((content, source, statement))
    return merged


def pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def alike(a: frozenset[int], b: frozenset[int]) -> bool:
    return len(a & b) >= 0.5 * len(a | b)


@pytest.fixture(scope="module")
def figures(read: Callable[..., Reading]) -> dict[str, float]:
    found = wanted = content = source = speakers = checked = 0
    for line in LINES:
        predicted = groups(read(line.text))
        found, wanted = found + len(predicted), wanted + len(line.attributions)
        for number, gold in enumerate(line.attributions):
            match = next((p for p in predicted if alike(p[0], gold["t"])), None)
            content += match is not None
            source += match is not None and alike(match[1], gold["s"])
            if number == 0 and line.speaker is not None:
                checked += 1
                speakers += match is not None and match[2].speaker.label == line.speaker
    return {
        "content": 2 * content / (found + wanted),
        "content_and_source": 2 * source / (found + wanted),
        "speaker": speakers / checked,
    }


def test_the_sentences_are_those_that_the_floors_were_set_on() -> None:
    assert len(LINES) >= 150
    assert hashlib.sha256(FILE.read_bytes()).hexdigest()[:16] == HASH


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_quality_does_not_fall_below_its_floor(figures: dict[str, float], name: str) -> None:
    assert figures[name] >= FLOORS[name], figures
