"""The root between two given actors: the relation sets of PLOVER (PLV), beside the peers'.

DATA is a file in PLV's format (tab separated; ``marked_sentence`` with ``<s>`` and ``<t>`` around the actors), or the
folder of third-party data, of which ``events/plv_train.tsv`` is taken. Writes ``relations.tsv``, ``uid<TAB>root`` a
row, and scores it where the file has a column ``gold_root``. The weights that ship were trained on ``plv_train.tsv``:
its own figure says nothing. ``python -m training.relations.train --folds 5`` measures it on rows left out."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks._scoring import score
from onrecord.reading.events.marking import unmarked
from onrecord.reading.events.relations import roots_between

PEERS = """\
PLV test, 1,033 pairs (published or measured there)      root macro-F1  accuracy  quad macro  binary macro
  ConfliBERT, fine-tuned (published)                              86.7         -        96.3          98.4
  ZSP, roberta-large over 76 hypotheses                           82.4      83.8        89.6          96.4
  MiniLM-L6, fine-tuned, actors marked                            79.1      83.0        92.9          96.4
  UniversalPetrarch                                               50.5      47.9        65.9          80.0
"""


def run(data: Path, out: Path | None) -> None:
    """Predict the root of each row, write, and score."""
    path = data if data.is_file() else data / "events" / "plv_train.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    start = time.process_time()
    roots = list(predicted(rows))
    spent = time.process_time() - start
    target = (out or Path(__file__).parent / "out") / "relations.tsv"
    uids = (row.get("uid") or str(n) for n, row in enumerate(rows))
    target.write_text("".join(f"{uid}\t{root}\n" for uid, root in zip(uids, roots, strict=True)), "utf-8")
    print(f"{len(rows)} pairs -> {target}, {len(rows) / spent:.0f} a second of one core, loading included")
    if rows and rows[0].get("gold_root"):
        print(PEERS)
        folder = path.parent.parent if path.parent.name == "events" else path.parent
        print(score(folder, "score_plv.py", target, "--gold", path))
        if path.name == "plv_train.tsv":
            print("The weights were trained on these rows: this is no measure of how well they read others.")


def predicted(rows: list[dict[str, str]]) -> Iterator[str]:
    """The likeliest root of each row; NONE, an abstention, where neither actor is marked."""
    for row in rows:
        try:
            yield next(iter(roots_between(*unmarked(row["marked_sentence"]))))
        except ValueError as error:
            print(f"abstained: {error}")
            yield "NONE"
