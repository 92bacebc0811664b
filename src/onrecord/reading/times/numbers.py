"""Numbers written in words and fractions, put together.

Comes in: words with classes (``ONES``, ``TEENS``, ``TENS``, ``SCALE``, figures). Goes out: the same list where each
run that makes one number is one word of class ``NUMBER`` ("two and a half", "2 1/2", "twenty-four") or, for a year
read in pairs ("nineteen ninety-four"), of class ``YEAR_NUMBER``. Ordinal runs ("twenty-first") are the lexicon's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.reading.times.words import Word

_WORDED = frozenset(("ONES", "TEENS", "TENS", "SCALE"))
_LARGEST = 10**12
_FIGURES = frozenset(("DAY_NUMBER", "NUMBER"))
_STARTS = _WORDED | _FIGURES | {"A", "HALF", "QUARTER"}


def joined(words: list[Word], text: str) -> list[Word]:
    """The words with each run of number words as one word."""
    if _STARTS.isdisjoint([word.kind for word in words]):
        return words
    out: list[Word] = []
    at = 0
    while at < len(words):
        kind = words[at].kind
        if kind not in _STARTS:
            out.append(words[at])
            at += 1
            continue
        if kind in _WORDED or (kind == "A" and _kinds(words, at + 1, 1) == ("SCALE",)):
            end, value, result = _worded(words, at + (kind == "A"))
        elif kind in _FIGURES:
            end, value = _fraction(words, at + 1, words[at].value)
            result = kind if end == at + 1 else "NUMBER"
        elif kind == "QUARTER" and (end := _quarter_of_century(words, at)):
            value, result = 0.25, "NUMBER"
        elif kind == "HALF" and _kinds(words, at + 1, 2) in (("A", "UNIT"), ("HYPHEN", "UNIT")):
            end, value, result = at + 2, 0.5, "NUMBER"
        elif kind == "HALF" and _kinds(words, at + 1, 1) == ("UNIT",):
            end, value, result = at + 1, 0.5, "NUMBER"
        else:
            out.append(words[at])
            at += 1
            continue
        out.append(_one(words, at, end, result, value, text))
        at = end
    return out


def _quarter_of_century(words: list[Word], at: int) -> int:
    """Where "quarter" in "quarter century", "quarter-century", "quarter of a century" ends as a number; 0 for other
    quarters."""
    for between in ((), ("HYPHEN",), ("OF", "A")):
        end = at + 1 + len(between)
        if _kinds(words, at + 1, len(between)) == between and end < len(words) and words[end].value == "C":
            return end
    return 0


def _one(words: list[Word], at: int, end: int, kind: str, value: float | int | str, text: str) -> Word:
    first, last = words[at], words[end - 1]
    if end == at + 1 and kind == first.kind:
        return first
    return type(first)(text[first.start : last.end], first.start, last.end, kind, value)


def _kinds(words: list[Word], at: int, count: int) -> tuple[str, ...]:
    return tuple(word.kind for word in words[at : at + count])


def _worded(words: list[Word], at: int) -> tuple[int, float | int | str, str]:
    """A number in words from ``at``: its end, value and class."""
    end, value = _below_hundred(words, at)
    joint = end + (_kinds(words, end, 1) == ("HYPHEN",))
    following = words[joint] if joint < len(words) else None
    if following is not None:
        added = int(following.value) if following.kind in ("ORDINAL", "SECOND", "DECADE") else 100
        if following.kind == "DECADE" and 10 <= value <= 20 and added < 100:
            return joint + 1, value * 100 + added, "DECADE"
        if following.kind != "DECADE" and value >= 20 and value % 10 == 0 and added < 10:
            return joint + 1, value + added, "ORDINAL"
    pair_end, pair = _below_hundred(words, end)
    if pair_end > end and 10 <= value <= 20 and pair >= 10:
        return pair_end, value * 100 + pair, "YEAR_NUMBER"
    while end < len(words) and words[end].kind == "SCALE" and value < _LARGEST:
        value = max(value, 1) * int(words[end].value)
        end += 1
        skip = end + (_kinds(words, end, 1) == ("AND",))
        rest_end, rest = _below_hundred(words, skip)
        if rest_end > skip:
            end, value = rest_end, value + rest
    final, whole = _fraction(words, end, value)
    return final, whole, "NUMBER"


def _below_hundred(words: list[Word], at: int) -> tuple[int, int]:
    """A number under 100 in words; (at, 0) when there is none."""
    kinds = _kinds(words, at, 3)
    if not kinds or kinds[0] not in ("ONES", "TEENS", "TENS"):
        return at, 0
    value = int(words[at].value)
    if kinds[0] == "TENS":
        if kinds[1:] == ("HYPHEN", "ONES"):
            return at + 3, value + int(words[at + 2].value)
        if kinds[1:2] == ("ONES",):
            return at + 2, value + int(words[at + 1].value)
    return at + 1, value


def _fraction(words: list[Word], at: int, value: float | int | str) -> tuple[int, float | int | str]:
    """Add what a fraction after a number says: "and a half", "-and-a-half", "1/2"."""
    whole = float(value)
    rest = _kinds(words, at, 3)
    if rest[:1] == ("FRACTION",):
        return at + 1, whole + float(words[at].value)
    if rest == ("AND", "A", "HALF"):
        return at + 3, whole + 0.5
    if _kinds(words, at, 5) == ("HYPHEN", "AND", "HYPHEN", "A", "HYPHEN") and _kinds(words, at + 5, 1) == ("HALF",):
        return at + 6, whole + 0.5
    if rest[:2] == ("AND", "ONES") and words[at + 1].value == 1:
        half = at + 2 + (_kinds(words, at + 2, 1) == ("HYPHEN",))
        if _kinds(words, half, 1) == ("HALF",):
            return half + 1, whole + 0.5
    if rest == ("DAY_NUMBER", "SLASH", "DAY_NUMBER"):
        top, bottom = int(words[at].value), int(words[at + 2].value)
        if top < bottom and bottom in (2, 3, 4, 5, 8):
            return at + 3, whole + top / bottom
    return at, value
