"""How the files of a table are written, and what DuckDB reads of them.

Comes in: the name of a table, or what two tables are made of. Goes out: settings for the writer, and one source. It
does no input or output.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pyarrow as pa
from deltalake import DeltaTable, WriterProperties
from deltalake.writer.properties import BloomFilterProperties, ColumnProperties
from pyarrow.dataset import dataset

from onrecord.record.schema import SCHEMA_VERSION, TABLES

VERSION_PROPERTY = "onrecord.schema"
LARGE_FILE = 64 * 1024 * 1024
SMALL_FILE = 1024 * 1024
ROWS_IN_A_GROUP = 16 * 1024
WRITING = WriterProperties(compression="ZSTD")

Source = list[str] | Any
"""Parquet files on this machine, or a pyarrow dataset or table for what DuckDB cannot open by itself."""


def lasting(name: str) -> WriterProperties:
    """How large files are written: in small groups of rows, each of which can tell which ids it lacks."""
    filters = ColumnProperties(
        bloom_filter_properties=BloomFilterProperties(True, fpp=0.0001, ndv=ROWS_IN_A_GROUP),
    )
    ids = [column for column in ("id", "document_id") if column in TABLES[name].stored_schema.names]
    return WriterProperties(
        compression="ZSTD", max_row_group_size=ROWS_IN_A_GROUP, column_properties=dict.fromkeys(ids, filters)
    )


def index_folder(address: str) -> Path:
    """Where indexes of a record are kept: beside its tables, or in the user's cache for a record elsewhere."""
    if "://" not in address:
        return Path(address) / ".search"
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "onrecord" / hashlib.sha256(address.encode()).hexdigest()[:16]


def joined(one: Source, other: Source) -> Source:
    """What DuckDB needs to query the rows of both."""
    if isinstance(one, list) and isinstance(other, list):
        return one + other
    parts = [part for part in (one, other) if not isinstance(part, pa.Table) or part.num_rows]
    if len(parts) < 2:
        return parts[0] if parts else one
    return dataset([part if not isinstance(part, list) else dataset(part, partitioning=None) for part in parts])


def version_of(name: str, table: DeltaTable) -> int:
    """The schema that a table is of: as marked, unless columns are missing, which a migration left undone."""
    marked = int(table.metadata().configuration.get(VERSION_PROPERTY) or 1)
    present = {field.name for field in table.schema().fields}
    whole = present >= set(TABLES[name].stored_schema.names)
    return marked if whole else min(marked, SCHEMA_VERSION - 1)
