"""Views of given reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from answers.reports import Report
from onrecord.record import Record, View
from onrecord.types import Reading

Viewer = Callable[..., View]


@pytest.fixture(scope="session")
def view_of(tmp_path_factory: pytest.TempPathFactory) -> Viewer:
    """``view_of(report, ..., as_of="2024-06-14")``: a record of these reports, as of a day. Each is made once."""
    records: dict[tuple[Reading, ...], Record] = {}

    def view(*reports: Report, as_of: str | None = None) -> View:
        readings = tuple(report.reading for report in reports)
        if readings not in records:
            records[readings] = Record(tmp_path_factory.mktemp("answers") / "record")
            records[readings].add(readings)
        return records[readings].view(as_of=date.fromisoformat(as_of) if as_of else None)

    return view


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """A record of the test's own, to decide in."""
    return Record(tmp_path / "record").create()


@pytest.fixture
def view_in(record: Record) -> Viewer:
    """As ``view_of``, in the test's own record."""

    def view(*reports: Report, as_of: str | None = None) -> View:
        record.add([report.reading for report in reports])
        return record.view(as_of=date.fromisoformat(as_of) if as_of else None)

    return view
