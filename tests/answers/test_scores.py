from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss

from answers.conftest import Viewer
from answers.reports import KOR, PRK, RESEARCHER, RUS, Report
from onrecord.answers.scores import By, calibration, scores
from onrecord.errors import BadQuery, BadSettings
from onrecord.record import Record
from onrecord.types import Actor, Hedge, Holder, HolderKind, Outcome

OTHER = Holder(kind=HolderKind.PERSON, name="Rik Doe", role="fellow", affiliation="Academy of Lists")
WORDS = ("one", "two", "three", "four", "five", "six")
AFTER = date(2024, 7, 1)

Ruled = Callable[..., Record]


def says(
    report: Report, words: str, who: Holder, band: str, *, by: str | None, parties: tuple[Actor, ...] = ()
) -> None:
    """Add a forecast in a band; when parties are given, about an event that is theirs."""
    if parties:
        report.event(words, [parties[0]], list(parties[1:]))
    report.forecast(words, who, by=by, event=bool(parties))
    made = report.reading.forecasts[-1]
    made = replace(made, hedge=Hedge(phrase=band, band=band, table="icd203"))
    report.reading = replace(report.reading, forecasts=(*report.reading.forecasts[:-1], made))


def six() -> Report:
    """Six forecasts of two people; four have a day in June, one in August and one none."""
    report = Report("one two three four five six.", outlet="Courier")
    says(report, "one", RESEARCHER, "likely", by="2024-06-20", parties=(RUS, PRK))
    says(report, "two", RESEARCHER, "unlikely", by="2024-06-20", parties=(RUS, PRK))
    says(report, "three", RESEARCHER, "likely", by="2024-08-31", parties=(RUS, PRK))
    says(report, "four", OTHER, "almost certain", by="2024-06-25", parties=(RUS, KOR))
    says(report, "five", OTHER, "likely", by="2024-06-25")
    says(report, "six", OTHER, "very likely", by=None)
    return report


@pytest.fixture
def ruled(view_in: Viewer, record: Record) -> Ruled:
    """``ruled(report, one="yes", ...)``: the record with these forecasts resolved."""

    def rule(report: Report, **outcomes: str) -> Record:
        view_in(report)
        ids = {forecast.evidence.quote: forecast.id for forecast in report.reading.forecasts}
        for words, outcome in outcomes.items():
            at = datetime(2024, 6, 30, 12, tzinfo=UTC)
            record.resolve(ids[words], Outcome(outcome), decided_by="desk", decided_at=at)
        return record

    return rule


def by(record: Record, what: str = "forecaster", **asked: object) -> dict[str, dict[str, object]]:
    with record.view() as view:
        return {row["group"]: row for row in scores(view, by=what, **({"today": AFTER} | asked))}  # type: ignore[arg-type]


ALL_YES = dict.fromkeys(WORDS, "yes")


def test_only_forecasts_whose_day_has_passed_are_scored(ruled: Ruled) -> None:
    rows = by(ruled(six(), **ALL_YES))
    assert [(rows[name]["scored"], rows[name]["early"], rows[name]["no_deadline"]) for name in rows] == [
        (2, 1, 0),
        (2, 0, 1),
    ]
    later = by(ruled(six(), **ALL_YES), today=date(2024, 9, 1))
    assert (later["Jane Roe"]["scored"], later["Jane Roe"]["early"]) == (3, 0)


def test_the_last_day_itself_has_not_passed(ruled: Ruled) -> None:
    record = ruled(six(), **ALL_YES)
    assert by(record, today=date(2024, 6, 20))["Jane Roe"]["scored"] == 0
    assert by(record, today=date(2024, 6, 21))["Jane Roe"]["scored"] == 2


def test_what_is_open_due_and_vague_stands_beside_the_scores(ruled: Ruled) -> None:
    row = by(ruled(six(), one="yes", four="ambiguous"), "all")["all"]
    counts = {name: row[name] for name in ("forecasts", "scored", "open", "due", "ambiguous", "annulled", "vague")}
    assert counts == {"forecasts": 6, "scored": 1, "open": 2, "due": 2, "ambiguous": 1, "annulled": 0, "vague": 1}
    assert row["vague_share"] == pytest.approx(1 / 6)


def test_neither_ambiguous_nor_annulled_is_scored(ruled: Ruled) -> None:
    row = by(ruled(six(), one="ambiguous", two="annulled", four="yes"), "all")["all"]
    assert (row["scored"], row["ambiguous"], row["annulled"]) == (1, 1, 1)


