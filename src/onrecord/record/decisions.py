"""What people ruled: append-only decisions, and which of them stand.

Comes in: decisions, in any order. Goes out: those that are not undone, the resolution of each forecast, and rows to
store. A decision is never changed; another one undoes it. It asks no clock: when a decision was taken is part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from onrecord.errors import BadQuery
from onrecord.types import Evidence, Outcome, Resolution, Span, content_id


class DecisionKind(StrEnum):
    """What a decision does to its subject."""

    RESOLVE = "resolve"
    REJECT = "reject"
    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One ruling.

    Attributes:
        subject: Id of what is ruled on; for ``undo`` the id of the decision undone.
        decided_at: An instant with its time zone.
        outcome: What became of a forecast; for ``resolve`` only.
        others: What is merged with the subject, or split from it.
        attribute: The column that is wrong, and ``value`` what it should say; for ``correct`` only.
        evidence: Words in documents of the record that the ruling rests on.
        words: The subject's own words when it was ruled on, so that a better reader's line can be known for the same.
        other_words: The same of each of the others.

    Raises:
        BadQuery: when a part is missing that the kind needs, or the instant has no time zone.
    """

    kind: DecisionKind
    subject: str
    decided_by: str
    decided_at: datetime
    outcome: Outcome | None = None
    others: tuple[str, ...] = ()
    attribute: str | None = None
    value: str | None = None
    evidence: tuple[Evidence, ...] = ()
    note: str = ""
    words: Evidence | None = None
    other_words: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        if self.decided_at.tzinfo is None:
            raise BadQuery("an instant needs a time zone", subject=self.decided_at.isoformat())
        if not self.decided_by.strip():
            raise BadQuery("say who decides", subject=self.subject)
        if (self.kind is DecisionKind.RESOLVE) != (self.outcome is not None):
            raise BadQuery("an outcome belongs to 'resolve', and only there", subject=self.subject)
        if (self.kind is DecisionKind.CORRECT) != (self.attribute is not None):
            raise BadQuery("an attribute belongs to 'correct', and only there", subject=self.subject)
        if (self.kind in (DecisionKind.MERGE, DecisionKind.SPLIT)) != bool(self.others):
            raise BadQuery("'merge' and 'split', and only they, name others", subject=self.subject)

    def lines(self) -> Iterator[tuple[str, Evidence | None]]:
        """The ids that it names, each with its words at the time, as far as they were kept."""
        yield self.subject, self.words
        words = self.other_words or (None,) * len(self.others)
        yield from zip(self.others, words, strict=True)

    @property
    def id(self) -> str:
        """Made of content, so that storing the same decision twice changes nothing."""
        return content_id(
            "decision",
            self.kind,
            self.subject,
            "|".join(self.others),
            self.outcome,
            self.attribute,
            self.value,
            self.decided_by,
            self.decided_at.astimezone(UTC).isoformat(),
            self.note,
            *(part for e in self.evidence for part in (e.document_id, e.span.start, e.span.end)),
        )


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that are not undone, the oldest first. An undoing can be undone, and may be of the same instant as
    what it undoes."""
    known = {decision.id: decision for decision in decisions}
    undone: set[str] = set()
    undoings = [decision for decision in known.values() if decision.kind is DecisionKind.UNDO]
    for undoing in sorted(undoings, key=lambda each: _undoings_below(each, known), reverse=True):
        if undoing.id not in undone:
            undone.add(undoing.subject)
    kept = (decision for decision in known.values() if decision.kind is not DecisionKind.UNDO)
    return tuple(sorted((decision for decision in kept if decision.id not in undone), key=_age))


def _undoings_below(undoing: Decision, known: Mapping[str, Decision]) -> int:
    """How many undoings it undoes, one by the other: 0 where it undoes a ruling."""
    count, subject = 0, known.get(undoing.subject)
    while subject is not None and subject.kind is DecisionKind.UNDO:
        count, subject = count + 1, known.get(subject.subject)
    return count


def resolutions(decisions: Iterable[Decision], *, moved: Mapping[str, str] | None = None) -> dict[str, Resolution]:
    """The resolution of each forecast: the latest that stands.

    Args:
        decisions: All decisions, in any order.
        moved: For forecasts that are no longer there, those that stand for them now.
    """
    moved = moved or {}
    return {
        moved.get(decision.subject, decision.subject): Resolution(
            forecast_id=moved.get(decision.subject, decision.subject),
            outcome=decision.outcome,
            decided_by=decision.decided_by,
            decided_at=decision.decided_at,
            evidence=decision.evidence,
            note=decision.note,
        )
        for decision in standing(decisions)
        if decision.kind is DecisionKind.RESOLVE and decision.outcome is not None
    }


def _age(decision: Decision) -> tuple[datetime, str]:
    return decision.decided_at, decision.id


def decision_row(decision: Decision, *, published: Iterable[date] = ()) -> dict[str, Any]:
    """The row to store. It is known from the day of the ruling, or from the last day on which what it names and rests
    on was ``published``."""
    words = decision.words
    decided_at = decision.decided_at.astimezone(UTC)
    return {
        "id": decision.id,
        "kind": decision.kind,
        "subject": decision.subject,
        "others": list(decision.others),
        "outcome": decision.outcome,
        "attribute": decision.attribute,
        "value": decision.value,
        "evidence": [_evidence_row(evidence) for evidence in decision.evidence],
        "subject_document_id": words.document_id if words else None,
        "subject_start": words.span.start if words else None,
        "subject_end": words.span.end if words else None,
        "subject_quote": words.quote if words else None,
        "decided_by": decision.decided_by,
        "decided_at": decided_at,
        "known_on": max([decided_at.date(), *published]),
        "note": decision.note,
        "other_words": [_evidence_row(evidence) for evidence in decision.other_words],
    }


def decision_of(row: Mapping[str, Any]) -> Decision:
    """The decision that a stored row tells of."""
    words = None
    if row["subject_document_id"] is not None:
        span = Span(start=row["subject_start"], end=row["subject_end"])
        words = Evidence(document_id=row["subject_document_id"], sentence=0, span=span, quote=row["subject_quote"])
    return Decision(
        kind=DecisionKind(row["kind"]),
        subject=row["subject"],
        decided_by=row["decided_by"],
        decided_at=row["decided_at"].astimezone(UTC),
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        others=tuple(row["others"] or ()),
        attribute=row["attribute"],
        value=row["value"],
        evidence=tuple(_evidence_of(evidence) for evidence in row["evidence"] or ()),
        note=row["note"],
        words=words,
        other_words=tuple(_evidence_of(evidence) for evidence in row["other_words"] or ()),
    )


def _evidence_row(evidence: Evidence) -> dict[str, Any]:
    return {
        "document_id": evidence.document_id,
        "sentence": evidence.sentence,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "quote": evidence.quote,
    }


def _evidence_of(row: Mapping[str, Any]) -> Evidence:
    return Evidence(
        document_id=row["document_id"],
        sentence=row["sentence"],
        span=Span(start=row["start"], end=row["end"]),
        quote=row["quote"],
    )
