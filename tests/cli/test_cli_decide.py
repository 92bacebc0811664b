"""Rulings by command."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cli.commands import Run, failed


@pytest.fixture
def own(record: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(record, tmp_path / "own"))


def told(run: Run, *arguments: object) -> list[dict[str, object]]:
    result = run(*arguments, "--format", "jsonl")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_events_are_merged_split_and_brought_back(run: Run, own: Path) -> None:
    at = ("--record", own)
    before = told(run, "events", "RUS", "PRK", *at)
    first, second = before[0]["id"], before[1]["id"]
    result = run("merge", first, second, "--by", "J. Roe", "--note", "one summit", *at)
    assert result.exit_code == 0, result.output
    decision = result.stdout.partition(":")[0]
    assert len(told(run, "events", "RUS", "PRK", *at)) == len(before) - 1
    page = run("event", second, *at)
    assert page.exit_code == 0
    for part in ("Who says what", "Mentions", "J. Roe", "why: one summit"):
        assert part in page.stdout
    mentions = told(run, "event", second, *at)
    assert len(mentions) == len(before[0]["mention_ids"]) + len(before[1]["mention_ids"])  # type: ignore[arg-type]
    moved = before[1]["mention_ids"]
    assert run("split", first, *moved, "--by", "A. Poe", *at).exit_code == 0  # type: ignore[misc]
    assert told(run, "events", "RUS", "PRK", *at) == before
    assert run("undo", decision, "--by", "J. Roe", *at).exit_code == 0
    assert told(run, "events", "RUS", "PRK", *at) == before
    kept = told(run, "decisions", *at)
    assert [(one["kind"], one["decided_by"]) for one in kept] == [("split", "A. Poe")]
    everything = told(run, "decisions", "--all", *at)
    assert [(one["kind"], one["stands"]) for one in everything] == [
        ("merge", False),
        ("split", True),
        ("undo", False),
    ]
    assert "one event with" in run("decisions", "--all", *at).stdout


def test_lines_are_corrected_and_rejected(run: Run, own: Path) -> None:
    at = ("--record", own)
    before = told(run, "timeline", "RUS", "PRK", *at)
    line = before[0]["id"]
    assert run("correct", line, "place", "Vladivostok", "--by", "J. Roe", *at).exit_code == 0
    assert [row["place"] for row in told(run, "timeline", "RUS", "PRK", *at) if row["id"] == line] == ["Vladivostok"]
    assert run("reject", line, "--by", "J. Roe", *at).exit_code == 0
    assert [row["id"] for row in told(run, "timeline", "RUS", "PRK", *at)] == [row["id"] for row in before[1:]]
    statement = told(run, "statements", *at)[0]["id"]
    assert run("reject", statement, "--by", "J. Roe", *at).exit_code == 0
    assert statement not in {row["id"] for row in told(run, "statements", *at)}
    assert run("check", *at).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("merge", "happening-0", "happening-1", "--by", "x"), "is not in this record"),
        (("correct", "event-0", "type", "AID", "--by", "x"), "is not in this record"),
        (("reject", "event-0"), "--by"),
        (("event", "happening-0"), "is not an event of this record"),
    ],
)
def test_what_cannot_be_ruled_is_an_error(run: Run, record: Path, arguments: tuple[str, ...], message: str) -> None:
    failed(run(*arguments, "--record", record), 2, message)


def test_a_record_without_decisions_says_so(run: Run, record: Path) -> None:
    assert run("decisions", "--record", record).stdout == "No decisions.\n"
