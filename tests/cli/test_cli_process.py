"""The command as a process: start-up, exit codes, pipes, signals, and a kill in the middle of a run."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.commands import Run
from onrecord.cli.main import VERBS
from onrecord.record import Record

COMMAND = (sys.executable, "-c", "from onrecord.cli import main; main()")
REPORT = "---\npublished: 2024-06-{day:02d}\n---\nMinisters met in Oslo on Monday and signed {day} agreements.\n"
HEAVY = ("spacy", "duckdb", "pyarrow", "trafilatura", "deltalake", "numpy", "rich", "py3langid", "msgspec")


def process(*arguments: object, **keywords: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [*COMMAND, *map(str, arguments)], capture_output=True, text=True, timeout=120, **keywords
    )


def test_help_is_instant_because_nothing_heavy_is_imported() -> None:
    code = (
        "import sys; from onrecord.cli import main\n"
        "try: main(['--help'])\n"
        f"except SystemExit: print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert result.stderr.strip() == "[]"
    assert "dossier" in result.stdout
    # Time on the processor, so that other work on the machine does not count; 0.2 s where nothing else runs.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1.0


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_has_help_with_an_example(run: Run, verb: str) -> None:
    result = run(verb, "--help")
    assert result.exit_code == 0
    assert f"\n  onrecord {verb} " in result.stdout.partition("Options:")[0]


def test_the_version_is_told() -> None:
    result = process("--version")
    assert (result.returncode, result.stdout[:9]) == (0, "onrecord ")


def test_bad_input_shows_a_traceback_only_when_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "none.txt"
    assert process("read", path).stderr == f"Error: {path}: there is no such file. Check the name.\n"
    for place in (("--debug", "timeline"), ("timeline", "--debug")):
        loud = run(*place, "--record", tmp_path / "none")
        assert (loud.exit_code, "Traceback" in loud.stderr) == (1, True)


def test_a_defect_is_told_without_a_traceback() -> None:
    code = (
        "import onrecord.cli.options as o; from onrecord.cli import main\n"
        "def broken(*_): raise ZeroDivisionError('division by zero')\n"
        "import onrecord.cli.asking as a; a.record_of = broken; main(['timeline'])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 1
    assert result.stderr == (
        "Error: ZeroDivisionError: division by zero. This is a defect of Onrecord; --debug shows where it is.\n"
    )


@pytest.mark.parametrize("arguments", [("--help",), ("timeline", "--format", "csv")])
def test_whoever_stops_reading_our_output_hears_no_complaint(record: Path, arguments: tuple[str, ...]) -> None:
    command = [*COMMAND, "--record", str(record), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.wait(60) == 0
        assert running.stderr.read() == ""


def test_a_terminal_of_another_encoding_is_no_defect(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "latin-1"}
    result = process("read", tmp_path / "“talks”.txt", env=environment)
    assert result.returncode == 1
    assert "\\u201ctalks\\u201d.txt: there is no such file" in result.stderr


def test_an_undecodable_file_name_is_no_defect(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    result = subprocess.run([*map(os.fsencode, COMMAND), b"read", name], capture_output=True, timeout=60, check=False)
    assert result.returncode == 1
    assert b"there is no such file" in result.stderr


def reports(folder: Path, count: int) -> list[str]:
    paths = []
    for day in range(1, count + 1):
        path = folder / f"{day:02d}.txt"
        path.write_text(REPORT.format(day=day))
        paths.append(str(path))
    return paths


def started(folder: Path, paths: list[str]) -> subprocess.Popen[str]:
    """An addition in batches of one, which has added something and not all."""
    environment = os.environ | {"ONRECORD_BATCH_SIZE": "1"}
    running = subprocess.Popen(
        [*COMMAND, "add", *paths, "--record", str(folder / "record")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    log = folder / "record" / "documents" / "_delta_log"
    until = time.monotonic() + 60
    while time.monotonic() < until and running.poll() is None:
        if log.is_dir() and len(list(log.glob("*.json"))) > 2:
            return running
        time.sleep(0.02)
    raise AssertionError(f"never got so far: {running.communicate()}")


def test_an_addition_that_is_killed_is_completed_by_the_next(tmp_path: Path) -> None:
    paths = reports(tmp_path, 28)
    running = started(tmp_path, paths)
    running.kill()
    running.communicate()
    record = Record(tmp_path / "record")
    had = record.documents().num_rows
    assert 0 < had < len(paths)
    result = process("add", *paths, "--record", tmp_path / "record")
    assert result.stdout == (f"read {28 - had}, added {28 - had}, {had} already in the record, skipped 0\n")
    assert record.documents().num_rows == 28


def test_an_addition_that_the_user_stops_says_so(tmp_path: Path) -> None:
    running = started(tmp_path, reports(tmp_path, 28))
    running.send_signal(signal.SIGINT)
    _, stderr = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Stopped. What was reported as added stays added" in stderr
    assert "Traceback" not in stderr
    assert Record(tmp_path / "record").documents().num_rows > 0
