"""Vega for browsers and for files: the bundle that draws charts on pages, and charts as PNG and SVG.

Comes in: Vega-Lite specifications. Goes out: JavaScript, PNG, SVG, all made by ``vl-convert-python`` without a network.
The bundle is made once and kept in the user's cache folder; where that cannot be written, in memory.
"""

from __future__ import annotations

import os
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import vl_convert

VEGA_LITE = "6.4"
SCALE = 2.0
SNIPPET = "window.vegaEmbed = vegaEmbed;"


@cache
def bundle() -> bytes:
    """Vega, Vega-Lite and Vega-Embed as one script. Making it takes some seconds, once on a machine."""
    kept = _cache_folder() / f"vega-{VEGA_LITE}-{version('vl-convert-python')}.js"
    try:
        return kept.read_bytes()
    except OSError:
        made: bytes = vl_convert.javascript_bundle(SNIPPET, vl_version=VEGA_LITE).encode()
        _keep(kept, made)
        return made


def png(spec: dict[str, Any]) -> bytes:
    """A chart as PNG, at twice its size so that it prints well."""
    return bytes(vl_convert.vegalite_to_png(spec, vl_version=VEGA_LITE, scale=SCALE, allowed_base_urls=[]))


def svg(spec: dict[str, Any]) -> str:
    """A chart as SVG."""
    return str(vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[]))


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "onrecord"


def _keep(place: Path, content: bytes) -> None:
    """Write under another name first, so that nobody ever reads half of it."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=place.parent, delete=False) as file:
            file.write(content)
        Path(file.name).replace(place)
    except OSError:
        return
