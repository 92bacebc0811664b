"""What decisions are about, after a better reader has read everything again.

Comes in: a view and decisions. Goes out: for each subject that is no longer there the line that has its words now, and
the decisions for which there is none. It changes nothing: a decision keeps the subject it was made with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from onrecord.record.decisions import Decision, DecisionKind
from onrecord.types import Span

if TYPE_CHECKING:
    from onrecord.record.view import View

SUBJECT_TABLES = {
    "forecast": "forecasts",
    "event": "events",
    "statement": "statements",
    "agreement": "agreements",
    "step": "agreement_steps",
    "link": "links",
}
"""Where the subject of a decision stands, by the first word of its id."""

SAME_WORDS = 0.5
"""Share of the words of both, taken together, that two lines must have in common to be the same."""


def subject_table(subject: str) -> str | None:
    """The table that a line with this id stands in; None when it is no id of a line."""
    return SUBJECT_TABLES.get(subject.partition("-")[0])


def moved_subjects(view: View, decisions: Iterable[Decision]) -> dict[str, str]:
    """Subjects that are no longer there, each with the one line of the same kind that has their words now."""
    moved = {}
    for table, missing in _missing(view, decisions).items():
        documents = sorted({decision.words.document_id for decision in missing if decision.words})
        sql = f'SELECT id, document_id, "start", "end" FROM {table} WHERE list_contains($documents, document_id)'
        lines: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in view.query(sql, {"documents": documents}).to_pylist():
            lines[row["document_id"]].append(row)
        for decision in missing:
            if decision.words and (found := _alike(decision.words.span, lines[decision.words.document_id])):
                moved[decision.subject] = found
    return moved


def lost_subjects(view: View, decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions whose subject is gone, and its words with it; a person must look at them."""
    decisions = list(decisions)
    moved = moved_subjects(view, decisions)
    return [
        decision
        for missing in _missing(view, decisions).values()
        for decision in missing
        if decision.subject not in moved
    ]


def _missing(view: View, decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Decisions whose subject is not there, by table."""
    by_table: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        table = subject_table(decision.subject)
        if table and decision.kind is not DecisionKind.UNDO:
            by_table[table].append(decision)
    missing = {}
    for table, about in sorted(by_table.items()):
        ids = sorted({decision.subject for decision in about})
        present = view.query(f"SELECT id FROM {table} WHERE list_contains($ids, id)", {"ids": ids})["id"].to_pylist()
        missing[table] = [decision for decision in about if decision.subject not in set(present)]
    return {table: about for table, about in missing.items() if about}


def _alike(words: Span, lines: Iterable[dict[str, Any]]) -> str | None:
    """The line that shares most with the words; None when none shares enough, or two share as much."""
    shares = sorted(
        ((_share(words, Span(start=line["start"], end=line["end"])), line["id"]) for line in lines), reverse=True
    )
    if not shares or shares[0][0] <= SAME_WORDS or (len(shares) > 1 and shares[1][0] == shares[0][0]):
        return None
    return str(shares[0][1])


def _share(one: Span, other: Span) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(0, common) / (max(one.end, other.end) - min(one.start, other.start))
