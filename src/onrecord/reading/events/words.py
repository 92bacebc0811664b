"""Word classes of ``event_words.toml``, by name."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def word_set(name: str) -> frozenset[str]:
    """The lemmas of a class, for example ``support``."""
    return frozenset(_table()[name].split())


@cache
def _table() -> dict[str, str]:
    return tomllib.loads((files("onrecord.reading") / "data" / "event_words.toml").read_text("utf-8"))
