"""Make a document of a raw item.

Comes in: a `RawItem`, what the user gave with it (date, outlet), the settings and the last day that a report can have
been published on. Goes out: a `Document`, the same on every machine. Whatever the bytes are, the only exceptions that
leave are Onrecord's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from onrecord.documents.cleaning import clean_line, clean_text
from onrecord.documents.dates import Dated, no_date, parse_date
from onrecord.documents.decoding import decode
from onrecord.documents.extraction import Extracted, extract_page
from onrecord.documents.front_matter import split_front_matter
from onrecord.documents.language import check_language
from onrecord.errors import BadDate, DocumentTooLong, EmptyDocument, OnrecordError, UnreadableSource
from onrecord.gazetteer import outlet_country
from onrecord.ids import document_id
from onrecord.settings import Settings
from onrecord.types import DateBasis, Document, RawItem

# A page carries a good deal more than its text; a character takes up to four bytes.
BYTES_PER_CHARACTER = 16

# Longer than any word or address in prose. Cutting text into words takes time that grows with the square of this.
LONGEST_WORD = 1_000

_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1}}}")
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    """A report before it is checked: clean text and what is told of it."""

    text: str
    title: str | None
    outlet: str | None
    author: str | None
    url: str | None
    dates: tuple[Dated, ...]


def longest_in_bytes(settings: Settings) -> int:
    """The longest report that is read, in bytes."""
    return settings.max_characters * BYTES_PER_CHARACTER


def make_document(
    item: RawItem,
    *,
    today: date,
    published: date | datetime | str | None = None,
    outlet: str | None = None,
    settings: Settings | None = None,
) -> Document:
    """Make a document of a raw item.

    Args:
        item: The bytes and where they came from. Metadata that is understood: ``published``, ``title``, ``outlet``,
            ``author``, ``url``.
        today: The last day that a report can have been published on.
        published: The publication date; goes before what the item says of itself, which is kept as ``other_date`` when
            it differs.
        outlet: The outlet; goes before what the item says of itself.
        settings: For the longest text, and the country of outlets that are not known.

    Raises:
        UnreadableSource: binary, or in no encoding that makes sense.
        EmptyDocument: no text is left.
        DocumentTooLong: more than ``Settings.max_characters``.
        NoPublicationDate: no date is told and none was given.
        BadDate: a date that does not exist, lies in the future or before 1800.
        UnsupportedLanguage: not in English.
    """
    settings = settings or Settings()
    given = None
    if published is not None:
        given = parse_date(published, today=today, basis=DateBasis.GIVEN)
    if len(item.content) > longest_in_bytes(settings):
        raise _too_long(item.name, f"{len(item.content):,} bytes", f"{longest_in_bytes(settings):,}")
    report = _opened(item, today=today, given=given)
    _check(item.name, report, settings)
    if not report.dates:
        raise no_date(item.name)
    language = check_language(item.name, report.text)
    return _document(replace(report, outlet=clean_line(outlet) or report.outlet), language, settings)


def _opened(item: RawItem, *, today: date, given: Dated | None) -> _Report:
    is_html = item.media_type == "text/html"
    text = decode(item.name, item.content, is_html=is_html)
    told = {name: value for name, value in item.metadata.items() if value.strip()}
    if is_html:
        known = given is not None or "published" in told
        page = _without_surprises(item.name, text, today=today, url=told.get("url"), dated=known)
    else:
        fields, text = split_front_matter(text.replace("\r\n", "\n"))
        told = fields | told
        page = Extracted(text=text)
    dates = [given] if given else []
    if "published" in told:
        dates += _told(told["published"], today=today, name=item.name, given=given)
    return _Report(
        text=clean_text(page.text),
        title=clean_line(told.get("title") or page.title),
        outlet=clean_line(told.get("outlet") or page.outlet),
        author=clean_line(told.get("author") or page.author),
        url=_web_address(told.get("url") or page.url),
        dates=(*dates, *page.dates),
    )


def _told(value: str, *, today: date, name: str, given: Dated | None) -> list[Dated]:
    """The date that an item gives of itself; when the user gave one, an error in it is no matter."""
    try:
        return [parse_date(value, today=today, basis=DateBasis.METADATA, name=name)]
    except BadDate:
        if given is not None:
            return []
        raise


def _without_surprises(name: str, page: str, *, today: date, url: str | None, dated: bool) -> Extracted:
    """`extract_page`, with what its libraries raise on broken pages (they promise no closed list) told as ours."""
    try:
        return extract_page(name, page, today=today, url=url, dated=dated)
    except OnrecordError:
        raise
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError, OSError) as error:
        raise UnreadableSource(
            f"is not a page that can be parsed ({type(error).__name__})", subject=name, remedy="Give its text instead."
        ) from error


def _check(name: str, report: _Report, settings: Settings) -> None:
    if not report.text:
        raise EmptyDocument("has no text", subject=name, remedy="Give a file with the report's text in it.")
    if len(report.text) > settings.max_characters:
        raise _too_long(name, f"{len(report.text):,} characters", f"{settings.max_characters:,}")
    if (long := _LONG_WORD.search(report.text)) is not None:
        raise UnreadableSource(
            f"is no prose: it has a word of more than {LONGEST_WORD:,} characters ({long[0][:20]}...)",
            subject=name,
            remedy="Give the report's text alone.",
        )


def _too_long(name: str, length: str, limit: str) -> DocumentTooLong:
    return DocumentTooLong(
        f"has {length}, more than {limit}",
        subject=name,
        remedy="Split it into reports, or raise the setting 'max_characters'.",
    )


def _document(report: _Report, language: str, settings: Settings) -> Document:
    chosen, other = _chosen(report.dates)
    country = outlet_country(report.outlet) if report.outlet else None
    if country is None and report.url:
        country = outlet_country(report.url)
    return Document(
        id=document_id(report.outlet, chosen.day, report.title, report.text),
        text=report.text,
        published=chosen.day,
        date_basis=chosen.basis,
        published_at=chosen.instant,
        other_date=other,
        title=report.title,
        outlet=report.outlet,
        author=report.author,
        url=report.url,
        country=country or settings.outlet_country,
        language=language,
    )


def _chosen(dates: Sequence[Dated]) -> tuple[Dated, date | None]:
    """The firmest date, with the instant that another one of the same day tells, and the first that differs."""
    first = dates[0]
    instants = [dated.instant for dated in dates if dated.day == first.day and dated.instant is not None]
    others = [dated.day for dated in dates if dated.day != first.day]
    return replace(first, instant=instants[0] if instants else None), (others[0] if others else None)


def _web_address(url: str | None) -> str | None:
    """A web address, or None: anything else (``javascript:``) would be dangerous behind a link."""
    line = clean_line(url)
    return line if line and _WEB.fullmatch(line) else None
