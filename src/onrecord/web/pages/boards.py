"""The register of agreements and the board of forecasts, with a page for each agreement and each forecast."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BeforeValidator

from onrecord.answers.forecasts import State
from onrecord.api import questions
from onrecord.api.paging import STEPS, page_of
from onrecord.api.parameters import Id
from onrecord.types import Outcome
from onrecord.web.rendering import Cursor, Day, Text, With, page, site_of

ROWS = 50
MOST_AT_ONCE = 10_000
"""Mentions of agreements that are put together for one page; of more, a party must be named."""

PARTIES = 60
TABS = {
    "due": ("due",),
    "open": ("open",),
    "resolved": ("yes", "no", "ambiguous", "annulled"),
    "all": tuple(State),
}
Tab = Annotated[Literal["due", "open", "resolved", "all"], BeforeValidator(lambda value: value or "due"), Query()]
Row = dict[str, Any]
router = APIRouter()


@router.get("/agreements")
def agreements(
    request: Request,
    actor: Text = None,
    with_: With = None,
    as_of: Day = None,
    cursor: Cursor = None,
) -> HTMLResponse:
    site = site_of(request)
    if not (actor or with_) and site.ask(as_of, "size", questions.size)["agreements"] > MOST_AT_ONCE:
        return _choice_of_party(request, as_of)
    found = questions.register(site, as_of=as_of, actor=actor, with_=with_)
    listed = page_of(
        lambda most: found.rows(stop=most),
        question=("agreements", actor, with_),
        size=ROWS,
        cursor=cursor,
        steps=(ROWS + 1, *STEPS[1:]),
    )
    values = {
        "agreements": listed.rows.to_dicts(),
        "cursor": listed.cursor,
        "offset": listed.offset,
        "count": len(found),
        "actor": actor,
        "with_": with_,
    }
    return page(request, "agreements", values, as_of=as_of)


def _choice_of_party(request: Request, as_of: date | None) -> HTMLResponse:
    """The register of a record that tells of too many agreements to put all of them together at once: by party."""
    site = site_of(request)
    told = site.ask(as_of, "size", questions.size)["agreements"]
    parties = questions.ask(site, "actors", as_of=as_of, limit=PARTIES).to_dicts()
    return page(request, "agreements_by_party", {"told": told, "parties": parties}, as_of=as_of)


@router.get("/agreements/{id}")
def agreement(request: Request, id: Id, as_of: Day = None) -> HTMLResponse:
    found = questions.agreement(site_of(request), id, as_of=as_of)
    values = {"agreement": found, "life": _life(found["step_rows"]), "contradictions": _contradictions(found)}
    return page(request, "agreement", values, as_of=as_of)


def _life(steps: list[Row]) -> list[Row]:
    """Each step once, with all who tell of it, in the order of the dates."""
    merged: dict[tuple[Any, ...], Row] = {}
    for step in steps:
        key = (step["kind"], step["party"], step["earliest"], step["latest"], step["factuality"])
        merged.setdefault(key, step | {"told": []})["told"].append(step)
    return list(merged.values())


def _contradictions(found: Row) -> list[tuple[str, str | None, list[Row]]]:
    """Steps that are certain and bear dates that cannot both be right."""
    by_step: dict[tuple[str, str | None], list[Row]] = {}
    for step in found["step_rows"]:
        if step["factuality"] == "CT+" and step["earliest"] and step["latest"]:
            by_step.setdefault((step["kind"], step["party"]), []).append(step)
    apart = []
    for (kind, party), told in by_step.items():
        if max(one["earliest"] for one in told) > min(one["latest"] for one in told):
            apart.append((kind, party, told))
    return apart


@router.get("/forecasts")
def forecasts(
    request: Request,
    state: Tab = "due",
    actor: Text = None,
    forecaster: Text = None,
    as_of: Day = None,
    cursor: Cursor = None,
) -> HTMLResponse:
    site = site_of(request)
    asked: Row = {"actor": actor, "forecaster": forecaster}
    states = questions.forecast_states(site, as_of=as_of, **asked)
    counts = {tab: sum(states[one] for one in names) for tab, names in TABS.items()}
    if state == "due" and not counts["due"] and not request.query_params.get("state"):
        state = "open"
    wanted = [str(one) for one in TABS[state]]
    listed = page_of(
        lambda most: questions.ask(site, "forecasts", as_of=as_of, states=wanted, limit=most, **asked),
        question=("forecasts", state, actor, forecaster),
        size=ROWS,
        cursor=cursor,
        steps=(ROWS + 1, *STEPS[1:]),
    )
    values = {
        "forecasts": listed.rows.to_dicts(),
        "cursor": listed.cursor,
        "offset": listed.offset,
        "counts": counts,
        "tab": state,
        "actor": actor,
        "forecaster": forecaster,
        "outcomes": list(Outcome),
    }
    return page(request, "forecasts", values, as_of=as_of)


@router.get("/forecasts/{id}")
def forecast(request: Request, id: Id, as_of: Day = None) -> HTMLResponse:
    site = site_of(request)
    found = questions.forecast(site, id, as_of=as_of)
    values = {
        "forecast": found,
        "outcomes": list(Outcome),
        "proposal": questions.proposal(site, found, as_of=as_of),
    }
    return page(request, "forecast", values, as_of=as_of)
