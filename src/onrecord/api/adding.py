"""What is sent to be added: bounded, checked, and handed to a run in the background.

Comes in: forms with files, texts, addresses of feeds. Goes out: what is `Given`, and the account of a run as plain
values. Files are kept in a folder of their own until the run is done with them.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp
from typing import Any

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from onrecord.api.problems import NotInRecord, TooLarge, shaped
from onrecord.api.site import Site
from onrecord.documents import longest_in_bytes
from onrecord.documents.cleaning import clean_line
from onrecord.documents.dates import parse_date
from onrecord.errors import BadQuery, UnreadableSource
from onrecord.runs.adding import Became
from onrecord.runs.background import Addition, Progress
from onrecord.runs.given import Given, given_feed, given_files, given_reports
from onrecord.sources.fetching import checked_address
from onrecord.types import DateBasis, RawItem

MOST_FILES = 50
MOST_FIELDS = 12
LONGEST_NAME = 200
LONGEST_LINE = 2_000


@asynccontextmanager
async def bounded_form(request: Request, site: Site) -> AsyncIterator[FormData]:
    """The fields and files of a form, no more and no larger than is taken; at the end the files are let go.

    Raises:
        TooLarge: when there are more files, or a longer text.
    """
    longest = 4 * site.settings.max_characters + 1_000  # a character takes up to four bytes
    try:
        form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=longest)
    except HTTPException as error:
        told = str(error.detail)
        if told.startswith("Too many files"):
            raise TooLarge(
                f"has more than {MOST_FILES} files", subject="the form", remedy="Send them in several runs."
            ) from error
        if "exceeded maximum size" in told:
            raise TooLarge(
                f"has a text of more than {site.settings.max_characters:,} characters",
                subject="the form",
                remedy="Split it into reports, or raise the setting 'max_characters'.",
            ) from error
        raise
    try:
        yield form
    finally:
        await form.close()


def files_of(form: FormData, site: Site) -> Given:
    """The files of a form, copied to where the run finds them.

    Raises:
        BadQuery: when there are none.
        BadDate: when the date that is given with them is none.
    """
    published = published_of(form, site)
    sent = [one for one in form.getlist("files") if isinstance(one, UploadFile) and (one.filename or one.size)]
    if not sent:
        raise BadQuery("choose at least one file", subject="files")
    folder = Path(mkdtemp(prefix="onrecord-added-"))
    places = []
    for number, one in enumerate(sent):
        places.append((file_name(one.filename), folder / str(number)))
        with places[-1][1].open("wb") as copy:
            shutil.copyfileobj(one.file, copy)
    return given_files(
        places,
        max_bytes=longest_in_bytes(site.settings),
        published=published,
        outlet=line_of(form, "outlet"),
        close=lambda: shutil.rmtree(folder, ignore_errors=True),
    )


def file_name(sent: str | None) -> str:
    """What a file is called that somebody sent: the last part of its name, without what cannot be seen."""
    name = clean_line(PurePosixPath((sent or "").replace("\\", "/")).name)
    return name[-LONGEST_NAME:] if name else "a file without a name"


def feed_of(address: str, site: Site) -> Given:
    """A feed.

    Raises:
        BadQuery: when that is no address that may be fetched.
    """
    try:
        checked_address(address.strip(), site.web.ports)
    except UnreadableSource as error:
        raise BadQuery(error.message, subject=error.subject, remedy=error.remedy) from error
    return given_feed(address.strip(), max_bytes=longest_in_bytes(site.settings), web=site.web)


def reports_of(texts: Sequence[tuple[str, dict[str, str | None]]]) -> Given:
    """Reports whose text was sent, each with what is told of it: title, outlet, author, published, url."""
    items = [
        RawItem(
            name=clean_line(told.get("title")) or f"text {number}",
            content=text.encode("utf-8", "replace"),
            media_type="text/plain",
            metadata={name: value for name, value in told.items() if value},
        )
        for number, (text, told) in enumerate(texts, 1)
    ]
    return given_reports(items, what=items[0].name if len(items) == 1 else f"{len(items)} texts")


def published_of(form: FormData, site: Site) -> str | None:
    """The day that a form tells, if it does.

    Raises:
        BadDate: when it is none, or lies in the future.
    """
    if (told := line_of(form, "published")) is None:
        return None
    return parse_date(told, today=site.today(), basis=DateBasis.GIVEN, name="published").day.isoformat()


def line_of(form: FormData, field: str) -> str | None:
    """One line of text of a form, if it is filled in.

    Raises:
        BadQuery: when it is too long.
    """
    value = form.get(field)
    if not isinstance(value, str):
        return None
    if len(value) > LONGEST_LINE:
        raise BadQuery(f"has more than {LONGEST_LINE:,} characters", subject=field)
    return clean_line(value)


def begin(site: Site, given: Given) -> Addition:
    """Begin to add in the background.

    Raises:
        AdditionRunning: while something else is being added.
    """
    return site.additions.start(given, now=site.now, today=site.today())


def find(site: Site, addition_id: str) -> Addition:
    """A run by its id.

    Raises:
        NotInRecord: when it is not remembered.
    """
    found = site.additions.find(addition_id)
    if found is None:
        raise NotInRecord(
            "is no addition that this server remembers",
            subject=addition_id,
            remedy="It remembers the last few since it started; what they added is in the record.",
        )
    return found


def account(progress: Progress) -> dict[str, Any]:
    """A run as the API tells it."""
    return {
        "id": progress.id,
        "what": progress.what,
        "state": progress.state,
        "stopping": progress.stopping,
        "started": progress.started,
        "ended": progress.ended,
        "total": progress.total,
        "left_out": progress.left_out,
        "seen": progress.seen,
        "added": progress.added,
        "told": progress.told,
        "counts": {became.value: progress.counts[became] for became in Became},
        "items": progress.items,
        "error": shaped(progress.error)["error"] if progress.error else None,
    }
