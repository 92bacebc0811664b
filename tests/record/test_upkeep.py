from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import write_deltalake

from onrecord.record import DecisionKind, Record
from onrecord.record.rewriting import delete
from onrecord.record.rows import layer_rows
from onrecord.record.schema import DOCUMENTS, READING_TABLES, TABLES
from onrecord.record.upkeep import batch_name
from onrecord.types import Reading
from record.making import contents, make_readings

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def write(record: Record, name: str, rows: list[dict[str, object]]) -> None:
    table = pa.Table.from_pylist(rows, schema=TABLES[name].stored_schema)
    write_deltalake(f"{record.address}/{name}", table, mode="append")


def rows_of(reading: Reading, name: str, **changes: object) -> list[dict[str, object]]:
    return [row | {"batch": "x", "added_at": LONG_AGO} | changes for row in layer_rows(reading, name)]


def test_a_sound_record_is_found_sound(record: Record) -> None:
    record.add(make_readings(1, 5))
    report = record.check()
    assert report.sound
    assert (report.documents, report.unfinished, report.replaced) == (5, 0, 0)
    assert report.rows > 5 * 8


@pytest.mark.parametrize(
    ("table", "changes", "message"),
    [
        ("events", {"quote": "other words"}, "events: 1 rows whose words are not in the text"),
        ("events", {"context": "Another sentence."}, "events: 1 rows whose words are not in the text"),
        ("events", {"published": date(2001, 1, 1)}, "events: 1 rows of another day than their document"),
        ("statements", {"start": 1}, "statements: 1 rows whose words are not in the text"),
        ("events", {"statement": "statement-gone"}, "events: 1 rows whose statement is not there"),
        ("agreement_steps", {"agreement": "agreement-gone"}, "agreement_steps: 1 rows whose agreement is not there"),
    ],
)
def test_a_broken_promise_is_found(record: Record, table: str, changes: dict[str, object], message: str) -> None:
    reading, other = make_readings(1, 2)
    record.add([reading, other])
    write(record, "documents", rows_of(replace(reading, reader_version="0.2.0"), "documents"))
    for name in TABLES:
        if name not in ("documents", "decisions", "registers"):
            rows = rows_of(reading, name)
            write(record, name, [rows[0] | changes, *rows[1:]] if name == table else rows)
    report = record.check()
    assert not report.sound
    assert message in [str(problem).partition(" (")[0] for problem in report.problems]
    assert report.replaced == 1


@pytest.mark.parametrize(
    "changes", [{"text": "Another text."}, {"outlet": "Another"}, {"published": date(2001, 1, 1)}, {"title": None}]
)
def test_a_document_that_was_tampered_with_is_found(record: Record, changes: dict[str, object]) -> None:
    (reading,) = make_readings(1, 1)
    write(record.create(), "documents", rows_of(reading, "documents", **changes))
    (problem,) = record.check().problems
    assert (problem.what, problem.examples) == (
        "documents that are not what their ids were made of",
        (reading.document.id,),
    )


def test_an_id_that_was_given_claims_nothing_of_its_document(record: Record) -> None:
    (reading,) = make_readings(1, 1)
    write(record.create(), "documents", rows_of(reading, "documents", id="from elsewhere"))
    assert record.check().sound


def test_a_decision_that_was_tampered_with_is_found(record: Record) -> None:
    (reading,) = make_readings(1, 1)
    record.add(reading)
    made = record.decide(DecisionKind.REJECT, reading.events[0].id, decided_by="editor", decided_at=LONG_AGO)
    with record.view() as view:
        (row,) = view.query("SELECT * FROM stored_decisions").to_pylist()
    delete(record._store, "decisions", "true")
    write(record, "decisions", [row | {"decided_by": "somebody else"}])
    (problem,) = record.check().problems
    assert (problem.what, problem.examples) == ("decisions that are not what their ids were made of", (made.id,))


def test_rows_that_are_there_twice_are_found_and_repaired(record: Record) -> None:
    (reading,) = make_readings(1, 1)
    record.add(reading)
    with record.view() as view:
        write(record, "events", view.query("SELECT * FROM stored_events").to_pylist())
    assert [problem.what for problem in record.check().problems] == ["rows that are there twice"]
    with record.view() as view:
        once = view.query("SELECT DISTINCT * FROM stored_events ORDER BY id").to_pylist()
    assert record.repair() == len(reading.events)
    assert record.check().sound
    with record.view() as view:
        assert view.query("SELECT * FROM stored_events ORDER BY id").to_pylist() == once
    assert record.repair() == 0


