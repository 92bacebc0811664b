"""Which mentions are of one and the same agreement.

Comes in: agreement mentions with their steps, from many documents. Goes out: the same mentions in groups, one group
an instrument. It compares parties, times of signature, what they are on, and names, and does not depend on the order of
the mentions. Two that were signed at different times, or are on different matters, stay apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from onrecord.ontology.agreement_subjects import subjects
from onrecord.record.names import year_in
from onrecord.record.sets import DisjointSets
from onrecord.types import Factuality, StepKind

MOST_AFTER = timedelta(days=60)
"""How long a treaty that was just signed needs no name."""

MOST_AFTER_ON_ONE_SUBJECT = timedelta(days=365)
"""How long what is told of a treaty on a subject is of the last one on it that its parties signed."""

DAYS_OFF = timedelta(days=3)
"""How far apart two tellings of one signature are: reports date by their own days and zones."""

OF_ALLIES = "security"

Period = tuple[date, date]


class Mention:
    """One mention: its row, and the rows of its steps.

    Attributes:
        row, steps: As given.
        name: What it is called.
        key: What its name tells; empty when that is nothing.
        parties: Who agreed.
        year: The year of signature: as told of a certain step, else as in the name.
        signed: Within which days it was signed, as told for certain: the closest that is told, else the year in the
            name.
        subjects: What it is on, as its name and kind tell; allies' obligations make it one on security.
    """

    __slots__ = ("key", "name", "parties", "row", "signed", "steps", "subjects", "year")

    def __init__(self, row: dict[str, Any], steps: tuple[dict[str, Any], ...]) -> None:
        self.row = row
        self.steps = steps
        self.name = str(row["name"])
        self.key = str(row["name_key"])
        self.parties = frozenset[str](row["parties"])
        told: list[Period] = [
            (step["earliest"], step["latest"])
            for step in steps
            if step["kind"] == StepKind.SIGNED and step["factuality"] == Factuality.CERTAIN
            if step["earliest"] and step["latest"]
        ]
        in_one_year = (first.year for first, last in told if first.year == last.year)
        self.year: int | None = next(in_one_year, None) or year_in(self.name)
        self.signed: Period | None = min(told, key=closest, default=_whole(self.year))
        named = _subjects(f"{row['kind']}; {self.name}", self.key)
        self.subjects = named | {OF_ALLIES} if row["obligations"] else named

    @property
    def lineage(self) -> Iterator[tuple[str, str]]:
        return zip(self.row["lineage_relations"], self.row["lineage_names"], strict=True)


def _whole(year: int | None) -> Period | None:
    return (date(year, 1, 1), date(year, 12, 31)) if year else None


@lru_cache(maxsize=50_000)
def _subjects(name: str, key: str) -> frozenset[str]:
    return subjects(name, key.split())


def closest(period: Period) -> tuple[timedelta, Period]:
    """Orders what is told of one day: the closest first."""
    return period[1] - period[0], period


def signed_year(group: Iterable[Mention]) -> int | None:
    """The earliest year of signature that is told of an instrument."""
    return min((mention.year for mention in group if mention.year), default=None)


def instruments(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Put mentions of one instrument together.

    Returns:
        Groups, each in the order of ``mentions``, in the order of their first mention.
    """
    same = DisjointSets(len(mentions))
    by_parties: defaultdict[frozenset[str], list[int]] = defaultdict(list)
    by_name: defaultdict[str, list[int]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        if len(mention.parties) > 1:
            by_parties[mention.parties].append(number)
        if mention.key:
            by_name[mention.key].append(number)
    for numbers in by_parties.values():
        for alike in _by_signature(mentions, [number for number in numbers if mentions[number].signed]):
            _join_all(same, alike)
    for numbers in by_name.values():
        for alike in _not_contradicting(mentions, numbers):
            _join_all(same, alike)
    _join_news(same, mentions)
    return [[mentions[number] for number in group] for group in same.groups()]


def _join_all(same: DisjointSets, numbers: Sequence[int]) -> None:
    for number in numbers[1:]:
        same.join(numbers[0], number)


@dataclass(slots=True)
class _Signature:
    """One signing, as it takes shape: within which days, and of what."""

    period: Period
    subjects: frozenset[str]
    numbers: list[int]


def _by_signature(mentions: Sequence[Mention], numbers: Iterable[int]) -> list[list[int]]:
    """Mentions of the same parties, by what they signed when. Those that tell most come first: those of a subject, and
    the closest dates. One that can be of several is of none of them."""
    told: defaultdict[tuple[frozenset[str], Period], list[int]] = defaultdict(list)
    for number in numbers:
        period = mentions[number].signed
        if period is not None:
            told[mentions[number].subjects, period].append(number)
    made: list[_Signature] = []
    apart: list[list[int]] = []
    for (about, period), alike in sorted(told.items(), key=lambda one: _telling(*one[0])):
        homes = [one for one in made if near(one.period, period) and _agree(one.subjects, about)]
        if len(homes) == 1:
            homes[0].numbers += alike
            homes[0].subjects |= about
        elif homes:
            apart.append(alike)
        else:
            made.append(_Signature(period, about, list(alike)))
    return [one.numbers for one in made] + apart


def _telling(about: frozenset[str], period: Period) -> tuple[object, ...]:
    return not about, period[1] - period[0], period, sorted(about)


def near(one: Period, other: Period) -> bool:
    """Whether two tellings can be of one signing. A vague one ("earlier this year") is off by as much as it spans."""
    off = max([DAYS_OFF, *(last - first for first, last in (one, other) if not _is_calendar(first, last))])
    return max(one[0], other[0]) - min(one[1], other[1]) <= off


def _is_calendar(first: date, last: date) -> bool:
    """Whether a period is a whole month or year, which nobody says for a neighbouring one."""
    return first.day == 1 and (last + timedelta(days=1)).day == 1 and (last - first).days in (*range(27, 31), 364, 365)


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or bool(one & other)


def _join_news(same: DisjointSets, mentions: Sequence[Mention]) -> None:
    """Let what is told of a treaty without a date join the only one of its parties that it can be: news of one that was
    just signed, and what is told of the last one on its subject, which a plan for one foretold."""
    groups = same.groups()
    signed: defaultdict[frozenset[str], list[tuple[date, frozenset[str], int]]] = defaultdict(list)
    for group in groups:
        parties = frozenset[str]().union(*(mentions[number].parties for number in group))
        periods = [period for number in group if (period := mentions[number].signed) and _is_known(period)]
        about = frozenset[str]().union(*(mentions[number].subjects for number in group))
        if periods and len(parties) > 1:
            signed[parties].append((min(periods, key=closest)[0], about, group[0]))
    for group in groups:
        members = [mentions[number] for number in group]
        if any(mention.signed or len(mention.parties) < 2 for mention in members):
            continue
        homes = [
            home for day, about, home in signed[members[0].parties] if all(_news_of(day, about, one) for one in members)
        ]
        if len(homes) == 1:
            same.join(homes[0], group[0])


def _is_known(period: Period) -> bool:
    """Whether the month of a signature is known, at least."""
    return (period[1] - period[0]).days <= 31


def _news_of(signed: date, about: frozenset[str], mention: Mention) -> bool:
    """Whether a mention can be news of a signature on a day, or was a plan for it."""
    if not _agree(about, mention.subjects):
        return False
    since: timedelta = mention.row["published"] - signed
    of_subject = bool(about & mention.subjects)
    if mention.row["prospective"]:
        return of_subject and timedelta() <= -since <= MOST_AFTER
    return timedelta() <= since + DAYS_OFF and since <= (MOST_AFTER_ON_ONE_SUBJECT if of_subject else MOST_AFTER)


def _not_contradicting(mentions: Sequence[Mention], numbers: Sequence[int]) -> list[list[int]]:
    """Split mentions of one name by parties and by signature; those that tell less go where only one place is open."""
    groups: list[list[int]] = []
    for alike in _split(numbers, lambda number: mentions[number].parties or None, _part_of):
        signed = _by_signature(mentions, alike)
        undated = [number for number in alike if mentions[number].signed is None]
        if len(signed) == 1:
            undated = [number for number in undated if _not_long_before(mentions, signed[0], number)]
        groups += [signed[0] + undated] if len(signed) == 1 else [*signed, *([] if signed else [undated])]
    return groups


def _not_long_before(mentions: Sequence[Mention], signed: Sequence[int], number: int) -> bool:
    """Whether what is told of an agreement can be told of one that was signed: not when it came out long before."""
    first = min(period[0] for one in signed if (period := mentions[one].signed))
    published: date = mentions[number].row["published"]
    return first - published <= MOST_AFTER


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
