"""Which mentions are of one and the same agreement.

Comes in: agreement mentions with their steps, from many documents. Goes out: the same mentions in groups, one group
an instrument. It compares parties, years of signature and names, and does not depend on the order of the mentions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.record.names import year_in
from onrecord.types import Factuality, StepKind


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: its row, and the rows of its steps."""

    row: dict[str, Any]
    steps: tuple[dict[str, Any], ...]

    @property
    def name(self) -> str:
        return str(self.row["name"])

    @property
    def parties(self) -> frozenset[str]:
        return frozenset(self.row["parties"])

    @property
    def lineage(self) -> Iterator[tuple[str, str]]:
        return zip(self.row["lineage_relations"], self.row["lineage_names"], strict=True)

    @property
    def key(self) -> str:
        """What its name tells; empty when that is nothing."""
        return str(self.row["name_key"])

    @property
    def year(self) -> int | None:
        """The year of signature: as told of a certain step, else as in the name."""
        for step in self.steps:
            first, last = step["earliest"], step["latest"]
            certain = step["kind"] == StepKind.SIGNED and step["factuality"] == Factuality.CERTAIN
            if certain and first and last and first.year == last.year:
                return int(first.year)
        return year_in(self.name)


def signed_year(group: Iterable[Mention]) -> int | None:
    """The earliest year of signature that is told of an instrument."""
    return min((mention.year for mention in group if mention.year), default=None)


def instruments(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Put mentions of one instrument together.

    Returns:
        Groups, each in the order of ``mentions``, in the order of their first mention.
    """
    same = _Groups(len(mentions))
    by_signature: dict[tuple[frozenset[str], int], int] = {}
    by_name: defaultdict[str, list[int]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        if len(mention.parties) > 1 and mention.year:
            same.join(by_signature.setdefault((mention.parties, mention.year), number), number)
        if mention.key:
            by_name[mention.key].append(number)
    for numbers in by_name.values():
        for alike in _not_contradicting(mentions, numbers):
            for number in alike[1:]:
                same.join(alike[0], number)
    return [[mentions[number] for number in group] for group in same.groups()]


def _not_contradicting(mentions: Sequence[Mention], numbers: Sequence[int]) -> list[list[int]]:
    """Split mentions of one name by parties and by year; those that tell less go where only one place is open."""
    groups: list[list[int]] = []
    for alike in _split(numbers, lambda number: mentions[number].parties or None, _part_of):
        groups += _split(alike, lambda number: mentions[number].year, lambda one, other: one == other)
    return groups


def _split(numbers: Sequence[int], feature: Any, agrees: Any) -> list[list[int]]:
    """Groups by feature. A mention whose feature agrees with just one of the fullest ones, or is not known where
    there is only one, joins it."""
    known = {feature(number) for number in numbers} - {None}
    fullest = [one for one in known if not any(one != other and agrees(one, other) for other in known)]
    groups: dict[Any, list[int]] = {}
    for number in numbers:
        value = feature(number)
        homes = [one for one in fullest if value is None or value == one or agrees(value, one)]
        groups.setdefault(homes[0] if len(homes) == 1 else value, []).append(number)
    return list(groups.values())


def _part_of(one: frozenset[str], other: frozenset[str]) -> bool:
    return one < other


class _Groups:
    """Disjoint sets of numbers."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def _root(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        self._parent[second] = first

    def groups(self) -> list[list[int]]:
        members: defaultdict[int, list[int]] = defaultdict(list)
        for number in range(len(self._parent)):
            members[self._root(number)].append(number)
        return list(members.values())
