"""What somebody gives to be added: a pasted text, files that were sent, a feed.

Comes in: text, files, an address. Goes out: `Given`: a name for it, how many reports it holds where that is known, and
its items one after another. A feed is fetched while its items are asked for, not before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from onrecord.errors import InputError
from onrecord.sources import Found, read_stream
from onrecord.sources.feed import entry_item, read_feed
from onrecord.sources.fetching import Web
from onrecord.sources.kinds import TABLES
from onrecord.types import RawItem

MOST_FEED_BYTES = 8_000_000


class Expect(Protocol):
    """Told as soon as it is known how many items there will be, and how many more there are that are not taken."""

    def __call__(self, total: int, *, left_out: int = 0) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Something to add.

    Attributes:
        what: What it is called, in a few words.
        items: Gives its items; may tell how many there will be.
        total: How many reports it holds, where that is known beforehand.
        published: Publication date of all of them, as ``YYYY-MM-DD``.
        outlet: Outlet of all of them.
        close: Lets go of what it holds; called once, whatever became of it.
    """

    what: str
    items: Callable[[Expect], Iterator[Found]]
    total: int | None = None
    published: str | None = None
    outlet: str | None = None
    close: Callable[[], None] = lambda: None


def given_reports(reports: Sequence[RawItem], *, what: str) -> Given:
    """Reports whose text is at hand."""
    return Given(what=what, items=lambda expect: iter(reports), total=len(reports))


def given_files(
    files: Sequence[tuple[str, Path]],
    *,
    max_bytes: int,
    published: str | None = None,
    outlet: str | None = None,
    close: Callable[[], None] = lambda: None,
) -> Given:
    """Files that were sent.

    Args:
        files: Each one's name, as its sender has it, and where it lies.
        max_bytes: The longest report that is read.
        published: Publication date of all of them.
        outlet: Outlet of all of them.
        close: Deletes them.
    """

    def items(expect: Expect) -> Iterator[Found]:
        for name, place in files:
            with place.open("rb") as stream:
                yield from read_stream(name, stream, max_bytes=max_bytes)

    tables = any(name.casefold().removesuffix(".gz").endswith(tuple(TABLES)) for name, _ in files)
    return Given(
        what=files[0][0] if len(files) == 1 else f"{len(files)} files",
        items=items,
        total=None if tables else len(files),
        published=published,
        outlet=outlet,
        close=close,
    )


def given_feed(address: str, *, max_bytes: int, web: Web | None = None) -> Given:
    """A feed: the reports that it carries or leads to.

    Args:
        address: Its address.
        max_bytes: The longest report that is read.
        web: How the web is reached; public hosts only, when None.
    """

    def items(expect: Expect) -> Iterator[Found]:
        try:
            feed = read_feed(address, max_bytes=MOST_FEED_BYTES, web=web)
        except InputError as error:
            expect(1)
            yield error
            return
        expect(len(feed.entries), left_out=feed.left_out)
        for entry in feed.entries:
            yield entry_item(entry, feed, max_bytes=max_bytes, web=web)

    return Given(what=f"feed {address}", items=items)
