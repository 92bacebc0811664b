"""Rows that an index finds are those that the tables have, whatever came in which order, was ruled or read again, and
as of whatever day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record import DecisionKind, Record, View, lining, picking
from onrecord.record.lines import lines_path
from onrecord.record.schema import READING_TABLES
from record.alike import FIRST, made_readings

days = st.integers(-1, 45).map(lambda number: FIRST + timedelta(days=number))
CORRECTIONS = (("actors", "CCC"), ("when", "2024-06-10"), ("type", "AID"))


def everything(view: View) -> dict[str, list[dict[str, Any]]]:
    """All rows that count, as SQL has them."""
    tables = {table.name: view.query(f"SELECT * FROM {table.name}").to_pylist() for table in READING_TABLES}
    return {name: sorted(rows, key=lambda row: row["id"]) for name, rows in tables.items()}


def picked(view: View, ids: dict[str, list[str]], documents: list[str]) -> dict[str, list[dict[str, Any]]]:
    """The same rows, each looked up by its id, and by its document."""
    found = {}
    for name, wanted in ids.items():
        by_id, by_document = (
            pick(view, name, values) for pick, values in ((picking.by_id, wanted), (picking.by_document, documents))
        )
        assert by_id == by_document
        found[name] = sorted(by_id, key=lambda row: str(row["id"]))
    return found


def decide(record: Record, random: Random, on: date) -> None:
    with record.view() as view:
        events = sorted(view.query("SELECT id FROM events")["id"].to_pylist())
    told: dict[str, Any] = {"decided_by": "editor", "decided_at": datetime.combine(on, time(12), UTC)}
    kind = random.choice((DecisionKind.REJECT, DecisionKind.CORRECT))
    if kind is DecisionKind.CORRECT:
        told["attribute"], told["value"] = random.choice(CORRECTIONS)
    record.decide(kind, random.choice(events), **told)


def made_index(record: Record) -> None:
    with record.view() as view:
        lining.rebuild(view)


def is_used(view: View) -> bool:
    return picking.from_file(view, lambda file: True) is True


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 9999), st.integers(0, 3), days)
def test_what_is_picked_is_what_counts(seed: int, rulings: int, day: date) -> None:
    random = Random(seed)
    readings = made_readings(random, 20)
    with TemporaryDirectory() as folder:
        record = Record(Path(folder) / "record")
        record.add(readings[:12])
        made_index(record)
        record.add(readings[12:])
        for number in range(rulings):
            decide(record, random, FIRST + timedelta(days=30 + number))
        record.add([replace(one, reader_version="9.0.0", events=one.events[:0]) for one in readings[:2]])
        with record.view() as whole:
            ids = {
                table.name: whole.query(f"SELECT id FROM read_{table.name}")["id"].to_pylist()
                for table in READING_TABLES
            }
            documents = whole.query("SELECT id FROM documents")["id"].to_pylist()
        for as_of in (None, day):
            with record.view(as_of=as_of) as view:
                assert is_used(view)
                assert picked(view, ids, documents) == everything(view)


ASKED: tuple[Callable[[View], Any], ...] = (
    lambda view: picking.documents(view, [row["id"] for row in view.documents().to_pylist()]),
    lambda view: [view.document(row["id"]) for row in view.documents().to_pylist()],
    lambda view: [view.reading(row["id"]) for row in view.documents().to_pylist()],
)


@pytest.mark.parametrize("ask", ASKED)
def test_documents_are_the_same_with_an_index_and_without(record: Record, ask: Callable[[View], Any]) -> None:
    for day in (None, FIRST + timedelta(days=12)):
        with record.view(as_of=day) as view, record.view(as_of=day) as plain:
            plain.version = None
            assert is_used(view)
            assert ask(view) == ask(plain)


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 9999), days)
def test_the_latest_reports_of_an_actor_are_those_with_an_event_that_counts(seed: int, day: date) -> None:
    random = Random(seed)
    with TemporaryDirectory() as folder:
        record = Record(Path(folder) / "record")
        record.add(made_readings(random, 20))
        made_index(record)
        for number in range(3):
            decide(record, random, FIRST + timedelta(days=5 * number))
        with record.view(as_of=day) as view:
            rows = view.query("SELECT document_id, published, actors, recipients FROM events").to_pylist()
            told = {
                (row["published"], row["document_id"]) for row in rows if "AAA" in row["actors"] + row["recipients"]
            }
            wanted = sorted(sorted(told, key=lambda one: one[1]), key=lambda one: one[0], reverse=True)
            found = picking.latest_documents(view, "AAA", 5)
            assert found is not None
            assert [(row["published"], row["id"]) for row in found] == wanted[:5]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = Record(tmp_path / "record")
    record.add(made_readings(Random(1), 12))
    made_index(record)
    return record


def test_a_question_brings_the_index_up_to_date_after_few_additions(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.add(made_readings(Random(2), 2))
    with record.view() as view:
        assert is_used(view)
    monkeypatch.setattr(picking, "MOST_CHANGED", 0)
    record.add(made_readings(Random(3), 1))
    with record.view() as view:
        assert not is_used(view)


def test_a_view_opened_before_an_addition_knows_nothing_of_it(record: Record) -> None:
    with record.view() as before:
        then = everything(before)
        record.add(made_readings(Random(2), 2))
        with record.view() as view:
            assert is_used(view)
            ids = {name: [row["id"] for row in rows] for name, rows in everything(view).items()}
            documents = view.query("SELECT id FROM documents")["id"].to_pylist()
        assert not is_used(before)
        assert picked(before, ids, documents) == then


def test_an_index_that_is_damaged_or_made_anew_is_noticed(record: Record) -> None:
    with record.view() as view:
        assert is_used(view)
        made_index(record)
        assert is_used(view)
    lines_path(record.address).write_bytes(b"no such file" * 1000)
    with record.view() as view:
        assert not is_used(view)
        assert len(picking.by_document(view, "events", view.query("SELECT id FROM documents")["id"].to_pylist())) == 12
