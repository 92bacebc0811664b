"""Plain text files.

Comes in: the bytes of a file that is text. Goes out: one `RawItem`. The bytes are not decoded here.
"""

from __future__ import annotations

import re

from onrecord.types import RawItem

SUFFIXES = (".txt", ".text", ".md")

_XML = re.compile(rb"\s*<(?:\?xml|rss|feed)\b", re.IGNORECASE)


def text_item(name: str, content: bytes) -> RawItem:
    """The one item of a text file."""
    return RawItem(name=name, content=content, media_type="text/plain")


def looks_like_xml(head: bytes) -> bool:
    """Whether the bytes open like an XML file (a feed, a catalogue) that is not a page."""
    return _XML.match(head.removeprefix(b"\xef\xbb\xbf")) is not None
