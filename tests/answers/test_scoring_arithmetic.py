"""The arithmetic of scores against scikit-learn and scoringrules, and against what can be worked out by hand."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

from onrecord.answers import scoring

Arrays = tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]
STEPS = (0.03, 0.125, 0.325, 0.5, 0.675, 0.875, 0.97)


def forecasts(seed: int, count: int = 200) -> Arrays:
    """Chances of a seven-step scale, and outcomes that follow them loosely."""
    random = np.random.default_rng(seed)
    chances = random.choice(STEPS, count)
    return chances, (random.random(count) < 0.2 + 0.6 * chances).astype(np.int64)


some_forecasts = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 1)), min_size=1, max_size=60)


@pytest.mark.parametrize("seed", range(3))
def test_brier_scores_are_those_of_scikit_learn_and_scoringrules(seed: int) -> None:
    chances, outcomes = forecasts(seed)
    ours = scoring.brier_scores(chances, outcomes)
    assert ours == pytest.approx(scoringrules.brier_score(outcomes, chances))
    assert ours.mean() == pytest.approx(brier_score_loss(outcomes, chances))


@pytest.mark.parametrize("seed", range(3))
def test_logarithmic_scores_are_those_of_scikit_learn_and_scoringrules(seed: int) -> None:
    chances, outcomes = forecasts(seed)
    ours = scoring.log_scores(chances, outcomes)
    assert ours.mean() == pytest.approx(log_loss(outcomes, chances))
    assert ours == pytest.approx(scoringrules.log_score(outcomes, chances))


def test_no_phrase_costs_an_infinite_logarithm() -> None:
    assert scoring.log_scores([0.0, 1.0], [1, 0]) == pytest.approx([-np.log(0.01)] * 2)


def test_the_baseline_score_is_nothing_for_one_half() -> None:
    assert scoring.baseline_scores([0.5, 0.5, 0.75, 0.75], [1, 0, 1, 0]) == pytest.approx(
        [0, 0, 58.496, -100], abs=1e-3
    )


@pytest.mark.parametrize("seed", range(3))
def test_the_isotonic_curve_is_that_of_scikit_learn(seed: int) -> None:
    chances, outcomes = forecasts(seed)
    theirs = IsotonicRegression().fit_transform(chances, outcomes)
    assert scoring.isotonic(chances, outcomes) == pytest.approx(theirs)


@pytest.mark.parametrize("seed", range(3))
def test_ranking_is_the_area_under_the_curve_of_scikit_learn(seed: int) -> None:
    chances, outcomes = forecasts(seed)
    assert scoring.ranking(chances, outcomes) == pytest.approx(roc_auc_score(outcomes, chances))


def test_ranking_says_nothing_when_all_or_nothing_happened() -> None:
    assert scoring.ranking([0.2, 0.9], [1, 1]) is None
    assert scoring.ranking([], []) is None


@given(some_forecasts)
def test_both_decompositions_add_up_to_the_brier_score(pairs: list[tuple[float, int]]) -> None:
    chances, outcomes = zip(*pairs, strict=True)
    score = scoring.brier_scores(chances, outcomes).mean()
    assert scoring.murphy(chances, outcomes).score == pytest.approx(score)
    assert scoring.corp(chances, outcomes).score == pytest.approx(score)


@given(some_forecasts)
def test_no_part_of_the_isotonic_decomposition_is_negative(pairs: list[tuple[float, int]]) -> None:
    parts = scoring.corp(*zip(*pairs, strict=True))
    assert min(parts.miscalibration, parts.discrimination, parts.uncertainty) >= -1e-12


def test_skill_compares_with_always_saying_the_base_rate() -> None:
    assert scoring.murphy([0.5, 0.5], [1, 0]).skill == pytest.approx(0)
    assert scoring.murphy([1.0, 0.0], [1, 0]).skill == pytest.approx(1)
    assert scoring.murphy([0.8, 0.9], [1, 1]).skill is None


def test_without_forecasts_nothing_is_decomposed() -> None:
    for function in (scoring.murphy, scoring.corp, scoring.isotonic):
        with pytest.raises(ValueError, match="no forecasts"):
            function([], [])


@pytest.mark.parametrize(
    ("happened", "of", "low", "high"),
    [(0, 10, 0.0, 0.27753), (1, 10, 0.01788, 0.40415), (5, 10, 0.23659, 0.76341), (10, 10, 0.72247, 1.0)],
)
def test_wilson_s_interval_is_that_of_the_books(happened: int, of: int, low: float, high: float) -> None:
    assert scoring.wilson(happened, of) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(("happened", "of"), [(0, 0), (-1, 4), (5, 4)])
def test_there_is_no_interval_of_no_share(happened: int, of: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        scoring.wilson(happened, of)


def answers(
    hard: set[str], skill: dict[str, float], asked: dict[str, list[str]]
) -> tuple[list[float], list[str], list[str]]:
    rows = [
        (skill[who] + (0.3 if question in hard else 0.0), who, question) for who in asked for question in asked[who]
    ]
    scores, forecasters, questions = zip(*rows, strict=True)
    return list(scores), list(forecasters), list(questions)


def test_who_took_the_harder_questions_is_not_taken_for_worse() -> None:
    easy, hard = [f"easy{n}" for n in range(12)], [f"hard{n}" for n in range(12)]
    asked = {"Roe": easy + hard[:2], "Doe": easy[:2] + hard, "Poe": easy + hard}
    scores, who, what = answers(set(hard), {"Roe": 0.2, "Doe": 0.1, "Poe": 0.3}, asked)
    raw = {name: np.mean([score for score, one in zip(scores, who, strict=True) if one == name]) for name in asked}
    assert raw["Doe"] > raw["Roe"]
    adjusted = scoring.adjusted_for_difficulty(scores, who, what)
    assert adjusted["Roe"] - adjusted["Doe"] == pytest.approx(0.1)
    assert adjusted["Poe"] - adjusted["Roe"] == pytest.approx(0.1)
    assert np.mean([adjusted[one] for one in who]) == pytest.approx(np.mean(scores))


def test_difficulty_is_not_adjusted_for_before_there_are_enough_shared_questions() -> None:
    shared = [f"q{n}" for n in range(9)]
    scores, who, what = answers(set(), {"Roe": 0.2, "Doe": 0.1}, {"Roe": shared, "Doe": shared})
    assert scoring.adjusted_for_difficulty(scores, who, what) == {}
    assert set(scoring.adjusted_for_difficulty(scores, who, what, enough=9)) == {"Roe", "Doe"}


def test_groups_that_share_no_question_are_not_compared() -> None:
    one, other = [f"a{n}" for n in range(10)], [f"b{n}" for n in range(10)]
    asked = {"Roe": one, "Doe": one, "Poe": other, "Loe": other}
    scores, who, what = answers(set(), dict.fromkeys(asked, 0.2), asked)
    assert scoring.adjusted_for_difficulty(scores, who, what) == {}
