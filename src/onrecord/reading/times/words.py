"""Words for the rules of time expressions.

Comes in: a text. Goes out: its words with offsets, each with the class that the lexicon ``data/times_words.toml``
gives it and a value; number words are put together by `numbers`. A class is kept as one character, so that a rule
can be a regular expression over classes. It decides nothing that needs grammar or a date.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.reading.times import numbers

Value = int | float | str
OTHER = "\x00"
"""The class of a word that the lexicon does not know."""

_TOKEN = re.compile(
    r"""
      (?P<PART_OF_YEAR_FIRST>(?:Q[1-4]|H[12])\b)
    | (?P<word>(?![apAP](?:\.\s?)?[mM]\b)[^\W\d_]+)
    | (?P<ISO>\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?)(?![\d-])
    | (?P<NUMERIC>\d{1,2}(?P<separator>[/.])\d{1,2}(?P=separator)(?:\d{4}|\d{2}))(?![/.]?\d)
    | (?P<PART_OF_YEAR>[1-4]Q\b)
    | (?P<CLOCK>\d{1,2}:\d{2})(?::\d{2})?(?![\d:])
    | (?P<DECADE>(?:\d{3}0|\d0)s|['’‘]\d0s)\b
    | (?P<ORDINAL>\d{1,3}(?:st|nd|rd|th))\b
    | (?P<MONEY>[$£€¥#]\s?\d[\d,.]*)
    | (?P<NUMBER>\d+(?:,\d{3}(?!\d))*(?:\.\d+)?)
    | (?P<SHORT_YEAR>['’‘]\d{2})(?![\d\w])
    | (?P<MERIDIEM>[apAP]\.\s?[mM]\b\.?|[apAP][mM]\b)
    | (?P<mark>[^\w\s]|_)
    """,
    re.VERBOSE,
)
_PATTERN_CLASSES = ("ISO", "NUMERIC", "PART_OF_YEAR", "CLOCK", "MONEY", "SHORT_YEAR", "MERIDIEM")
_NUMBER_CLASSES = ("DAY_NUMBER", "YEAR_NUMBER", "NUMBER")
_CAPITAL_ONLY = ("MONTH", "MONTH_SHORT", "WEEKDAY_SHORT")
FIRST_YEAR, LAST_YEAR = 1000, 2199
_LONGEST_NUMBER = 12


class Word(NamedTuple):
    """A word or phrase of the lexicon, or a number, at ``text[start:end]``."""

    text: str
    start: int
    end: int
    kind: str
    value: Value


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``singles``: word to (class, value). ``phrases``: first word to (its words, class, value), the longest first.
    ``letters``: class to the character that stands for it."""

    singles: dict[str, tuple[str, Value]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str, Value], ...]]
    letters: dict[str, str]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    tables = tomllib.loads((files("onrecord.reading") / "data" / "times_words.toml").read_text("utf-8"))
    singles: dict[str, tuple[str, Value]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str, Value]]] = {}
    for name, table in tables.items():
        for entry, value in table.items():
            parts = tuple(m.group().lower() for m in _TOKEN.finditer(entry))
            if len(parts) == 1:
                singles.setdefault(entry, (name, value))
            else:
                phrases.setdefault(parts[0], []).append((parts, name, value))
    names = dict.fromkeys((*tables, *_PATTERN_CLASSES, *_NUMBER_CLASSES))
    return Lexicon(
        singles=singles,
        phrases={first: tuple(sorted(found, key=lambda f: -len(f[0]))) for first, found in phrases.items()},
        letters={name: chr(0xE000 + number) for number, name in enumerate(names)},
    )


def words_of(text: str) -> list[Word]:
    """The words of a text in order; white space is between them."""
    matches = list(_TOKEN.finditer(text))
    raw = [m.group().lower() for m in matches]
    known = lexicon()
    found: list[Word] = []
    at = 0
    while at < len(matches):
        lower, match = raw[at], matches[at]
        phrase = _phrase(known, raw, at) if lower in known.phrases else None
        if phrase is None and match.lastgroup == "word" and lower not in known.singles:
            start, end = match.span()
            found.append(Word(match.group(), start, end, "", 0))
            at += 1
            continue
        length, kind, value = phrase or _single(known, match, lower)
        start, end = match.start(), matches[at + length - 1].end()
        found.append(Word(text[start:end], start, end, kind, value))
        at += length
    return numbers.joined(found, text)


def letters_of(words: list[Word]) -> str:
    """One character a word: its class."""
    letters = lexicon().letters
    return "".join([letters.get(word.kind, OTHER) for word in words])


def _phrase(known: Lexicon, raw: list[str], at: int) -> tuple[int, str, Value] | None:
    following = raw[at + 1] if at + 1 < len(raw) else ""
    for parts, kind, value in known.phrases[raw[at]]:
        if parts[1] == following and tuple(raw[at : at + len(parts)]) == parts:
            return len(parts), kind, value
    return None


def _single(known: Lexicon, match: re.Match[str], lower: str) -> tuple[int, str, Value]:
    group = match.lastgroup
    if group in ("word", "mark"):
        kind, value = known.singles.get(lower, ("", 0))
        if kind in _CAPITAL_ONLY and not match.group()[0].isupper():
            return 1, "", 0
        return 1, kind, value
    if group == "NUMBER":
        return 1, *_number(match.group())
    if group == "ORDINAL":
        return 1, "ORDINAL", int(lower[:-2])
    if group == "DECADE":
        return 1, "DECADE", int(re.sub(r"\D", "", lower))
    if group == "MONEY":
        return 1, "", 0
    return 1, str(group).removesuffix("_FIRST"), lower


def _number(text: str) -> tuple[str, Value]:
    if len(text) > _LONGEST_NUMBER:
        return "", 0
    if "," in text:
        return "NUMBER", float(text.replace(",", "")) if "." in text else int(text.replace(",", ""))
    if "." in text:
        return "NUMBER", float(text)
    value = int(text)
    if len(text) == 4 and FIRST_YEAR <= value <= LAST_YEAR:
        return "YEAR_NUMBER", value
    if len(text) <= 2 and 1 <= value <= 31:
        return "DAY_NUMBER", value
    return "NUMBER", value
