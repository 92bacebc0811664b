"""A view of given reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from answers.reports import Report
from onrecord.record import Record, View

Viewer = Callable[..., View]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record(tmp_path / "record").create()


@pytest.fixture
def view_of(record: Record) -> Viewer:
    """``view_of(report, ..., as_of="2024-06-14")``: a record of these reports, as of a day."""

    def view(*reports: Report, as_of: str | None = None) -> View:
        record.add([report.reading for report in reports])
        return record.view(as_of=date.fromisoformat(as_of) if as_of else None)

    return view
