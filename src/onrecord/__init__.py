"""Onrecord reads news reports about relations between states and keeps the record.

    >>> import onrecord
    >>> reading = onrecord.read(text, published="2024-06-14")      # doctest: +SKIP
    >>> onrecord.rows(reading, "events").to_pandas()               # doctest: +SKIP
    >>> record = onrecord.Record("relations")                      # doctest: +SKIP
    >>> record.add(reading)                                        # doctest: +SKIP
    >>> record.dossier("RUS", "PRK", as_of=date(2024, 6, 14))      # doctest: +SKIP

This module is the whole public API, with `onrecord.types` and `onrecord.errors`. What it names is imported when it is
first used, so that ``import onrecord`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "library": ("Record", "document", "read", "rows"),
    "answers": ("Dossier", "Rows"),
    "reading.reader": ("Reader",),
    "settings": ("Settings", "load_settings"),
    "errors": ("OnrecordError",),
    "types": (
        "Actor",
        "ActorMention",
        "Agreement",
        "Document",
        "EventMention",
        "Evidence",
        "Forecast",
        "Holder",
        "Link",
        "Reading",
        "Resolution",
        "Span",
        "Statement",
        "TimeExpression",
        "When",
    ),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Actor",
    "ActorMention",
    "Agreement",
    "Document",
    "Dossier",
    "EventMention",
    "Evidence",
    "Forecast",
    "Holder",
    "Link",
    "OnrecordError",
    "Reader",
    "Reading",
    "Record",
    "Resolution",
    "Rows",
    "Settings",
    "Span",
    "Statement",
    "TimeExpression",
    "When",
    "__version__",
    "document",
    "load_settings",
    "read",
    "rows",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)


if TYPE_CHECKING:
    from onrecord.answers import Dossier, Rows
    from onrecord.errors import OnrecordError
    from onrecord.library import Record, document, read, rows
    from onrecord.reading.reader import Reader
    from onrecord.settings import Settings, load_settings
    from onrecord.types import (
        Actor,
        ActorMention,
        Agreement,
        Document,
        EventMention,
        Evidence,
        Forecast,
        Holder,
        Link,
        Reading,
        Resolution,
        Span,
        Statement,
        TimeExpression,
        When,
    )
