"""Reading everything again: beside the record first, then in its place, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord.answers import timeline
from onrecord.errors import RecordNotFound
from onrecord.record import DecisionKind, Record
from onrecord.record.changes import Change
from onrecord.runs import discard, make_current, reread
from onrecord.settings import Settings
from onrecord.types import Document, EventMention, Evidence, Factuality, Reading, Span
from record.making import contents, make_readings

AT = datetime(2024, 7, 1, tzinfo=UTC)
NEW = "0.2.0"


class Better:
    """A reader that knows made documents, and reads them as told; it counts what it reads."""

    def __init__(self, readings: Iterable[Reading], *, breaks_on: str | None = None, stops_after: int = 10**9) -> None:
        self.readings = {reading.document.id: reading for reading in readings}
        self.breaks_on, self.stops_after = breaks_on, stops_after
        self.read_ids: list[str] = []

    def read(self, document: Document) -> Reading:
        if document.id == self.breaks_on:
            raise ValueError("broken")
        if len(self.read_ids) >= self.stops_after:
            raise KeyboardInterrupt
        self.read_ids.append(document.id)
        reading = self.readings[document.id]
        assert reading.document == document
        return reading

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        return (self.read(document) for document in documents)


def altered(reading: Reading) -> Reading:
    """One event denied, one forecast lost, one statement gained, and words of an agreement moved; the rest the same."""
    event = replace(reading.events[0], factuality=Factuality.POSSIBLE_NOT, tense=reading.events[0].tense)
    statement = reading.statements[0]
    span = Span(start=0, end=4)
    more = replace(
        statement,
        id="statement-new",
        evidence=Evidence(document_id=reading.document.id, sentence=0, span=span, quote=reading.document.text[:4]),
    )
    return replace(
        reading,
        reader_version=NEW,
        events=(event, *reading.events[1:]),
        forecasts=reading.forecasts[1:],
        statements=(*reading.statements, more),
    )


@pytest.fixture
def readings() -> list[Reading]:
    return list(make_readings(5, 7))


@pytest.fixture
def record(tmp_path: Path, readings: list[Reading]) -> Record:
    record = Record(tmp_path / "record")
    record.add(readings)
    return record


def test_the_record_stays_as_it_is_and_it_is_told_what_would_change(record: Record, readings: list[Reading]) -> None:
    with record.view() as view:
        before = contents(view)
    told: list[Change] = []
    better = Better(map(altered, readings))
    report = reread(record, better, version=NEW, on_change=told.append)  # type: ignore[arg-type]
    with record.view() as view:
        assert contents(view) == before
    assert (report.read, report.waiting, report.current, report.skipped) == (7, 7, 0, ())
    denied = [reading for reading in readings if reading.events[0].factuality is not Factuality.POSSIBLE_NOT]
    assert report.counts == {
        ("events", "altered"): len(denied),
        ("forecasts", "lost"): 7,
        ("statements", "gained"): 7,
    }
    assert {change.what for change in told if change.layer == "events"} == {("factuality",)}
    assert {change.kind for change in told if change.layer == "forecasts"} == {"lost"}


def test_made_current_the_new_readings_are_the_record(record: Record, readings: list[Reading], tmp_path: Path) -> None:
    better = [altered(reading) for reading in readings]
    reread(record, Better(better), version=NEW)  # type: ignore[arg-type]
    assert make_current(record, version=NEW) == 7
    whole = Record(tmp_path / "whole")
    whole.add(better)
    with record.view() as one, whole.view() as other:
        assert contents(one) == contents(other)
    report = reread(record, Better(()), version=NEW)  # type: ignore[arg-type]
    assert (report.read, report.waiting, report.current) == (0, 0, 7)
    assert not discard(record, version=NEW)
    with pytest.raises(RecordNotFound):
        make_current(record, version=NEW)


def test_a_run_that_is_cut_off_is_completed_by_the_next(record: Record, readings: list[Reading]) -> None:
    settings = Settings(batch_size=2)
    better = [altered(reading) for reading in readings]
    first = Better(better, stops_after=5)
    with pytest.raises(KeyboardInterrupt):
        reread(record, first, version=NEW, settings=settings)  # type: ignore[arg-type]
    second = Better(better)
    report = reread(record, second, version=NEW, settings=settings)  # type: ignore[arg-type]
    assert (report.read, report.waiting) == (3, 7)
    assert set(first.read_ids[:4]) | set(second.read_ids) == {reading.document.id for reading in readings}


def test_a_document_that_breaks_the_reader_keeps_its_old_reading(record: Record, readings: list[Reading]) -> None:
    broken = readings[2].document.id
    report = reread(record, Better(map(altered, readings), breaks_on=broken), version=NEW)  # type: ignore[arg-type]
    assert [skipped.reason for skipped in report.skipped] == ["broke the reader"]
    assert make_current(record, version=NEW) == 6
    with record.view() as view:
        assert view.document(broken)["reader_version"] == readings[2].reader_version
        assert view.reading(broken) == readings[2]


def moved(reading: Reading, number: int) -> Reading:
    """The same, under other ids."""

    def other(event: EventMention) -> EventMention:
        return replace(event, id=f"event-moved{number}-{event.id[-4:]}")

    return replace(reading, reader_version=NEW, events=tuple(map(other, reading.events)), forecasts=())


def test_decisions_are_kept_where_their_words_stand_and_listed_where_not(
    record: Record, readings: list[Reading]
) -> None:
    kept = record.decide(DecisionKind.REJECT, readings[0].events[0].id, decided_by="editor", decided_at=AT)
    lost = record.decide(DecisionKind.REJECT, readings[1].forecasts[0].id, decided_by="editor", decided_at=AT)
    better = Better(moved(reading, number) for number, reading in enumerate(readings))
    report = reread(record, better, version=NEW)  # type: ignore[arg-type]
    assert report.decisions_kept == 1
    assert report.decisions_to_look_at == (lost,)
    make_current(record, version=NEW)
    with record.view() as view:
        assert view.rulings(f"event-moved0-{readings[0].events[0].id[-4:]}") == (kept,)
        shown = [row["id"] for row in timeline(view) if row["document_id"] == readings[0].document.id]
        assert len(shown) == len(readings[0].events) - 1
        assert view.decisions() == (kept, lost) or view.decisions() == (lost, kept)


def test_lines_with_most_of_the_same_words_are_the_same_line(record: Record, readings: list[Reading]) -> None:
    better = Better(moved(reading, number) for number, reading in enumerate(readings))
    report = reread(record, better, version=NEW)  # type: ignore[arg-type]
    assert {kind for layer, kind in report.counts if layer == "events"} == set()


def test_what_waits_can_be_thrown_away(record: Record, readings: list[Reading]) -> None:
    reread(record, Better(map(altered, readings)), version=NEW)  # type: ignore[arg-type]
    assert discard(record, version=NEW)
    assert not Path(record.aside(NEW).address).exists()
    assert record.check().sound
