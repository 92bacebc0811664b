"""A version that was found is believed until the log changed, and never before its time of change has settled."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path
from random import Random

import pytest

from onrecord.record import Record
from onrecord.record.versions import SETTLED, Versions
from record.alike import made_readings


@pytest.fixture
def log(tmp_path: Path) -> Path:
    folder = tmp_path / "events" / "_delta_log"
    folder.mkdir(parents=True)
    return folder


def test_a_log_is_looked_at_again_when_it_changed(tmp_path: Path, log: Path) -> None:
    versions, looks = Versions(tmp_path), count()
    os.utime(log, ns=(0, log.stat().st_mtime_ns - 2 * SETTLED))
    assert [versions.of("events", lambda: next(looks)) for _ in range(3)] == [0, 0, 0]
    (log / "1.json").touch()
    assert versions.of("events", lambda: next(looks)) == 1


def test_a_log_that_changed_just_now_is_looked_at_every_time(tmp_path: Path, log: Path) -> None:
    versions, looks = Versions(tmp_path), count()
    assert [versions.of("events", lambda: next(looks)) for _ in range(3)] == [0, 1, 2]


def test_a_log_elsewhere_is_looked_at_every_time() -> None:
    versions, looks = Versions(None), count()
    assert [versions.of("events", lambda: next(looks)) for _ in range(3)] == [0, 1, 2]


def test_what_another_process_adds_is_seen(tmp_path: Path) -> None:
    one, other = Record(tmp_path / "record").create(), Record(tmp_path / "record")
    other.add(made_readings(Random(1), 1))
    before = one.version()
    for name in ("documents", "decisions", "registers"):
        os.utime(tmp_path / "record" / name / "_delta_log", ns=(0, 1))
    assert one.version() == before
    other.add(made_readings(Random(2), 1))
    assert one.version() != before
