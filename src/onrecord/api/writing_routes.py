"""Endpoints that rule: what became of a forecast, and taking a ruling back.

Comes in: JSON from callers who have the token. Goes out: the decision, as kept. Nothing is ever overwritten.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from onrecord.api import finding, questions
from onrecord.api import parameters as p
from onrecord.api import schemas as s
from onrecord.api.problems import NotInRecord
from onrecord.api.reading_routes import json_response, site_of
from onrecord.record import DecisionKind
from onrecord.record.decisions import standing
from onrecord.types import Outcome

MOST_WORDS = 20
LONGEST_NOTE = 4_000
PlainLine = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]*[^\x00-\x20][^\x00-\x1f]*$")]
PlainText = Annotated[str, Field(max_length=LONGEST_NOTE, pattern=r"^[^\x00]*$")]
FormToken = Annotated[str | None, Header(max_length=100, description="For browser sessions only.")]


class Words(BaseModel):
    """Words of a report."""

    model_config = ConfigDict(extra="forbid")
    document_id: PlainLine
    quote: Annotated[str, Field(min_length=1, max_length=LONGEST_NOTE, description="As they stand in the report.")]


class Ruling(BaseModel):
    """What became of a forecast, says who, because of which words."""

    model_config = ConfigDict(extra="forbid")
    outcome: Outcome
    by: PlainLine
    note: PlainText = ""
    evidence: Annotated[list[Words], Field(max_length=MOST_WORDS)] = []


class Undoing(BaseModel):
    """Who takes a ruling back, and why."""

    model_config = ConfigDict(extra="forbid")
    by: PlainLine
    note: PlainText = ""


def resolve(request: Request, id: p.Id, ruling: Ruling, x_form_token: FormToken = None) -> Response:
    site = site_of(request)
    site.access.check_form(request.state.caller, x_form_token or "")
    view = site.holdings.view(None)
    finding.line(view, id, "forecasts")
    words = [view.words(one.document_id, one.quote) for one in ruling.evidence]
    decision = site.record.resolve(
        id, ruling.outcome, decided_by=ruling.by, decided_at=site.now(), evidence=words, note=ruling.note
    )
    return _decision(request, decision.id)


def undo(request: Request, id: p.Id, undoing: Undoing, x_form_token: FormToken = None) -> Response:
    site = site_of(request)
    site.access.check_form(request.state.caller, x_form_token or "")
    if id not in {decision.id for decision in standing(site.holdings.view(None).decisions())}:
        raise NotInRecord("is no ruling that stands", subject=id)
    decision = site.record.decide(
        DecisionKind.UNDO, id, decided_by=undoing.by, decided_at=site.now(), note=undoing.note
    )
    return _decision(request, decision.id)


def _decision(request: Request, decision_id: str) -> Response:
    found = questions.ask(site_of(request), "decisions", as_of=None)
    return json_response(next(row for row in found if row["id"] == decision_id))


def writing_router() -> APIRouter:
    """The routes, with the schema of the decision that they answer with."""
    router = APIRouter()
    responses = s.answering(s.question_schema("decisions"), _404="the record does not have it", _413="too large")
    for path, endpoint, about in (
        ("/forecasts/{id}/resolution", resolve, "Rule what became of a forecast"),
        ("/decisions/{id}/undoing", undo, "Take a ruling back"),
    ):
        router.add_api_route(
            path,
            endpoint,
            methods=["POST"],
            tags=["rulings"],
            summary=about,
            operation_id=endpoint.__name__,
            responses=responses,
        )
    return router
