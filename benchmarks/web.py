"""How fast pages are: ten readers at once, over HTTP, at a server of its own, on a made record.

DATA is a folder for made records, which are kept there: ``DATA/1000000`` is made when it is missing, and indexed as
``onrecord index`` does, as anybody would who serves a record of that size. ``--mentions N`` takes another size. Every
page is asked for as often about other actors and other ids, so that answers which the server still holds are the
exception, as they are for people who read different things. Figures are for the whole answer, and for a report's page
for its first byte; what the server's process used on all cores is told beside them, since others on the machine do not
add to that; weights are what a page sends with its style, script and icon, without the Vega bundle. Load on the machine
is printed with them.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import combinations, islice
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks._made_record import CODES, make
from onrecord.record import Record
from onrecord.runs import make_indexes

MENTIONS = 1_000_000
CLIENTS = 10
ASKED = 40
WARM = 3
GOAL_PAGE, GOAL_FIRST, GOAL_WEIGHT = 0.3, 0.1, 100_000
START = "from onrecord.cli import main; main()"
STARTED = re.compile(r"http://[\d.:]+/")


class Server(NamedTuple):
    """A server: host and port, and the id of its process."""

    address: str
    process: int

    def used(self) -> float:
        """Seconds that it used on all cores so far."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Answer(NamedTuple):
    """What a page took: until its first byte, until its last, in seconds; its status, and its bytes."""

    first: float
    whole: float
    status: int
    content: bytes


Pages = dict[str, Callable[[int], str]]
"""For each kind of page, the address of the n-th one that is asked for."""


