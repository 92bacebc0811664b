"""One mention of actors while a document is being read, in tokens.

Comes in and goes out: `Mention`, the value that the steps of finding actors hand to each other. What the rest of the
reader sees is `onrecord.types.ActorMention`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from onrecord.reading.actors.lexicon import Noun
from onrecord.types import Actor, ActorKind


class Form(StrEnum):
    """How a mention names its actors."""

    NAME = "name"
    ADJECTIVE = "adjective"
    METONYM = "metonym"
    PERSON = "person"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"
    DEFINITE = "definite"


class Mention(NamedTuple):
    """Tokens that denote actors. ``noun`` is the head noun of a nominal and of a person's title; ``gender`` is a
    person's, where it is known."""

    start: int
    end: int
    actors: tuple[Actor, ...]
    form: Form
    noun: Noun | None = None
    role: str | None = None
    affiliation: str | None = None
    gender: str | None = None

    @property
    def plural(self) -> bool:
        return len(self.actors) > 1 or (self.noun is not None and self.noun.plural)

    @property
    def is_person(self) -> bool:
        return len(self.actors) == 1 and self.actors[0].kind is ActorKind.PERSON

    @property
    def is_group(self) -> bool:
        """Whether it denotes people who do not act for the state that they are named with."""
        return self.actors[0].kind is ActorKind.GROUP


def distinct(actors: tuple[Actor, ...] | list[Actor]) -> tuple[Actor, ...]:
    """The actors without repetition; a person after the bare state that they act for is kept beside it."""
    return tuple(dict.fromkeys(actors))
