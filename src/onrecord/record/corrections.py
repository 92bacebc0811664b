"""What a line says when a person corrects it.

Comes in: a row, the name of what is wrong, and what it should say, as text. Goes out: the columns that change. Words
and offsets cannot be corrected: they are the report's.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from onrecord.errors import BadQuery
from onrecord.gazetteer import load_gazetteer
from onrecord.record.names import name_key
from onrecord.record.rows import involved_key
from onrecord.types import (
    ActorKind,
    EventType,
    Factuality,
    Obligation,
    Polarity,
    Precision,
    StatementKind,
    StepKind,
    Tense,
    When,
)

Row = dict[str, Any]
Change = Callable[[Mapping[str, Any], str | None], Row]


def corrected_row(table: str, row: Mapping[str, Any], attribute: str, value: str | None) -> Row:
    """The columns that change when one attribute of a line is corrected.

    Args:
        table: The table that the line stands in.
        row: The line.
        attribute: One of `correctable`.
        value: What it should say: a word, a date in ISO 8601, ids with ``|`` between them; None or empty for nothing.

    Raises:
        BadQuery: when the attribute cannot be corrected, or cannot have that value.
    """
    changes = _CHANGES.get(table, {})
    if attribute not in changes:
        known = f"Known: {', '.join(changes)}." if changes else f"Nothing can be corrected in {table}."
        raise BadQuery(f"cannot be corrected in {table}", subject=attribute or "attribute", remedy=known)
    return changes[attribute](row, value.strip() or None if value is not None else None)


def correctable(table: str) -> tuple[str, ...]:
    """What can be corrected in the lines of a table."""
    return tuple(_CHANGES.get(table, ()))


def when_of(text: str) -> When:
    """A date as ISO 8601 has it: a day, a month, a year, or an interval, of which ``..`` leaves one side open.

    Raises:
        BadQuery: when it is none.
    """
    try:
        if "/" not in text:
            first, last, precision = _unit(text)
            return When(earliest=first, latest=last, precision=precision)
        first_text, last_text = text.split("/")
        start = None if first_text == ".." else _unit(first_text)[0]
        end = None if last_text == ".." else _unit(last_text)[1]
        return When(earliest=start, latest=end, precision=Precision.RANGE)
    except ValueError as error:
        raise BadQuery("is no date; write 2024-06-19, 2024-06, 2024 or 2024-06-18/2024-06-20", subject=text) from error


def _unit(text: str) -> tuple[date, date, Precision]:
    match len(text):
        case 4:
            return date(int(text), 1, 1), date(int(text), 12, 31), Precision.YEAR
        case 7:
            first = date.fromisoformat(f"{text}-01")
            return first, first.replace(day=monthrange(first.year, first.month)[1]), Precision.MONTH
        case 10:
            day = date.fromisoformat(text)
            return day, day, Precision.DAY
    raise ValueError(text)


def _word(column: str, known: type[StrEnum]) -> Change:
    def change(row: Mapping[str, Any], value: str | None) -> Row:
        if value not in list(known):
            raise BadQuery(f"is not one of {', '.join(known)}", subject=value or column)
        return {column: str(value)}

    return change


def _text(column: str, *, empty: bool = True) -> Change:
    def change(row: Mapping[str, Any], value: str | None) -> Row:
        if value is None and not empty:
            raise BadQuery("cannot be empty", subject=column)
        return {column: value}

    return change


def _date(prefix: str) -> Change:
    def change(row: Mapping[str, Any], value: str | None) -> Row:
        when = when_of(value) if value else None
        return {
            f"{prefix}earliest": when.earliest if when else None,
            f"{prefix}latest": when.latest if when else None,
            f"{prefix}precision": str(when.precision) if when else None,
        }

    return change


def _ids(value: str | None) -> list[str]:
    """Ids as given; those of the gazetteer in its spelling."""
    gazetteer = load_gazetteer()
    parts = (part.strip() for part in (value or "").split("|"))
    known = ((part, gazetteer.actor(part) or gazetteer.actor(part.upper())) for part in parts if part)
    return list(dict.fromkeys(actor.id if actor else part for part, actor in known))


def _side(prefix: str, column: str, other: str) -> Change:
    """Who does it, or to whom. Persons stay with those who were told already."""

    def change(row: Mapping[str, Any], value: str | None) -> Row:
        gazetteer, ids = load_gazetteer(), _ids(value)
        told = list(zip(row[column], row[f"{prefix}_persons"], row[f"{prefix}_offices"], strict=True))
        before = {one: (person, office) for one, person, office in reversed(told)}
        actors = [gazetteer.actor(one) for one in ids]
        return {
            column: ids,
            f"{prefix}_names": [actor.name if actor else one for one, actor in zip(ids, actors, strict=True)],
            f"{prefix}_kinds": [str(actor.kind if actor else ActorKind.GROUP) for actor in actors],
            f"{prefix}_persons": [before.get(one, (None, None))[0] for one in ids],
            f"{prefix}_offices": [before.get(one, (None, None))[1] for one in ids],
            "involved": involved_key((*ids, *row[other])),
        }

    return change


def _parties(row: Mapping[str, Any], value: str | None) -> Row:
    ids = sorted(_ids(value))
    return {"parties": ids, "involved": involved_key(ids)}


def _party(row: Mapping[str, Any], value: str | None) -> Row:
    ids = _ids(value)
    if len(ids) > 1:
        raise BadQuery("is more than one party", subject=value or "party")
    return {"party": ids[0] if ids else None}


def _name(row: Mapping[str, Any], value: str | None) -> Row:
    return _text("name", empty=False)(row, value) | {"name_key": name_key(value or "")}


def _obligations(row: Mapping[str, Any], value: str | None) -> Row:
    told = [part.strip() for part in (value or "").split("|") if part.strip()]
    for one in told:
        _word("obligations", Obligation)(row, one)
    return {"obligations": told}


_CHANGES: dict[str, dict[str, Change]] = {
    "events": {
        "type": _word("type", EventType),
        "mode": _text("mode"),
        "actors": _side("actor", "actors", "recipients"),
        "recipients": _side("recipient", "recipients", "actors"),
        "when": _date(""),
        "tense": _word("tense", Tense),
        "factuality": _word("factuality", Factuality),
        "place": _text("place"),
    },
    "statements": {"kind": _word("kind", StatementKind), "when": _date("said_"), "medium": _text("medium")},
    "agreements": {
        "name": _name,
        "kind": _text("kind", empty=False),
        "parties": _parties,
        "obligations": _obligations,
    },
    "agreement_steps": {
        "kind": _word("kind", StepKind),
        "party": _party,
        "when": _date(""),
        "factuality": _word("factuality", Factuality),
    },
    "forecasts": {
        "proposition": _text("proposition", empty=False),
        "polarity": _word("polarity", Polarity),
        "condition": _text("condition"),
        "when": _date("horizon_"),
    },
}
