"""Lines in Title Case are read as the sentences that they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.reading.headlines import is_title_case
from onrecord.types import Reading

Read = Callable[..., Reading]

LINES = [
    ("Macron Hails Greek Offer of Shelter", True),
    ("Norway Sends Aid to Malta as Rains Go On", True),
    ("Emmanuel Macron and Giorgia Meloni met Olaf Scholz in Rome", False),
    ("Norway sends aid to Malta", False),
    ("President Emmanuel Macron Met Prime Minister Giorgia Meloni.", False),
    ("NORWAY SENDS AID TO MALTA AGAIN", False),
    ("Rome, Italy", False),
]


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_title_case_is_told_by_the_long_words(line: str, expected: bool) -> None:
    words = line.removesuffix(".").split() + (["."] if line.endswith(".") else [])
    assert is_title_case(words) is expected


HEADLINES = [
    ("Norway Shipped Grain to Egypt, Officials Say", "AID", "Shipped", {"NOR", "EGY"}),
    ("Chile and Peru Sign Mutual Fishing Pact", "AGREE", "Sign", {"CHL", "PER"}),
    ("Macron Arrives in Vietnam After Signing Pact With Japan", "CONSULT", "Arrives", {"FRA", "VNM"}),
]


@pytest.mark.parametrize(("text", "kind", "quote", "parties"), HEADLINES)
def test_a_verb_with_a_capital_is_still_a_verb(read: Read, text: str, kind: str, quote: str, parties: set[str]) -> None:
    events = read(f"{text}\n\nThe weather was fine.").events
    assert (kind, quote, parties) in [
        (e.type, e.evidence.quote, {a.id for a in (*e.actors, *e.recipients)}) for e in events
    ]


def test_the_words_and_their_places_stay_as_they_are(read: Read) -> None:
    text = "Macron Hails Greek Offer of Shelter\n\nHe thanked Greece on Monday."
    reading = read(text)
    assert reading.events
    for line in (*reading.actors, *reading.events, *reading.times):
        assert text[line.evidence.span.start : line.evidence.span.end] == line.evidence.quote
    assert len(reading.sentences) >= 2


def test_an_entity_does_not_run_over_the_lines_that_are_read_again(read: Read) -> None:
    lines = ("Oslo Rejects Rome's Offer on Gas Pipes", "Rome: Oslo Launched Two Weather Balloons")
    assert len(read("\n".join(lines)).sentences) == len(lines)
