"""The engine of the rules: patterns over classes of words.

Comes in: the words of a document. Goes out: candidates, stretches of words with a `Meaning`, of which no two
overlap: the leftmost and longest win, then the rule that stands first. A rule is a function under `rule`, whose
pattern is a regular expression over classes: ``(weekday:WEEKDAY) (part:PART)?``. Capitals name classes of the
lexicon or the unions below; ``(name: ...)`` names a part for the function; ``@NAME`` stands for a pattern below; if
a part is named ``span``, the expression is only that part.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from spacy.tokens import Doc, Token

from onrecord.reading.times.meaning import Meaning
from onrecord.reading.times.words import OTHER, Word, Words, lexicon

UNIONS = {
    "NUM": ("NUMBER", "DAY_NUMBER", "YEAR_NUMBER"),
    "DAY": ("DAY_NUMBER", "ORDINAL", "SECOND"),
    "ORD": ("ORDINAL", "SECOND"),
    "YEAR": ("YEAR_NUMBER", "SHORT_YEAR"),
    "ONE_UNIT": ("UNIT", "QUARTER", "SECOND"),
    "MANY_UNITS": ("UNITS", "QUARTERS"),
    "ANY_UNIT": ("UNIT", "UNITS", "QUARTER", "QUARTERS"),
    "ANY_DAY": ("WEEKDAY", "TODAY"),
    "BEFORE": ("BEFORE", "PRIOR"),
}
MACROS = {
    "@MONTH": "(?:(month:MONTH)|(short:MONTH_SHORT) DOT?)",
    "@EDGE": "(?:THE? (?!EDGE (?!OF|HYPHEN)) (edge:EARLY|LATE|MID|EDGE|EARLIER|LATER) HYPHEN? (?:OF|IN|ON)?)?",
    "@INSIDE": "(?:(inside:EARLY|LATE|MID) HYPHEN?)?",
    "@APPROX": "(?:(approx:APPROX) )?",
    "@QUANTITY": (
        "(?:(few:A? SEVERAL|RECENT)|(couple:A COUPLE OF?)|(dozen:(?:A|NUM) DOZEN)|(half:HALF A)"
        "|(low:NUM) (?:HYPHEN? TO HYPHEN?|OR|HYPHEN) (high:NUM)|(number:NUM)|(one:A))"
    ),
}


class Found:
    """A match of a pattern: ``"name" in found``, ``found["name"]`` (its first word), ``found.token(name)``.

    The match is in a run of words that begins with the word ``offset``."""

    __slots__ = ("_match", "_offset", "added", "doc", "dropped", "words")

    def __init__(self, match: re.Match[str], offset: int, words: Words, doc: Doc) -> None:
        self._match = match
        self._offset = offset
        self.words = words
        self.doc = doc
        self.dropped = 0
        self.added = 0

    def __contains__(self, name: str) -> bool:
        return name in self._match.re.groupindex and self._match.group(name) is not None

    def __getitem__(self, name: str) -> Word:
        return self.words[self.start(name)]

    def start(self, name: str | int = 0) -> int:
        """The first word of a part, or of all that matched."""
        return self._match.start(name) + self._offset

    def end(self, name: str | int = 0) -> int:
        """The word after the last of a part, or of all that matched."""
        return self._match.end(name) + self._offset

    def number(self, name: str) -> int:
        return int(self[name].value)

    def optional(self, name: str) -> int | None:
        return self.number(name) if name in self else None

    @property
    def span(self) -> tuple[int, int]:
        """First word and the one after the last."""
        part = "span" if "span" in self else 0
        return self.start(part) + self.dropped, self.end(part) + self.added

    def drop(self, count: int = 1) -> None:
        """Leave the first words out of the expression."""
        self.dropped += count

    def extend(self, count: int = 1) -> None:
        """Take the next words into the expression."""
        self.added += count

    def before(self, distance: int = 1) -> Word | None:
        """The word so far before the expression."""
        at = self.span[0] - distance
        return self.words[at] if at >= 0 else None

    def after(self, distance: int = 1) -> Word | None:
        """The word so far after the expression."""
        at = self.span[1] + distance - 1
        return self.words[at] if at < len(self.words) else None

    def token(self, word: Word) -> Token:
        """The spaCy token that a word begins in."""
        return token_at(self.doc, word.start)


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    pattern: re.Pattern[str]
    build: Callable[[Found], Meaning | None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words ``first`` to ``end`` (exclusive) mean ``meaning``."""

    first: int
    end: int
    meaning: Meaning
    rule: str


