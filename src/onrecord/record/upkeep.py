"""Upkeep: verifying a record, and keeping it small.

Comes in: a view or a store. Goes out: reports, and for `keep_up` smaller tables. It never changes a row that counts:
it deletes rows of additions that were cut off and readings that a better one replaced, and only those that are old.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from onrecord.record.decisions import standing
from onrecord.record.schema import DOCUMENTS, READING_TABLES, SHELF, TABLES
from onrecord.record.store import Store
from onrecord.record.subjects import lost_subjects
from onrecord.record.view import View

EXAMPLES = 5
BATCH_TIME = "%Y%m%dT%H%M%S"

REFERENCES = (
    ("events", "statement", "statements"),
    ("events", "time_expression", "times"),
    ("statements", "parent", "statements"),
    ("agreement_steps", "agreement", "agreements"),
    ("forecasts", "event", "events"),
    ("forecasts", "statement", "statements"),
)
"""A table, a column of it, and the table of the same document that it points into."""


READ = {table.name for table in (DOCUMENTS, *READING_TABLES)}
"""Tables of what was read; a view has them as they were read, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is not as promised: in which table, what, how often, and the ids of some."""

    table: str
    what: str
    count: int
    examples: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.table}: {self.count:,} {self.what} ({', '.join(self.examples)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What a check found.

    Attributes:
        documents: How many documents count.
        rows: How many rows of all other tables count.
        problems: What is not as promised.
        unfinished: Rows of additions that were cut off. They do not count and do no harm; `Record.compact` drops them.
        replaced: Readings that a better one replaced or that were added twice at once; the same goes for them.
    """

    documents: int
    rows: int
    problems: tuple[Problem, ...]
    unfinished: int
    replaced: int

    @property
    def sound(self) -> bool:
        return not self.problems


@dataclass(frozen=True, slots=True, kw_only=True)
class UpkeepReport:
    """What upkeep did: rows dropped, small files made one, files deleted."""

    rows_dropped: int
    files_joined: int
    files_deleted: int


def batch_name(added_at: datetime) -> str:
    """A name for one addition: its instant, so that old ones can be told, and 64 random bits."""
    return f"{added_at.astimezone(UTC):{BATCH_TIME}}-{secrets.token_hex(8)}"


def check(view: View) -> CheckReport:
    """Verify every promise that can be verified on the rows alone."""
    names = [table.name for table in READING_TABLES]
    return CheckReport(
        documents=_count(view, "SELECT count(*) FROM read_documents"),
        rows=sum(_count(view, f"SELECT count(*) FROM read_{name}") for name in names),
        problems=tuple(_problems(view)),
        unfinished=sum(
            _count(view, f"SELECT count(*) FROM stored_{name} WHERE batch NOT IN (FROM finished)") for name in names
        ),
        replaced=_count(view, "SELECT count(*) FROM superseded"),
    )


def _problems(view: View) -> Iterator[Problem]:
    tables = [table.name for table in READING_TABLES]
    checks = [(name, "rows that are there twice", _twice(name)) for name in TABLES]
    checks += [(name, "rows whose words are not in the text", _words_elsewhere(name)) for name in tables]
    checks += [
        (name, f"rows whose {column} is not there", _dangling(name, column, to)) for name, column, to in REFERENCES
    ]
    for table, what, sql in checks:
        ids = view.query(f"SELECT id FROM ({sql}) ORDER BY id")["id"].to_pylist()
        if ids:
            yield Problem(table=table, what=what, count=len(ids), examples=tuple(ids[:EXAMPLES]))
    if lost := sorted(decision.id for decision in lost_subjects(view, standing(view.decisions()))):
        what = "decisions whose subject is no longer there; they need a look"
        yield Problem(table="decisions", what=what, count=len(lost), examples=tuple(lost[:EXAMPLES]))


def _twice(name: str) -> str:
    table = f"read_{name}" if name in READ else name
    return f"SELECT id FROM {table} GROUP BY id HAVING count(*) > 1"


