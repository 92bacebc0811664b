"""Endpoints that only read: the lists, and single things.

Comes in: parameters. Goes out: JSON, or a file of rows. Each endpoint asks one question of `onrecord.api.questions`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import Response

from onrecord import __version__
from onrecord.answers import Rows
from onrecord.api import finding, questions, searching
from onrecord.api import parameters as p
from onrecord.api import schemas as s
from onrecord.api.paging import page_of
from onrecord.api.site import Site
from onrecord.reading.version import READER_VERSION

MEDIA = {
    p.Form.CSV: "text/csv",
    p.Form.JSON_LINES: "application/x-ndjson",
    p.Form.PARQUET: "application/vnd.apache.parquet",
}
PREFIX = "/api/v1"
INDEX = {
    "type": "object",
    "required": ["onrecord", "reader", "as_of", "size", "endpoints"],
    "properties": {
        "onrecord": s.TEXT,
        "reader": s.TEXT,
        "as_of": s.DAY_OR_NONE,
        "size": {"type": "object"},
        "endpoints": s.many(s.TEXT),
    },
}


def site_of(request: Request) -> Site:
    """The site that a request is put to."""
    site: Site = request.app.state.site
    return site


def json_response(value: Any, status: int = 200) -> Response:
    """A response with a value as JSON; dates are ISO 8601."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def file_response(rows: Rows, form: p.Form, name: str) -> Response:
    """Rows as a file to save."""
    disposition = f'attachment; filename="onrecord-{name}.{form}"'
    return Response(rows.to_bytes(form), media_type=MEDIA[form], headers={"content-disposition": disposition})


def listed(request: Request, name: str, page: p.Paging, **asked: Any) -> Response:
    """One page of a list, or its rows as a file."""
    site = site_of(request)
    return paged(name, page, lambda most: questions.ask(site, name, as_of=page.as_of, limit=most, **asked), asked)


def paged(name: str, page: p.Paging, ask: Callable[[int], Rows], asked: Mapping[str, Any]) -> Response:
    """The rows of an answer that a page of it has, as JSON or as a file.

    Args:
        name: Of the list.
        page: Which rows, in which form.
        ask: Gives the first rows, as many as told.
        asked: What tells this question from others to the same list.
    """
    question = (name, page.as_of, sorted((key, str(value)) for key, value in asked.items()))
    found = page_of(ask, question=question, size=page.limit, cursor=page.cursor)
    if page.form is not p.Form.JSON:
        return file_response(found.rows, page.form, name)
    return json_response({"rows": found.rows.to_dicts(), "next": found.cursor, "as_of": page.as_of})


def index(request: Request, as_of: p.AsOf = None) -> Response:
    site = site_of(request)
    return json_response(
        {
            "onrecord": __version__,
            "reader": READER_VERSION,
            "as_of": as_of,
            "size": site.ask(as_of, "size", questions.size),
            "endpoints": [f"{PREFIX}/{name}" for name in sorted(LISTS)],
        }
    )


def timeline(
    request: Request,
    page: p.Page,
    between: p.Between,
    period: p.Period,
    types: p.Types = None,
    factualities: p.Factualities = None,
    tenses: p.Tenses = None,
) -> Response:
    kinds = {"types": types, "factualities": factualities, "tenses": tenses}
    return listed(request, "timeline", page, **between, **period, **kinds)


def events(request: Request, page: p.Page, between: p.Between, period: p.Period, types: p.Types = None) -> Response:
    return listed(request, "events", page, **between, **period, types=types)


def statements(
    request: Request,
    page: p.Page,
    between: p.Between,
    period: p.Period,
    speaker: p.Speaker = None,
    kinds: p.Kinds = None,
) -> Response:
    return listed(request, "statements", page, **between, **period, speaker=speaker, kinds=kinds)


def agreements(request: Request, page: p.Page, between: p.Between, period: p.Period) -> Response:
    return listed(request, "agreements", page, **between, **period)


def forecasts(
    request: Request,
    page: p.Page,
    between: p.Between,
    period: p.Period,
    forecaster: p.Forecaster = None,
    states: p.States = None,
) -> Response:
    return listed(request, "forecasts", page, **between, **period, forecaster=forecaster, states=states)


def forecasters(request: Request, page: p.Page) -> Response:
    return listed(request, "forecasters", page)


def documents(request: Request, page: p.Page, actor: p.Actor = None) -> Response:
    return listed(request, "documents", page, actor=actor)


def decisions(request: Request, page: p.Page) -> Response:
    return listed(request, "decisions", page)


