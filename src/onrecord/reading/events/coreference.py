"""What mentions of one event in one document tell each other: a date told once holds for "the visit" everywhere.

Comes in: judged event mentions in the order of the text. Goes out: the same mentions, where those that presuppose
their event have taken date and tense from another mention of it: same type, same parties.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onrecord.types import EventMention, EventType, Tense


def share_times(events: Sequence[EventMention], given: Sequence[bool], published: date) -> tuple[EventMention, ...]:
    """Spread dates and tenses among mentions of one event.

    Args:
        events: Mentions in the order of the text.
        given: For each, whether it presupposes its event ("the visit"), so that it may be the one told before.
        published: The day of publication.
    """
    forward = _spread(list(events), list(given), published)
    backward = _spread(forward[::-1], list(given)[::-1], published)
    return tuple(backward[::-1])


def _spread(events: list[EventMention], given: list[bool], published: date) -> list[EventMention]:
    latest: dict[tuple[EventType, frozenset[str], Tense], EventMention] = {}
    result: list[EventMention] = []
    for event, presupposed in zip(events, given, strict=True):
        key = (event.type, frozenset(actor.id for actor in event.actors + event.recipients), event.tense)
        if presupposed and event.when is None and key in latest:
            other = latest[key]
            event = replace(event, when=other.when, time_expression=other.time_expression)
        if event.when is not None:
            latest[key] = event
        result.append(event)
    return result
