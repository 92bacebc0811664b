"""Publication dates: given, told by a page, in its address or in its text.

Comes in: a date as somebody wrote it, or a page. Goes out: `Dated` values, the firmest first. A date that does not
exist, lies after today or before 1800 is an error, never corrected. ``today`` is an argument: nothing here asks a
clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from onrecord.errors import BadDate, NoPublicationDate
from onrecord.types import DateBasis

EARLIEST = date(1800, 1, 1)
REMEDY = "Write it as YYYY-MM-DD."
MISSING = "Give it with --published YYYY-MM-DD (from Python: published=), or in the file's front matter."

_ISO = re.compile(
    r"""(?P<day>\d{4}-\d{2}-\d{2})
        (?:[T ](?P<time>\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)
           \s?(?P<zone>Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_IN_URL = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[/_.-]?)(?P<month>\d\d)(?P=sep)(?P<day>\d\d)(?!\d)", re.ASCII
)

# Where pages say when they were first published, in the order of trust.
META_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "publishdate",
    "publish-date",
    "pubdate",
    "publication_date",
    "publication-date",
    "citation_publication_date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "date",
)
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"(?P<value>[^"\\]{4,40})"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A publication date, what it rests on, and the instant where it was told with its zone."""

    day: date
    basis: DateBasis
    instant: datetime | None = None


def parse_date(value: str | date, *, today: date, basis: DateBasis, name: str = "") -> Dated:
    """A date as it was given.

    Args:
        value: ``YYYY-MM-DD``, or an ISO 8601 date and time; with a zone it makes an instant, and the day is the one in
            that zone. Or a ``date`` or ``datetime``.
        today: The last day that a report can have been published on.
        basis: What the date rests on.
        name: What is dated, for the message.

    Raises:
        BadDate: when it is written in another way, does not exist, lies after ``today`` or before 1800.
    """
    text = value.isoformat() if isinstance(value, date) else value.strip()
    match = _ISO.fullmatch(text)
    subject = f"{name}: {text[:60]}" if name else text[:60]
    if match is None:
        raise BadDate("is not a date that can be read", subject=subject, remedy=REMEDY)
    try:
        day = date.fromisoformat(match["day"])
        instant = _instant(match) if EARLIEST <= day <= today else None
    except ValueError as error:
        raise BadDate("there is no such date", subject=subject, remedy=REMEDY) from error
    if day > today:
        raise BadDate(f"lies in the future (today is {today})", subject=subject, remedy="Check the year and the order.")
    if day < EARLIEST:
        raise BadDate(f"lies before {EARLIEST.year}", subject=subject, remedy="Check the year.")
    return Dated(day=day, basis=basis, instant=instant)


def _instant(match: re.Match[str]) -> datetime | None:
    if match["time"] is None:
        return None
    zone = (match["zone"] or "").upper().replace("Z", "+00:00")
    clock = re.sub(r"[.,](\d+)", lambda fraction: "." + fraction[1][:6].ljust(6, "0"), match["time"])
    instant = datetime.fromisoformat(f"{match['day']}T{clock}{zone}")
    return instant.astimezone(UTC) if zone else None  # without a zone it is no instant


def dates_of_page(tree: Any, *, found_by_search: str | None, url: str | None, today: date, name: str) -> list[Dated]:
    """The publication dates that a page shows, the firmest first, without repeats of a day.

    Args:
        tree: The page, as lxml has it.
        found_by_search: What htmldate found on the page, ``YYYY-MM-DD``.
        url: The page's address.
        today: As `parse_date`.
        name: What the page is called in messages.

    Raises:
        BadDate: when what the page declares lies in the future or before 1800, or when it declares only dates that
            do not exist and shows no other.
    """
    declared, broken = _declared(tree, today, name)
    searched = _searched(tree, found_by_search, today, name)
    if broken is not None and not declared:
        searched = (dated for dated in searched if dated.basis is DateBasis.TEXT)  # not what htmldate makes of it
    found = [*declared, *_in_url(url, today), *searched]
    if not found and broken is not None:
        raise broken
    found.sort(key=lambda dated: list(DateBasis).index(dated.basis))
    days = {dated.day: dated for dated in reversed(found)}
    return sorted(days.values(), key=lambda dated: found.index(dated))


def _declared(tree: Any, today: date, name: str) -> tuple[list[Dated], BadDate | None]:
    dates: list[Dated] = []
    broken: BadDate | None = None
    for value in _declarations(tree):
        if _ISO.fullmatch(value.strip()) is None:
            continue  # written out in words: htmldate reads it
        try:
            dates.append(parse_date(value, today=today, basis=DateBasis.METADATA, name=name))
        except BadDate as error:
            if "no such" not in error.message:
                raise
            broken = broken or error
    return dates, broken


def _declarations(tree: Any) -> Iterator[str]:
    values: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        values.setdefault(key.casefold(), element.get("content") or "")
    yield from (values[key] for key in META_NAMES if values.get(key))
    for element in tree.iter("script"):
        if "ld+json" in (element.get("type") or ""):
            yield from (match["value"] for match in _JSON_DATE.finditer(element.text or ""))
    for element in tree.iter("time"):
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
            yield element.get("datetime") or ""


def _in_url(url: str | None, today: date) -> Iterator[Dated]:
    for match in _IN_URL.finditer(url or ""):
        try:
            day = date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            continue  # eight digits that are no date
        if day <= today:
            yield Dated(day=day, basis=DateBasis.URL)
            return


def _searched(tree: Any, found: str | None, today: date, name: str) -> Iterator[Dated]:
    """What htmldate found, and whether it stands in the page's head or only in its text."""
    if found is None:
        return
    from htmldate import find_date

    page = tree.makeelement("html")
    head = tree.find("head")
    if head is not None:
        page.append(deepcopy(head))
        for link in page.findall("head/link"):
            link.drop_tree()  # a date in the page's address is not told by its head
    in_head = find_date(page, original_date=True, extensive_search=False, max_date=today.isoformat())
    basis = DateBasis.METADATA if in_head == found else DateBasis.TEXT
    yield parse_date(found, today=today, basis=basis, name=name)


def no_date(name: str) -> NoPublicationDate:
    """The error for a report that does not say when it was published."""
    return NoPublicationDate("does not say when it was published", subject=name, remedy=MISSING)
