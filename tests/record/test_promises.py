"""What a record promises, over many made documents."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.answers import agreements, dossier, forecasts, statements, timeline
from onrecord.record import Record, View
from onrecord.record.schema import READING_TABLES
from onrecord.types import Reading
from record.making import FIRST_DAY, contents, make_readings

few = settings(max_examples=4, deadline=None)
some_readings = st.builds(lambda seed, count: list(make_readings(seed, count)), st.integers(0, 9999), st.integers(1, 6))
days = st.integers(0, 320).map(lambda days: FIRST_DAY + timedelta(days=days))


def filled(folder: str, readings: list[Reading], *, batch: int = 50) -> Record:
    record = Record(Path(folder) / "record").create()
    for start in range(0, len(readings), batch):
        record.add(readings[start : start + batch])
    return record


def answers(view: View) -> list[object]:
    found = dossier(view, "RUS", "North Korea")
    listed = [question(view) for question in (timeline, statements, agreements, forecasts)]
    return [rows.to_dicts() for rows in (*listed, *found.sections.values())]


@few
@given(some_readings)
def test_adding_the_same_again_changes_nothing(readings: list[Reading]) -> None:
    with TemporaryDirectory() as folder:
        record = filled(folder, readings)
        with record.view() as view:
            before = contents(view)
        report = record.add(readings + readings)
        with record.view() as view:
            assert contents(view) == before
        assert (report.added, report.already) == (0, 2 * len(readings))


@few
@given(some_readings, st.randoms(use_true_random=False))
def test_answers_do_not_depend_on_the_order_of_arrival_nor_on_batches(readings: list[Reading], random: Random) -> None:
    shuffled = random.sample(readings, len(readings))
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        with filled(one, readings).view() as view:
            together, rows = answers(view), contents(view)
        with filled(other, shuffled, batch=2).view() as view:
            assert answers(view) == together
            assert contents(view) == rows


@few
@given(some_readings, days)
def test_an_answer_as_of_a_day_uses_nothing_published_later(readings: list[Reading], day: date) -> None:
    published = [reading for reading in readings if reading.document.published <= day]
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        with filled(one, readings).view(as_of=day) as view:
            as_of_then = answers(view)
        with filled(other, published).view(as_of=day) as view:
            assert answers(view) == as_of_then


@few
@given(some_readings)
def test_every_row_has_its_words_at_its_offsets(readings: list[Reading]) -> None:
    with TemporaryDirectory() as folder, filled(folder, readings).view() as view:
        texts = {row["id"]: row["text"] for row in view.query("SELECT id, text FROM documents").to_pylist()}
        for table in READING_TABLES:
            rows = view.query(f"SELECT * FROM {table.name}").to_pylist()
            assert rows, table.name
            for row in rows:
                text = texts[row["document_id"]]
                assert text[row["start"] : row["end"]] == row["quote"] != ""
                if "context" in row:
                    assert row["context"] in text


def test_two_machines_write_the_same_ids(tmp_path: Path) -> None:
    ids = []
    for machine in ("one", "other"):
        record = filled(str(tmp_path / machine), list(make_readings(3, 4)))
        with record.view() as view:
            ids.append({table: [row["id"] for row in rows] for table, rows in contents(view).items()})
    assert ids[0] == ids[1]
    assert all(ids[0][table.name] for table in READING_TABLES)
