"""What the trained heads say of a document's words: which name acts, of what kind, and who takes part in them.

Comes in: a parsed ``Doc``. Goes out: `Scores`, probabilities by word. The heads read the encoder's vectors, which the
statements have already had made. They decide nothing: `onrecord.reading.events.learned` does.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Token

from onrecord.errors import ModelMissing
from onrecord.ontology.codebook import MODES
from onrecord.reading.encoder import encoder, model_folder, session, threads_of
from onrecord.reading.events.tagging import ACTS, VALUES, distance_class
from onrecord.reading.tagging import features_of, words_of
from onrecord.vocabulary import Factuality

KEY = "onrecord_event_scores"
TINY = 1e-9
Array = npt.NDArray[np.floating[Any]]


class EventHeads:
    """The weights of the event heads.

    Raises:
        ModelMissing: when they are not there.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self._session = session(folder / "head.onnx", threads=threads)
        path = folder / "pairs.npz"
        if not path.is_file():
            raise ModelMissing(
                "are not there", subject=f"weights {path.name}", remedy="Install onrecord with its models."
            )
        with np.load(path, allow_pickle=False) as file:
            self._weights: dict[str, Array] = {name: file[name] for name in file.files}
        self._calibration = json.loads((folder / "calibration.json").read_text("utf-8"))

    def confidence(self, none: float) -> float:
        """The calibrated probability that a word names an act, from the head's probability that it names none."""
        odds = self._calibration["slope"] * log_odds_of(none) + self._calibration["intercept"]
        return float(1 / (1 + np.exp(-odds)))

    def words(self, states: Array, features: npt.NDArray[np.int64]) -> tuple[Array, Array]:
        """Scores (words, acts + 1 + modes + values) and vectors (words, width) of a document's words."""
        scores, vectors = self._session.run(None, {"states": states[None], "features": features[None]})
        return scores[0], vectors[0]

    def roles(self, trigger: Array, words: Array, distances: Sequence[int]) -> Array:
        """How well words fit as actor and as recipient of a trigger, in log odds: (words, 2).

        Args:
            trigger: The trigger's vector, (width,).
            words: The vectors of words that may name who takes part, (words, width).
            distances: Their classes of distance from the trigger.
        """
        w = self._weights
        asking = _gelu(w["roles.trigger.weight"] @ trigger + w["roles.trigger.bias"]).reshape(2, -1)
        sides = _gelu(words @ w["roles.word.weight"].T + w["roles.word.bias"]).reshape(len(words), 2, -1)
        alone = words @ w["roles.alone.weight"].T + w["roles.alone.bias"]
        close = (asking * sides).sum(-1) / np.sqrt(asking.shape[-1])
        return cast(Array, close + alone + w["roles.distance.weight"][list(distances)])


def log_odds_of(none: float) -> float:
    """The log odds of an act, from the probability of none."""
    none = min(max(none, TINY), 1 - TINY)
    return float(np.log1p(-none) - np.log(none))


def _gelu(values: Array) -> Array:
    """The error-linear unit in its form by tanh, as in training (Hendrycks and Gimpel 2016)."""
    return cast(Array, 0.5 * values * (1 + np.tanh(np.sqrt(2 / np.pi) * (values + 0.044715 * values**3))))


class Scores:
    """What the heads say of one document; asked by token."""

    def __init__(self, doc: Doc, heads: EventHeads, states: Array) -> None:
        self._heads = heads
        words = words_of(doc)
        self._number = {token.i: n for n, token in enumerate(words)}
        kinds = len(ACTS) + 1
        nothing: Array = np.empty((0, kinds + len(MODES) + len(VALUES)))
        scores, self._vectors = heads.words(states, features_of(doc)) if words else (nothing, nothing)
        self._acts = _softmax(scores[:, :kinds])
        self._modes = _softmax(scores[:, kinds : kinds + len(MODES)])
        self._values = _softmax(scores[:, kinds + len(MODES) :])

    def act(self, token: Token) -> Array:
        """Probabilities of no act and of each of `ACTS`, for a word."""
        return cast(Array, self._acts[self._number[token.i]])

    def confidence(self, token: Token) -> float:
        """The calibrated probability that a word names an act."""
        return self._heads.confidence(float(self.act(token)[0]))

    def doubted(self, token: Token, least: float) -> Factuality | None:
        """What an act is instead, to the heads, where they give it less than ``least`` to be certain and to be done."""
        n = self._number[token.i]
        chances = dict(zip(VALUES, self._values[n].tolist(), strict=True))
        if chances.pop(Factuality.CERTAIN) >= least or self._modes[n, MODES.index("done")] >= least:
            return None
        return Factuality(max(chances, key=chances.__getitem__))

    def triggers(self, least: float) -> list[int]:
        """Numbers of the tokens that name an act with at least so much probability, in the order of the text."""
        sure = 1 - self._acts[:, 0] >= least
        return [index for index, n in self._number.items() if sure[n]]

    def roles(self, trigger: Token, words: Sequence[Token]) -> Array:
        """Probabilities (words, 2) that words name an actor and a recipient of the act of ``trigger``."""
        if not words:
            return np.empty((0, 2))
        at = self._number[trigger.i]
        numbers = [self._number[word.i] for word in words]
        odds = self._heads.roles(self._vectors[at], self._vectors[numbers], [distance_class(at, n) for n in numbers])
        return cast(Array, 1 / (1 + np.exp(-odds)))


def _softmax(scores: Array) -> Array:
    if not scores.size:
        return scores
    shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return cast(Array, shares / shares.sum(axis=-1, keepdims=True))


def scores_of(doc: Doc) -> Scores:
    """What the heads say of a document, made when first asked for."""
    known = doc.user_data.get(KEY)
    if known is None:
        threads = threads_of(doc)
        known = doc.user_data[KEY] = Scores(doc, heads(threads), encoder(threads).states(doc))
    return cast(Scores, known)


@cache
def heads(threads: int) -> EventHeads:
    """The heads that the package ships."""
    return EventHeads(model_folder("events"), threads=threads)
