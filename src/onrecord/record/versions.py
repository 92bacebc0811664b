"""The numbers of the newest versions of tables, without looking at each log every time.

Comes in: the folder of a record, and what looks at a log. Goes out: the number. A log on this machine is looked at
again when its folder changed; one elsewhere every time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

SETTLED = 1_000_000_000
"""Nanoseconds after which no further change bears the same time."""


class Versions:
    """The versions that were found.

    Args:
        folder: Of the record; None when it is not on this machine.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._known: dict[str, tuple[int, int]] = {}

    def of(self, name: str, look: Callable[[], int]) -> int:
        """The number of a table's newest version.

        Args:
            name: Of the table.
            look: Finds it out.
        """
        changed = self._changed_at(name)
        known = self._known.get(name)
        if known and known[0] == changed:
            return known[1]
        version = look()
        if changed and time.time_ns() - changed > SETTLED:
            self._known[name] = (changed, version)
        return version

    def _changed_at(self, name: str) -> int | None:
        """When a table's log last got a version, in nanoseconds since 1970."""
        try:
            return (self._folder / name / "_delta_log").stat().st_mtime_ns if self._folder else None
        except OSError:
            return None
