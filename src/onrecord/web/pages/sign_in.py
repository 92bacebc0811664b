"""Signing in: the token once, then a session that only this browser has."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import UploadFile

from onrecord.web.rendering import page, site_of

router = APIRouter()


@router.get("/sign-in")
def sign_in(
    request: Request,
    token: Annotated[str, Query(max_length=200)] = "",
    next: Annotated[str, Query(max_length=500)] = "/",
) -> Response:
    if token:
        return _signed_in(request, token, next)
    return page(request, "sign_in", {"next": next, "wrong": False})


@router.post("/sign-in")
async def send_token(request: Request) -> Response:
    form = await request.form(max_files=0, max_fields=4, max_part_size=2_000)
    token, next = (form.get(name, "") for name in ("token", "next"))
    if isinstance(token, UploadFile) or isinstance(next, UploadFile):
        token, next = "", "/"
    return _signed_in(request, token, next)


def _signed_in(request: Request, token: str, next: str) -> Response:
    access = site_of(request).access
    if (session := access.new_session(token)) is None:
        return page(request, "sign_in", {"next": next, "wrong": True}, status=401)
    response = RedirectResponse(_inside(next), 303)
    response.set_cookie(
        access.cookie, session, httponly=True, samesite="strict", secure=request.url.scheme == "https", path="/"
    )
    return response


def _inside(next: str) -> str:
    """A place on this site; anything else leads to the start."""
    return next if next.startswith("/") and not next.startswith(("//", "/\\")) and next.isprintable() else "/"
