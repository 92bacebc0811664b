"""A record from outside: what it takes, what it has, and what it says when it cannot."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import DeltaTable, write_deltalake

from onrecord.errors import BadQuery, RecordBusy, RecordError, RecordNotFound, RecordVersion
from onrecord.record import AddReport, Record
from onrecord.record.rows import layer_rows
from onrecord.record.schema import TABLES
from onrecord.types import Reading
from record.making import contents, make_readings


def events_of(record: Record) -> int:
    with record.view() as view:
        return int(view.query("SELECT count(*) AS n FROM events")["n"][0].as_py())


def test_one_reading_is_added_as_well_as_many(record: Record) -> None:
    one, *others = make_readings(1, 5)
    assert record.add(one) == AddReport(added=1)
    assert record.add(iter([one, *others])) == AddReport(added=4, already=1)
    assert record.contains([one.document.id, "document-unknown"]) == {one.document.id}


def test_an_iterator_longer_than_a_batch_is_added_as_a_whole(record: Record) -> None:
    assert record.add(make_readings(1, 120)) == AddReport(added=120)
    assert record.documents().num_rows == 120


def test_a_record_of_nothing_can_be_asked(record: Record) -> None:
    record.create()
    with record.view() as view:
        assert all(rows == [] for rows in contents(view).values())


def test_a_document_comes_back_as_it_was(record: Record) -> None:
    reading = next(make_readings(2, 1))
    at = datetime(2024, 5, 1, 12, 30, tzinfo=UTC)
    reading = replace(
        reading, document=replace(reading.document, published_at=at, author="J. Roe", url="https://example.org/1")
    )
    record.add(reading)
    found = record.document(reading.document.id)
    assert (found["text"], found["published_at"], found["url"]) == (reading.document.text, at, "https://example.org/1")
    assert "batch" not in found
    with pytest.raises(BadQuery, match="document-unknown"):
        record.document("document-unknown")


def test_a_better_reader_takes_the_place_of_an_older_one_and_not_the_reverse(record: Record) -> None:
    old = next(make_readings(2, 1))
    new = replace(old, reader_version="0.10.0", events=())
    record.add(old)
    assert record.contains([old.document.id], reader_version="0.10.0") == set()
    assert record.add(new) == AddReport(added=1)
    assert events_of(record) == 0
    assert record.add(replace(old, reader_version="0.9.9")) == AddReport(already=1)
    assert events_of(record) == 0
    assert record.documents().num_rows == 1
    assert record.contains([old.document.id], reader_version="0.10.0") == {old.document.id}


def test_rows_without_their_document_do_not_count(record: Record) -> None:
    readings = list(make_readings(4, 2))
    record.add(readings[0])
    before = events_of(record)
    rows = [row | {"batch": "cut off"} for row in layer_rows(readings[1], "events")]
    write_deltalake(
        f"{record.address}/events", pa.Table.from_pylist(rows, schema=TABLES["events"].stored_schema), mode="append"
    )
    assert events_of(record) == before
    record.add(readings[1])
    assert events_of(record) == before + len(readings[1].events)


def test_a_document_added_twice_at_the_same_time_counts_once(record: Record) -> None:
    """Two processes may both find that a document is not there yet."""
    reading = next(make_readings(4, 1))
    record.add(reading)
    with record.view() as view:
        before = contents(view)
    for name in ("events", "documents"):
        rows = [row | {"batch": "other", "added_at": datetime.now(UTC)} for row in layer_rows(reading, name)]
        table = pa.Table.from_pylist(rows, schema=TABLES[name].stored_schema)
        write_deltalake(f"{record.address}/{name}", table, mode="append")
    with record.view() as view:
        assert contents(view) == before


def test_a_view_stays_as_it_is_while_others_write(record: Record) -> None:
    first, second = make_readings(5, 2)
    record.add(first)
    with record.view() as view:
        record.add(second)
        assert view.documents().num_rows == 1
    assert record.documents().num_rows == 2


def test_a_view_can_be_asked_from_several_threads(record: Record) -> None:
    record.add(make_readings(5, 10))
    with record.view() as view, ThreadPoolExecutor(4) as pool:
        asked = ["SELECT count(*) AS n FROM events", "SELECT count(*) AS n FROM statements"] * 20
        answers = list(pool.map(lambda sql: view.query(sql)["n"][0].as_py(), asked))
    assert len(set(answers)) == 1


@pytest.mark.parametrize("name", ["a b", "it's", "ü", "st*r", "what?", "50%", "year=2024", "#1"])
def test_a_record_may_have_any_ordinary_name(tmp_path: Path, name: str) -> None:
    record = Record(tmp_path / name / "record")
    record.add(make_readings(1, 2))
    assert (tmp_path / name / "record" / "documents").is_dir()
    assert record.documents().num_rows == 2


@pytest.mark.parametrize("name", ["a[1]", "a|b", "a^b"])
def test_a_name_that_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RecordError, match="cannot lie under"):
        Record(tmp_path / name)


def test_an_address_leads_to_the_same_record_as_its_folder(tmp_path: Path) -> None:
    """What is not a plain folder is read through Delta's own file system, as an object store is."""
    readings = list(make_readings(6, 3))
    by_address = Record((tmp_path / "record").as_uri())
    by_address.add(readings)
    with by_address.view() as one, Record(tmp_path / "record").view() as other:
        assert contents(one) == contents(other)
    assert by_address.contains([readings[0].document.id]) == {readings[0].document.id}


