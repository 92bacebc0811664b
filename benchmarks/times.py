"""Time expressions against HeidelTime: TIMEX3 spans, types and values on TimeBank, AQUAINT and MEANTIME (TempEval-3's
measures), with both halves of each file, and the speed and memory of the component beyond the parse.

Reads ``dates/*.jsonl`` and writes predictions in the format of ``score_timex.py``. The rules were developed on a random
half of each file (drawn with a fixed seed over the sorted names of the documents); the other half was only scored.
"""

from __future__ import annotations

import importlib.util
import json
import random
import time
import tracemalloc
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from spacy.tokens import Doc

from benchmarks._scoring import json_lines, write_json_lines
from onrecord.reading.reader import Reader
from onrecord.reading.times import find_times
from onrecord.types import DateBasis, Document, content_id

SEED = 20240614
PEER = "HeidelTime: strict relaxed value"
HEIDELTIME = {
    "timebank": {"whole": (85.3, 91.9, 79.5), "seen": (84.7, 91.8, 79.2), "unseen": (85.8, 92.1, 79.7)},
    "aquaint": {"whole": (81.3, 92.5, 72.9), "seen": (82.0, 92.6, 74.1), "unseen": (80.6, 92.4, 71.5)},
    "meantime_dev": {"whole": (75.5, 83.7, 70.7), "seen": (76.6, 85.6, 71.6), "unseen": (74.2, 81.4, 69.5)},
}
"""Strict, relaxed and value F1 of HeidelTime 2.2 (news, TreeTagger) on the same documents, with the same scorer."""


def run(data: Path, out: Path | None) -> None:
    """Print strict, relaxed, type and value F1 of the whole and of the halves, beside HeidelTime's."""
    scorer = load_scorer(data)
    reader = Reader()
    seconds, documents, characters = 0.0, 0, 0
    print(f"{'':14}{'half':9}{'docs':>5}{'strict':>8}{'relaxed':>9}{'type':>7}{'value':>7}{PEER:>34}")
    for name in HEIDELTIME:
        gold = {row["doc"]: row for row in json_lines(data / "dates" / f"{name}.jsonl")}
        docs = {key: parsed(reader, row) for key, row in gold.items()}
        start = time.process_time()
        predictions = {key: predicted(doc) for key, doc in docs.items()}
        seconds += time.process_time() - start
        documents += len(docs)
        characters += sum(len(row["text"]) for row in gold.values())
        if out is not None:
            write_json_lines(out / f"times_{name}.jsonl", ({"doc": k, "timexes": t} for k, t in predictions.items()))
        for half, keys in halves(gold).items():
            print(table_row(name, half, scorer.score({k: gold[k] for k in keys}, predictions)))
    print(f"\nbeyond the parse: {documents / seconds:.0f} documents/s, {characters / seconds / 1e6:.2f} Mcharacters/s")
    print(f"memory beyond the parse: {peak_memory(docs):.1f} MB at its peak")


def load_scorer(data: Path) -> ModuleType:
    """The scorer beside the data folder.

    Raises:
        SystemExit: when it is not there.
    """
    path = data.resolve().parent / "scorers" / "score_timex.py"
    spec = importlib.util.spec_from_file_location("score_timex", path)
    if not path.is_file() or spec is None or spec.loader is None:
        raise SystemExit(f"{path}: the scorer is expected beside the data")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def parsed(reader: Reader, row: dict[str, Any]) -> Doc:
    """A document with the parse, as the reader makes it, and none of our annotations. One document has no date of
    creation: it is read as published at the start of 2000."""
    document = Document(
        id=content_id("document", row["doc"]),
        text=row["text"],
        published=date.fromisoformat((row["dct"] or "2000-01-01")[:10]),
        date_basis=DateBasis.GIVEN,
    )
    parse = ("onrecord_sentences", "onrecord_headlines")
    ours = [name for name in reader.nlp.pipe_names if name.startswith("onrecord_") and name not in parse]
    with reader.nlp.select_pipes(disable=ours):
        return reader.nlp(reader.make_doc(document))


def predicted(doc: Doc) -> list[dict[str, Any]]:
    """What the component finds, as the scorer reads it."""
    return [
        {
            "start": found.evidence.span.start,
            "end": found.evidence.span.end,
            "type": found.kind.value,
            "value": found.value,
        }
        for found in find_times(doc)
    ]


def halves(gold: dict[str, Any]) -> dict[str, list[str]]:
    """The whole, the half that rules were developed on, and the half that was only scored."""
    names = sorted(gold)
    random.Random(SEED).shuffle(names)
    middle = (len(names) + 1) // 2
    return {"whole": names, "seen": names[:middle], "unseen": names[middle:]}


def table_row(name: str, half: str, result: dict[str, Any]) -> str:
    peer = "{:8.1f}{:8.1f}{:7.1f}".format(*HEIDELTIME[name][half])
    figures = (result["strict"]["F1"], result["relaxed"]["F1"], result["type_F1"], result["value_F1"])
    return f"{name:14}{half:9}{result['docs']:5}" + "{:8.1f}{:9.1f}{:7.1f}{:7.1f}".format(*figures) + f"{peer:>34}"


def peak_memory(docs: dict[str, Doc]) -> float:
    """Megabytes that reading these documents allocates at its peak, lexicon and rules included where not yet loaded."""
    tracemalloc.start()
    kept = [json.dumps(predicted(doc)) for doc in docs.values()]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert kept
    return peak / 1e6
