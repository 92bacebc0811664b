"""From bytes to text.

Comes in: the bytes of a text or a page. Goes out: the text, or an error when no encoding makes sense of them. The
order is: a byte order mark, UTF-8, what the page declares, and last what the bytes look like.
"""

from __future__ import annotations

import codecs
import re

from onrecord.errors import UnreadableSource

# The longest mark first: UTF-32's begins with UTF-16's.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Encodings in which English news is still published. A short list, because on a few accented letters all of Europe's
# encodings look alike, and windows-1252 is then the right guess.
LIKELY = ["cp1252", "cp1251", "koi8_r", "euc_kr", "cp932", "gb18030", "big5"]

SAMPLE = 100_000
REMEDY = "Save it in UTF-8."

_DECLARED = re.compile(rb"""<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*(?P<charset>[\w.:-]{2,40})""", re.IGNORECASE)


def decode(name: str, content: bytes, *, is_html: bool = False) -> str:
    """The text that the bytes stand for.

    Raises:
        UnreadableSource: when they are binary, or no encoding makes sense of them.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _strictly(name, content, encoding).removeprefix("\ufeff")
    if b"\x00" in content:
        raise UnreadableSource("is binary, not text", subject=name, remedy=REMEDY)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_damaged(name, content, error.start)
    declared = _as_declared(content) if is_html else None
    return declared if declared is not None else _as_it_looks(name, content)


def _strictly(name: str, content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableSource(
            f"says that it is in {encoding.upper()}, and is not ({error.reason} at byte {error.start:,})",
            subject=name,
            remedy=REMEDY,
        ) from error
    if "\x00" in text:
        raise UnreadableSource("is binary, not text", subject=name, remedy=REMEDY)
    return text


def _refuse_damaged(name: str, content: bytes, place: int) -> None:
    """Raise UnreadableSource when most of what is not ASCII is UTF-8: no other encoding can be meant."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    wide = sum(letter > "\x7f" for letter in text) - broken
    if wide >= broken:
        raise UnreadableSource(
            f"is damaged: it is in UTF-8, but not at byte {place:,}",
            subject=name,
            remedy="Fetch the file again.",
        )


def _as_declared(content: bytes) -> str | None:
    match = _DECLARED.search(content, 0, 4096)
    if match is None:
        return None
    charset = match["charset"].decode("ascii").casefold()
    if charset in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"):
        charset = "cp1252"  # as browsers take it
    try:
        return content.decode(charset)
    except (LookupError, UnicodeError):
        return None


def _as_it_looks(name: str, content: bytes) -> str:
    import charset_normalizer

    # Only the stretch that is not plain ASCII tells encodings apart.
    first = next(place for place, byte in enumerate(content) if byte > 0x7F)
    start = max(0, first - SAMPLE // 2)
    match = charset_normalizer.from_bytes(content[start : start + SAMPLE], cp_isolation=LIKELY).best()
    try:
        if match is not None:
            return content.decode(match.encoding)
    except UnicodeDecodeError:
        pass
    raise UnreadableSource("is in no encoding that makes sense of it", subject=name, remedy=REMEDY)
