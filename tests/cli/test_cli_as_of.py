"""Every command that answers takes ``--as-of``: what it says then is what it would have said then."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.commands import Run

DAY = "2024-06-20"
ANSWERS = [
    ("dossier", "RUS", "PRK"),
    ("timeline", "RUS"),
    ("events", "RUS"),
    ("statements",),
    ("agreements",),
    ("forecasts",),
    ("score",),
    ("search", "treaty"),
]


@pytest.fixture(scope="module")
def earlier(run: Run, examples: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the example reports that had been published by then."""
    folder = tmp_path_factory.mktemp("earlier") / "record"
    published = [path for path in examples if path.name[:10] <= DAY]
    assert 0 < len(published) < len(examples)
    result = run("add", *published, "--record", folder)
    assert result.exit_code == 0, result.output
    return folder


def answer(run: Run, record: Path, *command: str) -> list[dict[str, Any]]:
    result = run(*command, "--record", record, "--format", "jsonl")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("command", ANSWERS, ids=lambda command: command[0])
def test_as_of_a_day_later_reports_change_nothing(
    run: Run, record: Path, earlier: Path, command: tuple[str, ...]
) -> None:
    assert answer(run, record, *command, "--as-of", DAY) == answer(run, earlier, *command, "--as-of", DAY)


@pytest.mark.parametrize("command", ANSWERS, ids=lambda command: command[0])
def test_the_time_of_events_bounds_an_answer(run: Run, record: Path, command: tuple[str, ...]) -> None:
    assert len(answer(run, record, *command, "--until", "1900-01-01")) <= len(answer(run, record, *command))
    assert answer(run, record, *command, "--since", "1900-01-01", "--until", "1900-12-31") == answer(
        run, record, *command, "--until", "1900-12-31"
    )


def test_an_event_is_told_as_of_a_day(run: Run, record: Path, earlier: Path) -> None:
    for event in answer(run, earlier, "events", "RUS", "--as-of", DAY)[:3]:
        command = ("event", event["id"], "--as-of", DAY)
        assert answer(run, record, *command) == answer(run, earlier, *command)
