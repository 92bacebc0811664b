from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from answers.conftest import Viewer
from answers.reports import PRK, RESEARCHER, RUS, Report
from onrecord.answers import forecasts
from onrecord.errors import BadQuery
from onrecord.record import DecisionKind, Record
from onrecord.types import Outcome


def preview() -> Report:
    return (
        Report("They may sign a treaty in June. Troops may come. Prices may rise.")
        .event("sign", [RUS], [PRK])
        .forecast("sign a treaty", RESEARCHER, by="2024-06-20", event=True)
        .forecast("Troops may come", by="2024-12-31")
        .forecast("Prices may rise")
    )


def outcome_report() -> Report:
    return Report("The treaty was signed.", published="2024-06-19", outlet="Times")


def states(view_of: Viewer, as_of: str, **asked: object) -> dict[str, str]:
    rows = forecasts(view_of(preview(), as_of=as_of), **asked)  # type: ignore[arg-type]
    return {row["quote"]: row["state"] for row in rows}


def test_a_forecast_is_due_when_its_day_has_passed(view_of: Viewer) -> None:
    assert states(view_of, "2024-06-20")["sign a treaty"] == "open"
    assert states(view_of, "2024-06-21")["sign a treaty"] == "due"
    assert states(view_of, "2030-01-01")["Prices may rise"] == "open"
    assert states(view_of, "2024-06-21", states=["due"]) == {"sign a treaty": "due"}


def test_without_a_date_the_record_s_last_day_counts_unless_a_day_is_given(view_of: Viewer) -> None:
    view = view_of(preview(), outcome_report())
    assert {row["state"] for row in forecasts(view)} == {"open"}
    assert [row["state"] for row in forecasts(view, today=date(2024, 7, 1))] == ["due", "open", "open"]


def test_a_resolution_shows_with_its_evidence_from_the_day_it_was_decided(view_in: Viewer, record: Record) -> None:
    view = view_in(preview(), outcome_report())
    forecast = forecasts(view, forecaster="Jane Roe")[0]
    words = view.words(outcome_report().reading.document.id, "was signed")
    decision = record.resolve(
        forecast["id"],
        Outcome.YES,
        decided_by="editor",
        decided_at=datetime(2024, 6, 22, 9, tzinfo=UTC),
        evidence=[words],
        note="as reported",
    )
    assert states(view_in, "2024-06-21")["sign a treaty"] == "due"
    assert states(view_in, "2024-06-22")["sign a treaty"] == "yes"
    row = forecasts(record.view(), states=["yes"])[0]
    assert (row["resolved_by"], row["resolution_note"]) == ("editor", "as reported")
    assert row["resolved_at"] == datetime(2024, 6, 22, 9, tzinfo=UTC)
    assert (row["resolution_quotes"], row["resolution_documents"]) == (["was signed"], [words.document_id])
    record.decide(DecisionKind.UNDO, decision.id, decided_by="editor", decided_at=datetime(2024, 7, 1, tzinfo=UTC))
    assert states(view_in, "2024-07-01")["sign a treaty"] == "due"
    assert states(view_in, "2024-06-30")["sign a treaty"] == "yes"


def test_evidence_that_came_out_later_keeps_a_ruling_unknown_until_then(view_in: Viewer, record: Record) -> None:
    """A ruling may carry the date of a time zone further west than its evidence."""
    view = view_in(preview(), outcome_report())
    words = view.words(outcome_report().reading.document.id, "was signed")
    forecast = forecasts(view, forecaster="Jane Roe")[0]
    at = datetime(2024, 6, 18, 23, tzinfo=UTC)
    record.resolve(forecast["id"], Outcome.YES, decided_by="editor", decided_at=at, evidence=[words])
    assert states(view_in, "2024-06-18")["sign a treaty"] == "open"
    assert states(view_in, "2024-06-19")["sign a treaty"] == "yes"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"actor": "RUS", "with_": "PRK"}, ["sign a treaty"]),
        ({"forecaster": "author"}, None),
        ({"since": date(2024, 6, 1), "until": date(2024, 6, 30)}, ["sign a treaty"]),
        ({"since": date(2024, 7, 1)}, ["Troops may come"]),
        ({"states": ["late"]}, None),
    ],
)
def test_forecasts_can_be_chosen(view_of: Viewer, asked: dict[str, object], expected: list[str] | None) -> None:
    view = view_of(preview())
    if expected is None:
        with pytest.raises(BadQuery):
            forecasts(view, **asked)  # type: ignore[arg-type]
    else:
        assert [row["quote"] for row in forecasts(view, **asked)] == expected  # type: ignore[arg-type]
