"""The overview: what the record holds, what is new in it, and where to go on."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.api import questions
from onrecord.web.rendering import Day, Text, address, page, site_of

RECENT = timedelta(days=365)
MOST = 12
router = APIRouter()


@router.get("/")
def overview(request: Request, as_of: Day = None) -> HTMLResponse:
    site = site_of(request)
    size = site.ask(as_of, "size", questions.size)
    last = size["last_published"]
    values = {
        "size": size,
        "reports": questions.headed(
            site, questions.ask(site, "documents", as_of=as_of, limit=100).to_dicts()[:8], as_of=as_of
        ),
        "pairs": questions.ask(
            site, "relations", as_of=as_of, since=last - RECENT if last else None, limit=100
        ).to_dicts()[:MOST],
        "due": questions.ask(site, "forecasts", as_of=as_of, states=["due"], limit=MOST).to_dicts(),
    }
    return page(request, "home", values, as_of=as_of)


@router.get("/relation")
def chosen(first: Text = None, second: Text = None, as_of: Day = None) -> Response:
    """Where the form with two actors leads."""
    if first and second:
        return RedirectResponse(address("/relations", first, second, as_of=as_of), 303)
    return RedirectResponse(address("/actors", *((first or second,) if first or second else ()), as_of=as_of), 303)
