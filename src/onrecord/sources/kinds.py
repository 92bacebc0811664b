"""What kind of file something is, by its first bytes and its suffix.

Comes in: a name and the first bytes. Goes out: a `Kind`, or an error that says what the file is instead of a report.
It reads nothing itself.
"""

from __future__ import annotations

import codecs
from enum import StrEnum
from pathlib import PurePath

from onrecord.errors import UnreadableSource
from onrecord.sources import html, text


class Kind(StrEnum):
    """What we can read."""

    TEXT = "text"
    HTML = "html"
    JSON_LINES = "jsonl"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    PARQUET = "parquet"


TABLES = {
    ".jsonl": Kind.JSON_LINES,
    ".ndjson": Kind.JSON_LINES,
    ".json": Kind.JSON,
    ".csv": Kind.CSV,
    ".tsv": Kind.TSV,
    ".parquet": Kind.PARQUET,
}

PARQUET_MAGIC = b"PAR1"

# First bytes of files that people hand in by mistake, and what to call them.
FOREIGN = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"RIFF", "an image, sound or video file"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"\x1f\x8b", "packed with gzip twice"),
    (b"BZh", "packed with bzip2"),
    (b"\xfd7zXZ\x00", "packed with xz"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)

WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def recognise(name: str, head: bytes) -> Kind:
    """The kind of a file.

    Args:
        name: Its name; a final ``.gz`` is passed over. Without a known suffix the bytes decide.
        head: Its first bytes, unpacked; a few thousand are enough.

    Raises:
        UnreadableSource: when the bytes are those of another kind of file, or binary.
    """
    if head.startswith(PARQUET_MAGIC):
        return Kind.PARQUET
    refuse_binary(name, head)
    path = PurePath(name.casefold().removesuffix(".gz"))
    kind = TABLES.get(path.suffix)
    if kind is Kind.PARQUET:
        raise UnreadableSource("is not a Parquet file, though its name says so", subject=name)
    if kind is not None:
        return kind
    if path.suffix in html.SUFFIXES or html.looks_like_html(head):
        return Kind.HTML
    if text.looks_like_xml(head):
        raise UnreadableSource("is XML, not a report", subject=name, remedy="Give the report's page or its text.")
    return Kind.TEXT if path.suffix in text.SUFFIXES or not looks_like_rows(head) else Kind.JSON_LINES


def refuse_binary(name: str, head: bytes) -> None:
    """Raise UnreadableSource when ``head`` cannot be the beginning of a text."""
    for magic, what in FOREIGN:
        if head.startswith(magic):
            raise UnreadableSource(f"is {what}, not text", subject=name, remedy="Give the report as text or HTML.")
    if b"\x00" in head and not head.startswith(WIDE_MARKS):
        raise UnreadableSource("is binary, not text", subject=name, remedy="Give the report as UTF-8 text or HTML.")


def looks_like_rows(head: bytes) -> bool:
    """Whether bytes of no known suffix begin like JSON lines: an object that opens with a quoted name."""
    start = head.lstrip()
    return start.startswith(b"{") and start[1:].lstrip().startswith(b'"')
