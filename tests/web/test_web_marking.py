"""Marks on text: pieces never overlap, lose nothing, and know what lies on them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.web.marking import Mark, paragraphs, parts

TEXT = "Norway and Chile met.\n\nThey signed a pact."


def mark(key: str, start: int, end: int) -> Mark:
    return Mark(key=key, layer="events", start=start, end=end)


def test_pieces_are_cut_where_marks_cross() -> None:
    found = paragraphs("abcdef", [mark("one", 0, 4), mark("two", 2, 6)], [(0, 6)])
    assert [(piece.text, piece.keys) for piece in found[0]] == [("ab", "one"), ("cd", "one two"), ("ef", "two")]
    assert [[one.key for one in piece.opens] for piece in found[0]] == [["one"], ["two"], []]


def test_sentences_are_numbered_where_they_begin() -> None:
    found = paragraphs(TEXT, [], [(0, 21), (23, 42)])
    assert [piece.sentence for pieces in found for piece in pieces] == [0, 1]


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8))
def test_pieces_together_are_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [
        mark(f"m{number}", start, min(start + length, len(text)))
        for number, (start, length) in enumerate(spans)
        if start < len(text)
    ]
    found = paragraphs(text, marks, [(0, len(text))])
    assert "".join(piece.text for pieces in found for piece in pieces) == text.replace("\n", "")
    for one in marks:
        covered = "".join(piece.text for pieces in found for piece in pieces if one in piece.marks)
        assert covered == text[one.start : one.end].replace("\n", "")


@given(st.integers(0, 300), st.lists(st.integers(0, 300), max_size=9))
def test_parts_together_are_the_text(length: int, cuts: list[int]) -> None:
    starts = sorted({cut for cut in cuts if cut < length})
    found = parts("x" * length, [(start, start + 1) for start in starts], size=40)
    assert sum(end - start for start, end in found) == length
    assert all(end - start <= 80 for start, end in found)
