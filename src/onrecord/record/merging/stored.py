"""The events of a record: its mentions merged, for those who are asked about.

Comes in: a view and actor ids. Goes out: the events that involve them all, each with the rows of its mentions. Only
the blocks that can matter are read: mentions of those asked about, and, where such a mention lacks a side that several
others might fill, the mentions of those others. So an event is the same whoever is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from onrecord.record.merging import Block, Event, Mention, mentions_of, merge
from onrecord.record.view import View

Row = dict[str, Any]

ROWS = """
    WITH naming AS (
        SELECT document_id AS in_document, sentence AS in_sentence, list_distinct(flatten(list(actors))) AS named
        FROM actors GROUP BY ALL
    ), told AS (
        SELECT events.*, list_distinct(list_concat(actors, recipients)) AS parties, coalesce(named, []) AS named
        FROM events LEFT JOIN naming ON in_document = document_id AND in_sentence = sentence
    )
    SELECT told.*, outlet FROM told JOIN (SELECT id AS of_document, outlet FROM documents) ON of_document = document_id
"""
ASKED = "WHERE list_has_all(list_concat(parties, named), $asked)"
BESIDE = "WHERE array_to_string(list_sort(parties), chr(31)) IN (SELECT unnest($parties))"
BETWEEN_NAMES = "\x1f"


class StoredEvent(NamedTuple):
    """An event, and the rows of the table ``events`` that are its mentions, with ``outlet``, in the event's order."""

    event: Event
    rows: tuple[Row, ...]


def stored_events(view: View, asked: Iterable[str] = ()) -> list[StoredEvent]:
    """The events of a record, by the publication of their first mention.

    Args:
        view: The record, as of a date.
        asked: Ids of actors that must all take part, on either side; all events when empty.
    """
    wanted = set(asked)
    if not wanted:
        rows = view.query(ROWS).to_pylist()
        return _joined(merge(_mentions(rows)), rows)
    rows = view.query(f"{ROWS} {ASKED}", {"asked": sorted(wanted)}).to_pylist()
    mentions = [mention for mention in _mentions(rows) if any(wanted <= _parties(block) for block in _blocks(mention))]
    beside_rows = _beside(view, mentions, wanted)
    beside = [mention for mention in _mentions(beside_rows) if not mention.wider_blocks]
    found = _joined(merge([*mentions, *beside]), [*rows, *beside_rows])
    return [stored for stored in found if wanted <= {party for row in stored.rows for party in row["parties"]}]


def _beside(view: View, mentions: Sequence[Mention], wanted: set[str]) -> list[Row]:
    """Rows of events that mentions with a side missing might be of, between others than those asked about."""
    blocks = {block for mention in mentions for block in mention.wider_blocks if not wanted <= _parties(block)}
    parties = sorted({BETWEEN_NAMES.join(sorted(_parties(block))) for block in blocks})
    return view.query(f"{ROWS} {BESIDE}", {"parties": parties}).to_pylist() if parties else []


def _joined(events: Sequence[Event], rows: Iterable[Row]) -> list[StoredEvent]:
    by_id = {row["id"]: row for row in rows}
    return [StoredEvent(event, tuple(by_id[mention] for mention in event.mention_ids)) for event in events]


def _mentions(rows: Sequence[Row]) -> list[Mention]:
    return mentions_of(rows, {(row["document_id"], row["sentence"]): row["named"] for row in rows})


def _blocks(mention: Mention) -> tuple[Block, ...]:
    return (mention.block, *mention.wider_blocks)


def _parties(block: Block) -> set[str]:
    return {*block.actors, *block.recipients}