def _words_elsewhere(name: str) -> str:
    return f"""
        SELECT id FROM read_{name}
        LEFT JOIN (SELECT id AS of_document, text FROM read_documents) ON of_document = document_id
        WHERE substring(text, "start" + 1, "end" - "start") IS DISTINCT FROM quote OR length(quote) = 0
    """


def _dangling(name: str, column: str, target: str) -> str:
    return f"""
        SELECT id FROM read_{name} WHERE {column} IS NOT NULL
        AND (document_id, {column}) NOT IN (SELECT (document_id, id) FROM read_{target})
    """


def _count(view: View, sql: str) -> int:
    rows = view.query(sql)
    return int(rows.column(0)[0].as_py())


def repair(store: Store, view: View) -> int:
    """Leave one of rows that are there twice and alike in every column; returns how many went. Nothing else that a
    check finds can be repaired without a person.

    Raises:
        RecordBusy: when others kept writing.
    """
    gone = 0
    for name in sorted(READ):
        ids = view.query(f"SELECT id FROM ({_twice(name)}) ORDER BY id")["id"].to_pylist()
        if not ids:
            continue
        which = f"id IN ({_literals(ids)})"
        every = _count(view, f"SELECT count(*) FROM stored_{name} WHERE {which}")
        rows = view.query(f"SELECT DISTINCT * FROM stored_{name} WHERE {which} ORDER BY id")
        schema = TABLES[name].stored_schema
        store.put_in_place(name, which, rows.select(schema.names).cast(schema))
        gone += every - rows.num_rows
    return gone


def keep_up(store: Store, view: View, *, before: datetime, keep: timedelta) -> UpkeepReport:
    """Drop rows that have not counted since ``before``, join small files, delete files that none needs any more.

    Raises:
        RecordBusy: when others kept writing.
    """
    dropped = 0
    for predicate in _dead(view, before):
        for name in (table.name for table in (*READING_TABLES, DOCUMENTS)):
            key = "id" if name == DOCUMENTS.name else "document_id"
            dropped += store.delete(name, predicate.replace("{key}", key))
    joined = sum(_joined(store, name) for name in TABLES)
    hours = int(keep / timedelta(hours=1))
    return UpkeepReport(
        rows_dropped=dropped,
        files_joined=joined,
        files_deleted=sum(store.vacuum(name, keep_hours=hours) for name in TABLES),
    )


def _joined(store: Store, name: str) -> int:
    """Join the small files of a table; where it has who is involved, rows about the same actors come together."""
    return store.cluster(name, SHELF.name) if SHELF in TABLES[name].bookkeeping else store.compact(name)


def _dead(view: View, before: datetime) -> Iterator[str]:
    """Conditions for rows that do not count and are older than ``before``."""
    oldest = f"{before.astimezone(UTC):{BATCH_TIME}}"
    stored = " UNION ".join(f"SELECT batch FROM stored_{table.name}" for table in READING_TABLES)
    cut_off = view.query(
        f"SELECT batch FROM ({stored}) WHERE batch NOT IN (FROM finished) AND batch < $oldest ORDER BY batch",
        {"oldest": oldest},
    )["batch"].to_pylist()
    if cut_off:
        yield f"batch IN ({_literals(cut_off)})"
    replaced: defaultdict[str, list[str]] = defaultdict(list)
    for row in view.query(REPLACED, {"oldest": oldest}).to_pylist():
        replaced[row["batch"]].append(row["document_id"])
    for batch, documents in sorted(replaced.items()):
        yield f"batch = '{batch}' AND {{key}} IN ({_literals(documents)})"


REPLACED = """
    SELECT document_id, superseded.batch FROM superseded
    WHERE document_id NOT IN (SELECT id FROM stored_documents WHERE batch >= $oldest)
    ORDER BY superseded.batch, document_id
"""
"""Readings that are not in place, of documents of which nothing was added lately."""


def _literals(texts: list[str]) -> str:
    return ", ".join("'" + text.replace("'", "''") + "'" for text in texts)
