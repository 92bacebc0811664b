"""Readings come back from the record as they went in, made ones and real ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onrecord.answers import timeline
from onrecord.errors import BadQuery
from onrecord.reading.reader import Reader
from onrecord.record import Record
from onrecord.types import DateBasis, Document, Reading, content_id
from record.making import make_readings

LAYERS = ("times", "actors", "statements", "events", "agreements", "forecasts", "links")
REPORT = """\
Rivermouth, 3 May 2024. President Vladimir Putin may visit North Korea in June, a South Korean official said on Friday.
Moscow and Pyongyang signed a treaty of friendship in 2000 and “will never forget it”, the official said 🙂.
“The two countries will probably sign a defence agreement next month,” said Jane Roe, a researcher at Note Institute.
North Korea has denied that it sent weapons to Russia. The United States condemned the plan on Thursday.
"""


def in_text_order(reading: Reading) -> Reading:
    def place(one: Any) -> tuple[Any, ...]:
        return one.evidence.span, one.id

    return replace(reading, **{layer: tuple(sorted(getattr(reading, layer), key=place)) for layer in LAYERS})


def test_made_readings_come_back_as_they_were(record: Record) -> None:
    readings = list(make_readings(9, 6))
    record.add(readings)
    with record.view() as view:
        for reading in readings:
            assert view.reading(reading.document.id) == in_text_order(reading)


def test_a_reading_of_the_reader_comes_back_as_it_was(record: Record, reader: Reader) -> None:
    published = date(2024, 5, 3)
    document = Document(
        id=content_id("document", None, published.isoformat(), None, REPORT),
        text=REPORT,
        published=published,
        date_basis=DateBasis.GIVEN,
    )
    reading = reader.read(document)
    assert reading.events
    assert reading.actors
    record.add(reading)
    assert record.check().sound
    with record.view() as view:
        assert view.reading(document.id) == in_text_order(reading)
        assert len(timeline(view)) == len(reading.events)


def test_what_was_not_known_yet_has_no_reading(record: Record, tmp_path: Path) -> None:
    (reading,) = make_readings(9, 1)
    record.add(reading)
    with record.view(as_of=date(2023, 1, 1)) as view, pytest.raises(BadQuery, match=reading.document.id):
        view.reading(reading.document.id)
