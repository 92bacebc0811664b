"""From a parsed document to its mentions of actors: the steps in their order.

Comes in: a ``Doc``. Goes out: its `ActorIndex`: names, persons, nominals, and the words that point back to them. Each
step stands in a module of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from spacy.tokens import Doc

from onrecord.gazetteer import Gazetteer, NameRole, load_gazetteer
from onrecord.reading.actors.anaphora import resolve
from onrecord.reading.actors.casting import person_mentions
from onrecord.reading.actors.context import Context
from onrecord.reading.actors.index import ActorIndex
from onrecord.reading.actors.mention import Mention
from onrecord.reading.actors.names import Name, find_names
from onrecord.reading.actors.phrases import Phrases
from onrecord.reading.actors.words import words_of
from onrecord.reading.annotations import document_of
from onrecord.types import Actor


def find_mentions(doc: Doc) -> ActorIndex:
    """All mentions of actors in ``doc``."""
    gazetteer = load_gazetteer()
    words = words_of(doc)
    names = find_names(words, gazetteer)
    persons = person_mentions(words, gazetteer, names)
    starts = {mention.start: mention for mention in persons}
    ends = {mention.end: mention for mention in persons}
    left = _outside([name for name in names if not name.person], persons)
    nominals = Phrases(words, gazetteer, left, starts, ends).mentions()
    index = ActorIndex(len(words), _without_overlaps([*persons, *nominals], len(words)))
    headline = states_named(document_of(doc).title, gazetteer, on=words.on)
    resolve(Context(words, gazetteer, index, headline))
    return index


def _outside(names: Sequence[Name], persons: Sequence[Mention]) -> list[Name]:
    """The names that no person's mention covers."""
    covered = {i for mention in persons for i in range(mention.start, mention.end)}
    return [name for name in names if name.start not in covered]


def _without_overlaps(mentions: Iterable[Mention], length: int) -> list[Mention]:
    """The longest at each place, in text order."""
    used = [False] * length
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
        if not any(used[mention.start : mention.end]):
            used[mention.start : mention.end] = [True] * (mention.end - mention.start)
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def states_named(text: str | None, gazetteer: Gazetteer, *, on: date) -> list[Actor]:
    """The states that a headline names outright."""
    found: dict[str, Actor] = {}
    parts = (text or "").replace(",", " ").split()
    i = 0
    while i < len(parts):
        match = gazetteer.longest(parts, i, on=on) if parts[i][:1].isupper() else None
        if match is not None and match[1] and match[1][0].role is not NameRole.OFFICE and match[1][0].strong:
            state = gazetteer.actor(match[1][0].actor.id)
            if state is not None:
                found.setdefault(state.id, state)
        i = match[0] if match else i + 1
    return list(found.values())
