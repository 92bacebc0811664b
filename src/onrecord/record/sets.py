"""Numbers in sets that are joined step by step: which of many things belong together.

Comes in: how many there are, and pairs that belong together. Goes out: the sets. Each is known by its smallest number.
"""

from __future__ import annotations

from collections import defaultdict


class DisjointSets:
    """The numbers from 0, each in a set of its own until it is joined to others."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, number: int) -> int:
        """The smallest number of its set."""
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Make one set of two."""
        first, second = sorted((self.root(one), self.root(other)))
        self._parent[second] = first

    def groups(self) -> list[list[int]]:
        """All sets, each in order, by their smallest numbers."""
        members: defaultdict[int, list[int]] = defaultdict(list)
        for number in range(len(self._parent)):
            members[self.root(number)].append(number)
        return list(members.values())
