"""Folding names: what two spellings of one name have in common.

Comes in: a name or a word as written. Goes out: its surface (accents, full stops, curly quotes and hyphens folded,
case kept) and its key (the surface in lower case), both as words joined by single spaces. It knows no names.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ə": "a", "Ə": "A", "æ": "ae", "Æ": "Ae"}
    | {
        "ß": "ss",
        "ð": "d",
        "þ": "th",
        "’": "'",
        "‘": "'",
        "ʻ": "'",
        "ʼ": "'",
        "`": "'",
        ".": "",
        "“": "",
        "”": "",
        '"': "",
    }
)
_HYPHENS = re.compile(r"[\s\-\u2010-\u2015\u2212]+")
_POSSESSIVE = re.compile(r"(?<=\w)'s$", re.IGNORECASE)


@lru_cache(maxsize=50_000)
def surface_words(word: str) -> tuple[str, ...]:
    """The folded words in a stretch of text, case kept: hyphens part them and a possessive ``'s`` stands alone.

    >>> surface_words("Côte d’Ivoire's")
    ('Cote', "d'Ivoire", "'s")
    >>> surface_words("U.S.-led")
    ('US', 'led')
    """
    plain = unicodedata.normalize("NFKD", word.translate(_LETTERS)) if not word.isascii() else word.translate(_LETTERS)
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter)) if not plain.isascii() else plain
    words: list[str] = []
    for part in _HYPHENS.split(letters):
        if not part:
            continue
        stem = _POSSESSIVE.sub("", part)
        words.append(stem)
        if stem != part:
            words.append("'s")
    return tuple(words)


def surface(name: str) -> str:
    """A name's surface: without a leading "the" and without a possessive ending.

    >>> surface("the Kremlin's")
    'Kremlin'
    """
    words = list(surface_words(name))
    if len(words) > 1 and words[0] in {"the", "The", "THE"}:
        del words[0]
    if len(words) > 1 and words[-1] in {"'s", "'S", "'"}:
        del words[-1]
    if words and len(words[-1]) > 1 and words[-1].endswith("'"):
        words[-1] = words[-1][:-1]
    return " ".join(words)


def same_case(written: str, known: str) -> bool:
    """Whether a surface has the case that a name is known in, or stands in the capitals of a headline."""
    return written == known or (len(known) > 3 and written == known.upper())
