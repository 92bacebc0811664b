"""How values show themselves in a notebook: small HTML tables, all text escaped.

Comes in: headings and rows of text. Goes out: HTML. It stands on the ground floor, below the types, and imports nothing
of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


def html_table(caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]], *, more: int = 0) -> str:
    """A table; below it how many more rows there are, when there are any. All text is escaped."""
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    rest = f"<p>{more:,} more</p>" if more else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"