def actors(request: Request, page: p.Page) -> Response:
    return listed(request, "actors", page)


def relations(request: Request, page: p.Page, actor: p.Actor = None, since: p.Since = None) -> Response:
    return listed(request, "relations", page, actor=actor, since=since)


def search(
    request: Request,
    q: p.Words,
    page: p.Page,
    between: p.Between,
    period: p.Period,
    outlet: p.Outlet = None,
    kind: p.Place = None,
    best: p.Best = False,
) -> Response:
    asked = {**between, **period, "outlet": outlet, "kind": kind, "best_first": best}

    def ask(most: int) -> Rows:
        return searching.found(site_of(request), q, as_of=page.as_of, limit=most, **asked)

    return paged("search", page, ask, {**asked, "words": q})


def event(request: Request, id: p.Id, as_of: p.AsOf = None) -> Response:
    return json_response(questions.event(site_of(request), id, as_of=as_of))


def agreement(request: Request, id: p.Id, as_of: p.AsOf = None) -> Response:
    return json_response(questions.agreement(site_of(request), id, as_of=as_of))


def forecast(request: Request, id: p.Id, as_of: p.AsOf = None) -> Response:
    return json_response(questions.forecast(site_of(request), id, as_of=as_of))


def forecaster(request: Request, id: p.Id, as_of: p.AsOf = None) -> Response:
    return json_response(questions.forecaster(site_of(request), id, as_of=as_of))


def document(request: Request, id: p.Id, as_of: p.AsOf = None) -> Response:
    return json_response(finding.document(site_of(request).holdings.view(as_of), id))


def reading(request: Request, id: p.Id, as_of: p.AsOf = None) -> Response:
    return json_response(finding.layers(site_of(request).holdings.view(as_of), id))


LISTS: dict[str, tuple[Callable[..., Response], str]] = {
    "timeline": (timeline, "Mentions of events, in the order of their dates"),
    "events": (events, "Events, each once, with all who tell of it"),
    "statements": (statements, "Who said what"),
    "agreements": (agreements, "Treaties and other instruments"),
    "forecasts": (forecasts, "Predictions, and what became of them"),
    "forecasters": (forecasters, "Who predicts, and how well"),
    "documents": (documents, "Reports, the newest first"),
    "decisions": (decisions, "What people ruled, the newest first"),
    "actors": (actors, "Who takes part in events"),
    "relations": (relations, "Who has to do with whom"),
    "search": (search, "Sentences and statements by their words; what matches stands in square brackets"),
}
"""Each list: its endpoint, and what it is."""


def reading_router() -> APIRouter:
    """The routes, with the schemas of all that they answer."""
    router = APIRouter()
    for name, (endpoint, about) in LISTS.items():
        more = {"_409": "there is no search index yet"} if name == "search" else {}
        _add(router, f"/{name}", endpoint, "lists", about, s.answering(s.page_schema(name), files=True, **more))
    rows = s.many({"type": "object"})
    ruled = s.many(s.question_schema("decisions"))
    foretold = _more("forecasts", decisions=ruled, proposal=s.or_none(s.question_schema("proposals")))
    predicting = _more("forecasters", calibration_rows=s.many(s.question_schema("calibration")))
    things: tuple[tuple[str, Callable[..., Response], str, s.Schema], ...] = (
        ("", index, "What the record holds, and what can be asked", INDEX),
        ("/events/{id}", event, "The event that a mention is of", _more("events", mention_rows=rows)),
        ("/agreements/{id}", agreement, "One agreement", _more("agreements", step_rows=rows, mention_rows=rows)),
        (
            "/forecasts/{id}",
            forecast,
            "A forecast, rulings on it, and what reports say of it",
            foretold,
        ),
        ("/forecasters/{id:path}", forecaster, "One forecaster, with their calibration", predicting),
        ("/documents/{id}", document, "One report with its text", s.table_schema("documents")),
        ("/documents/{id}/reading", reading, "What one report says", s.reading_schema()),
    )
    for path, endpoint, about, schema in things:
        _add(router, path, endpoint, "things", about, s.answering(schema, _404="the record does not have it"))
    return router


def _more(name: str, **more: s.Schema) -> s.Schema:
    return s.extended(s.question_schema(name), **more)


def _add(
    router: APIRouter,
    path: str,
    endpoint: Callable[..., Response],
    tag: str,
    about: str,
    responses: dict[int | str, dict[str, Any]],
) -> None:
    name = f"{'list' if tag == 'lists' else 'get'}_{endpoint.__name__}"
    router.add_api_route(path, endpoint, tags=[tag], summary=about, operation_id=name, responses=responses)
