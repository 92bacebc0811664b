"""How fast an index of a million made sentences finds words: common and rare ones, phrases, with filters.

The sentences are made of words as common as words are (the n-th has one n-th of the first's share), of 5,000 days, 200
actors and 50 outlets. Timed is the index alone, from the question to the first twenty places; looking them up in a
record comes on top. It needs no data and deletes what it wrote.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from typing import Any

from onrecord.record import Record
from onrecord.record.search import END, SNIPPET_WORDS, START, SearchIndex, finding, matching
from onrecord.record.search_words import KINDS, insert, numbered, numbers_between, tags

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
    "a word in statements": ("w12", {"kind": "statement"}),
    "two words and an actor": ("w5 w30", {"actors": ["A17"]}),
    "a word and two actors": ("w12", {"actors": ["A17", "A18"]}),
    "a word, an actor, an outlet": ("w12", {"actors": ["A17"], "outlet": "Outlet 7"}),
    "two words in a year": ("w5 w9", {"year": 2015}),
    "two words, an actor, an outlet, in a year, in statements": (
        "w1 w2",
        {"actors": ["A17"], "outlet": "Outlet 7", "year": 2015, "kind": "statement"},
    ),
    "three words that few sentences share": ("w100 w200 w300", {}),
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
            for best_first in (False, True):
                order = "best first" if best_first else "newest first"
                show(f"{name}, {order}", ask(index, words, best_first=best_first, **asked))


def fill(index: SearchIndex) -> None:
    random = Random(1)
    weights = list(accumulate(1 / (n + 1) for n in range(WORDS)))
    names = [f"w{n}" for n in range(WORDS)]
    with closing(index._open()) as database:
        for number in range(SENTENCES):
            day = FIRST_DAY + timedelta(days=random.randrange(5000))
            text = " ".join(random.choices(names, cum_weights=weights, k=22))
            kind = KINDS[number % 5 == 0]
            told = tags(f"Outlet {random.randrange(50)}", [f"A{random.randrange(200)}" for _ in range(2)])
            place = (numbered(kind, day, random.getrandbits(64)), kind, f"document-{number // 20}", 0, 0, 9, None, None)
            insert(database, place, text, told)
            if number % 20 == 0:
                database.execute("INSERT INTO documents VALUES (?, '1')", (f"document-{number // 20}",))
        database.execute("INSERT INTO words (words) VALUES ('optimize')")
        database.commit()


def ask(
    index: SearchIndex,
    words: str,
    *,
    actors: Sequence[str] = (),
    outlet: str | None = None,
    kind: str | None = None,
    year: int | None = None,
    best_first: bool = False,
) -> Iterator[float]:
    """Seconds that each round took."""
    first, last = (date(year, 1, 1), date(year, 12, 31)) if year else (date.min, date.max)
    sql = finding(kind, best_first=best_first)
    with closing(sqlite3.connect(index.path)) as database:
        for _ in range(20 if best_first else ROUNDS):
            start = time.perf_counter()
            given = (matching(words, actors=actors, outlet=outlet), *numbers_between(first, last))
            list(islice(database.execute(sql, (START, END, SNIPPET_WORDS, *given)), SHOWN))
            yield time.perf_counter() - start


def show(name: str, costs: Iterator[float]) -> None:
    seconds = list(costs)
    high = statistics.quantiles(seconds, n=20)[-1]
    print(
        f"  {name:70} median {1000 * statistics.median(seconds):8.2f}   95th percentile {1000 * high:8.2f}", flush=True
    )
