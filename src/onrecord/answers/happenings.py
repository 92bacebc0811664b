"""Happenings: one row for each event, whatever the number of reports that tell of it.

Comes in: a view, who, when and which kinds. Goes out: one row for each event that mentions were merged to: when, who
and what, how many mentions and outlets, when it was first announced, first reported as done and first denied, and by
whom, with the words that tell most. Every mention keeps its own factuality; the timeline has them one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from onrecord.answers.asking import Conditions, limited
from onrecord.answers.rows import Rows
from onrecord.answers.who import Who, asked_for
from onrecord.record.merging.stored import StoredEvent, stored_events
from onrecord.record.view import View
from onrecord.types import EventType, Factuality, Precision, Tense, When

Row = dict[str, Any]

SHOWN = ("when", "actors", "type", "recipients", "state", "outlets", "announced", "reported", "denied", "context")
DENYING = (Factuality.CERTAIN_NOT, Factuality.PROBABLE_NOT, Factuality.POSSIBLE_NOT)
COLUMNS = pa.schema(
    [
        ("when", pa.string()),
        ("type", pa.string()),
        ("actors", pa.list_(pa.string())),
        ("recipients", pa.list_(pa.string())),
        ("persons", pa.list_(pa.string())),
        ("state", pa.string()),
        ("mentions", pa.int32()),
        ("documents", pa.int32()),
        ("outlets", pa.int32()),
        ("announced", pa.date32()),
        ("reported", pa.date32()),
        ("reported_by", pa.list_(pa.string())),
        ("denied", pa.date32()),
        ("denied_by", pa.list_(pa.string())),
        ("earliest", pa.date32()),
        ("latest", pa.date32()),
        ("precision", pa.string()),
        ("quote", pa.string()),
        ("context", pa.string()),
        ("document_id", pa.string()),
        ("outlet", pa.string()),
        ("published", pa.date32()),
        ("sentence", pa.int32()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("mention_ids", pa.list_(pa.string())),
        ("id", pa.string()),
    ]
)


def happenings(
    view: View,
    *,
    actor: str | Who | None = None,
    with_: str | Who | None = None,
    since: date | None = None,
    until: date | None = None,
    types: Iterable[str] | None = None,
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
        limit: How many rows at most, the earliest first.

    Returns:
        Rows in the order of the events' dates. ``when`` is the date that is told most narrowly, of several the one
        told most often. ``state``: ``done`` when a holder states it as certain, past or going on; else ``expected``,
        or ``denied`` when a holder does that and nobody expects it; ``disputed`` when it is stated as done and denied.
        ``announced`` is the day of the first report that looks ahead, before any states it as done; ``reported`` of
        the first that states it as done, by the outlets ``reported_by``; ``denied`` of the first that has a denial, by
        the holders ``denied_by``.
        The words are those of the report that tells most.

    Raises:
        BadQuery: for an unknown actor, an impossible period, or an unknown value.
    """
    limited(limit)
    Conditions().during(since, until)
    Conditions().one_of("type", types, EventType)
    kinds = None if types is None else {types} if isinstance(types, str) else set(types)
    asked = [who for who in (asked_for(view, actor), asked_for(view, with_)) if who]
    found = [
        _row(stored)
        for stored in stored_events(view, (who.id for who in asked))
        if (kinds is None or stored.rows[0]["type"] in kinds) and all(_involves(stored.rows, who) for who in asked)
    ]
    chosen = sorted((row for row in found if _within(row, since, until)), key=_order)
    return Rows(pa.Table.from_pylist(chosen[:limit], schema=COLUMNS), title="Happenings", shown=SHOWN)


def _involves(rows: Sequence[Row], who: Who) -> bool:
    return who.person is None or who.person in _persons(rows)


def _row(stored: StoredEvent) -> Row:
    rows = stored.rows
    when = _when(rows)
    done = [row for row in rows if _is_done(row, when)]
    denied = [row for row in rows if row["factuality"] in DENYING]
    ahead = [row for row in rows if row not in done and row not in denied]
    reported = _first_day(done)
    words = min(done or ahead or denied, key=_poverty)
    sides = _sides(rows)
    return {
        **{name: words[name] for name in ("quote", "context", "document_id", "outlet", "published")},
        **{name: words[name] for name in ("sentence", "start", "end", "type")},
        "when": when.isoformat() if when else None,
        "earliest": when.earliest if when else None,
        "latest": when.latest if when else None,
        "precision": when.precision if when else None,
        "actors": sides[0],
        "recipients": sides[1],
        "persons": sorted(_persons(rows)),
        "state": "disputed" if done and denied else "done" if done else "expected" if ahead else "denied",
        "mentions": len(rows),
        "documents": len({row["document_id"] for row in rows}),
        "outlets": len(_outlets(rows)),
        "announced": _first_day(row for row in ahead if not reported or row["published"] < reported),
        "reported": reported,
        "reported_by": _outlets(done),
        "denied": _first_day(denied),
        "denied_by": sorted({row["holder"] for row in denied}),
        "mention_ids": list(stored.event.mention_ids),
        "id": stored.event.id,
    }


def _first_day(rows: Iterable[Row]) -> date | None:
    return min((row["published"] for row in rows), default=None)


def _is_done(row: Row, when: When | None) -> bool:
    """Whether a mention reports it as done. What is spoken of as certain before its day is still ahead."""
    stated = row["factuality"] == Factuality.CERTAIN and row["tense"] != Tense.FUTURE
    return bool(stated and not (when and when.earliest and row["published"] < when.earliest))


def _when(rows: Sequence[Row]) -> When | None:
    """The date told most narrowly; of several such the one told most often, then the earliest."""
    told = Counter(
        (row["earliest"], row["latest"], row["precision"]) for row in rows if row["earliest"] or row["latest"]
    )
    if not told:
        return None

    def rank(date_told: tuple[date | None, date | None, str]) -> tuple[int, int, date, date]:
        first, last, _ = date_told
        width = (last - first).days if first and last else date.max.toordinal()
        return width, -told[date_told], first or date.min, last or date.max

    first, last, precision = min(told, key=rank)
    return When(earliest=first, latest=last, precision=Precision(precision))


def _sides(rows: Sequence[Row]) -> tuple[list[str], list[str]]:
    """Who does it and to whom, as told most often among the mentions that name most."""
    told = Counter((tuple(sorted(set(row["actors"]))), tuple(sorted(set(row["recipients"])))) for row in rows)
    actors, recipients = min(told, key=lambda sides: (-len({*sides[0], *sides[1]}), -told[sides], sides))
    return list(actors), list(recipients)


def _persons(rows: Iterable[Row]) -> set[str]:
    return {
        person for row in rows for person in (*row["actor_persons"], *row["recipient_persons"]) if person is not None
    }


def _outlets(rows: Iterable[Row]) -> list[str]:
    return sorted({row["outlet"] for row in rows if row["outlet"]})


def _poverty(row: Row) -> tuple[bool, int, date, str, int, str]:
    """How little a mention tells: without a date, of few, late."""
    parties = len({*row["actors"], *row["recipients"]})
    return row["earliest"] is None, -parties, row["published"], row["document_id"], row["start"], row["id"]


def _within(row: Row, since: date | None, until: date | None) -> bool:
    if not (since or until):
        return True
    first, last = row["earliest"], row["latest"]
    if first is None and last is None:
        return False
    return (since is None or last is None or last >= since) and (until is None or first is None or first <= until)


def _order(row: Row) -> tuple[date, date, date, str]:
    return row["earliest"] or date.max, row["latest"] or date.max, row["published"], row["id"]
