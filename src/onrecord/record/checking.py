"""Verifying a record: every promise that can be told from the rows alone.

Comes in: a view, or a store to repair. Goes out: `CheckReport`. It changes nothing but rows that are there twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.ids import content_id, document_id
from onrecord.record.decisions import decision_of, standing
from onrecord.record.rewriting import put_in_place
from onrecord.record.schema import DECISIONS, DOCUMENTS, READING_TABLES, TABLES
from onrecord.record.sql_text import literals
from onrecord.record.store import Store
from onrecord.record.subjects import lost_subjects
from onrecord.record.view import View
from onrecord.record.what_counts import READ

EXAMPLES = 5

REFERENCES = (
    ("events", "statement", "statements"),
    ("events", "time_expression", "times"),
    ("statements", "parent", "statements"),
    ("agreement_steps", "agreement", "agreements"),
    ("forecasts", "event", "events"),
    ("forecasts", "statement", "statements"),
)
"""A table, a column of it, and the table of the same document that it points into."""

MADE_OF_CONTENT = re.compile(r"document-[0-9a-f]{16}")
"""What ids of documents look like, unless whoever added them gave other ones."""


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
        which = f"id IN ({literals(ids)})"
        every = _count(view, f"SELECT count(*) FROM stored_{name} WHERE {which}")
        rows = view.query(f"SELECT DISTINCT * FROM stored_{name} WHERE {which} ORDER BY id")
        schema = TABLES[name].stored_schema
        put_in_place(store, name, which, rows.select(schema.names).cast(schema))
        gone += every - rows.num_rows
    return gone


def _problems(view: View) -> Iterator[Problem]:
    tables = [table.name for table in READING_TABLES]
    checks = [(name, "rows that are there twice", _twice(name)) for name in TABLES]
    checks += [(name, "rows whose words are not in the text", _words_elsewhere(name)) for name in tables]
    checks += [(name, "rows of another day than their document", _otherwise_dated(name)) for name in tables]
    checks += [
        (name, f"rows whose {column} is not there", _dangling(name, column, to)) for name, column, to in REFERENCES
    ]
    for table, what, sql in checks:
        yield from _found(table, what, view.query(f"SELECT id FROM ({sql}) ORDER BY id")["id"].to_pylist())
    yield from _found(DOCUMENTS.name, "documents that are not what their ids were made of", _altered_documents(view))
    yield from _found(DECISIONS.name, "decisions that are not what their ids were made of", _altered_decisions(view))
    lost = sorted(decision.id for decision in lost_subjects(view, standing(view.decisions())))
    yield from _found(DECISIONS.name, "decisions whose subject is no longer there; they need a look", lost)


def _found(table: str, what: str, ids: Sequence[str]) -> Iterator[Problem]:
    if ids:
        yield Problem(table=table, what=what, count=len(ids), examples=tuple(ids[:EXAMPLES]))


def _twice(name: str) -> str:
    table = f"read_{name}" if name in READ else name
    return f"SELECT id FROM {table} GROUP BY id HAVING count(*) > 1"


def _words_elsewhere(name: str) -> str:
    sentence = "OR NOT contains(text, context)" if "context" in TABLES[name].schema.names else ""
    return f"""
        SELECT id FROM read_{name}
        LEFT JOIN (SELECT id AS of_document, text FROM read_documents) ON of_document = document_id
        WHERE substring(text, "start" + 1, "end" - "start") IS DISTINCT FROM quote OR length(quote) = 0
        {sentence}
    """


def _otherwise_dated(name: str) -> str:
    """Answers as of a day rest on the day that each row has."""
    return f"""
        SELECT read_{name}.id FROM read_{name} JOIN read_documents ON read_documents.id = document_id
        WHERE read_{name}.published IS DISTINCT FROM read_documents.published
    """


def _dangling(name: str, column: str, target: str) -> str:
    return f"""
        SELECT id FROM read_{name} WHERE {column} IS NOT NULL
        AND (document_id, {column}) NOT IN (SELECT (document_id, id) FROM read_{target})
    """


def _altered_documents(view: View) -> list[str]:
    parts = view.in_parts(f"SELECT id, outlet, published, title, text FROM read_{DOCUMENTS.name}")
    return sorted(row["id"] for part in parts for row in part.to_pylist() if not _is_its_own(row))


def _is_its_own(document: dict[str, Any]) -> bool:
    """Whether a document's id is that of its content; one that looks otherwise claims no such thing."""
    own, text = document["id"], document["text"]
    if not MADE_OF_CONTENT.fullmatch(own):
        return True
    whole = document_id(document["outlet"], document["published"], document["title"], text)
    return own in (whole, content_id("document", text))


def _altered_decisions(view: View) -> list[str]:
    rows = view.query(f"SELECT * FROM {DECISIONS.name}").to_pylist()
    return sorted(row["id"] for row in rows if decision_of(row).id != row["id"])


def _count(view: View, sql: str) -> int:
    rows = view.query(sql)
    return int(rows.column(0)[0].as_py())
