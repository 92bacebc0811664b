"""``onrecord resolve`` and ``onrecord score`` on the example reports: the story from June to December."""

from __future__ import annotations

import json
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from cli.commands import Run, failed
from onrecord.cli import options


@pytest.fixture
def own(record: Path, tmp_path: Path) -> Path:
    """A copy of the record, to rule in."""
    return Path(shutil.copytree(record, tmp_path / "own"))


def listed(run: Run, record: Path, *more: str) -> list[dict[str, Any]]:
    result = run("resolve", "--list", "--format", "jsonl", *more, "--record", record)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def states(run: Run, record: Path, *more: str) -> dict[str, str]:
    result = run("forecasts", "PRK", "--format", "jsonl", *more, "--record", record)
    assert result.exit_code == 0, result.output
    return {row["proposition"]: row["state"] for row in map(json.loads, result.stdout.splitlines())}


def scored(run: Run, record: Path, *more: str) -> dict[str, dict[str, Any]]:
    result = run("score", "--format", "jsonl", *more, "--record", record)
    assert result.exit_code == 0, result.output
    return {row["group"]: row for row in map(json.loads, result.stdout.splitlines())}


JUNE = ("--as-of", "2024-06-20")
VISIT = "Vladimir Putin’s visit to North Korea takes place in the week of 17 June 2024."
TRAVEL = "Russian President Vladimir Putin travels to North Korea by 24 June 2024."


def test_in_june_the_right_resolutions_are_proposed_with_the_right_evidence(run: Run, record: Path) -> None:
    made = {row["proposition"]: row for row in listed(run, record, *JUNE)}
    signing = next(row for proposition, row in made.items() if "sign a new treaty" in proposition)
    assert (signing["outcome"], signing["happened"], signing["settled"]) == ("yes", "2024-06-19", "2024-06-19")
    assert "signed a Treaty on Comprehensive Strategic Partnership" in signing["evidence_for"][0]
    for visit in (made[VISIT], made[TRAVEL]):
        assert visit["outcome"] == "yes"
        assert "Putin arrived before dawn" in visit["evidence_for"][0]
    assert all(row["outcome"] == "yes" and row["probability"] > 0.75 for row in made.values())
    assert len(made) == 3


def test_on_the_day_of_the_preview_nothing_is_proposed(run: Run, record: Path) -> None:
    assert listed(run, record, "--as-of", "2024-06-14") == []


def test_accepted_proposals_are_scored_and_june_stays_as_it_was(run: Run, own: Path) -> None:
    before = states(run, own, "--as-of", "2024-06-14")
    assert set(before.values()) == {"open"}
    result = run("resolve", "--accept-above", "0.75", "--by", "J. Roe", *JUNE, "--record", own)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1] == "3 resolved"

    now = states(run, own)
    assert (now[VISIT], now[TRAVEL]) == ("yes", "yes")
    assert states(run, own, "--as-of", "2024-06-14") == before

    row = scored(run, own)["KOR"]
    assert (row["scored"], row["brier"]) == (1, pytest.approx((1 - 0.675) ** 2))
    analysts = scored(run, own)["unnamed: some analysts in Seoul"]
    assert (analysts["scored"], analysts["no_deadline"]) == (0, 1)
    assert scored(run, own, "--as-of", "2024-06-14")["KOR"]["scored"] == 0


def test_a_ruling_keeps_its_evidence_and_why(run: Run, own: Path) -> None:
    run("resolve", "--accept-above", "0.9", "--by", "J. Roe", *JUNE, "--record", own)
    lines = run("forecasts", "PRK", "--state", "yes", "--format", "jsonl", "--record", own).stdout.splitlines()
    (row,) = map(json.loads, lines)
    assert row["resolved_by"] == "J. Roe"
    assert row["resolution_note"].startswith("as proposed (0.9")
    assert "signed a Treaty" in row["resolution_quotes"][0]
    assert (row["happened"], row["settled"]) == ("2024-06-19", "2024-06-19")


