"""Words for the rules of time expressions.

Comes in: a text. Goes out: its words with offsets, each with the class that the lexicon ``data/times_words.toml``
gives it and a value; number words are put together by `numbers`. A class is kept as one character, so that a rule
can be a regular expression over classes. It decides nothing that needs grammar or a date.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple, overload

from onrecord.reading.times import numbers

Value = int | float | str
OTHER = "\x00"
"""The class of a word that the lexicon does not know."""

_TOKEN = re.compile(
    r"""(?!\s)(?:
      (?P<word>[^\W\d_aApPQH][^\W\d_]*|(?![apAP](?:\.\s?)?[mM]\b|Q[1-4]\b|H[12]\b)[^\W\d_]+)
    | (?P<PART_OF_YEAR_FIRST>(?:Q[1-4]|H[12])\b)
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
    )""",
    re.VERBOSE,
)
_PATTERN_CLASSES = ("ISO", "NUMERIC", "PART_OF_YEAR", "CLOCK", "MONEY", "SHORT_YEAR", "MERIDIEM")
_NUMBER_CLASSES = ("DAY_NUMBER", "YEAR_NUMBER", "NUMBER")
_CAPITAL_ONLY = ("MONTH", "MONTH_SHORT", "WEEKDAY_SHORT")
FIRST_YEAR, LAST_YEAR = 1000, 2199
_LEXICAL = ("word", "mark")
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


class Words(Sequence[Word]):
    """The words of a text in order; white space is between them.

    ``letters`` has one character a word: its class. A word that the lexicon does not know is kept as its match until
    somebody asks for it, since few are asked for.
    """

    __slots__ = ("_items", "letters")

    def __init__(self, items: list[Word | re.Match[str]]) -> None:
        letters = lexicon().letters
        self._items = items
        self.letters = "".join([letters.get(i.kind, OTHER) if type(i) is Word else OTHER for i in items])

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> list[Word]: ...
    def __getitem__(self, at: int | slice) -> Word | list[Word]:
        if isinstance(at, slice):
            return [_word(item) for item in self._items[at]]
        return _word(self._items[at])


def _word(item: Word | re.Match[str]) -> Word:
    return item if isinstance(item, Word) else Word(item[0], item.start(), item.end(), "", 0)


def words_of(text: str) -> Words:
    """The words of a text, number words put together."""
    matches = list(_TOKEN.finditer(text))
    raw = [match[0].lower() for match in matches]
    known = lexicon()
    phrases, singles = known.phrases, known.singles
    found: list[Word | re.Match[str]] = []
    run: list[Word] = []
    skip = 0
    for at, match in enumerate(matches):
        if at < skip:
            continue
        lower = raw[at]
        if match.lastgroup in _LEXICAL and lower not in singles and lower not in phrases:
            if run:
                found.extend(numbers.joined(run, text))
                run = []
            found.append(match)
            continue
        phrase = _phrase(known, raw, at) if lower in phrases else None
        length, kind, value = phrase or _single(known, match, lower)
        start, skip = match.start(), at + length
        end = matches[skip - 1].end()
        run.append(Word(text[start:end], start, end, kind, value))
    found.extend(numbers.joined(run, text))
    return Words(found)


def _phrase(known: Lexicon, raw: list[str], at: int) -> tuple[int, str, Value] | None:
    following = raw[at + 1] if at + 1 < len(raw) else ""
    for parts, kind, value in known.phrases[raw[at]]:
        if parts[1] == following and tuple(raw[at : at + len(parts)]) == parts:
            return len(parts), kind, value
    return None


def _single(known: Lexicon, match: re.Match[str], lower: str) -> tuple[int, str, Value]:
    group = match.lastgroup
    if group in _LEXICAL:
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
