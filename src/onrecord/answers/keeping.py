"""Keeping merged events ready: making the file of `onrecord.answers.kept`, and bringing it up to date.

Comes in: a view of all of a record. Goes out: the file, of just that version, or of the one before when this was cut
off. Only the parts that changed documents touch are merged anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from onrecord.answers.kept import INDEXES, LAYOUT, MAKE, Kept
from onrecord.errors import RecordError
from onrecord.record import index_files
from onrecord.record.decisions import Decision, DecisionKind, standing
from onrecord.record.layout import index_folder
from onrecord.record.merging.stored import ROWS
from onrecord.record.subjects import among, subject_table
from onrecord.record.view import View

FILE = "events.sqlite"
MENTIONS_AT_A_TIME = 10_000
DOCUMENTS_AT_A_TIME = 2_000


class Ruled(NamedTuple):
    """What people decided about mentions: which decisions stand, and the documents of what they name."""

    decisions: list[str]
    documents: set[str]


def kept_path(address: str) -> Path:
    """Where the events of a record are kept."""
    return index_folder(address) / FILE


def rebuild(view: View, *, on_mentions: Callable[[int], None] = lambda number: None) -> int:
    """Make the file anew; returns how many documents it is of. Until it is whole the old one stays in use.

    Args:
        view: The record, as of no date.
        on_mentions: Called with the number of mentions that were just merged.

    Raises:
        OSError: when the file cannot be written.
        sqlite3.Error: the same.
    """
    path = kept_path(view.address)
    return index_files.made_anew(path, MAKE, lambda file: _fill(Kept(file, view), on_mentions), indexes=INDEXES)


def update(view: View, *, most: int | None = None) -> bool:
    """Bring the file up to the version of a view, if there is one.

    Args:
        view: The record, as of no date.
        most: How many changed documents are at most worth it; None for any number.

    Returns:
        Whether the file is now of that version.
    """
    path = kept_path(view.address)
    if view.version is None or view.as_of is not None or not path.is_file():
        return False
    return index_files.changed(path, lambda file: _bring_up(Kept(file, view), most))


def bring_up(view: View, *, anew: bool = False) -> int:
    """Make the file, or bring it up to the version of a view; returns how many documents it is of.

    Args:
        view: The record, as of no date.
        anew: Make it anew, whatever there is.

    Raises:
        RecordError: when the file cannot be written.
    """
    try:
        if anew or not _updated(view):
            return rebuild(view)
        with closing(sqlite3.connect(kept_path(view.address))) as file:
            return _count(file)
    except (OSError, sqlite3.Error) as error:
        raise RecordError(
            f"merged events cannot be kept ({error})",
            subject=str(kept_path(view.address)),
            remedy="Answers are the same without; they take longer.",
        ) from error


def _updated(view: View) -> bool:
    """Whether the file could be brought up to date; not when it is damaged or of another layout."""
    try:
        return update(view)
    except sqlite3.DatabaseError:
        return False


def version_in(file: sqlite3.Connection) -> tuple[int, int] | None:
    """The version of the record that a file is of; None when this Onrecord cannot use it."""
    try:
        told = dict(file.execute("SELECT name, value FROM about"))
    except sqlite3.Error:
        return None
    if told.get("layout") != LAYOUT or "version" not in told:
        return None
    documents, decisions = json.loads(told["version"])
    return documents, decisions


def ruled_on(view: View) -> Ruled:
    """What people decided about mentions, as far as the view knows."""
    decisions = [one for one in standing(view.decisions()) if _about_mentions(one)]
    words = [told for decision in decisions for _, told in decision.lines()]
    documents = {told.document_id for told in words if told}
    if None in words:  # decisions of an earlier schema
        named = {one for decision in decisions for one, _ in decision.lines()}
        sql = f"SELECT document_id FROM read_events WHERE {among('id', named)}"
        documents.update(view.query(sql)["document_id"].to_pylist())
    return Ruled(sorted(one.id for one in decisions), documents)


def _about_mentions(decision: Decision) -> bool:
    return decision.kind is not DecisionKind.RESOLVE and subject_table(decision.subject) == "events"


def _fill(kept: Kept, on_mentions: Callable[[int], None]) -> int:
    """Fill an empty file, relationship by relationship; returns how many documents there are."""
    view = kept.view
    kept.take_documents("true")
    scattered = set(view.query(SCATTERED)["document_id"].to_pylist())
    apart = f"NOT ({among('document_id', scattered)})"
    keys: list[str] = []
    size = 0
    counts = view.query("SELECT involved, count(*) AS n FROM events GROUP BY involved ORDER BY involved").to_pydict()
    for key, count in zip(*counts.values(), strict=True):
        keys, size = [*keys, key], size + count
        if size >= MENTIONS_AT_A_TIME:
            kept.place(view.query(f"{ROWS} WHERE {among('involved', keys)} AND {apart}").to_pylist())
            on_mentions(size)
            keys, size = [], 0
    kept.place(view.query(f"{ROWS} WHERE {among('involved', keys)} AND {apart}").to_pylist())
    kept.place(view.query(f"{ROWS} WHERE {among('document_id', scattered)}").to_pylist())
    _finish(kept, ruled_on(view), _batches(view), _replaced(view))
    return _count(kept.file)


def _count(file: sqlite3.Connection) -> int:
    return int(file.execute("SELECT count(*) FROM documents").fetchone()[0])


SCATTERED = """
    SELECT DISTINCT document_id FROM events WHERE hash(document_id, "start", "end") IN (
        SELECT hash(document_id, "start", "end") FROM events GROUP BY hash(document_id, "start", "end")
        HAVING min(hash(involved)) <> max(hash(involved))
    )
