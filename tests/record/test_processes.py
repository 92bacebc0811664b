"""Several processes at one record: killed at any moment, or all at once."""

from __future__ import annotations

import multiprocessing
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from random import Random

import pytest

from onrecord.errors import RecordBusy, RecordNotFound
from onrecord.record import Record
from onrecord.record.turns import turn
from record.making import add_and_join, add_one_by_one, compact_until, contents, make_readings

COUNT, SEED, KILLS = 20, 7, 20


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Starts processes quickly: each is forked from one that has imported everything and done nothing."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["onrecord.record", "pandas"])  # Arrow imports pandas where it is installed
    return context


def start(
    processes: ForkServerContext, record: Record, log: Path, *, seed: int = SEED, count: int = COUNT
) -> ForkServerProcess:
    """A process that has begun to add made documents one at a time."""
    started = processes.Event()
    process = processes.Process(target=add_one_by_one, args=(record.address, seed, count, log, started))
    process.start()
    assert started.wait(60)
    return process


def test_a_process_killed_at_any_moment_loses_nothing_it_reported(
    processes: ForkServerContext, record: Record, tmp_path: Path
) -> None:
    log, random = tmp_path / "reported", Random(1)
    log.touch()
    cut_off = 0
    for _ in range(KILLS):
        process = start(processes, record, log)
        process.join(random.uniform(0.0, 0.4))
        process.kill()
        process.join()
        cut_off += process.exitcode == -9
        check_what_is_there(record, set(log.read_text().split()))
    assert cut_off >= KILLS // 2, "too few were killed in the middle for the test to tell anything"
    process = start(processes, record, log)
    process.join()
    assert process.exitcode == 0
    whole = Record(tmp_path / "never killed")
    whole.add(make_readings(SEED, COUNT))
    with record.view() as view, whole.view() as other:
        assert contents(view) == contents(other)


def check_what_is_there(record: Record, reported: set[str]) -> None:
    """The record opens, has all that was reported, and of each document everything or nothing."""
    try:
        view = Record(record.address).view()
    except RecordNotFound:
        assert not reported
        return
    with view:
        present = set(view.documents()["id"].to_pylist())
        assert reported <= present
        expected = {r.document.id: len(r.events) for r in make_readings(SEED, COUNT) if r.document.id in present}
        counted = view.query("SELECT document_id, count(*) AS n FROM events GROUP BY ALL").to_pylist()
        assert {row["document_id"]: row["n"] for row in counted} == expected


def test_processes_that_add_the_same_while_one_compacts_lose_and_double_nothing(
    processes: ForkServerContext, record: Record, tmp_path: Path
) -> None:
    record.create()
    stop = processes.Event()
    compacter = processes.Process(target=compact_until, args=(record.address, stop))
    compacter.start()
    writers = [start(processes, record, tmp_path / f"log{number}", count=8) for number in range(2)]
    writers.append(start(processes, record, tmp_path / "log2", seed=SEED + 1, count=8))
    reads = 0
    while any(writer.is_alive() for writer in writers):
        with record.view() as view:
            rows = view.query("SELECT id, count(*) AS n FROM events GROUP BY id HAVING n > 1")
            assert rows.num_rows == 0
            orphans = "SELECT id FROM events WHERE document_id NOT IN (SELECT id FROM documents)"
            assert view.query(orphans).num_rows == 0
        reads += 1
    stop.set()
    compacter.join()
    assert [process.exitcode for process in (*writers, compacter)] == [0, 0, 0, 0]
    assert reads > 2
    whole = Record(tmp_path / "alone")
    whole.add([*make_readings(SEED, 8), *make_readings(SEED + 1, 8)])
    with record.view() as view, whole.view() as other:
        assert contents(view) == contents(other)


def test_processes_that_join_the_same_files_at_once_double_nothing(
    processes: ForkServerContext, record: Record, tmp_path: Path
) -> None:
    record.create()
    events = [processes.Event() for _ in range(3)]
    writers = [
        processes.Process(target=add_and_join, args=(record.address, seed, 12, tmp_path / f"log{seed}", started))
        for seed, started in enumerate(events)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    whole = Record(tmp_path / "alone")
    whole.add(reading for seed in range(3) for reading in make_readings(seed, 12))
    assert record.check().sound
    with record.view() as view, whole.view() as other:
        assert contents(view) == contents(other)


def test_who_does_not_wait_for_a_turn_is_told(tmp_path: Path) -> None:
    with turn(tmp_path, patience=0), pytest.raises(RecordBusy), turn(tmp_path, patience=0):
        pass
    with turn(tmp_path, patience=0):
        pass
