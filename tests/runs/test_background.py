"""Adding in the background: one at a time, watched, stopped, accounted for."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from onrecord.errors import UnreadableSource
from onrecord.reading.reader import Reader
from onrecord.record import Record
from onrecord.runs.adding import Became
from onrecord.runs.background import MOST_ITEMS, MOST_RUNS, Addition, AdditionRunning, Additions, State
from onrecord.runs.given import Given, given_feed, given_files, given_reports
from onrecord.settings import Settings
from onrecord.sources import Found
from onrecord.sources.fetching import Web
from onrecord.types import Document, RawItem, Reading
from sources.serving import serving

NOW = datetime(2025, 1, 31, 12, tzinfo=UTC)
TODAY = date(2025, 1, 31)
CAPITALS = ("Oslo", "Lima", "Rome", "Cairo", "Hanoi", "Quito", "Accra", "Dakar", "Doha", "Tunis")


def item(number: int, *, dated: bool = True) -> RawItem:
    text = f"Ministers met in {CAPITALS[number % 10]} on Monday and signed {number + 2} agreements."
    return RawItem(
        name=f"report {number}",
        content=text.encode(),
        media_type="text/plain",
        metadata={"published": "2024-06-03"} if dated else {},
    )


def started(additions: Additions, given: Given) -> Addition:
    return additions.start(given, now=lambda: NOW, today=TODAY)


def ended(additions: Additions, given: Given) -> Addition:
    run = started(additions, given)
    assert run.over.wait(60)
    return run


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record(tmp_path / "record")


@pytest.fixture
def additions(record: Record, reader: Reader) -> Additions:
    return Additions(record, Settings(), reader)


def test_a_run_is_accounted_for_item_by_item(additions: Additions, record: Record) -> None:
    given = given_reports([item(1), item(2, dated=False), item(1), item(3)], what="four reports")
    progress = ended(additions, given).progress()
    assert (progress.state, progress.seen, progress.total, progress.added) == (State.DONE, 4, 4, 2)
    assert [(one.name, one.became, one.kept) for one in sorted(progress.items, key=lambda one: one.name)] == [
        ("report 1", Became.REPEATED, False),
        ("report 1", Became.READ, True),
        ("report 2", Became.SKIPPED, False),
        ("report 3", Became.READ, True),
    ]
    (skipped,) = [one for one in progress.items if one.became is Became.SKIPPED]
    assert (skipped.reason, skipped.message) == ("no date", "does not say when it was published")
    assert record.documents().num_rows == 2
    again = ended(additions, given_reports([item(1)], what="again")).progress()
    assert [(one.became, one.kept) for one in again.items] == [(Became.ALREADY, True)]


def test_no_second_run_begins_while_one_goes_on(additions: Additions) -> None:
    go_on, closed = threading.Event(), []

    def items(expect: object) -> Iterator[Found]:
        assert go_on.wait(60)
        yield item(1)

    first = started(additions, Given(what="the first", items=items))
    second = Given(what="the second", items=lambda expect: iter([item(2)]), close=lambda: closed.append("second"))
    with pytest.raises(AdditionRunning, match="the first"):
        started(additions, second)
    assert closed == ["second"]
    assert additions.running() is first
    go_on.set()
    assert first.over.wait(60)
    assert additions.running() is None
    assert ended(additions, second).progress().added == 1


def test_a_run_that_is_stopped_keeps_what_was_read(additions: Additions, record: Record) -> None:
    """It is stopped while it waits for the ninth report: eight are read by then."""
    halfway, go_on = threading.Event(), threading.Event()

    def items(expect: object) -> Iterator[Found]:
        yield from (item(number) for number in range(8))
        halfway.set()
        assert go_on.wait(60)
        yield from (item(number) for number in range(8, 30))

    run = started(additions, Given(what="many", items=items))
    assert halfway.wait(60)
    run.stop()
    assert run.progress().stopping
    assert "Stopping" in run.progress().told
    go_on.set()
    assert run.over.wait(60)
    progress = run.progress()
    assert (progress.state, progress.stopping, progress.added) == (State.STOPPED, False, 8)
    assert record.documents().num_rows == 8


@pytest.mark.parametrize(
    ("error", "told"), [(UnreadableSource("is gone", subject="x"), "is gone"), (ZeroDivisionError("1/0"), "broke off")]
)
def test_a_run_that_fails_says_so_and_makes_way(
    additions: Additions, error: Exception, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    def items(expect: object) -> Iterator[Found]:
        yield item(1)
        raise error

    closed: list[str] = []
    run = ended(additions, Given(what="broken", items=items, close=lambda: closed.append("broken")))
    progress = run.progress()
    assert (progress.state, progress.added, closed) == (State.FAILED, 0, ["broken"])
    assert progress.error is not None
    assert told in progress.error.message
    assert ended(additions, given_reports([item(2)], what="next")).progress().state is State.DONE


def test_a_reader_is_loaded_by_the_first_report_and_not_before(record: Record) -> None:
    additions = Additions(record, Settings(model="a_model_that_is_not_installed"))
    nothing = ended(additions, given_reports([item(1, dated=False)], what="nothing to read")).progress()
    assert nothing.state is State.DONE
    failed = ended(additions, given_reports([item(1)], what="something")).progress()
    assert (failed.state, failed.added) == (State.FAILED, 0)
    assert failed.error is not None
    assert failed.error.subject == "a_model_that_is_not_installed"


class EmptyReader:
    """Finds nothing, at once."""

    def read(self, document: Document) -> Reading:
        return Reading(document=document, reader_version="0.1.0", sentences=())

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        return map(self.read, documents)


def test_long_accounts_are_cut_and_all_is_counted(record: Record) -> None:
    additions = Additions(record, Settings(), EmptyReader())
    given = given_reports([item(number, dated=False) for number in range(MOST_ITEMS + 7)], what="many")
    progress = ended(additions, given).progress()
    assert (len(progress.items), progress.seen) == (MOST_ITEMS, MOST_ITEMS + 7)


def test_only_the_last_runs_are_remembered(record: Record) -> None:
    additions = Additions(record, Settings(), EmptyReader())
    runs = [ended(additions, given_reports([], what=f"run {number}")) for number in range(MOST_RUNS + 2)]
    assert [run.id for run in additions.latest()] == [run.id for run in reversed(runs[2:])]
    assert additions.find(runs[0].id) is None
    assert additions.find(runs[-1].id) is runs[-1]


def test_files_are_added_under_the_names_they_were_sent_by(tmp_path: Path, additions: Additions) -> None:
    (tmp_path / "0").write_bytes(b"---\npublished: 2024-06-03\n---\nMinisters met in Rome and signed a treaty.")
    (tmp_path / "1").write_bytes(b"\x89PNG\r\n\x1a\n")
    given = given_files([("a.txt", tmp_path / "0"), ("b.txt", tmp_path / "1")], max_bytes=10_000)
    progress = ended(additions, given).progress()
    assert (progress.what, progress.total, progress.added) == ("2 files", 2, 1)
    assert {one.name: one.message for one in progress.items} == {"a.txt": "", "b.txt": "is a PNG image, not text"}


def test_how_many_reports_tables_hold_is_not_known_before(tmp_path: Path) -> None:
    given = given_files([("all.csv.gz", tmp_path / "0")], max_bytes=10)
    assert (given.what, given.total) == ("all.csv.gz", None)


@pytest.mark.enable_socket
def test_a_feed_is_fetched_in_the_run(additions: Additions) -> None:
    entry = "<item><title>{0}</title><link>/{0}</link><pubDate>Fri, 14 Jun 2024 10:00:00 GMT</pubDate></item>"
    feed = f"<rss><channel>{entry.format('one')}{entry.format('two')}</channel></rss>"
    page = b"<html><body><article><p>Ministers met in Rome on Monday and signed a treaty.</p></article></body></html>"
    answers = {"/feed": (200, {}, feed.encode()), "/one": (200, {"Content-Type": "text/html"}, page)}
    with serving(answers) as (base, web):
        progress = ended(additions, given_feed(f"{base}/feed", max_bytes=100_000, web=web)).progress()
    assert (progress.total, progress.added) == (2, 1)
    assert [(one.name.rpartition("/")[2], one.title, one.became) for one in progress.items] == [
        ("two", None, Became.SKIPPED),
        ("one", "one", Became.READ),
    ]


def test_a_feed_on_an_inner_host_is_an_account_of_one_refusal(additions: Additions) -> None:
    web = Web(look_up=lambda host, port: ["10.0.0.1"])
    progress = ended(additions, given_feed("http://inside.test/feed", max_bytes=1000, web=web)).progress()
    assert (progress.state, progress.total, progress.added) == (State.DONE, 1, 0)
    assert "not on a public host" in progress.items[0].message
