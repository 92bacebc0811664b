"""How fast whole reports are read: documents, sentences and words a second, peak memory, the ratio to the bare spaCy
pipeline on the same text in the same run.

Reads 500 reports of ``corpus/current_events.jsonl.gz`` and the articles of ``attribution/polnear_dev.jsonl``. Each side
runs in a process of its own, one thread each, three times in turn; times are of the reading alone: both read one short
report beforehand, which loads what is loaded late. It writes nothing.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import spacy

from benchmarks._scoring import json_lines
from onrecord.reading.reader import Reader
from onrecord.settings import Settings
from onrecord.types import DateBasis, Document, content_id

Counter = Callable[[list[Document]], int]

ROUNDS = 3
FIRST = "France's president said on Monday that Norway had signed the treaty. He may visit Oslo in May."
SIDES = ("spacy", "onrecord")
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"}


def run(data: Path, out: Path) -> None:
    """Print a table for each of the two sets of texts."""
    for name in ("current_events", "polnear_dev"):
        turns = [{side: measured(data, name, side) for side in SIDES} for _ in range(ROUNDS)]
        rounds = {side: [turn[side] for turn in turns] for side in SIDES}
        print(f"{name}: {rounds['spacy'][0]['documents']} documents, {rounds['spacy'][0]['words']:,} words")
        for side in SIDES:
            print(row(side, rounds[side]))
        ratio = statistics.median(
            ours["seconds"] / theirs["seconds"]
            for ours, theirs in zip(rounds["onrecord"], rounds["spacy"], strict=True)
        )
        print(f"  whole reading / bare spaCy pipeline: {ratio:.2f} times the time\n")


def row(side: str, rounds: list[dict[str, float]]) -> str:
    seconds = statistics.median(r["seconds"] for r in rounds)
    first = rounds[0]
    memory = max(r["peak_mb"] for r in rounds)
    return (
        f"  {side:9} {first['documents'] / seconds:7.1f} documents/s {first['sentences'] / seconds:8.0f} sentences/s "
        f"{first['words'] / seconds:8.0f} words/s  peak {memory:.0f} MB  ({seconds:.1f} s)"
    )


def measured(data: Path, name: str, side: str) -> dict[str, float]:
    """One run in a fresh process, so that memory is its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.speed", str(data), name, side],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | ONE_THREAD,
    )
    return dict(json.loads(done.stdout))


def documents(data: Path, name: str) -> Iterator[Document]:
    """The texts of one set as documents."""
    path = {"current_events": "corpus/current_events.jsonl.gz", "polnear_dev": "attribution/polnear_dev.jsonl"}[name]
    for entry in islice(json_lines(data / path), 500):
        published = date.fromisoformat((entry.get("date") or entry.get("published") or "2016-11-01")[:10])
        yield document_of(entry["text"], published)


def document_of(text: str, published: date) -> Document:
    """A text as a document."""
    return Document(id=content_id("document", text), text=text, published=published, date_basis=DateBasis.GIVEN)


def work(data: Path, name: str, side: str) -> dict[str, Any]:
    """Read all documents of a set with one side and count."""
    texts = list(documents(data, name))
    count_sentences = (bare_spacy if side == "spacy" else whole_reading)()
    count_sentences([document_of(FIRST, date(2024, 6, 14))])
    start = time.perf_counter()
    sentences = count_sentences(texts)
    return {
        "seconds": time.perf_counter() - start,
        "documents": len(texts),
        "sentences": sentences,
        "words": sum(len(document.text.split()) for document in texts),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def bare_spacy() -> Counter:
    """The model that the reader stands on, with all of its own components and none of ours."""
    nlp = spacy.load(Settings().model)
    return lambda texts: sum(len(list(doc.sents)) for doc in nlp.pipe(document.text for document in texts))


def whole_reading() -> Counter:
    """All annotations."""
    reader = Reader()
    return lambda texts: sum(len(reading.sentences) for reading in reader.read_many(texts))


if __name__ == "__main__":
    print(json.dumps(work(Path(sys.argv[1]), sys.argv[2], sys.argv[3])))
