"""The list of forecasters with their scores, and one forecaster with their calibration and forecasts."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, Response

from onrecord import answers
from onrecord.answers.score_charts import calibration_chart, scores_chart
from onrecord.answers.who import labelled
from onrecord.api import questions
from onrecord.api.paging import STEPS, page_of
from onrecord.api.parameters import LONGEST_NAME
from onrecord.web import words
from onrecord.web.charts import on_any_paper
from onrecord.web.pages.drawing import Form, drawn
from onrecord.web.rendering import Cursor, Day, page, site_of

ROWS = 50
Row = dict[str, Any]
router = APIRouter()


@router.get("/forecasters")
def forecasters(request: Request, as_of: Day = None, cursor: Cursor = None) -> HTMLResponse:
    site = site_of(request)
    everybody = questions.ask(site, "forecasters", as_of=as_of)
    listed = page_of(lambda most: everybody, question="forecasters", size=ROWS, cursor=cursor)
    values = {
        "forecasters": listed.rows.to_dicts(),
        "cursor": listed.cursor,
        "offset": listed.offset,
        "count": len(everybody),
        "scored": sum(everybody.to_arrow()["scored"].to_pylist()),
        "due": sum(everybody.to_arrow()["due"].to_pylist()),
    }
    return page(request, "forecasters", values, as_of=as_of)


@router.get("/forecasters.{form}")
def comparison(request: Request, form: Form, as_of: Day = None) -> Response:
    """The scores of all, one beside the other."""
    site = site_of(request)
    rows = site.ask(as_of, "scores", lambda view: answers.scores(view, today=site.today()))
    return drawn(form, "forecasters", on_any_paper(scores_chart(_named(rows), title="Scores of forecasters")))


def _named(rows: answers.Rows) -> answers.Rows:
    """The same rows with names that people read, and how few forecasts a score may rest on."""
    table = rows.to_arrow()
    names = [f"{words.holder(row['group'])} ({row['scored']})" for row in rows]
    return answers.Rows(table.set_column(0, table.schema.field("group"), [names]), title=rows.title)


Label = Annotated[str | None, Query(max_length=LONGEST_NAME)]


@router.get("/calibration.{form}")
def calibration(request: Request, form: Form, forecaster: Label = None, as_of: Day = None) -> Response:
    """How often what was given a chance came true: of one forecaster, or of all."""
    curve = questions.calibration(site_of(request), forecaster, as_of=as_of)
    title = "Calibration" + (f" of {words.holder(forecaster)}" if forecaster else "")
    return drawn(form, "calibration", on_any_paper(calibration_chart(curve, title=title)))


@router.get("/forecasters/{label:path}")
def forecaster(
    request: Request, label: Annotated[str, Path(max_length=LONGEST_NAME)], as_of: Day = None, cursor: Cursor = None
) -> HTMLResponse:
    site = site_of(request)
    found = questions.forecaster(site, label, as_of=as_of)
    listed = page_of(
        lambda most: questions.latest(site, "forecasts", as_of=as_of, forecaster=labelled(label), limit=most),
        question=("forecaster", label),
        size=ROWS,
        cursor=cursor,
        steps=(ROWS + 1, *STEPS[1:]),
    )
    theirs = listed.rows.to_dicts()
    values = {
        "forecaster": found,
        "label": label,
        "curve": questions.calibration(site, label, as_of=as_of),
        "forecasts": theirs,
        "cursor": listed.cursor,
        "offset": listed.offset,
        "actors": sorted({one for row in theirs for one in row["forecaster_actors"] or ()}),
    }
    return page(request, "forecaster", values, as_of=as_of)
