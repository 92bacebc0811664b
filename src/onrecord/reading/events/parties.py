"""Parties that other words of a report tell: a noun without its own ("talks resumed", "the strikes") has its fellows'.

Comes in: acts in the order of the text, each with the parties of its own clause. Goes out: `Told`, which finds a side
that is empty from acts of the same type, when these agree on who it is; `of_sentence`, the two powers that a sentence
names; and `named`, names that the words give and nobody knows. It decides nothing about which acts are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from onrecord.reading.annotations import sentence_number
from onrecord.reading.events.setting import setting_of
from onrecord.types import Actor, ActorKind, EventType

ENTITIES = {"PERSON": ActorKind.PERSON, "ORG": ActorKind.ORGANISATION, "NORP": ActorKind.GROUP}
VIOLENT = frozenset({EventType.ASSAULT, EventType.SANCTION, EventType.AID})

Side = tuple[Actor, ...]


@dataclass(slots=True)
class Told:
    """What a report tells of the parties of acts, by type: both sides of directed ones, and who takes part in joint
    ones."""

    directed: dict[EventType, Counter[tuple[frozenset[str], frozenset[str]]]] = field(default_factory=dict)
    joint: dict[EventType, Counter[frozenset[str]]] = field(default_factory=dict)
    known: dict[frozenset[str], Side] = field(default_factory=dict)

    def note(self, kind: EventType, actors: Side, recipients: Side, *, joint: bool) -> None:
        """An act has its parties."""
        if joint and len(actors) > 1:
            self.joint.setdefault(kind, Counter())[self._key(actors)] += 1
        elif not joint and actors and recipients:
            self.directed.setdefault(kind, Counter())[self._key(actors), self._key(recipients)] += 1

    def _key(self, side: Side) -> frozenset[str]:
        key = ids(side)
        self.known.setdefault(key, side)
        return key

    def partners(self, kind: EventType, known: Side) -> Side:
        """Those of a joint act of this type among whom ``known`` are; () when acts of it tell of several such."""
        fitting = [key for key in self.joint.get(kind, ()) if ids(known) <= key]
        return self.known[fitting[0]] if len(fitting) == 1 else ()

    def counterpart(self, kind: EventType, actors: Side, recipients: Side) -> tuple[Side, Side]:
        """Both sides of acts of this type that fit the sides known; both empty when they do not agree."""
        fitting = [
            (givers, takers)
            for givers, takers in self.directed.get(kind, ())
            if ids(actors) <= givers and ids(recipients) <= takers
        ]
        if len(fitting) != 1:
            return (), ()
        givers, takers = fitting[0]
        return actors or self.known[givers], recipients or self.known[takers]


def ids(actors: Iterable[Actor]) -> frozenset[str]:
    """The ids of a side."""
    return frozenset(actor.id for actor in actors)


def of_sentence(trigger: Token, known: Side) -> Side:
    """The two powers that a sentence names, when just two are and ``known`` are among them."""
    powers = setting_of(trigger.doc).by_sentence.get(sentence_number(trigger.doc, trigger.idx), ())
    return powers if len(powers) == 2 and ids(known) <= ids(powers) else ()


def named(tokens: Sequence[Token]) -> Side:
    """The names of persons, bodies and peoples that head phrases and that nobody knows."""
    found: dict[str, Actor] = {}
    for token in tokens:
        kind = ENTITIES.get(token.ent_type_)
        if kind is None or token.pos_ not in ("PROPN", "NOUN"):
            continue
        name = next((span.text for span in token.sent.ents if span.start <= token.i < span.end), token.text)
        name = name.removeprefix("the ").removeprefix("The ").removesuffix("'s").removesuffix("’s")
        found[name] = Actor(id=name, name=name, kind=kind, person=name if kind is ActorKind.PERSON else None)
    return tuple(found.values())
