"""What decisions are about, after a better reader has read everything again.

Comes in: a view and decisions. Goes out: for each line that is no longer there the line that has its words now, and the
decisions for which there is none. It changes nothing: a decision keeps the subject it was made with. It looks at what
was read, not at what people made of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from onrecord.record.decisions import Decision, DecisionKind
from onrecord.types import Evidence, Span

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

FEW = 200
"""Ids that are looked up one by one, which is quick where files can tell that they lack one."""


def subject_table(subject: str) -> str | None:
    """The table that a line with this id stands in; None when it is no id of a line."""
    return SUBJECT_TABLES.get(subject.partition("-")[0])


def moved_subjects(view: View, decisions: Iterable[Decision]) -> dict[str, str]:
    """Lines that decisions name and that are no longer there, each with the one line of the same kind that has their
    words now."""
    named = _named(decisions)
    moved = {}
    for table, missing in _missing(view, named).items():
        documents = {words.document_id for one in missing if (words := named[one])}
        sql = f'SELECT id, document_id, "start", "end" FROM read_{table} WHERE {among("document_id", documents)}'
        lines: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in view.query(sql).to_pylist() if documents else ():
            lines[row["document_id"]].append(row)
        for one in missing:
            words = named[one]
            if words and (found := alike(words.span, lines[words.document_id])):
                moved[one] = found
    return moved


def lost_subjects(view: View, decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions about a line that is gone, and its words with it; a person must look at them."""
    decisions = list(decisions)
    moved = moved_subjects(view, decisions)
    gone = {one for missing in _missing(view, _named(decisions)).values() for one in missing} - moved.keys()
    return [decision for decision in decisions if gone & {decision.subject, *decision.others}]


def _named(decisions: Iterable[Decision]) -> dict[str, Evidence | None]:
    """The lines that decisions name, with their words at the time."""
    named: dict[str, Evidence | None] = {}
    for decision in decisions:
        if decision.kind is not DecisionKind.UNDO:
            for one, words in decision.lines():
                named[one] = named.get(one) or words
    return named


def _missing(view: View, named: Iterable[str]) -> dict[str, list[str]]:
    """Lines that are not there, by table."""
    by_table: defaultdict[str, list[str]] = defaultdict(list)
    for one in sorted(named):
        if table := subject_table(one):
            by_table[table].append(one)
    missing = {}
    for table, ids in sorted(by_table.items()):
        present = set(view.query(f"SELECT id FROM read_{table} WHERE {among('id', ids)}")["id"].to_pylist())
        missing[table] = [one for one in ids if one not in present]
    return {table: about for table, about in missing.items() if about}


def among(column: str, ids: Iterable[str]) -> str:
    """SQL for "is one of these"."""
    texts = ", ".join("'" + one.replace("'", "''") + "'" for one in sorted(set(ids)))
    if not texts:
        return "false"
    few = texts.count("', '") < FEW
    return f"{column} IN ({texts})" if few else f"{column} IN (SELECT unnest([{texts}]))"


def alike(words: Span, lines: Iterable[dict[str, Any]]) -> str | None:
    """The line that shares most with the words; None when none shares enough, or two share as much."""
    shares = sorted(_shares(words, lines), reverse=True)
    if not shares or shares[0][0] <= SAME_WORDS or (len(shares) > 1 and shares[1][0] == shares[0][0]):
        return None
    return shares[0][1]


def _shares(words: Span, lines: Iterable[dict[str, Any]]) -> Iterator[tuple[float, str]]:
    for line in lines:
        common = min(words.end, line["end"]) - max(words.start, line["start"])
        yield max(0, common) / (max(words.end, line["end"]) - min(words.start, line["start"])), str(line["id"])
