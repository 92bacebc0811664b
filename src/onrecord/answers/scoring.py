"""The arithmetic of scores: how well stated chances met what happened.

Comes in: probabilities from 0 to 1, the outcomes beside them (1: it happened, 0: it did not), and who forecast which
question. Goes out: scores, decompositions, curves and intervals, as numpy arrays or plain values. It knows no record
and decides nothing about which forecasts count; `onrecord.answers.scores` does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

LEAST = 0.01
"""No phrase means that something is sure: for the logarithm a chance lies between 1 and 99 per cent, as in ICD 203."""

Z_95 = 1.959963984540054
ENOUGH_SHARED = 10
"""How many forecasts on questions that others answered too a forecaster needs before difficulty is adjusted for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decomposition:
    """A mean Brier score in three parts: ``miscalibration - discrimination + uncertainty``.

    Attributes:
        miscalibration: What is lost because stated chances differ from what then happens; 0 is best.
        discrimination: What is won by telling what happens from what does not.
        uncertainty: The score of one who always says the base rate.
    """

    miscalibration: float
    discrimination: float
    uncertainty: float

    @property
    def score(self) -> float:
        return self.miscalibration - self.discrimination + self.uncertainty

    @property
    def skill(self) -> float | None:
        """What is won over always saying the base rate, as a share; None when everything or nothing happened."""
        return 1 - self.score / self.uncertainty if self.uncertainty else None


def brier_scores(chances: Sequence[float] | Numbers, outcomes: Sequence[int] | Numbers) -> Numbers:
    """The squared distance of each chance from what happened: 0 best, 1 worst, 0.25 for always saying one half."""
    scores: Numbers = (_floats(chances) - _floats(outcomes)) ** 2
    return scores


def log_scores(chances: Sequence[float] | Numbers, outcomes: Sequence[int] | Numbers) -> Numbers:
    """Minus the natural logarithm of the chance given to what happened: 0 best, 0.69 for always saying one half.
    Chances count as at least `LEAST` and at most 1 - `LEAST`."""
    scores: Numbers = -np.log(_given_to_what_happened(chances, outcomes))
    return scores


def baseline_scores(chances: Sequence[float] | Numbers, outcomes: Sequence[int] | Numbers) -> Numbers:
    """Hundredths of a bit won over saying one half: 0 for one half, 98.6 at best, -464 at worst (see `LEAST`)."""
    scores: Numbers = 100 * (1 + np.log2(_given_to_what_happened(chances, outcomes)))
    return scores


def murphy(chances: Sequence[float] | Numbers, outcomes: Sequence[int] | Numbers) -> Decomposition:
    """Murphy's decomposition, each distinct chance a bin of its own, so that it is exact.

    Raises:
        ValueError: without forecasts.
    """
    stated, happened = _pairs(chances, outcomes)
    values, places = np.unique(stated, return_inverse=True)
    counts = np.bincount(places)
    shares = np.bincount(places, weights=happened) / counts
    base = float(happened.mean())
    return Decomposition(
        miscalibration=float(np.average((values - shares) ** 2, weights=counts)),
        discrimination=float(np.average((shares - base) ** 2, weights=counts)),
        uncertainty=base * (1 - base),
    )


def isotonic(chances: Sequence[float] | Numbers, outcomes: Sequence[int] | Numbers) -> Numbers:
    """The recalibrated chance of each forecast: the best that never falls while the stated chance rises (pool adjacent
    violators). Equal chances have equal results.

    Raises:
        ValueError: without forecasts.
    """
    stated, happened = _pairs(chances, outcomes)
    _, places = np.unique(stated, return_inverse=True)
    counts = np.bincount(places).astype(float)
    pooled: list[tuple[float, float, int]] = []  # share, weight, how many distinct chances
    for share, weight in zip(np.bincount(places, weights=happened) / counts, counts, strict=True):
        block = (float(share), float(weight), 1)
        while pooled and pooled[-1][0] >= block[0]:
            before = pooled.pop()
            total = before[1] + block[1]
            block = ((before[0] * before[1] + block[0] * block[1]) / total, total, before[2] + block[2])
        pooled.append(block)
    levels = np.repeat([share for share, _, _ in pooled], [width for _, _, width in pooled])
    recalibrated: Numbers = levels[places]
    return recalibrated


