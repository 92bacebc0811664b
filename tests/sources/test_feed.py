"""Feeds: entries of three dialects, reports they carry or lead to, and feeds that mean harm."""

from __future__ import annotations

import time

import pytest

from onrecord.errors import InputError, UnreadableSource
from onrecord.sources.feed import WHOLE, Entry, Feed, entry_item, parsed, read_feed
from onrecord.sources.fetching import Web
from onrecord.types import RawItem
from sources.serving import serving

ADDRESS = "https://news.test/feed.xml"
LONG = "<p>Ministers met in Oslo and signed a treaty. </p>" * 40
RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Made Times</title><link>https://news.test/</link>
<image><title>A picture</title></image>
<item><title>Ministers meet &amp; sign</title><link>https://news.test/one</link><pubDate>Fri, 14 Jun 2024 10:00:00 GMT
</pubDate><dc:creator>J. Roe</dc:creator><description>A teaser.</description></item>
<item><title>Second</title><guid isPermaLink="true">https://news.test/two</guid><pubDate>yesterday</pubDate>
<content:encoded><![CDATA[LONG]]></content:encoded></item>
<item><description>Nothing but a teaser.</description></item>
</channel></rss>""".replace("LONG", LONG)
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Made Times</title>
<entry><title type="html">One</title><link rel="self" href="/api/one"/><link href="/one"/>
<published>2024-06-14T10:00:00+02:00</published><updated>2024-06-15T10:00:00Z</updated>
<author><name>J. Roe</name><uri>https://news.test/roe</uri></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Ministers met.</p></div></content></entry>
</feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Made Times</title></channel>
<item><title>One</title><link>https://news.test/one</link><dc:date>2024-06-14</dc:date></item></rdf:RDF>"""


def test_rss_gives_its_entries() -> None:
    feed = parsed(RSS.encode(), address=ADDRESS)
    first, second, third = feed.entries
    assert feed.title == "Made Times"
    assert first == Entry(
        name="https://news.test/one",
        address="https://news.test/one",
        title="Ministers meet & sign",
        published="2024-06-14T10:00:00+00:00",
        author="J. Roe",
    )
    assert (second.address, second.published, second.content) == ("https://news.test/two", None, LONG.strip())
    assert (third.name, third.address) == (f"{ADDRESS}#3", None)


@pytest.mark.parametrize(
    ("source", "published"), [(ATOM, "2024-06-14T10:00:00+02:00"), (RDF, "2024-06-14T00:00:00")], ids=["atom", "rdf"]
)
def test_other_dialects_give_the_same(source: str, published: str) -> None:
    feed = parsed(source.encode(), address=ADDRESS)
    (entry,) = feed.entries
    assert feed.title == "Made Times"
    assert (entry.title, entry.address, entry.published) == ("One", "https://news.test/one", published)
    assert entry.content is None


def test_no_more_entries_are_taken_than_wanted_and_the_rest_is_counted() -> None:
    items = "".join(f"<item><link>https://news.test/{number}</link></item>" for number in range(9))
    feed = parsed(f"<rss><channel>{items}</channel></rss>".encode(), address=ADDRESS, most=4)
    assert (len(feed.entries), feed.left_out) == (4, 5)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n",
        b"<rss><channel><item>",
        b"<catalogue/>",
        b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss><title>&b;</title></rss>',
        b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><title>&x;</title></rss>',
        b'<?xml version="1.0" encoding="klingon"?><rss/>',
        "<rss>\ud800</rss>".encode("utf-8", "surrogatepass"),
    ],
)
def test_what_is_no_feed_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableSource):
        parsed(content, address=ADDRESS)


@pytest.mark.parametrize("tags", ["<a>x" * 200_000, "<a>" * 1_000_000, "<a/>" * 1_000_000])
def test_a_million_tags_cost_little(tags: str) -> None:
    start = time.monotonic()
    with pytest.raises(UnreadableSource):
        parsed(f"<rss><channel><item>{tags}".encode(), address=ADDRESS)
    assert time.monotonic() - start < 10


def item_of(entry: Entry, web: Web | None = None) -> RawItem:
    found = entry_item(entry, Feed(title="Made Times", entries=(entry,)), max_bytes=100_000, web=web)
    assert isinstance(found, RawItem), found
    return found


def test_a_report_that_the_feed_carries_is_not_fetched() -> None:
    entry = Entry(name="one", address="https://news.test/one", title="<b>One</b>", content="<p>x</p>" * WHOLE)
    item = item_of(entry, Web(look_up=_must_not_be_asked))
    assert item.metadata == {"title": "<b>One</b>", "url": "https://news.test/one", "outlet": "Made Times"}
    assert b"<h1>&lt;b&gt;One&lt;/b&gt;</h1>" in item.content


def _must_not_be_asked(host: str, port: int) -> list[str]:
    raise AssertionError(f"{host} was looked up")


@pytest.mark.enable_socket
def test_an_entry_that_leads_inside_is_left_out_with_the_reason() -> None:
    entry = Entry(name="one", address="http://169.254.169.254/latest/meta-data")
    found = entry_item(entry, Feed(title=None, entries=(entry,)), max_bytes=1000)
    assert isinstance(found, InputError)
    assert "not on a public host" in str(found)


@pytest.mark.enable_socket
def test_a_feed_and_the_pages_it_leads_to_are_fetched() -> None:
    page = "<html><body><p>Ministers met in Málaga.</p></body></html>"
    answers = {
        "/feed": (200, {"Content-Type": "application/rss+xml"}, RSS.replace("https://news.test", "").encode()),
        "/one": (200, {"Content-Type": "text/html; charset=latin-1"}, page.encode("latin-1")),
        "/page": (200, {"Content-Type": "text/html"}, page.encode()),
    }
    with serving(answers) as (base, web):
        feed = read_feed(f"{base}/feed", max_bytes=100_000, web=web)
        item = item_of(feed.entries[0], web)
        with pytest.raises(UnreadableSource, match="a page, not a feed"):
            read_feed(f"{base}/page", max_bytes=100_000, web=web)
    assert item.content.decode() == page
    assert item.metadata["url"] == f"{base}/one"
    assert item.metadata["published"] == "2024-06-14T10:00:00+00:00"
