"""Cells of tables for people: who, what, when, and the words.

Comes in: plain values, from a reading or from the rows of an answer. Goes out: rich ``Text``, safe to print, and tables
that fit a terminal of any width. It knows nothing of records or documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from onrecord.cli.printing import line

LONGEST_WORDS = 200
CERTAIN = "CT+"

Person = tuple[str, str | None]
"""An actor's id and the person who acts for it."""


def new_table(title: str, *columns: tuple[str, int]) -> Table:
    """A table whose columns share the width in the given proportions; 0: as wide as its dates."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True)
    table.title, table.title_justify, table.title_style = title, "left", "bold"
    for header, ratio in columns:
        if ratio:
            table.add_column(header, ratio=ratio, overflow="fold")
        else:
            table.add_column(header, width=len("2024-06-14"), overflow="fold")
    return table


def cell(*lines: str | Text | None) -> Text:
    """Lines under each other; empty ones are left out."""
    kept = [part if isinstance(part, Text) else Text(line(part)) for part in lines if part]
    return Text("\n").join(kept)


def dim(text: str | None) -> Text | None:
    return Text(line(text), style="dim") if text else None


def when_text(when: str | None) -> str:
    """A date; an interval on two lines."""
    return (when or "").replace("/", "\n")


def actors_text(actors: Iterable[Person]) -> str:
    """``RUS (Vladimir Putin), PRK``."""
    return ", ".join(f"{name} ({person})" if person and person != name else name for name, person in actors)


def event_cell(kind: str, mode: str | None, actors: Sequence[Person], recipients: Sequence[Person]) -> Text:
    """Who does what to whom, a line each."""
    what = Text(f"{kind} {mode}" if mode else kind, style="bold")
    whom = f"→ {actors_text(recipients)}" if recipients else None
    return cell(actors_text(actors) or Text("?", style="dim"), what, whom)


def standing_cell(tense: str, factuality: str, holder: str) -> Text:
    """Tense and factuality, in colour where it is not a plain fact, and whose view it is."""
    told = Text(f"{tense} {factuality}", style="" if factuality == CERTAIN and tense != "future" else "yellow")
    return cell(told, None if holder == "author" else speaker_cell(holder))


def speaker_cell(label: str, role: str | None = None, affiliation: str | None = None) -> Text:
    """Whose view it is, with what the name does not tell yet; joint holders by commas."""
    more = [part for part in (role, affiliation) if part and part.casefold() not in label.casefold()]
    return cell(label.replace("|", ", "), dim(", ".join(more)))


def words_cell(text: str, start: int, end: int, *source: str | None) -> Text:
    """A stretch of text with its words marked, cut to a length that can be taken in, and where it is from."""
    first = max(0, min(start, (start + end - LONGEST_WORDS) // 2, len(text) - LONGEST_WORDS))
    last = min(len(text), max(end, first + LONGEST_WORDS)) if end - start < LONGEST_WORDS else start + LONGEST_WORDS
    first = first if end - start < LONGEST_WORDS else start
    mark = min(end, last)
    words = Text("…" if first else "")
    words.append(_spaced(text[first:start]))
    words.append(_spaced(text[start:mark]), style="bold")
    words.append(_spaced(text[mark:last]))
    words.append("…" if last < len(text) else "")
    return cell(words, dim(", ".join(part for part in source if part)))


def quoted_cell(quote: str, context: str | None, *source: str | None) -> Text:
    """`words_cell` for words within their sentence; without it, or when they run past it, the words alone."""
    start = (context or "").find(quote)
    if context is None or start < 0:
        return words_cell(quote, 0, len(quote), *source)
    return words_cell(context, start, start + len(quote), *source)


def _spaced(text: str) -> str:
    """Safe, on one line, with the spaces at its ends."""
    inner = line(text)
    before = " " if text[:1].isspace() and inner else ""
    after = " " if text[-1:].isspace() else ""
    return f"{before}{inner}{after}"
