"""What a web page reports: its text without menus and adverts, and what it says of itself.

Comes in: a page as text. Goes out: `Extracted`. Pages built to exhaust a parser are refused by their shape before
they are parsed, so that the time for any page is bounded. The text is not cleaned here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.documents.dates import Dated, dates_of_page
from onrecord.errors import BadDate, EmptyDocument, UnreadableSource

# Beyond these a page is no report: long live pages have some 10,000 tags and a hundred attributes on one tag. Parsing
# takes time that grows with the square of a tag's attributes. Depth needs no bound here: the parser has its own.
MOST_TAGS = 30_000
MOST_ATTRIBUTES = 50_000
MOST_ATTRIBUTES_OF_TAG = 500

_NOT_MARKUP = re.compile(
    r"<!--(?:(?!-->).)*+(?:-->|$)|<(?P<tag>script|style)\b[^>]*+>(?:(?!</(?P=tag)).)*+", re.IGNORECASE | re.DOTALL
)
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_TAG = re.compile(r"<[a-zA-Z](?P<rest>[^<>]*+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """A page's report. ``dates`` are the publication dates that it shows, the firmest first."""

    text: str
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    url: str | None = None
    dates: tuple[Dated, ...] = ()


def extract_page(name: str, page: str, *, today: date, url: str | None = None, dated: bool = False) -> Extracted:
    """Find the report on a page.

    Args:
        name: What the page is called in messages.
        page: The page.
        today: The last day that it can have been published on.
        url: Its address, where known; else what the page says is taken.
        dated: The date is known already, and errors in the page's own are no matter.

    Raises:
        UnreadableSource: when it cannot be parsed, or is built to exhaust a parser.
        EmptyDocument: when there is no report on it.
        BadDate: as `dates_of_page`, unless ``dated``.
    """
    from trafilatura import bare_extraction, load_html

    check_shape(name, page)
    tree = load_html(page)
    if tree is None:
        raise UnreadableSource("is not a page that can be parsed", subject=name, remedy="Give its text instead.")
    found: Any = bare_extraction(
        page,
        url=url,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={
            "original_date": True,
            "extensive_search": False,
            "deferred_url_extractor": True,
            "max_date": today.isoformat(),
        },
    )
    if found is None or not (found.text or "").strip():
        raise EmptyDocument("has no report on it", subject=name, remedy="Give the report's own page, or its text.")
    url = url or found.url
    return Extracted(
        text=found.text,
        title=found.title,
        author=found.author,
        outlet=found.sitename or found.hostname,
        url=url,
        dates=_dates(name, tree, found.date, url, today, dated),
    )


def _dates(name: str, tree: Any, found: str | None, url: str | None, today: date, dated: bool) -> tuple[Dated, ...]:
    try:
        return tuple(dates_of_page(tree, found_by_search=found, url=url, today=today, name=name))
    except BadDate:
        if dated:
            return ()
        raise


def check_shape(name: str, page: str) -> None:
    """Refuse a page that would take the parser for ever. Linear in the page's length.

    Raises:
        UnreadableSource: when it has more tags, or more attributes, than any report.
    """
    markup = _NOT_MARKUP.sub("<x>", page)
    attributes = markup.count("=")
    markup = _VALUE.sub("=", markup)
    tags = most = 0
    for tag in _TAG.finditer(markup):
        tags += 1
        most = max(most, len(tag["rest"].split()))
    for count, limit, what in (
        (tags, MOST_TAGS, "tags"),
        (attributes, MOST_ATTRIBUTES, "attributes"),
        (most, MOST_ATTRIBUTES_OF_TAG, "attributes on one tag"),
    ):
        if count > limit:
            raise UnreadableSource(
                f"has {count:,} {what}, more than any report ({limit:,})", subject=name, remedy="Give its text instead."
            )
