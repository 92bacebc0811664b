"""A date is read as it was given, or refused; a page's dates are taken in the order of trust."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from onrecord.documents import make_document
from onrecord.documents.dates import parse_date
from onrecord.errors import BadDate, NoPublicationDate
from onrecord.types import DateBasis, Document, RawItem

TODAY = date(2025, 1, 31)
BODY = (
    "<article><h1>Envoys meet</h1><p>Envoys of two neighbouring states met in Muscat and agreed to open a border "
    "crossing next year, a spokeswoman said.</p><p>They will meet again in spring, she added, to settle what is left "
    "open: the opening hours, the customs duties and the language of the signs.</p></article>"
)


@pytest.mark.parametrize(
    ("value", "day", "instant"),
    [
        ("2024-06-14", date(2024, 6, 14), None),
        (" 2024-06-14 ", date(2024, 6, 14), None),
        ("2024-06-14T10:00:00", date(2024, 6, 14), None),
        ("2024-06-14 10:00", date(2024, 6, 14), None),
        ("2024-06-14T01:30:00+09:00", date(2024, 6, 14), datetime(2024, 6, 13, 16, 30, tzinfo=UTC)),
        ("2024-06-14T23:30:00Z", date(2024, 6, 14), datetime(2024, 6, 14, 23, 30, tzinfo=UTC)),
        ("2024-06-14T10:00:00.123456789+0530", date(2024, 6, 14), datetime(2024, 6, 14, 4, 30, 0, 123456, UTC)),
        (date(2024, 6, 14), date(2024, 6, 14), None),
        (datetime(2024, 6, 14, 12, tzinfo=UTC), date(2024, 6, 14), datetime(2024, 6, 14, 12, tzinfo=UTC)),
        ("2024-02-29", date(2024, 2, 29), None),
        ("2025-01-31", TODAY, None),
        ("1800-01-01", date(1800, 1, 1), None),
    ],
)
def test_a_date_is_read_as_given(value: str | date, day: date, instant: datetime | None) -> None:
    dated = parse_date(value, today=TODAY, basis=DateBasis.GIVEN)
    assert (dated.day, dated.instant) == (day, instant)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("2024-02-31", "there is no such date"),
        ("2023-02-29", "there is no such date"),
        ("2024-06-14T25:00:00Z", "there is no such date"),
        ("2024-06-14T10:00:00+99:00", "there is no such date"),
        ("31/31/2024", "is not a date that can be read"),
        ("14.06.2024", "is not a date that can be read"),
        ("20240614", "is not a date that can be read"),
        ("2024-06", "is not a date that can be read"),
        ("yesterday", "is not a date that can be read"),
        ("", "is not a date that can be read"),
        ("２０２４-06-14", "is not a date that can be read"),
        ("2025-02-01", "lies in the future (today is 2025-01-31)"),
        ("9999-12-31T23:59:59Z", "lies in the future"),
        ("1799-12-31", "lies before 1800"),
        ("0001-01-01T00:00:00+14:00", "lies before 1800"),
    ],
)
def test_a_date_that_cannot_be_is_refused_by_name(value: str, message: str) -> None:
    with pytest.raises(BadDate) as caught:
        parse_date(value, today=TODAY, basis=DateBasis.GIVEN, name="a.txt")
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"a.txt: {value}")


def page(head: str = "", body: str = BODY, *, url: str = "", published: str | None = None) -> Document:
    content = f"<html><head><title>Envoys meet</title>{head}</head><body>{body}</body></html>".encode()
    metadata = {"url": url} if url else {}
    raw = RawItem(name="page.html", content=content, media_type="text/html", metadata=metadata)
    return make_document(raw, today=TODAY, published=published)


META = '<meta property="article:published_time" content="2024-06-14T01:30:00+09:00">'
JSON_LD = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-06-14"}</script>'
DATED_URL = "https://example.org/2024/06/13/envoys"


@pytest.mark.parametrize(
    ("head", "body", "url", "day", "basis"),
    [
        (META, BODY, "", date(2024, 6, 14), DateBasis.METADATA),
        (JSON_LD, BODY, "", date(2024, 6, 14), DateBasis.METADATA),
        ('<meta name="date" content="2024-06-14">', BODY, "", date(2024, 6, 14), DateBasis.METADATA),
        ('<meta name="pubdate" content="June 14, 2024">', BODY, "", date(2024, 6, 14), DateBasis.METADATA),
        ('<meta itemprop="datePublished" content="2024-06-14">', BODY, "", date(2024, 6, 14), DateBasis.METADATA),
        ("", BODY, DATED_URL, date(2024, 6, 13), DateBasis.URL),
        (f'<link rel="canonical" href="{DATED_URL}">', BODY, "", date(2024, 6, 13), DateBasis.URL),
        ("", f"<time datetime='2024-06-12'>12 June</time>{BODY}", "", date(2024, 6, 12), DateBasis.TEXT),
        (META, BODY, DATED_URL, date(2024, 6, 14), DateBasis.METADATA),
    ],
)
def test_where_a_page_tells_its_date(head: str, body: str, url: str, day: date, basis: DateBasis) -> None:
    document = page(head, body, url=url)
    assert (document.published, document.date_basis) == (day, basis)


def test_both_dates_that_were_found_are_kept() -> None:
    document = page(META, url=DATED_URL)
    assert document.published_at == datetime(2024, 6, 13, 16, 30, tzinfo=UTC)
    assert document.other_date == date(2024, 6, 13)


def test_a_later_change_of_the_page_is_not_its_publication() -> None:
    changed = '<meta property="article:modified_time" content="2024-07-01">'
    assert page(changed + META).published == date(2024, 6, 14)


def test_a_given_date_goes_before_the_pages_and_keeps_it() -> None:
    document = page(META, published="2024-06-10")
    assert (document.published, document.date_basis) == (date(2024, 6, 10), DateBasis.GIVEN)
    assert document.other_date == date(2024, 6, 14)


def test_a_page_without_a_date_is_refused() -> None:
    with pytest.raises(NoPublicationDate, match=r"page.html: does not say when it was published"):
        page()


@pytest.mark.parametrize(
    ("value", "message"),
    [("2031-01-01", "lies in the future"), ("2024-02-31", "there is no such date"), ("1701-01-01", "lies before 1800")],
)
def test_a_page_that_declares_an_impossible_date_is_refused(value: str, message: str) -> None:
    head = f'<meta property="article:published_time" content="{value}">'
    with pytest.raises(BadDate, match=message):
        page(head)
    assert page(head, published="2024-06-14").published == date(2024, 6, 14)


def test_a_broken_declaration_gives_way_to_a_sound_one() -> None:
    head = '<meta name="date" content="2024-02-31">' + JSON_LD
    assert page(head).published == date(2024, 6, 14)
