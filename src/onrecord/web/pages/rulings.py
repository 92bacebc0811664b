"""Rulings: the list of them, and the forms that make one and take one back."""

from __future__ import annotations

import re
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from onrecord.api import finding, questions
from onrecord.api.paging import page_of
from onrecord.api.parameters import Id
from onrecord.api.site import Site
from onrecord.errors import BadQuery
from onrecord.record import DecisionKind, View
from onrecord.record.decisions import standing
from onrecord.types import Evidence, Outcome
from onrecord.web.rendering import Cursor, Day, address, page, site_of

ROWS = 50
LONGEST = 4_000
router = APIRouter()
_PLACE = re.compile(r"(?P<document>[^:]+):(?P<start>\d{1,9})-(?P<end>\d{1,9})", re.ASCII)


@router.get("/decisions")
def decisions(request: Request, as_of: Day = None, cursor: Cursor = None) -> HTMLResponse:
    site = site_of(request)
    listed = page_of(
        lambda most: questions.ask(site, "decisions", as_of=as_of), question="decisions", size=ROWS, cursor=cursor
    )
    values = {"decisions": listed.rows.to_dicts(), "cursor": listed.cursor, "offset": listed.offset}
    return page(request, "decisions", values, as_of=as_of)


@router.post("/forecasts/{id}/resolution")
async def resolve(request: Request, id: Id) -> RedirectResponse:
    form = await checked_form(request)
    return await run_in_threadpool(_resolve, site_of(request), id, form)


def _resolve(site: Site, id: str, form: FormData) -> RedirectResponse:
    view = site.holdings.view(None)
    finding.line(view, id, "forecasts")
    outcome = _one_of(form, "outcome", [str(one) for one in Outcome])
    site.record.resolve(
        id,
        Outcome(outcome),
        decided_by=text_of(form, "by", "who rules"),
        decided_at=site.now(),
        evidence=[_place(view, str(chosen)) for chosen in form.getlist("evidence")],
        note=str(form.get("note", ""))[:LONGEST],
    )
    return RedirectResponse(address("/forecasts", id), 303)


def _place(view: View, told: str) -> Evidence:
    """The words at ``DOCUMENT_ID:START-END``.

    Raises:
        BadQuery: when there is no such place.
    """
    if (place := _PLACE.fullmatch(told)) is None:
        raise BadQuery("is no place in a report", subject=told, remedy="Open the page again and send it from there.")
    return view.place(place["document"], int(place["start"]), int(place["end"]))


@router.post("/decisions/{id}/undoing")
async def undo(request: Request, id: Id) -> RedirectResponse:
    form = await checked_form(request)
    return await run_in_threadpool(_undo, site_of(request), id, form)


def _undo(site: Site, id: str, form: FormData) -> RedirectResponse:
    ruling = next((one for one in standing(site.holdings.view(None).decisions()) if one.id == id), None)
    if ruling is None:
        raise BadQuery("is no ruling that stands", subject=id)
    by = text_of(form, "by", "who takes it back")
    note = str(form.get("note", ""))[:LONGEST]
    site.record.decide(DecisionKind.UNDO, id, decided_by=by, decided_at=site.now(), note=note)
    if ruling.kind is DecisionKind.RESOLVE:
        return RedirectResponse(address("/forecasts", ruling.subject), 303)
    return RedirectResponse("/decisions", 303)


async def checked_form(request: Request, **limits: Any) -> FormData:
    """The fields of a form that a page of ours made for this session.

    Raises:
        Forged: when it was not.
    """
    return checked(request, await request.form(**limits))


def checked(request: Request, form: FormData) -> FormData:
    """The same form, if a page of ours made it for this session.

    Raises:
        Forged: when it was not.
    """
    given = form.get("form_token", "")
    site_of(request).access.check_form(request.state.caller, "" if isinstance(given, UploadFile) else given)
    return form


def text_of(form: FormData, field: str, what: str) -> str:
    """A field that must be filled in.

    Raises:
        BadQuery: when it is not.
    """
    value = form.get(field, "")
    if isinstance(value, UploadFile) or not value.strip() or len(value) > LONGEST:
        raise BadQuery(f"say {what}, in at most {LONGEST:,} characters", subject=field)
    return value.strip()


def _one_of(form: FormData, field: str, known: list[str]) -> str:
    value = form.get(field, "")
    if value not in known:
        raise BadQuery(f"is not one of {', '.join(known)}", subject=str(value) or field)
    return str(value)
