"""Endpoints that cite: a report, and the reports behind an event, an agreement or a forecast.

Comes in: an id. Goes out: CSL-JSON items. What is cited is always a report; this record is not a source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import Response

from onrecord.api import finding, questions
from onrecord.api import parameters as p
from onrecord.api import schemas as s
from onrecord.api.reading_routes import site_of
from onrecord.api.site import Site
from onrecord.exchange.csl import MEDIA_TYPE

ITEM = {
    "type": "object",
    "required": ["id", "type", "issued", "language"],
    "additionalProperties": False,
    "properties": {
        **dict.fromkeys(("id", "type", "title", "container-title", "URL", "language"), s.TEXT),
        "author": s.many({"type": "object", "required": ["literal"], "properties": {"literal": s.TEXT}}),
        "issued": {
            "type": "object",
            "required": ["date-parts"],
            "properties": {"date-parts": s.many(s.many({"type": "integer"}))},
        },
    },
}


def _report(site: Site, id: str, as_of: date | None) -> Iterable[str]:
    return [finding.document(site.holdings.view(as_of), id)["id"]]


def _event(site: Site, id: str, as_of: date | None) -> Iterable[str]:
    return [row["document_id"] for row in questions.event(site, id, as_of=as_of)["mention_rows"]]


def _agreement(site: Site, id: str, as_of: date | None) -> Iterable[str]:
    return [row["document_id"] for row in questions.agreement(site, id, as_of=as_of)["mention_rows"]]


def _forecast(site: Site, id: str, as_of: date | None) -> Iterable[str]:
    """The report that tells of it, and those that a ruling rests on."""
    row = questions.forecast(site, id, as_of=as_of)
    return [row["document_id"], *(row["resolution_documents"] or ())]


CITED: dict[str, tuple[Callable[[Site, str, date | None], Iterable[str]], str]] = {
    "documents": (_report, "A report to cite"),
    "events": (_event, "The reports that tell of an event, to cite"),
    "agreements": (_agreement, "The reports that tell of an agreement, to cite"),
    "forecasts": (_forecast, "The reports behind a forecast and its ruling, to cite"),
}
"""Each kind of thing: how to find its reports, and what its endpoint answers."""


def citing_router() -> APIRouter:
    """The routes, with the schema of what they answer."""
    router = APIRouter()
    responses = s.answering(s.many(ITEM), media=MEDIA_TYPE, _404="the record does not have it")
    for name, (reports, about) in CITED.items():
        router.add_api_route(
            f"/{name}/{{id}}/citation",
            _endpoint(name, reports),
            tags=["citations"],
            summary=about,
            operation_id=f"cite_{name}",
            responses=responses,
        )
    return router


def _endpoint(name: str, reports: Callable[[Site, str, date | None], Iterable[str]]) -> Callable[..., Any]:
    disposition = f'attachment; filename="onrecord-{name}.csl.json"'

    def cite(request: Request, id: p.Id, as_of: p.AsOf = None) -> Response:
        site = site_of(request)
        items = finding.cited(site.holdings.view(as_of), reports(site, id, as_of))
        return Response(msgspec.json.encode(items), media_type=MEDIA_TYPE, headers={"content-disposition": disposition})

    return cite
