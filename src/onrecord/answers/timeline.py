"""The timeline: what events the documents tell of, in the order of their dates.

Comes in: a view, who, when and which kinds. Goes out: one row for each event mention and holder. It draws no
conclusions: what is denied, expected or merely possible stands there as such, beside what is reported as done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import pyarrow.compute as pc

from onrecord.answers.asking import IN_TEXT, Conditions, Roles, limited, when_text, with_outlets
from onrecord.answers.rows import Rows
from onrecord.answers.who import Who, asked_for
from onrecord.record.view import View
from onrecord.types import EventType, Factuality, Tense

INVOLVED = Roles(ids=("actors", "recipients"), persons=("actor_persons", "recipient_persons"))
SHOWN = ("when", "actors", "type", "recipients", "tense", "factuality", "holder", "context", "outlet", "published")

COLUMNS = f"""
    {when_text()} AS "when", type, mode, contexts, actors, actor_persons, recipients, recipient_persons,
           tense, factuality, holder, place, quote, context, document_id, outlet, published, sentence, "start", "end",
           statement, earliest, latest, precision, cues, confidence, id
"""
ORDER = f"ORDER BY earliest NULLS LAST, latest NULLS LAST, {IN_TEXT}"


def timeline(
    view: View,
    *,
    actor: str | Who | None = None,
    with_: str | Who | None = None,
    since: date | None = None,
    until: date | None = None,
    types: Iterable[str] | None = None,
    factualities: Iterable[str] | None = None,
    tenses: Iterable[str] | None = None,
    limit: int | None = None,
) -> Rows:
    """The events that the record tells of.

    Args:
        view: The record, as of a date.
        actor: Who is involved, as actor or recipient: an ISO 3166-1 code, an id, or a name.
        with_: Who else is involved in the same event.
        since: First day on which the event can have been. An event without a date is left out when ``since`` or
            ``until`` is given, and comes last when neither is.
        until: Last day.
        types: PLOVER roots.
        factualities: FactBank values.
        tenses: past, present, future.
        limit: How many rows at most, the earliest first.

    Returns:
        Rows in the order of the events' dates.

    Raises:
        BadQuery: for an unknown actor, an impossible period, or an unknown value.
    """
    conditions = between(asked_for(view, actor), asked_for(view, with_), since, until)
    conditions.one_of("type", types, EventType)
    conditions.one_of("factuality", factualities, Factuality)
    conditions.one_of("tense", tenses, Tense)
    chosen = f"SELECT * FROM events {conditions.where} {ORDER} {limited(limit)}"
    table = view.query(with_outlets(COLUMNS, chosen, ORDER), conditions.parameters)
    return Rows(table, title="Timeline", shown=SHOWN)


def between(first: Who | None, second: Who | None, since: date | None, until: date | None) -> Conditions:
    """Events that involve both, on either side, in a period."""
    conditions = Conditions()
    conditions.involve(first, INVOLVED)
    conditions.involve(second, INVOLVED)
    conditions.during(since, until)
    return conditions


def under_headings(
    view: View, conditions: Conditions, headings: Mapping[str, str], *, rest: str, limit: int | None
) -> dict[str, Rows]:
    """Events that meet the conditions, each under one heading, in the order of their dates.

    Args:
        view: The record, as of a date.
        conditions: What all events must meet.
        headings: A heading, and the condition in SQL that puts an event under it; the first that holds counts.
        rest: The heading of all others.
        limit: How many rows at most under each.
    """
    cases = " ".join(f"WHEN {condition} THEN '{heading}'" for heading, condition in headings.items())
    most = f"QUALIFY row_number() OVER (PARTITION BY heading {ORDER}) <= {limit}" if limited(limit) else ""
    chosen = f"SELECT *, CASE {cases} ELSE '{rest}' END AS heading FROM events {conditions.where} {most}"
    table = view.query(with_outlets(f"{COLUMNS}, heading", chosen, ORDER), conditions.parameters)
    found = {}
    for heading in (*headings, rest):
        rows = table.filter(pc.equal(table["heading"], heading)).drop_columns("heading")
        found[heading] = Rows(rows, title=heading, shown=SHOWN)
    return found
