"""A record's version tells whether anything was added."""

from __future__ import annotations

from datetime import UTC, datetime

from onrecord.record import Record
from onrecord.types import Outcome
from record.making import make_readings


def test_a_version_changes_with_documents_and_decisions_and_with_nothing_else(record: Record) -> None:
    record.add(make_readings(1, 1))
    first = record.version()
    record.add(make_readings(1, 1))
    assert record.version() == first
    record.add(make_readings(2, 1))
    second = record.version()
    assert second != first
    with record.view() as view:
        forecast = view.query("SELECT id FROM forecasts ORDER BY id LIMIT 1")["id"].to_pylist()[0]
    record.resolve(forecast, Outcome.YES, decided_by="J. Roe", decided_at=datetime(2024, 7, 1, tzinfo=UTC))
    assert record.version() != second


def test_another_process_sees_the_same_version(record: Record) -> None:
    record.add(make_readings(1, 1))
    assert Record(record.address).version() == record.version()
