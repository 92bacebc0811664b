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


@cache
def _days_in_figures() -> dict[tuple[int, int], date]:
    text = (files("onrecord.reading") / "data" / "known_days.toml").read_text("utf-8")
    days = [date.fromisoformat(entry["date"]) for entry in tomllib.loads(text)["day"] if entry.get("in_figures")]
    return {(day.month, day.day): day for day in days}


def known_day_in_figures(month: int, day: int) -> date | None:
    """The day that "month/day" names by itself, as "9/11" does; None for others."""
    return _days_in_figures().get((month, day))


def known_day(month: int, day: int, noun: str) -> date | None:
    """The day that a month, a day and the noun after them name whatever the year of the report; None for others."""
    return _known_days().get((month, day, noun.lower()))
