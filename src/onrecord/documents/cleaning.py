"""Clean text: one way to write each character, and nothing that cannot be seen.

Comes in: any text. Goes out: the same words in Unicode's normal form C, without control, formatting and
direction-changing characters, with ``\\n`` as the only line break and single spaces. It changes no visible character:
quotes and dashes stay as they were printed. Cleaning twice changes nothing more.
"""

from __future__ import annotations

import re
import unicodedata

# Control, format (zero-width, bidirectional, soft hyphen), surrogate and private-use characters, and noncharacters.
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))

# Letters and marks that cannot be seen either: joiners, fillers, inherent vowels, selectors of variants.
_FILLING = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_LINE_BREAK = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_SPACE_AT_BREAK = re.compile(r" ?\n ?")
_EMPTY_LINES = re.compile(r"\n{3,}")


def clean_text(text: str) -> str:
    """The text as it is read and kept; empty when nothing visible is left."""
    text = _LINE_BREAK.sub("\n", text)
    text = _SPACES.sub(" ", text)
    if not text.isascii() or not text.isprintable():
        text = "".join(letter for letter in text if letter == "\n" or unicodedata.category(letter) not in _INVISIBLE)
        text = unicodedata.normalize("NFC", _FILLING.sub("", text))
        text = _SPACES.sub(" ", text)  # spaces that stood on both sides of what was taken out
    text = _SPACE_AT_BREAK.sub("\n", text)
    return _EMPTY_LINES.sub("\n\n", text).strip()


def clean_line(text: str | None) -> str | None:
    """A title or a name: clean text on one line; None when nothing is left."""
    if text is None:
        return None
    return " ".join(clean_text(text).split()) or None
