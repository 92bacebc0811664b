"""Agreements with the words behind each step, for people.

Comes in: the rows of agreements. Goes out: what rich prints: under each instrument its steps as reports tell them, each
with its words, what registers have, and what contradicts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.text import Text

from onrecord.cli.printing import line

if TYPE_CHECKING:
    from onrecord.answers import Rows

STANDING = {True: "in force", False: "not in force", None: "whether it was in force is not told"}


def agreements_in_words(rows: Rows) -> RenderableType:
    """Each agreement with the words that it rests on."""
    if not len(rows):
        return Text(f"{rows.title}: nothing in the record.", style="dim")
    return Group(*(part for row in rows for part in _agreement(row)))


def _agreement(row: dict[str, Any]) -> Iterator[Text]:
    yield Text(line(row["name"]), style="bold")
    duties = row["obligations"] or row["register_obligations"]
    about = (row["kind"], ", ".join(row["parties"]), ", ".join(duties), STANDING[row["in_force"]])
    yield _below("; ".join(part for part in about if part))
    yield from map(_below, row["lineage"])
    steps = (row["steps"], row["step_contexts"] or (), row["step_documents"] or ())
    for step, words, document in zip(*steps, strict=True):
        yield _below(f"{step}: {words}", document)
    if not row["steps"]:
        for words, document in zip(row["quotes"] or (), row["document_ids"] or (), strict=True):
            yield _below(f"“{words}”", document)
    yield from map(_below, row["register_steps"])
    for contradiction in row["contradictions"]:
        yield Text(f"  contradiction: {line(contradiction)}", style="bold red")
    yield Text("")


def _below(text: str, document: str | None = None) -> Text:
    told = Text(f"  {line(text)}")
    return told.append(f" ({document})", style="dim") if document else told
