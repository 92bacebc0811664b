"""The words that name acts: ``plover_lexicon.tsv`` and ``plover_classes.tsv`` as values.

Comes in: the two tables. Goes out: `entries_for`, the rows of a lemma in their order, with their frames parsed into
conditions, and `word_class`. Whether a frame holds in a sentence is for `onrecord.reading.events` to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.ontology.plover import read_table
from onrecord.types import EventType

ANY = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One thing that a frame asks for: ``slot`` filled by one of ``words``, by an actor, or by anything (neither)."""

    slot: str
    words: frozenset[str] = frozenset()
    actor: bool = False
    wanted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row. ``kind`` None: the word names no act in this frame. ``frames``: alternatives, each of conditions."""

    lemma: str
    noun: bool
    frames: tuple[tuple[Condition, ...], ...]
    kind: EventType | None
    mode: str | None = None
    joint: bool = False
    givers: tuple[str, ...] = ()
    takers: tuple[str, ...] = ()
    needs: str = "any"
    absorbs: bool = False


@cache
def _classes() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in read_table("plover_classes.tsv")}


def word_class(name: str) -> frozenset[str]:
    """The lemmas of a named class, for example ``weapon``."""
    return _classes()[name]


def entries_for(lemma: str, *, noun: bool) -> tuple[Entry, ...]:
    """The rows of a lemma as a verb or as a noun, in the order of the table; () when it names no act."""
    return _entries().get((lemma, noun), ())


@cache
def usual_entry(kind: EventType, *, noun: bool) -> Entry:
    """Who usually takes part in an act of a type: the row for a word that has none of its own."""
    return next(entry for entry in entries_for(ANY, noun=noun) if entry.kind is kind)


@cache
def _entries() -> dict[tuple[str, bool], tuple[Entry, ...]]:
    found: dict[tuple[str, bool], list[Entry]] = {}
    for row in read_table("plover_lexicon.tsv"):
        for lemma in row[0].split():
            entry = _entry(lemma, row)
            found.setdefault((lemma, entry.noun), []).append(entry)
    return {key: tuple(entries) for key, entries in found.items()}


def _entry(lemma: str, row: tuple[str, ...]) -> Entry:
    frames = tuple(tuple(_condition(part) for part in frame.split() if part != ".") for frame in row[2].split("|"))
    noun = row[1] == "n"
    if row[3] == "-":
        return Entry(lemma=lemma, noun=noun, frames=frames, kind=None)
    mode, roles, needs, keeps = row[4:8]
    givers, _, takers = roles.partition(">")
    return Entry(
        lemma=lemma,
        noun=noun,
        frames=frames,
        kind=EventType(row[3]),
        mode=None if mode == "." else mode,
        joint=roles == "joint",
        givers=() if roles == "joint" else tuple(givers.split(",")),
        takers=() if takers in ("", ".") else tuple(takers.split(",")),
        needs=needs,
        absorbs=keeps == "one",
    )


def _condition(text: str) -> Condition:
    wanted = not text.startswith("!")
    slot, _, value = text.removeprefix("!").partition("=")
    if value == "actor":
        return Condition(slot=slot, actor=True, wanted=wanted)
    if value in ("", "*"):
        return Condition(slot=slot, wanted=wanted)
    words: set[str] = set()
    for word in value.split(","):
        words |= word_class(word.removeprefix("@")) if word.startswith("@") else {word}
    return Condition(slot=slot, words=frozenset(words), wanted=wanted)
