"""What changes when documents are read again.

Comes in: two views of a record, as it is and as it would be, and the documents that were read again. Goes out:
`Change` values: lines gained, lost and altered, and the decisions whose words would no longer be read as such. A line
is the same when it has the same id or most of its words; it is altered when it then says something else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.record.batches import batches
from onrecord.record.decisions import Decision, standing
from onrecord.record.subjects import SAME_WORDS, among, lost_subjects
from onrecord.record.view import View

Row = dict[str, Any]

COMPARED: dict[str, tuple[str, ...]] = {
    "events": (
        *("type", "mode", "actors", "recipients", "actor_persons", "recipient_persons", "tense", "factuality"),
        *("holder", "earliest", "latest", "place", "quote"),
    ),
    "statements": ("speaker", "kind", "cue", "said_earliest", "said_latest", "medium", "quote"),
    "agreements": ("name", "parties", "kind", "obligations", "prospective", "quote"),
    "forecasts": (
        *("proposition", "forecaster", "hedge", "band", "polarity", "condition", "horizon_earliest", "horizon_latest"),
        "quote",
    ),
}
"""What is compared in each layer."""

DOCUMENTS_AT_A_TIME = 200
SPANS = ('"start"', '"end"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line that changes.

    Attributes:
        layer: ``events``, ``statements``, ``agreements`` or ``forecasts``.
        kind: ``gained``, ``lost`` or ``altered``.
        before: What the line says now; None when it is gained.
        after: What it would say; None when it is lost.
    """

    layer: str
    kind: str
    document_id: str
    before: Row | None
    after: Row | None

    @property
    def what(self) -> tuple[str, ...]:
        """The columns that differ."""
        if self.before is None or self.after is None:
            return ()
        return tuple(name for name in COMPARED[self.layer] if self.before[name] != self.after[name])


def changes(before: View, after: View, documents: Sequence[str]) -> Iterator[Change]:
    """The lines that change in these documents, document by document in the order of their ids."""
    for some in batches(sorted(documents), DOCUMENTS_AT_A_TIME):
        for layer in COMPARED:
            old, new = _lines(before, layer, some), _lines(after, layer, some)
            for document in some:
                yield from _compared(layer, document, old[document], new[document])


def decisions_to_look_at(after: View) -> list[Decision]:
    """Standing decisions about lines that would no longer be there."""
    return lost_subjects(after, standing(after.decisions()))


def _lines(view: View, layer: str, documents: Sequence[str]) -> defaultdict[str, list[Row]]:
    columns = ", ".join(["id", "document_id", *SPANS, *COMPARED[layer]])
    sql = f'SELECT {columns} FROM read_{layer} WHERE {among("document_id", documents)} ORDER BY "start", "end", id'
    lines: defaultdict[str, list[Row]] = defaultdict(list)
    for row in view.query(sql).to_pylist():
        lines[row["document_id"]].append(row)
    return lines


def _compared(layer: str, document: str, old: list[Row], new: list[Row]) -> Iterator[Change]:
    left = {row["id"]: row for row in new}
    pairs: list[tuple[Row, Row | None]] = [(row, left.pop(row["id"], None)) for row in old]
    for row, same in pairs:
        found = same or _nearest(row, left)
        if found and same is None:
            left.pop(found["id"])
        change = Change(layer=layer, kind="altered" if found else "lost", document_id=document, before=row, after=found)
        if found is None or change.what:
            yield change
    for row in left.values():
        yield Change(layer=layer, kind="gained", document_id=document, before=None, after=row)


def _nearest(row: Row, others: dict[str, Row]) -> Row | None:
    """The line that shares most with another's words, and of several the one that says most of the same."""
    shares = [(_share(row, other), _agreement(row, other), one) for one, other in others.items()]
    best = max(shares, default=(0.0, 0, ""))
    return others[best[2]] if best[0] > SAME_WORDS else None


def _share(row: Row, other: Row) -> float:
    common: int = min(row["end"], other["end"]) - max(row["start"], other["start"])
    return max(0, common) / int(max(row["end"], other["end"]) - min(row["start"], other["start"]))


def _agreement(row: Row, other: Row) -> int:
    return sum(row[name] == other[name] for name in row)
