"""The events of a record: its mentions merged, for those who are asked about.

Comes in: a view and actor ids. Goes out: the events that involve them all, each with the rows of its mentions, as
merging found them and people ruled. Only the blocks that can matter are read: mentions of those asked about, and, where
such a mention lacks a side that several others might fill, the mentions of those others. So an event is the same
whoever is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any, NamedTuple

from onrecord.record.decisions import Decision, DecisionKind, standing
from onrecord.record.merging import Block, Event, Mention, mentions_of, merge
from onrecord.record.merging.ruled import ruled
from onrecord.record.rows import ids_in, involved_key
from onrecord.record.subjects import among, moved_subjects
from onrecord.record.view import View

Row = dict[str, Any]

FEW = 3
"""Actors asked for up to which each way of naming them is asked for by itself."""

COLUMNS = (
    "id",
    "document_id",
    "published",
    "sentence",
    "start",
    "end",
    "quote",
    "context",
    "type",
    "mode",
    "actors",
    "actor_names",
    "actor_persons",
    "recipients",
    "recipient_names",
    "recipient_persons",
    "tense",
    "factuality",
    "holder",
    "holder_kind",
    "earliest",
    "latest",
    "precision",
    "place",
    "statement",
    "named",
    "involved",
)
"""What is read of a mention."""

ROWS = "SELECT " + ", ".join(f'"{name}"' for name in COLUMNS) + " FROM events"


class StoredEvent(NamedTuple):
    """An event, and the rows of the table ``events`` that are its mentions, in the event's order."""

    event: Event
    rows: tuple[Row, ...]

    @property
    def parties(self) -> set[str]:
        """All who take part, as any mention tells."""
        return {party for row in self.rows for party in ids_in(row["involved"])}


def stored_events(view: View, asked: Iterable[str] = ()) -> list[StoredEvent]:
    """The events of a record, by the publication of their first mention.

    Args:
        view: The record, as of a date.
        asked: Ids of actors that must all take part, on either side; all events when empty.
    """
    wanted = set(asked)
    found = _merged(view, wanted)
    if decisions := groupings(view):
        found = _ruled(view, wanted, found, decisions)
    return [stored for stored in found if wanted <= stored.parties]


def event_of(view: View, mention: str) -> StoredEvent | None:
    """The event that a mention is of; None when the record has no such mention."""
    rows = view.query(f"SELECT involved FROM events WHERE {among('id', [mention])}").to_pylist()
    if not rows:
        return None
    parties = ids_in(rows[0]["involved"])
    found = stored_events(view, parties) if parties else _ruled(view, set(), _unnamed(view), groupings(view))
    return next(stored for stored in found if mention in stored.event.mention_ids)


def _merged(view: View, wanted: set[str]) -> list[StoredEvent]:
    """What merging finds."""
    if not wanted:
        rows = view.query(ROWS).to_pylist()
        return _joined(merge(mentions_of(rows)), rows)
    rows = _asked(view, wanted)
    mentions = [
        mention for mention in mentions_of(rows) if any(wanted <= _parties(block) for block in _blocks(mention))
    ]
    beside = _beside(view, mentions, wanted)
    complete = [mention for mention in mentions_of(beside) if not mention.wider_blocks]
    found = _joined(merge([*mentions, *complete]), [*rows, *beside])
    return [stored for stored in found if wanted <= stored.parties]


def _asked(view: View, wanted: set[str]) -> list[Row]:
    """Rows of mentions that name all who are wanted: as taking part, or beside those who do where a side is missing.

    Each way is asked for by itself: conditions on single columns keep files from being read where they cannot hold.
    """
    names = {f"p{number}": f"|{one}|" for number, one in enumerate(sorted(wanted))}
    if len(names) > FEW:
        anywhere = " AND ".join(f"(contains(involved, ${name}) OR contains(named, ${name}))" for name in names)
        few = view.query(f"SELECT id, involved FROM events WHERE {anywhere}", names).to_pydict()
        return _rows(view, f"{ROWS} WHERE {among('involved', few['involved'])} AND {among('id', few['id'])}")
    ways = product((True, False), repeat=len(names))
    parts = (
        " AND ".join(
            f"contains(involved, ${name})"
            if takes_part
            else f"NOT contains(involved, ${name}) AND contains(named, ${name})"
            for name, takes_part in zip(names, way, strict=True)
        )
        for way in ways
    )
    return _rows(view, " UNION ALL ".join(f"{ROWS} WHERE {part}" for part in parts), names)


