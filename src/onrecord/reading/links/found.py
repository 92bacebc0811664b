"""What every finder of links yields, and the words that links are told by (``data/link_cues.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.reading.forecasts.clauses import Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A link in tokens: the stretches of cause and effect, and that of the cue."""

    cause: Stretch
    effect: Stretch
    relation: str
    cue: Stretch


@cache
def words(section: str, group: str) -> frozenset[str]:
    """One list of words."""
    return frozenset(table(section)[group])


@cache
def table(section: str) -> dict[str, Any]:
    """A section of the file."""
    part: dict[str, Any] = _file()[section]
    return part


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((files("onrecord.reading") / "data" / "link_cues.toml").read_text("utf-8"))
