"""The application that serves the API; pages are mounted on the same one.

Comes in: a site. Goes out: an ASGI application with guards, the endpoints, their description at
``/api/v1/openapi.json``, and one shape for every error.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from anyio import CapacityLimiter, create_task_group, sleep, to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import compile_path
from starlette.types import Scope

from onrecord import __version__
from onrecord.api import problems
from onrecord.api.addition_routes import addition_router
from onrecord.api.citing_routes import citing_router
from onrecord.api.guarding import Guard
from onrecord.api.reading_routes import PREFIX, reading_router
from onrecord.api.site import Site
from onrecord.api.writing_routes import writing_router
from onrecord.errors import OnrecordError

ABOUT = (
    "Everything that the pages show. Lists are paged by cursor; every answer can be given as of a date; every error "
    "has one shape. Writing takes the token that `onrecord serve` prints, as `Authorization: Bearer TOKEN`."
)
LONG = 0.25
"""Seconds after which an answer that is being made leaves room for another one."""

MOST_AT_A_TIME = 4

Refusal = Callable[[Scope, OnrecordError], Response]
_log = logging.getLogger(__name__)


def make_api(site: Site, *, refuse: Refusal | None = None) -> FastAPI:
    """The application for a site.

    Args:
        site: What is served.
        refuse: Makes the page that tells of an error, for addresses outside the API; JSON without it.
    """
    app = FastAPI(
        lifespan=one_at_a_time,
        title="Onrecord",
        version=__version__,
        description=ABOUT,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.site = site
    tell = _teller(refuse)
    app.include_router(reading_router(), prefix=PREFIX)
    app.include_router(citing_router(), prefix=PREFIX)
    app.include_router(writing_router(), prefix=PREFIX)
    app.include_router(addition_router(), prefix=PREFIX)
    app.add_middleware(Guard, access=site.access, version=site.version, refuse=tell)
    _handle_errors(app, tell)
    return app


@asynccontextmanager
async def one_at_a_time(app: FastAPI) -> AsyncIterator[None]:
    """While it runs, answers are made one after the other: more at a time would only take turns, which costs all of
    them time. One that takes long leaves room for others."""
    limiter = to_thread.current_default_thread_limiter()
    limiter.total_tokens = 1
    async with create_task_group() as tasks:
        tasks.start_soon(_leave_room, limiter)
        yield
        tasks.cancel_scope.cancel()


async def _leave_room(limiter: CapacityLimiter) -> None:
    before: set[object] = set()
    while True:
        await sleep(LONG)
        now = set(limiter.statistics().borrowers)
        limiter.total_tokens = min(1 + len(now & before), MOST_AT_A_TIME)
        before = now


def _teller(refuse: Refusal | None) -> Refusal:
    def tell(scope: Scope, error: OnrecordError) -> Response:
        if refuse and not scope["path"].startswith("/api/"):
            return refuse(scope, error)
        response = JSONResponse(problems.shaped(error), problems.status_of(error))
        if response.status_code == 503:
            response.headers["retry-after"] = "2"
        return response

    return tell


def _handle_errors(app: FastAPI, tell: Refusal) -> None:
    def known(request: Request, error: Exception) -> Response:
        assert isinstance(error, OnrecordError)
        return tell(request.scope, error)

    def malformed(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        response = tell(request.scope, problems.bad_parameters(error.errors()))
        response.status_code = 422
        return response

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        response = tell(request.scope, _http_error(request.url.path, error))
        response.status_code = error.status_code
        response.headers.update(error.headers or {})
        if error.status_code == 405 and (methods := _methods(request)):
            response.headers["allow"] = ", ".join(methods)
        return response

    def broken(request: Request, error: Exception) -> Response:
        _log.error("%s %s", request.method, request.url.path, exc_info=error)
        return tell(request.scope, problems.DEFECT)

    app.add_exception_handler(OnrecordError, known)
    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(Exception, broken)


def _methods(request: Request) -> list[str]:
    """All methods that an address of the API takes, whichever of its endpoints takes them; [] for other addresses."""
    paths = request.app.openapi()["paths"].items()
    fitting = (methods for path, methods in paths if compile_path(path)[0].match(request.url.path))
    return sorted({method.upper() for methods in fitting for method in methods})


def _http_error(path: str, error: HTTPException) -> OnrecordError:
    if error.status_code == 404:
        return problems.no_such_address(path)
    return problems.UnfitRequest(str(error.detail).lower(), subject=path)
