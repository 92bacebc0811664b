"""Counts that an index has are those of counting every row, whatever was added, read again or ruled, and as of whatever
day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.answers import Who
from onrecord.api import questions
from onrecord.record import DecisionKind, Record, View, lining, picking
from onrecord.record.tallying import Span, day_after, first_day, stretches
from record.alike import FIRST, made_readings

days = st.integers(-1, 45).map(lambda number: FIRST + timedelta(days=number))
AAA = Who(id="AAA", name="Aland")
CORRECTIONS = (("actors", "CCC"), ("type", "AID"), ("recipients", "AAA|DDD"))


def counted(view: View) -> list[Any]:
    since = FIRST + timedelta(days=9)
    lists = (
        questions.actors(view),
        questions.actors(view, limit=2),
        questions.pairs(view),
        questions.pairs(view, limit=1),
        questions.pairs(view, since=since),
        questions.pairs(view, actor=AAA),
        questions.pairs(view, actor=AAA, since=since, limit=2),
    )
    return [*(rows.to_dicts() for rows in lists), questions.size(view)]


def decide(record: Record, random: Random, on: date) -> None:
    with record.view() as view:
        events = sorted(view.query("SELECT id FROM events")["id"].to_pylist())
    told: dict[str, Any] = {"decided_by": "editor", "decided_at": datetime.combine(on, time(12), UTC)}
    kind = random.choice((DecisionKind.REJECT, DecisionKind.CORRECT))
    if kind is DecisionKind.CORRECT:
        told["attribute"], told["value"] = random.choice(CORRECTIONS)
    record.decide(kind, random.choice(events), **told)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 9999), st.integers(0, 3), days)
def test_what_is_counted_is_what_counts(seed: int, rulings: int, day: date) -> None:
    random = Random(seed)
    readings = made_readings(random, 20)
    with TemporaryDirectory() as folder:
        record = Record(Path(folder) / "record")
        record.add(readings[:12])
        with record.view() as view:
            lining.rebuild(view)
        record.add(readings[12:])
        record.add([replace(one, reader_version="9.0.0", events=one.events[:0]) for one in readings[:2]])
        for number in range(rulings):
            decide(record, random, FIRST + timedelta(days=20 + number))
        for as_of in (None, day):
            with record.view(as_of=as_of) as view, record.view(as_of=as_of) as plain:
                plain.version = None
                assert picking.from_file(view, lambda file: True)
                assert counted(view) == counted(plain)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, date.max.toordinal()), st.integers(0, 2000))
def test_stretches_are_whole_and_make_up_all_days(first: int, length: int) -> None:
    last = min(first + length, date.max.toordinal())
    covered = []
    for span, start, end in stretches(first, last):
        day = start
        while day <= end:
            assert first_day(day, span) == day
            covered += range(day, day_after(day, span))
            day = day_after(day, span)
    assert covered == list(range(first, last + 1))


@pytest.mark.parametrize(
    ("first", "last", "spans"),
    [
        ("2024-01-01", "2024-12-31", [Span.YEAR]),
        ("0001-01-01", "9999-12-31", [Span.YEAR]),
        ("2023-12-31", "2025-01-02", [Span.DAY, Span.YEAR, Span.DAY]),
        ("2024-02-01", "2024-03-14", [Span.MONTH, Span.DAY]),
        ("2023-11-15", "2025-02-03", [Span.DAY, Span.MONTH, Span.YEAR, Span.MONTH, Span.DAY]),
        ("2024-02-02", "2024-02-28", [Span.DAY]),
    ],
)
def test_days_are_told_by_as_few_stretches_as_can_be(first: str, last: str, spans: list[Span]) -> None:
    found = stretches(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())
    assert [span for span, _, _ in found] == spans
