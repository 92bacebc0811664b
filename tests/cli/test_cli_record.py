"""Commands for a record as a whole: search, reading again, compacting, migrating."""

from __future__ import annotations

import json
import shutil
import tarfile
from pathlib import Path

import pytest

from cli.commands import Run, failed

VERSION_1 = Path(__file__).parents[1] / "record" / "data" / "version-1.tar.gz"


@pytest.fixture
def own(record: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(record, tmp_path / "own"))


def test_search_finds_words_and_makes_its_index(run: Run, own: Path) -> None:
    at = ("--record", own)
    result = run("search", "treaty", "--actor", "RUS", "--kind", "sentence", "--limit", "3", "--format", "jsonl", *at)
    assert result.exit_code == 0, result.output
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(rows) == 3
    assert all("[treaty]" in row["snippet"].casefold() for row in rows)
    assert [row["published"] for row in rows] == sorted((row["published"] for row in rows), reverse=True)
    assert run("search", "--rebuild", *at).stdout == "indexed 6 documents\n"
    assert "[" in run("search", "treaty", "--best", *at).stdout
    assert "nothing in the record" in run("search", "zeppelin", *at).stdout
    failed(run("search", "…", *at), 2, "has no words to search for")
    failed(run("search", *at), 2, "Give words to search for")


def test_reading_again_with_the_same_reader_changes_nothing(run: Run, own: Path, tmp_path: Path) -> None:
    at, changes = ("--record", own), tmp_path / "changes.jsonl"
    result = run("reread", "--changes", changes, "--make-current", *at)
    assert result.exit_code == 0, result.output
    assert "read 0, 0 waiting to be made current, 6 current already" in result.stdout
    assert "made current:" not in result.stdout
    assert changes.read_text() == ""
    assert run("reread", "--discard", *at).stdout == "there was nothing to throw away\n"


def test_compacting_says_what_it_did_and_changes_no_answer(run: Run, own: Path) -> None:
    at = ("--record", own)
    before = run("timeline", "--format", "jsonl", *at).stdout
    result = run("compact", "--keep-hours", "0", *at)
    assert result.exit_code == 0, result.output
    assert "dropped 0 lines" in result.stdout
    assert run("timeline", "--format", "jsonl", *at).stdout == before


def test_an_index_changes_no_answer_and_follows_the_record(run: Run, own: Path) -> None:
    at = ("--record", own)
    before = run("dossier", "RUS", "PRK", "--format", "jsonl", *at).stdout
    assert run("index", *at).stdout == "indexed 6 documents\n"
    assert run("dossier", "RUS", "PRK", "--format", "jsonl", *at).stdout == before
    (own / ".search" / "events.sqlite").write_bytes(b"damaged" * 4096)
    assert run("dossier", "RUS", "PRK", "--format", "jsonl", *at).stdout == before
    assert run("index", *at).stdout == "indexed 6 documents\n"
    assert run("index", "--rebuild", *at).stdout == "indexed 6 documents\n"


def test_a_record_of_the_first_version_is_brought_up_to_date(run: Run, tmp_path: Path) -> None:
    with tarfile.open(VERSION_1) as archive:
        archive.extractall(tmp_path, filter="data")
    at = ("--record", tmp_path / "version-1")
    failed(run("timeline", *at), 1, "onrecord migrate")
    assert run("migrate", *at).stdout == "schema 1 to 2\n"
    assert run("timeline", *at).exit_code == 0
    assert run("migrate", *at).stdout == "nothing to do, schema 2\n"


@pytest.mark.parametrize("verb", ["reread", "compact", "index", "migrate", "decisions"])
def test_without_a_record_each_says_so(run: Run, tmp_path: Path, verb: str) -> None:
    failed(run(verb, "--record", tmp_path / "none"), 1, "there is no record")
