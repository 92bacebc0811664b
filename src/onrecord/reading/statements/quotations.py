"""Quotation marks: where a text is quoted.

Comes in: plain text. Goes out: its outermost quotations, left to right, never overlapping. Knows curly, straight,
doubled single, single, angle and low marks; a quotation may run over sentences and, where each paragraph opens with a
mark again, over paragraphs. A mark without a partner is left alone, so that one slip does not turn the rest of a
report into a quotation. It does not say who is quoted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.types import Span

MARK = re.compile(r"[“”„«»\"]|''|``|[‘’']")
DOUBLE_OPEN = frozenset("“„«") | {"``"}
DOUBLE_CLOSE = frozenset("”»")
STRAIGHT = frozenset({'"', "''"})
DECADE = re.compile(r"['’]\d\ds?\b")
SENTENCE_END = frozenset(".,!?;:…—–-")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation. ``start`` and ``end`` cover the marks, ``inner_start`` and ``inner_end`` what stands between.

    ``continues`` is true where it goes on from the paragraph before.
    """

    start: int
    inner_start: int
    inner_end: int
    end: int
    continues: bool = False


class Quotations:
    """The quotations of a text, found by place."""

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self.all = list(quotations)
        self._starts = [quotation.start for quotation in quotations]

    def at(self, position: int) -> Quotation | None:
        """The one that covers a position."""
        number = bisect_right(self._starts, position) - 1
        return self.all[number] if number >= 0 and position < self.all[number].end else None

    def touching(self, span: Span) -> Iterator[Quotation]:
        """Those that share a character with a span, in order."""
        number = max(0, bisect_right(self._starts, span.start) - 1)
        while number < len(self.all) and self.all[number].start < span.end:
            if self.all[number].end > span.start:
                yield self.all[number]
            number += 1


def find_quotations(text: str) -> list[Quotation]:
    """The outermost quotations of ``text`` in their order. Linear in the length of the text."""
    found: list[Quotation] = []
    carried = False
    for start, end in _paragraphs(text):
        quotations, open_mark = _in_paragraph(text, start, end)
        if open_mark is not None and _reopened(text, end):
            quotations.append(Quotation(open_mark, open_mark + _width(text, open_mark), end, end))
        else:
            open_mark = None
        if carried and quotations and quotations[0].start == _first_character(text, start, end):
            quotations[0] = replace(quotations[0], continues=True)
        carried = open_mark is not None
        found.extend(quotation for quotation in quotations if quotation.inner_start < quotation.inner_end)
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield start, start + len(line.rstrip())
        start += len(line)


def _first_character(text: str, start: int, end: int) -> int:
    return end - len(text[start:end].lstrip())


def _width(text: str, position: int) -> int:
    return 2 if text[position : position + 2] in {"''", "``"} else 1


def _reopened(text: str, end: int) -> bool:
    """Whether the next paragraph starts with an opening double mark: the sign that an unclosed quotation goes on."""
    position = end
    while position < len(text) and text[position].isspace():
        position += 1
    return text[position : position + 1] in {"“", '"', "„", "«"} or text[position : position + 2] in {"''", "``"}


def _in_paragraph(text: str, start: int, end: int) -> tuple[list[Quotation], int | None]:
    """The closed quotations of one paragraph, and where the last double mark was opened that nothing closes."""
    found: list[Quotation] = []
    opened: int | None = None
    single: int | None = None
    for match in MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if mark in {"‘", "’", "'"}:
            if opened is None:
                single = _single(text, at, single, found)
        elif opened is None:
            if mark not in DOUBLE_CLOSE and not _measures(text, at, mark):
                opened, single = at, None
        elif _closes(text, at, mark):
            inner = opened + _width(text, opened)
            if inner < at:
                found.append(Quotation(opened, inner, at, match.end()))
            opened = None
        elif _begins_word(text, at, match.end()):
            opened = at  # the mark before was never closed
    return found, opened


def _single(text: str, at: int, single: int | None, found: list[Quotation]) -> int | None:
    """Take a single mark: open, close, or pass over an apostrophe. Returns where a single quotation stands open."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if single is None or text[at] == "‘":
        opens = not before.isalnum() and after.isalnum() and text[at] != "’" and not DECADE.match(text, at)
        return at if opens else single
    if after.isalnum() or before.isspace() or not before:
        return single
    if before == "s" and after.isspace() and text[at + 2 : at + 3].islower() and "’" in text[at + 1 : at + 80]:
        return single  # more likely a plural possessive inside the quotation
    if single + 1 < at:
        found.append(Quotation(single, single + 1, at, at + 1))
    return None


def _measures(text: str, at: int, mark: str) -> bool:
    """Inches and seconds: a straight mark right after a digit."""
    return mark in STRAIGHT and text[at - 1 : at].isdigit()


def _closes(text: str, at: int, mark: str) -> bool:
    if mark in STRAIGHT:
        return not _begins_word(text, at, at + len(mark))
    return mark in DOUBLE_CLOSE


def _begins_word(text: str, at: int, end: int) -> bool:
    before, after = text[at - 1 : at], text[end : end + 1]
    return (not before or before.isspace() or before in "([—–-") and bool(after) and not after.isspace()
