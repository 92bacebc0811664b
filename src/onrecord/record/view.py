"""Reading a record, as of a date.

Comes in: the sources of the tables at one moment, and a date. Goes out: `View`, on which the tables of
`onrecord.record.schema` can be queried in SQL, without the bookkeeping columns, and holding just what counts: of
each document one reading, no rows of an addition that was not finished, nothing published or decided after the date,
and lines as people corrected them, without those they rejected. What was read is there beside it under the names
``read_events`` and so on. It never writes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from datetime import date, datetime
from functools import cached_property
from threading import RLock
from typing import Any

import duckdb
import pyarrow as pa

from onrecord.errors import BadQuery, RecordError
from onrecord.record import picking
from onrecord.record.decisions import Decision, decision_of, resolutions, standing
from onrecord.record.index_files import OpenIndexes
from onrecord.record.layout import Source
from onrecord.record.readings import reading_of
from onrecord.record.registers import RegisterEntry, entry_of
from onrecord.record.rulings import Ruled, ruled_in
from onrecord.record.schema import (
    AGREEMENT_STEPS,
    DECISIONS,
    DOCUMENTS,
    READING_TABLES,
    REGISTERS,
    SHELF,
    TABLES,
    TableDefinition,
    shelf_of,
)
from onrecord.record.sql_text import first_line, literals
from onrecord.record.subjects import among, moved_subjects, subject_table
from onrecord.record.what_counts import READ, CountedRows
from onrecord.types import Evidence, Reading, Resolution, Span

AT_A_TIME = 2000
NAMES = re.compile(rf"\b(?:stored_|read_)?(?P<table>{'|'.join(TABLES)})\b")


class View:
    """The record as it was known on a date; without a date, as it is.

    A view stays as it is when others write. It can be used from several threads, one query at a time. A table costs
    nothing until it is asked for.

    Args:
        sources: What each table is made of.
        as_of: The last day whose documents and decisions count; None for all.
        address: Of the record, for messages.
        pending: For files that were looked into before, the additions in them that were not finished then. What this
            view finds is added, so that the next one need not look.
        version: The versions of the tables of documents and of decisions; None when the sources are of no one record.

    Attributes:
        as_of, address, version: As given. Documents and decisions are the same in two views of one version.
        indexes: Files made of the record that were asked in this view.
    """

    def __init__(
        self,
        sources: Mapping[str, Source],
        *,
        as_of: date | None = None,
        address: str = "",
        pending: MutableMapping[str, frozenset[str]] | None = None,
        version: tuple[int, int] | None = None,
    ) -> None:
        self.as_of = as_of
        self.address = address
        self.version = version
        self._sources = sources
        self._pending = pending if pending is not None else {}
        self._lock = RLock()
        self._ready: set[str] = set()
        self._ruled: dict[str, Ruled] = {}
        self.indexes = OpenIndexes()
        self._lent = False
        self._known: dict[str, tuple[Any, ...]] = {}

    @cached_property
    def _connection(self) -> Any:
        """What asks the tables; opened by the first question that needs it."""
        connection = duckdb.connect()
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET parquet_metadata_cache = true")  # files never change
        connection.execute("SET enable_progress_bar = false")  # commands show their own
        return connection

    @cached_property
    def _counted(self) -> CountedRows:
        """Looks into the documents before anything else, since all else rests on them."""
        return CountedRows(
            self._run, self._connection.register, self._sources, as_of=self.as_of, unfinished=self._pending
        )

    def known_on(self, as_of: date | None) -> View:
        """The same record at the same moment, as of another date. Index files are open in both."""
        other = View(self._sources, as_of=as_of, address=self.address, pending=self._pending, version=self.version)
        other.indexes, other._lent = self.indexes, True
        return other

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> pa.Table:
        """Ask in DuckDB's SQL; ``$name`` stands for ``parameters['name']``.

        Raises:
            BadQuery: when the SQL is wrong.
            RecordError: when a file of the record is missing or damaged.
        """
        with self._lock:
            self._make(found["table"] for found in NAMES.finditer(sql))
            try:
                return self._connection.sql(sql, params=dict(parameters or {})).to_arrow_table()
            except (duckdb.IOException, duckdb.InvalidInputException) as error:
                raise self._damaged(error) from error
            except duckdb.Error as error:
                raise BadQuery(f"cannot be asked ({first_line(error)})", subject="query") from error

    def in_parts(self, sql: str) -> Iterator[pa.RecordBatch]:
        """As `query`, some rows at a time. Nothing else can be asked until the last are taken."""
        self._make(found["table"] for found in NAMES.finditer(sql))
        yield from self._connection.sql(sql).to_arrow_reader(AT_A_TIME)

    def ruled(self, table: str) -> Ruled:
        """What people made of the lines of a table, as far as it is known here."""
        with self._lock:
            if not self.decisions():
                return Ruled()
            self._make([table])
            return self._ruled.get(table, Ruled())

    def changed_documents(self, table: str) -> set[str]:
        """The documents of which people rejected or corrected lines of a table."""
        ruled = self.ruled(table)
        changed = {row["document_id"] for row in ruled.corrected}
        if ruled.rejected:
            sql = f"SELECT document_id FROM read_{table} WHERE {among('id', ruled.rejected)}"
            changed.update(self.query(sql)["document_id"].to_pylist())
        return changed

    def stream(self, table: TableDefinition, *, batch: str, added_at: datetime) -> pa.RecordBatchReader:
        """All rows of a table as they were read, marked as of one addition, to be written elsewhere. Nothing else can
        be asked until the stream is at its end."""
        schema = table.stored_schema
        told = {"batch": "$batch", "added_at": "$added_at", SHELF.name: shelf_of(table.name)}
        columns = ", ".join(f"{told[name]} AS {name}" if name in told else f'"{name}"' for name in schema.names)
        self._make([table.name])
        given = {"batch": batch, "added_at": added_at}
        used = {name: value for name, value in given.items() if name in schema.names}
        rows = self._connection.sql(f"SELECT {columns} FROM read_{table.name}", params=used)
        reader = rows.to_arrow_reader(AT_A_TIME)
        batches = (part for batch in reader for part in pa.Table.from_batches([batch]).cast(schema).to_batches())
        return pa.RecordBatchReader.from_batches(schema, batches)

    def documents(self) -> pa.Table:
        """All documents without their text, the oldest first."""
        return self.query(
            "SELECT * EXCLUDE (text, sentence_starts, sentence_ends) FROM documents ORDER BY published, id"
        )

    def document(self, document_id: str) -> dict[str, Any]:
        """One document with its text.

        Raises:
            BadQuery: when the record does not have it, or did not as of the date.
        """
        if (row := picking.document(self, document_id)) is None:
            raise BadQuery("is not a document of this record", subject=document_id)
        return row

    def reading(self, document_id: str) -> Reading:
        """What one document says, as it was read; the annotations in the order of the text.

        Raises:
            BadQuery: when the record does not have it, or did not as of the date.
        """
        document = self.document(document_id)
        layers = {table.name: picking.by_document(self, table.name, [document_id]) for table in READING_TABLES}
        layers[AGREEMENT_STEPS.name].sort(key=lambda row: (row["agreement"], row["number"]))
        return reading_of(document, layers)

    def line(self, row_id: str) -> dict[str, Any]:
        """The row of a statement, event, agreement, step, forecast or link, with its ``table``; as people corrected
        it, and also when they rejected it.

        Raises:
            BadQuery: when nothing in the record has that id.
        """
        table = subject_table(row_id)
        if table and (rows := picking.by_id(self, table, [row_id]) or self.as_read(table, row_id)):
            return {"table": table, **rows[0]}
        raise BadQuery("is not in this record", subject=row_id)

    def as_read(self, table: str, row_id: str) -> list[dict[str, Any]]:
        """The rows of that id as they were read, whatever people ruled."""
        return list(self.query(f"SELECT * FROM read_{table} WHERE id = $id", {"id": row_id}).to_pylist())

    def words(self, document_id: str, quote: str) -> Evidence:
        """The first place where a document has these words.

        Raises:
            BadQuery: when the record does not have the document, or the document not the words.
        """
        start = self.document(document_id)["text"].find(quote) if quote else -1
        if start < 0:
            raise BadQuery(f"does not say {quote!r}", subject=document_id)
        return self.place(document_id, start, start + len(quote))

    def place(self, document_id: str, start: int, end: int) -> Evidence:
        """The words that a document has from one character to before another.

        Raises:
            BadQuery: when the record does not have the document, or the document no such characters.
        """
        document = self.document(document_id)
        length = len(document["text"])
        if not 0 <= start < end <= length:
            remedy = f"It has {length:,}; the first is 0."
            raise BadQuery(f"has no characters {start}-{end}", subject=document_id, remedy=remedy)
        return Evidence(
            document_id=document_id,
            sentence=max(0, bisect_right(document["sentence_starts"], start) - 1),
            span=Span(start=start, end=end),
            quote=document["text"][start:end],
        )

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, undone ones too, the oldest first."""
        return self._all_of(DECISIONS, "ORDER BY decided_at, id", decision_of)

    def rulings(self, row_id: str) -> tuple[Decision, ...]:
        """The decisions on one line that stand, the oldest first; those that name it among others too."""
        decisions = standing(self.decisions())
        moved = moved_subjects(self, decisions)
        return tuple(
            decision
            for decision in decisions
            if row_id in {moved.get(one, one) for one in (decision.subject, *decision.others)}
        )

    def resolutions(self) -> dict[str, Resolution]:
        """The resolution of each forecast that has one: the latest that was not undone.

        A better reader may have given a forecast another id; then the one that now has the words that were ruled on
        takes the resolution.
        """
        decisions = self.decisions()
        return resolutions(decisions, moved=moved_subjects(self, decisions))

    def register_entries(self) -> tuple[RegisterEntry, ...]:
        """What imported registers have; as of a date, what was agreed by then and the steps that were taken by then."""
        return self._all_of(REGISTERS, "ORDER BY source, first_day, entry", entry_of)

    def _all_of(self, table: TableDefinition, order: str, make: Callable[[Any], Any]) -> tuple[Any, ...]:
        """All rows of a table, made into what they tell, once."""
        source = self._sources[table.name]
        if isinstance(source, pa.Table) and not source.num_rows:
            return ()
        with self._lock:
            if table.name not in self._known:
                rows = self.query(f"SELECT * FROM {table.name} {order}").to_pylist()
                self._known[table.name] = tuple(map(make, rows))
            return self._known[table.name]

    def close(self) -> None:
        """Let go of the files."""
        if not self._lent:
            self.indexes.close()
        with self._lock:
            if "_connection" in self.__dict__:
                self._connection.close()

    def __enter__(self) -> View:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _make(self, names: Iterable[str]) -> None:
        """Make the views of these tables, once."""
        _ = self._counted
        for name in names:
            if name in self._ready:
                continue
            self._ready.add(name)
            try:
                self._make_one(name)
            except BaseException:
                self._ready.discard(name)
                raise

    def _make_one(self, name: str) -> None:
        self._counted.define(name)
        if name in READ:
            self._ruled[name] = ruled_in(self, name) if name != DOCUMENTS.name else Ruled()
            self._apply(name, self._ruled[name])

    def _apply(self, name: str, ruled: Ruled) -> None:
        """The table as people ruled: without what they rejected, and with what they corrected."""
        changed = {*ruled.rejected, *(row["id"] for row in ruled.corrected)}
        conditions = [f"id NOT IN ({literals(changed)})"] if changed else []
        if name == AGREEMENT_STEPS.name and ruled.rejected_agreements:
            conditions.append(f"agreement NOT IN ({literals(ruled.rejected_agreements)})")
        kept = f"SELECT * FROM read_{name}" + (f" WHERE {' AND '.join(conditions)}" if conditions else "")
        if ruled.corrected:
            rows = pa.Table.from_pylist(list(ruled.corrected), schema=TABLES[name].schema)
            self._connection.register(f"corrected_{name}", rows)
            kept += f" UNION ALL BY NAME SELECT * FROM corrected_{name}"
        self._run(f"CREATE VIEW {name} AS {kept}")

    def _run(self, sql: str) -> list[Any]:
        try:
            return list(self._connection.execute(sql).fetchall())
        except duckdb.Error as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> RecordError:
        return RecordError(
            f"a file of the record cannot be read ({first_line(error)})",
            subject=self.address,
            remedy="Try again; if it stays, 'onrecord check' says what is damaged.",
        )
