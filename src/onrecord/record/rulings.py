"""Lines as people ruled: what they rejected, and what they corrected.

Comes in: a view and its decisions. Goes out: for one table the ids of lines that are rejected, and the rows of those
that are corrected, by the latest decision that stands. What was read stays as it was read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.record.corrections import corrected_row
from onrecord.record.decisions import Decision, DecisionKind, standing
from onrecord.record.schema import AGREEMENT_STEPS, AGREEMENTS
from onrecord.record.subjects import among, moved_subjects, subject_table

if TYPE_CHECKING:
    from onrecord.record.view import View


@dataclass(frozen=True, slots=True)
class Ruled:
    """What people made of the lines of a table.

    Attributes:
        rejected: Ids of lines that are no lines.
        corrected: Whole rows that take the place of those with the same ids.
        rejected_agreements: For steps: ids of agreements that were rejected, and their steps with them.
    """

    rejected: frozenset[str] = frozenset()
    corrected: tuple[dict[str, Any], ...] = ()
    rejected_agreements: frozenset[str] = frozenset()


def ruled_in(view: View, table: str) -> Ruled:
    """What people made of the lines of a table, as far as the view knows it."""
    decisions = [d for d in standing(view.decisions()) if d.kind in (DecisionKind.REJECT, DecisionKind.CORRECT)]
    own = [decision for decision in decisions if subject_table(decision.subject) == table]
    parents: frozenset[str] = frozenset()
    if table == AGREEMENT_STEPS.name:
        about = [decision for decision in decisions if subject_table(decision.subject) == AGREEMENTS.name]
        parents = _rejected(about, moved_subjects(view, about) if about else {})
    if not own:
        return Ruled(rejected_agreements=parents)
    moved = moved_subjects(view, own)
    rejected = _rejected(own, moved)
    return Ruled(rejected, tuple(_corrected(view, table, own, moved, rejected)), parents)


def _rejected(decisions: list[Decision], moved: Mapping[str, str]) -> frozenset[str]:
    ids = (decision.subject for decision in decisions if decision.kind is DecisionKind.REJECT)
    return frozenset(moved.get(one, one) for one in ids)


def _corrected(
    view: View, table: str, decisions: list[Decision], moved: Mapping[str, str], rejected: frozenset[str]
) -> list[dict[str, Any]]:
    changes: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        subject = moved.get(decision.subject, decision.subject)
        if decision.kind is DecisionKind.CORRECT and subject not in rejected:
            changes[subject].append(decision)
    if not changes:
        return []
    rows: list[dict[str, Any]] = view.query(
        f"SELECT * FROM read_{table} WHERE {among('id', changes)} ORDER BY id"
    ).to_pylist()
    for row in rows:
        for decision in changes[row["id"]]:
            row.update(corrected_row(table, row, decision.attribute or "", decision.value))
    return rows
