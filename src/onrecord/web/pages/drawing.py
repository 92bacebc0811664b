"""Charts as a page asks for them: a specification to draw, or a picture to keep."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from fastapi.responses import Response

from onrecord.api.reading_routes import json_response
from onrecord.web import charts, vega

Form = Annotated[str, Path(pattern=r"^(json|svg|png)$")]


def drawn(form: str, name: str, spec: charts.Spec) -> Response:
    """A chart in a form.

    Args:
        form: ``json``, ``svg`` or ``png``.
        name: What the file is called.
        spec: The chart.
    """
    if form == "json":
        return json_response(spec)
    disposition = {"content-disposition": f'inline; filename="onrecord-{name}.{form}"'}
    if form == "svg":
        return Response(vega.svg(spec), media_type="image/svg+xml", headers=disposition)
    return Response(vega.png(spec), media_type="image/png", headers=disposition)
