"""Where a text is quoted: marks of every kind, over sentences and paragraphs, nested, and without a partner."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.statements.quotations import Quotations, find_quotations
from onrecord.types import Span


def inner(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “yes” and left.", ["yes"]),
        ('He said "yes" and "no".', ["yes", "no"]),
        ("He said ''yes'' at once.", ["yes"]),
        ("He said ``yes'' at once.", ["yes"]),
        ("He said «yes» at once.", ["yes"]),
        ("He said „yes“ at once.", []),
        ("He said ‘yes, we do’ at once.", ["yes, we do"]),
        ("He said 'yes, we do' at once.", ["yes, we do"]),
        ("“They called it ‘a joke’ twice,” he said.", ["They called it ‘a joke’ twice,"]),
        ("“One. Two! Three?” he said.", ["One. Two! Three?"]),
        ("The state’s army and the states’ envoys.", []),
        ("It's the '90s again, isn't it?", []),
        ('A 6" gun and a 9" gun.', []),
        ("“Never closed", []),
        ("Closed alone”", []),
        ("“First, never closed. “Second,” he said.", ["Second,"]),
        ("", []),
    ],
)
def test_marks_of_every_kind(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_a_quotation_goes_on_in_a_paragraph_that_opens_with_a_mark() -> None:
    found = find_quotations("“One.\n\n“Two.”\n\nThree.")
    assert [(q.inner_start, q.inner_end, q.continues) for q in found] == [(1, 5, False), (8, 12, True)]


def test_a_mark_that_is_not_closed_does_not_reach_the_next_paragraph() -> None:
    assert inner("“One.\n\nTwo ” three “four.”") == ["four."]


def test_those_that_touch_a_span_are_found() -> None:
    quotations = Quotations(find_quotations("“a” b “c” d “e”"))
    assert [q.start for q in quotations.touching(Span(start=2, end=7))] == [0, 6]


@given(st.text(alphabet="ab ,.“”\"'‘’\n", max_size=200))
@settings(max_examples=200, deadline=None)
def test_quotations_are_in_order_and_never_overlap(text: str) -> None:
    found = find_quotations(text)
    for quotation in found:
        assert 0 <= quotation.start < quotation.inner_start < quotation.inner_end <= quotation.end <= len(text)
    for before, after in itertools.pairwise(found):
        assert before.end <= after.start


@pytest.mark.parametrize("mark", ["“", '"', "'", "‘", "''"])
def test_ten_thousand_marks_take_linear_time(mark: str) -> None:
    start = time.process_time()
    find_quotations((mark + "word ") * 10_000)
    assert time.process_time() - start < 2
