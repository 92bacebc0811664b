"""Acts as the trained heads see them, joined with those that the lexicon finds.

Comes in: the lexicon's acts and the heads' `Scores`. Goes out: acts. A word that the heads are sure of is an act though
no row has it, if it has two parties; a side that a frame leaves empty is who the heads see there; and each act has the
heads' confidence that its trigger names one. What the lexicon finds is not taken back: that lost more than it mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from onrecord.ontology.plover_lexicon import ANY, usual_entry
from onrecord.reading.events.act import Act
from onrecord.reading.events.frames import first_entry
from onrecord.reading.events.heads import Scores
from onrecord.reading.events.roles import Participants, participants, unique
from onrecord.reading.events.setting import party
from onrecord.reading.events.syntax import prepositional, subjects, support_verb
from onrecord.reading.events.tagging import ACTS, may_name
from onrecord.reading.events.words import lemma, word_set
from onrecord.types import Actor, EventType

#: An act of one type, though the lexicon has no row for it.
SURELY_ONE = 0.6
#: Somebody takes part.
TAKES_PART = 0.5
#: The same of an act that no row has, which is one only if it has two parties.
TAKES_PART_IN_UNLISTED = 0.25
#: What both sides do, also where a verb names one of them.
BOTH_TAKE_PART = frozenset({EventType.CONSULT, EventType.AGREE})
#: How many words from its trigger a party is looked for: a sentence is longer only where it is a list.
REACH = 150
WORDS = frozenset({"VERB", "NOUN", "PROPN", "ADJ"})


def judged(act: Act, scores: Scores) -> Act:
    """An act of the lexicon with the heads' confidence that its trigger names one."""
    return replace(act, confidence=scores.confidence(act.trigger))


def added(doc: Doc, known: Iterable[Act], scores: Scores) -> Iterator[Act]:
    """Acts of words that no row of the lexicon has found."""
    taken = {token.i for act in known for token in (act.trigger, act.carrier) if token is not None}
    for index in scores.triggers(SURELY_ONE):
        token = doc[index]
        if index in taken or token.pos_ not in WORDS or _only_tells_of_one(token) or _is_none(token):
            continue
        kinds = scores.act(token)[1:]
        if kinds.max() < SURELY_ONE:
            continue
        kind = EventType(ACTS[int(kinds.argmax())])
        noun = token.pos_ != "VERB"
        entry = usual_entry(kind, noun=noun)
        carrier = support_verb(token) if noun else None
        if carrier is not None and carrier.i in taken:
            continue
        yield Act(
            trigger=token,
            entry=entry,
            kind=kind,
            mode=None,
            sides=_undergone(token) if is_undergone(token, kind) else participants(token, entry),
            carrier=carrier,
            confidence=scores.confidence(token),
        )


def is_undergone(verb: Token, kind: EventType) -> bool:
    """Whether a verb names what its subject has done to it: "sustained losses", but not "sustained talks"."""
    return kind in (EventType.ASSAULT, EventType.COERCE) and lemma(verb) in word_set("undergoing")


def _undergone(verb: Token) -> Participants:
    """The sides of what a verb's subject has done to it: "Chile sustained losses from Peru's raids"."""
    doing = unique(actor for word in prepositional(verb, "from") for actor in party(word))
    return Participants(actors=doing, recipients=unique(actor for word in subjects(verb) for actor in party(word)))


def _only_tells_of_one(token: Token) -> bool:
    """Whether a word says of another act whether it came about, and names none: "failed", "postponed"; or of nothing:
    "turned out"."""
    particles = (f"{lemma(token)}_{child.lower_}" for child in token.children if child.dep_ == "prt")
    return lemma(token) in word_set("steering") or not word_set("idioms").isdisjoint((lemma(token), *particles))


def _is_none(token: Token) -> bool:
    """Whether a row of the lexicon says that the word, as it is used, names no act."""
    entry = first_entry(token)
    return entry is not None and entry.kind is None


def sides_of(act: Act, scores: Scores) -> Participants:
    """Who the heads see on both sides of an act, of those that words around it name."""
    near = (token for token in candidates_near(act.trigger) if token.i != act.trigger.i)
    words = [token for token in near if not _only_tells_of_it(token, act.trigger)]
    chances = scores.roles(act.trigger, words)
    floor = TAKES_PART_IN_UNLISTED if act.entry.lemma == ANY else TAKES_PART
    givers = [word for word, (giver, taker) in zip(words, chances, strict=True) if giver >= max(floor, taker)]
    takers = [word for word, (giver, taker) in zip(words, chances, strict=True) if taker >= floor and taker > giver]
    actors = unique(actor for word in givers for actor in party(word))
    known = {actor.id for actor in actors}
    recipients = unique(actor for word in takers for actor in party(word) if actor.id not in known)
    return Participants(actors=actors, recipients=recipients)


def _only_tells_of_it(word: Token, trigger: Token) -> bool:
    """Whether a word names who says what the trigger is part of: "according to Oslo", and of no state "..., says Jane
    Roe"."""
    if word.dep_ == "pobj" and word.head.lower_ == "to" and word.head.head.lower_ == "according":
        return True
    if word.dep_ != "nsubj" or lemma(word.head) not in word_set("speaking") or not word.head.is_ancestor(trigger):
        return False
    return all(actor.person is not None and actor.id == actor.person for actor in party(word))


def with_sides(act: Act, seen: Participants) -> Act:
    """The act with a side that the frame leaves empty filled by who is seen there."""
    known, found = act.sides, seen
    if act.entry.joint:
        if act.trigger.pos_ == "VERB" and known.actors and act.kind not in BOTH_TAKE_PART:
            return act
        everyone = unique((*known.actors, *found.actors, *found.recipients)) if len(known.actors) < 2 else known.actors
        return replace(act, sides=Participants(actors=everyone))
    actors = known.actors or _without(found.actors, known.recipients)
    recipients = known.recipients or _without(found.recipients, actors)
    if act.entry.lemma == ANY and act.kind in BOTH_TAKE_PART and not recipients:
        actors = unique((*actors, *found.actors))  # "spoke" may be told of both alike
    return replace(act, sides=Participants(actors=actors, recipients=recipients))


def _without(side: Sequence[Actor], other: Sequence[Actor]) -> tuple[Actor, ...]:
    ids = {actor.id for actor in other}
    return tuple(actor for actor in side if actor.id not in ids)


def candidates_near(trigger: Token) -> list[Token]:
    """The words of a trigger's sentence, not too far from it, that may name somebody."""
    sentence: Span = trigger.sent
    first, last = max(sentence.start, trigger.i - REACH), min(sentence.end, trigger.i + REACH + 1)
    return [token for token in trigger.doc[first:last] if may_name(token)]


def is_open(act: Act) -> bool:
    """Whether a side of an act could still be filled by who is seen there."""
    known = act.sides
    return len(known.actors) < 2 if act.entry.joint else not (known.actors and known.recipients)
