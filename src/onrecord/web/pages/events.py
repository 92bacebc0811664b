"""The page of one event: everybody who tells of it, by day and by holder."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.api import questions
from onrecord.api.parameters import Id
from onrecord.web.rendering import Day, page, site_of

MOST = 200
router = APIRouter()


@router.get("/events/{id}")
def event(request: Request, id: Id, as_of: Day = None) -> HTMLResponse:
    found = questions.event(site_of(request), id, as_of=as_of)
    mentions = found["mention_rows"]
    holders: dict[str, list[dict[str, object]]] = {}
    for row in mentions[:MOST]:
        holders.setdefault(row["holder"], []).append(row)
    values = {"event": found, "mentions": mentions[:MOST], "more": len(mentions) - MOST, "holders": holders}
    return page(request, "event", values, as_of=as_of)
