"""Charts as Vega-Lite specifications.

Comes in: rows of answers. Goes out: specifications with their data inside. The same ones are drawn on pages and turned
into PNG and SVG. What is done is filled; what is expected is an outline; what is denied is crossed; so that nothing
hangs on colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from onrecord.answers import score_charts
from onrecord.web import words

Spec = dict[str, Any]
Row = dict[str, Any]

QUADS = {
    "verbal-cooperation": "#4f9bd1",
    "material-cooperation": "#1a5f9e",
    "verbal-conflict": "#e0962a",
    "material-conflict": "#b8390e",
}
QUAD_ORDER = tuple(QUADS)
STATES = ("done", "expected", "denied", "disputed")
SHAPES = ("circle", "circle", "cross", "diamond")
PAPER = {score_charts.INK: "#77818c", score_charts.PALE: "#8a939c", score_charts.MARK: "#3584c4"}
MOST_EVENTS = 1_500
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


def timeline(events: Sequence[Row], *, title: str, link: Any = None) -> Spec:
    """What was done, in the order of its dates: a row a kind of act, a mark an event.

    Args:
        events: Rows of happenings; those without a date are left out.
        title: What it is of, for those who do not see it.
        link: Makes the address of an event from its row; no links without it.
    """
    dated = [row for row in events if row["earliest"] or row["latest"]][-MOST_EVENTS:]
    values = [_event(row, link) for row in dated]
    kinds = sorted({row["act"] for row in values}, key=lambda one: (QUAD_ORDER.index(words.quad(one.upper())), one))
    common: Spec = {
        "y": {
            "field": "act",
            "type": "nominal",
            "sort": kinds,
            "title": None,
            "axis": {"domain": False, "ticks": False},
        },
        "tooltip": [{"field": name, "title": name} for name in ("when", "who", "act", "state", "words")],
        **({"href": {"field": "url"}} if link else {}),
    }
    return {
        "$schema": SCHEMA,
        "title": {"text": title, "anchor": "start"},
        "description": f"{title}: {len(values)} dated events by kind of act and day",
        "width": 760,
        "height": {"step": 22},
        "data": {"values": values},
        "layer": [_stretches(common), _marks(common)],
        "config": {"axis": {"labelLimit": 160}, "view": {"stroke": None}},
    }


def _stretches(common: Spec) -> Spec:
    """A bar for each event that may lie on several days; the scale of days is theirs to zoom."""
    return {
        "transform": [{"filter": "datum.days > 1"}],
        "params": [{"name": "zoom", "select": {"type": "interval", "encodings": ["x"]}, "bind": "scales"}],
        "mark": {"type": "bar", "height": 5, "opacity": 0.45, "cornerRadius": 2},
        "encoding": {"x": _days("start"), "x2": {"field": "end"}, "color": _quad_colour(), **common},
    }


def _marks(common: Spec) -> Spec:
    """A mark for each event, by its state."""
    filled = "datum.state === 'done' || datum.state === 'disputed'"
    return {
        "mark": {"type": "point", "size": 70, "strokeWidth": 1.8},
        "encoding": {
            "x": _days("middle"),
            "stroke": _quad_colour(),
            "fill": {"condition": {"test": filled, **_quad_colour()}, "value": "transparent"},
            "strokeDash": {"condition": {"test": "datum.state === 'expected'", "value": [2, 2]}, "value": [1, 0]},
            "shape": _by("state", STATES, SHAPES),
            **common,
        },
    }


def _days(field: str) -> Spec:
    axis = {"grid": True, "tickCount": 8, "labelOverlap": "greedy"}
    return {"field": field, "type": "temporal", "title": None, "axis": axis}


def _quad_colour() -> Spec:
    return _by("quad", QUAD_ORDER, tuple(QUADS.values()))


def _by(field: str, domain: Sequence[str], range: Sequence[str]) -> Spec:
    """A look for each value of a field, told in the page's own words below the chart."""
    scale = {"domain": list(domain), "range": list(range)}
    return {"field": field, "type": "nominal", "scale": scale, "legend": None}


