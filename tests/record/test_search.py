"""The search index: what it finds, and that it is never more than the record."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers.reports import MOSCOW, PRK, RUS, USA, Report
from onrecord.answers import search
from onrecord.errors import BadQuery, RecordError, RecordNotFound
from onrecord.record import DecisionKind, Record, View
from onrecord.record.rows import ids_in
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


def test_an_index_of_another_layout_is_made_anew(find: Find, record: Record) -> None:
    found = find("pipeline")
    index = SearchIndex(record)
    with closing(sqlite3.connect(index.path)) as database:
        database.execute("UPDATE about SET value = '0' WHERE name = 'layout'")
        database.commit()
    with record.view() as view, pytest.raises(RecordError, match=r"layout 0.*--rebuild"):
        search(view, index, "pipeline")
    assert index.update() == 3
    assert find("pipeline") == found


def test_a_view_that_is_open_asks_the_index_that_was_made_since(find: Find, record: Record) -> None:
    index = SearchIndex(record)
    find("pipeline")
    with record.view() as view:
        assert len(search(view, index, "pipeline")) == 3
        with closing(sqlite3.connect(index.path)) as database:
            database.execute("DELETE FROM places")
            database.commit()
        assert len(search(view, index, "pipeline")) == 0
        index.rebuild()
        assert len(search(view, index, "pipeline")) == 3


WORDS = ("treaty", "pipeline", "border", "talks", "Treaties")
ACTORS = (RUS, PRK, USA)
FIRST = date(2024, 6, 1)


def made_reports(random: Random, count: int) -> list[Report]:
    """Sentences of few words, so that any question finds some."""
    made = []
    for number in range(count):
        text = f"{' '.join(random.choices(WORDS, k=4))} {number}."
        published = (FIRST + timedelta(days=random.randrange(6))).isoformat()
        report = Report(text, published=published, outlet=random.choice(("Times", "Courier", None)))
        for actor in random.sample(ACTORS, random.randrange(4)):
            report.mention(str(number), actor)
        if random.random() < 0.5:
            report.statement(text.split(" ", 1)[1], replace(MOSCOW, actor_ids=(random.choice(ACTORS).id,)))
        made.append(report)
    return made


def holds(words: str, text: str) -> bool:
    """Whether a text has all that is asked for, looked at word by word."""
    told = text.casefold().strip(".").split()
    for asked in re.findall(r'"[^"]+"|\S+', words.casefold()):
        run = asked.strip('"').split()
        starts = range(len(told) - len(run) + 1)
        if asked.endswith("*"):
            there = any(word.startswith(asked[:-1]) for word in told)
        else:
            there = any(told[start : start + len(run)] == run for start in starts)
        if not there:
            return False
    return True


QUESTIONS = st.lists(st.sampled_from((*WORDS, '"treaty talks"', '"border pipeline"', "treat*", "1*")), min_size=1)
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "actor": st.sampled_from(("RUS", "PRK", "USA")),
        "with_": st.sampled_from(("RUS", "PRK", "USA")),
        "outlet": st.sampled_from(("Times", "Courier", "Nobody")),
        "kind": st.sampled_from(("sentence", "statement")),
        "since": st.integers(0, 3).map(lambda days: FIRST + timedelta(days=days)),
        "until": st.integers(3, 6).map(lambda days: FIRST + timedelta(days=days)),
        "best_first": st.booleans(),
    },
)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[View, SearchIndex, list[dict[str, Any]]]]:
    """A view of a record of many made reports, its index, made in steps, and all places by looking at every row."""
    record = Record(tmp_path_factory.mktemp("many") / "record")
    reports, index = made_reports(Random(5), 120), SearchIndex(record)
    for start in range(0, len(reports), 40):
        record.add(report.reading for report in reports[start : start + 40])
        index.update()
    with record.view() as view:
        documents = {row["id"]: row for row in view.query("SELECT * FROM documents").to_pylist()}
        named = view.query("SELECT document_id, actors FROM actors").to_pylist()
        places = [
            {
                "id": f"{one}:0-{len(row['text'])}",
                "kind": "sentence",
                "quote": row["text"],
                "actors": {actor for told in named if told["document_id"] == one for actor in told["actors"]},
                **{name: row[name] for name in ("published", "outlet")},
            }
            for one, row in documents.items()
        ]
        for row in view.query("SELECT * FROM statements").to_pylist():
            outlet = documents[row["document_id"]]["outlet"]
            told = {name: row[name] for name in ("id", "quote", "published")}
            places.append({**told, "kind": "statement", "outlet": outlet, "actors": set(ids_in(row["involved"]))})
        yield view, index, places


@given(QUESTIONS, FILTERS)
@settings(max_examples=100, deadline=None)
def test_any_question_finds_what_looking_at_every_place_finds(
    many: tuple[View, SearchIndex, list[dict[str, Any]]], words: list[str], asked: dict[str, Any]
) -> None:
    view, index, places = many
    expected = [
        place
        for place in places
        if holds(" ".join(words), place["quote"])
        and {asked.get("actor"), asked.get("with_")} - {None} <= place["actors"]
        and asked.get("outlet") in (None, place["outlet"])
        and asked.get("kind") in (None, place["kind"])
        and asked.get("since", date.min) <= place["published"] <= asked.get("until", date.max)
    ]
    found = search(view, index, " ".join(words), limit=1000, **asked).to_dicts()
    assert sorted(row["id"] for row in found) == sorted(place["id"] for place in expected)
    if not asked.get("best_first"):
        days = [row["published"] for row in found]
        assert days == sorted(days, reverse=True), "the newest first"
        first = search(view, index, " ".join(words), limit=3, **asked).to_dicts()
        assert first == found[:3], "the beginning of all"


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
