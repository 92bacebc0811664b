"""What "the visit", "the talks", "the treaty", "I" and "we" stand for, so that a sentence can be read on its own.

Comes in: a parsed ``Doc`` with statements, events and agreements, and a bare noun phrase or a pronoun. Goes out: words
to put in its place ("Vladimir Putin’s visit to North Korea"), or None where the document leaves open which is meant.
Names are those of the actors; nothing is added that the document does not tell.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.gazetteer import load_gazetteer
from onrecord.reading.agreements.lexicon import head_lemma
from onrecord.reading.annotations import characters
from onrecord.reading.forecasts.lookup import events_in, innermost
from onrecord.types import Actor, Agreement, EventMention, EventType, HolderKind, StatementKind

_VISITS = frozenset({"visit", "trip", "tour", "journey"})
_MEETINGS = frozenset({"meeting", "summit", "talk", "negotiation", "dialogue"})
_NEAR = 6000
_DETERMINERS = frozenset({"the", "this", "that", "these", "those"})


def speaker_words(doc: Doc, pronoun: Token) -> str | None:
    """Who "I" or "we" is in a direct quotation: the speaker, or the state that the speaker acts for."""
    statement = innermost(doc, characters(pronoun))
    if statement is None or statement.kind is not StatementKind.DIRECT:
        return None
    speaker = statement.speaker
    if pronoun.lower_ == "i":
        return speaker.name if speaker.kind is HolderKind.PERSON else None
    state = load_gazetteer().state(speaker.actor_ids[0]) if len(speaker.actor_ids) == 1 else None
    return state.name if state is not None else None


def referent(doc: Doc, noun: Token) -> str | None:
    """Words for a bare noun with an article ("the visit"); None when it says itself which it is, or nothing does."""
    before = list(noun.lefts)
    if len(before) != 1 or before[0].lower_ not in _DETERMINERS or before[0].i != noun.i - 1 or _is_specified(noun):
        return None
    lemma = noun.lemma_.lower()
    if lemma in _VISITS:
        return _visit(doc, noun, lemma)
    if lemma in _MEETINGS:
        return _meeting(doc, noun)
    return _agreement(doc, noun, head_lemma(noun))


def _is_specified(noun: Token) -> bool:
    return any(child.dep_ in ("prep", "acl", "relcl", "appos") and child.i == noun.i + 1 for child in noun.rights)


def _visit(doc: Doc, noun: Token, lemma: str) -> str | None:
    """The last visit before it that says who goes where, between the same states when it is known between which."""
    own = _states(_at(doc, noun))
    for event in reversed(events_in(doc, max(0, noun.idx - _NEAR), noun.idx)):
        if event.type is not EventType.CONSULT or len(event.actors) != 1 or len(event.recipients) != 1:
            continue
        if own and own != _states([event]):
            continue
        where = load_gazetteer().state(event.recipients[0].id)
        if where is not None and event.tense == "future":
            return f"{_named(event.actors[0])}’s {lemma} to {where.name}"
    return None


def _meeting(doc: Doc, noun: Token) -> str | None:
    own = next((event for event in _at(doc, noun) if len(event.actors) > 1), None)
    if own is None or not _told_before(doc, noun, own):
        return None
    names = [_named(actor) for actor in own.actors]
    return f"the {noun.text} between {', '.join(names[:-1])} and {names[-1]}"


def _told_before(doc: Doc, noun: Token, own: EventMention) -> bool:
    """Whether a meeting of the same is told of in other words before; else who meets is only a guess."""
    return any(
        event.type is EventType.CONSULT and len(event.actors) > 1 and _states([event]) == _states([own])
        for event in events_in(doc, max(0, noun.idx - _NEAR), noun.left_edge.idx)
        if event.evidence.quote.lower() != noun.lower_
    )


def _agreement(doc: Doc, noun: Token, lemma: str | None) -> str | None:
    """The one agreement of the document that such a noun can mean."""
    if lemma is None:
        return None
    made: tuple[Agreement, ...] = doc._.agreements
    fitting = [each for each in made if each.kind.split()[-1:] == [lemma]]
    if len(fitting) != 1 or len(fitting[0].parties) < 2 or _overlaps(fitting[0], noun):
        return None
    chosen = fitting[0]
    gazetteer = load_gazetteer()
    states = [_with_article(state.name) for id_ in chosen.parties if (state := gazetteer.state(id_)) is not None]
    if len(states) < 2:
        return None
    return f"the {chosen.kind} between {', '.join(states[:-1])} and {states[-1]}"


def _with_article(name: str) -> str:
    return f"the {name}" if name.startswith("United ") else name


def _overlaps(agreement: Agreement, noun: Token) -> bool:
    return agreement.evidence.span.overlaps(characters(noun)) and len(agreement.name.split()) > 2


def _at(doc: Doc, noun: Token) -> list[EventMention]:
    return [event for event in events_in(doc, noun.idx, noun.idx + 1) if event.evidence.span.start == noun.idx]


def _states(events: list[EventMention]) -> frozenset[str]:
    return frozenset(actor.id for event in events for actor in (*event.actors, *event.recipients))


def _named(actor: Actor) -> str:
    return actor.person or actor.name
