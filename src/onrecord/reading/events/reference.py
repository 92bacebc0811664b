"""Acts that speak of another act of their report: "the visit", "talks resumed", "the attack, in which 20 were killed".

Comes in: acts in the order of the text. Goes out: the same acts, those without parties, or with one of them alone, with
the parties of the act that they speak of. It finds no acts, and asks no trained head.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from spacy.tokens import Token

from onrecord.ontology.plover_lexicon import word_class
from onrecord.reading.annotations import sentence_number
from onrecord.reading.events.act import Act
from onrecord.reading.events.frames import is_definite
from onrecord.reading.events.parties import VIOLENT
from onrecord.reading.events.roles import Participants, ids_of, is_foreign, of_both
from onrecord.reading.events.syntax import children, is_passive, modifiers, objects, owners, subjects
from onrecord.reading.events.words import lemma, word_set
from onrecord.types import EventType

REACH = 5
REACH_BY_NAME = 15
MEMORY = 12


def with_earlier_parties(acts: list[Act]) -> list[Act]:
    """Give a definite noun without parties ("the visit", "this meeting"), or with one of them alone, those of an
    earlier act of its type: of a meeting, those most met so far, else of the last one. It must stand in one of the
    sentences just before, or, when a party is named, not far.
    """
    earlier: dict[EventType, list[Act]] = {}
    known_sides: dict[int, Participants] = {}
    named_again: dict[str, Participants] = {}
    result: list[Act] = []
    for act in acts:
        recent = earlier.setdefault(act.kind, [])
        if fitting := _fitting(act, recent):
            act = replace(act, sides=_meant(act.kind, fitting))
        elif not act.sides.all and (occasion := _occasion(act)) is not None and occasion.i in known_sides:
            act = replace(act, sides=Participants(actors=known_sides[occasion.i].all))
        elif (told := named_again.get(lemma(act.trigger))) is not None and _is_named_again(act, told):
            act = replace(act, sides=of_both(act.sides, told))
        elif (attack := _came_in(act.trigger)) is not None and attack.i in known_sides and act.kind in VIOLENT:
            act = replace(act, sides=of_both(act.sides, known_sides[attack.i]))
        known_sides[act.trigger.i] = act.sides
        if act.trigger.pos_ == "NOUN" and act.sides.all:
            named_again[lemma(act.trigger)] = act.sides
        if is_foreign(act.sides.all):
            recent.append(act)
            del recent[:-MEMORY]
        result.append(act)
    return result


def _is_named_again(act: Act, told: Participants) -> bool:
    """Whether a definite noun of something violent, which does not say to whom it was done, names what the same noun
    named before: "the killing"."""
    if act.kind not in VIOLENT or act.trigger.pos_ != "NOUN" or act.sides.recipients or not is_definite(act.trigger):
        return False
    return not act.sides.actors or not told.actors or ids_of(act.sides.actors) == ids_of(told.actors)


def _came_in(verb: Token) -> Token | None:
    """The attack in which a passive came about: "an attack during which 200 people were killed"."""
    if verb.pos_ != "VERB" or verb.dep_ != "relcl" or not is_passive(verb):
        return None
    which = (inner for word in verb.lefts if word.dep_ == "prep" for inner in children(word, "pobj"))
    return verb.head if any(inner.lower_ == "which" for inner in which) else None


def _fitting(act: Act, recent: list[Act]) -> list[Participants]:
    """The parties of earlier acts that a noun may speak of; of its own mode (visits) if there are such."""
    reach = REACH_BY_NAME if act.sides.all else REACH
    sentence = _sentence(act)
    near = [
        other
        for other in recent
        if sentence - _sentence(other) <= reach and _lends(other, act) and _refers_back(act, other.sides)
    ]
    if _is_new(act):
        near = [other for other in near if not any(word.like_num for word in modifiers(other.trigger))]
    same = [other for other in near if other.mode == act.mode]
    return [other.sides for other in same or near]


def _lends(other: Act, act: Act) -> bool:
    """Whether an act may tell who takes part in another one: a body that met alone only under the same name, as "the G7
    summit" is no "talks"; of "the treaty, signed in May" no verb of what is no accord, as who "exchanged notes"."""
    if act.trigger.pos_ == other.trigger.pos_ == "VERB" and _about(other.trigger).isdisjoint(word_class("accord")):
        return False
    return len(other.sides.all) > 1 or lemma(other.trigger) == lemma(act.trigger)


