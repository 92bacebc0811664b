"""How fast an index of a million made sentences finds words: common and rare ones, phrases, with filters.

The sentences are made of words as common as words are (the n-th has one n-th of the first's share), of 5,000 days, 200
actors and 50 outlets. Timed is the index alone, from the question to the first twenty places; looking them up in a
record comes on top. It needs no data and deletes what it wrote.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from typing import Any

from onrecord.record import Record
from onrecord.record.search import DAY_BITS, END, FIND, SNIPPET_WORDS, START, SearchIndex, _insert, _match, _tags

SENTENCES = 1_000_000
WORDS = 40_000
FIRST_DAY = date(2010, 1, 1)
ROUNDS = 200
SHOWN = 20

QUESTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "one common word": ("w3", {}),
    "one rare word": ("w9000", {}),
    "two common words": ("w5 w9", {}),
    "three words": ("w20 w50 w80", {}),
    "a phrase": ('"w4 w7"', {}),
    "a beginning": ("w31*", {}),
    "two words and an actor": ("w5 w30", {"actors": ["A17"]}),
    "a word, an actor, an outlet": ("w12", {"actors": ["A17"], "outlet": "Outlet 7"}),
    "two words in a year": ("w5 w9", {"year": 2015}),
}


def run(data: Path, out: Path) -> None:
    """Print the time to fill the index, its size, and a line for each kind of question."""
    with tempfile.TemporaryDirectory() as folder:
        index = SearchIndex(Record(folder), folder=Path(folder))
        start = time.perf_counter()
        fill(index)
        size = index.path.stat().st_size / 2**20
        print(f"{SENTENCES:,} sentences indexed in {time.perf_counter() - start:.0f} s, {size:.0f} MB")
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; milliseconds")
        for name, (words, asked) in QUESTIONS.items():
            for order in ("words.rowid DESC", "words.rank"):
                show(f"{name}, {'best' if 'rank' in order else 'newest'} first", ask(index, words, dict(asked), order))


def fill(index: SearchIndex) -> None:
    random = Random(1)
    weights = list(accumulate(1 / (n + 1) for n in range(WORDS)))
    names = [f"w{n}" for n in range(WORDS)]
    with closing(index._open()) as database:
        for number in range(SENTENCES):
            day = FIRST_DAY + timedelta(days=random.randrange(5000))
            text = " ".join(random.choices(names, cum_weights=weights, k=22))
            tags = _tags("sentence", f"Outlet {random.randrange(50)}", [f"A{random.randrange(200)}" for _ in range(2)])
            place = (
                (day.toordinal() << DAY_BITS) + number,
                "sentence",
                f"document-{number // 20}",
                0,
                0,
                9,
                None,
                None,
            )
            _insert(database, place, text, tags)
            if number % 20 == 0:
                database.execute("INSERT INTO documents VALUES (?, '1')", (f"document-{number // 20}",))
        database.commit()


def ask(index: SearchIndex, words: str, asked: dict[str, Any], order: str) -> Iterator[float]:
    """Seconds that each round took."""
    year = asked.pop("year", None)
    first, last = (date(year, 1, 1), date(year, 12, 31)) if year else (date.min, date.max)
    bounds = (first.toordinal() << DAY_BITS, ((last.toordinal() + 1) << DAY_BITS) - 1)
    match = _match(words, actors=asked.get("actors", ()), outlet=asked.get("outlet"), kind=asked.get("kind"))
    with closing(index._open(existing=True)) as database:
        for _ in range(ROUNDS if "rank" not in order else 20):
            start = time.perf_counter()
            rows = database.execute(f"{FIND} ORDER BY {order}", (START, END, SNIPPET_WORDS, match, *bounds))
            list(islice(rows, SHOWN))
            yield time.perf_counter() - start


def show(name: str, costs: Iterator[float]) -> None:
    seconds = list(costs)
    high = statistics.quantiles(seconds, n=20)[-1]
    print(
        f"  {name:45} median {1000 * statistics.median(seconds):8.2f}   95th percentile {1000 * high:8.2f}", flush=True
    )
