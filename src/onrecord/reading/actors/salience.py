"""Which states a document speaks of most at a point: what "the two countries" and "the country" look back to.

Comes in: mentions in text order, each with how prominent its place in the sentence is. Goes out: the pair of states, or
the single one, that stands out; None when none does. Old mentions fade from sentence to sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations

from onrecord.types import Actor

FADING = 0.75
TOGETHER = 2.0
MOST = 4.0
LEAST = 0.5
MARGIN = 1.15
CONSIDERED = 5


class Salience:
    """Running scores of states and of pairs of states."""

    def __init__(self) -> None:
        self._states: dict[str, tuple[float, int]] = {}
        self._pairs: dict[tuple[str, str], tuple[float, int]] = {}
        self._actors: dict[str, Actor] = {}

    def note(self, actor: Actor, weight: float, sentence: int) -> None:
        """A state was mentioned."""
        self._actors.setdefault(actor.id, actor)
        self._states[actor.id] = (min(MOST, self._state(actor.id, sentence) + weight), sentence)

    def note_together(self, first: str, second: str, sentence: int, *, weight: float = TOGETHER) -> None:
        """Two states were named side by side: "Russia and China", "between Iran and Iraq". A negative weight takes it
        back: they were the beginning of a longer list."""
        key = (first, second) if first < second else (second, first)
        self._pairs[key] = (self._pair(key, sentence) + weight, sentence)

    def pair(self, sentence: int) -> tuple[Actor, Actor] | None:
        """The two states that stand out, in the order of their names' ids; None when it is not clear which."""
        top = self._top(sentence)
        scored = [
            (min(self._state(a, sentence), self._state(b, sentence)) + self._pair((a, b), sentence), a, b)
            for a, b in combinations(sorted(top), 2)
        ]
        scored.sort(key=lambda item: (-item[0], item[1:]))
        if not scored or scored[0][0] < LEAST:
            return None
        if len(scored) > 1 and scored[0][0] < MARGIN * scored[1][0]:
            return None
        return self._actors[scored[0][1]], self._actors[scored[0][2]]

    def single(self, sentence: int, *, exclude: Collection[str] = (), margin: float = 1.5) -> Actor | None:
        """The state that stands out alone among those not excluded; None when another comes near it."""
        top = [id for id in self._top(sentence) if id not in exclude]
        if not top:
            return None
        best = self._state(top[0], sentence)
        if best < LEAST or (len(top) > 1 and best < margin * self._state(top[1], sentence)):
            return None
        return self._actors[top[0]]

    def _top(self, sentence: int) -> Sequence[str]:
        return sorted(self._states, key=lambda id: (-self._state(id, sentence), id))[:CONSIDERED]

    def _state(self, id: str, sentence: int) -> float:
        score, since = self._states.get(id, (0.0, sentence))
        return score * FADING ** (sentence - since)

    def _pair(self, key: tuple[str, str], sentence: int) -> float:
        score, since = self._pairs.get(key, (0.0, sentence))
        return score * FADING ** (sentence - since)
