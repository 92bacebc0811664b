"""The words that tell actors: nouns of offices, bodies and people, and what stands around names.

Comes in: ``data/actor_nouns.toml``, ``data/actor_context.toml`` and ``data/person_names.toml``. Goes out: `Lexicon`,
loaded once. Plurals are made here by rule. It knows no state and no person.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple


class Category(StrEnum):
    """What kind of somebody a noun denotes, and whether that acts for the state beside it."""

    OFFICE = "offices"
    OFFICIAL = "officials"
    PERSON = "persons"
    BODY = "bodies"
    GROUP = "groups"
    ASSET = "assets"
    LAND = "lands"
    COURTESY = "courtesies"


ONE_PERSON = frozenset({Category.OFFICE, Category.OFFICIAL, Category.PERSON})


class Noun(NamedTuple):
    """A noun (or a phrase) of the lexicon. ``post`` is the gazetteer's word for an office, empty for none."""

    lemma: str
    category: Category
    plural: bool
    post: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All the word lists. ``phrases`` are kept by their last word, longest first."""

    phrases: dict[str, tuple[tuple[tuple[str, ...], Noun], ...]]
    complements: tuple[tuple[str, ...], ...]
    partitives: frozenset[str]
    former: frozenset[str]
    lower: frozenset[str]
    implied: dict[str, str]
    not_before: frozenset[str]
    not_after: frozenset[str]
    place_before: frozenset[str]
    locatives: frozenset[str]
    motion: frozenset[str]
    seated: frozenset[str]
    against: dict[str, frozenset[str]]
    calendar: frozenset[str]
    also_persons: frozenset[str]
    family_first: frozenset[str]
    particles: frozenset[str]
    saying: frozenset[str]
    organisation: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]

    def noun_ending(self, lower: Sequence[str], end: int, *, after: int = 0) -> tuple[int, Noun] | None:
        """The longest noun phrase of the lexicon whose last word is ``lower[end - 1]``.

        Args:
            lower: The words, in lower case.
            end: One past the phrase's last word.
            after: The phrase may not begin before this word.

        Returns:
            Where it begins, and the noun; None when there is none.
        """
        for phrase, noun in self.phrases.get(lower[end - 1], ()):
            start = end - len(phrase)
            if start >= after and tuple(lower[start:end]) == phrase:
                return start, noun
        return None

    def complement(self, lower: Sequence[str], start: int) -> int:
        """Where a complement such as "of Foreign Affairs" that begins at ``start`` ends; ``start`` when none does."""
        if start < len(lower) and lower[start] in {"of", "for"}:
            for phrase in self.complements:
                if tuple(lower[start : start + len(phrase)]) == phrase:
                    return start + len(phrase)
        return start


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package's data files."""
    nouns, context, names = (_table(name) for name in ("actor_nouns", "actor_context", "person_names"))
    return Lexicon(
        phrases=_phrases(nouns),
        complements=tuple(sorted((_words(p) for p in nouns["complements"]["phrases"]), key=len, reverse=True)),
        partitives=frozenset(_with_plurals(nouns["partitives"]["nouns"])),
        former=frozenset(nouns["before_office"]["former"]),
        lower=frozenset(nouns["before_office"]["lower"]),
        implied=nouns["implied"],
        not_before=frozenset(context["not_before"]),
        not_after=frozenset(context["not_after"]),
        place_before=frozenset(context["place_before"]),
        locatives=frozenset(context["locatives"]),
        motion=frozenset(context["motion"]),
        seated=frozenset(context["seated"]),
        against={name: frozenset(words) for name, words in context["against"].items()},
        calendar=frozenset(context["calendar"]["words"]),
        also_persons=frozenset(context["also_persons"]["words"]),
        family_first=frozenset(names["family_first"]),
        particles=frozenset(names["particles"]),
        saying=frozenset(names["saying"]),
        organisation=frozenset(names["organisation"]),
        female=frozenset(names["female"]),
        male=frozenset(names["male"]),
    )


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("onrecord.reading") / "data" / f"{name}.toml").read_text("utf-8"))


def _words(phrase: str) -> tuple[str, ...]:
    """A phrase as the tokeniser cuts it: hyphens between letters stand alone."""
    return tuple(phrase.replace("-", " - ").split())


def plural_of(word: str) -> str:
    """The regular plural of a noun or of the last word of a phrase.

    >>> plural_of("foreign ministry"), plural_of("church"), plural_of("official")
    ('foreign ministries', 'churches', 'officials')
    """
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def _with_plurals(nouns: Iterable[str]) -> Iterator[str]:
    for noun in nouns:
        yield noun
        yield plural_of(noun)


def _phrases(table: dict[str, Any]) -> dict[str, tuple[tuple[tuple[str, ...], Noun], ...]]:
    known: dict[tuple[str, ...], Noun] = {}
    for category in reversed(Category):
        entries = table[category.value]
        singular = dict(entries) if category is Category.OFFICE else dict.fromkeys(entries["nouns"], "")
        for lemma, post in singular.items():
            for form in {lemma, lemma.replace("-", "")} if lemma.count("-") == 1 else {lemma}:
                known[_words(form)] = Noun(lemma, category, False, post)
                known.setdefault(_words(plural_of(form)), Noun(lemma, category, True, post))
            known[(lemma,) if " " not in lemma else _words(lemma)] = Noun(lemma, category, False, post)
    for plural, lemma in table["plurals"].items():
        noun = known[_words(lemma)]
        known[_words(plural)] = noun._replace(plural=plural != lemma or plural.endswith("s"))
    by_last: dict[str, list[tuple[tuple[str, ...], Noun]]] = {}
    for phrase, noun in sorted(known.items(), key=lambda item: (-len(item[0]), item[0])):
        by_last.setdefault(phrase[-1], []).append((phrase, noun))
    return {last: tuple(entries) for last, entries in by_last.items()}
