"""Upkeep: keeping a record small.

Comes in: a view and a store. Goes out: smaller tables, and a report. It never changes a row that counts: it deletes
rows of additions that were cut off and readings that a better one replaced, and only those that are old.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from onrecord.record.rewriting import cluster, delete, join_files, vacuum
from onrecord.record.schema import DOCUMENTS, READING_TABLES, SHELF, TABLES
from onrecord.record.sql_text import literals
from onrecord.record.store import Store
from onrecord.record.view import View

BATCH_TIME = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpkeepReport:
    """What upkeep did: rows dropped, small files made one, files deleted."""

    rows_dropped: int
    files_joined: int
    files_deleted: int


def batch_name(added_at: datetime) -> str:
    """A name for one addition: its instant, so that old ones can be told, and 64 random bits."""
    return f"{added_at.astimezone(UTC):{BATCH_TIME}}-{secrets.token_hex(8)}"


def keep_up(store: Store, view: View, *, before: datetime, keep: timedelta) -> UpkeepReport:
    """Drop rows that have not counted since ``before``, join small files, delete files that none needs any more.

    Raises:
        RecordBusy: when others kept writing.
    """
    dropped = 0
    for predicate in _dead(view, before):
        for name in (table.name for table in (*READING_TABLES, DOCUMENTS)):
            key = "id" if name == DOCUMENTS.name else "document_id"
            dropped += delete(store, name, predicate.replace("{key}", key))
    joined = sum(_joined(store, name) for name in TABLES)
    hours = int(keep / timedelta(hours=1))
    return UpkeepReport(
        rows_dropped=dropped,
        files_joined=joined,
        files_deleted=sum(vacuum(store, name, keep_hours=hours) for name in TABLES),
    )


def _joined(store: Store, name: str) -> int:
    """Join the small files of a table; where it has who is involved, rows about the same actors come together."""
    return cluster(store, name, SHELF.name) if SHELF in TABLES[name].bookkeeping else join_files(store, name)


def _dead(view: View, before: datetime) -> Iterator[str]:
    """Conditions for rows that do not count and are older than ``before``."""
    oldest = f"{before.astimezone(UTC):{BATCH_TIME}}"
    stored = " UNION ".join(f"SELECT batch FROM stored_{table.name}" for table in READING_TABLES)
    cut_off = view.query(
        f"SELECT batch FROM ({stored}) WHERE batch NOT IN (FROM finished) AND batch < $oldest ORDER BY batch",
        {"oldest": oldest},
    )["batch"].to_pylist()
    if cut_off:
        yield f"batch IN ({literals(cut_off)})"
    replaced: defaultdict[str, list[str]] = defaultdict(list)
    for row in view.query(REPLACED, {"oldest": oldest}).to_pylist():
        replaced[row["batch"]].append(row["document_id"])
    for batch, documents in sorted(replaced.items()):
        yield f"batch = '{batch}' AND {{key}} IN ({literals(documents)})"


REPLACED = """
    SELECT document_id, superseded.batch FROM superseded
    WHERE document_id NOT IN (SELECT id FROM stored_documents WHERE batch >= $oldest)
    ORDER BY superseded.batch, document_id
"""
"""Readings that are not in place, of documents of which nothing was added lately."""
