"""Records for tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.record import Record


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """A record that does not exist yet."""
    return Record(tmp_path / "record")
