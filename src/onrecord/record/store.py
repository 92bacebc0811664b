"""The Delta tables of one record, as files.

Comes in: the address of a folder or of an object store, and Arrow tables to append. Goes out: appended rows, and
`Source` values, what DuckDB needs to query the present version of a table. It knows that a record is a set of tables
with a schema version, and that other processes may write at the same time; it does not know what the rows mean, and
changes none that are there (`onrecord.record.rewriting` does).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import TypeVar

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, TableNotFoundError

from onrecord.errors import RecordBusy, RecordError, RecordNotFound, RecordVersion
from onrecord.record.delta_errors import delta_errors
from onrecord.record.layout import SMALL_FILE, VERSION_PROPERTY, WRITING, Source, version_of
from onrecord.record.schema import SCHEMA_VERSION, TABLES
from onrecord.record.turns import turn
from onrecord.record.versions import Versions

FORBIDDEN_CHARACTERS = "[]^|\\"  # Delta's address parser stops at them
MAKE_ONE = "'onrecord add FILE --record {address}' makes one."

Result = TypeVar("Result")


class Store:
    """One record's tables.

    Args:
        address: A folder, or an address such as ``s3://bucket/record``.
        options: Credentials and the like for an object store, as ``deltalake`` takes them.
        patience: Seconds to go on trying while others write.

    Raises:
        RecordError: when the address holds characters that Delta tables cannot live under.
    """

    def __init__(self, address: str, *, options: Mapping[str, str] | None = None, patience: float = 15.0) -> None:
        if bad := sorted(set(address) & set(FORBIDDEN_CHARACTERS)):
            raise RecordError(
                f"a record cannot lie under a name with {' '.join(bad)}", subject=address, remedy="Choose another name."
            )
        self.folder = None if "://" in address else Path(address).expanduser().absolute()
        self.address = str(self.folder or address.rstrip("/"))
        self.patience = patience
        self.options = dict(options) if options else None
        self._handles: dict[str, DeltaTable] = {}
        self._lock = RLock()
        self._versions = Versions(self.folder)
        self._any_version = False

    def exists(self) -> bool:
        """Whether there is a record at the address.

        Raises:
            RecordError: when something else is there.
            RecordVersion: when another schema wrote it.
        """
        with delta_errors(self.address):
            if self.folder and self.folder.exists() and not self.folder.is_dir():
                raise RecordError("is a file, not the folder of a record", subject=self.address)
        return self._handle("documents") is not None

    def require(self) -> None:
        """Raise unless there is a record that this version can use.

        Raises:
            RecordNotFound: when there is none.
            RecordError: as `exists`.
        """
        if not self.exists():
            raise RecordNotFound(
                "there is no record", subject=self.address, remedy=MAKE_ONE.format(address=self.address)
            )

    def create(self) -> None:
        """Make the tables that are missing. Harmless when done twice, or by two processes at once.

        Raises:
            RecordError: when the folder holds other things, or cannot be written.
        """
        if self.exists() and all(self._handle(name) for name in TABLES):
            return
        with delta_errors(self.address):
            self._refuse_strange_folder()
        for name, table in TABLES.items():
            with delta_errors(self.address):
                DeltaTable.create(
                    self._path(name),
                    table.stored_schema,
                    mode="ignore",
                    configuration={VERSION_PROPERTY: str(SCHEMA_VERSION)},
                    storage_options=self.options,
                    raise_if_key_not_exists=False,
                )

    def append(self, name: str, rows: pa.Table) -> None:
        """Append rows to a table in one commit.

        Raises:
            RecordBusy: when others kept writing for longer than ``patience``.
            RecordError: when the table cannot be written.
        """
        if rows.num_rows == 0:
            return
        with self._lock:
            self.retry(lambda: self._write(name, rows))

    def _write(self, name: str, rows: pa.Table | pa.RecordBatchReader) -> None:
        write_deltalake(
            self.handle(name),
            rows,
            mode="append",
            writer_properties=WRITING,
            commit_properties=CommitProperties(max_commit_retries=50),
            post_commithook_properties=PostCommitHookProperties(create_checkpoint=True, cleanup_expired_logs=False),
        )

    def append_all(self, name: str, rows: Callable[[], pa.RecordBatchReader]) -> None:
        """Append a stream of rows in one commit; the stream is made anew when others wrote in between.

        Raises:
            RecordBusy: when others kept writing for longer than ``patience``.
            RecordError: when the table cannot be written.
        """
        with self._lock:
            self.retry(lambda: self._write(name, rows()))

    def retry(self, work: Callable[[], Result]) -> Result:
        """Do ``work``; when another process committed in between, look at the tables again and try once more, with
        growing pauses.

        Raises:
            RecordBusy: when that goes on for longer than ``patience``.
        """
        pause, waited = 0.05, 0.0
        while True:
            try:
                with delta_errors(self.address):
                    return work()
            except CommitFailedError as error:
                if waited >= self.patience:
                    raise RecordBusy(
                        f"other processes kept writing for {self.patience:.0f} s",
                        subject=self.address,
                        remedy="Try again; nothing was lost.",
                    ) from error
                time.sleep(pause)
                waited, pause = waited + pause, min(pause * 2, 1.0)
                self._handles.clear()

    def change(self, name: str, work: Callable[[DeltaTable], Result], *, wait: bool = True) -> Result | None:
        """Let ``work`` change the newest version of a table in one commit, tried again as `retry` does; None when there
        is no such table. In a folder one process at a time does so; on an object store nothing sees to that.

        Args:
            name: Of the table.
            work: Does it.
            wait: Whether to wait for another process that does so.

        Raises:
            RecordBusy: when others kept writing for longer than ``patience``.
        """

        def once() -> Result:
            table = self.handle(name)
            table.update_incremental()
            return work(table)

        with self._lock:
            if not self._handle(name):
                return None
            if self.folder is None:
                return self.retry(once)
            with turn(self.folder, patience=self.patience if wait else 0):
                return self.retry(once)

    def handle(self, name: str) -> DeltaTable:
        """The Delta table of that name, made when the record is older than the table."""
        if (found := self._handle(name)) is None:
            self.create()
            found = self._handle(name)
        if found is None:
            raise RecordError(f"the table {name} could not be made", subject=self.address)
        return found

    def source(self, name: str) -> Source:
        """What DuckDB needs to query the newest version of a table: the files of it, or a dataset."""
        return self.snapshot(name)[0]

    def snapshot(self, name: str) -> tuple[Source, int]:
        """As `source`, with the number of that version; -1 when there is no such table."""
        with self._lock, delta_errors(self.address):
            table, files = self._current(name)
            version = -1 if table is None else table.version()
            if table is None or not files:
                return TABLES[name].stored_schema.empty_table(), version
            if self.folder is None:
                return table.to_pyarrow_dataset(), version
            return [str(self.folder / name / file) for file in files], version

    def new_rows(self, name: str, columns: Sequence[str], seen: set[str]) -> pa.Table:
        """Some columns of the rows in files that are not among ``seen``, to which they are added."""
        with self._lock, delta_errors(self.address):
            table, files = self._current(name)
            new = [file for file in files if file not in seen]
            seen.update(new)
            if table is None or not new:
                return TABLES[name].stored_schema.empty_table().select(columns)
            if self.folder:
                paths = [self.folder / name / file for file in new]
                return pa.concat_tables(pq.read_table(path, columns=list(columns), partitioning=None) for path in paths)
            wanted = set(new)
            fragments = table.to_pyarrow_dataset().get_fragments()
            chosen = [part for part in fragments if part.path.rsplit("/", 1)[-1] in wanted]
            return pa.concat_tables(part.to_table(columns=list(columns)) for part in chosen)

    def version(self, name: str) -> int:
        """The number of the newest version of a table; -1 when there is no such table."""
        with self._lock, delta_errors(self.address):
            return self._versions.of(name, lambda: table.version() if (table := self._current(name)[0]) else -1)

    def file_count(self, name: str) -> int:
        """How many files a table has, as far as this process knows."""
        table = self._handle(name)
        return len(table.file_uris()) if table else 0

    def small_file_count(self, name: str) -> int:
        """How many of the files are small, as far as this process knows."""
        table = self._handle(name)
        if table is None:
            return 0
        sizes = pa.table(table.get_add_actions(flatten=True))["size_bytes"].to_pylist()
        return sum(size < SMALL_FILE for size in sizes)

    def _current(self, name: str) -> tuple[DeltaTable | None, list[str]]:
        """The newest version of a table and the names of its files."""
        table = self._handle(name)
        if table is None:
            return None, []
        table.update_incremental()
        return table, [uri.rsplit("/", 1)[-1] for uri in table.file_uris()]

    def _handle(self, name: str) -> DeltaTable | None:
        with self._lock:
            if name not in self._handles:
                with delta_errors(self.address):
                    if self.folder and not (self.folder / name / "_delta_log").is_dir():
                        return None
                    try:
                        table = DeltaTable(self._path(name), storage_options=self.options)
                    except TableNotFoundError:
                        return None
                self._check_version(name, table)
                self._handles[name] = table
            return self._handles[name]

    def _check_version(self, name: str, table: DeltaTable) -> None:
        version = table.metadata().configuration.get(VERSION_PROPERTY)
        if version is None or not version.isdigit():
            raise RecordError(f"{name} is a Delta table that Onrecord did not make", subject=self.address)
        if int(version) > SCHEMA_VERSION:
            raise RecordVersion(
                f"has schema {version}; this Onrecord knows up to {SCHEMA_VERSION}",
                subject=self.address,
                remedy="Install a newer Onrecord.",
            )
        if not self._any_version and (older := version_of(name, table)) < SCHEMA_VERSION:
            raise RecordVersion(
                f"has schema {older}; this Onrecord works with {SCHEMA_VERSION}",
                subject=self.address,
                remedy=f"'onrecord migrate --record {self.address}' brings it up to date; nothing is lost.",
            )

    @contextmanager
    def of_any_version(self) -> Iterator[None]:
        """Within it, tables of earlier schemas can be read and rewritten."""
        with self._lock:
            self._any_version = True
            self._handles.clear()
            try:
                yield
            finally:
                self._any_version = False
                self._handles.clear()

    def schema_version(self, name: str) -> int:
        """The schema that a table is of; the present one for a table that is not there."""
        with self._lock, delta_errors(self.address):
            table, _ = self._current(name)
            return SCHEMA_VERSION if table is None else version_of(name, table)

    def columns(self, name: str) -> tuple[str, ...]:
        """The columns that a table has."""
        with self._lock, delta_errors(self.address):
            table, _ = self._current(name)
            return () if table is None else tuple(field.name for field in table.schema().fields)

    def _refuse_strange_folder(self) -> None:
        if self.folder is None or not self.folder.is_dir():
            return
        strange = sorted(
            entry.name for entry in self.folder.iterdir() if entry.name not in TABLES and not entry.name.startswith(".")
        )
        if strange:
            raise RecordError(
                f"is a folder that holds other things ({', '.join(strange[:3])})",
                subject=self.address,
                remedy="Name a new or empty folder.",
            )

    def _path(self, name: str) -> str:
        return f"{self.address}/{name}"
