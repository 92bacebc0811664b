"""Many processes at one record at once: four add, one serves answers, one compacts; two minutes, or as long as told.

Every adding process writes down what the record reported as added. Afterwards each of these documents must be there
once with all its lines, nothing else may be there, every read must have succeeded, and a check must find the record
sound. ``python -m benchmarks many DATA`` prints the figures; it needs no data. A short form is run by the tests.
"""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random

from benchmarks._made_record import made_readings
from onrecord.answers import dossier, forecasts, timeline
from onrecord.record import Record

SECONDS = 120.0
ADDING = 4
MOST = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of it.

    Attributes:
        added: Documents that were reported as added.
        lost: Of them, those that are not there, or not with all their lines.
        doubled: Lines that are there twice.
        strange: Documents that nobody reported; at most the one that each process was adding when it was stopped.
        reads: Answers that were given meanwhile.
        compactions: How often the record was compacted meanwhile.
        failed: Processes that ended with an error.
        sound: Whether a check found nothing.
    """

    added: int
    lost: int
    doubled: int
    strange: int
    reads: int
    compactions: int
    failed: int
    sound: bool


def run(data: Path, out: Path) -> None:
    """Print what became of two minutes."""
    with tempfile.TemporaryDirectory() as folder:
        print(many_at_once(Path(folder), SECONDS))


def many_at_once(folder: Path, seconds: float) -> Outcome:
    """Let many processes use one record for some seconds, then look at what is there.

    Args:
        folder: An empty folder.
        seconds: How long.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["benchmarks.many", "pandas"])  # Arrow imports pandas where it is installed
    address, stop = str(folder / "record"), context.Event()
    Record(address).create()
    logs = [folder / f"log{number}" for number in range(ADDING + 2)]
    jobs: list[Callable[[str, Event, Path, int], None]] = [*[_add] * ADDING, _serve, _compact]
    processes = [
        context.Process(target=job, args=(address, stop, log, number))
        for number, (job, log) in enumerate(zip(jobs, logs, strict=True))
    ]
    for process in processes:
        process.start()
    while not all(log.exists() for log in logs) and all(process.is_alive() for process in processes):
        time.sleep(0.1)
    time.sleep(seconds)
    stop.set()
    for process in processes:
        process.join()
    failed = sum(process.exitcode != 0 for process in processes)
    return _outcome(Record(address), logs, failed)


def _outcome(record: Record, logs: list[Path], failed: int) -> Outcome:
    lines = [log.read_text().split() for log in logs]
    reported = {one.split(":")[0]: int(one.split(":")[1]) for log in lines[:ADDING] for one in log}
    with record.view() as view:
        present = set(view.documents()["id"].to_pylist())
        told = view.query("SELECT document_id, count(*) AS n FROM events GROUP BY ALL").to_pydict()
        counts = dict(zip(told["document_id"], told["n"], strict=True))
        doubled = view.query("SELECT id FROM events GROUP BY id HAVING count(*) > 1").num_rows
    return Outcome(
        added=len(reported),
        lost=sum(one not in present or counts.get(one) != number for one, number in reported.items()),
        doubled=doubled,
        strange=len(present - reported.keys()),
        reads=len(lines[ADDING]),
        compactions=len(lines[ADDING + 1]),
        failed=failed,
        sound=record.check().sound,
    )


def _add(address: str, stop: Event, log: Path, number: int) -> None:
    """Add documents one at a time; every other one is added by the next process too."""
    record = Record(address, patience=60)
    with log.open("w") as file:
        pairs = zip(
            made_readings(Random(number), MOST), made_readings(Random((number + 1) % ADDING), MOST), strict=True
        )
        for turn, (own, other) in enumerate(pairs):
            if stop.is_set():
                return
            for reading in (own, other) if turn % 2 else (own,):
                record.add(reading)
                file.write(f"{reading.document.id}:{len(reading.events)}\n")
                file.flush()


def _serve(address: str, stop: Event, log: Path, number: int) -> None:
    record = Record(address)
    with log.open("w") as file:
        while not stop.is_set():
            with record.view() as view:
                dossier(view, "RUS", "PRK", limit=20)
                timeline(view, actor="CHN", limit=20)
                forecasts(view, states=["due"], limit=20)
            file.write("read\n")
            file.flush()


def _compact(address: str, stop: Event, log: Path, number: int) -> None:
    """Compact over and over. Files stay for an hour: a reader may have them open."""
    record = Record(address, patience=60)
    with log.open("w") as file:
        while not stop.is_set():
            record.compact(keep=timedelta(hours=1))
            file.write("compacted\n")
            file.flush()
            stop.wait(1.0)