def test_a_score_has_the_interval_of_the_band(ruled: Ruled) -> None:
    row = by(ruled(six(), one="yes", two="no"))["Jane Roe"]
    assert row["brier"] == pytest.approx(brier_score_loss([1, 0], [0.675, 0.325]))
    assert row["brier_low"] == pytest.approx(np.mean([0.2**2, 0.2**2]))
    assert row["brier_high"] == pytest.approx(np.mean([0.45**2, 0.45**2]))
    assert row["right_side"] == 1
    assert row["ranking"] == 1


def test_the_middle_of_an_even_band_may_be_its_best_score(ruled: Ruled) -> None:
    report = Report("one two.")
    says(report, "one", RESEARCHER, "roughly even", by="2024-06-20")
    row = by(ruled(report, one="no"))["Jane Roe"]
    assert row["brier_low"] == pytest.approx(0.45**2)
    assert row["brier_high"] == pytest.approx(0.55**2)
    assert row["right_side"] == 0.5


def test_forecasts_are_grouped(ruled: Ruled) -> None:
    record = ruled(six(), one="yes")
    assert {what: sorted(by(record, what)) for what in By} == {
        "forecaster": ["Jane Roe", "Rik Doe"],
        "institute": ["Academy of Lists", "Institute of Notes"],
        "outlet": ["Courier"],
        "topic": ["CONSULT", "none told"],
        "relationship": ["KOR and RUS", "PRK and RUS", "none told"],
        "all": ["all"],
    }


def test_another_table_changes_the_score(ruled: Ruled) -> None:
    record = ruled(six(), one="yes")
    assert by(record, bands="phia")["Jane Roe"]["brier"] == pytest.approx(0.35**2)
    assert by(record, bands="readers")["Jane Roe"]["brier"] == pytest.approx(0.25**2)


def test_as_of_a_day_before_the_ruling_nothing_is_scored(ruled: Ruled) -> None:
    record = ruled(six(), **ALL_YES)
    with record.view(as_of=date(2024, 6, 29)) as view:
        assert scores(view, by="all")[0]["scored"] == 0
        assert scores(view, by="all")[0]["due"] == 4


def test_calibration_has_a_point_for_each_chance(ruled: Ruled) -> None:
    with ruled(six(), one="yes", two="yes", four="yes", five="no").view() as view:
        found = calibration(view, today=AFTER)
    assert found.scored == 4
    points = [(row["band"], row["forecasts"], row["happened"]) for row in found.points]
    assert points == [("unlikely", 1, 1), ("likely", 2, 1), ("almost certain", 1, 1)]
    assert [row["isotonic"] for row in found.points] == pytest.approx([2 / 3, 2 / 3, 1])
    assert found.murphy is not None
    assert found.corp is not None
    assert found.murphy.score == pytest.approx(found.brier)
    assert found.corp.score == pytest.approx(found.brier)


def test_calibration_of_nothing_is_empty(ruled: Ruled) -> None:
    with ruled(six()).view() as view:
        found = calibration(view, today=AFTER)
    assert (found.scored, found.brier, found.murphy, len(found.points)) == (0, None, None, 0)


def test_difficulty_is_adjusted_for_only_once_enough_answered_the_same(ruled: Ruled) -> None:
    assert {row["adjusted_brier"] for row in by(ruled(six(), **ALL_YES)).values()} == {None}


def test_those_who_foretold_the_same_events_are_compared(ruled: Ruled) -> None:
    days = [f"2024-06-{day:02}" for day in range(1, 13)]
    words = [f"w{number}" for number in range(len(days))]
    report = Report(" ".join(f"{word}a {word}b." for word in words))
    for word, day in zip(words, days, strict=True):
        for suffix, who, band in (("a", RESEARCHER, "likely"), ("b", OTHER, "roughly even")):
            report.event(word + suffix, [RUS], [PRK], on=day)
            report.forecast(word + suffix, who, by=day, event=True)
            made = replace(report.reading.forecasts[-1], hedge=Hedge(phrase=band, band=band, table="icd203"))
            report.reading = replace(report.reading, forecasts=(*report.reading.forecasts[:-1], made))
    rows = by(ruled(report, **{word + suffix: "yes" for word in words for suffix in "ab"}))
    assert rows["Jane Roe"]["adjusted_brier"] == pytest.approx(rows["Jane Roe"]["brier"])
    assert rows["Rik Doe"]["adjusted_brier"] == pytest.approx(0.25)


def test_what_cannot_be_asked_is_refused(ruled: Ruled) -> None:
    record = ruled(six())
    with pytest.raises(BadQuery, match="nothing to group by"):
        by(record, "weekday")
    with pytest.raises(BadSettings, match="no table of hedges"):
        by(record, bands="nato")
    with pytest.raises(BadQuery, match="at least 1"):
        by(record, limit=0)
