"""Adding reports: the page with its three forms, and the account of each run.

Comes in: a pasted text, files, the address of a feed, from those who have signed in. Goes out: a page that tells how
far the run is, and in the end what was added, what was skipped, and why. A form that cannot be taken comes back as it
was filled in, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from onrecord.api import adding
from onrecord.api.guarding import MOST_BYTES
from onrecord.api.parameters import Id
from onrecord.api.problems import status_of
from onrecord.api.site import Site
from onrecord.documents import make_document
from onrecord.errors import BadQuery, InputError, NoPublicationDate, OnrecordError
from onrecord.runs.adding import Became
from onrecord.runs.background import AdditionRunning, Progress
from onrecord.runs.given import Given
from onrecord.types import RawItem
from onrecord.web.pages.rulings import checked
from onrecord.web.rendering import Day, address, page, site_of

FIELDS = ("title", "outlet", "published", "url", "text", "feed")
ACCEPTED = ".txt,.md,.html,.htm,.csv,.tsv,.json,.jsonl,.parquet,.gz"
ORDER = (Became.SKIPPED, Became.READ, Became.ALREADY, Became.REPEATED)
router = APIRouter()


@router.get("/add")
def add(request: Request, as_of: Day = None) -> HTMLResponse:
    return _form(request, as_of=as_of)


@router.post("/add/text")
async def add_text(request: Request) -> Response:
    return await _sent(request, "text", _text)


@router.post("/add/files")
async def add_files(request: Request) -> Response:
    return await _sent(request, "files", adding.files_of)


@router.post("/add/feed")
async def add_feed(request: Request) -> Response:
    return await _sent(request, "feed", _feed)


@router.get("/additions/{id}")
def addition(request: Request, id: Id, as_of: Day = None) -> HTMLResponse:
    progress = adding.find(site_of(request), id).progress()
    items = sorted(progress.items, key=lambda item: ORDER.index(item.became))
    values = {"run": progress, "items": items, "untold": progress.seen - len(items), "heading": _heading(progress)}
    return page(request, "addition", values, as_of=as_of)


@router.post("/additions/{id}/stopping")
async def stop(request: Request, id: Id) -> RedirectResponse:
    site = site_of(request)
    async with adding.bounded_form(request, site) as form:
        checked(request, form)
    adding.find(site, id).stop()
    return RedirectResponse(address("/additions", id), 303)


async def _sent(request: Request, which: str, given: Callable[[FormData, Site], Given]) -> Response:
    """Begin to add what a form gives, and go to its account; or show the form again, with what is wrong."""
    site = site_of(request)
    kept: dict[str, str] = {}
    try:
        async with adding.bounded_form(request, site) as form:
            checked(request, form)
            kept = {name: value for name in FIELDS if isinstance(value := form.get(name), str)}
            begun = await run_in_threadpool(lambda: adding.begin(site, given(form, site)))
    except (InputError, BadQuery, AdditionRunning) as error:
        return _form(request, which=which, wrong=error, kept=kept)
    return RedirectResponse(address("/additions", begun.id), 303)


def _text(form: FormData, site: Site) -> Given:
    """A pasted text. It is looked at here already, so that what is wrong with it is told while it can be put right."""
    text = form.get("text")
    told = {name: adding.line_of(form, name) for name in ("title", "outlet", "url")}
    told["published"] = adding.published_of(form, site)
    if not isinstance(text, str) or not text.strip():
        raise BadQuery("paste the text of a report", subject="text")
    metadata = {name: value for name, value in told.items() if value}
    item = RawItem(
        name=told["title"] or "the text",
        content=text.encode("utf-8", "replace"),
        media_type="text/plain",
        metadata=metadata,
    )
    try:
        make_document(item, today=site.today(), settings=site.settings)
    except NoPublicationDate as error:
        raise BadQuery("say on which day it was published", subject="published") from error
    return adding.reports_of([(text, told)])


def _feed(form: FormData, site: Site) -> Given:
    if (feed := adding.line_of(form, "feed")) is None:
        raise BadQuery("give the address of a feed", subject="feed")
    return adding.feed_of(feed, site)


def _form(
    request: Request,
    *,
    which: str = "",
    wrong: OnrecordError | None = None,
    kept: dict[str, str] | None = None,
    as_of: date | None = None,
) -> HTMLResponse:
    site = site_of(request)
    running = site.additions.running()
    values: dict[str, Any] = {
        "path": "/add",
        "which": which,
        "wrong": wrong,
        "given": dict.fromkeys(FIELDS, "") | (kept or {}),
        "running": running.progress() if running else None,
        "latest": [one.progress() for one in site.additions.latest()],
        "most_files": adding.MOST_FILES,
        "most_megabytes": MOST_BYTES // (1024 * 1024),
        "most_characters": site.settings.max_characters,
        "accepted": ACCEPTED,
    }
    return page(request, "add", values, as_of=as_of, status=status_of(wrong) if wrong else 200)


def _heading(progress: Progress) -> str:
    match progress.state.value:
        case "running":
            return "Adding"
        case "done":
            return "Added" if progress.added else "Nothing new was added"
        case "stopped":
            return "Stopped"
    return "Adding broke off"
