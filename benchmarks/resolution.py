"""Resolution: does a record of all reports propose the right article for what an annotated forecast came to?

Reads ``articles/gold_dev.jsonl`` and ``articles/articles.jsonl``, reads all reports into a record of its own, and asks
it for proposals. A forecast of ours is an annotated one when their words overlap most. Prints, over annotated forecasts
that a later article resolves, how often that article is among the first three, and how many proposals above 0.8
contradict the annotation; writes every proposal to ``resolution.jsonl``. An annotated forecast that was not read counts
as missed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks._scoring import json_lines, write_json_lines
from benchmarks.articles import to_document
from onrecord.answers.resolution import Proposal, proposals
from onrecord.reading.reader import Reader
from onrecord.record import Record
from onrecord.types import Outcome

FIRST = 3
FIRM = 0.8
SAME = {"true": Outcome.YES, "false": Outcome.NO, "partly": Outcome.AMBIGUOUS}


def run(data: Path, out: Path) -> None:
    """Read the articles into a record, propose, and print how that meets the annotation."""
    rows = list(json_lines(data / "articles" / "articles.jsonl"))
    with tempfile.TemporaryDirectory() as folder:
        record = Record(Path(folder) / "record")
        record.add(Reader().read_many(map(to_document, rows)))
        with record.view() as view:
            made = proposals(view)
    gold = [
        forecast | {"document": row["id"]}
        for row in json_lines(data / "articles" / "gold_dev.jsonl")
        for forecast in row["forecasts"]
    ]
    pairs = [(one, nearest(one, made)) for one in gold]
    write_json_lines(out / "resolution.jsonl", (to_row(one, proposal) for one, proposal in pairs))
    print(table(pairs, made))


def nearest(gold: dict[str, Any], made: Sequence[Proposal]) -> Proposal | None:
    """The proposal whose forecast shares most words with an annotated one; None when none shares any."""
    first, last = gold["content_span"] or gold.get("sentence_span") or (0, 0)
    shares = [
        (min(last, one.forecast["end"]) - max(first, one.forecast["start"]), one.forecast["id"], one)
        for one in made
        if one.forecast["document_id"] == gold["document"]
    ]
    best = max(shares, key=lambda share: share[:2], default=None)
    return best[2] if best and best[0] > 0 else None


def rank(gold: dict[str, Any], proposal: Proposal | None) -> int | None:
    """Place of the annotated article among those shown for and against, those of the proposed outcome first."""
    if proposal is None:
        return None
    found = [one.evidence.document_id for one in (*proposal.evidence, *proposal.supporting, *proposal.opposing)]
    articles = list(dict.fromkeys(found))
    by = gold["resolution"]["by"]
    return articles.index(by) + 1 if by in articles else None


def contradicts(gold: dict[str, Any], proposal: Proposal | None) -> bool:
    """Whether a firm proposal is not what the annotation says; where that says nothing, any is not."""
    if proposal is None or proposal.outcome is None or proposal.probability <= FIRM:
        return False
    return not gold["resolution"] or SAME[gold["resolution"]["outcome"]] is not proposal.outcome


def to_row(gold: dict[str, Any], proposal: Proposal | None) -> dict[str, Any]:
    told = gold["resolution"] or {}
    row = {"document": gold["document"], "forecast": gold["fid"], "outcome": told.get("outcome"), "by": told.get("by")}
    if proposal is None:
        return row | {"read": False}
    return row | {
        "read": True,
        "rank": rank(gold, proposal) if told else None,
        "proposed": proposal.outcome,
        "probability": proposal.probability,
        "supporting": [(one.evidence.document_id, one.probability) for one in proposal.supporting],
        "opposing": [(one.evidence.document_id, one.probability) for one in proposal.opposing],
        "contradicts": contradicts(gold, proposal),
    }


def table(pairs: Sequence[tuple[dict[str, Any], Proposal | None]], made: Sequence[Proposal]) -> str:
    resolved = [(one, proposal) for one, proposal in pairs if one["resolution"]]
    ranks = [rank(one, proposal) for one, proposal in resolved]
    among = sum(place is not None and place <= FIRST for place in ranks)
    first = sum(place == 1 for place in ranks)
    firm = [(one, proposal) for one, proposal in pairs if proposal and proposal.outcome and proposal.probability > FIRM]
    wrong = [one for one, proposal in firm if contradicts(one, proposal)]
    missed = [f"{one['document']} {one['fid']}, annotated {(one['resolution'] or {}).get('outcome')}" for one in wrong]
    all_firm = sum(one.outcome is not None and one.probability > FIRM for one in made)
    lines = [
        f"annotated forecasts                      {len(pairs)}, read {sum(one is not None for _, one in pairs)}",
        f"resolved by a later article              {len(resolved)}",
        f"right article first                      {first} ({first / len(resolved):.0%})",
        f"right article among the first {FIRST}          {among} ({among / len(resolved):.0%}; wanted 70%)",
        f"proposals above {FIRM} on these            {len(firm)}, not as annotated {len(wrong)} (wanted at most 1)",
        *(f"    {one}" for one in missed),
        f"all forecasts read in all articles       {len(made)}, proposals above {FIRM}: {all_firm}",
    ]
    return "\n".join(lines)
