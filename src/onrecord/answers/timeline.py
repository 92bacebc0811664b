"""The timeline: what events the documents tell of, in the order of their dates.

Comes in: a view, who, when and which kinds. Goes out: one row for each event mention and holder. It draws no
conclusions: what is denied, expected or merely possible stands there as such, beside what is reported as done.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from onrecord.answers.asking import IN_TEXT, Conditions, Order, Roles, first_rows, limited, place_in_text, when_text
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
ORDER = Order(
    "earliest",
    f"latest NULLS LAST, {IN_TEXT}",
    lambda row: (row["earliest"] or date.max, row["latest"] or date.max, *place_in_text(row)),
)


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
    limited(limit)
    return Rows(first_rows(view, "events", COLUMNS, conditions, ORDER, limit), title="Timeline", shown=SHOWN)


def between(first: Who | None, second: Who | None, since: date | None, until: date | None) -> Conditions:
    """Events that involve both, on either side, in a period."""
    conditions = Conditions()
    conditions.involve(first, INVOLVED)
    conditions.involve(second, INVOLVED)
    conditions.during(since, until)
    return conditions
