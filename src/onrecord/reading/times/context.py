"""What a meaning is resolved in, and what comes of it.

Comes in: nothing; these are the small types between `component`, which walks through the text, and the modules that
resolve.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from onrecord.types import TimeKind, When


@dataclass(slots=True)
class Context:
    """``published``: the outlet's day. ``direction``: -1, 0, 1, asked only when needed. ``at``: the value of the last
    date in the text, ``at_day`` of the last single day; None at the start. ``opens_line``: whether the expression opens
    one."""

    published: date
    direction: Callable[[], float]
    at: str | None = None
    at_day: date | None = None
    opens_line: bool = False
    month_first: bool | None = None
    country: str | None = None
    quarters: list[str] = field(default_factory=list)
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """``when`` where the value does not tell it; ``counted``: the date at the end of a length ("two days later")."""

    value: str
    kind: TimeKind
    modifier: str | None
    ambiguous: bool = False
    when: When | None = None
    counted: str | None = None
