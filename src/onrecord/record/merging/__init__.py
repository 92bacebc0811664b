"""Merging: which mentions are of one event.

Comes in: mentions, from any number of documents, in any order. Goes out: `Event` values, each with the ids of its
mentions. It is a function of the set of mentions and of nothing else, so it does not matter in what order or in which
batches documents came, and it judges nothing: that something is denied, planned or recalled is no reason to tell it
apart from what is reported as done.

Mentions are compared only within a `Block`: a family of acts, and who takes part. Within it,

1. those dated to a day are events by the day; persons, the course of a visit, the step of a law and ordinals ("the
   second strike") tell several on one day apart;
2. those with a wider date join the only event that lies in it, the narrowest dates first;
3. verbs without a date report news: they join the only event of those days, else are an event of the day they were
   published;
4. nouns without a date, and what lies ahead, join the only event that is near, else the only one of the same kind that
   is not too far; what then is left is one event when it was published without a long pause;
5. mentions with one side missing ("talks with Russia") join the only event with somebody whom their sentence names.

Wherever several events fit and nothing prefers one, a mention stays apart: a doubt never merges.

Events are not stored in the record. Adding a document can touch only the blocks of its own mentions, so an answer
merges just the blocks that it shows and asks about (`onrecord.record.merging.stored`), and an answer as of a date
merges what was known then. For large records they can be kept ready in a file beside it that can be thrown away
(`onrecord.answers.keeping`), part by part (`onrecord.record.merging.parts`). The id of an event is that of its earliest
published mention, so it stays when later reports join.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onrecord.record.merging.blocks import Placing, divided, placed
from onrecord.record.merging.clusters import Cluster, join
from onrecord.record.merging.mentions import Block, Mention, mentions_of

__all__ = ["Block", "Event", "Mention", "event_id", "mention_id", "mentions_of", "merge"]

PREFIX, MENTION = "happening-", "event-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A thing in the world that mentions are of.

    Attributes:
        id: Made of its earliest published mention.
        mention_ids: Ids of the event mentions, by publication and place in the text.
    """

    id: str
    mention_ids: tuple[str, ...]


def merge(mentions: Iterable[Mention]) -> tuple[Event, ...]:
    """The events that mentions are of, by the publication of their first mention.

    Args:
        mentions: All mentions of the blocks that matter; each mention once.

    Returns:
        Every mention is in just one event. Costs n log n in the mentions of a block, but for those of one day, which
        are compared with each other where words have to tell them apart.
    """
    blocks: defaultdict[Block, list[Mention]] = defaultdict(list)
    lacking: list[Mention] = []
    ordered = sorted(mentions, key=lambda mention: mention.order)
    if len(ordered) == 1:
        return (Event(id=event_id(ordered[0].ids[0]), mention_ids=ordered[0].ids),)
    for mention in ordered:
        if mention.wider_blocks:
            lacking.append(mention)
        else:
            blocks[mention.block].append(mention)

    shelves = {block: divided(members) for block, members in blocks.items()}
    left = _completed(lacking, shelves)
    clusters = [cluster for placing in shelves.values() for cluster in placing.clusters]
    for alone in left.values():
        clusters += divided(alone).clusters
    return tuple(event for _, event in sorted(map(_event, clusters), key=lambda dated: dated[0]))


def _event(cluster: Cluster) -> tuple[tuple[date, str, int, int, str], Event]:
    """An event, and what it is ordered by."""
    members = sorted(cluster.members, key=lambda mention: mention.order)
    ids = tuple(one for mention in members for one in mention.ids)
    return members[0].order, Event(id=event_id(ids[0]), mention_ids=ids)


def event_id(mention: str) -> str:
    """The id of the event whose earliest mention this is; `mention_id` is its reverse."""
    return f"{PREFIX}{mention.removeprefix(MENTION)}"


def mention_id(event: str) -> str:
    """The mention that the id of an event is made of. It is of the event even when earlier ones came to be known. Any
    other id stays as it is."""
    return f"{MENTION}{event.removeprefix(PREFIX)}" if event.startswith(PREFIX) else event


def _completed(lacking: Iterable[Mention], shelves: dict[Block, Placing]) -> dict[Block, list[Mention]]:
    """Add mentions with a side missing to the events that they fit; returns those left over, by block. All are judged
    by the events as they were before."""
    joining: dict[int, tuple[Cluster, list[Mention]]] = {}
    over = []
    for mention in lacking:
        cluster = placed(mention, [shelves[block].shelf for block in mention.wider_blocks if block in shelves])
        if cluster is None:
            over.append(mention)
        else:
            joining.setdefault(id(cluster), (cluster, []))[1].append(mention)
    for cluster, joined in joining.values():
        over += join(cluster, joined)
    left: defaultdict[Block, list[Mention]] = defaultdict(list)
    for mention in over:
        left[mention.block].append(mention)
    return left