def _about(verb: Token) -> set[str]:
    """The nouns that something is done to, also "the treaty" of "the treaty, signed in May"."""
    described = [verb.head] if verb.dep_ in ("acl", "relcl") else []
    return {lemma(noun) for noun in [*objects(verb), *subjects(verb), *described] if noun.pos_ in ("NOUN", "PROPN")}


def _sentence(act: Act) -> int:
    return sentence_number(act.trigger.doc, act.trigger.idx)


def _is_new(act: Act) -> bool:
    """Whether it speaks of something new, and so of no treaty of 1961."""
    nouns = objects(act.trigger) if act.trigger.pos_ == "VERB" else [act.trigger]
    return any(word.lower_ in ("new", "fresh", "another") for noun in nouns for word in modifiers(noun))


def _meant(kind: EventType, fitting: list[Participants]) -> Participants:
    """The parties that a noun without its own means: those most often told, the latest among equals."""
    if kind is not EventType.CONSULT:
        return fitting[-1]
    counts = Counter(frozenset(ids_of(sides.all)) for sides in fitting)
    most = max(counts.values())
    return next(sides for sides in reversed(fitting) if counts[frozenset(ids_of(sides.all))] == most)


def _occasion(act: Act) -> Token | None:
    """The word for another act at which this one takes place: "the summit ended in a pact"."""
    if act.trigger.pos_ == "VERB" or not act.entry.joint:
        return None
    verb = act.trigger.head.head if act.trigger.dep_ == "pobj" else act.trigger.head
    return next((token for token in subjects(verb) if token.pos_ == "NOUN"), None) if verb.pos_ == "VERB" else None


def _refers_back(act: Act, earlier: Participants) -> bool:
    """Whether a noun without parties, or with one of them alone, speaks of the earlier act."""
    if act.trigger.pos_ == "VERB":
        return act.kind is EventType.AGREE and act.entry.joint and not act.sides.all and is_passive(act.trigger)
    if is_foreign(act.sides.all) or not (is_definite(act.trigger) or _is_bare(act)):
        return False
    strange = any(lemma(owner) not in word_set("agents") and owner.pos_ != "PRON" for owner in owners(act.trigger))
    if strange and not act.sides.actors:
        return False
    if act.entry.joint or not earlier.recipients:
        return ids_of(act.sides.all) <= ids_of(earlier.all)

    sides = (act.sides.actors, earlier.actors), (act.sides.recipients, earlier.recipients)
    return all(ids_of(own) <= ids_of(other) for own, other in sides)


def _is_bare(act: Act) -> bool:
    """Whether a word for a joint act has no article: "talks resumed"; of "a meeting" it is not known which it is."""
    articles = ("a", "an", "any", "another", "some", "no")
    return act.entry.joint and not any(word.lower_ in articles for word in act.trigger.lefts)


def with_later_parties(acts: list[Act]) -> list[Act]:
    """Give joint acts of which one party is known, or none ("Talks resume in Geneva", above a report), the parties of
    the first act after them that can be meant."""
    later: dict[EventType, Act] = {}
    result: list[Act] = []
    for act in reversed(acts):
        known = later.get(act.kind)
        if known is not None and act.trigger.pos_ != "VERB" and act.entry.joint and _means_the_same(act, known):
            act = replace(act, sides=known.sides)
        elif act.entry.joint and is_foreign(act.sides.all):
            later[act.kind] = act
        result.append(act)
    return result[::-1]


def _means_the_same(act: Act, known: Act) -> bool:
    near = _sentence(known) - _sentence(act) <= REACH or lemma(known.trigger) == lemma(act.trigger)
    return near and _lends(known, act) and _refers_back(act, known.sides)
