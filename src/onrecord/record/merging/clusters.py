"""Mentions of one event, gathered: what they tell together, and which further mention is of the same event.

Comes in: mentions of one block, or of a narrower one. Goes out: `Cluster`, the mentions that are taken for one event;
`found`, which divides mentions of one date; and `Shelf`, clusters by date. Nothing here depends on the order in which
mentions are given.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from onrecord.record.merging.mentions import Mention

SHORT = 7
"""Days within which two stretches of time need only touch to be one event's; a longer one must hold the shorter."""

SHARED_WORDS = 2
SHARED_PART = 0.25
"""Telling words that two sentences must share, in number and as part of the shorter, where parties and date do not tell
the event: a state can accuse another of several things on one day."""

BASE = {"arrival": "visit"}
"""Kinds that are part of another: an arrival is part of a visit."""


@dataclass(eq=False)
class Cluster:
    """Mentions taken for one event, and when it was or was to be; no day for those that have no date."""

    first: date | None
    last: date | None
    members: list[Mention] = field(default_factory=list)
    persons: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    aspects: dict[str, Any] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)

    def add(self, mentions: Iterable[Mention]) -> Cluster:
        """Take mentions in."""
        for mention in sorted(mentions, key=lambda mention: mention.order):
            self.members.append(mention)
            for actor, person in mention.persons:
                self.persons[actor].add(person)
            for name, value in mention.aspects.items():
                self.aspects.setdefault(name, value)
            self.kinds.add(base(mention))
            self.documents.add(mention.document_id)
        return self

    def accepts(self, mention: Mention) -> bool:
        """Whether nothing that the mention tells speaks against its being of this event."""
        persons = mention.persons_by_actor
        if any(not (persons[actor] & self.persons[actor]) for actor in persons.keys() & self.persons.keys()):
            return False
        if any(self.aspects.get(name, value) != value for name, value in mention.aspects.items()):
            return False
        return mention.joint or any(alike(mention, member) for member in self.members)

    def shares_persons(self, mention: Mention) -> bool:
        return any(person in self.persons.get(actor, ()) for actor, person in mention.persons)


class Shelf:
    """Clusters by date."""

    def __init__(self) -> None:
        self._short: list[Cluster] = []
        self._long: list[Cluster] = []

    def add(self, clusters: Iterable[Cluster]) -> None:
        """Put clusters that have a date on the shelf; no others."""
        for cluster in clusters:
            if cluster.first is not None and cluster.last is not None:
                (self._short if days(cluster.first, cluster.last) <= SHORT else self._long).append(cluster)
        self._short.sort(key=_first_day)
        self._long.sort(key=_first_day)

    def within(self, first: date, last: date) -> list[Cluster]:
        """Clusters whose event can lie in a period: inside it, or, when the period is short too, touching it."""
        inside = [c for c in _beginning(self._long, first, last) if c.last and c.last <= last]
        if days(first, last) > SHORT:
            return _beginning(self._short, first, last) + inside
        near = _beginning(self._short, first - timedelta(days=SHORT), last)
        return [cluster for cluster in near if cluster.last and cluster.last >= first] + inside


def _beginning(clusters: Sequence[Cluster], first: date, last: date) -> list[Cluster]:
    """Clusters, given by their first day, that begin in a period."""
    start = bisect_left(clusters, first, key=_first_day)
    return list(clusters[start : bisect_right(clusters, last, lo=start, key=_first_day)])


def days(first: date, last: date) -> int:
    """How many days a stretch of time has."""
    return (last - first).days + 1


def base(mention: Mention) -> str:
    """The kind by which a mention finds its like."""
    return BASE.get(mention.kind, mention.kind)


def alike(one: Mention, other: Mention) -> bool:
    """Whether two sentences share enough telling words."""
    shared = len(one.words & other.words)
    return shared >= SHARED_WORDS and shared >= SHARED_PART * min(len(one.words), len(other.words))


