"""Things a number at a time, so that many are never held at once.

Comes in: anything that can be gone through. Goes out: lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in their order, ``size`` at a time; the last list may be shorter."""
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch
