"""The core values refuse what cannot be, and identifiers come from content."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import NoEvidence
from onrecord.types import Evidence, Holder, HolderKind, Precision, Span, When, content_id


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 2)])
def test_a_span_is_never_empty_and_never_negative(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no such span"):
        Span(start=start, end=end)


@pytest.mark.parametrize(
    ("one", "other", "overlaps", "contains"),
    [((0, 4), (4, 8), False, False), ((0, 5), (4, 8), True, False), ((0, 9), (4, 8), True, True)],
)
def test_spans_are_half_open(one: tuple[int, int], other: tuple[int, int], overlaps: bool, contains: bool) -> None:
    first, second = Span(start=one[0], end=one[1]), Span(start=other[0], end=other[1])
    assert first.overlaps(second) is overlaps
    assert second.overlaps(first) is overlaps
    assert first.contains(second) is contains


@pytest.mark.parametrize("quote", ["", "three", "fou"])
def test_evidence_without_the_words_of_its_span_is_refused(quote: str) -> None:
    with pytest.raises(NoEvidence):
        Evidence(document_id="d", sentence=0, span=Span(start=0, end=4), quote=quote)


@pytest.mark.parametrize(
    ("earliest", "latest", "precision", "text"),
    [
        (date(2024, 6, 18), date(2024, 6, 18), Precision.DAY, "2024-06-18"),
        (date(2024, 6, 1), date(2024, 6, 30), Precision.MONTH, "2024-06"),
        (date(1961, 1, 1), date(1961, 12, 31), Precision.YEAR, "1961"),
        (date(2024, 6, 18), date(2024, 6, 19), Precision.RANGE, "2024-06-18/2024-06-19"),
        (None, date(2024, 6, 30), Precision.RANGE, "../2024-06-30"),
        (None, None, Precision.UNKNOWN, "../.."),
    ],
)
def test_a_date_is_written_at_its_precision(
    earliest: date | None, latest: date | None, precision: Precision, text: str
) -> None:
    assert When(earliest=earliest, latest=latest, precision=precision).isoformat() == text


def test_a_date_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="lies before"):
        When(earliest=date(2024, 6, 2), latest=date(2024, 6, 1), precision=Precision.RANGE)


def test_somebody_unnamed_is_marked_as_such() -> None:
    assert Holder(kind=HolderKind.UNNAMED, name="a diplomat").label == "unnamed: a diplomat"
    assert Holder(kind=HolderKind.UNNAMED, name="").label == "unnamed"
    assert Holder(kind=HolderKind.ACTOR, name="KOR").label == "KOR"


parts = st.lists(st.one_of(st.none(), st.text(), st.integers()), max_size=4)


@given(parts, parts)
def test_different_contents_have_different_ids(one: list[str | int | None], other: list[str | int | None]) -> None:
    same = [None if p is None else str(p) for p in one] == [None if p is None else str(p) for p in other]
    assert (content_id("event", *one) == content_id("event", *other)) is same


def test_an_id_is_the_same_on_every_machine() -> None:
    assert content_id("event", "a", None, 3) == "event-c287d9d48377c36d"
