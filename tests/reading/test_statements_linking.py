"""Which source and content belong to which cue."""

from __future__ import annotations

import re

import pytest

from onrecord.reading.statements.linking import Tagged, link
from onrecord.types import Span

MARK = re.compile(r"\[(?P<role>[sct]) (?P<words>[^\]]*)\]")
ROLES = {"s": "source", "c": "cue", "t": "content"}


def tagged(marked: str) -> tuple[str, list[Tagged]]:
    """``[s X] [c said] [t it rained]`` as a text with tagged stretches."""
    plain, found, last = "", [], 0
    for mark in MARK.finditer(marked):
        plain += marked[last : mark.start()]
        start = len(plain)
        plain += mark["words"]
        found.append(Tagged(ROLES[mark["role"]], Span(start=start, end=len(plain))))
        last = mark.end()
    return plain + marked[last:], found


def linked(marked: str) -> list[tuple[str, str, list[str]]]:
    text, found = tagged(marked)

    def words(each: Tagged) -> str:
        return text[each.span.start : each.span.end]

    return [
        (words(g.cue), words(g.source) if g.source else "", [words(c) for c in g.contents]) for g in link(text, found)
    ]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[s Oslo] [c said] [t it rained].", [("said", "Oslo", ["it rained"])]),
        ("[t It rained], [s Oslo] [c said].", [("said", "Oslo", ["It rained"])]),
        ("[t It rained], [c said] [s Oslo].", [("said", "Oslo", ["It rained"])]),
        ("[t “It rained,”] [s Oslo] [c said]. [t “It poured.”]", [("said", "Oslo", ["“It rained,”", "“It poured.”"])]),
        (
            "[s Oslo] [c said] [t it rained], but [s Bergen] [c denied] [t it].",
            [("said", "Oslo", ["it rained"]), ("denied", "Bergen", ["it"])],
        ),
        (
            "[s Oslo] [c said] [t it rained] and [c added] that [t it poured].",
            [("said", "Oslo", ["it rained"]), ("added", "Oslo", ["it poured"])],
        ),
        (
            "[s Oslo] [c said] [t it rained]. [s Bergen] [c said] [t it was dry].",
            [("said", "Oslo", ["it rained"]), ("said", "Bergen", ["it was dry"])],
        ),
        ("[c Reportedly] [t it rained].", [("Reportedly", "", ["it rained"])]),
        ("[s Oslo] [c said].", []),
        ("Nothing at all.", []),
    ],
)
def test_stretches_are_linked_by_nearness(marked: str, expected: list[tuple[str, str, list[str]]]) -> None:
    assert linked(marked) == expected


def test_a_source_of_another_paragraph_is_not_taken() -> None:
    between = "Nobody was hurt in the storm that went on. " * 3
    far = f"[s Oslo] [c said] [t it rained].\n\n{between}\n\n[c Allegedly] [t it poured]."
    assert linked(far)[1] == ("Allegedly", "", ["it poured"])
