"""Open what the user names, and hand over its items.

Comes in: a path, or ``-`` for standard input; packed with gzip or not. Goes out: its items one after another, and an
error in the place of what cannot be read. Files are bounded before anything is decoded; tables are read as a stream.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import DocumentTooLong, InputError, UnreadableSource
from onrecord.sources.html import html_item
from onrecord.sources.kinds import Kind, recognise
from onrecord.sources.table import read_rows
from onrecord.sources.text import text_item
from onrecord.types import RawItem

STDIN = "-"
STDIN_NAME = "standard input"
HEAD = 4096
GZIP_MAGIC = b"\x1f\x8b"

Found = RawItem | InputError


def open_source(name: str, *, max_bytes: int, stdin: BinaryIO | None = None) -> Iterator[Found]:
    """The items of one file, or of standard input.

    Args:
        name: A path, or ``-``.
        max_bytes: The longest report that is read, in bytes, unpacked; a table may be longer, a row of it may not.
        stdin: What ``-`` stands for.

    Yields:
        A `RawItem` for a text or a page and for each row of a table, in their order; for what cannot be read, the
        `InputError` that says why (yielded, not raised, so that what comes after it is still read).
    """
    shown = STDIN_NAME if name == STDIN else name
    try:
        with _opened(name, stdin) as stream:
            yield from read_stream(shown, stream, max_bytes=max_bytes)
    except InputError as error:
        yield error
    except OSError as error:
        yield unopened(shown, error)


def read_stream(name: str, stream: BinaryIO, *, max_bytes: int) -> Iterator[Found]:
    """The items of a file that is open already; otherwise as `open_source`.

    Args:
        name: What to call it; its suffix helps to tell what kind of file it is.
        stream: Its bytes, from the first.
        max_bytes: As `open_source`.
    """
    try:
        yield from _items(name, stream, max_bytes)
    except InputError as error:
        yield error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield UnreadableSource(
            f"is damaged or cut off: its gzip data does not end as it should ({error})",
            subject=name,
            remedy="Fetch the file again.",
        )
    except OSError as error:
        yield unopened(name, error)


def unopened(name: str, error: OSError) -> UnreadableSource:
    """Why a file could not be opened or read, in words."""
    if isinstance(error, FileNotFoundError):
        return UnreadableSource("there is no such file", subject=name, remedy="Check the name.")
    if isinstance(error, IsADirectoryError):
        return UnreadableSource("is a folder", subject=name, remedy="Name the files in it.")
    if isinstance(error, PermissionError):
        return UnreadableSource("may not be read", subject=name, remedy="Check its permissions.")
    return UnreadableSource(f"cannot be read ({error.strerror or error})", subject=name)


def _opened(name: str, stdin: BinaryIO | None) -> AbstractContextManager[BinaryIO]:
    if name != STDIN:
        try:
            return Path(name).open("rb")
        except ValueError as error:  # a NUL in the name
            raise UnreadableSource("is no name of a file", subject=repr(name)) from error
    if stdin is None:
        raise UnreadableSource("there is nothing on standard input", subject=STDIN_NAME)
    return nullcontext(stdin)  # not ours to close


def _items(name: str, raw: BinaryIO, max_bytes: int) -> Iterator[Found]:
    head, stream = _peeked(raw)
    if head.startswith(GZIP_MAGIC):
        head, stream = _peeked(gzip.GzipFile(fileobj=stream))
    kind = recognise(name, head)
    if kind is Kind.TEXT:
        yield text_item(name, _whole(name, stream, max_bytes))
    elif kind is Kind.HTML:
        yield html_item(name, _whole(name, stream, max_bytes))
    else:
        yield from read_rows(name, stream, kind.value, max_bytes=max_bytes)


def _whole(name: str, stream: BinaryIO, max_bytes: int) -> bytes:
    content = stream.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise too_long(name, max_bytes)
    return content


def too_long(name: str, max_bytes: int) -> DocumentTooLong:
    """The error for a report that has more bytes than are read."""
    return DocumentTooLong(
        f"has more than {max_bytes:,} bytes",
        subject=name,
        remedy="Split it into reports, or raise the setting 'max_characters'.",
    )


class _Chained(io.RawIOBase):
    """A stream whose first bytes were taken off to look at, with these put back."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        piece = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)


def _peeked(stream: BinaryIO | gzip.GzipFile) -> tuple[bytes, BinaryIO]:
    head = stream.read(HEAD)
    return head, io.BufferedReader(_Chained(head, stream), 1 << 16)  # type: ignore[arg-type]