@pytest.mark.parametrize("existing", [False, True])
def test_a_missing_record_is_named_with_the_remedy(tmp_path: Path, existing: bool) -> None:
    folder = tmp_path / "record"
    if existing:
        folder.mkdir()
    with pytest.raises(RecordNotFound, match="onrecord add FILE --record") as caught:
        Record(folder).view()
    assert str(folder) in str(caught.value)
    assert Record(folder).contains(["document-1"]) == set()
    assert folder.exists() == existing


def test_a_file_is_no_record(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    with pytest.raises(RecordError, match="is a file"):
        Record(tmp_path / "file").view()


def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    with pytest.raises(RecordError, match="cannot be used"):
        Record(tmp_path / "file" / "record").add(make_readings(1, 1))


def test_a_folder_with_other_things_is_not_made_a_record(tmp_path: Path, record: Record) -> None:
    (tmp_path / "record").mkdir()
    (tmp_path / "record" / "holiday.jpg").write_bytes(b"\xff\xd8")
    with pytest.raises(RecordError, match=r"holiday\.jpg"):
        record.add(make_readings(1, 1))
    assert [path.name for path in (tmp_path / "record").iterdir()] == ["holiday.jpg"]


def test_a_table_that_is_not_ours_is_refused(tmp_path: Path, record: Record) -> None:
    DeltaTable.create(str(tmp_path / "record" / "documents"), TABLES["documents"].stored_schema)
    with pytest.raises(RecordError, match="did not make"):
        record.view()


def test_a_newer_schema_is_refused(tmp_path: Path, record: Record) -> None:
    record.add(make_readings(1, 1))
    log = tmp_path / "record" / "documents" / "_delta_log" / ("0" * 20 + ".json")
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    for line in lines:
        if "metaData" in line:
            line["metaData"]["configuration"]["onrecord.schema"] = "99"
    log.write_text("".join(json.dumps(line) + "\n" for line in lines))
    for use in (lambda: Record(record.address).view(), lambda: Record(record.address).add(make_readings(2, 1))):
        with pytest.raises(RecordVersion, match="schema 99"):
            use()


def test_a_damaged_log_is_a_clear_error(tmp_path: Path, record: Record) -> None:
    record.add(make_readings(1, 1))
    (tmp_path / "record" / "events" / "_delta_log" / ("0" * 20 + ".json")).write_text("{broken")
    with pytest.raises(RecordError, match="cannot be used") as caught:
        Record(record.address).view()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("damage", ["missing", "garbage"])
def test_a_damaged_file_is_a_clear_error(tmp_path: Path, record: Record, damage: str) -> None:
    record.add(make_readings(1, 1))
    (file,) = (tmp_path / "record" / "events").glob("*.parquet")
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(b"no parquet")
    with pytest.raises(RecordError, match="cannot be read"):
        events_of(Record(record.address))


def test_a_record_that_others_keep_writing_is_busy(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    from deltalake.exceptions import CommitFailedError

    record.create()

    def lose(*_: object, **__: object) -> None:
        raise CommitFailedError("another process was first")

    monkeypatch.setattr("onrecord.record.store.write_deltalake", lose)
    impatient = Record(record.address, patience=0.1)
    with pytest.raises(RecordBusy) as caught:
        impatient.add(make_readings(1, 1))
    assert caught.value.exit_code == 3


def test_wrong_sql_is_a_bad_query(record: Record) -> None:
    record.create()
    with record.view() as view, pytest.raises(BadQuery, match="nowhere"):
        view.query("SELECT * FROM nowhere")


def test_adding_nothing_makes_the_record(record: Record) -> None:
    nothing: list[Reading] = []
    assert record.add(nothing) == AddReport()
    assert record.exists()
