"""Which rows of a record count.

Comes in: what the tables are made of, and a date. Goes out: for each table that is asked for, views in DuckDB:
``stored_events`` has all rows that are there, ``read_events`` those that count, as they were read, without bookkeeping
columns. Rows count when their addition was finished, when their reading is the one in place, and when they were
published by the date. What people ruled is no matter here (`onrecord.record.view` applies it).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from datetime import date
from typing import Any

from onrecord.record.layout import Source
from onrecord.record.registers import view_of_registers
from onrecord.record.schema import DECISIONS, DOCUMENTS, READING_TABLES, REGISTERS, TABLES
from onrecord.record.sql_text import glob_escaped, literal, literals

READ = frozenset(table.name for table in (DOCUMENTS, *READING_TABLES))
"""Tables of what was read."""

SUPERSEDED = """
    CREATE TABLE superseded AS
    SELECT id AS document_id, batch
    FROM (SELECT id, batch, max(reader_version) AS reader_version, min(added_at) AS added_at
          FROM stored_documents
          WHERE hash(id) IN (SELECT hash(id) FROM stored_documents GROUP BY hash(id) HAVING count(*) > 1)
          GROUP BY id, batch)
    QUALIFY row_number() OVER (
        PARTITION BY id
        ORDER BY TRY_CAST(string_split(reader_version, '.') AS INTEGER[]) DESC NULLS LAST, reader_version DESC,
                 added_at, batch
    ) > 1
"""


class CountedRows:
    """The rows that count in one view of a record.

    Args:
        run: Runs SQL, and gives its rows.
        register: Gives a name to a table or dataset that is no file.
        sources: What each table is made of.
        as_of: The last day whose documents and decisions count; None for all.
        unfinished: For files that were looked into before, the additions in them that were not finished then. What is
            found here is added.
    """

    def __init__(
        self,
        run: Callable[[str], list[Any]],
        register: Callable[[str, Any], object],
        sources: Mapping[str, Source],
        *,
        as_of: date | None,
        unfinished: MutableMapping[str, frozenset[str]],
    ) -> None:
        self._run = run
        self._register = register
        self._sources = sources
        self._as_of = as_of
        self._pending = unfinished
        self._attach(DOCUMENTS.name)
        self._run("CREATE TABLE finished AS SELECT DISTINCT batch FROM stored_documents")
        self._run(SUPERSEDED)
        self._any_superseded = bool(self._run("SELECT count(*) FROM superseded")[0][0])

    def define(self, name: str) -> None:
        """Make the views of one table: of what was read, ``stored_`` and ``read_``; of what else there is, the table by
        its own name."""
        if name != DOCUMENTS.name:
            self._attach(name)
        if name == DECISIONS.name:
            sql = f"CREATE VIEW {name} AS SELECT DISTINCT * FROM stored_{name} WHERE {self._known('known_on')}"
            self._run(sql)
        elif name == REGISTERS.name:
            self._run(view_of_registers(self._as_of))
        else:
            self._define_read(name)

    def _attach(self, name: str) -> None:
        source = self._sources[name]
        if isinstance(source, list):
            files = ", ".join(literal(glob_escaped(path)) for path in source)
            self._run(f"CREATE VIEW stored_{name} AS SELECT * FROM read_parquet([{files}], hive_partitioning = false)")
        else:
            self._register(f"stored_{name}", source)

    def _define_read(self, name: str) -> None:
        hidden = ", ".join(column.name for column in TABLES[name].bookkeeping)
        key = "id" if name == DOCUMENTS.name else "document_id"
        replaced = (
            f"ANTI JOIN superseded ON s.{key} = superseded.document_id AND s.batch = superseded.batch"
            if self._any_superseded
            else ""
        )
        unfinished = self._unfinished(name) if name != DOCUMENTS.name else []
        finished = f"batch NOT IN ({literals(unfinished)})" if unfinished else "true"
        self._run(
            f"CREATE VIEW read_{name} AS SELECT s.* EXCLUDE ({hidden}) FROM stored_{name} s {replaced}"
            f" WHERE {finished} AND {self._known('published')}"
        )

    def _known(self, day: str) -> str:
        return f"{day} <= DATE '{self._as_of.isoformat()}'" if self._as_of else "true"

    def _unfinished(self, name: str) -> list[str]:
        """Additions that a table has rows of and that were not finished. Files never change, so each is looked into
        once; what was finished then stays so."""
        source = self._sources[name]
        if not isinstance(source, list):
            found = self._run(f"SELECT DISTINCT batch FROM stored_{name} WHERE batch NOT IN (FROM finished)")
            return sorted(str(batch) for (batch,) in found)
        if new := [path for path in source if path not in self._pending]:
            files = ", ".join(literal(glob_escaped(path)) for path in new)
            told = self._run(
                f"SELECT DISTINCT filename, batch FROM read_parquet([{files}], filename = true)"
                " WHERE batch NOT IN (FROM finished)"
            )
            for path in new:
                self._pending[path] = frozenset(batch for file, batch in told if file == path)
        left = sorted({batch for path in source for batch in self._pending[path]})
        if not left:
            return []
        done = {batch for (batch,) in self._run(f"SELECT batch FROM finished WHERE batch IN ({literals(left)})")}
        return [batch for batch in left if batch not in done]
