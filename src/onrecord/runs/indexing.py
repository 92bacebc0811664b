"""What makes a large record answer quickly, made ready beforehand: its merged events, its rows, its words.

Comes in: a record. Goes out: index files beside its tables, made or brought up to date. They are made of the record,
can be thrown away, and change no answer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress

from onrecord.answers import keeping
from onrecord.errors import RecordError
from onrecord.record import Record, View, lining
from onrecord.record.lines import lines_path
from onrecord.record.search import SearchIndex


def make_indexes(record: Record, *, anew: bool = False, on_step: Callable[[str], None] = lambda step: None) -> int:
    """Make the indexes of a record, or bring them up to date; returns how many documents they are of.

    Args:
        record: The record.
        anew: Make them anew, whatever there is.
        on_step: Called with what is done next.

    Raises:
        RecordNotFound: when there is no record.
        RecordError: when an index cannot be written.
    """
    with record.view() as view:
        on_step("Merging events")
        documents = keeping.bring_up(view, anew=anew)
        on_step("Indexing rows")
        try:
            if anew or not _updated(view):
                lining.rebuild(view)
        except (OSError, sqlite3.Error) as error:
            raise RecordError(
                f"rows cannot be indexed ({error})",
                subject=str(lines_path(record.address)),
                remedy="Answers are the same without; they take longer.",
            ) from error
    on_step("Indexing words")
    words = SearchIndex(record)
    _ = words.rebuild() if anew else words.update()
    return documents


def bring_indexes_up(record: Record) -> None:
    """Bring merged events and rows that are kept ready up to date. When that fails they are not believed, and nothing
    is lost."""
    kept, lines = (path(record.address).is_file() for path in (keeping.kept_path, lines_path))
    if not (kept or lines) or not record.exists():
        return
    with record.view() as view:
        with suppress(sqlite3.Error):
            keeping.update(view)
        _ = _updated(view)


def is_indexed(record: Record) -> bool:
    """Whether there are merged events and rows that are kept ready; they may be behind the record."""
    return keeping.kept_path(record.address).is_file() and lines_path(record.address).is_file()


def _updated(view: View) -> bool:
    """Whether the file of rows was there and could be brought up to date; not when it is damaged."""
    try:
        return lining.update(view)
    except sqlite3.Error:
        return False
