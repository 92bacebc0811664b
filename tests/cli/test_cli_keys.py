"""``onrecord resolve`` in a real terminal: one key for each forecast, no line to end."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.commands import Run

pty = pytest.importorskip("pty", reason="only Unix has terminals of this kind")

ONRECORD = (sys.executable, "-c", "from onrecord.cli import main; main()")
SECONDS = 120


class Terminal:
    """A command that runs in a terminal of its own."""

    def __init__(self, arguments: list[str]) -> None:
        self._screen, its_side = pty.openpty()
        self._process = subprocess.Popen(
            [*ONRECORD, *arguments], stdin=its_side, stdout=its_side, stderr=its_side, close_fds=True
        )
        os.close(its_side)
        self.shown = ""

    def until(self, words: str) -> str:
        """What it shows up to some words that it has not shown before."""
        start = len(self.shown)
        while words not in self.shown[start:]:
            ready, _, _ = select.select([self._screen], [], [], SECONDS)
            assert ready, f"{words!r} never came; it showed {self.shown[start:]!r}"
            try:
                piece = os.read(self._screen, 4096)
            except OSError:  # Linux says so when the other side has gone
                piece = b""
            assert piece, f"it ended without {words!r}; it showed {self.shown[start:]!r}"
            self.shown += piece.decode("utf-8", "replace")
        return self.shown[start:]

    def press(self, key: str) -> None:
        os.write(self._screen, key.encode())

    def end(self) -> int:
        code = self._process.wait(SECONDS)
        os.close(self._screen)
        return code

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()


@pytest.fixture
def own(record: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(record, tmp_path / "own"))


@pytest.fixture
def terminal(own: Path) -> Iterator[Terminal]:
    arguments = ["resolve", "--by", "J. Roe", "--as-of", "2024-06-20", "--record", str(own)]
    opened = Terminal(arguments)
    yield opened
    opened.stop()


def states(run: Run, record: Path) -> list[str]:
    result = run("forecasts", "PRK", "--format", "jsonl", "--as-of", "2024-06-20", "--record", record)
    return sorted({json.loads(line)["state"] for line in result.stdout.splitlines()})


def test_keys_rule_undo_and_skip_without_an_end_of_line(terminal: Terminal, run: Run, own: Path) -> None:
    assert "[1 of 3]" in terminal.until("q quit")
    terminal.press("a")
    assert "is resolved: yes, by J. Roe" in terminal.until("q quit")
    terminal.press("u")
    assert "is undone" in terminal.until("q quit")
    terminal.press("s")
    assert "[3 of 3]" in terminal.until("q quit")
    terminal.press("X")
    assert "is resolved: annulled" in terminal.until("1 resolved")
    assert terminal.end() == 0
    now = run("forecasts", "--state", "annulled", "--format", "jsonl", "--record", own)
    assert len(now.stdout.splitlines()) == 1


def test_keys_that_are_pressed_early_are_not_lost(terminal: Terminal) -> None:
    terminal.until("q quit")
    terminal.press("ssq")
    assert "[3 of 3]" in terminal.until("0 resolved")
    assert terminal.end() == 0


def test_a_key_that_means_nothing_is_waited_past(terminal: Terminal, run: Run, own: Path) -> None:
    terminal.until("q quit")
    terminal.press("7q")
    terminal.until("0 resolved")
    assert terminal.end() == 0
    assert states(run, own) == ["open"]
