"""What stands before every page and endpoint.

Comes in: HTTP requests as ASGI hands them over. Goes out: the same, unless the host is not ours, the caller may not, or
the body is too large; and responses with the headers that keep a browser from running or framing anything that is not
ours. A reader whose copy is still right gets 304 and no answer is made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.api.access import Access, Caller
from onrecord.api.holdings import of_one_version
from onrecord.api.problems import Forged, NotAllowed, TooLarge, shaped, status_of
from onrecord.errors import OnrecordError

MOST_BYTES = 64 * 1024 * 1024
READING = ("GET", "HEAD")
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
CHANGING = ("/add", "/additions", "/api/v1/additions", "/api/v1/search", "/search", "/sign-in", "/static")
"""Addresses whose content changes without the record, or never."""
UNGUARDED = ("/static", "/sign-in")
"""What a browser needs in order to sign in."""


class Guard:
    """The middleware.

    Args:
        app: What is guarded.
        access: Who may do what.
        version: Tells the version of all that answers depend on.
        most_bytes: The longest body that is taken.
        refuse: Makes the response that tells a browser of an error; the API's shape is used without it.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        access: Access,
        version: Callable[[], str],
        most_bytes: int = MOST_BYTES,
        refuse: Callable[[Scope, OnrecordError], Response] | None = None,
    ) -> None:
        self._app = app
        self._access = access
        self._version = version
        self._most_bytes = most_bytes
        self._refuse = refuse or (lambda scope, error: JSONResponse(shaped(error), status_of(error)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        sending = _with_headers(send, HEADERS)
        try:
            caller = self._checked(scope, headers)
        except OnrecordError as error:
            await self._refusal(scope, error)(scope, receive, sending)
            return
        scope.setdefault("state", {})["caller"] = caller
        with of_one_version() if scope["method"] in READING else nullcontext():
            await self._answer(scope, receive, sending)

    async def _answer(self, scope: Scope, receive: Receive, sending: Send) -> None:
        """Hand a request on, unless the reader's copy of the answer is still right."""
        headers = Headers(scope=scope)
        try:
            tag = await self._tag(scope, scope["state"]["caller"])
        except OnrecordError as error:
            await self._refusal(scope, error)(scope, receive, sending)
            return
        if tag is not None:
            if tag in [one.strip() for one in headers.get("if-none-match", "").split(",")]:
                await Response(status_code=304, headers=_fresh(tag))(scope, receive, sending)
                return
            sending = _with_headers(sending, _fresh(tag), only=200)
        await self._app(scope, _bounded(receive, self._most_bytes), sending)

    def _checked(self, scope: Scope, headers: Headers) -> Caller | None:
        if not self._access.knows(headers.get("host", "")):
            raise Forged(
                "is not a name of this server",
                subject=headers.get("host", "no host"),
                remedy="Use the address that 'onrecord serve' printed; --allow-host NAME adds a name.",
            )
        if headers.get("content-length", "").isdecimal() and int(headers["content-length"]) > self._most_bytes:
            raise too_large(self._most_bytes)
        if _under(scope["path"], UNGUARDED):
            return self._access.caller(headers)
        return self._access.check(scope["method"], headers)

    def _refusal(self, scope: Scope, error: OnrecordError) -> Response:
        response = self._refuse(scope, error)
        if isinstance(error, NotAllowed) and response.status_code == 401:
            response.headers["www-authenticate"] = "Bearer"
        return response

    async def _tag(self, scope: Scope, caller: Caller | None) -> str | None:
        """What names the state of a page: the record's version, the address, and who asks."""
        if scope["method"] not in READING or _under(scope["path"], CHANGING):
            return None
        version = await run_in_threadpool(self._version)
        session = (caller.session or "token") if caller else ""
        parts = (version, scope["path"], scope["query_string"].decode("latin-1"), session, _accepted(scope))
        return f'W/"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:20]}"'


def too_large(most: int) -> TooLarge:
    """The error for a body that is too long."""
    return TooLarge(f"is larger than {most:,} bytes", subject="the request", remedy="Send fewer or smaller files.")


def _accepted(scope: Scope) -> str:
    return Headers(scope=scope).get("accept", "")


def _under(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in places)


def _fresh(tag: str) -> dict[str, str]:
    return {"etag": tag, "cache-control": "private, no-cache", "vary": "accept, cookie, authorization"}


def _with_headers(send: Send, headers: Mapping[str, str], *, only: int | None = None) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start" and only in (None, message["status"]):
            present = MutableHeaders(scope=message)
            for name, value in headers.items():
                present.setdefault(name, value)
        await send(message)

    return sending


def _bounded(receive: Receive, most: int) -> Receive:
    """Stop reading a body that is longer than its header said, or has no length."""
    taken = 0

    async def receiving() -> Message:
        nonlocal taken
        message: dict[str, Any] = dict(await receive())
        taken += len(message.get("body", b""))
        if taken > most:
            raise too_large(most)
        return message

    return receiving