def only(mention: Mention, candidates: Sequence[Cluster]) -> Cluster | None:
    """The one event that a mention can be of; None when there is none, or when several are as likely.

    Of several the one of the same kind counts, else the one that is told in the same document, else the one with the
    same persons.
    """
    if len(candidates) == 1:
        return candidates[0]
    tests: tuple[Callable[[Cluster], bool], ...] = (
        lambda cluster: base(mention) in cluster.kinds,
        lambda cluster: mention.document_id in cluster.documents,
        lambda cluster: cluster.shares_persons(mention),
    )
    for test in tests:
        better = [cluster for cluster in candidates if test(cluster)]
        if len(better) == 1:
            return better[0]
        candidates = better or candidates
    return None


def join(cluster: Cluster, mentions: Iterable[Mention]) -> list[Mention]:
    """Add mentions each of which the event accepts; returns those that stay out because they contradict each other."""
    ordered = sorted(mentions, key=lambda mention: mention.order)
    if _agree(ordered):
        cluster.add(ordered)
        return []
    cluster.add(mention for mention in ordered if not _wealth(mention))
    return [mention for mention in ordered if _wealth(mention)]


def found(mentions: Iterable[Mention], first: date | None, last: date | None) -> list[Cluster]:
    """Divide mentions of one block and one date into events.

    Those that tell most (persons, from whom to whom, which step, which of a series) come first; one that tells less
    joins the only event that it fits, and stands with its like when it fits none or several.
    """
    clusters: list[Cluster] = []
    by_wealth = sorted(mentions, key=_wealth, reverse=True)
    for _, level in groupby(by_wealth, key=_wealth):
        joining: defaultdict[int, list[Mention]] = defaultdict(list)
        for mention in level:
            cluster = only(mention, [cluster for cluster in clusters if cluster.accepts(mention)])
            joining[-1 if cluster is None else clusters.index(cluster)].append(mention)
        rest = joining.pop(-1, [])
        for number, joined in joining.items():
            rest += join(clusters[number], joined)
        clusters += [Cluster(first, last).add(part) for part in _parts(rest)]
    return clusters


def _parts(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions that tell equally much, divided so that within a part nothing speaks against anything."""
    by_telling: defaultdict[Any, list[Mention]] = defaultdict(list)
    for mention in mentions:
        words = frozenset() if mention.joint else mention.words
        by_telling[mention.persons, mention.course, mention.step, mention.ordinal, words].append(mention)
    alike_ones = sorted(by_telling.values(), key=lambda part: min(mention.order for mention in part))
    parts = []
    for numbers in _connected([Cluster(None, None).add(part) for part in alike_ones]):
        chosen = [alike_ones[number] for number in numbers]
        if _agree([part[0] for part in chosen]):
            chosen = [[mention for part in chosen for mention in part]]
        parts += chosen
    return parts


def _connected(clusters: Sequence[Cluster]) -> list[list[int]]:
    """Numbers of clusters that accept each other, directly or by way of others."""
    unseen, parts = set(range(len(clusters))), []
    while unseen:
        part, queue = [], [min(unseen)]
        unseen.discard(queue[0])
        while queue:
            part.append(queue.pop())
            near = [n for n in unseen if clusters[part[-1]].accepts(clusters[n].members[0])]
            unseen.difference_update(near)
            queue += near
        parts.append(sorted(part))
    return parts


def _agree(mentions: Sequence[Mention]) -> bool:
    """Whether of any two mentions neither contradicts the other; words, which never contradict, are not looked at."""
    whole: dict[str, Any] = {}
    persons: dict[str, set[str]] = {}
    for mention in mentions:
        for name, value in mention.aspects.items():
            if whole.setdefault(name, value) != value:
                return False
        for actor, those in mention.persons_by_actor.items():
            if not (persons.setdefault(actor, set(those)) & those):
                return False
            persons[actor] |= those
    return True


def _wealth(mention: Mention) -> int:
    return len(mention.persons_by_actor) + len(mention.aspects)


def _first_day(cluster: Cluster) -> date:
    return cluster.first or date.max
