"""The list of reports, and one report with what it says marked in its text."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from onrecord.api import finding, questions
from onrecord.api.paging import page_of
from onrecord.api.parameters import Id
from onrecord.web import marking
from onrecord.web.notes import marks_and_notes
from onrecord.web.rendering import Cursor, Day, Text, page, site_of

ROWS = 50
router = APIRouter()


@router.get("/reports")
def reports(request: Request, actor: Text = None, as_of: Day = None, cursor: Cursor = None) -> HTMLResponse:
    site = site_of(request)
    listed = page_of(
        lambda most: questions.ask(site, "documents", as_of=as_of, actor=actor, limit=most),
        question=("reports", actor),
        size=ROWS,
        cursor=cursor,
    )
    values = {
        "reports": questions.headed(site, listed.rows.to_dicts(), as_of=as_of),
        "cursor": listed.cursor,
        "offset": listed.offset,
        "actor": actor,
        "size": site.ask(as_of, "size", questions.size),
    }
    return page(request, "reports", values, as_of=as_of)


At = Annotated[int, Query(ge=0, description="A place in the text; the part that has it is shown.")]


@router.get("/reports/{id}")
def report(request: Request, id: Id, at: At = 0, as_of: Day = None) -> HTMLResponse:
    site = site_of(request)
    reading = site.ask(as_of, ("reading", id), lambda view: finding.reading(view, id))
    sentences = [(span.start, span.end) for span in reading.sentences]
    cut = marking.parts(reading.document.text, sentences)
    number = next((number for number, (_, end) in enumerate(cut) if at < end), len(cut) - 1)
    start, end = cut[number]
    marks, notes = marks_and_notes(reading, start, end)
    values = {
        "document": reading.document,
        "reader": reading.reader_version,
        "paragraphs": marking.paragraphs(reading.document.text, marks, sentences, start=start, end=end),
        "notes": notes,
        "counts": {layer: len(notes[layer]) for layer in marking.LAYERS},
        "part": number,
        "parts": [first for first, _ in cut],
        "late": _late(reading.document.published, as_of),
    }
    return page(request, "report", values, as_of=as_of)


def _late(published: date, as_of: date | None) -> int | None:
    """How many days before the date that is asked about it was published."""
    return (as_of - published).days if as_of else None
