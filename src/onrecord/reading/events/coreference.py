"""What mentions of one event in one document tell each other: a date told once holds for "the visit" everywhere.

Comes in: judged event mentions in the order of the text. Goes out: the same mentions, where those that presuppose
their event ("the visit", "their meeting") have taken tense and date from another mention of it: same type, same
parties, nearest first, those before it before those after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto

from onrecord.types import EventMention, EventType, Precision, Tense

Key = tuple[EventType, frozenset[str]]


#: Types of acts that are announced beforehand.
SCHEDULED = frozenset({EventType.CONSULT, EventType.AGREE, EventType.COOPERATE, EventType.MOBILIZE, EventType.PROTEST})


class Link(Enum):
    """How a mention stands to others: it tells of its event; presupposes it, and so may mean one told elsewhere; or
    says that it is another one ("the previous visit")."""

    TOLD = auto()
    GIVEN = auto()
    APART = auto()


def share_times(events: Sequence[EventMention], links: Sequence[Link]) -> tuple[EventMention, ...]:
    """Spread tenses and dates among mentions of one event. A year alone is not spread: it is often another visit's.

    Args:
        events: Mentions in the order of the text.
        links: For each, how it stands to the others.
    """
    told = _spread(list(events), links)
    return tuple(_spread(told[::-1], links[::-1])[::-1])


def _spread(events: list[EventMention], links: Sequence[Link]) -> list[EventMention]:
    latest: dict[Key, EventMention] = {}
    dated: dict[tuple[Key, Tense], EventMention] = {}
    result: list[EventMention] = []
    for event, link in zip(events, links, strict=True):
        presupposed = link is Link.GIVEN
        if link is Link.APART:
            result.append(event)
            continue
        key = (event.type, frozenset(actor.id for actor in event.actors + event.recipients))
        if presupposed and event.when is None:
            event = _like(event, latest.get(key))
        if event.when is None and (other := dated.get((key, event.tense))) is not None and presupposed:
            event = replace(event, when=other.when, time_expression=other.time_expression)
        if event.when is not None and event.when.precision is not Precision.YEAR:
            dated[key, event.tense] = event
        if not presupposed or event.when is not None or event.tense is not Tense.PRESENT:
            latest[key] = event
        result.append(event)
    return result


def _like(event: EventMention, other: EventMention | None) -> EventMention:
    """A mention whose words leave its time open ("the visit is a test") has the tense of the one it speaks of; a war
    goes on, whatever is said of how it may go on."""
    if other is None or event.tense is not Tense.PRESENT:
        return event
    if other.tense is Tense.FUTURE and event.type not in SCHEDULED:
        return event
    return replace(event, tense=other.tense)
