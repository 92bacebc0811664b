"""Endpoints that add: texts, files and feeds; how far that is; stopping it.

Comes in: JSON or a form with files, from callers who have the token. Goes out: the account of the run, which goes on
in the background; its address tells how far it is and, in the end, what became of each item.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from onrecord.api import adding
from onrecord.api import parameters as p
from onrecord.api import schemas as s
from onrecord.api.problems import SHAPE, WrongMedia
from onrecord.api.reading_routes import PREFIX, json_response, site_of
from onrecord.api.site import Site
from onrecord.api.writing_routes import FormToken
from onrecord.runs.adding import Became
from onrecord.runs.background import Addition, State
from onrecord.runs.given import Given

MOST_REPORTS = 50
LINE = r"^[^\x00-\x1f\x7f]*$"
Line = Annotated[str, Field(max_length=500, pattern=LINE)]
Account = dict[str, Any]


class Report(BaseModel):
    """A report: its text, and what is known of it."""

    model_config = ConfigDict(extra="forbid")
    text: Annotated[str, Field(min_length=1, description="The report without its headline.")]
    published: Annotated[p.CalendarDay | None, Field(description="The day of publication.")] = None
    title: Line | None = None
    outlet: Line | None = None
    author: Line | None = None
    url: Line | None = None


class ByReports(BaseModel):
    """Reports to add."""

    model_config = ConfigDict(extra="forbid")
    reports: Annotated[list[Report], Field(min_length=1, max_length=MOST_REPORTS)]


class ByFeed(BaseModel):
    """A feed whose reports to add."""

    model_config = ConfigDict(extra="forbid")
    feed: Annotated[
        str, Field(max_length=2_000, pattern=r"^https?://", description="An RSS or Atom feed on a public host.")
    ]


def add(request: Request, sent: ByReports | ByFeed, x_form_token: FormToken = None) -> Response:
    site = site_of(request)
    site.access.check_form(request.state.caller, x_form_token or "")
    if isinstance(sent, ByFeed):
        return _begun(site, adding.feed_of(sent.feed, site))
    told = [(report.text, _told(report)) for report in sent.reports]
    return _begun(site, adding.reports_of(told))


def _told(report: Report) -> dict[str, str | None]:
    published = report.published.isoformat() if report.published else None
    return {**report.model_dump(include={"title", "outlet", "author", "url"}), "published": published}


async def add_files(request: Request, x_form_token: FormToken = None) -> Response:
    site = site_of(request)
    site.access.check_form(request.state.caller, x_form_token or "")
    if not request.headers.get("content-type", "").casefold().startswith("multipart/form-data"):
        raise WrongMedia("takes a form with files", subject="content-type", remedy="Send it as multipart/form-data.")
    async with adding.bounded_form(request, site) as form:
        return await run_in_threadpool(lambda: _begun(site, adding.files_of(form, site)))


def _begun(site: Site, given: Given) -> Response:
    addition = adding.begin(site, given)
    response = _answer(addition, 202)
    response.headers["location"] = f"{PREFIX}/additions/{addition.id}"
    return response


def additions(request: Request) -> Response:
    rows = [adding.account(one.progress()) | {"items": []} for one in site_of(request).additions.latest()]
    return json_response({"rows": rows})


def addition(request: Request, id: p.Id) -> Response:
    return _answer(adding.find(site_of(request), id))


def stop_addition(request: Request, id: p.Id, x_form_token: FormToken = None) -> Response:
    site = site_of(request)
    site.access.check_form(request.state.caller, x_form_token or "")
    found = adding.find(site, id)
    found.stop()
    return _answer(found)


def _answer(found: Addition, status: int = 200) -> Response:
    return json_response(adding.account(found.progress()), status)


def _schema() -> Account:
    count = {"type": "integer", "minimum": 0}
    item = {
        "name": s.TEXT,
        "became": {"enum": [one.value for one in Became]},
        "kept": {"type": "boolean", "description": "whether the record has it"},
        "document_id": s.or_none(s.TEXT),
        "title": s.or_none(s.TEXT),
        **dict.fromkeys(("reason", "message", "remedy"), s.TEXT),
    }
    instant = {"type": "string", "format": "date-time"}
    return s.object_schema(
        {
            **dict.fromkeys(("id", "what", "told"), s.TEXT),
            "state": {"enum": [one.value for one in State]},
            "stopping": {"type": "boolean"},
            "started": instant,
            "ended": s.or_none(instant),
            "total": s.or_none(count) | {"description": "null: not known"},
            "left_out": count | {"description": "entries of a feed beyond those that are taken"},
            "seen": count,
            "added": count,
            "counts": s.object_schema({one.value: count for one in Became}),
            "items": s.many(s.object_schema(item)),
            "error": s.or_none(SHAPE["properties"]["error"]),  # type: ignore[index]
        }
    )


FILES_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {
                            "type": "array",
                            "minItems": 1,
                            "maxItems": adding.MOST_FILES,
                            "items": {"type": "string", "format": "binary"},
                        },
                        "published": {
                            "anyOf": [{"type": "string", "format": "date"}, {"type": "string", "maxLength": 0}],
                            "description": "Of all of them; empty, as a form sends it: as each file tells.",
                        },
                        "outlet": {
                            "type": "string",
                            "maxLength": adding.LONGEST_LINE,
                            "description": "Of all of them.",
                        },
                    },
                }
            }
        },
    }
}


def addition_router() -> APIRouter:
    """The routes, with the schema of the account that they answer with."""
    router = APIRouter()
    listed = s.object_schema({"rows": s.many(_schema())})
    found = s.answering(_schema(), _404="not remembered")
    began = s.answering(_schema(), _409="something is being added already", _413="too large", _415="not a form")
    began[202] = began.pop(200)
    for path, endpoint, method, about, responses, more in (
        ("/additions", additions, "GET", "What was added lately", s.answering(listed), None),
        ("/additions/{id}", addition, "GET", "How far an addition is, and what became of each item", found, None),
        ("/additions", add, "POST", "Add reports, or what a feed leads to", began, None),
        ("/uploads", add_files, "POST", "Add files", began, FILES_BODY),
        ("/additions/{id}/stopping", stop_addition, "POST", "Stop an addition; what it added stays", found, None),
    ):
        router.add_api_route(
            path,
            endpoint,
            methods=[method],
            summary=about,
            operation_id=endpoint.__name__,
            responses=responses,
            status_code=202 if 202 in responses else 200,
            openapi_extra=more,
            tags=["additions"],
        )
    return router
