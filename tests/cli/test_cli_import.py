"""``onrecord import`` and what ``onrecord agreements`` then shows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cli.commands import Run, failed
from exchange import register_files as made


@pytest.fixture
def own(run: Run, record: Path, tmp_path: Path) -> Path:
    """A copy of the record of the examples, with a small ATOP in it."""
    copy = Path(shutil.copytree(record, tmp_path / "own"))
    result = run("import", "atop", made.atop_members(tmp_path), "--record", copy)
    assert result.exit_code == 0, result.output
    assert result.stdout.strip() == "read 3 agreements, added 3"
    assert "left out: 1 members that are no known state, such as ATOP 9001, member 8888" in result.stderr
    return copy


def test_importing_again_changes_nothing(run: Run, own: Path, tmp_path: Path) -> None:
    again = run("import", "atop", made.atop_members(tmp_path), "--record", own)
    assert again.stdout.strip() == "read 3 agreements, added 0, 3 already in the record"


@pytest.mark.parametrize("form", ["desta", "untc"])
def test_other_registers_come_in(run: Run, tmp_path: Path, form: str) -> None:
    file = {"desta": made.desta, "untc": made.untc}[form](tmp_path)
    assert run("import", form, file, "--record", tmp_path / "record").exit_code == 0


def test_the_treaties_that_examples_tell_of_are_the_register_s(run: Run, own: Path) -> None:
    asked = ("agreements", "RUS", "PRK", "--as-of", "2024-06-14", "--record", own)
    words = run(*asked, "--words").stdout
    for part in (
        "ATOP 3440: signed 1961-07-06",
        "ATOP 3440: terminated 1996-09-10",
        "ATOP 4940: signed 2000-02-09",
        "PRK, SUN; defense; not in force",
        "terminated 1996: The 1961 treaty lapsed in 1996",
    ):
        assert part in " ".join(words.split())
    in_force = " ".join(run(*asked, "--in-force").stdout.split())
    assert "4940" in in_force
    assert "3440" not in in_force


def test_a_wrong_file_is_named(run: Run, tmp_path: Path) -> None:
    failed(run("import", "atop", tmp_path / "no.csv", "--record", tmp_path / "r"), 1, "no.csv: cannot be read")
    failed(run("import", "desta", made.atop_members(tmp_path), "--record", tmp_path / "r"), 1, "has no column")