def _rows(view: View, sql: str, parameters: Mapping[str, str] | None = None) -> list[Row]:
    rows: list[Row] = view.query(sql, parameters).to_pylist()
    return rows


def _beside(view: View, mentions: Sequence[Mention], wanted: set[str]) -> list[Row]:
    """Rows of events that mentions with a side missing might be of, between others than those asked about."""
    blocks = {block for mention in mentions for block in mention.wider_blocks if not wanted <= _parties(block)}
    keys = {involved_key(_parties(block)) for block in blocks}
    return view.query(f"{ROWS} WHERE {among('involved', keys)}").to_pylist() if keys else []


def _unnamed(view: View) -> list[StoredEvent]:
    """Events of which nobody is told to take part."""
    rows = view.query(f"{ROWS} WHERE involved = $nobody", {"nobody": involved_key(())}).to_pylist()
    return _joined(merge(mentions_of(rows)), rows)


def groupings(view: View) -> list[Decision]:
    """The decisions that merge and split, as far as they stand, by the ids that their words have now."""
    kinds = (DecisionKind.MERGE, DecisionKind.SPLIT)
    decisions = [decision for decision in standing(view.decisions()) if decision.kind in kinds]
    moved = moved_subjects(view, decisions) if decisions else {}
    return [
        replace(
            decision,
            subject=moved.get(decision.subject, decision.subject),
            others=tuple(moved.get(one, one) for one in decision.others),
        )
        for decision in decisions
    ]


def _ruled(view: View, wanted: set[str], found: list[StoredEvent], decisions: Sequence[Decision]) -> list[StoredEvent]:
    """Events as people ruled; those that a decision brings together with events of others are read too."""
    named = {one for decision in decisions for one in (decision.subject, *decision.others)}
    rows = view.query(f"SELECT id, involved, named FROM events WHERE {among('id', named)}").to_pylist()
    keys = {row["id"]: row["involved"] for row in rows}
    read = {one for stored in found for one in stored.event.mention_ids}
    by_id = {stored.event.id: stored for stored in found}
    for key in sorted({keys[one] for one in _linked(read & keys.keys(), wanted, decisions, keys) - read}):
        parties = set(ids_in(key))
        for stored in _merged(view, parties) if parties else _unnamed(view):
            if not read & set(stored.event.mention_ids):
                by_id[stored.event.id] = stored
                read |= set(stored.event.mention_ids)
    mentions = {row["id"]: row for stored in by_id.values() for row in stored.rows}
    events = ruled((stored.event for stored in by_id.values()), mentions, decisions)
    return [StoredEvent(event, tuple(mentions[one] for one in event.mention_ids)) for event in events]


def _linked(read: set[str], wanted: set[str], decisions: Sequence[Decision], keys: Mapping[str, str]) -> set[str]:
    """Mentions that decisions bring together, directly or by way of others, with some that were read, or all of those
    asked for."""
    parts: list[set[str]] = []
    for decision in decisions:
        lines = {decision.subject, *decision.others} & keys.keys()
        touched = [part for part in parts if part & lines]
        parts = [part for part in parts if not part & lines] + [lines.union(*touched)]
    parties = ({one for line in part for one in ids_in(keys[line])} for part in parts)
    return {line for part, told in zip(parts, parties, strict=True) if part & read or wanted <= told for line in part}


def _joined(events: Sequence[Event], rows: Iterable[Row]) -> list[StoredEvent]:
    by_id = {row["id"]: row for row in rows}
    return [StoredEvent(event, tuple(by_id[mention] for mention in event.mention_ids)) for event in events]


def _blocks(mention: Mention) -> tuple[Block, ...]:
    return (mention.block, *mention.wider_blocks)


def _parties(block: Block) -> set[str]:
    return {*block.actors, *block.recipients}
