"""Charts of scores, as Vega-Lite specifications.

Comes in: a `Calibration`, or the rows of `scores`. Goes out: plain dictionaries that hold their data, so that they can
be drawn without Onrecord and without a network. It draws nothing.
"""

from __future__ import annotations

from typing import Any

from onrecord.answers.rows import Rows
from onrecord.answers.scores import Calibration

Spec = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
INK, PALE, MARK = "#1f2933", "#9aa5b1", "#0b69a3"
SHARE = {"type": "quantitative", "scale": {"domain": [0, 1]}}
MOST_GROUPS = 30


def calibration_chart(calibration: Calibration, *, title: str = "Calibration") -> Spec:
    """Stated chances against how often they came true: a point for each chance, its area the number of forecasts, with
    Wilson's 95 % interval; the isotonic curve; and the diagonal, where all would lie that is well calibrated."""
    points = calibration.points.to_dicts()
    chance = {"field": "chance", "title": "Stated chance", **SHARE}
    share = {"field": "share", "title": "Came true", **SHARE}
    tooltip = [{"field": name, "type": "nominal"} for name in ("band", "forecasts", "happened")]
    return _chart(
        title,
        _subtitle(calibration),
        {
            "width": 360,
            "height": 360,
            "layer": [
                {
                    "data": {"values": [{"at": 0}, {"at": 1}]},
                    "mark": {"type": "line", "strokeDash": [4, 4], "color": PALE},
                    "encoding": {"x": {"field": "at", **SHARE}, "y": {"field": "at", **SHARE}},
                },
                {
                    "data": {"values": points},
                    "mark": {"type": "line", "color": MARK, "opacity": 0.5},
                    "encoding": {"x": chance, "y": {"field": "isotonic", **SHARE}},
                },
                {
                    "data": {"values": points},
                    "mark": {"type": "rule", "color": INK},
                    "encoding": {
                        "x": chance,
                        "y": {"field": "share_low", **SHARE},
                        "y2": {"field": "share_high"},
                    },
                },
                {
                    "data": {"values": points},
                    "mark": {"type": "point", "filled": True, "opacity": 1, "color": MARK},
                    "encoding": {
                        "x": chance,
                        "y": share,
                        "size": {"field": "forecasts", "type": "quantitative", "title": "Forecasts"},
                        "tooltip": tooltip,
                    },
                },
            ],
        },
    )


def scores_chart(rows: Rows, *, title: str | None = None) -> Spec:
    """The Brier score of each group that has one, best first, with its interval over the bands; the line at 0.25 is
    what always saying one half would have."""
    scored = [row for row in rows if row["brier"] is not None][:MOST_GROUPS]
    names = ("group", "scored", "brier", "brier_low", "brier_high")
    values = [{name: row[name] for name in names} for row in scored]
    group = {"field": "group", "type": "nominal", "title": None, "sort": {"field": "brier"}}
    brier = {"type": "quantitative", "title": "Brier score (0 is best)", "scale": {"domain": [0, 1]}}
    tooltip = [{"field": name, "type": "nominal"} for name in names]
    return _chart(
        title or rows.title,
        "Point: middle of the bands. Line: the score over the bands.",
        {
            "width": 420,
            "layer": [
                {
                    "data": {"values": [{"at": 0.25}]},
                    "mark": {"type": "rule", "strokeDash": [4, 4], "color": PALE},
                    "encoding": {"x": {"field": "at", **brier}},
                },
                {
                    "data": {"values": values},
                    "mark": {"type": "rule", "color": INK},
                    "encoding": {"y": group, "x": {"field": "brier_low", **brier}, "x2": {"field": "brier_high"}},
                },
                {
                    "data": {"values": values},
                    "mark": {"type": "point", "filled": True, "size": 70, "color": MARK},
                    "encoding": {"y": group, "x": {"field": "brier", **brier}, "tooltip": tooltip},
                },
            ],
        },
    )


def _subtitle(calibration: Calibration) -> str:
    told = f"{calibration.scored} forecasts whose day has passed"
    if calibration.brier is None or calibration.corp is None:
        return told
    parts = calibration.corp
    return (
        f"{told}; Brier {calibration.brier:.3f} = miscalibration {parts.miscalibration:.3f}"
        f" - discrimination {parts.discrimination:.3f} + uncertainty {parts.uncertainty:.3f}"
    )


def _chart(title: str, subtitle: str, body: Spec) -> Spec:
    return {
        "$schema": SCHEMA,
        "title": {"text": title, "subtitle": subtitle, "anchor": "start"},
        "config": {"font": "sans-serif", "view": {"stroke": None}, "axis": {"gridColor": "#e4e7eb"}},
        **body,
    }
