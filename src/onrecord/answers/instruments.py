"""Which mentions are of one and the same agreement.

Comes in: agreement mentions with their steps, from many documents. Goes out: the same mentions in groups, one group
an instrument. It compares parties, years of signature and names, and does not depend on the order of the mentions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.record.names import year_in
from onrecord.record.sets import DisjointSets
from onrecord.types import Factuality, Precision, StepKind

MOST_AFTER = 60
"""Days for which a treaty that was just signed needs no name."""


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

    @property
    def signed_on(self) -> date | None:
        """The day of a certain signature, where one is told to the day."""
        for step in self.steps:
            signed = step["kind"] == StepKind.SIGNED and step["factuality"] == Factuality.CERTAIN
            if signed and step["precision"] == Precision.DAY:
                day: date = step["earliest"]
                return day
        return None


def signed_year(group: Iterable[Mention]) -> int | None:
    """The earliest year of signature that is told of an instrument."""
    return min((mention.year for mention in group if mention.year), default=None)


def instruments(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Put mentions of one instrument together.

    Returns:
        Groups, each in the order of ``mentions``, in the order of their first mention.
    """
    same = DisjointSets(len(mentions))
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
    _join_news(same, mentions)
    return [[mentions[number] for number in group] for group in same.groups()]


def _join_news(same: DisjointSets, mentions: Sequence[Mention]) -> None:
    """Let news of a treaty that name it by nothing but its parties join the only one that these had just signed. What
    was still to come stays apart: it may have been another."""
    groups = same.groups()
    signed: defaultdict[frozenset[str], list[tuple[date, int]]] = defaultdict(list)
    for group in groups:
        parties = frozenset[str]().union(*(mentions[number].parties for number in group))
        days = [day for number in group if (day := mentions[number].signed_on)]
        if days and len(parties) > 1:
            signed[parties].append((min(days), group[0]))
    for group in groups:
        members = [mentions[number] for number in group]
        if any(mention.key or mention.year or len(mention.parties) < 2 for mention in members):
            continue
        homes = [home for day, home in signed[members[0].parties] if all(_news_of(day, one) for one in members)]
        if len(homes) == 1:
            same.join(homes[0], group[0])


def _news_of(signed: date, mention: Mention) -> bool:
    """Whether a mention can be news of a signature on a day."""
    return not mention.row["prospective"] and 0 <= (mention.row["published"] - signed).days <= MOST_AFTER


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
