"""The index of names: from a name as written to those it may mean.

Comes in: names with marks, each with what it denotes and when it is in use. Goes out: those that a name, or the longest
run of words, denotes on a date. It does not decide between them: the strong stand before the weak.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from onrecord.gazetteer.names import same_case, surface, surface_words
from onrecord.gazetteer.periods import Period
from onrecord.gazetteer.tables import MarkedName

Meaning = TypeVar("Meaning")
ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class KnownName(Generic[Meaning]):
    """One name of one thing. ``meaning`` is None for a phrase that is known to name none of ours."""

    surface: str
    exact: bool
    valid: Period
    meaning: Meaning | None
    identity: object = None


def _covers(one: KnownName[Meaning], other: KnownName[Meaning]) -> bool:
    """Whether a name of the same key already says what another would."""
    same = one.identity == other.identity and one.valid == other.valid
    return same and (not one.exact or one.surface == other.surface)


class NameIndex(Generic[Meaning]):
    """Names by key. Lookup costs a few dictionary accesses, whatever the number of names."""

    def __init__(self) -> None:
        self._names: dict[str, list[KnownName[Meaning]]] = {}
        self._beginnings: set[str] = set()

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: str) -> bool:
        return surface(name).casefold() in self._names

    def add(
        self, name: MarkedName, meaning: Meaning | None, *, valid: Period = ALWAYS, identity: object = None
    ) -> None:
        """Make a name known; the same name may be added with several meanings, in the order of their likelihood.

        What has the same identity (by default the meaning itself) and time is added once, the least exact case first.
        """
        known = KnownName(surface(name.text), name.exact, valid, meaning, identity or meaning)
        key = known.surface.casefold()
        names = self._names.setdefault(key, [])
        if any(_covers(other, known) for other in names):
            return
        names.append(known)
        words = key.split()
        self._beginnings.update(" ".join(words[:length]) for length in range(1, len(words) + 1))

    def find(self, name: str, day: date) -> list[KnownName[Meaning]]:
        """What a name denotes on a day, in the order in which it was added."""
        written = surface(name)
        return self._matching(written.casefold(), written, day)

    def longest(self, words: Sequence[str], start: int, day: date) -> tuple[int, list[KnownName[Meaning]]] | None:
        """The longest known name that begins at a word: the word after it, and what it denotes."""
        best: tuple[int, list[KnownName[Meaning]]] | None = None
        position = start + 1 if start + 1 < len(words) and words[start].lower() == "the" else start
        written = ""
        for end in range(position, len(words)):
            parts = surface_words(words[end])
            if not parts:
                if not written:
                    return None
                continue
            written = f"{written} {' '.join(parts)}" if written else " ".join(parts)
            key = written.casefold()
            found = self._matching(key, written, day)
            if not found and len(parts) > 1 and parts[-1] in {"'s", "'S"}:
                found = self.find(written, day)  # "Russia's" as one word: the possessive is no part of the name
            if found:
                best = (end + 1, found)
            if key not in self._beginnings:
                break
        return best

    def _matching(self, key: str, written: str, day: date) -> list[KnownName[Meaning]]:
        return [
            name
            for name in self._names.get(key, ())
            if (not name.exact or same_case(written, name.surface)) and name.valid.includes(day)
        ]
