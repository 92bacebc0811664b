"""An item becomes a document, or one of our own errors says why not."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.documents import make_document
from onrecord.documents.cleaning import clean_text
from onrecord.documents.language import check_language
from onrecord.errors import (
    BadDate,
    DocumentTooLong,
    EmptyDocument,
    InputError,
    NoPublicationDate,
    OnrecordError,
    UnreadableSource,
    UnsupportedLanguage,
)
from onrecord.settings import Settings
from onrecord.types import DateBasis, Document, RawItem, content_id

TODAY = date(2025, 1, 31)
REPORT = "Two ministers met in Vienna on Monday and agreed to meet again."
GERMAN = (
    "Die Außenminister der beiden Länder haben sich am Montag in Wien getroffen und über den Streit um die Grenze "
    "gesprochen. Sie wollen sich im Herbst noch einmal treffen, wie eine Sprecherin nach dem Gespräch mitteilte."
)
RUSSIAN = (
    "Министры иностранных дел двух стран встретились в понедельник в Вене и обсудили спор о границе. Они намерены "
    "встретиться ещё раз осенью, сообщила представитель министерства после переговоров, которые длились три часа."
)
CHINESE = "两国外交部长星期一在维也纳会晤，讨论了边界争端问题。发言人在会谈后表示，双方计划今年秋天再次会面。"


def item(content: str | bytes, *, media_type: str = "text/plain", **metadata: str) -> RawItem:
    raw = content.encode() if isinstance(content, str) else content
    return RawItem(name="report.txt", content=raw, media_type=media_type, metadata=metadata)


def made(content: str | bytes, **keywords: object) -> Document:
    return make_document(item(content), today=TODAY, **({"published": "2024-06-14"} | keywords))  # type: ignore[arg-type]


def test_a_text_with_front_matter_is_a_document() -> None:
    content = f"---\ntitle: Talks\noutlet: The Guardian\npublished: 2024-06-14\nauthor: J. Roe\n---\n{REPORT}\n"
    document = make_document(item(content), today=TODAY)
    assert document == Document(
        id=content_id("document", "The Guardian", "2024-06-14", "Talks", REPORT),
        text=REPORT,
        published=date(2024, 6, 14),
        date_basis=DateBasis.METADATA,
        title="Talks",
        outlet="The Guardian",
        author="J. Roe",
        country="GBR",
    )


def test_what_the_user_gives_goes_before_what_the_item_says() -> None:
    content = f"---\noutlet: Somebody\npublished: 2024-06-13\n---\n{REPORT}"
    document = make_document(item(content), today=TODAY, published="2024-06-14", outlet="The Guardian")
    assert (document.outlet, document.published, document.date_basis) == (
        "The Guardian",
        date(2024, 6, 14),
        DateBasis.GIVEN,
    )
    assert document.other_date == date(2024, 6, 13)


def test_a_given_date_takes_the_instant_that_the_item_tells_of_the_same_day() -> None:
    document = make_document(
        item(REPORT, published="2024-06-14T09:30:00+09:00"), today=TODAY, published=date(2024, 6, 14)
    )
    assert document.published_at == datetime(2024, 6, 14, 0, 30, tzinfo=UTC)
    assert document.other_date is None


def test_columns_of_a_table_are_metadata() -> None:
    document = make_document(
        item(REPORT, published="2024-06-14", title="Talks", outlet="Reuters", url="https://example.org/1", desk="x"),
        today=TODAY,
    )
    assert (document.title, document.outlet, document.url) == ("Talks", "Reuters", "https://example.org/1")
    assert document.date_basis is DateBasis.METADATA


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "report.html", "https://a b", ""])
def test_only_web_addresses_are_kept(url: str) -> None:
    assert make_document(item(REPORT, published="2024-06-14", url=url), today=TODAY).url is None


@pytest.mark.parametrize(
    ("outlet", "url", "country"),
    [
        ("The Guardian", None, "GBR"),
        (None, "https://www.theguardian.com/world/1", "GBR"),
        ("Chosun", None, "KOR"),
        ("A paper that nobody knows", None, "FRA"),
        (None, None, "FRA"),
    ],
)
def test_the_country_is_the_outlets_or_the_one_of_the_settings(
    outlet: str | None, url: str | None, country: str
) -> None:
    told = {"url": url} if url else {}
    document = make_document(
        item(REPORT, **told),
        today=TODAY,
        published="2024-06-14",
        outlet=outlet,
        settings=Settings(outlet_country="FRA"),
    )
    assert document.country == country


def test_the_id_depends_on_content_alone() -> None:
    one = make_document(
        RawItem(name="a.txt", content=f"{REPORT}\r\n".encode(), media_type="text/plain"),
        today=TODAY,
        published="2024-06-14",
    )
    other = make_document(
        RawItem(name="-", content=f"\ufeff {REPORT}".encode("utf-16"), media_type="text/plain"),
        today=date(2030, 1, 1),
        published=datetime(2024, 6, 14, 12, tzinfo=UTC),
    )
    assert one.id == other.id
    assert made(REPORT, published="2024-06-15").id != one.id
    assert made(REPORT, outlet="Reuters").id != one.id


def test_the_same_report_is_dated_alike_whatever_day_it_is_read_on() -> None:
    assert made(REPORT) == make_document(item(REPORT), today=date(2040, 5, 5), published="2024-06-14")


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        ("", EmptyDocument, "report.txt: has no text."),
        (" \n\t\u200b\ufeff\u2028 ", EmptyDocument, "has no text"),
        ("---\ntitle: Nothing below\n---\n", EmptyDocument, "has no text"),
        (b"%PDF-1.7 \x00 binary", UnreadableSource, "is binary, not text"),
        (b"\xff\xfe" + b"\x00\xd8" * 3, UnreadableSource, "says that it is in UTF-16, and is not"),
        (GERMAN, UnsupportedLanguage, "it seems to be in German"),
        (RUSSIAN, UnsupportedLanguage, "it seems to be in Russian"),
        (RUSSIAN.encode("cp1251"), UnsupportedLanguage, "it seems to be in Russian"),
        (CHINESE, UnsupportedLanguage, "it seems to be in Chinese"),
        ("word " * 120_000, DocumentTooLong, "has 599,999 characters, more than 500,000"),
        ("word " * 2_000_000, DocumentTooLong, "has 10,000,000 bytes, more than 8,000,000"),
        ("(" * 50_000, UnreadableSource, "has a word of more than 1,000 characters"),
        (bytes(range(128, 256)) * 20, UnreadableSource, "is in no encoding that makes sense of it"),
        (
            f"{REPORT} caf\xe9 ".encode() * 20 + b"\xff\xfe\x80",
            UnreadableSource,
            "is damaged: it is in UTF-8, but not at byte",
        ),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else None,
)
def test_bad_input_has_its_own_error(content: str | bytes, error: type[InputError], message: str) -> None:
    with pytest.raises(error) as caught:
        made(content)
    assert message in str(caught.value)
    assert caught.value.remedy


def test_a_report_without_a_date_is_refused_with_the_remedy() -> None:
    with pytest.raises(NoPublicationDate, match=r"report.txt: does not say when .* --published YYYY-MM-DD"):
        make_document(item(REPORT), today=TODAY)


def test_a_name_that_begins_with_a_date_dates_nothing() -> None:
    named = RawItem(name="2024-06-14-talks.txt", content=REPORT.encode(), media_type="text/plain")
    with pytest.raises(NoPublicationDate):
        make_document(named, today=TODAY)


def test_a_broken_date_of_the_item_is_an_error_unless_one_is_given() -> None:
    broken = item(REPORT, published="31/31/2024")
    with pytest.raises(BadDate, match=r"report.txt: 31/31/2024: is not a date that can be read"):
        make_document(broken, today=TODAY)
    assert make_document(broken, today=TODAY, published="2024-06-14").other_date is None


def test_a_short_text_is_not_judged_by_its_language() -> None:
    assert made("Treffen in Wien vertagt").language == "en"


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\ufeff", "\u034f", "\ufe0f", "\u180b", "\u115f", "\U000e0100"])
def test_what_cannot_be_seen_makes_no_text_foreign(unseen: str) -> None:
    text = (
        "Russia and North Korea signed a treaty on Tuesday. The two leaders met in Pyongyang for talks, officials "
        "said. A second round is planned for next month."
    )
    document = made(unseen.join(text))
    assert (document.text, document.language) == (text, "en")


def test_english_with_many_foreign_names_is_english() -> None:
    text = (
        "Kim Jong Un, Choe Son Hui, Pak Jong Chon and Kim Yo Jong met Vladimir Putin, Sergei Lavrov and "
        "Andrei Belousov in Pyongyang; Zhao Leji, Wang Yi and Ri Hui Yong were in Beijing."
    )
    assert made(text).language == "en"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_an_encoding_that_can_be_told_changes_nothing(encoding: str) -> None:
    text = "The “two sides” met at a café in Zürich – and will meet again, Señor Peña said."
    assert made(text.encode(encoding)).text == text


def test_a_page_may_declare_its_encoding() -> None:
    page = f'<html><head><meta charset="shift_jis"></head><body><p>{REPORT} 東京の会談。</p></body></html>'
    document = make_document(
        item(page.encode("shift_jis"), media_type="text/html"), today=TODAY, published="2024-06-14"
    )
    assert "東京の会談。" in document.text


def never_surprised(raw: RawItem) -> None:
    try:
        document = make_document(raw, today=TODAY, published="2024-06-14")
    except OnrecordError:
        return
    assert document.text.strip()
    assert document.text == clean_text(document.text)


FRAGMENTS = st.sampled_from(
    [b"<html>", b"<p>", b"</p>", b"<!--", b"-->", b"<script>", b"<meta charset=", b"<a href='", b"&#0;", b"&amp;"]
) | st.sampled_from(
    [b"---\n", b"title: x\n", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00", b"word ", b"<![CDATA[", b"<time datetime="]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    content=st.one_of(st.binary(max_size=400), st.lists(FRAGMENTS | st.binary(max_size=8), max_size=30).map(b"".join)),
    media_type=st.sampled_from(["text/plain", "text/html", None]),
)
def test_arbitrary_bytes_raise_nothing_but_our_errors(content: bytes, media_type: str | None) -> None:
    never_surprised(RawItem(name="x", content=content, media_type=media_type))


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=300), published=st.text(max_size=30), title=st.text(max_size=30))
def test_arbitrary_text_and_dates_raise_nothing_but_our_errors(text: str, published: str, title: str) -> None:
    raw = item(text.encode("utf-8", "surrogatepass"), published=published, title=title)
    never_surprised(raw)
    with contextlib.suppress(OnrecordError):
        make_document(raw, today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "Boko Haram gunmen kidnap ten people and burn a church in an attack on Damboa in Borno State, north Nigeria.",
        "In Hanoi, Nguyễn Văn Đạt, Trần Thị Lương and Phạm Minh Hải of the Assembly resign after a vote of theirs.",
    ],
)
def test_english_full_of_foreign_names_is_english(text: str) -> None:
    assert check_language("report", text) == "en"


def test_pidgin_is_not_taken_for_english() -> None:
    text = (
        "Police for Abuja don arrest two people wey dey carry gun enter market for Monday morning, and dem say dem go"
        " charge dem to court soon."
    )
    with pytest.raises(UnsupportedLanguage):
        check_language("report", text)
