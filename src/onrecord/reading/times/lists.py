"""Closed lists of words, from ``data/times_lists.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads((files("onrecord.reading") / "data" / "times_lists.toml").read_text("utf-8"))


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a list.

    Raises:
        KeyError: when there is no such list.
    """
    return frozenset(_lists()[name].split())
