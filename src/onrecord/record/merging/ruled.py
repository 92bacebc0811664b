"""Events as people ruled: those that were put together, and those that were taken apart.

Comes in: events with the rows of their mentions, and decisions. Goes out: events of the same mentions. Decisions are
applied one after the other, the oldest first, on what merging found: so a report that comes later joins its event, and
where that event was ruled on, what people made of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from onrecord.record.decisions import Decision, DecisionKind
from onrecord.record.merging import Event, event_id

Row = Mapping[str, Any]


def ruled(events: Iterable[Event], rows: Mapping[str, Row], decisions: Sequence[Decision]) -> list[Event]:
    """The events that are left when decisions are applied, by the publication of their first mention.

    Args:
        events: What merging found; every mention in one.
        rows: The row of each mention, by id.
        decisions: Those that merge or split, the oldest first; what they name is where its words stand now.
    """
    groups = _Groups(events, rows)
    for decision in decisions:
        if decision.kind is DecisionKind.MERGE:
            groups.merge((decision.subject, *decision.others))
        else:
            groups.split(decision.subject, decision.others)
    return groups.events()


class _Groups:
    """Mentions in groups. All rows of one trigger stay together: they are views of one mention."""

    def __init__(self, events: Iterable[Event], rows: Mapping[str, Row]) -> None:
        self._rows = rows
        self._group = {one: number for number, event in enumerate(events) for one in event.mention_ids}
        self._members: defaultdict[int, set[str]] = defaultdict(set)
        self._triggers: defaultdict[tuple[Any, ...], set[str]] = defaultdict(set)
        for one, number in self._group.items():
            self._members[number].add(one)
            self._triggers[_trigger(rows[one])].add(one)

    def merge(self, mentions: Iterable[str]) -> None:
        numbers = sorted({self._group[one] for one in mentions if one in self._group})
        for number in numbers[1:]:
            self._move(set(self._members[number]), numbers[0])

    def split(self, mention: str, others: Iterable[str]) -> None:
        home = self._group.get(mention)
        leaving = {one for one in others if one in self._group and self._group[one] == home}
        leaving = {alike for one in leaving for alike in self._triggers[_trigger(self._rows[one])]}
        if leaving and mention not in leaving:
            self._move(leaving, max(self._members) + 1)

    def _move(self, mentions: set[str], number: int) -> None:
        for one in mentions:
            self._members[self._group[one]].discard(one)
            self._members[number].add(one)
            self._group[one] = number

    def events(self) -> list[Event]:
        kept = [sorted(members, key=self._order) for members in self._members.values() if members]
        kept.sort(key=lambda members: self._order(members[0]))
        return [Event(id=event_id(members[0]), mention_ids=tuple(members)) for members in kept]

    def _order(self, mention: str) -> tuple[Any, ...]:
        row = self._rows[mention]
        return row["published"], row["document_id"], row["start"], row["end"], mention


def _trigger(row: Row) -> tuple[Any, ...]:
    return row["document_id"], row["start"], row["end"]
