"""What words say of the events in their complements, and of the event in whose clause they stand.

Comes in: ``factuality_embedders.tsv`` and ``factuality_words.tsv``. Goes out: `embedder` and `word_effect`, both
exact lookups. How effects add up along a sentence is for `onrecord.reading.factuality.paths`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

CLASSES = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a", "ADV": "a"}


@dataclass(frozen=True, slots=True)
class Embedding:
    """One row: what holds of a complement when the word is affirmed and when it is denied."""

    affirmed: str
    denied: str
    time: str
    holder: str


@dataclass(frozen=True, slots=True)
class WordEffect:
    """What an auxiliary, adverb, determiner, adjective, preposition or conjunction does to its event."""

    effect: str
    time: str
    source: str


def embedder(lemma: str, part: str, slot: str) -> Embedding | None:
    """The row for a lemma as a verb, noun, adjective or adverb (spaCy's ``pos_``) with the event in this slot."""
    return _embedders().get((lemma, CLASSES.get(part, ""), slot))


def embeds(lemma: str, part: str) -> bool:
    """Whether the word embeds events at all."""
    return (lemma, CLASSES.get(part, "")) in _embedding_words()


def word_effect(word: str, kind: str) -> WordEffect | None:
    """The row for a word, in lower case, of this kind."""
    return _words().get((word, kind))


def _rows(name: str) -> list[list[str]]:
    text = (files("onrecord.reading") / "data" / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def _embedders() -> dict[tuple[str, str, str], Embedding]:
    found: dict[tuple[str, str, str], Embedding] = {}
    for words, part, slots, affirmed, denied, time, holder in _rows("factuality_embedders.tsv"):
        for word in words.split():
            for slot in slots.split(","):
                found.setdefault((word, part, slot), Embedding(affirmed, denied, time, holder))
    return found


@cache
def _embedding_words() -> frozenset[tuple[str, str]]:
    return frozenset((word, part) for word, part, _ in _embedders())


@cache
def _words() -> dict[tuple[str, str], WordEffect]:
    found: dict[tuple[str, str], WordEffect] = {}
    for words, kind, effect, time, source in _rows("factuality_words.tsv"):
        for word in words.split():
            found[word, kind] = WordEffect(effect, time, "" if source == "." else source)
    return found
