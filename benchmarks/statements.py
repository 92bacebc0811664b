"""Attribution on PolNeAR dev: F1 by its scorer beside the peers', and speed as a ratio to the bare spaCy pipeline.

Reads ``attribution/polnear_dev.jsonl``; writes ``statements.jsonl`` in the format of ``score_attribution.py``. PolNeAR
counts the conjunction "that" and quotation marks to the content, merges the pieces of one attribution, and has no
nested ones: predictions are put so. Speed is of the whole pipeline without the layers after statements, by one thread,
in the same process and on the same texts as the bare pipeline.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import spacy

from benchmarks._scoring import json_lines, score, write_json_lines
from onrecord.reading.reader import Reader
from onrecord.types import DateBasis, Document, Reading, Statement, content_id

PEERS = """\
PolNeAR dev, F1 over words             content   exact  source+content   words/s, one core
  annotator against annotator            .796     .691       .735
  Citron, retrained on PolNeAR train     .590     .395       .519             3,170
  Gender Gap Tracker                     .488     .326       .403             4,480
  textacy, direct quotations             .290     .215       .221             3,630
"""
LATER_LAYERS = ("onrecord_events", "onrecord_factuality", "onrecord_agreements", "onrecord_forecasts", "onrecord_links")
ROUNDS = 2
TIMED = 30  # documents


def run(data: Path, out: Path | None) -> None:
    """Predict, score, and measure speed."""
    reader = Reader()
    for name in LATER_LAYERS:
        reader.nlp.remove_pipe(name)
    rows = list(json_lines(data / "attribution" / "polnear_dev.jsonl"))
    documents = [to_document(row) for row in rows]
    readings = list(reader.read_many(documents))
    folder = out or Path(__file__).parent / "out"
    predictions = write_json_lines(
        folder / "statements.jsonl",
        ({"doc": row["doc"], "attributions": attributions(r)} for row, r in zip(rows, readings, strict=True)),
    )
    print(PEERS)
    print(score(data, "score_attribution.py", data / "attribution" / "polnear_dev.jsonl", predictions))
    print_speed(reader, documents[:TIMED])


def to_document(row: dict[str, Any]) -> Document:
    """The text as it is. PolNeAR's documents carry their date in their names."""
    published = date.fromisoformat(row["doc"].split("_")[1])
    return Document(
        id=content_id("document", row["text"]), text=row["text"], published=published, date_basis=DateBasis.GIVEN
    )


def attributions(reading: Reading) -> list[dict[str, list[list[int]]]]:
    """Statements as PolNeAR has them: pieces with one source merged with the cue before them, nested ones left out."""
    merged: list[dict[str, list[list[int]]]] = []
    owners: dict[tuple[int, int] | None, dict[str, list[list[int]]]] = {}
    for statement in reading.statements:
        if statement.parent is not None:
            continue
        source = (statement.source.start, statement.source.end) if statement.source else None
        content = [content_start(reading.document.text, statement), statement.evidence.span.end]
        if statement.cue is None and source in owners:
            owners[source]["content"].append(content)
            continue
        owners[source] = {
            "source": [list(source)] if source else [],
            "cue": [[statement.cue.start, statement.cue.end]] if statement.cue else [],
            "content": [content],
        }
        merged.append(owners[source])
    return merged


def content_start(text: str, statement: Statement) -> int:
    """Where the content starts when "that" belongs to it."""
    start = statement.evidence.span.start
    return start - 5 if text[max(0, start - 5) : start].lower() == "that " else start


def print_speed(reader: Reader, documents: Sequence[Document]) -> None:
    """Words a second of the bare pipeline and of the reader, and the ratio of their times."""
    bare = spacy.load(reader.settings.model)
    words = sum(len(document.text.split()) for document in documents)
    texts = [document.text for document in documents]
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(ROUNDS):
        theirs.append(seconds(lambda: bare.pipe(texts)))
        ours.append(seconds(lambda: reader.read_many(documents)))
    print(f"  bare spaCy pipeline               {words / min(theirs):8.0f} words/s")
    print(f"  with times, actors and statements {words / min(ours):8.0f} words/s")
    print(f"  time: {min(ours) / min(theirs):.2f} times the bare pipeline's")


def seconds(make: Callable[[], Iterable[object]]) -> float:
    start = time.perf_counter()
    for _ in make():
        pass
    return time.perf_counter() - start
