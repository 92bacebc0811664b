"""Making the file of `onrecord.record.lines`, and bringing it up to date.

Comes in: a view of all of a record. Goes out: the file, with the rows of just that version as they were read, or as it
was before when this was cut off. Decisions are not in it: whoever asks looks at them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from onrecord.record import index_files
from onrecord.record.lines import INDEXES, LAYOUT, MAKE, Row, Writing, lines_path
from onrecord.record.schema import DOCUMENTS, READING_TABLES
from onrecord.record.subjects import among

if TYPE_CHECKING:
    from onrecord.record.view import View

DOCUMENTS_AT_A_TIME = 1_000
FINISHED = "SELECT batch FROM finished"
REPLACED = "SELECT document_id, batch FROM superseded"


def rebuild(view: View) -> None:
    """Make the file anew. Until it is whole the old one stays in use.

    Args:
        view: The record, as of no date.

    Raises:
        OSError: when the file cannot be written.
        sqlite3.Error: the same.
    """
    index_files.made_anew(lines_path(view.address), MAKE, lambda file: _fill(file, view), indexes=INDEXES)


def update(view: View, *, most: int | None = None) -> bool:
    """Bring the file up to the version of a view, if there is one.

    Args:
        view: The record, as of no date.
        most: How many changed documents are at most worth it; None for any number.

    Returns:
        Whether the file is now of that version.

    Raises:
        sqlite3.Error: when the file is damaged, or cannot be written.
    """
    path = lines_path(view.address)
    if view.version is None or view.as_of is not None or not path.is_file():
        return False
    return index_files.changed(path, lambda file: _bring_up(file, view, most))


def version_in(file: sqlite3.Connection) -> int | None:
    """The version of the table of documents that a file is of; None when this Onrecord cannot use it."""
    try:
        told = dict(file.execute("SELECT name, value FROM about"))
    except sqlite3.Error:
        return None
    return int(told["version"]) if told.get("layout") == LAYOUT and "version" in told else None


def _fill(file: sqlite3.Connection, view: View) -> None:
    writing = Writing(file)
    for rows in _read(view, f"SELECT * FROM read_{DOCUMENTS.name}"):
        writing.put_documents(rows)
    for table in READING_TABLES:
        for rows in _read(view, f"SELECT * FROM read_{table.name}"):
            writing.put(table.name, rows)
    writing.finish()
    _finish(file, view, _finished(view), _replaced(view))


def _bring_up(file: sqlite3.Connection, view: View, most: int | None) -> bool:
    """Take in what the record has and the file has not; whether that was done."""
    before = version_in(file)
    if view.version is None or before is None or before >= view.version[0]:
        return view.version is not None and before == view.version[0]  # else somebody brought it further
    new = _finished(view) - {name for (name,) in file.execute("SELECT name FROM batches")}
    gone = _replaced(view) - set(file.execute("SELECT document, batch FROM replaced"))
    sql = f"SELECT DISTINCT id FROM stored_documents WHERE {among('batch', new)}"
    changed = sorted({*view.query(sql)["id"].to_pylist(), *(document for document, _ in gone)})
    if most is not None and len(changed) > most:
        return False
    writing = Writing(file)
    for start in range(0, len(changed), DOCUMENTS_AT_A_TIME):
        _put_anew(writing, view, changed[start : start + DOCUMENTS_AT_A_TIME])
    writing.finish()
    _finish(file, view, new, gone)
    return True


def _put_anew(writing: Writing, view: View, documents: list[str]) -> None:
    for one in documents:
        writing.drop(one)
    for rows in _read(view, f"SELECT * FROM read_{DOCUMENTS.name} WHERE {among('id', documents)}"):
        writing.put_documents(rows)
    for table in READING_TABLES:
        for rows in _read(view, f"SELECT * FROM read_{table.name} WHERE {among('document_id', documents)}"):
            writing.put(table.name, rows)


def _read(view: View, sql: str) -> Iterator[list[Row]]:
    for batch in view.in_parts(sql):
        yield batch.to_pylist()


def _finished(view: View) -> set[str]:
    return set(view.query(FINISHED)["batch"].to_pylist())


def _replaced(view: View) -> set[tuple[str, str]]:
    told = view.query(REPLACED).to_pydict()
    return set(zip(told["document_id"], told["batch"], strict=True))


def _finish(file: sqlite3.Connection, view: View, batches: Iterable[str], replaced: Iterable[tuple[str, str]]) -> None:
    """Note which version of the record the file is of."""
    file.executemany("INSERT OR IGNORE INTO batches VALUES (?)", ((one,) for one in batches))
    file.executemany("INSERT OR IGNORE INTO replaced VALUES (?, ?)", replaced)
    version = json.dumps(view.version[0] if view.version else None)
    file.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", {"layout": LAYOUT, "version": version}.items())