"""
"""Documents in which rows of one place tell of different actors: their rows must be placed together."""


def _bring_up(kept: Kept, most: int | None) -> bool:
    """Take in what the record has and the file has not; whether that was done."""
    view, file = kept.view, kept.file
    before = version_in(file)
    if view.version is None or before is None or before == view.version:
        return before == view.version
    if before[0] > view.version[0] or before[1] > view.version[1]:
        return False  # somebody brought it further
    new = _batches(view) - {name for (name,) in file.execute("SELECT name FROM batches")}
    gone = _replaced(view) - set(file.execute("SELECT document, batch FROM replaced"))
    ruling = ruled_on(view)
    changed = _changed(kept, new, gone, ruling)
    if most is not None and len(changed) > most:
        return False
    for start in range(0, len(changed), DOCUMENTS_AT_A_TIME):
        some = changed[start : start + DOCUMENTS_AT_A_TIME]
        left = [row for row in kept.pull(kept.parts_with(some)) if row["document_id"] not in set(some)]
        kept.take_documents(among("id", some))
        kept.place(left + view.query(f"{ROWS} WHERE {among('document_id', some)}").to_pylist())
    _finish(kept, ruling, new, gone)
    return True


def _changed(kept: Kept, new: set[str], gone: set[tuple[str, str]], ruling: Ruled) -> list[str]:
    """Documents whose mentions may be others than the file has: new ones, those that were read again, and, when people
    decided anything since, those with words that decisions are or were about."""
    about = dict(kept.file.execute("SELECT name, value FROM about"))
    sql = f"SELECT DISTINCT id FROM stored_documents WHERE {among('batch', new)}"
    changed = {*kept.view.query(sql)["id"].to_pylist(), *(document for document, _ in gone)}
    if json.loads(about["decisions"]) != ruling.decisions:
        changed |= {*json.loads(about["ruled"]), *ruling.documents}
    return sorted(changed)


def _finish(kept: Kept, ruling: Ruled, batches: Iterable[str], replaced: Iterable[tuple[str, str]]) -> None:
    """Note which version of the record the file is of."""
    kept.file.executemany("INSERT OR IGNORE INTO batches VALUES (?)", ((one,) for one in batches))
    kept.file.executemany("INSERT OR IGNORE INTO replaced VALUES (?, ?)", replaced)
    about = {
        "layout": LAYOUT,
        "version": json.dumps(kept.view.version),
        "decisions": json.dumps(ruling.decisions),
        "ruled": json.dumps(sorted(ruling.documents)),
    }
    kept.file.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", about.items())


def _batches(view: View) -> set[str]:
    return set(view.query("SELECT batch FROM finished")["batch"].to_pylist())


def _replaced(view: View) -> set[tuple[str, str]]:
    told = view.query("SELECT document_id, batch FROM superseded").to_pydict()
    return set(zip(told["document_id"], told["batch"], strict=True))
