"""Happenings: one row for each event, whatever the number of reports that tell of it.

Comes in: a view, who, when and which kinds. Goes out: one row for each event that mentions were merged to: when, who
and what, when it was first announced, first reported as done and first denied, and by whom, in how many reports, by
how many outlets, and how many of the reports are originals and no copies of one agency's. Where holders disagree, their
views stand side by side. Every mention keeps its own factuality; `happening` and the timeline have them one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

import pyarrow as pa

from onrecord.answers.asking import Conditions, limited
from onrecord.answers.events import VIEWS
from onrecord.answers.rows import WORDS_TOLD, Rows
from onrecord.answers.told import Order, Question, events_told
from onrecord.answers.who import Who, asked_for
from onrecord.record.view import View
from onrecord.types import EventType

Row = dict[str, Any]

SHOWN = ("when", "actors", "type", "recipients", "state", "outlets", "announced", "reported", "denied", "context")
COLUMNS = pa.schema(
    [
        ("when", pa.string()),
        ("type", pa.string()),
        ("mode", pa.string()),
        ("actors", pa.list_(pa.string())),
        ("actor_persons", pa.list_(pa.string())),
        ("recipients", pa.list_(pa.string())),
        ("recipient_persons", pa.list_(pa.string())),
        ("persons", pa.list_(pa.string())),
        ("state", pa.string()),
        ("mentions", pa.int32()),
        ("documents", pa.int32()),
        ("originals", pa.int32()),
        ("outlets", pa.int32()),
        ("announced", pa.date32()),
        ("announced_by", pa.list_(pa.string())),
        ("reported", pa.date32()),
        ("reported_by", pa.list_(pa.string())),
        ("reported_documents", pa.int32()),
        ("reported_originals", pa.int32()),
        ("stated_by", pa.list_(pa.string())),
        ("denied", pa.date32()),
        ("denied_by", pa.list_(pa.string())),
        ("views", VIEWS),
        ("tense", pa.string()),
        ("factuality", pa.string()),
        ("holder", pa.string()),
        ("place", pa.string()),
        ("earliest", pa.date32()),
        ("latest", pa.date32()),
        ("precision", pa.string()),
        *WORDS_TOLD,
        ("statement", pa.string()),
        ("mention_ids", pa.list_(pa.string())),
        ("id", pa.string()),
    ]
)


class State(StrEnum):
    """What is told of an event, taken together."""

    DONE = "done"
    CLAIMED = "claimed"
    DISPUTED = "disputed"
    EXPECTED = "expected"
    DENIED = "denied"


def happenings(
    view: View,
    *,
    actor: str | Who | None = None,
    with_: str | Who | None = None,
    since: date | None = None,
    until: date | None = None,
    types: Iterable[str] | None = None,
    states: Iterable[str] | None = None,
    latest_first: bool = False,
    limit: int | None = None,
) -> Rows:
    """The events that the record tells of, each once.

    Args:
        view: The record, as of a date.
        actor: Who is involved, on either side: an ISO 3166-1 code, an id, or a name.
        with_: Who else is involved in the same event.
        since: First day on which the event can have been. An event without a date is left out when ``since`` or
            ``until`` is given, and comes last when neither is.
        until: Last day.
        types: PLOVER roots.
        states: done, claimed, disputed, expected, denied.
        latest_first: The latest dates first; those without one come last all the same.
        limit: How many rows at most.

    Returns:
        Rows in the order of the events' dates. ``when`` is the date that is told most narrowly, of several the one
        told most often. ``state``: ``done`` when a report states it as certain, past or going on; ``claimed`` when
        only those whom reports name do; ``disputed`` when it is stated as done and denied; else ``expected``, or
        ``denied`` when somebody does that and nobody expects it.
        ``announced`` is the day of the first report that looks ahead, before any states it as done; ``reported`` of
        the first that states it as done, by the outlets ``reported_by`` in ``reported_documents`` reports, of which
        ``reported_originals`` are no copies of others; ``denied`` of the first that has a denial, by the holders
        ``denied_by``. ``views`` are what each holder makes of it, those who say that it is so first.
        The words, and tense, factuality and holder with them, are those of the report that tells most.

    Raises:
        BadQuery: for an unknown actor, an impossible period, or an unknown value.
    """
    limited(limit)
    checks = Conditions()
    checks.during(since, until)
    checks.one_of("type", types, EventType)
    checks.one_of("state", states, State)
    order = Order.LATEST if latest_first else Order.EARLIEST
    question = Question(types=_set(types), states=_set(states), since=since, until=until, order=order, limit=limit)
    asked = [who for who in (asked_for(view, actor), asked_for(view, with_)) if who]
    (rows,) = events_told(view, asked, [question])
    return happening_rows(rows, title="Happenings")


def happening_rows(rows: Sequence[Row], *, title: str) -> Rows:
    """Described events as an answer, in their order."""
    return Rows(pa.Table.from_pylist(list(rows), schema=COLUMNS), title=title, shown=SHOWN)


def _set(values: Iterable[str] | None) -> set[str] | None:
    return None if values is None else {values} if isinstance(values, str) else set(values)
