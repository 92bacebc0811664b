"""What endpoints and pages take: dates, actors, kinds, how many rows, in which form.

Comes in: the query of an address. Goes out: typed values; what is malformed never reaches a question.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from fastapi import Path, Query

from onrecord.answers.forecasts import State
from onrecord.types import EventType, Factuality, StatementKind, Tense

MOST_ROWS = 1000
LONGEST_NAME = 200


class Form(StrEnum):
    """Forms of an answer."""

    JSON = "json"
    CSV = "csv"
    JSON_LINES = "jsonl"
    PARQUET = "parquet"


AsOf = Annotated[
    date | None, Query(description="As known at the end of that day: nothing published or decided later counts.")
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
Since = Annotated[date | None, Query(description="First day.")]
Until = Annotated[date | None, Query(description="Last day.")]
Types = Annotated[list[EventType] | None, Query(alias="type", description="PLOVER roots.")]
Factualities = Annotated[list[Factuality] | None, Query(alias="factuality", description="FactBank values.")]
Tenses = Annotated[list[Tense] | None, Query(alias="tense", description="Relative to publication.")]
Kinds = Annotated[list[StatementKind] | None, Query(alias="kind", description="How it is attributed.")]
States = Annotated[list[State] | None, Query(alias="state", description="What became of it.")]
Limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="How many rows at most.")]
Cursor = Annotated[
    str | None, Query(max_length=400, description="Where to go on: `next` of the answer before. Without, the start.")
]
Format = Annotated[Form, Query(alias="format", description="JSON pages; the others are files of at most `limit` rows.")]
Id = Annotated[str, Path(max_length=LONGEST_NAME, description="An id, as rows have it.")]
Name = Annotated[str, Path(min_length=1, max_length=LONGEST_NAME, description="An ISO 3166-1 code, an id, or a name.")]