def _event(row: Row, link: Any) -> Row:
    first = row["earliest"] or row["latest"]
    last = row["latest"] or row["earliest"]
    value = {
        "start": first.isoformat(),
        "end": (last + timedelta(days=1)).isoformat() if last < date.max else last.isoformat(),
        "middle": (first + (last - first) / 2).isoformat(),
        "days": (last - first).days + 1,
        "act": words.act(row["type"]),
        "quad": words.quad(row["type"]),
        "state": row["state"],
        "when": words.when(row["when"]),
        "who": " → ".join(filter(None, (words.names(row["actors"]), words.names(row["recipients"])))),
        "words": words.shown(row["context"])[:220],
    }
    return value | {"url": link(row)} if link else value


def network(pairs: Sequence[Row], *, title: str, link: Any = None) -> Spec:
    """Who has to do with whom: a dot an actor, a line a relation, as wide as it is told of; blue where most of what is
    told is cooperation, red where most is conflict."""
    ids = sorted({one for row in pairs for one in (row["first"], row["second"])})
    place = {one: number for number, one in enumerate(ids)}
    spots = _laid_out(len(ids))
    total = {one: sum(row["mentions"] for row in pairs if one in (row["first"], row["second"])) for one in ids}
    nodes = [
        {"x": x, "y": y, "name": words.name(one), "mentions": total[one]} | ({"url": link(one)} if link else {})
        for one, (x, y) in zip(ids, spots, strict=True)
    ]
    lines = [_edge(row, spots[place[row["first"]]], spots[place[row["second"]]]) for row in pairs]
    bare = {"axis": None, "scale": {"domain": [-1.15, 1.15]}}
    x, y = ({"field": name, "type": "quantitative", **bare} for name in ("x", "y"))
    href = {"href": {"field": "url"}} if link else {}
    return {
        "$schema": SCHEMA,
        "title": {"text": title, "anchor": "start"},
        "description": f"{title}: {len(ids)} actors and {len(lines)} relations",
        "width": 620,
        "height": 460,
        "layer": [
            {
                "data": {"values": lines},
                "mark": {"type": "rule", "opacity": 0.6, "strokeCap": "round"},
                "encoding": {
                    "x": x,
                    "y": y,
                    "x2": {"field": "x2"},
                    "y2": {"field": "y2"},
                    "strokeWidth": {
                        "field": "mentions",
                        "type": "quantitative",
                        "scale": {"range": [1, 9]},
                        "legend": None,
                    },
                    "color": {
                        "field": "share",
                        "type": "quantitative",
                        "scale": {"domain": [0, 0.5, 1], "range": ["#b8390e", "#8a8f98", "#1a5f9e"]},
                        "legend": None,
                    },
                    "tooltip": [{"field": "between"}, {"field": "mentions"}, {"field": "cooperation", "format": ".0%"}],
                },
            },
            {
                "data": {"values": nodes},
                "mark": {"type": "point", "filled": True, "size": 170, "opacity": 1, "color": "#33506b"},
                "encoding": {"x": x, "y": y, "tooltip": [{"field": "name"}, {"field": "mentions"}], **href},
            },
            {
                "data": {"values": nodes},
                "mark": {"type": "text", "dy": -15, "fontSize": 12},
                "encoding": {"x": x, "y": y, "text": {"field": "name"}, **href},
            },
        ],
        "config": {"view": {"stroke": None}},
    }


def _edge(row: Row, start: tuple[float, float], end: tuple[float, float]) -> Row:
    share = row["cooperation"] / row["mentions"]
    return {
        "x": start[0],
        "y": start[1],
        "x2": end[0],
        "y2": end[1],
        "mentions": row["mentions"],
        "share": share,
        "cooperation": share,
        "between": f"{words.name(row['first'])} – {words.name(row['second'])}",
    }


def _laid_out(count: int) -> list[tuple[float, float]]:
    """Places for the dots: a circle, on which no two names lie over each other."""
    turns = (2 * math.pi * number / count for number in range(count))
    return [(round(math.cos(turn), 4), round(math.sin(turn), 4)) for turn in turns]


def on_any_paper(spec: Spec) -> Spec:
    """A chart of `onrecord.answers.score_charts` for pages: in colours that read on light paper and on dark."""
    chart: Spec = _recoloured(spec)
    return chart | {"$schema": SCHEMA, "config": {"view": {"stroke": None}}}


def _recoloured(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: _recoloured(value) for name, value in part.items()}
    if isinstance(part, list):
        return [_recoloured(value) for value in part]
    return PAPER.get(part, part) if isinstance(part, str) else part
