"""News feeds: RSS 2.0, RSS 1.0 and Atom.

Comes in: the address of a feed, and a way to the web. Goes out: its entries, and for each a `RawItem`: the report that
the feed carries whole, or the page that the entry leads to. Entities that a feed declares itself are refused, so that
a few bytes cannot become many.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import escape
from urllib.parse import urljoin
from xml.parsers import expat

from onrecord.errors import InputError, UnreadableSource
from onrecord.sources.fetching import Web
from onrecord.sources.html import html_item, looks_like_html
from onrecord.sources.kinds import Kind, recognise
from onrecord.sources.opening import HEAD, Found
from onrecord.sources.text import text_item
from onrecord.types import RawItem

MOST_ENTRIES = 50
WHOLE = 1_200
"""Characters from which on what a feed carries is a report, not a teaser of one."""
LONGEST_FIELD = 500
DEEPEST = 100
"""Tags inside each other, beyond which something is no feed but an attempt to exhaust us."""

ATOM = "http://www.w3.org/2005/Atom"
SPACES = {
    "": "",
    ATOM: "",
    "http://purl.org/rss/1.0/": "",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
}
ENTRIES = ("item", "entry")
ROOTS = ("rss", "feed", "http://www.w3.org/1999/02/22-rdf-syntax-ns# RDF")
DATES = ("pubDate", "published", "dc:date", "updated")
AUTHORS = ("dc:creator", "author", "author/name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed. ``content`` is the report as HTML, where the feed carries it."""

    name: str
    address: str | None = None
    title: str | None = None
    published: str | None = None
    author: str | None = None
    content: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: its title, its entries in its own order, and how many more it has than are taken."""

    title: str | None
    entries: tuple[Entry, ...]
    left_out: int = 0


def read_feed(address: str, *, max_bytes: int, most: int = MOST_ENTRIES, web: Web | None = None) -> Feed:
    """Fetch a feed.

    Args:
        address: Its address.
        max_bytes: The longest feed that is read.
        most: How many entries are taken.
        web: How the web is reached; public hosts only, when None.

    Raises:
        InputError: when it cannot be fetched, or is no feed.
    """
    fetched = (web or Web()).fetch(address, max_bytes=max_bytes)
    if looks_like_html(fetched.content[:HEAD]):
        raise UnreadableSource(
            "is a page, not a feed", subject=address, remedy="Give the address of its RSS or Atom feed."
        )
    return parsed(fetched.content, address=fetched.address, most=most)


def parsed(content: bytes, *, address: str, most: int = MOST_ENTRIES) -> Feed:
    """The feed that bytes are.

    Raises:
        UnreadableSource: when they are none.
    """
    found = _Found()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.text
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableSource(f"is no feed that can be read ({error})", subject=address) from error
    if not found.is_feed:
        raise UnreadableSource("is no feed", subject=address, remedy="Give the address of an RSS or Atom feed.")
    entries = [_entry(told, number, address) for number, told in enumerate(found.entries[:most], 1)]
    return Feed(title=found.title, entries=tuple(entries), left_out=max(0, len(found.entries) - most))


def entry_item(entry: Entry, feed: Feed, *, max_bytes: int, web: Web | None = None) -> Found:
    """The report of an entry: as the feed carries it, or else from the page that it leads to.

    Returns:
        A `RawItem`, or the error that says why there is none.
    """
    told = {"title": entry.title, "published": entry.published, "author": entry.author, "url": entry.address}
    if entry.content and len(entry.content) >= WHOLE:
        page = f"<html><body><article><h1>{escape(entry.title or '')}</h1>{entry.content}</article></body></html>"
        return _told(html_item(entry.name, page.encode("utf-8", "replace")), told | {"outlet": feed.title})
    if entry.address is None:
        return UnreadableSource("carries no report and leads to none", subject=entry.name)
    try:
        fetched = (web or Web()).fetch(entry.address, max_bytes=max_bytes)
        content = _as_declared(fetched.content, fetched.charset)
        kind = recognise(entry.name, content[:HEAD])
    except InputError as error:
        return error
    if kind not in (Kind.HTML, Kind.TEXT):
        return UnreadableSource("leads to no report, but to a table", subject=entry.name)
    item = html_item if kind is Kind.HTML else text_item
    return _told(item(entry.name, content), told | {"url": fetched.address})


def _as_declared(content: bytes, charset: str | None) -> bytes:
    """What a server declares goes before what a page says of itself; UTF-8 goes before both."""
    if charset is None:
        return content
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return content.decode(charset).encode("utf-8")
        except (LookupError, UnicodeError):
            return content
    return content


def _told(item: RawItem, told: dict[str, str | None]) -> RawItem:
    metadata = {name: value for name, value in told.items() if value}
    return RawItem(name=item.name, content=item.content, media_type=item.media_type, metadata=metadata)


@dataclass(slots=True)
class _Found:
    """What has been found in a feed so far: fields of entries, by their names without the prefix of Atom and RSS."""

    is_feed: bool = False
    title: str | None = None
    entries: list[dict[str, str]] = field(default_factory=list)
    _path: list[str] = field(default_factory=list)
    _inside: int = 0
    _pieces: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = _plain(name)
        if not self._path:
            self.is_feed = name in ROOTS
        self._path.append(name)
        self._pieces = []
        if len(self._path) > DEEPEST:
            raise ValueError(f"more than {DEEPEST} tags stand inside each other")
        if name in ENTRIES and not self._inside:
            self._inside = len(self._path)
            self.entries.append({})
        elif self._inside and name == "link" and attributes.get("href"):
            if attributes.get("rel", "alternate") == "alternate":
                self.entries[-1].setdefault("link", attributes["href"])
        elif name == "content" and attributes.get("type") not in ("html", "text/html"):
            self._path[-1] = "content of another kind"

    def text(self, text: str) -> None:
        self._pieces.append(text)

    def end(self, name: str) -> None:
        depth, name = len(self._path), self._path.pop()
        text, self._pieces = "".join(self._pieces).strip(), []
        if self._inside == depth:
            self._inside = 0
        elif self._inside and text:
            key = "/".join((*self._path[self._inside :], name))
            self.entries[-1].setdefault(key, text)
        elif name == "title" and depth <= 3 and text and self.title is None:
            self.title = text[:LONGEST_FIELD]


def _plain(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"{SPACES[space]}{local}" if space in SPACES else name


def _refuse_entity(*declared: object) -> None:
    raise ValueError("it declares entities")


def _entry(told: dict[str, str], number: int, address: str) -> Entry:
    link = told.get("link") or (told.get("guid", "") if "://" in told.get("guid", "") else "")
    place = urljoin(address, link.strip()) if link else None
    title = told.get("title", "")[:LONGEST_FIELD] or None
    return Entry(
        name=place or f"{address}#{number}",
        address=place,
        title=title,
        published=next(filter(None, (_instant(told.get(name, "")) for name in DATES)), None),
        author=next((told[name][:LONGEST_FIELD] for name in AUTHORS if name in told), None),
        content=told.get("content:encoded") or told.get("content"),
    )


def _instant(told: str) -> str | None:
    """A date as feeds write it, in ISO 8601; None for what is none, so that the page itself is asked."""
    try:
        return datetime.fromisoformat(told).isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(told).isoformat()
    except (ValueError, TypeError):
        return None
