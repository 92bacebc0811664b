"""Changing what is in the tables of a record: joining files, deleting and replacing rows, marking versions.

Comes in: a store, and the name of a table. Goes out: the table as it shall be, in one commit. Who has the record open
goes on reading the version that it opened, until the files of that version are vacuumed away. It decides nothing about
rows: callers say which. All of it raises `RecordBusy` when others kept changing the same table.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, write_deltalake

from onrecord.record.layout import LARGE_FILE, SMALL_FILE, VERSION_PROPERTY, WRITING, lasting
from onrecord.record.schema import SCHEMA_VERSION
from onrecord.record.store import Store

Metrics = dict[str, Any]

OFTEN = CommitProperties(max_commit_retries=5)


def join_files(store: Store, name: str, *, small_only: bool = False, wait: bool = True) -> int:
    """Rewrite the small files of a table as few large ones; returns how many went. Readers are not disturbed.

    Args:
        store: The tables.
        name: Of the table.
        small_only: Leave all but the smallest as they are, which takes next to no time.
        wait: Whether to wait for another process that rewrites tables.

    Raises:
        RecordBusy: when others kept at it.
    """
    size = SMALL_FILE if small_only else LARGE_FILE
    writing = WRITING if small_only else lasting(name)

    def joined(table: DeltaTable) -> Metrics:
        return table.optimize.compact(target_size=size, writer_properties=writing, commit_properties=OFTEN)

    metrics = store.change(name, joined, wait=wait)
    return int(metrics["numFilesRemoved"]) if metrics else 0


def cluster(store: Store, name: str, column: str) -> int:
    """Rewrite a table so that rows alike in a column lie together; returns how many files went. Nothing is done when
    nothing was written since it was last done. Readers and those who append are not disturbed."""

    def clustered(table: DeltaTable) -> Metrics:
        last = table.history(1)[0]
        if not table.file_uris() or "zOrderBy" in str(last.get("operationParameters", {})):
            return {"numFilesRemoved": 0}
        return table.optimize.z_order(
            [column], target_size=LARGE_FILE, writer_properties=lasting(name), commit_properties=OFTEN
        )

    metrics = store.change(name, clustered)
    return int(metrics["numFilesRemoved"]) if metrics else 0


def delete(store: Store, name: str, which: str) -> int:
    """Delete the rows that a condition in SQL holds for; returns how many."""

    def without(table: DeltaTable) -> Metrics:
        return table.delete(which, commit_properties=OFTEN)

    metrics = store.change(name, without)
    return int(metrics["num_deleted_rows"]) if metrics else 0


def put_in_place(store: Store, name: str, which: str, rows: pa.Table) -> None:
    """Put rows in the place of those that a condition in SQL holds for."""
    store.change(
        name,
        lambda table: write_deltalake(
            table,
            rows,
            mode="overwrite",
            predicate=which,
            writer_properties=WRITING,
            commit_properties=OFTEN,
        ),
    )


def replace(store: Store, name: str, rows: Callable[[], pa.RecordBatchReader]) -> None:
    """Put other rows, of whatever columns, in the place of all rows of a table. They are made anew when others wrote in
    between."""

    def replaced(table: DeltaTable) -> None:
        write_deltalake(
            table,
            rows(),
            mode="overwrite",
            schema_mode="overwrite",
            writer_properties=WRITING,
            target_file_size=LARGE_FILE,
            commit_properties=OFTEN,
        )

    store.change(name, replaced)


def vacuum(store: Store, name: str, *, keep_hours: int) -> int:
    """Delete files that no version of the last ``keep_hours`` uses; returns how many."""
    gone = store.change(name, lambda table: table.vacuum(keep_hours, dry_run=False, enforce_retention_duration=False))
    return len(gone or ())


def mark_version(store: Store, name: str) -> None:
    """Mark a table as one of the present schema, so that earlier versions of Onrecord do not write to it."""
    properties = {VERSION_PROPERTY: str(SCHEMA_VERSION)}
    store.change(name, lambda table: table.alter.set_table_properties(properties, raise_if_not_exists=False))
