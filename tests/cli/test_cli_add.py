"""``onrecord add`` puts reports into a record and says what it left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.commands import Run, failed
from onrecord.record import Record

REPORT = "---\npublished: 2024-06-{day:02d}\n---\nMinisters met in Oslo on Monday and signed {day} agreements.\n"


def reports(folder: Path, count: int) -> list[Path]:
    paths = [folder / f"{day:02d}.txt" for day in range(1, count + 1)]
    for day, path in enumerate(paths, 1):
        path.write_text(REPORT.format(day=day))
    return paths


def test_one_bad_file_among_twenty_leaves_nineteen_added(run: Run, tmp_path: Path) -> None:
    paths = reports(tmp_path, 20)
    paths[4].write_text("Ministers met in Oslo.")
    result = run("add", *paths, "--record", tmp_path / "record")
    assert result.stdout == "read 19, added 19, skipped 1: 1 no date\n"
    failed(result, 1, f"Error: {paths[4]}: does not say when it was published")
    assert Record(tmp_path / "record").documents().num_rows == 19


def test_adding_again_changes_nothing(run: Run, tmp_path: Path) -> None:
    paths = reports(tmp_path, 2)
    first = run("--record", tmp_path / "record", "add", *paths)
    assert (first.exit_code, first.stdout) == (0, "read 2, added 2, skipped 0\n")
    again = run("add", *paths, env={"ONRECORD_RECORD": str(tmp_path / "record")})
    assert (again.exit_code, again.stdout) == (0, "read 0, added 0, 2 already in the record, skipped 0\n")


def test_the_same_file_twice_is_told(run: Run, tmp_path: Path) -> None:
    (path,) = reports(tmp_path, 1)
    result = run("add", path, path, "--record", tmp_path / "record")
    assert (result.exit_code, result.stdout) == (0, "read 1, added 1, 1 the same as another, skipped 0\n")
    assert result.stderr == f"{path}: is the same report as {path}\n"


def test_a_wrong_date_is_told_once_before_anything_is_read(run: Run, tmp_path: Path) -> None:
    result = run("add", *reports(tmp_path, 3), "--published", "2024-02-31", "--record", tmp_path / "record")
    failed(result, 1, "--published: 2024-02-31: there is no such date")
    assert result.stderr.count("Error") == 1
    assert not (tmp_path / "record").exists()


def test_a_folder_that_is_no_record_is_left_alone(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "holidays"
    folder.mkdir()
    (folder / "beach.txt").write_text("x")
    failed(run("add", *reports(tmp_path, 1), "--record", folder), 1, str(folder))
    assert [path.name for path in folder.iterdir()] == ["beach.txt"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["add"], "Missing argument 'FILE...'"),
        (["add", "x.txt", "--colour"], "No such option"),
        (["devour", "x.txt"], "No such command 'devour'"),
    ],
)
def test_a_wrong_call_is_exit_code_2(run: Run, arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_settings_are_checked(run: Run, tmp_path: Path) -> None:
    settings = tmp_path / "my.toml"
    settings.write_text("batches = 3\n")
    paths = reports(tmp_path, 1)
    failed(run("--settings", settings, "add", *paths), 2, "batches: is not a setting")
    failed(run("--settings", tmp_path / "none.toml", "add", *paths), 2, "is not a readable TOML file")
    settings.write_text(f"record = '{tmp_path / 'there'}'\nbatch_size = 1\n")
    assert run("--settings", settings, "add", *paths).exit_code == 0
    assert (tmp_path / "there").is_dir()


def test_a_name_cannot_act_on_the_terminal(run: Run, tmp_path: Path) -> None:
    result = run("add", tmp_path / "a\x1b[2J\x07[red]b.txt", "--record", tmp_path / "record")
    failed(result, 1, "a[red]b.txt: there is no such file")
    assert "\x1b" not in result.output