RULES: list[Rule] = []


def rule(*parts: str) -> Callable[[Callable[[Found], Meaning | None]], Callable[[Found], Meaning | None]]:
    """Register a function as what a pattern means; it returns None where the pattern means nothing. The pattern may be
    given in parts that follow each other."""

    def register(build: Callable[[Found], Meaning | None]) -> Callable[[Found], Meaning | None]:
        RULES.append(Rule(build.__name__, re.compile(translated(" ".join(parts))), build))
        return build

    return register


def translated(pattern: str) -> str:
    """A rule's pattern as a regular expression over the characters of classes."""
    for name, meant in MACROS.items():
        pattern = pattern.replace(name, meant)
    pattern = re.sub(r"\(([a-z_]+):", r"(?P<\1>", pattern)
    parts = re.split(r"(\(\?P<[a-z_]+>)", pattern)
    out = [p if p.startswith("(?P<") else re.sub(r"[A-Z][A-Z_]*", lambda m: _letters(m.group()), p) for p in parts]
    return re.sub(r"\s+", "", "".join(out))


@cache
def _letters(name: str) -> str:
    letters = lexicon().letters
    names = UNIONS.get(name, (name,))
    return "[" + "".join(letters[n] for n in names) + "]"


def candidates(words: Words, doc: Doc) -> list[Candidate]:
    """The expressions in a document's words, in order."""
    found: list[tuple[int, int, int, Candidate]] = []
    for run in _RUN.finditer(words.letters):
        for rank, match in (matches_in if len(run[0]) <= USUAL else _matches)(run[0]):
            hit = Found(match, run.start(), words, doc)
            each = RULES[rank]
            meaning = each.build(hit)
            if meaning is not None:
                first, end = hit.span
                found.append((first, -end, rank, Candidate(first, end, meaning, each.name)))
    return _without_overlaps(found)


_RUN = re.compile(f"[^{OTHER}]+{OTHER}?")
"""Words that the lexicon knows, in a row, and the one after them: no pattern reaches farther."""


USUAL = 40
"""Words in a row whose matches are kept: longer runs are lists of figures, hardly met twice, and would fill memory."""


@lru_cache(maxsize=8192)
def matches_in(letters: str) -> tuple[tuple[int, re.Match[str]], ...]:
    """As `_matches`, and kept: news has the same few runs again and again ("in the", "of last year")."""
    return _matches(letters)


def _matches(letters: str) -> tuple[tuple[int, re.Match[str]], ...]:
    """The matches of all rules in a run of classes, with the rule's number."""
    return tuple((rank, match) for rank, each in enumerate(RULES) for match in each.pattern.finditer(letters))


def _without_overlaps(found: list[tuple[int, int, int, Candidate]]) -> list[Candidate]:
    kept: list[Candidate] = []
    for *_, candidate in sorted(found, key=lambda f: f[:3]):
        if not kept or candidate.first >= kept[-1].end:
            kept.append(candidate)
    return kept


def token_at(doc: Doc, start: int) -> Token:
    """The token that the code point ``start`` lies in."""
    starts = doc.user_data.get("onrecord_token_starts")
    if starts is None:
        starts = doc.user_data["onrecord_token_starts"] = doc.to_array("IDX").tolist()
    return doc[max(0, bisect_right(starts, start) - 1)]
