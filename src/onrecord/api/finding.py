"""One thing of a record, by its id: an event with all its mentions, an agreement, a forecast, a report.

Comes in: a view and an id. Goes out: the rows, or `NotInRecord`. An event and an agreement are found by any of their
mentions, so that an address stays right when later reports join.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from onrecord import answers
from onrecord.api.problems import NotInRecord
from onrecord.errors import BadQuery
from onrecord.exchange.csl import csl_item
from onrecord.record import View
from onrecord.record.schema import READING_TABLES
from onrecord.record.subjects import among
from onrecord.types import Reading

Row = dict[str, Any]
CITED = "id, title, outlet, author, published, url, language"
STEPS = """
    SELECT kind, party, earliest, latest, precision, factuality, quote, context, document_id, outlet, steps.published,
           sentence, "start", "end", agreement, number, steps.id AS id
    FROM (SELECT * FROM agreement_steps WHERE {chosen}) steps
    JOIN (SELECT id AS of_document, outlet FROM documents) ON of_document = document_id
    ORDER BY coalesce(earliest, latest) NULLS LAST, steps.published, document_id, agreement, number
"""
MENTIONS = """
    SELECT found.*, outlet, title FROM (SELECT * FROM {table} WHERE {chosen}) found
    JOIN (SELECT id AS of_document, outlet, title FROM documents) ON of_document = document_id
    ORDER BY published, document_id, "start", found.id
"""


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


def parties_of(view: View, mention_id: str) -> tuple[str, ...]:
    """Ids of those who take part in a mention, at most two: whom to ask about in order to find its event.

    Raises:
        NotInRecord: when the record has no such mention.
    """
    mention = line(view, mention_id, "events")
    return tuple(sorted({*mention["actors"], *mention["recipients"]}))[:2]


def sides(parties: Iterable[str]) -> dict[str, answers.Who]:
    """At most two parties, as a question takes them: their ids stand for themselves."""
    whos = [answers.Who(id=party, name=party) for party in parties]
    return dict(zip(("actor", "with_"), whos, strict=False))


def mentions(view: View, table: str, ids: Iterable[str]) -> list[Row]:
    """Rows by their ids, with outlet and title, in the order of publication."""
    return list(view.query(MENTIONS.format(table=table, chosen=among("id", ids))).to_pylist())


def steps(view: View, mention_ids: Iterable[str]) -> list[Row]:
    """The steps that mentions of an agreement tell of, each telling with its words, in the order of their dates."""
    return list(view.query(STEPS.format(chosen=among("agreement", mention_ids))).to_pylist())


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
    order = 'ORDER BY "start", "end", id'
    return {
        table.name: view.query(
            f"SELECT * FROM {table.name} WHERE document_id = $id {order}", {"id": document_id}
        ).to_pylist()
        for table in READING_TABLES
    }


def cited(view: View, document_ids: Iterable[str]) -> list[dict[str, Any]]:
    """Documents as CSL-JSON items, in the order of publication."""
    sql = f"SELECT {CITED} FROM documents WHERE list_contains($ids, id) ORDER BY published, id"
    return [csl_item(row) for row in view.query(sql, {"ids": sorted(set(document_ids))}).to_pylist()]


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
