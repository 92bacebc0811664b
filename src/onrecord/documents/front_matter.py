"""Front matter: what a text file says of itself above its text.

Comes in: the text of a file. Goes out: the fields of its front matter and the text below it. Front matter is a
block of ``name: value`` lines between two lines of ``---`` at the very top:

    ---
    title: Two neighbours sign a border treaty
    outlet: Example Times
    published: 2024-06-19
    ---
    The report itself.

A block with any other line in it is text like all the rest.
"""

from __future__ import annotations

import re

FENCE = "---"
MOST_LINES = 40

_FIELD = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9_ -]{0,40}?)\s*:(?:\s+(?P<value>.*))?$")
_QUOTED = re.compile(r"""(?P<quote>["'])(?P<inside>.*)(?P=quote)$""")


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields (names in lower case, ``date`` read as ``published``) and the text below them."""
    lines = text.split("\n", MOST_LINES + 2)
    if lines[0].rstrip() != FENCE:
        return {}, text
    fields: dict[str, str] = {}
    for number, line in enumerate(lines[1 : MOST_LINES + 2], 1):
        if line.rstrip() == FENCE:
            return _renamed(fields), "\n".join(lines[number + 1 :])
        match = _FIELD.match(line.rstrip())
        if match is None and line.strip():
            return {}, text
        if match is not None:
            fields[match["name"].casefold()] = _unquoted((match["value"] or "").strip())
    return {}, text


def _unquoted(value: str) -> str:
    match = _QUOTED.match(value)
    return match["inside"] if match else value


def _renamed(fields: dict[str, str]) -> dict[str, str]:
    if "published" not in fields and "date" in fields:
        fields["published"] = fields.pop("date")
    return {name: value for name, value in fields.items() if value}
