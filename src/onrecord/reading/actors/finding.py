"""From a parsed document to its mentions of actors: the steps in their order.

Comes in: a ``Doc``. Goes out: its `ActorIndex`: names, persons, nominals, and the words that point back to them. Each
step stands in a module of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from onrecord.gazetteer import Gazetteer, NameRole, load_gazetteer
from onrecord.reading.actors.anaphora import Resolver
from onrecord.reading.actors.index import ActorIndex
from onrecord.reading.actors.lexicon import Category, lexicon
from onrecord.reading.actors.mention import Form, Mention
from onrecord.reading.actors.names import Name, find_names
from onrecord.reading.actors.people import People, Person, tell
from onrecord.reading.actors.persons import PersonSpan, find_persons
from onrecord.reading.actors.phrases import Phrases, persons_body
from onrecord.reading.actors.titles import Title, apposition_after, title_before
from onrecord.reading.actors.words import Words, words_of
from onrecord.reading.annotations import document_of
from onrecord.types import Actor


class Named(NamedTuple):
    """A person's name with the title before it and what an apposition says."""

    span: PersonSpan
    title: Title | None
    told: Title | None


def find_mentions(doc: Doc) -> ActorIndex:
    """All mentions of actors in ``doc``."""
    gazetteer = load_gazetteer()
    words = words_of(doc)
    names = find_names(words, gazetteer)
    others = [name for name in names if not name.person]
    named = _with_titles(words, find_persons(words, names), others)
    persons = _person_mentions(words, gazetteer, named, others)
    left = _outside(others, persons)
    starts = {mention.start: mention.actors[0] for mention in persons}
    nominals = Phrases(words, gazetteer, left, starts).mentions()
    index = ActorIndex(len(words), _without_overlaps([*persons, *nominals], len(words)))
    Resolver(words, gazetteer, index, _headline(document_of(doc).title, gazetteer, words)).resolve()
    return index


def _with_titles(words: Words, spans: Sequence[PersonSpan], names: Sequence[Name]) -> list[Named]:
    by_end = {name.end: name for name in names}
    by_start = {name.start: name for name in names}
    named = []
    for span in spans:
        title = title_before(words, span.start, by_end)
        told = apposition_after(words, span.end, by_start)
        after = None
        if told is not None:
            after = Title(span.end, told.end, told.noun, told.role, told.sponsor, told.affiliation, told.former)
        elif title is None and words.word(span.start - 1) == ",":
            before = title_before(words, span.start - 1, by_end)
            after = before if before and before.sponsor and before.noun else None
        named.append(Named(span, title, after))
    return named


def _person_mentions(
    words: Words, gazetteer: Gazetteer, named: Sequence[Named], names: Sequence[Name]
) -> list[Mention]:
    people = People(words, {name.entries[0].actor.id for name in names})
    found: list[tuple[Named, Person]] = []
    full = {id(item): people.add(item.span) for item in named if item.span.end - item.span.start > 1}
    for item in named:
        person = full.get(id(item))
        if person is not None:
            _tell_all(person, item, gazetteer)
    for item in named:
        person = full.get(id(item)) or people.of_surname(item.span, item.title)
        if person is not None:
            person.sentences.append(words.sentence[item.span.start])
            _tell_all(person, item, gazetteer)
            found.append((item, person))
    return [_person_mention(words, gazetteer, item, person) for item, person in found]


def _tell_all(person: Person, item: Named, gazetteer: Gazetteer) -> None:
    for title in (item.title, item.told):
        if title is not None:
            tell(person, title, _sponsor(title, gazetteer))


def _sponsor(title: Title, gazetteer: Gazetteer) -> Actor | None:
    if title.sponsor is not None:
        return title.sponsor.entries[0].actor
    implied = lexicon().implied
    for word in (title.noun.lemma if title.noun else "", (title.role or "").casefold()):
        if word in implied:
            return gazetteer.actor(implied[word])
    return None


def _person_mention(words: Words, gazetteer: Gazetteer, item: Named, person: Person) -> Mention:
    start = item.title.start if item.title else item.span.start
    actor = person.actor()
    body = persons_body(words, item.span.end)
    state = gazetteer.actor(actor.id)
    if body is not None and state is not None:
        return Mention(start, body[0], (state,), Form.NOMINAL, body[1])
    told = item.title or item.told
    noun = told.noun if told else None
    return Mention(
        start,
        item.span.end,
        (actor,),
        Form.PERSON,
        noun if noun and not noun.plural and noun.category is not Category.COURTESY else None,
        person.role,
        person.affiliation,
        person.gender,
    )


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


def _headline(title: str | None, gazetteer: Gazetteer, words: Words) -> list[Actor]:
    """The states that the document's title names."""
    found: dict[str, Actor] = {}
    parts = (title or "").replace(",", " ").split()
    i = 0
    while i < len(parts):
        match = gazetteer.longest(parts, i, on=words.on) if parts[i][:1].isupper() else None
        if match is not None and match[1] and match[1][0].role is not NameRole.OFFICE and match[1][0].strong:
            state = gazetteer.actor(match[1][0].actor.id)
            if state is not None:
                found.setdefault(state.id, state)
        i = match[0] if match else i + 1
    return list(found.values())
