"""One thing of a record, by its id: an event with all its mentions, an agreement, a forecast, a report.

Comes in: a view and an id. Goes out: the rows, or `NotInRecord`. An event and an agreement are found by any of their
mentions, so that an address stays right when later reports join.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from onrecord import answers
from onrecord.api.problems import NotInRecord
from onrecord.errors import BadQuery
from onrecord.exchange.csl import csl_item
from onrecord.record import View, picking
from onrecord.record.schema import READING_TABLES
from onrecord.types import Reading

Row = dict[str, Any]
STEP = (
    "kind",
    "party",
    "earliest",
    "latest",
    "precision",
    "factuality",
    "quote",
    "context",
    "document_id",
    "outlet",
    "published",
    "sentence",
    "start",
    "end",
    "agreement",
    "number",
    "id",
)
"""What is told of a step."""


def line(view: View, row_id: str, table: str) -> Row:
    """The row with an id, of a table.

    Raises:
        NotInRecord: when the record does not have it.
    """
    try:
        found = view.line(row_id)
    except BadQuery as error:
        raise NotInRecord("is not in this record, or was not as of the date", subject=row_id) from error
    if found["table"] != table:
        raise NotInRecord(f"is in {found['table']}, not in {table}", subject=row_id)
    return found


def sides(parties: Iterable[str]) -> dict[str, answers.Who]:
    """At most two parties, as a question takes them: their ids stand for themselves."""
    whos = [answers.Who(id=party, name=party) for party in parties]
    return dict(zip(("actor", "with_"), whos, strict=False))


def mentions(view: View, table: str, ids: Iterable[str]) -> list[Row]:
    """Rows by their ids, with outlet and title, in the order of publication."""
    rows = picking.by_id(view, table, set(ids))
    told = _documents_of(view, rows)
    found = [row | {name: told[row["document_id"]][name] for name in ("outlet", "title")} for row in rows]
    return sorted(found, key=lambda row: (row["published"], row["document_id"], row["start"], row["id"]))


def steps(view: View, mention_ids: Iterable[str]) -> list[Row]:
    """The steps that mentions of an agreement tell of, each telling with its words, in the order of their dates."""
    wanted = set(mention_ids)
    documents = {row["document_id"] for row in picking.by_id(view, "agreements", wanted)}
    rows = [row for row in picking.by_document(view, "agreement_steps", documents) if row["agreement"] in wanted]
    told = _documents_of(view, rows)
    found = [
        {name: told[row["document_id"]]["outlet"] if name == "outlet" else row[name] for name in STEP} for row in rows
    ]
    return sorted(
        found,
        key=lambda row: (
            row["earliest"] or row["latest"] or date.max,
            row["published"],
            row["document_id"],
            row["agreement"],
            row["number"],
        ),
    )


def _documents_of(view: View, rows: Iterable[Row]) -> dict[str, Row]:
    return {row["id"]: row for row in picking.documents(view, {row["document_id"] for row in rows})}


def reading(view: View, document_id: str) -> Reading:
    """What one document says.

    Raises:
        NotInRecord: when the record does not have it.
    """
    try:
        return view.reading(document_id)
    except BadQuery as error:
        raise _no_document(document_id) from error


def layers(view: View, document_id: str) -> dict[str, list[Row]]:
    """What one document says, as the rows of each table, in the order of the text.

    Raises:
        NotInRecord: when the record does not have it.
    """
    document(view, document_id)
    return {table.name: picking.by_document(view, table.name, [document_id]) for table in READING_TABLES}


def cited(view: View, document_ids: Iterable[str]) -> list[dict[str, Any]]:
    """Documents as CSL-JSON items, in the order of publication."""
    rows = sorted(picking.documents(view, set(document_ids)), key=lambda row: (row["published"], row["id"]))
    return [csl_item(row) for row in rows]


def document(view: View, document_id: str) -> Row:
    """One document with its text.

    Raises:
        NotInRecord: when the record does not have it.
    """
    try:
        return view.document(document_id)
    except BadQuery as error:
        raise _no_document(document_id) from error


def _no_document(document_id: str) -> NotInRecord:
    return NotInRecord("is not a document of this record, or was not as of the date", subject=document_id)
