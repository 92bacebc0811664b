"""Known registers of agreements, from the files that they publish.

Comes in: the name of a format and a file: ATOP (alliances), UNTC (participants in multilateral treaties), DESTA (trade
agreements). Goes out: `Imported`, register entries and what was left out and why. It writes to no record.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from onrecord.errors import BadQuery
from onrecord.exchange import atop, desta, untc
from onrecord.exchange.tables import Skipped
from onrecord.record.registers import RegisterEntry

_READERS: dict[str, Callable[[Path, Skipped], list[RegisterEntry]]] = {
    "atop": atop.entries,
    "untc": untc.entries,
    "desta": desta.entries,
}
FORMATS = tuple(_READERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a file held.

    Attributes:
        entries: The agreements, in the order of the file.
        skipped: What was left out: how often, by reason.
        examples: One of each, by reason.
    """

    entries: tuple[RegisterEntry, ...]
    skipped: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)


def read_register(format: str, path: Path, *, published: date | None = None) -> Imported:
    """Read a register's file.

    Args:
        format: ``atop`` (member or alliance level), ``untc`` (the index; participants lie in ``treaties`` beside it) or
            ``desta``.
        path: The file.
        published: When this edition was published; nothing of it counts as known before. None: every step counts as
            known from its own day, as acts of state are public.

    Returns:
        The entries. A party or a date that cannot be told is left out, counted and named; it never stops the reading.

    Raises:
        BadQuery: for another format.
        UnreadableSource: when the file is missing or is not in that format.
    """
    if format not in _READERS:
        raise BadQuery("is no format of a register", subject=format, remedy=f"Known: {', '.join(FORMATS)}.")
    skipped = Skipped()
    entries = _READERS[format](path, skipped)
    if published is not None:
        entries = [replace(entry, published=published) for entry in entries]
    return Imported(entries=tuple(entries), skipped=dict(skipped.counts), examples=dict(skipped.examples))
