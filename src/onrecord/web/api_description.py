"""The API's own description, for people: each operation with its parameters, what it answers, and a call to copy.

Comes in: the OpenAPI document that the API serves. Goes out: plain values for a page. What it tells is what the
document says; it knows no endpoint by name.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

Schema = Mapping[str, Any]

EXAMPLES = {"q": "treaty", "actor": "RUS", "with": "PRK", "state": "due", "limit": "50"}
"""Values that say something in most records, in the order in which a call shows them."""
MOST_EXAMPLES = 2
KINDS = {
    "date": "day, YYYY-MM-DD",
    "date-time": "instant, ISO 8601",
    "binary": "file",
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "null",
    "object": "object",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A parameter, or a field of what is sent or answered.

    Attributes:
        name: Its name.
        kind: What its value is, in words.
        place: The fields that it is inside of, one behind the other; ``[]`` stands for each item of a list.
        about: What it means.
        required: Whether it is always there.
    """

    name: str
    kind: str
    place: str = ""
    about: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What comes back with a status."""

    status: str
    about: str
    media: tuple[str, ...]
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method of one address."""

    key: str
    method: str
    path: str
    about: str
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]
    answers: tuple[Answer, ...]
    example: str


def operations(document: Schema, base: str) -> dict[str, list[Operation]]:
    """All operations by their tag, in the order of the document.

    Args:
        document: OpenAPI 3.1, as a dictionary.
        base: Where the API is, such as ``http://127.0.0.1:8420``.
    """
    found: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            found.setdefault(told.get("tags", ["others"])[0], []).append(_operation(document, base, path, method, told))
    return found


def _operation(document: Schema, base: str, path: str, method: str, told: Schema) -> Operation:
    body = told.get("requestBody", {}).get("content", {})
    parameters = told.get("parameters", ())
    return Operation(
        key=told["operationId"],
        method=method.upper(),
        path=path,
        about=told.get("summary", ""),
        parameters=tuple(_parameter(document, one) for one in parameters),
        body=tuple(field for one in body.values() for field in _fields(document, one["schema"])),
        answers=tuple(_answer(document, status, one) for status, one in told["responses"].items()),
        example=_example(document, base, path, method, parameters, body),
    )


def _parameter(document: Schema, told: Schema) -> Field:
    schema = told["schema"]
    default = schema.get("default")
    beside = f" Default: {json.dumps(default)}." if default is not None else ""
    return Field(
        name=told["name"],
        kind=_kind(document, schema),
        about=told.get("description", "") + beside,
        required=told.get("required", False),
    )


def _answer(document: Schema, status: str, told: Schema) -> Answer:
    content = told.get("content", {})
    rows: tuple[Field, ...] = ()
    if status.startswith("2"):
        rows = tuple(_fields(document, next(iter(content.values()))["schema"])) if content else ()
    return Answer(status=status, about=told.get("description", ""), media=tuple(content), fields=rows)


def _fields(document: Schema, schema: Schema, place: str = "") -> Iterator[Field]:
    """The fields of a schema, each object's own before those inside of them."""
    schema = _resolved(document, schema)
    for one in (_resolved(document, one) for one in schema.get("anyOf", ())):
        if one.get("type") != "null":
            yield from _fields(document, one, place)
    if schema.get("type") == "array":
        yield from _fields(document, schema.get("items", {}), f"{place}[]")
    properties: Schema = schema.get("properties", {})
    for name, inner in properties.items():
        about = _resolved(document, inner).get("description", "")
        required = name in schema.get("required", ())
        yield Field(name=name, kind=_kind(document, inner), place=place, about=about, required=required)
    for name, inner in properties.items():
        yield from _fields(document, inner, f"{place}.{name}".lstrip("."))


def _kind(document: Schema, schema: Schema) -> str:
    """What a value is, in words."""
    schema = _resolved(document, schema)
    if options := schema.get("anyOf"):
        return " or ".join(dict.fromkeys(_kind(document, one) for one in options))
    if values := schema.get("enum"):
        return "one of " + ", ".join(map(str, values))
    if schema.get("type") == "array":
        return f"list of {_kind(document, schema.get('items', {}))}"
    kind = KINDS.get(schema.get("format", ""), KINDS.get(schema.get("type", ""), "any value"))
    if "minimum" in schema and "maximum" in schema:
        return f"{kind}, {schema['minimum']} to {schema['maximum']}"
    return kind


def _resolved(document: Schema, schema: Schema) -> Schema:
    while "$ref" in schema:
        found: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def _example(document: Schema, base: str, path: str, method: str, parameters: Any, body: Mapping[str, Any]) -> str:
    """A call of curl that can be copied."""
    of = re.sub(r"s$", "", path.partition("/{")[0].rpartition("/")[2]).upper()
    place = base + re.sub(r"\{\w+\}", f"{of}_ID", path)
    asked = {one["name"]: one for one in parameters if one["in"] == "query"}
    shown = [name for name in EXAMPLES if name in asked]
    chosen = [name for name in shown if asked[name].get("required")]
    chosen += [name for name in shown if name not in chosen][: MOST_EXAMPLES - len(chosen)]
    query = urlencode({name: EXAMPLES[name] for name in chosen})
    call = ["curl", *_sent(document, method, body), f"{place}?{query}" if query else place]
    return " ".join(part if part in ("$TOKEN",) else _quoted(part) for part in call)


def _sent(document: Schema, method: str, body: Mapping[str, Any]) -> list[str]:
    if method == "get":
        return []
    call = ["-X", method.upper(), "-H", "Authorization: Bearer $TOKEN"]
    for media, told in body.items():
        if media == "application/json":
            sample = json.dumps(_sample(document, told["schema"]))
            return [*call, "-H", f"Content-Type: {media}", "-d", sample]
        name = next(field.name for field in _fields(document, told["schema"]))
        return [*call, "-F", f"{name}=@FILE"]
    return call


def _sample(document: Schema, schema: Schema) -> Any:
    """A value that fits: of an object, the fields that it must have."""
    schema = _resolved(document, schema)
    if options := schema.get("anyOf"):
        return _sample(document, options[0])
    if values := schema.get("enum"):
        return values[0]
    match schema.get("type"):
        case "object":
            inner = schema.get("properties", {})
            return {name: _sample(document, inner[name]) for name in schema.get("required", ()) if name in inner}
        case "array":
            return [_sample(document, schema.get("items", {}))]
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return True
    return "2024-06-19" if schema.get("format") == "date" else "..."


def _quoted(part: str) -> str:
    """Quoted for a shell; in double quotes where a variable is to be filled in."""
    return f'"{part}"' if "$TOKEN" in part else shlex.quote(part)
