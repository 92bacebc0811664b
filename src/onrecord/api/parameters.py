"""What endpoints and pages take: dates, actors, kinds, how many rows, in which form.

Comes in: the query of an address. Goes out: typed values; what is malformed never reaches a question.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

from fastapi import Depends, Path, Query
from pydantic import BeforeValidator

from onrecord.answers.forecasts import State
from onrecord.record.search_words import KINDS
from onrecord.types import EventType, Factuality, StatementKind, Tense

MOST_ROWS = 1000
DEFAULT_ROWS = 100
LONGEST_NAME = 200


def _as_iso(value: object) -> object:
    """Refuse what is written in another way than YYYY-MM-DD: pydantic would take a number for seconds since 1970."""
    if isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise ValueError("write it as YYYY-MM-DD")


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
CalendarDay = Annotated[date, BeforeValidator(_as_iso)]


class Form(StrEnum):
    """Forms of an answer."""

    JSON = "json"
    CSV = "csv"
    JSON_LINES = "jsonl"
    PARQUET = "parquet"


AsOf = Annotated[
    CalendarDay | None, Query(description="As known at the end of that day: nothing published or decided later counts.")
]
Actor = Annotated[
    str | None,
    Query(min_length=1, max_length=LONGEST_NAME, description="Who is involved: an ISO 3166-1 code, an id, or a name."),
]
With = Annotated[
    str | None,
    Query(alias="with", min_length=1, max_length=LONGEST_NAME, description="Who else is involved in the same row."),
]
Speaker = Annotated[str | None, Query(min_length=1, max_length=LONGEST_NAME, description="Who speaks.")]
Forecaster = Annotated[str | None, Query(min_length=1, max_length=LONGEST_NAME, description="Who predicts.")]
Since = Annotated[CalendarDay | None, Query(description="First day.")]
Until = Annotated[CalendarDay | None, Query(description="Last day.")]
Types = Annotated[list[EventType] | None, Query(alias="type", description="PLOVER roots.")]
Factualities = Annotated[list[Factuality] | None, Query(alias="factuality", description="FactBank values.")]
Tenses = Annotated[list[Tense] | None, Query(alias="tense", description="Relative to publication.")]
Kinds = Annotated[list[StatementKind] | None, Query(alias="kind", description="How it is attributed.")]
States = Annotated[list[State] | None, Query(alias="state", description="What became of it.")]
Words = Annotated[
    str,
    Query(
        alias="q",
        min_length=1,
        max_length=LONGEST_NAME,
        description='Words that must all be there; "in quotes" one after the other; word* for its beginning.',
    ),
]
Outlet = Annotated[str | None, Query(min_length=1, max_length=LONGEST_NAME, description="As the record writes it.")]
Place = Annotated[
    str | None, Query(alias="kind", pattern=f"^({'|'.join(KINDS)})$", description=f"Only one of {', '.join(KINDS)}.")
]
Best = Annotated[bool, Query(description="Those that match best first; else the newest first.")]
Limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="How many rows at most.")]
Cursor = Annotated[
    str | None, Query(max_length=400, description="Where to go on: `next` of the answer before. Without, the start.")
]
Format = Annotated[Form, Query(alias="format", description="JSON pages; the others are files of at most `limit` rows.")]
Id = Annotated[str, Path(max_length=LONGEST_NAME, description="An id, as rows have it.")]
Name = Annotated[str, Path(min_length=1, max_length=LONGEST_NAME, description="An ISO 3166-1 code, an id, or a name.")]


class Paging(NamedTuple):
    """What every list takes: the date, and which of its rows in which form."""

    as_of: date | None
    limit: int
    cursor: str | None
    form: Form


# Dependencies are coroutines so that they run where the request is, and not in a thread each.


async def _paging(
    as_of: AsOf = None, limit: Limit = DEFAULT_ROWS, cursor: Cursor = None, form: Format = Form.JSON
) -> Paging:
    return Paging(as_of, limit, cursor, form)


async def _between(actor: Actor = None, with_: With = None) -> dict[str, Any]:
    return {"actor": actor, "with_": with_}


async def _period(since: Since = None, until: Until = None) -> dict[str, Any]:
    return {"since": since, "until": until}


Page = Annotated[Paging, Depends(_paging)]
Between = Annotated[dict[str, Any], Depends(_between)]
"""Who is involved, and who else."""
Period = Annotated[dict[str, Any], Depends(_period)]
"""From which day to which."""
