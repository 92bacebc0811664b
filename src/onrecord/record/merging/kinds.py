"""Which kind of act a trigger names, as far as that tells events apart.

Comes in: a PLOVER root and mode, a trigger and its sentence. Goes out: family, kind, step and ordinal, from the tables
``kinds.tsv`` and ``steps.tsv`` beside this module. It knows words and no dates or actors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

ORDINALS = {
    word: number
    for number, words in enumerate(("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th"), 1)
    for word in words.split()
}
WORDS_BEFORE = 2
"""How many words before the trigger an ordinal can stand: "the second Russian strike"."""

SUPERLATIVE = re.compile(r"\s*(?:[\w’'-]+\s+){0,4}?(?:in|since|for|of its kind)\b", re.IGNORECASE)
"""What follows "the first visit" when it counts no visits of a series: "in five months", "since 2019"."""

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_BY_MODE = {"visit": ("encounter", "visit"), "phone": ("call", "call"), "multilateral": ("attendance", "attendance")}


class Kind(NamedTuple):
    """What a trigger says its event is. ``noun`` None: a word that the table does not have."""

    family: str
    kind: str
    noun: bool | None


def kind_of(root: str, mode: str | None, trigger: str) -> Kind:
    """Family and kind of an act; the root itself for words that are told apart no further."""
    for word in _WORD.findall(trigger.casefold()):
        if found := _words().get((root, word)):
            return found
    if root == "CONSULT" and mode in _BY_MODE:
        family, kind = _BY_MODE[mode]
        return Kind(f"{root} {family}", kind, None)
    return Kind(f"{root} other", f"{root} {mode}" if mode else root, None)


def step_of(trigger: str, sentence: str) -> str | None:
    """The step of law-making that the words nearest to the trigger name."""
    text = " ".join(sentence.casefold().split())
    place = max(0, text.find(trigger.casefold()))
    near = (
        (min(abs(found.start() - place), abs(found.end() - place)), step)
        for step, pattern in _steps()
        for found in pattern.finditer(text)
    )
    return min(near, default=(0, None))[1]


def ordinal_of(trigger: str, sentence: str) -> int | None:
    """Which of a series: 2 for "the second strike"; None when it is not told."""
    place = sentence.find(trigger)
    before = _WORD.findall(sentence[:place].casefold())[-WORDS_BEFORE:] if place > 0 else []
    told = next((ORDINALS[word] for word in reversed(before) if word in ORDINALS), None)
    if told == 1 and SUPERLATIVE.match(sentence, place + len(trigger)):
        return None
    return told


def table(name: str) -> list[tuple[str, ...]]:
    """The rows of a table beside this module; lines that start with ``#`` are remarks."""
    text = (files("onrecord.record.merging") / name).read_text("utf-8")
    return [tuple(line.split("\t")) for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def _words() -> dict[tuple[str, str], Kind]:
    found: dict[tuple[str, str], Kind] = {}
    for root, family, kind, pos, words in table("kinds.tsv"):
        for lemma in words.split():
            for form in _forms(lemma, noun=pos == "n"):
                found.setdefault((root, form), Kind(f"{root} {family}", kind, pos == "n"))
    return found


@cache
def _steps() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (step, re.compile("|".join(rf"\b{re.escape(phrase.strip())}\b" for phrase in phrases.split(","))))
        for step, phrases in table("steps.tsv")
    )


def _forms(lemma: str, *, noun: bool) -> Iterator[str]:
    """Regular inflection, spelt too generously rather than too narrowly."""
    yield lemma
    yield from (f"{lemma}s", f"{lemma}es")
    if lemma.endswith("y"):
        yield f"{lemma[:-1]}ies"
    if noun:
        return
    stem = lemma.removesuffix("e")
    yield from (f"{stem}ed", f"{stem}ing", f"{lemma}ing", f"{lemma}{lemma[-1]}ing", f"{lemma}{lemma[-1]}ed")
    if lemma.endswith("y"):
        yield f"{lemma[:-1]}ied"
