"""Who does it and who has it done to them.

Comes in: a trigger and the lexicon row that it matched. Goes out: `Participants`, actors and recipients as far as the
sentence names them. A party that is not known stays out; nothing is guessed from the rest of the document here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.ontology.plover_lexicon import Entry
from onrecord.reading.actors import actors_of
from onrecord.reading.events.frames import prepositional_phrases
from onrecord.reading.events.syntax import (
    children,
    is_verb,
    modifiers,
    objects,
    owners,
    prepositional,
    subjects,
    support_verb,
)
from onrecord.reading.events.words import word_set
from onrecord.types import Actor, ActorKind, EventType

JOINT_SIDES = ("with", "between", "among", "of", "by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Participants:
    """Both sides of an act, each in the order of the text and without doubles."""

    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()

    @property
    def all(self) -> tuple[Actor, ...]:
        return self.actors + self.recipients


def participants(trigger: Token, entry: Entry) -> Participants:
    """Actors and recipients of an act."""
    if entry.joint:
        return Participants(actors=_joint(trigger))
    actors = _unique(
        actor for slot in entry.givers for token in _slot(trigger, slot) for actor in actors_of(token.doc, token)
    )
    takers: list[Actor] = []
    for slot in entry.takers:
        for token in _slot(trigger, slot):
            takers += actors_of(token.doc, token) or _concerned(token)
    if trigger.pos_ != "VERB":
        addressed, inviter = _taken_up(trigger, entry)
        takers += addressed
        actors = actors or inviter
    known = {(actor.id, actor.person) for actor in actors} | {(actor.id, None) for actor in actors}
    return Participants(
        actors=actors, recipients=_unique(actor for actor in takers if (actor.id, actor.person) not in known)
    )


def enough(entry: Entry, found: Participants) -> bool:
    """Whether as many are known as the row needs."""
    if entry.needs == "actor":
        return bool(found.actors)
    if entry.needs == "recipient":
        return bool(found.recipients)
    if entry.needs == "foreign":
        return is_foreign(found.all)
    return bool(found.all)


def is_foreign(actors: Iterable[Actor]) -> bool:
    """Whether more than one party, or a body that is no state, takes part."""
    known = tuple(actors)
    return len({actor.id for actor in known}) > 1 or any(
        actor.kind in (ActorKind.ORGANISATION, ActorKind.ARMED_GROUP) for actor in known
    )


def _unique(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    found: dict[str, Actor] = {}
    for actor in actors:
        if actor.id not in found or (found[actor.id].person is None and actor.person is not None):
            found[actor.id] = actor
    return tuple(found.values())


def _joint(trigger: Token) -> tuple[Actor, ...]:
    tokens = _slot(trigger, "subj")
    if trigger.pos_ == "VERB":
        tokens = tokens + objects(trigger)
    for preposition in JOINT_SIDES:
        tokens = tokens + prepositional_phrases(trigger, preposition)
    if trigger.pos_ == "VERB":
        for noun in objects(trigger):
            for preposition in ("with", "between"):
                tokens = tokens + prepositional(noun, preposition)
    found = _unique(actor for token in tokens for actor in actors_of(token.doc, token))
    if trigger.pos_ != "VERB" and len(found) == 1 and prepositional(trigger, "with"):
        found = _unique(
            found + tuple(actor for token in _clause_subjects(trigger) for actor in actors_of(token.doc, token))
        )
    return found


def _clause_subjects(noun: Token) -> list[Token]:
    """The subjects of the clause that a noun phrase stands in: "Blinken spoke after talks with Lavrov"."""
    for ancestor in noun.ancestors:
        if is_verb(ancestor):
            return subjects(ancestor)
    return []


def _slot(trigger: Token, slot: str) -> list[Token]:
    if slot == "subj":
        return subjects(trigger) if is_verb(trigger) else _noun_subjects(trigger)
    if slot == "obj":
        return objects(trigger)
    if slot == "dat":
        return children(trigger, "dative")
    if slot == "objposs":
        return [owner for token in objects(trigger) for owner in owners(token) + _named_modifiers(token)]
    if slot in ("comp", "compobj"):
        return _of_complement(trigger, of_object=slot == "compobj")
    if slot == "for":
        return prepositional_phrases(trigger, "for") + _for_clause(trigger)
    if slot == "compound":
        return [token for token in _named_modifiers(trigger) if token.dep_ == "compound"]
    return prepositional_phrases(trigger, slot)


def _of_complement(trigger: Token, *, of_object: bool) -> list[Token]:
    found: list[Token] = []
    for clause in trigger.rights:
        if clause.dep_ in ("ccomp", "xcomp") and is_verb(clause):
            if of_object:
                found += objects(clause) + prepositional_phrases(clause, "to")
            else:
                found += [token for token in children(clause, "nsubj", "nsubjpass") if token.tag_ not in ("WDT", "WP")]
    return found


def _for_clause(trigger: Token) -> list[Token]:
    """ "called for Turkey to halt": the parser makes a clause of it."""
    return [
        subject
        for clause in trigger.rights
        if clause.dep_ in ("ccomp", "advcl", "xcomp") and any(child.lower_ == "for" for child in clause.lefts)
        for subject in children(clause, "nsubj")
    ]


def _named_modifiers(noun: Token) -> list[Token]:
    return [
        token for token in modifiers(noun) if token.pos_ in ("PROPN", "ADJ", "NOUN") and actors_of(token.doc, token)
    ]


def _noun_subjects(noun: Token) -> list[Token]:
    own = [token for token in owners(noun) if actors_of(token.doc, token)] or _named_modifiers(noun)
    own = own + prepositional(noun, "by")
    if own:
        return own
    if noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        return _noun_subjects(noun.head)
    if (verb := support_verb(noun)) is not None and verb.lemma_ not in word_set("receiving"):
        return subjects(verb)
    verb = noun.head
    if noun.dep_ in ("dobj", "nsubjpass") and is_verb(verb) and _carries(verb):
        return subjects(verb)
    return []


def _taken_up(noun: Token, entry: Entry) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who has a request put to them, and who put it, in "declined an invitation to visit Pyongyang": an invitation to
    come is its host's."""
    verb = noun.head
    if entry.kind is not EventType.REQUEST or noun.dep_ != "dobj" or verb.lemma_ not in word_set("receiving"):
        return (), ()
    addressed = _unique(actor for token in subjects(verb) for actor in actors_of(token.doc, token))
    hosts: list[Token] = []
    if entry.mode == "meet":
        for clause in children(noun, "acl"):
            hosts += objects(clause) + prepositional(clause, "to")
        hosts += prepositional(noun, "to")
    return addressed, _unique(actor for token in hosts for actor in actors_of(token.doc, token))


def _carries(verb: Token) -> bool:
    """Whether a verb's subject also does what its object names."""
    lemma = verb.lemma_
    return lemma not in word_set("receiving") and (lemma in word_set("support") or lemma in word_set("carrying"))


def _concerned(token: Token) -> tuple[Actor, ...]:
    """The actors that a thing is of: "Russia's invasion", "the memorandum between Turkey and Libya"."""
    tokens = owners(token) + _named_modifiers(token)
    for preposition in ("by", "of", "between", "with"):
        tokens = tokens + prepositional(token, preposition)
    return _unique(actor for inner in tokens for actor in actors_of(token.doc, inner))
