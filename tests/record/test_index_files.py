"""Files that are made of a record: whole, or as they were before."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

import pytest

from onrecord.record.index_files import made_anew

TABLES = "CREATE TABLE numbers (number INTEGER);"


def fill(file: sqlite3.Connection) -> int:
    file.execute("INSERT INTO numbers VALUES (7)")
    return 7


def test_a_file_that_cannot_be_filled_leaves_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "numbers.sqlite"
    assert made_anew(path, TABLES, fill) == 7
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError):
        made_anew(path, TABLES, lambda file: 1 // 0)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["numbers.sqlite"]


def test_what_was_left_by_others_who_were_cut_off_goes(tmp_path: Path) -> None:
    cut_off, going_on = tmp_path / "numbers.1.new", tmp_path / "numbers.2.new"
    other = tmp_path / "others.1.new"
    for file in (cut_off, going_on, other):
        file.write_bytes(b"half")
    two_hours_ago = time.time() - 7200
    for file in (cut_off, other):
        os.utime(file, (two_hours_ago, two_hours_ago))
    made_anew(tmp_path / "numbers.sqlite", TABLES, fill)
    assert {file.name for file in tmp_path.iterdir()} == {"numbers.sqlite", going_on.name, other.name}
