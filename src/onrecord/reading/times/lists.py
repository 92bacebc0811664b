"""Closed lists of words, from ``data/times_lists.toml``, and the days that news names without their year."""

from __future__ import annotations

import tomllib
from datetime import date
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


@cache
def _known_days() -> dict[tuple[int, int, str], date]:
    text = (files("onrecord.reading") / "data" / "known_days.toml").read_text("utf-8")
    days = [(date.fromisoformat(entry["date"]), entry["nouns"]) for entry in tomllib.loads(text)["day"]]
    return {(day.month, day.day, noun): day for day, nouns in days for noun in nouns}


def known_day(month: int, day: int, noun: str) -> date | None:
    """The day that a month, a day and the noun after them name whatever the year of the report; None for others."""
    return _known_days().get((month, day, noun.lower()))
