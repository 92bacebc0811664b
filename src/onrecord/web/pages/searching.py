"""Search: sentences and statements by their words, with what else they must have."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from onrecord.api import questions, searching
from onrecord.api.paging import page_of
from onrecord.api.problems import NotIndexed, status_of
from onrecord.errors import UsageError
from onrecord.record.search import SearchIndex
from onrecord.web import words
from onrecord.web.pages.rulings import checked_form
from onrecord.web.rendering import BlankIsNone, Cursor, Day, Text, With, address, page, site_of

ROWS = 25
MOST_OUTLETS = 200
Kind = Annotated[Literal["sentence", "statement"] | None, BlankIsNone, Query()]
Order = Annotated[Literal["newest", "best"] | None, BlankIsNone, Query()]
Row = dict[str, Any]
router = APIRouter()


@router.get("/search")
def search(
    request: Request,
    q: Text = None,
    actor: Text = None,
    with_: With = None,
    outlet: Text = None,
    kind: Kind = None,
    since: Day = None,
    until: Day = None,
    order: Order = None,
    as_of: Day = None,
    cursor: Cursor = None,
) -> HTMLResponse:
    site = site_of(request)
    asked: Row = {"actor": actor, "with_": with_, "outlet": outlet, "kind": kind, "since": since, "until": until}
    values: Row = {
        "q": q,
        "asked": asked,
        "order": order,
        "found": [],
        "cursor": None,
        "offset": 0,
        "wrong": None,
        "behind": searching.behind(site),
        "command": searching.command(site),
        "outlets": site.ask(as_of, "outlets", lambda view: questions.outlets(view, limit=MOST_OUTLETS)).to_dicts(),
    }
    status = 200
    if q and values["behind"] is not None:
        best = order == "best"
        try:
            listed = page_of(
                lambda most: searching.found(
                    site, q, as_of=as_of, limit=most, best_first=best, marks=words.MATCH, **asked
                ),
                question=("search", q, sorted((key, str(value)) for key, value in asked.items()), best),
                size=ROWS,
                cursor=cursor,
            )
            values |= {"found": _by_report(listed.rows.to_dicts()), "cursor": listed.cursor, "offset": listed.offset}
        except NotIndexed:  # it was just deleted
            values["behind"] = None
        except UsageError as error:  # told beside the form, so that what was typed is still there
            values["wrong"], status = error, status_of(error)
    return page(request, "search", values, as_of=as_of, status=status)


def _by_report(rows: list[Row]) -> list[list[Row]]:
    """The places by report, and in each in the order of its text: a sentence once, with who is found to say it."""
    reports: dict[str, dict[int, Row]] = {}
    for row in rows:
        places = reports.setdefault(row["document_id"], {})
        place = places.setdefault(row["sentence"], row | {"speakers": []})
        if row["kind"] == "statement" and row["speaker"] not in place["speakers"]:
            place["speakers"].append(row["speaker"])
        if place["kind"] == "statement" and row["kind"] == "sentence":  # the sentence has more of the words around it
            place |= {name: row[name] for name in ("kind", "snippet", "quote", "start", "end")}
    return [[places[sentence] for sentence in sorted(places)] for places in reports.values()]


@router.post("/search/index")
async def update(request: Request) -> RedirectResponse:
    """Bring the index up to date, and go on with the search."""
    form = await checked_form(request)
    site = site_of(request)
    await run_in_threadpool(SearchIndex(site.record).update)
    return RedirectResponse(address("/search", q=str(form.get("q", ""))[:200]), 303)