def run(data: Path, out: Path, mentions: int = MENTIONS) -> None:
    """Print one line a kind of page."""
    place = data / str(mentions)
    if not place.exists():
        print(f"making a record of {mentions:,} mentions in {place}", flush=True)
        make(Record(place), mentions)
    index(place)
    with serving(place) as server:
        address = server.address
        pages = kinds_of_pages(address)
        print(
            f"{mentions:,} mentions; {CLIENTS} clients at once; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
        )
        for name, page in pages.items():
            for number in range(WARM):  # files are opened once
                ask(address, page(ASKED + number))
            measure(name, server, [page(number) for number in range(ASKED)])
        everything = [page(number) for number in range(ASKED // 4) for page in pages.values()]
        Random(4).shuffle(everything)
        measure("all of these, mixed", server, everything)
        weigh(address, pages)


def index(place: Path) -> None:
    """Make the indexes of a record, or bring them up to date, and print what that took."""
    start, used = time.perf_counter(), time.process_time()
    make_indexes(Record(place))
    size = sum(file.stat().st_size for file in (place / ".search").iterdir()) / 2**20
    seconds, processor = time.perf_counter() - start, time.process_time() - used
    print(
        f"indexed in {seconds:.0f} s ({processor:.0f} s of the processor); the indexes take {size:.0f} MB", flush=True
    )


@contextmanager
def serving(place: Path) -> Iterator[Server]:
    """A server for a record, in a process of its own, on a port that is free."""
    with tempfile.TemporaryFile("w+") as told:
        command = [sys.executable, "-c", START, "serve", "--record", str(place), "--port", "0"]
        process = subprocess.Popen(command, stdout=told, stderr=subprocess.STDOUT)
        try:
            yield Server(_address(process, told), process.pid)
        finally:
            process.terminate()
            process.wait(30)


def _address(process: subprocess.Popen[bytes], told: object) -> str:
    while process.poll() is None:
        told.seek(0)  # type: ignore[attr-defined]
        if (found := STARTED.search(told.read())) is not None:  # type: ignore[attr-defined]
            return found[0].removeprefix("http://").rstrip("/")
        time.sleep(0.05)
    raise RuntimeError("the server did not start")


def kinds_of_pages(address: str) -> Pages:
    """All kinds of pages, each about something else each time."""
    pairs = list(combinations(CODES, 2))
    Random(3).shuffle(pairs)

    def ids(name: str, column: str = "id") -> list[str]:
        answer = ask(address, f"/api/v1/{name}?limit={ASKED + WARM}")
        rows = json.loads(answer.content)["rows"]
        return [row[column][0] if isinstance(row[column], list) else row[column] for row in rows]

    def each(name: str, found: list[str]) -> Callable[[int], str]:
        return lambda number: f"/{name}/{found[number % len(found)]}"

    def pair(number: int) -> str:
        return "/".join(pairs[number % len(pairs)])

    days = [f"20{15 + number // 12}-{number % 12 + 1:02d}-28" for number in range(ASKED + WARM)]
    return {
        "overview": lambda number: f"/?as_of={days[number % 12]}",
        "relation": lambda number: f"/relations/{pair(number)}",
        "timeline of a relation": lambda number: f"/relations/{pair(number)}/timeline.json",
        "reports": lambda number: f"/reports?actor={CODES[number % len(CODES)]}",
        "report": each("reports", ids("documents")),
        "event": each("events", ids("timeline")),
        "agreements": lambda number: f"/agreements?actor={CODES[number % len(CODES)]}&with={CODES[(number // 7) % 9]}",
        "agreement": each("agreements", _of_two(address, "agreements", pairs, "mention_ids")),
        "forecasts": lambda number: f"/forecasts?actor={CODES[number % len(CODES)]}&state=all",
        "forecast": each("forecasts", _of_two(address, "forecasts", pairs, "id")),
        "actors": lambda number: f"/actors?as_of={days[number % 12]}",
        "actor": lambda number: f"/actors/{CODES[number % len(CODES)]}",
        "search": lambda number: f"/search?q=word{number}",
    }


def _of_two(address: str, name: str, pairs: list[tuple[str, str]], column: str) -> list[str]:
    one, other = pairs[0]
    answer = ask(address, f"/api/v1/{name}?actor={one}&with={other}&limit={ASKED + WARM}")
    rows = json.loads(answer.content)["rows"]
    return [row[column][0] if isinstance(row[column], list) else row[column] for row in rows]


def measure(name: str, server: Server, paths: list[str]) -> None:
    """Ask for pages, so many clients at once, and print what they took."""
    before = server.used()
    with ThreadPoolExecutor(CLIENTS) as clients:
        answers = list(clients.map(lambda path: ask(server.address, path), paths))
    show(name, answers, (server.used() - before) / len(paths))


def ask(address: str, path: str) -> Answer:
    """One answer, over a connection of its own.

    Raises:
        RuntimeError: when it is no answer.
    """
    connection = http.client.HTTPConnection(address, timeout=120)
    start = time.perf_counter()
    connection.request("GET", path, headers={"accept": "text/html"})
    response = connection.getresponse()
    content = response.read(1)
    first = time.perf_counter() - start
    content += response.read()
    whole = time.perf_counter() - start
    connection.close()
    if response.status != 200:
        raise RuntimeError(f"{path}: {response.status} {content[:300]!r}")
    return Answer(first, whole, response.status, content)


def show(name: str, answers: list[Answer], processor: float) -> None:
    """Print what pages of a kind took."""
    whole = [answer.whole for answer in answers]
    high = statistics.quantiles(whole, n=20)[-1]
    first = statistics.median(answer.first for answer in answers)
    late = name == "report" and first > GOAL_FIRST
    goal = "   slower than wanted" if high > GOAL_PAGE or late else ""
    print(
        f"  {name:24} median {1000 * statistics.median(whole):6.0f} ms   95th percentile {1000 * high:6.0f} ms   "
        f"first byte {1000 * first:6.0f} ms   processor {1000 * processor:6.0f} ms{goal}",
        flush=True,
    )


def weigh(address: str, pages: Pages) -> None:
    """Print what the heaviest page of each kind sends."""
    with_it = sum(len(ask(address, path).content) for path in ("/static/onrecord.css", "/static/onrecord.js"))
    print(f"  style and script {with_it:,} bytes")
    for name, page in pages.items():
        heaviest = max(len(ask(address, page(number)).content) for number in islice(range(ASKED), 5))
        goal = "   heavier than wanted" if heaviest + with_it > GOAL_WEIGHT else ""
        print(f"  {name:24} {heaviest:9,} bytes, {heaviest + with_it:9,} with both{goal}")
