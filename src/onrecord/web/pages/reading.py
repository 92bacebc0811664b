"""How well it reads: what this record was read with, and the cards of the models that do it."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from onrecord.ontology.hedges import table_title
from onrecord.reading.version import READER_VERSION
from onrecord.record import View
from onrecord.settings import BAND_TABLES
from onrecord.web.markdown import card_place, html_of
from onrecord.web.rendering import Day, page, site_of

READERS = """
    SELECT reader_version AS name, count(*) AS rows, min(published) AS first, max(published) AS last
    FROM documents GROUP BY name ORDER BY name DESC
"""
HEDGES = "SELECT band_table AS name, count(*) AS rows FROM forecasts GROUP BY name ORDER BY rows DESC, name"
MEANINGS = {
    "model": "spaCy model that finds words and parses sentences",
    "bands": "table that hedges are read with",
    "max_characters": "longest text that is read, in characters",
    "outlet_country": "country of outlets that tell none, for the order of day and month",
}
"""Settings that change what is read."""
router = APIRouter()


@router.get("/reading")
def reading(request: Request, as_of: Day = None) -> HTMLResponse:
    site = site_of(request)
    readers, hedges = site.ask(as_of, "read with", _read_with)
    values = {
        "version": READER_VERSION,
        "readers": readers,
        "hedges": [row | {"title": _title(row["name"])} for row in hedges],
        "settings": [
            (field.name, getattr(site.settings, field.name), MEANINGS[field.name])
            for field in fields(site.settings)
            if field.name in MEANINGS
        ],
        "cards": cards(),
    }
    return page(request, "reading", values, as_of=as_of)


def _read_with(view: View) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    return view.query(READERS).to_pylist(), view.query(HEDGES).to_pylist()


def _title(table: str) -> str:
    return table_title(table) if table in BAND_TABLES else "a table of the report's own reader"


@cache
def cards() -> tuple[tuple[str, str, Markup], ...]:
    """The model cards that come with Onrecord: (name, its place on the page, HTML)."""
    folders = sorted((files("onrecord") / "models").iterdir(), key=lambda folder: folder.name)
    told = [(folder.name, folder / "README.md") for folder in folders]
    return tuple((name, card_place(name), html_of(card.read_text("utf-8"))) for name, card in told if card.is_file())
