"""JSON schemas of answers, made of what the questions return.

Comes in: nothing; each question is put to an empty record. Goes out: the schema of its rows, so that the description of
the API cannot differ from what it sends.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pyarrow as pa

from onrecord.answers.resolution import COLUMNS as PROPOSED
from onrecord.answers.scores import POINTS
from onrecord.answers.search import COLUMNS as FOUND
from onrecord.api.problems import SHAPE
from onrecord.api.questions import QUESTIONS
from onrecord.record import empty_view
from onrecord.record.schema import READING_TABLES, TABLES

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
DAY_OR_NONE: Schema = {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}


def value_schema(kind: Any) -> Schema:
    """The schema of an Arrow type's values."""
    if pa.types.is_boolean(kind):
        return {"type": "boolean"}
    if pa.types.is_integer(kind):
        return {"type": "integer"}
    if pa.types.is_floating(kind):
        return {"type": "number"}
    if pa.types.is_date(kind):
        return {"type": "string", "format": "date"}
    if pa.types.is_timestamp(kind):
        return {"type": "string", "format": "date-time"}
    if pa.types.is_list(kind):
        return {"type": "array", "items": or_none(value_schema(kind.value_type))}
    if pa.types.is_struct(kind):
        return row_schema(kind)
    return TEXT


def or_none(schema: Schema) -> Schema:
    """The same, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def row_schema(fields: Any) -> Schema:
    """The schema of a row: all columns are there, and any may be null but the id."""
    properties = {
        field.name: value_schema(field.type) if field.name == "id" else or_none(value_schema(field.type))
        for field in fields
    }
    return object_schema(properties)


def object_schema(properties: Schema) -> Schema:
    """The schema of an object that has exactly these properties."""
    return {"type": "object", "required": list(properties), "additionalProperties": False, "properties": properties}


def question_schema(name: str) -> Schema:
    """The schema of a question's rows."""
    return row_schema(_columns()[name])


@cache
def _columns() -> dict[str, Any]:
    with empty_view() as view:
        columns = {name: question(view).to_arrow().schema for name, question in QUESTIONS.items()}
    return columns | {"search": FOUND, "proposals": PROPOSED, "calibration": POINTS}


def page_schema(name: str) -> Schema:
    """The schema of one page of a list."""
    return {
        "type": "object",
        "required": ["rows", "next", "as_of"],
        "additionalProperties": False,
        "properties": {
            "rows": {"type": "array", "items": question_schema(name)},
            "next": {**or_none(TEXT), "description": "the cursor of the next page; null: this is the last"},
            "as_of": DAY_OR_NONE,
        },
    }


def table_schema(name: str) -> Schema:
    """The schema of the rows of a table of the record."""
    return row_schema(TABLES[name].schema)


def reading_schema() -> Schema:
    """The schema of all that one document says."""
    properties = {table.name: many(table_schema(table.name)) for table in READING_TABLES}
    return object_schema(properties)


def extended(schema: Schema, **more: Schema) -> Schema:
    """A row's schema with more properties, all of them required."""
    return schema | {
        "required": [*schema["required"], *more],
        "properties": schema["properties"] | more,
    }


def many(schema: Schema) -> Schema:
    """The schema of a list."""
    return {"type": "array", "items": schema}


def answering(
    schema: Schema, *, files: bool = False, media: str = "application/json", **others: str
) -> dict[int | str, dict[str, Any]]:
    """The responses of an endpoint: what it answers, and how it fails.

    Args:
        schema: Of the JSON that it answers with.
        media: The media type of that JSON.
        files: Whether it also answers with files.
        others: Further statuses as ``_404="..."``, each with the shape of errors.
    """
    content: dict[str, Any] = {media: {"schema": schema}}
    if files:
        content |= {media: {"schema": TEXT} for media in ("text/csv", "application/x-ndjson")}
        content |= {"application/vnd.apache.parquet": {"schema": {"type": "string", "format": "binary"}}}
    failing = {"application/json": {"schema": SHAPE}}
    told = {
        "400": "a question that cannot be answered",
        "401": "the token is missing",
        "403": "sent by another site, or to another name",
        "422": "a parameter is malformed",
        "503": "the record is busy; try again",
    } | {status.strip("_"): about for status, about in others.items()}
    responses: dict[int | str, dict[str, Any]] = {200: {"description": "The answer.", "content": content}}
    for status, about in sorted(told.items()):
        responses[int(status)] = {"description": about, "content": failing}
    return responses