def test_a_decision_whose_subject_a_better_reader_no_longer_sees_needs_a_look(record: Record) -> None:
    (reading,) = make_readings(1, 1)
    record.add(reading)
    made = record.decide(DecisionKind.REJECT, reading.events[0].id, decided_by="editor", decided_at=LONG_AGO)
    record.add(replace(reading, reader_version="0.2.0", events=(), forecasts=()))
    (problem,) = record.check().problems
    assert (problem.table, problem.examples) == ("decisions", (made.id,))


def test_compacting_changes_no_answer_and_leaves_few_files(record: Record) -> None:
    for reading in make_readings(2, 6):
        record.add(reading)
    record.decide(DecisionKind.REJECT, reading.events[0].id, decided_by="editor", decided_at=LONG_AGO)
    with record.view() as open_view:
        before = contents(open_view)
        report = record.compact()
        assert contents(open_view) == before
    with record.view() as view:
        assert contents(view) == before
    assert report.files_joined >= 9 * 6
    assert report.rows_dropped == 0
    assert report.files_deleted == 0, "files that open views may read stay for a day"
    assert record.add(make_readings(2, 6)).already == 6
    record.compact(keep=timedelta(0))
    assert len(list(Path(record.address).glob("events/*.parquet"))) == 1
    with record.view() as view:
        assert contents(view) == before


def test_compacting_drops_what_was_cut_off_or_replaced_once_it_is_old(record: Record) -> None:
    cut_off, replaced = make_readings(3, 2)
    record.add(replaced, added_at=LONG_AGO)
    record.add(replace(replaced, reader_version="0.2.0"), added_at=LONG_AGO + timedelta(days=30))
    write(record, "events", rows_of(cut_off, "events", batch=batch_name(LONG_AGO)))
    with record.view() as view:
        before = contents(view)
    report = record.check()
    assert (report.unfinished, report.replaced) == (len(cut_off.events), 1)
    assert record.compact(now=LONG_AGO + timedelta(hours=1)).rows_dropped == 0
    assert record.compact(now=LONG_AGO + timedelta(days=90)).rows_dropped > 10
    report = record.check()
    assert (report.unfinished, report.replaced, report.sound) == (0, 0, True)
    with record.view() as view:
        assert contents(view) == before
    assert record.add(cut_off).added == 1


def test_a_running_addition_is_not_taken_for_one_that_was_cut_off(record: Record) -> None:
    first, running = make_readings(3, 2)
    record.add(first)
    write(record, "events", rows_of(running, "events", batch=batch_name(datetime.now(UTC))))
    assert record.compact().rows_dropped == 0


@pytest.mark.parametrize(("many", "small"), [(4, 4), (100, 4)])
def test_many_small_files_are_joined_without_being_asked(
    record: Record, monkeypatch: pytest.MonkeyPatch, many: int, small: int
) -> None:
    monkeypatch.setattr("onrecord.record.record.MANY_FILES", many)
    monkeypatch.setattr("onrecord.record.record.MANY_SMALL_FILES", small)
    tables = [table.name for table in (*READING_TABLES, DOCUMENTS)]
    for n, reading in enumerate(make_readings(4, 24)):
        before = {name: record._store.file_count(name) for name in tables}
        record.add(reading)
        after = {name: record._store.file_count(name) for name in tables}
        # one addition joins the files of one table, so that none takes long
        assert sum(after[name] < before[name] for name in tables) <= 1, n
    with record.view() as view:
        assert view.documents().num_rows == 24
    assert max(after.values()) < 4 + len(tables)


def test_files_that_are_large_enough_are_not_joined_again(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.record.rewriting.SMALL_FILE", 1)
    monkeypatch.setattr("onrecord.record.store.SMALL_FILE", 1)
    monkeypatch.setattr("onrecord.record.record.MANY_SMALL_FILES", 2)
    for reading in make_readings(4, 5):
        record.add(reading)
    assert record._store.file_count("events") == 5
