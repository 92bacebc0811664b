"""Answers as tables for people, each line with the words it rests on.

Comes in: `Rows`, with the columns that their question gives them. Goes out: what rich prints. Rows in data formats have
all columns; here are those that a person reads.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from rich.text import Text

from onrecord.cli.cells import (
    Person,
    cell,
    dim,
    event_cell,
    new_table,
    quoted_cell,
    speaker_cell,
    standing_cell,
    when_text,
)
from onrecord.cli.printing import line

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from onrecord.answers import Rows

Row = dict[str, Any]


def events_table(rows: Rows) -> RenderableType:
    """Events, in the order of their dates."""
    table = new_table(rows.title, ("When", 0), ("Who, what, whom", 3), ("Told as", 2), ("Words", 5))
    return _filled(table, rows, _event)


def _event(row: Row) -> list[Text | str]:
    actors = _people(row["actors"], row["actor_persons"])
    recipients = _people(row["recipients"], row["recipient_persons"])
    return [
        when_text(row["when"]),
        event_cell(row["type"], row["mode"], actors, recipients),
        standing_cell(row["tense"], row["factuality"], row["holder"]),
        _words(row),
    ]


def happenings_table(rows: Rows) -> RenderableType:
    """Events, each once, with who reports, expects and denies it; the id is what ``onrecord event`` takes."""
    table = new_table(rows.title, ("When", 0), ("Who, what, whom", 3), ("Told as", 4), ("Words", 5))
    return _filled(table, rows, _happening)


def _happening(row: Row) -> list[Text | str]:
    actors = _people(row["actors"], row["actor_persons"])
    recipients = _people(row["recipients"], row["recipient_persons"])
    return [
        when_text(row["when"]),
        event_cell(row["type"], row["mode"], actors, recipients),
        cell(*told_as(row)),
        cell(_words(row, _counted(row["documents"], "report")), dim(row["id"])),  # the widest: an id stays whole
    ]


def told_as(row: Row) -> list[Text | str]:
    """What is told of an event, a line each: announced, reported as done, stated by whom, denied by whom."""
    parts: list[Text | str] = [Text(row["state"], style="bold" if row["state"] in ("done", "claimed") else "yellow")]
    if row["announced"]:
        parts.append(f"announced on {row['announced']}")
    if row["reported"]:
        told = _counted(row["reported_documents"], "report")
        outlets = _counted(len(row["reported_by"]), "outlet")
        originals = _counted(row["reported_originals"], "original")
        parts.append(f"reported as done on {row['reported']} by {outlets}, in {told} ({originals})")
    holders = [holder for holder in row["stated_by"] if holder != "author"]
    if holders:
        parts.append(f"stated by {_names(holders)}")
    if row["denied"]:
        parts.append(f"denied on {row['denied']} by {_names(row['denied_by'])}")
    return parts


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _names(holders: list[str]) -> str:
    return ", ".join("the report itself" if holder == "author" else holder.replace("|", ", ") for holder in holders)


def views_table(rows: Rows) -> RenderableType:
    """What each holder makes of one event, side by side."""
    return _filled(new_table(rows.title, ("Since", 0), ("Who", 3), ("Says", 2), ("Words", 5)), rows, _view)


def _view(row: Row) -> list[Text | str]:
    return [
        when_text(f"{row['first']}"),
        cell("the report itself" if row["holder"] == "author" else row["holder"].replace("|", ", ")),
        cell(Text(f"{row['says']} {row['factuality']}", style="yellow" if row["says"] == "denied" else "")),
        quoted_cell(row["quote"], row["context"], ", ".join(row["outlets"]), _counted(row["documents"], "report")),
    ]


def search_table(rows: Rows) -> RenderableType:
    """Places that were found, what matches in square brackets."""
    table = new_table(rows.title, ("Published", 0), ("Where", 2), ("Words", 7))
    return _filled(table, rows, _found)


def _found(row: Row) -> list[Text | str]:
    said = f"said by {row['speaker']}" if row["kind"] == "statement" and row["speaker"] != "author" else None
    where = cell(row["outlet"] or "?", dim(row["title"]), dim(said), dim(row["document_id"]))
    return [when_text(f"{row['published']}"), where, cell(row["snippet"])]


def statements_table(rows: Rows) -> RenderableType:
    """Statements, in the order of the days on which things were said."""
    return _filled(new_table(rows.title, ("When", 0), ("Who", 3), ("How", 2), ("Words", 5)), rows, _statement)


def _statement(row: Row) -> list[Text | str]:
    medium = ", ".join(part for part in (row["medium"], row["via"]) if part)
    return [
        when_text(row["when"] or f"{row['published']}"),
        _speaker(row, "speaker"),
        cell(row["cue"], row["kind"], dim(medium)),
        _words(row),
    ]


def agreements_table(rows: Rows) -> RenderableType:
    """Agreements, those signed first at the top."""
    return _filled(new_table(rows.title, ("What", 4), ("Parties", 2), ("Steps", 3), ("Words", 4)), rows, _agreement)


def _agreement(row: Row) -> list[Text | str]:
    state = Text(row["state"], style="bold") if row["state"] else None
    obligations = row["obligations"] or row["register_obligations"] or ()
    about = [row["kind"], ", ".join(obligations), *(row["lineage"] or ())]
    against = [Text(line(one), style="bold red") for one in row["contradictions"]]
    return [
        cell(row["name"], *[dim(one) for one in about]),
        cell(_few(row["parties"]) or "?"),
        cell(state or _standing(row), *row["steps"], *[dim(one) for one in row["register_steps"]], *against),
        _words(row, f"{row['documents']} documents" if row["documents"] > 1 else None)
        if row["quote"]
        else cell(dim(f"only in {', '.join(row['registers'])}")),
    ]


def _standing(row: Row) -> Text | None:
    """Of what only registers have, whether it is in force."""
    if not row["registers"] or row["in_force"] is None:
        return None
    return Text("in force" if row["in_force"] else "ended", style="bold")


def _few(parties: list[str]) -> str:
    """The parties; of many the first."""
    most = 12
    more = f" and {len(parties) - most} more" if len(parties) > most else ""
    return ", ".join(parties[:most]) + more


def forecasts_table(rows: Rows) -> RenderableType:
    """Forecasts, in the order of publication; the id is what ``onrecord resolve`` takes."""
    table = new_table(rows.title, ("By when", 0), ("Who", 3), ("Predicts", 5), ("Words", 5))
    table.columns[2].min_width = len("forecast-0123456789abcdef")  # an id that is broken cannot be copied
    return _filled(table, rows, _forecast)


def _forecast(row: Row) -> list[Text | str]:
    chance = f"“{row['hedge']}”: {row['band']} ({row['band_table']})"
    against = "says that it will not happen" if row["polarity"] == "negative" else None
    condition = f"condition: {row['condition']}" if row["condition"] else None
    state = Text(row["state"], style="bold" if row["state"] in ("open", "due") else "bold green")
    ruled = f"by {row['resolved_by']}, {row['resolved_at']:%Y-%m-%d}" if row["resolved_by"] else None
    note = [dim(one) for one in (ruled, row["resolution_note"])]
    return [
        when_text(row["horizon"]),
        _speaker(row, "forecaster"),
        cell(row["proposition"], dim(chance), dim(against), dim(condition), state, *note, dim(row["id"])),
        _words(row),
    ]


def _filled(table: Table, rows: Rows, cells: Callable[[Row], list[Text | str]]) -> RenderableType:
    if not len(rows):
        return Text(f"{rows.title}: nothing in the record.", style="dim")
    for row in rows:
        table.add_row(*cells(row))
    return table


def _people(ids: list[str] | None, persons: list[str | None] | None) -> list[Person]:
    return list(zip(ids or [], persons or [None] * len(ids or []), strict=True))


def _speaker(row: Row, name: str) -> Text:
    return speaker_cell(row[name], row[f"{name}_role"], row[f"{name}_affiliation"])


def _words(row: Row, *more: str | None) -> Text:
    return quoted_cell(row["quote"], row["context"], row["outlet"], str(row["published"]), *more)
