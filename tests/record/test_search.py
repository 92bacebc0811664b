"""The search index: what it finds, and that it is never more than the record."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from answers.reports import MOSCOW, PRK, RUS, USA, Report
from onrecord.answers import search
from onrecord.errors import BadQuery, RecordError, RecordNotFound
from onrecord.record import DecisionKind, Record
from onrecord.record.search import SearchIndex

Find = Callable[..., list[str]]
AT = datetime(2024, 7, 1, tzinfo=UTC)


def reports() -> list[Report]:
    return [
        Report("Moscow said that the pipeline would open “soon”.", published="2024-06-14", outlet="Courier")
        .mention("Moscow", RUS)
        .statement("the pipeline would open “soon”", MOSCOW),
        Report(
            "The pipeline closed; Moscow and Washington spoke of café prices.", published="2024-06-20", outlet="Times"
        )
        .mention("Moscow", RUS)
        .mention("Washington", USA),
        Report("Pyongyang opened a pipe line.", published="2024-06-18", outlet="Times").mention("Pyongyang", PRK),
    ]


@pytest.fixture
def find(record: Record) -> Find:
    """``find("words", actor="RUS")``: the snippets that are found in a record of the reports."""
    record.add(report.reading for report in reports())
    index = SearchIndex(record)

    def found(words: str, *, as_of: date | None = None, **asked: object) -> list[str]:
        index.update()
        with record.view(as_of=as_of) as view:
            return [str(row["snippet"]) for row in search(view, index, words, **asked)]  # type: ignore[arg-type]

    return found


SAID = "the [pipeline] would open “soon”"
SENTENCE = "Moscow said that the [pipeline] would open “soon”."
CLOSED = "The [pipeline] closed; Moscow and Washington spoke of café prices."


@pytest.mark.parametrize(
    ("words", "asked", "expected"),
    [
        ("pipeline", {}, [CLOSED, SENTENCE, SAID]),
        ("pipeline", {"kind": "statement"}, [SAID]),
        ("pipeline", {"kind": "sentence"}, [CLOSED, SENTENCE]),
        ("pipeline", {"outlet": "Times"}, [CLOSED]),
        ("pipeline", {"actor": "RUS", "with_": "United States"}, [CLOSED]),
        ("pipeline", {"since": date(2024, 6, 15)}, [CLOSED]),
        ("pipeline", {"until": date(2024, 6, 15), "kind": "sentence"}, [SENTENCE]),
        ("pipeline", {"as_of": date(2024, 6, 15), "kind": "sentence"}, [SENTENCE]),
        ("pipeline", {"as_of": date(2024, 6, 13)}, []),
        ("pipeline", {"limit": 1}, [CLOSED]),
        ("PIPE*", {"actor": "PRK"}, ["Pyongyang opened a [pipe] line."]),
        ('"pipe line"', {}, ["Pyongyang opened a [pipe line]."]),
        ('"line pipe"', {}, []),
        ("cafe", {}, ["The pipeline closed; Moscow and Washington spoke of [café] prices."]),
        ("pipeline NOT moscow", {}, []),
        ("pipeline OR", {}, []),
        ("tags:x pipeline)", {}, []),
        ("moscow pipeline", {"kind": "sentence", "best_first": True, "limit": 1}, None),
    ],
)
def test_what_is_found(find: Find, words: str, asked: dict[str, object], expected: list[str] | None) -> None:
    found = find(words, **asked)
    assert (len(found) == 1) if expected is None else (sorted(found) == sorted(expected))
    if "kind" in asked and expected:
        assert found == expected, "the newest first"


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("", {}),
        ('"" * —', {}),
        ("x", {"kind": "event"}),
        ("x", {"limit": 0}),
        ("x", {"actor": "Ruritania"}),
        ("x", {"actor": "Vladimir Putin"}),
        ("x", {"since": date(2024, 6, 2), "until": date(2024, 6, 1)}),
    ],
)
def test_what_cannot_be_searched_is_an_error(find: Find, words: str, asked: dict[str, object]) -> None:
    with pytest.raises(BadQuery):
        find(words, **asked)


def test_what_is_rejected_is_not_found_until_it_is_undone(find: Find, record: Record) -> None:
    line = reports()[0].reading.statements[0].id
    ruled = record.decide(DecisionKind.REJECT, line, decided_by="editor", decided_at=AT)
    assert find("pipeline", kind="statement") == []
    assert find("pipeline", kind="statement", as_of=date(2024, 6, 30)) == [SAID]
    record.decide(DecisionKind.UNDO, ruled.id, decided_by="editor", decided_at=AT)
    assert find("pipeline", kind="statement") == [SAID]


def test_only_what_is_new_is_indexed(find: Find, record: Record) -> None:
    find("pipeline")
    index = SearchIndex(record)
    assert index.update() == 0
    record.add(Report("A pipeline burst", published="2024-07-01").reading)
    assert index.update() == 1
    assert find("burst") == ["A pipeline [burst]"]


def test_a_better_reading_takes_the_place_of_the_old_one(find: Find, record: Record) -> None:
    record.add(replace(reports()[0].reading, reader_version="9.0.0", statements=()))
    assert find("soon", kind="statement") == []
    assert len(find("soon")) == 1


def test_an_index_that_is_behind_finds_nothing_that_no_longer_counts(find: Find, record: Record) -> None:
    assert find("soon", kind="statement")
    record.add(replace(reports()[0].reading, reader_version="9.0.0", statements=()))
    with record.view() as view:
        assert len(search(view, SearchIndex(record), "soon")) == 0


def test_an_index_that_is_built_in_steps_is_the_one_that_is_built_at_once(find: Find, record: Record) -> None:
    stepwise, whole = SearchIndex(record), SearchIndex(record, folder=Path(record.address).parent / "whole")
    for number in range(4):
        record.add(Report(f"Report {number} of a pipeline", published=f"2024-07-0{number + 1}").reading)
        stepwise.update()
    whole.rebuild()
    with record.view() as view:
        for words in ("pipeline", "report", "of"):
            assert search(view, stepwise, words).to_dicts() == search(view, whole, words).to_dicts()


def test_a_damaged_or_missing_index_says_how_to_make_it_anew(find: Find, record: Record) -> None:
    index = SearchIndex(record)
    with record.view() as view, pytest.raises(RecordError, match="--rebuild"):
        search(view, index, "pipeline")
    find("pipeline")
    index.path.write_bytes(b"no database at all" * 100)
    with record.view() as view, pytest.raises(RecordError, match="--rebuild"):
        search(view, index, "pipeline")
    assert index.rebuild() == 3
    with sqlite3.connect(index.path) as database:
        database.execute("UPDATE about SET value = '0' WHERE name = 'layout'")
    database.close()
    with pytest.raises(RecordError, match="layout"):
        index.update()


def test_a_record_that_is_not_there_has_no_index(record: Record) -> None:
    with pytest.raises(RecordNotFound):
        SearchIndex(record).update()


def test_a_search_index_is_no_strange_thing_in_a_record(find: Find, record: Record) -> None:
    find("pipeline")
    assert Record(record.address).create().check().sound


def test_a_sentence_that_is_found_is_named_by_its_place(find: Find, record: Record) -> None:
    find("pipeline")
    with record.view() as view:
        for row in search(view, SearchIndex(record), "pipeline", marks=("<", ">")):
            assert "<pipeline>" in row["snippet"]
            if row["kind"] == "sentence":
                document, _, place = row["id"].partition(":")
                start, end = map(int, place.split("-"))
                assert view.place(document, start, end).quote == row["quote"]
            else:
                assert view.line(row["id"])["table"] == "statements"


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (5, 4), (0, 100_000)])
def test_a_place_outside_a_text_is_an_error(record: Record, start: int, end: int) -> None:
    record.add(report.reading for report in reports())
    document = reports()[0].reading.document.id
    with record.view() as view, pytest.raises(BadQuery):
        view.place(document, start, end)


def test_an_index_knows_what_it_lacks(record: Record) -> None:
    record.add(report.reading for report in reports()[:1])
    index = SearchIndex(record)
    with record.view() as view:
        assert not index.exists
        with pytest.raises(RecordError):
            index.behind(view)
        index.update()
        assert index.exists
        assert index.behind(view) == 0
    before = index.changed_at
    record.add(report.reading for report in reports()[1:])
    with record.view() as view:
        assert index.behind(view) == 2
        index.update()
        assert index.behind(view) == 0
    assert index.changed_at != before
