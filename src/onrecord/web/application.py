"""The application: pages and API as one.

Comes in: a site. Goes out: an ASGI application. Errors on pages are told as pages.
"""

from __future__ import annotations

from importlib.resources import as_file, files

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

from onrecord.api import Site, make_api
from onrecord.api.problems import NotAllowed, status_of
from onrecord.errors import OnrecordError
from onrecord.web import vega
from onrecord.web.pages import (
    adding,
    api_docs,
    boards,
    events,
    forecasters,
    home,
    reading,
    relations,
    reports,
    rulings,
    searching,
    sign_in,
)
from onrecord.web.rendering import address, page

KEPT_FOR_GOOD = "public, max-age=31536000, immutable"
PAGES = (adding, home, relations, reports, events, boards, forecasters, rulings, searching, reading, api_docs, sign_in)


def make_app(site: Site) -> FastAPI:
    """Pages and API for a site."""
    app = make_api(site, refuse=lambda scope, error: _told(app, scope, error))
    for module in PAGES:
        app.include_router(module.router, include_in_schema=False)
    app.add_api_route("/static/vega.js", _vega, include_in_schema=False)
    with as_file(files("onrecord.web") / "static") as folder:
        app.mount("/static", StaticFiles(directory=folder))
    return app


def _vega() -> Response:
    return Response(vega.bundle(), media_type="text/javascript", headers={"cache-control": KEPT_FOR_GOOD})


def _told(app: FastAPI, scope: Scope, error: OnrecordError) -> Response:
    """The page that tells of an error; who has to sign in is sent there."""
    request = Request({**scope, "app": app})
    if isinstance(error, NotAllowed):
        return RedirectResponse(address("/sign-in", next=scope["path"]), 303)
    return page(request, "problem", {"error": error}, status=status_of(error))
