"""Who may read and who may write.

Comes in: the token of the server and the headers of a request. Goes out: who is calling, and whether they may. Reading
is free on loopback; writing, and off loopback reading too, takes the token: as a bearer, or once at the sign-in page,
which gives the browser a session. A session's forms carry a second token that other sites cannot know.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.requests import cookie_parser

from onrecord.api.problems import Forged, NotAllowed

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
SAME_SITE = ("same-origin", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who calls: a program with the token, or a browser with a session."""

    session: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The rules of one server.

    Attributes:
        token: What writing takes.
        hosts: Names that the server goes by, so that another site's name that is made to point here is refused.
        open_reading: Whether anybody who reaches the server may read.
    """

    token: str
    hosts: tuple[str, ...] = LOOPBACK_NAMES
    open_reading: bool = True

    @property
    def cookie(self) -> str:
        """The name of the session's cookie; another server on this machine has another."""
        return f"onrecord_{hashlib.sha256(self.token.encode()).hexdigest()[:8]}"

    def caller(self, headers: Headers) -> Caller | None:
        """Who calls; None when they have not said, or wrongly."""
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.casefold() == "bearer" and _same(given.strip(), self.token):
            return Caller()
        session = cookie_parser(headers.get("cookie", "")).get(self.cookie, "")
        nonce, _, seal = session.partition(".")
        return Caller(session=session) if nonce and _same(seal, self._sealed("session", nonce)) else None

    def new_session(self, token: str) -> str | None:
        """A session for a browser that knows the token; None when it does not."""
        if not _same(token.strip(), self.token):
            return None
        nonce = secrets.token_urlsafe(16)
        return f"{nonce}.{self._sealed('session', nonce)}"

    def form_token(self, caller: Caller | None) -> str:
        """What a form of this session must carry; empty when there is no session."""
        return self._sealed("form", caller.session) if caller and caller.session else ""

    def check_form(self, caller: Caller | None, given: str) -> None:
        """Refuse a form that was not made by a page of ours for this session.

        Raises:
            NotAllowed: when nobody has signed in.
            Forged: when the form's token is wrong.
        """
        if caller is None:
            raise must_sign_in()
        if caller.session and not _same(given, self.form_token(caller)):
            raise Forged(
                "the form is out of date", subject="form", remedy="Open the page again and send it from there."
            )

    def check(self, method: str, headers: Headers) -> Caller | None:
        """Refuse what is not allowed; returns who calls.

        Raises:
            NotAllowed: without the token where it is needed.
            Forged: for a write that a browser sends on behalf of another site.
        """
        caller = self.caller(headers)
        if method in SAFE_METHODS:
            if caller is None and not self.open_reading:
                raise must_sign_in()
            return caller
        origin = headers.get("origin")
        crossing = headers.get("sec-fetch-site", "none") not in SAME_SITE
        if crossing or (origin and origin.partition("://")[2] != headers.get("host")):
            raise Forged(
                "another site sent this", subject=origin or "request", remedy="Send it from a page of this one."
            )
        if caller is None:
            raise must_sign_in()
        return caller

    def knows(self, host: str) -> bool:
        """Whether a Host header names this server."""
        name = host.rpartition("]")[0].lstrip("[") if host.startswith("[") else host.partition(":")[0]
        return "*" in self.hosts or name.casefold() in self.hosts

    def _sealed(self, purpose: str, text: str) -> str:
        return hmac.new(self.token.encode(), f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(24)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server that listens there."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def must_sign_in() -> NotAllowed:
    """The error for callers who have not shown the token."""
    return NotAllowed(
        "takes the token that 'onrecord serve' printed",
        subject="this",
        remedy="Open the link that it printed, or send the header 'Authorization: Bearer TOKEN'.",
    )


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())
