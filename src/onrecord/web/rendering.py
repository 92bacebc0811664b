"""Pages out of templates.

Comes in: a request, the date that it asks about, and what a page shows. Goes out: HTML in which every value is escaped,
and every link keeps the date.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Query, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from pydantic import BeforeValidator, Field

from onrecord import __version__
from onrecord.api.parameters import CalendarDay
from onrecord.api.site import Site
from onrecord.web import words

SECTIONS = (
    ("/", "Overview"),
    ("/reports", "Reports"),
    ("/agreements", "Agreements"),
    ("/forecasts", "Forecasts"),
    ("/actors", "Actors"),
    ("/add", "Add"),
)
BlankIsNone = BeforeValidator(lambda value: value or None)
"""A field of a form that is left empty is not asked."""

# Bounds belong to the text inside, since None has no length.
Day = Annotated[CalendarDay | None, BlankIsNone, Query()]
Line = Annotated[str, Field(max_length=200)]
Text = Annotated[Line | None, BlankIsNone, Query()]
With = Annotated[Line | None, BlankIsNone, Query(alias="with")]
Cursor = Annotated[Annotated[str, Field(max_length=400)] | None, BlankIsNone, Query()]


class Templates(Environment):
    """Templates to which a row's columns are its attributes, before anything else that its type has."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What ``obj.attribute`` stands for; rows are looked into first since almost all values are theirs."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


@cache
def environment() -> Environment:
    """The templates, with the words that they use."""
    made = Templates(
        loader=PackageLoader("onrecord.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    for function in (
        words.shown,
        words.matched,
        words.name,
        words.names,
        words.people,
        words.holder,
        words.factuality,
        words.state,
        words.act,
        words.act_meaning,
        words.quad,
        words.day,
        words.when,
        words.count,
        words.web_address,
    ):
        made.filters[function.__name__] = function
    made.globals["static_version"] = static_version()
    return made


def prepare() -> None:
    """Compile all templates, for which the first reader of each page would wait."""
    for name in environment().list_templates(extensions=["html"]):
        environment().get_template(name)


@cache
def static_version() -> str:
    """What changes when a style or script does, so that browsers may keep them for good."""
    import hashlib

    folder = files("onrecord.web") / "static"
    content = b"".join(file.read_bytes() for file in sorted(folder.iterdir(), key=lambda file: file.name))
    return hashlib.sha256(content).hexdigest()[:10]


def address(path: str, *parts: str, as_of: date | None = None, **query: Any) -> str:
    """The address of a page.

    Args:
        path: Where it begins, such as ``/reports``.
        parts: What follows, each quoted.
        as_of: The date that it is asked about.
        query: Further parameters; those that are None are left out.
    """
    whole = "/".join((path.rstrip("/"), *map(_part, parts))) or "/"
    told = {name.rstrip("_"): value for name, value in query.items() if value is not None and value != ""}
    if as_of is not None:
        told["as_of"] = as_of
    return f"{whole}?{urlencode(told, doseq=True)}" if told else whole


@lru_cache(maxsize=8192)
def _part(text: str) -> str:
    """A part of an address, quoted."""
    return quote(text, safe="")


def site_of(request: Request) -> Site:
    """The site that a request is put to."""
    site: Site = request.app.state.site
    return site


def page(
    request: Request, template: str, values: Mapping[str, Any], *, as_of: date | None = None, status: int = 200
) -> HTMLResponse:
    """A page.

    Args:
        request: What is answered.
        template: Its template's name, without the ending.
        values: What it shows.
        as_of: The date that it was asked about.
        status: Of the response.
    """
    html = environment().get_template(f"{template}.html").render({**frame(request, as_of), **values})
    return HTMLResponse(html, status)


def frame(request: Request, as_of: date | None) -> dict[str, Any]:
    """What every page has around it."""
    site = site_of(request)
    caller = getattr(request.state, "caller", None)
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in ("as_of", "cursor")]

    def to(path: str, *parts: str, as_of: date | None = as_of, **query: Any) -> str:
        return address(path, *parts, as_of=as_of, **query)

    return {
        "as_of": as_of,
        "to": to,
        "path": quote(request.url.path, safe="/~"),
        "kept": kept,
        "sections": SECTIONS,
        "record": site.record.address,
        "demo": site.demo,
        "today": site.today(),
        "may_write": caller is not None,
        "form_token": site.access.form_token(caller),
        "version": __version__,
    }
