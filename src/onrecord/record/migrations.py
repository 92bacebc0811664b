"""Records of earlier schema versions, brought up to the present one.

Comes in: the store of a record. Goes out: the same record, with the columns that it lacked. Each table is rewritten in
one commit, after it was marked so that older versions of Onrecord no longer write to it; a migration that is cut off is
completed by running it again. No row is dropped, and no value that was there is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import pyarrow as pa

from onrecord.record.copies import signature
from onrecord.record.layout import Source
from onrecord.record.rewriting import mark_version, replace
from onrecord.record.schema import DOCUMENTS, SCHEMA_VERSION, SHELF, TABLES, shelf_of
from onrecord.record.store import Store

AT_A_TIME = 2000

_PARTIES = "list_distinct(list_concat(coalesce({0}, []), coalesce({1}, [])))"


def _key(ids: str) -> str:
    """SQL for what `onrecord.record.rows.involved_key` makes of a list of ids."""
    return f"(CASE WHEN len({ids}) = 0 THEN '|' ELSE '|' || array_to_string(list_sort({ids}), '|') || '|' END)"


def _both(one: str, other: str) -> str:
    return _PARTIES.format(one, other)


_ONE_SIDED = f"""(len({_both("s.actors", "s.recipients")}) = 1
                  OR (len(coalesce(s.actors, [])) = 0) <> (len(coalesce(s.recipients, [])) = 0))"""
_OTHERS = f"""list_filter(
    coalesce(named.ids, []), lambda one: NOT list_contains({_both("s.actors", "s.recipients")}, one)
)"""

NEW_COLUMNS: dict[int, dict[str, dict[str, str]]] = {
    2: {
        "documents": {"signature": "NULL::BLOB"},
        "events": {
            "named": f"CASE WHEN {_ONE_SIDED} THEN {_key(_OTHERS)} ELSE '|' END",
            "involved": _key(_both("s.actors", "s.recipients")),
        },
        "statements": {"involved": _key(_both("s.speaker_actors", "s.about"))},
        "forecasts": {"involved": _key(_both("s.forecaster_actors", "s.about"))},
        "agreements": {"involved": _key(_both("s.parties", "[]"))},
        "decisions": {"other_words": "[]"},
    }
}
for _name in ("events", "statements", "forecasts", "agreements"):
    NEW_COLUMNS[2][_name]["shelf"] = shelf_of(_name)
"""For each version: the columns that it added to a table, and how they are told from a row ``s``."""

NAMED = """
    LEFT JOIN (
        SELECT document_id, sentence, batch, list_distinct(flatten(list(actors))) AS ids FROM stored_actors GROUP BY ALL
    ) named ON named.document_id = s.document_id AND named.sentence = s.sentence AND named.batch = s.batch
"""


def migrate(store: Store, *, on_table: Callable[[str], None] = lambda name: None) -> int:
    """Bring a record up to the present schema; returns the version that it had.

    Args:
        store: The record's tables.
        on_table: Called with the name of each table that was brought up to date.

    Raises:
        RecordNotFound: when there is no record.
        RecordVersion: when a newer Onrecord wrote it.
        RecordBusy: when others kept writing.
    """
    with store.of_any_version():
        store.require()
        before = min(store.schema_version(name) for name in TABLES)
        for name in TABLES:
            if store.schema_version(name) < SCHEMA_VERSION:
                mark_version(store, name)
                _fill(store, name)
                on_table(name)
    store.create()
    return before


def _fill(store: Store, name: str) -> None:
    """Rewrite a table with the columns that it lacks."""
    present = store.columns(name)
    lacking = {
        column: told
        for version in sorted(NEW_COLUMNS)
        for column, told in NEW_COLUMNS[version].get(name, {}).items()
        if column not in present
    }
    if lacking:
        replace(store, name, lambda: _rows(store, name, lacking))


def _rows(store: Store, name: str, lacking: dict[str, str]) -> pa.RecordBatchReader:
    """All rows of a table with the columns that it lacks, as a stream."""
    schema = TABLES[name].stored_schema
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    for needed in {name, "actors"} if name == "events" else {name}:
        _attach(connection, needed, store.source(needed))
    told = ", ".join(f"{expression} AS {column}" for column, expression in lacking.items() if column != SHELF.name)
    joined = NAMED if name == "events" else ""
    sql = f"SELECT s.*{', ' if told else ''}{told} FROM stored_{name} s {joined}"
    if SHELF.name in lacking:
        sql = f"SELECT *, {lacking[SHELF.name]} AS {SHELF.name} FROM ({sql})"
    reader = connection.sql(sql).to_arrow_reader(AT_A_TIME)

    def batches() -> Iterator[pa.RecordBatch]:
        for batch in reader:
            table = pa.Table.from_batches([batch])
            if name == DOCUMENTS.name and "signature" in lacking:
                signatures = pa.array([signature(text) for text in table["text"].to_pylist()], pa.binary())
                table = table.set_column(table.column_names.index("signature"), "signature", signatures)
            yield from table.select(schema.names).cast(schema).to_batches()

    return pa.RecordBatchReader.from_batches(schema, batches())


def _attach(connection: Any, name: str, source: Source) -> None:
    connection.register(f"stored_{name}", _dataset(source))


def _dataset(source: Source) -> Any:
    if not isinstance(source, list):
        return source
    import pyarrow.dataset as ds

    return ds.dataset(source, format="parquet", partitioning=None)
