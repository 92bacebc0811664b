"""How fast a record takes in and answers: made records of 100 thousand, a million and ten million mentions.

DATA is a folder for made records, which are kept there: ``DATA/1000000`` is made when it is missing (see
`benchmarks._made_record`), and indexed as ``onrecord index`` does, which takes long just once. ``--mentions N`` takes
just that size. Documents are added to it one at a time, with the indexes brought up to date as ``onrecord add`` does,
and each question is put to an open view, about other actors each time: of all that is known, and as of a day amid the
reports. Each of these steps is a process of its own, and its peak memory is printed with its figures. Seconds are by
the clock; those of the processor, on all cores together, are beside them, since others on the machine do not add to
those. Load on the machine is printed, too.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import statistics
import time
from collections.abc import Callable
from datetime import date
from itertools import permutations
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks._made_record import CODES, made_readings, make
from onrecord.answers import agreements, dossier, forecasts, happenings, statements, timeline
from onrecord.record import Record, View
from onrecord.record.layout import index_folder
from onrecord.runs import make_indexes
from onrecord.runs.indexing import bring_indexes_up

SIZES = (100_000, 1_000_000, 10_000_000)
ROUNDS = 20
AS_OF = date(2021, 1, 1)
GOAL_MEDIAN, GOAL_95TH, GOAL_ADDING = 0.2, 0.5, 0.5
Question = Callable[[View, str, str], object]
QUESTIONS: dict[str, Question] = {
    "dossier of two actors": lambda view, one, other: dossier(view, one, other, limit=100),
    "timeline page of one": lambda view, one, other: timeline(view, actor=one, limit=100),
    "timeline page of two": lambda view, one, other: timeline(view, actor=one, with_=other, limit=100),
    "events of two, a year": lambda view, one, other: happenings(
        view, actor=one, with_=other, since=date(2020, 1, 1), until=date(2020, 12, 31)
    ),
    "agreements of two": lambda view, one, other: agreements(view, actor=one, with_=other),
    "agreements in force of two": lambda view, one, other: agreements(view, actor=one, with_=other, in_force=True),
    "statements of two": lambda view, one, other: statements(view, actor=one, with_=other, limit=100),
    "forecasts due": lambda view, one, other: forecasts(view, states=["due"], limit=100),
    "forecasts due of one": lambda view, one, other: forecasts(view, actor=one, states=["due"], limit=100),
}


def run(data: Path, out: Path, mentions: int | None = None) -> None:
    """Print one table a size."""
    for size in (mentions,) if mentions else SIZES:
        print(f"{size:,} mentions; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
        place = data / str(size)
        if not place.exists():
            alone(make_one, place, size)
        alone(index, place)
        alone(add, place)
        alone(ask, place)


def alone(step: Callable[..., None], *given: object) -> None:
    """Do something in a process of its own, and print its peak memory.

    Raises:
        RuntimeError: when it fails.
    """
    process = multiprocessing.get_context("spawn").Process(target=with_memory, args=(step, *given))
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError(f"{step.__name__} failed")


def with_memory(step: Callable[..., None], *given: object) -> None:
    step(*given)
    print(f"    peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", flush=True)


def make_one(place: Path, size: int) -> None:
    """Make a record."""
    cost = timed(lambda: make(Record(place), size))
    print(f"  made in {cost}")


def index(place: Path) -> None:
    """Make the indexes of a record, or bring them up to date."""
    cost = timed(lambda: make_indexes(Record(place), on_step=lambda step: print(f"  {step}", flush=True)))
    files = sorted(index_folder(str(place)).glob("*.sqlite"))
    sizes = ", ".join(f"{file.name} {file.stat().st_size / 2**20:,.0f} MB" for file in files)
    print(f"  indexed in {cost}: {sizes}")


def add(place: Path) -> None:
    """Add documents that the record does not have, one at a time, as others do who have it open."""
    record = Record(place)
    with record.view() as view:
        seed = view.query("SELECT count(*) AS n FROM documents")["n"][0].as_py()
    first, *singles = made_readings(Random(seed), ROUNDS + 1)
    record.contains([first.document.id])
    record.add(first)
    bring_indexes_up(record)
    adding = [(timed(lambda one=one: record.add(one)), timed(lambda: bring_indexes_up(record))) for one in singles]  # type: ignore[misc]
    show("add one document", [own for own, _ in adding], wanted=GOAL_ADDING)
    show("bring the indexes up", [own for _, own in adding], wanted=GOAL_ADDING)
    show("both together", [Cost(*map(sum, zip(*both, strict=True))) for both in adding], wanted=GOAL_ADDING)


def ask(place: Path) -> None:
    """Put every question."""
    record = Record(place)
    record.view().close()  # the log of each table is read once
    show("open a view", [timed(lambda: record.view().close()) for _ in range(ROUNDS)])
    pairs = list(permutations(CODES, 2))
    for day in (None, AS_OF):
        print(f"  as of {day}" if day else "  of all that is known")
        with record.view(as_of=day) as view:
            for name, question in QUESTIONS.items():
                asked = Random(3).sample(pairs, ROUNDS)
                question(view, *asked[0])  # files are opened once
                show(name, [timed(lambda two=two, q=question: q(view, *two)) for two in asked])  # type: ignore[misc]


class Cost(NamedTuple):
    """What something took: by the clock, and on all cores together, which others on the machine do not add to."""

    seconds: float
    processor: float

    def __str__(self) -> str:
        return f"{self.seconds:,.0f} s ({self.processor:,.0f} s of the processor)"


def timed(work: Callable[[], object]) -> Cost:
    start, used = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - start, time.process_time() - used)


def show(name: str, costs: list[Cost], *, wanted: float = GOAL_MEDIAN) -> None:
    seconds = [cost.seconds for cost in costs]
    median, high = statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1]
    processor = statistics.median(cost.processor for cost in costs)
    goal = "" if median <= wanted and high <= GOAL_95TH else "   slower than wanted"
    print(
        f"  {name:28} median {1000 * median:6.0f} ms   95th percentile {1000 * high:6.0f} ms   "
        f"quickest {1000 * min(seconds):6.0f} ms   processor {1000 * processor:6.0f} ms{goal}",
        flush=True,
    )
