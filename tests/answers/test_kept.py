"""Events that are kept ready: answers from them are those that merging everything anew would give, whatever came in
which order, was ruled or read again, and as of whatever day."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.answers import Who, happening, told
from onrecord.answers.keeping import kept_path, rebuild, update, version_in
from onrecord.answers.told import Order, Question, about, events_told
from onrecord.record import DecisionKind, Record, View
from onrecord.record.merging import mentions_of, merge
from onrecord.record.merging.parts import parts
from onrecord.record.rows import layer_rows
from onrecord.types import Reading
from record.alike import FIRST, made_readings

days = st.integers(-1, 45).map(lambda number: FIRST + timedelta(days=number))
AAA, BBB, ADA = Who(id="AAA", name="AAA"), Who(id="BBB", name="BBB"), Who(id="Ada", name="Ada", person="Ada")
AAA_ABE = replace(AAA, person="Abe")
DECIDED = (DecisionKind.MERGE, DecisionKind.SPLIT, DecisionKind.REJECT, DecisionKind.CORRECT)


QUESTIONS = (
    Question(),
    Question(states={"done", "denied"}, since=FIRST + timedelta(days=4)),
    Question(types={"ASSAULT"}, until=FIRST + timedelta(days=20)),
    Question(limit=3),
    Question(order=Order.LATEST),
    Question(order=Order.LATEST, limit=3),
    Question(order=Order.CHANGED, limit=2),
)


def answers(view: View) -> list[Any]:
    told = [events_told(view, asked, QUESTIONS) for asked in ((), (AAA,), (AAA, BBB), (ADA,), (AAA_ABE, BBB))]
    counts = [about(view, [AAA], lambda told: [told.count(question) for question in QUESTIONS])]
    assert counts[0][0] == len(told[1][0])
    pages = [happening(view, row["id"]) for row in told[0][0][:2]]
    return [*told, counts, *((page.event, page.mentions.to_dicts(), page.decisions) for page in pages)]


def both(record: Record, day: date | None) -> tuple[list[Any], list[Any]]:
    """Answers from what is kept, and answers of a view that keeps nothing."""
    with record.view(as_of=day) as kept, record.view(as_of=day) as anew:
        anew.version = None
        if day is None:
            assert told._from_file(kept, lambda file: True)
        return answers(kept), answers(anew)


def decide(record: Record, random: Random, on: date) -> None:
    with record.view() as view:
        events = view.query("SELECT id FROM events ORDER BY id")["id"].to_pylist()
    kind = random.choice(DECIDED)
    parts: dict[str, Any] = {"decided_by": "editor", "decided_at": datetime.combine(on, time(12), UTC)}
    if kind in (DecisionKind.MERGE, DecisionKind.SPLIT):
        parts["others"] = random.sample(events, 2)
    if kind is DecisionKind.CORRECT:
        parts["attribute"], parts["value"] = random.choice((("actors", "CCC"), ("when", "2024-06-10"), ("type", "AID")))
    record.decide(kind, random.choice(events), **parts)


def made_current(record: Record) -> None:
    with record.view() as view, closing(view.known_on(None)) as whole:
        assert update(whole)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 9999), st.integers(1, 2), st.integers(0, 2), days)
def test_answers_are_those_of_merging_everything_anew(seed: int, batches: int, rulings: int, day: date) -> None:
    random = Random(seed)
    readings = made_readings(random, 40)
    with TemporaryDirectory() as folder:
        record = Record(Path(folder) / "record")
        size = len(readings) // batches
        for start in range(0, len(readings), size):
            record.add(readings[start : start + size])
            if start == 0:
                with record.view() as view:
                    rebuild(view)
            made_current(record)
        for number in range(rulings):
            decide(record, random, FIRST + timedelta(days=30 + number))
            made_current(record)
        for asked in (None, day):
            from_kept, anew = both(record, asked)
            assert from_kept == anew


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 9999))
def test_what_is_read_again_takes_the_place_of_what_was_read(seed: int) -> None:
    random = Random(seed)
    readings = made_readings(random, 16)
    with TemporaryDirectory() as folder:
        record = Record(Path(folder) / "record")
        record.add(readings)
        with record.view() as view:
            rebuild(view)
        decide(record, random, FIRST + timedelta(days=40))
        again = [replace(one, reader_version="9.0.0", events=one.events[:0]) for one in readings[:3]]
        again += [replace(one, reader_version="9.0.0") for one in readings[3:6]]
        record.add(again)
        record.compact(keep=timedelta(0))
        made_current(record)
        from_kept, anew = both(record, None)
        assert from_kept == anew


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 9999), st.integers(2, 40))
def test_merging_parts_one_by_one_is_merging_all(seed: int, count: int) -> None:
    mentions = mentions_of(row for one in made_readings(Random(seed), count) for row in layer_rows(one, "events"))
    divided = parts(mentions)
    assert sorted(m.ids for part in divided for m in part.mentions) == sorted(m.ids for m in mentions)
    by_part = {event for part in divided for event in merge(part.mentions)}
    assert by_part == set(merge(mentions))


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = Record(tmp_path / "record")
    record.add(made_readings(Random(1), 12))
    with record.view() as view:
        assert rebuild(view) == 12
    return record


def used(record: Record, day: date | None = None) -> bool:
    """Whether a question is answered from what is kept."""
    with record.view(as_of=day) as view:
        return told._from_file(view, lambda file: True) is not None


def other_readings() -> list[Reading]:
    return made_readings(Random(2), 2)


def test_a_question_brings_it_up_to_date_after_few_additions(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    assert used(record)
    assert used(record, FIRST)
    record.add(other_readings())
    assert used(record, FIRST + timedelta(days=9))
    monkeypatch.setattr(told, "MOST_CHANGED", 0)
    record.add(made_readings(Random(3), 1))
    assert not used(record)


def test_a_view_opened_before_an_addition_knows_nothing_of_it(record: Record) -> None:
    with record.view() as before:
        then = answers(before)
        record.add(other_readings())
        assert used(record)
        assert answers(before) == then


def test_decisions_that_a_day_did_not_know_are_not_in_its_answers(record: Record) -> None:
    day = FIRST + timedelta(days=40)
    decide(record, Random(5), day)
    assert used(record)
    assert not used(record, day - timedelta(days=1))


def test_what_is_damaged_is_not_used(record: Record) -> None:
    with record.view() as view:
        before = answers(view)
    kept_path(record.address).write_bytes(b"no such file" * 1000)
    assert not used(record)
    with record.view() as view:
        assert answers(view) == before


def test_an_unfinished_update_leaves_the_version_before(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    path = kept_path(record.address)
    record.add(other_readings())
    monkeypatch.setattr("onrecord.answers.kept.packed", lambda value: 1 / 0)
    with record.view() as view, pytest.raises(ZeroDivisionError):
        update(view)
    with closing(sqlite3.connect(path)) as file, record.view() as view:
        assert version_in(file) != view.version
