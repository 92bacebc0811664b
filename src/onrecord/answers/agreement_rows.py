"""One agreement as a row: put together from the mentions of it and from what registers have, or from a register alone.

Comes in: mentions of one instrument, entries of registers, who is asked for, and a date. Goes out: the row, and by what
it is ordered and chosen. What only the row has is found out when the row is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from onrecord.answers.agreement_steps import is_certain, state_of, step_text, steps_of
from onrecord.answers.instruments import Mention, signed_year
from onrecord.answers.registered import contradictions, in_force, matching, step_texts
from onrecord.record.registers import RegisterEntry
from onrecord.types import StepKind

Row = dict[str, Any]
Days = tuple[date | None, date | None]
"""The first and the last day on which a step can have been taken."""


class Told:
    """An agreement that reports tell of.

    Args:
        group: All its mentions, in the order of publication.
        entries: What registers have.
        wanted: Who is asked for.
        as_of: The date that is asked about.
    """

    def __init__(
        self, group: Sequence[Mention], entries: Sequence[RegisterEntry], wanted: Sequence[str], as_of: date | None
    ) -> None:
        self._group = group
        self._entries = entries
        self._wanted = wanted
        self._as_of = as_of

    @cached_property
    def parties(self) -> frozenset[str]:
        """All who are told to be parties."""
        return frozenset[str]().union(*(mention.parties for mention in self._group))

    @cached_property
    def registered(self) -> list[RegisterEntry]:
        """The entries of registers that are the same instrument; one that lies ahead is in none."""
        if not self._entries or self._prospective:
            return []
        return matching(self._entries, sorted(self.parties), signed_year(self._group), self._telling.name)

    @cached_property
    def dates(self) -> list[Days]:
        """The days of its steps."""
        told = [(step["earliest"], step["latest"]) for step in self._steps if step["precision"]]
        return told + _days_of(self.registered)

    @cached_property
    def in_force(self) -> bool | None:
        """Whether it was in force on the date that is asked about."""
        return in_force(self.registered, self._steps, self._as_of)

    @property
    def order(self) -> tuple[Any, ...]:
        """By what agreements are ordered: when they were signed."""
        first = self._group[0].row
        year = signed_year(self._group)
        return _order(self.dates, year, first["published"], (first["document_id"], first["start"]), first["id"])

    def row(self) -> Row:
        """What is told of it; the outlet apart."""
        group, steps, first = self._group, self._steps, self._group[0].row
        signed = (step["told"] for step in steps if step["kind"] == StepKind.SIGNED and is_certain(step))
        duties = _distinct(duty for mention in group for duty in mention.row["obligations"])
        return {
            **{name: first[name] for name in ("quote", "context", "document_id", "published", "id")},
            **{name: first[name] for name in ("sentence", "start", "end")},
            "name": self._telling.name,
            "kind": self._telling.row["kind"],
            "parties": sorted(self.parties),
            "obligations": duties,
            "state": state_of(group, steps, self._as_of),
            "prospective": self._prospective,
            "signed": next(signed, None),
            "steps": [step_text(step) for step in steps],
            "step_quotes": [step["quote"] for step in steps],
            "step_contexts": [step["context"] for step in steps],
            "step_documents": [step["document_id"] for step in steps],
            "lineage": _distinct(f"{relation} {name}" for mention in group for relation, name in mention.lineage),
            "in_force": self.in_force,
            "registers": [one.label for one in self.registered],
            "register_steps": step_texts(self.registered, self._wanted),
            "register_obligations": _distinct(str(duty) for one in self.registered for duty in one.obligations),
            "contradictions": contradictions(self.registered, steps, duties),
            "mentions": len(group),
            "documents": len({mention.row["document_id"] for mention in group}),
            "quotes": [mention.row["quote"] for mention in group],
            "document_ids": [mention.row["document_id"] for mention in group],
            "mention_ids": [mention.row["id"] for mention in group],
        }

    @cached_property
    def _steps(self) -> list[Row]:
        return steps_of(self._group)

    @cached_property
    def _telling(self) -> Mention:
        """The mention with the longest name; the first of them."""
        return max(self._group, key=lambda mention: len(mention.name))

    @property
    def _prospective(self) -> bool:
        return all(mention.row["prospective"] for mention in self._group)


class Registered:
    """An agreement that only a register has; no report speaks of it.

    Args:
        entry: What the register has.
        wanted: Who is asked for.
        as_of: The date that is asked about.
    """

    def __init__(self, entry: RegisterEntry, wanted: Sequence[str], as_of: date | None) -> None:
        self._entry = entry
        self._wanted = wanted
        self.parties = frozenset(entry.parties)
        self.dates = _days_of([entry])
        self.in_force = in_force([entry], [], as_of)

    @property
    def order(self) -> tuple[Any, ...]:
        """By what agreements are ordered: when they were signed."""
        return _order(self.dates, None, self._entry.published, ("", 0), self._entry.id)

    def row(self) -> Row:
        """What the register tells of it."""
        entry = self._entry
        return {
            "name": entry.name,
            "kind": entry.kind,
            "parties": list(entry.parties),
            "obligations": [],
            "state": None,
            "prospective": False,
            "steps": [],
            "lineage": [],
            "mentions": 0,
            "documents": 0,
            "in_force": self.in_force,
            "registers": [entry.label],
            "register_steps": step_texts([entry], self._wanted),
            "register_obligations": [str(duty) for duty in entry.obligations],
            "contradictions": [],
            "quote": None,
            "id": entry.id,
            "published": entry.published,
        }


def _days_of(entries: Iterable[RegisterEntry]) -> list[Days]:
    return [(step.when.earliest, step.when.latest) for one in entries for step in one.steps if step.when]


def _order(
    dates: Iterable[Days], year: int | None, published: date | None, place: tuple[str, int], id: str
) -> tuple[Any, ...]:
    days = [day for earliest, latest in dates if (day := earliest or latest)]
    first = min(days, default=date(year, 1, 1) if year else date.max)
    return first, published or date.min, *place, id


def _distinct(texts: Iterable[str]) -> list[str]:
    return sorted(set(texts))
