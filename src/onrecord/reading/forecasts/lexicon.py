"""The words that forecasts are told by, from ``data/forecast_cues.toml``.

Comes in: nothing. Goes out: sets of lemmas and word forms, grouped as in the file. How likely a word makes what it
announces is not here but in `onrecord.ontology.hedges`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

MODALS = frozenset({"will", "'ll", "’ll", "may", "might", "could", "would", "wo", "ca", "can"})


@cache
def words(section: str, group: str) -> frozenset[str]:
    """One group of words, e.g. ``words("infinitive", "verbs")``."""
    return frozenset(_file()[section][group])


@cache
def _file() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("onrecord.reading") / "data" / "forecast_cues.toml").read_text("utf-8"))
