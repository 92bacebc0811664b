"""Long answers, a page at a time.

Comes in: a question that takes a limit, and a cursor. Goes out: a `Page` with the cursor of the next. A cursor knows
its question and the row it stands behind, so that rows that come in meanwhile are neither skipped nor shown twice.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec
import pyarrow.compute as pc

from onrecord.answers import Rows
from onrecord.errors import BadQuery

STEPS = (100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000)
"""How many rows are asked for at a time, so that the pages of one answer share what was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some rows of an answer.

    Attributes:
        rows: The rows.
        cursor: Where the next page begins; None when this is the last.
        offset: How many rows came before.
    """

    rows: Rows
    cursor: str | None
    offset: int = 0


class _Place(msgspec.Struct, array_like=True, frozen=True):
    question: str
    offset: int
    last: str


def page_of(
    ask: Callable[[int], Rows], *, question: object, size: int, cursor: str | None, steps: Sequence[int] = STEPS
) -> Page:
    """A page of an answer.

    Args:
        ask: Gives the first rows, as many as told; rows have an ``id``.
        question: What tells the question from all others.
        size: Rows a page.
        cursor: Of the page before; None for the first.
        steps: How many rows are asked for at a time.

    Raises:
        BadQuery: for a cursor that is none, or of another question.
    """
    mark = hashlib.sha256(repr(question).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    place = _place(cursor, mark) if cursor else _Place(mark, 0, "")
    wanted = place.offset + size + 1
    rows = ask(next(step for step in (*steps, wanted) if step >= wanted))
    start = _start(rows, place)
    chosen = rows.to_arrow().slice(start, size)
    after = None
    if len(rows) > start + size and chosen.num_rows:
        last = str(chosen["id"][chosen.num_rows - 1].as_py())
        after = base64.urlsafe_b64encode(msgspec.json.encode(_Place(mark, start + size, last))).decode().rstrip("=")
    return Page(rows=Rows(chosen, title=rows.title, shown=rows.shown), cursor=after, offset=start)


def _place(cursor: str, mark: str) -> _Place:
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars="-_", validate=True)
        place = msgspec.json.decode(raw, type=_Place)
    except (binascii.Error, ValueError, msgspec.MsgspecError) as error:
        raise BadQuery("is no cursor", subject=cursor[:40], remedy="Start again without one.") from error
    if place.question != mark or not 0 <= place.offset <= STEPS[-1]:
        raise BadQuery("belongs to another question", subject=cursor[:40], remedy="Start again without one.")
    return place


def _start(rows: Rows, place: _Place) -> int:
    """Where to go on: behind the last row, wherever it stands by now; where it stood, when it is gone."""
    ids = rows.to_arrow()["id"]
    if not place.last or (0 < place.offset <= len(ids) and ids[place.offset - 1].as_py() == place.last):
        return place.offset
    found = int(pc.index(ids, place.last).as_py())
    return found + 1 if found >= 0 else min(place.offset, len(ids))
