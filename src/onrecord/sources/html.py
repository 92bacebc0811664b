"""Web pages saved as files.

Comes in: the bytes of a page. Goes out: one `RawItem`. What the page says of itself is read in `onrecord.documents`.
"""

from __future__ import annotations

import re

from onrecord.types import RawItem

SUFFIXES = (".html", ".htm", ".xhtml")

# What may stand before the first tag of a page: space, an XML declaration, comments. Possessive, so that a file of
# nothing but "<!--" costs no more than its length.
_OPENING = re.compile(
    rb"""(?:\s|<\?xml[^>]*+>|<!--(?:(?!-->).)*+-->)*+
         <(?:!doctype\s++html|html|head|body|article|main|div|p|h1)[\s>/]""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


def html_item(name: str, content: bytes) -> RawItem:
    """The one item of a page."""
    return RawItem(name=name, content=content, media_type="text/html")


def looks_like_html(head: bytes) -> bool:
    """Whether the bytes open like a page or a piece of one."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode("utf-8")
    return _OPENING.match(head.removeprefix(b"\xef\xbb\xbf")) is not None