def test_keys_rule_one_by_one_and_take_back(run: Run, own: Path) -> None:
    result = run("resolve", "--by", "J. Roe", *JUNE, "--record", own, stdin=b"?anux")
    assert result.exit_code == 0, result.output
    out = result.stdout
    assert "y yes  n no  m ambiguous  x annulled" in out
    assert "proposed: yes (0." in out
    assert "decision-" in out
    assert "is undone" in out
    assert out.splitlines()[-1] == "2 resolved"
    assert sorted(set(states(run, own).values())) == ["annulled", "due", "open", "yes"]


def test_the_end_of_input_ends_the_walk(run: Run, own: Path) -> None:
    result = run("resolve", "--by", "J. Roe", "--record", own, stdin=b"s")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "0 resolved"


def test_nothing_can_be_undone_before_something_was_ruled(run: Run, own: Path) -> None:
    assert "nothing to undo" in run("resolve", "--by", "J. Roe", "--record", own, stdin=b"uq").stdout


def test_one_forecast_can_be_looked_at(run: Run, own: Path) -> None:
    forecast = listed(run, own, *JUNE)[0]["forecast_id"]
    assert [row["forecast_id"] for row in listed(run, own, forecast)] == [forecast]


def test_as_a_table_each_proposal_has_its_sentences(run: Run, record: Path) -> None:
    result = run("resolve", "--list", *JUNE, "--record", record)
    assert "proposed: yes" in result.stdout
    assert "+ 0." in result.stdout


def test_what_does_not_go_together_is_a_usage_error(run: Run, own: Path) -> None:
    failed(run("resolve", "--record", own), 2, "Say who rules")
    failed(run("resolve", "--by", "J. Roe", "--evidence", "x", "--record", own), 2, "--evidence goes with")
    failed(run("resolve", "--list", "forecast-0", "--record", own), 2, "waits for a ruling")
    failed(run("score", "--plot", "scores.gif", "--record", own), 2, "no kind of picture")


@pytest.mark.parametrize(("ending", "start"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_scores_are_drawn(run: Run, own: Path, tmp_path: Path, ending: str, start: bytes) -> None:
    run("resolve", "--accept-above", "0.75", "--by", "J. Roe", *JUNE, "--record", own)
    file = tmp_path / f"scores.{ending}"
    result = run("score", "--plot", file, "--record", own)
    assert result.exit_code == 0, result.output
    assert file.read_bytes().startswith(start)
    assert "1 of " in result.stdout


def test_hedges_can_be_read_by_another_table(run: Run, own: Path) -> None:
    rows = {}
    for table in ("icd203", "phia", "readers"):
        result = run("forecasts", "--bands", table, "--format", "jsonl", "--record", own)
        found = next(json.loads(line) for line in result.stdout.splitlines() if TRAVEL in line)
        rows[table] = (found["band_table"], found["chance_low"], found["chance_high"])
    assert rows["icd203"] == ("icd203", 0.55, 0.8)
    assert rows["phia"] == ("phia", 0.55, 0.75)
    assert rows["readers"][0] == "readers"
    assert rows["readers"][1:] == pytest.approx((0.67, 0.8))


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2024-06-25T00:30:00+00:00", date(2024, 6, 24)),  # still the 24th in the Americas
        ("2024-06-25T11:59:00+00:00", date(2024, 6, 24)),
        ("2024-06-25T12:00:00+00:00", date(2024, 6, 25)),  # the 24th has ended everywhere
        ("2024-06-25T23:30:00+00:00", date(2024, 6, 25)),
    ],
)
def test_a_deadline_passes_when_its_day_has_ended_everywhere(
    monkeypatch: pytest.MonkeyPatch, instant: str, day: date
) -> None:
    monkeypatch.setattr(options, "now", lambda: datetime.fromisoformat(instant))
    assert options.ended_everywhere() == day
