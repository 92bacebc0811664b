"""One block of mentions, divided into events by date.

Comes in: the mentions of one block. Goes out: `Placing`, its events, and the `Shelf` of those that have a date, to
which mentions with a side missing can be added later. The windows of time in which a mention without a date looks for
its event are set here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from onrecord.record.merging.clusters import Cluster, Shelf, base, days, found, join, only
from onrecord.record.merging.mentions import Mention
from onrecord.types import Tense

WIDEST = 366
"""Days beyond which a stretch of time, like an open one, tells no date."""

NEWS = (-3, 1)
RECALLED_NEAR, RECALLED_FAR = (-4, 1), (-120, 1)
AHEAD_NEAR, AHEAD_FAR = (-1, 14), (-1, 100)
PRESENT_NEAR, PRESENT_FAR = (-4, 2), (-30, 30)
ARRIVAL = (-1, 0)
"""Days from publication in which the event of a mention without a date is looked for: what is news, what a noun
recalls, what lies ahead, what a noun presupposes. Who "arrives" does so on that day, or the day before."""

PAUSE, PAUSE_IN_WAR = 7, 365
"""Days without a report after which undated mentions speak of something else."""


class Window(NamedTuple):
    """Days in which an event can be, and whether only one of the same kind counts there."""

    first: date
    last: date
    same_kind: bool = False


class Placing(NamedTuple):
    """The events of a block, and those of them that have a date, by date."""

    clusters: list[Cluster]
    shelf: Shelf


def divided(mentions: Sequence[Mention]) -> Placing:
    """The events of one block."""
    placing = Placing([], Shelf())
    dated = [mention for mention in mentions if span_of(mention)]
    undated = [mention for mention in mentions if not span_of(mention)]
    news = [mention for mention in undated if is_news(mention)]
    others = [mention for mention in undated if not is_news(mention)]

    for _, level in _levels(dated, lambda mention: days(*_dates(mention))):
        _settle(level, placing, lambda mention: _dates(mention))
    _settle(news, placing, _news_span)
    loose = _attached(others, placing)
    for run in _runs(loose):
        placing.clusters.extend(found(run, None, None))
    return placing


def placed(mention: Mention, shelves: Sequence[Shelf]) -> Cluster | None:
    """The only event on these shelves that a mention can be of."""
    for window in windows(mention):
        candidates = [
            cluster
            for shelf in shelves
            for cluster in shelf.within(window.first, window.last)
            if (base(mention) in cluster.kinds or not window.same_kind) and cluster.accepts(mention)
        ]
        if candidates:
            return only(mention, candidates)
    return None


def windows(mention: Mention) -> tuple[Window, ...]:
    """Where a mention looks for its event: the next window only when there is none in the one before."""
    if span := span_of(mention):
        return (Window(*span),)
    if is_news(mention):
        return (_window(mention, ARRIVAL if mention.kind == "arrival" else NEWS),)
    near, far = {
        Tense.PAST: (RECALLED_NEAR, RECALLED_FAR),
        Tense.PRESENT: (PRESENT_NEAR, PRESENT_FAR),
        Tense.FUTURE: (AHEAD_NEAR, AHEAD_FAR),
    }[mention.tense]
    return _window(mention, near), _window(mention, far, same_kind=True)


def span_of(mention: Mention) -> tuple[date, date] | None:
    """The days that an event can be, when they are told narrowly enough."""
    if mention.first is None or mention.last is None or days(mention.first, mention.last) > WIDEST:
        return None
    return mention.first, mention.last


def is_news(mention: Mention) -> bool:
    """Whether a mention without a date reports what is just happening: a verb that does not look ahead."""
    return not mention.noun and mention.tense is not Tense.FUTURE and not is_war(mention)


def is_war(mention: Mention) -> bool:
    return mention.kind == "war"


def _settle(mentions: Sequence[Mention], placing: Placing, span: Callable[[Mention], tuple[date, date]]) -> None:
    """Add mentions to the events there are; those left over are events of their dates, divided as `found` does."""
    left: defaultdict[tuple[date, date], list[Mention]] = defaultdict(list)
    for mention in _attached(mentions, placing):
        left[span(mention)].append(mention)
    new = [cluster for (first, last), alone in sorted(left.items()) for cluster in found(alone, first, last)]
    placing.clusters.extend(new)
    placing.shelf.add(new)


def _attached(mentions: Iterable[Mention], placing: Placing) -> list[Mention]:
    """Add mentions to the events that they fit; returns those that fit none, or several. All are judged by the events
    as they were before."""
    joining: dict[int, tuple[Cluster, list[Mention]]] = {}
    left = []
    for mention in mentions:
        cluster = None if is_war(mention) and not span_of(mention) else placed(mention, [placing.shelf])
        if cluster is None:
            left.append(mention)
        else:
            joining.setdefault(id(cluster), (cluster, []))[1].append(mention)
    for cluster, joined in joining.values():
        left += join(cluster, joined)
    return left


def _levels(mentions: Iterable[Mention], size: Callable[[Mention], int]) -> Iterator[tuple[int, list[Mention]]]:
    levels: defaultdict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        levels[size(mention)].append(mention)
    yield from sorted(levels.items())


def _runs(mentions: Iterable[Mention]) -> Iterator[list[Mention]]:
    """Mentions published without a long pause."""
    run: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: mention.order):
        pause = PAUSE_IN_WAR if is_war(mention) else PAUSE
        if run and (mention.published - run[-1].published).days > pause:
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


def _window(mention: Mention, reach: tuple[int, int], *, same_kind: bool = False) -> Window:
    before, after = (timedelta(days=number) for number in reach)
    return Window(mention.published + before, mention.published + after, same_kind)


def _dates(mention: Mention) -> tuple[date, date]:
    span = span_of(mention)
    assert span is not None
    return span


def _news_span(mention: Mention) -> tuple[date, date]:
    return mention.published - timedelta(days=1), mention.published
