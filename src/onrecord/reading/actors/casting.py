"""From names of persons to mentions: who each is, for whom they act, and in which office.

Comes in: `Words`, the gazetteer, and its names in the document. Goes out: a `Mention` for each place where a person is
named and known, title included ("Russian President Vladimir Putin"). Full names are taken first, so that a surname
anywhere in the document finds its person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from onrecord.gazetteer import Gazetteer
from onrecord.gazetteer.names import surface_words
from onrecord.reading.actors.lexicon import Category, lexicon
from onrecord.reading.actors.mention import Form, Mention
from onrecord.reading.actors.names import Name
from onrecord.reading.actors.people import People, Person, tell
from onrecord.reading.actors.persons import PersonSpan, find_persons
from onrecord.reading.actors.phrases import persons_body
from onrecord.reading.actors.titles import Title, apposition_after, title_before
from onrecord.reading.actors.words import POSSESSIVES, Words
from onrecord.types import Actor

SURNAME_TAGS = frozenset({"NNP", "NNPS", "NN", "VB", "VBP"})
PLACING = frozenset({"in", "at", "near", "outside", "around", "across", "into", "through", "via"})


class Named(NamedTuple):
    """A person's name with the title before it and what an apposition says."""

    span: PersonSpan
    title: Title | None
    told: Title | None


def person_mentions(words: Words, gazetteer: Gazetteer, names: Sequence[Name]) -> list[Mention]:
    """All mentions of persons who are known or whom the document introduces, in text order."""
    others = [name for name in names if not name.person]
    people = People(words, {name.entries[0].actor.id for name in others})
    named = _with_titles(words, find_persons(words, names), [name for name in names if _stands_for_one(name)])
    cast: dict[int, Person] = {}
    for item in named:
        if item.span.end - item.span.start > 1 and (item.span.entries or not _is_placed(words, item)):
            cast[item.span.start] = person = people.add(item.span)
            _tell_all(person, item, gazetteer, words)
    named = sorted([*named, *_missed(words, people, named, others)], key=lambda item: item.span.start)
    for item in named:
        found = cast.get(item.span.start)
        if found is None and (item.span.end - item.span.start == 1 or words.text[item.span.start + 1] == "-"):
            found = people.of_surname(item.span, item.title)
        if found is not None:
            cast[item.span.start] = found
            found.sentences.append(words.sentence[item.span.start])
            _tell_all(found, item, gazetteer, words)
    return [_mention(words, gazetteer, item, cast[item.span.start]) for item in named if item.span.start in cast]


def _stands_for_one(name: Name) -> bool:
    """Whether a name tells whom somebody beside it acts for: a state, or "Putin" in "Putin's spokesman"."""
    return not name.person or len({entry.actor.id for entry in name.entries}) == 1


def _with_titles(words: Words, spans: Sequence[PersonSpan], names: Sequence[Name]) -> list[Named]:
    by_end = {name.end: name for name in names}
    by_start = {name.start: name for name in names if not name.person}
    return [_named(words, span, by_end, by_start) for span in spans]


def _named(words: Words, span: PersonSpan, by_end: Mapping[int, Name], by_start: Mapping[int, Name]) -> Named:
    title = title_before(words, span.start, by_end)
    told = apposition_after(words, span.end, by_start)
    if told is not None:
        after = Title(span.end, told.end, told.noun, told.role, told.sponsor, told.affiliation, told.former)
        return Named(span, title, after)
    of = span.end + 1 + (words.word(span.end + 1) == "the")
    if words.word(span.end) == "of" and (state := by_start.get(of)) is not None:
        return Named(span, title, Title(span.end, state.end, None, sponsor=state))  # "President Jane Roe of Kenya"
    if title is None and words.word(span.start - 1) == ",":
        before = title_before(words, span.start - 1, by_end)  # "Kenya's president, Jane Roe"
        return Named(span, None, before if before and before.sponsor and before.noun else None)
    return Named(span, title, None)


def _is_placed(words: Words, item: Named) -> bool:
    """Whether what the model took for a person stands where a place would: "fighting in Example Town"."""
    if item.title is not None or item.told is not None:
        return False
    root = words.root(item.span.start, item.span.end)
    if words.dep[root] == "conj":
        root = words.head[root]
    if words.dep[root] == "pobj":
        preposition = words.head[root]
        land = lexicon().noun_ending(words.lower, words.head[preposition] + 1)
        city = words.lower[preposition] == "of" and land is not None and land[1].category is Category.LAND
        return city or words.lower[preposition] in PLACING
    return words.dep[root] == "dobj" and words.doc[words.head[root]].lemma_ in {"enter", "leave", "reach", "capture"}


def _missed(words: Words, people: People, named: Sequence[Named], names: Sequence[Name]) -> Iterator[Named]:
    """Places where the model missed the surname of somebody named in full."""
    taken = {i for item in named for i in range(item.span.start, item.span.end)}
    taken |= {i for name in names for i in range(name.start, name.end)}
    known = lexicon()
    by_end = {name.end: name for name in names}
    for i, lower in enumerate(words.lower):
        if i in taken or words.tag[i] not in SURNAME_TAGS or not words.capital(i) or not people.known_surname(lower):
            continue
        beside = [
            k for k in (i - 1, i + 1) if 0 <= k < len(words) and words.tag[k] in {"NNP", "NNPS"} and k not in taken
        ]
        if any(words.capital(k) and known.noun_ending(words.lower, k + 1, after=k) is None for k in beside):
            continue
        joined = i > 1 and words.text[i - 1] == "-" and not words.doc[i - 2].whitespace_
        span = PersonSpan(i - 2 if joined else i, i + 1)
        yield Named(span, title_before(words, i, by_end), None)


def _tell_all(person: Person, item: Named, gazetteer: Gazetteer, words: Words) -> None:
    for title in (item.title, item.told):
        if title is None:
            continue
        sponsor = _sponsor(title, gazetteer)
        tell(person, title, sponsor)
        if person.known is None and sponsor and title.noun and title.noun.post and not title.former:
            holder = gazetteer.office_holder(title.noun.lemma, sponsor.id, on=words.on)
            if holder is not None and _is_called(holder, person):
                person.known = holder


def _is_called(holder: Actor, person: Person) -> bool:
    """Whether a name of the document can be the holder's: "Sergei V. Example" for "Sergey Example"."""
    tokens = [part.casefold() for part in surface_words(holder.person or "")]
    return person.tokens[-1] in tokens or (len(person.tokens) > 1 and person.tokens[0] == tokens[0] == tokens[-1])


def _sponsor(title: Title, gazetteer: Gazetteer) -> Actor | None:
    if title.sponsor is not None:
        return title.sponsor.entries[0].actor
    implied = lexicon().implied
    for word in (title.noun.lemma if title.noun else "", (title.role or "").casefold()):
        if word in implied:
            return gazetteer.actor(implied[word])
    return None


def _mention(words: Words, gazetteer: Gazetteer, item: Named, person: Person) -> Mention:
    start = item.title.start if item.title else item.span.start
    end, actor = item.span.end, person.actor()
    state = gazetteer.actor(actor.id)
    body = persons_body(words, end)
    if body is not None and state is not None:
        return Mention(start, body[0], (state,), Form.NOMINAL, body[1])
    told = item.title or item.told
    noun = told.noun if told and told.noun and told.noun.category is not Category.COURTESY else None
    if words.word(start) in POSSESSIVES:
        start += 1
    return Mention(start, end, (actor,), Form.PERSON, noun, person.role, person.affiliation, person.gender)
