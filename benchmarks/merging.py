"""Merging: which mentions in different reports are of one event, against hand annotation, in B-cubed F1.

Reads all reports of ``articles/articles.jsonl``, merges the mentions found, and compares with
``articles/same_event_dev.jsonl``. An item is a sentence that the annotators list for an event (as happened, announced,
recalled or denied). It stands for one mention that the reader found: one whose trigger lies in the sentence and whose
type is the event's; of several, one whose trigger is a word of the event's description, else one
of the description's kind (a meeting or a visit, by the table that merging uses), else the one with most of the event's
actors, else the first. Precision is the mean over items that have a mention, recall the mean over all items;
an item without a mention counts nought. The annotators list a few events, so precision among items says little of what
else was thrown in with them: that is counted apart, as reports that share an event with an item and are not listed for
it, and as pairs of events that must be kept apart (``not_the_same_as``) and share one.

Writes ``merging.jsonl``: each event with its mentions, for reading by eye.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks._scoring import json_lines, write_json_lines
from benchmarks.articles import to_document
from onrecord.reading.reader import Reader
from onrecord.record.merging import mentions_of, merge
from onrecord.record.merging.kinds import kind_of
from onrecord.record.rows import layer_rows
from onrecord.types import EventMention, Reading

ROLES = ("happened", "announced_or_predicted", "recalled", "denied_or_not_confirmed")
TARGET = 75.0


@dataclass(frozen=True)
class Item:
    """A sentence listed for an event, and the event that its mention was put in; None when no mention was found."""

    gold: str
    role: str
    document: str
    found: str | None


def run(data: Path, out: Path) -> None:
    """Read, merge, and print precision, recall and F1, the kinds of error, and the reports thrown in."""
    rows = list(json_lines(data / "articles" / "articles.jsonl"))
    gold = list(json_lines(data / "articles" / "same_event_dev.jsonl"))
    readings = {reading.document.id: reading for reading in Reader().read_many(map(to_document, rows))}
    events = merged(readings.values())
    write_json_lines(out / "merging.jsonl", as_text(events, readings))
    items = items_of(gold, readings, events)
    print_figures(gold, items, members_of(events))
    print_strangers(items, events, readings)


def merged(readings: Iterable[Reading]) -> dict[str, str]:
    """The event of each mention."""
    rows = [row for reading in readings for row in layer_rows(reading, "events")]
    return {mention: event.id for event in merge(mentions_of(rows)) for mention in event.mention_ids}


def items_of(gold: Sequence[dict[str, Any]], readings: Mapping[str, Reading], events: Mapping[str, str]) -> list[Item]:
    """All sentences that the annotators list, with what became of them."""
    items = []
    for event in gold:
        for role in ROLES:
            for place in event[role]:
                mention = mention_in(readings[place["id"]], place["sentence"], event)
                items.append(Item(event["event_id"], role, place["id"], events[mention.id] if mention else None))
    return items


def mention_in(reading: Reading, sentence: str, event: Mapping[str, Any]) -> EventMention | None:
    """The mention that a listed sentence stands for.

    Raises:
        SystemExit: when the report does not have the sentence.
    """
    start = reading.document.text.find(sentence)
    if start < 0:
        raise SystemExit(f"{reading.document.id}: no such sentence as {event['event_id']} lists")
    fitting = [
        mention
        for mention in reading.events
        if start <= mention.evidence.span.start < start + len(sentence) and mention.type == event["type"]
    ]
    described = event["description"].casefold().split()
    kind = kind_of(event["type"], None, event["description"]).kind
    wanted = set(event["actors"])

    def rank(mention: EventMention) -> tuple[bool, bool, int, int]:
        actors = {actor.id for actor in mention.actors + mention.recipients}
        said = any(word.startswith(mention.evidence.quote.casefold()) for word in described)
        other = kind_of(mention.type, mention.mode, mention.evidence.quote).kind != kind
        return not said, other, -len(actors & wanted), mention.evidence.span.start

    return min(fitting, key=rank, default=None)


def b_cubed(items: Sequence[Item]) -> tuple[float, float, float]:
    """Precision, recall and F1 in per cent."""
    precisions, recalls = [], []
    for item in items:
        alike = [other for other in items if other.gold == item.gold]
        together = [other for other in items if other.found == item.found] if item.found else []
        right = sum(other.gold == item.gold for other in together)
        recalls.append(right / len(alike))
        if together:
            precisions.append(right / len(together))
    precision = 100 * sum(precisions) / len(precisions) if precisions else 0.0
    recall = 100 * sum(recalls) / len(recalls) if recalls else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def members_of(events: Mapping[str, str]) -> dict[str, set[str]]:
    """Ids of mentions by event."""
    members: defaultdict[str, set[str]] = defaultdict(set)
    for mention, event in events.items():
        members[event].add(mention)
    return dict(members)


def print_figures(gold: Sequence[dict[str, Any]], items: Sequence[Item], members: Mapping[str, set[str]]) -> None:
    precision, recall, f1 = b_cubed(items)
    lost = [item for item in items if item.found is None]
    print(f"B-cubed precision {precision:.1f}  recall {recall:.1f}  F1 {f1:.1f}   (wanted: F1 {TARGET:.0f})")
    print(f"{len(items)} listed sentences, {len(lost)} without a mention of the event's type")
    print(f"{sum(map(len, members.values()))} mentions in {len(members)} events")
    print(f"\n{'event':28}{'listed':>8}{'found':>8}{'in how many events':>20}{'largest':>9}")
    for event in gold:
        own = [item for item in items if item.gold == event["event_id"]]
        sizes = sorted((sum(o.found == f for o in own) for f in {i.found for i in own if i.found}), reverse=True)
        print(f"{event['event_id']:28}{len(own):8}{sum(sizes):8}{len(sizes):20}{sizes[0] if sizes else 0:9}")
    print(f"\nshared by events to be kept apart: {confused(gold, items)} pairs")


def print_strangers(items: Sequence[Item], events: Mapping[str, str], readings: Mapping[str, Reading]) -> None:
    """Reports that have a mention in an event with items and are not listed for it: errors, or gaps of the lists."""
    listed: defaultdict[str, set[str]] = defaultdict(set)
    for item in items:
        if item.found:
            listed[item.found].update(other.document for other in items if other.gold == item.gold)
    strangers = sorted(
        {
            (event, reading.document.id)
            for reading in readings.values()
            for event in {events[mention.id] for mention in reading.events}
            if event in listed and reading.document.id not in listed[event]
        }
    )
    print(f"reports that share an event with an item and are not listed for it: {len(strangers)}")
    for event, document in strangers:
        print(f"  {event}  {document}")


def confused(gold: Sequence[dict[str, Any]], items: Sequence[Item]) -> int:
    """Pairs of items of events that are not the same, put together. Only events of the file can be looked at."""
    apart = {(event["event_id"], other) for event in gold for other in event["not_the_same_as"]}
    return sum(
        one.found is not None and one.found == other.found and (one.gold, other.gold) in apart
        for one in items
        for other in items
    )


def as_text(events: Mapping[str, str], readings: Mapping[str, Reading]) -> Iterable[dict[str, Any]]:
    """Events with what their mentions say, the largest first."""
    mentions = {event.id: event for reading in readings.values() for event in reading.events}
    for event, ids in sorted(members_of(events).items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield {"event": event, "mentions": [_line(mentions[one]) for one in sorted(ids)]}


def _line(mention: EventMention) -> dict[str, Any]:
    return {
        "document": mention.evidence.document_id,
        "words": mention.evidence.quote,
        "type": mention.type.value,
        "actors": [actor.id for actor in mention.actors],
        "recipients": [actor.id for actor in mention.recipients],
        "when": mention.when.isoformat() if mention.when else None,
        "tense": mention.tense.value,
        "factuality": mention.factuality.value,
        "holder": mention.holder.label,
    }
