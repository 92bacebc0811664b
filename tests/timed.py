"""What tests of time expressions share: the publication day, and what a text is told to hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from onrecord.types import TimeExpression

FRIDAY = date(2024, 6, 14)
TimesOf = Callable[..., tuple[TimeExpression, ...]]


def told(found: tuple[TimeExpression, ...]) -> list[tuple[str, str]]:
    """Quote and value of each expression."""
    return [(each.evidence.quote, each.value) for each in found]