def corp(chances: Sequence[float] | Numbers, outcomes: Sequence[int] | Numbers) -> Decomposition:
    """The decomposition by the isotonic curve (CORP): it needs no bins, and none of its parts is ever negative.

    Raises:
        ValueError: without forecasts.
    """
    stated, happened = _pairs(chances, outcomes)
    base = float(happened.mean())
    uncertainty = base * (1 - base)
    recalibrated = float(np.mean((isotonic(stated, happened) - happened) ** 2))
    return Decomposition(
        miscalibration=float(np.mean((stated - happened) ** 2)) - recalibrated,
        discrimination=uncertainty - recalibrated,
        uncertainty=uncertainty,
    )


def ranking(chances: Sequence[float] | Numbers, outcomes: Sequence[int] | Numbers) -> float | None:
    """How often something that happened was given a higher chance than something that did not, ties half: the area
    under the ROC curve. None unless some happened and some did not."""
    stated, happened = _floats(chances), _floats(outcomes)
    yes, no = stated[happened == 1], np.sort(stated[happened == 0])
    if not len(yes) or not len(no):
        return None
    below = np.searchsorted(no, yes, side="left")
    not_above = np.searchsorted(no, yes, side="right")
    return float((below + not_above).mean() / 2 / len(no))


def wilson(happened: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share.

    Raises:
        ValueError: when ``of`` is below one, or ``happened`` not between 0 and it.
    """
    if of < 1 or not 0 <= happened <= of:
        raise ValueError(f"no share: {happened} of {of}")
    share, square = happened / of, Z_95**2 / of
    middle = (share + square / 2) / (1 + square)
    half = float(np.sqrt(share * (1 - share) * square + square**2 / 4)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def adjusted_for_difficulty(
    scores: Sequence[float] | Numbers,
    forecasters: Sequence[str],
    questions: Sequence[str],
    *,
    enough: int = ENOUGH_SHARED,
) -> dict[str, float]:
    """Mean scores as if all had answered the same questions: least squares of ``score = forecaster + question``.

    Args:
        scores: One score a forecast.
        forecasters: Who made it.
        questions: What it was about.
        enough: How many forecasts on shared questions a forecaster needs.

    Returns:
        For each forecaster whom enough shared questions compare with others, directly or through others, their effect
        plus the mean effect of the questions; on the scale of the scores. Empty when there are not two such, or when
        they fall into groups that share no question: then nobody can say who had it easier.
    """
    kept = _comparable(forecasters, questions, enough)
    names = sorted({forecasters[place] for place in kept})
    if len(names) < 2 or not _connected([(forecasters[place], questions[place]) for place in kept]):
        return {}
    asked = sorted({questions[place] for place in kept})
    who = np.array([names.index(forecasters[place]) for place in kept])
    number = {question: place for place, question in enumerate(asked)}
    what = np.array([number[questions[place]] for place in kept])
    design = np.zeros((len(kept), len(names) + len(asked)))
    design[np.arange(len(kept)), who] = 1
    design[np.arange(len(kept)), len(names) + what] = 1
    effects = np.linalg.lstsq(design, _floats(scores)[kept], rcond=None)[0]
    difficulty = float(effects[len(names) :][what].mean())
    return {name: float(effects[place]) + difficulty for place, name in enumerate(names)}


def _comparable(forecasters: Sequence[str], questions: Sequence[str], enough: int) -> list[int]:
    """Places of forecasts on questions that at least two of those who have enough such forecasts answered."""
    kept = list(range(len(forecasters)))
    while True:
        answering = Counter(question for _, question in {(forecasters[place], questions[place]) for place in kept})
        shared = [place for place in kept if answering[questions[place]] > 1]
        counts = Counter(forecasters[place] for place in shared)
        left = [place for place in shared if counts[forecasters[place]] >= enough]
        if left == kept:
            return kept
        kept = left


def _connected(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether all hang together through who answered what."""
    groups: list[tuple[set[str], set[str]]] = []
    for forecaster, question in pairs:
        people, asked = {forecaster}, {question}
        apart = []
        for group in groups:
            if forecaster in group[0] or question in group[1]:
                people |= group[0]
                asked |= group[1]
            else:
                apart.append(group)
        groups = [*apart, (people, asked)]
    return len(groups) == 1


def _given_to_what_happened(chances: Any, outcomes: Any) -> Numbers:
    stated = np.clip(_floats(chances), LEAST, 1 - LEAST)
    given: Numbers = np.where(_floats(outcomes) == 1, stated, 1 - stated)
    return given


def _pairs(chances: Any, outcomes: Any) -> tuple[Numbers, Numbers]:
    stated, happened = _floats(chances), _floats(outcomes)
    if not len(stated):
        raise ValueError("no forecasts")
    return stated, happened


def _floats(values: Any) -> Numbers:
    return np.asarray(values, dtype=np.float64)
