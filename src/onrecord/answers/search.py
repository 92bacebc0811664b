"""Search: sentences and statements by their words.

Comes in: a view, an index of its record, words, who, when and where. Goes out: one row for each place that has all the
words, the newest first, with the words marked. What was rejected in the record, or not known as of its date, is not
found, whatever the index has.
"""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from onrecord.answers.rows import Rows
from onrecord.answers.who import Who, asked_for
from onrecord.errors import BadQuery
from onrecord.record.search import Hit, SearchIndex
from onrecord.record.view import View

SHOWN = ("published", "outlet", "kind", "speaker", "snippet")
COLUMNS = pa.schema(
    [
        ("published", pa.date32()),
        ("outlet", pa.string()),
        ("title", pa.string()),
        ("kind", pa.string()),
        ("speaker", pa.string()),
        ("snippet", pa.string()),
        ("quote", pa.string()),
        ("document_id", pa.string()),
        ("sentence", pa.int32()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("id", pa.string()),
    ]
)


def search(
    view: View,
    index: SearchIndex,
    words: str,
    *,
    actor: str | Who | None = None,
    with_: str | Who | None = None,
    outlet: str | None = None,
    kind: str | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int = 20,
    best_first: bool = False,
    marks: tuple[str, str] = ("[", "]"),
) -> Rows:
    """The sentences and statements that have all of the words.

    Args:
        view: The record, as of a date.
        index: Its index, brought up to date.
        words: Words that must all be there; "in quotes" one after the other; ``word*`` for its beginning.
        actor: Who is named in the sentence, or involved in the statement: an ISO 3166-1 code, an id, or a name.
        with_: Who else.
        outlet: Who published it, as the record writes it.
        kind: ``sentence`` or ``statement``; both when None.
        since: First day of publication.
        until: Last day of publication.
        limit: How many rows at most.
        best_first: Those that match best first, which takes longer for common words; else the newest first.
        marks: What stands before and behind each match.

    Returns:
        Rows; in ``snippet`` what matches stands between the marks, ``quote`` is the whole place, ``id`` that of a
        statement, or for a sentence its place, ``DOCUMENT_ID:START-END``.

    Raises:
        BadQuery: without words, for an unknown actor or kind, an impossible period; for a person, whom the index does
            not have: their name can be searched for.
        RecordError: when there is no index.
    """
    asked = [who for who in (asked_for(view, actor), asked_for(view, with_)) if who]
    for who in asked:
        if who.person is not None:
            raise BadQuery("is a person; search for the name itself", subject=who.person)
    hits = index.search(
        view,
        words,
        actors=[who.id for who in asked],
        outlet=outlet,
        kind=kind,
        since=since,
        until=until,
        limit=limit,
        best_first=best_first,
    )
    return Rows(pa.Table.from_pylist([_row(hit, marks) for hit in hits], schema=COLUMNS), title="Found", shown=SHOWN)


def _row(hit: Hit, marks: tuple[str, str]) -> dict[str, object]:
    names = ("published", "outlet", "title", "kind", "speaker", "document_id", "sentence", "start", "end")
    told = {name: getattr(hit, name) for name in names}
    place = f"{hit.document_id}:{hit.start}-{hit.end}"
    return {**told, "snippet": hit.marked(*marks), "quote": hit.text, "id": hit.line or place}
