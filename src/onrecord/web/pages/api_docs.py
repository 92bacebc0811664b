"""The API's documentation: made of its own description on this server, without anything from elsewhere."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.api.reading_routes import PREFIX
from onrecord.web.api_description import operations
from onrecord.web.markdown import html_of
from onrecord.web.rendering import page

TAGS = {
    "lists": "Lists",
    "things": "Single things",
    "citations": "Citations",
    "rulings": "Rulings",
    "additions": "Additions",
}
"""Tags as headings; another tag is its own."""
router = APIRouter()


@router.get(f"{PREFIX}/docs")
def docs(request: Request) -> HTMLResponse:
    document = request.app.openapi()
    base = str(request.base_url).rstrip("/")
    values = {
        "about": html_of(document["info"]["description"]),
        "groups": [(TAGS.get(tag, tag), listed) for tag, listed in operations(document, base).items()],
        "base": base,
        "prefix": PREFIX,
    }
    return page(request, "api_docs", values)
