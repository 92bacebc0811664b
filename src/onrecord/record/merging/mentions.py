"""What merging looks at in a mention.

Comes in: rows of the table ``events``, with the ids of the actors that their sentences name. Goes out: `Mention`, one
for each trigger, whichever and how many holders take a view of it. It compares nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from onrecord.record.merging.kinds import kind_of, ordinal_of, step_of
from onrecord.record.rows import ids_in
from onrecord.types import Tense

RATIFICATION = "AGREE ratification"
JOINT = frozenset({"CONSULT encounter", "CONSULT call", "AGREE pact", RATIFICATION, "ASSAULT war"})
"""Families in which it does not matter who comes first, and in which parties and day are enough to tell the event."""

_PLAIN = """
    about above after again against ahead almost along already also although always amid among another around because
    been before being between both called came could country countries days does down during each earlier early even
    ever expected first following former from further government have having held here high hours however including
    into its itself just last late later leader leaders like likely made make many meanwhile might military minister
    ministers ministry more most much must near never news next nine only other others over part people president
    prime recent recently report reported reports said same saying says second several should show since some soon
    spokesman spokesperson spokeswoman state statement states still such take taken than that their them then there
    these they this those three through time today told took toward towards under united until upon very want wants
    week weeks well were what when where whether which while will with within without would year years yesterday
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december
"""
PLAIN_WORDS = frozenset(_PLAIN.split())
"""Words that tell no event from another."""

STEM = 6
"""Letters by which words are compared, so that "nuclear" and "nukes" differ and "strike" and "strikes" do not."""

NOBODY: frozenset[tuple[str, str]] = frozenset()

_WORD = re.compile(r"[^\W\d_]{4,}")


class Block(NamedTuple):
    """Mentions can only be of one event when they share a block: a family of acts and who takes part in them."""

    family: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Mention:
    """One trigger: what it tells of its event, and where it stands.

    Attributes:
        ids: Ids of the event mentions at the trigger, one for each holder.
        actors: Ids of those who do it; in a joint family, of all who take part.
        recipients: Ids of those it is done to; empty in a joint family.
        named: Ids of the others whom the sentence names, where a side is missing.
        persons: Who acts for whom: pairs of an actor's id and a person.
        course: From whom to whom, for visits; else None.
        noun: Whether the trigger is a noun that may recall or foresee; None when unknown.
        first: First day that the event can be; None: open or not told.
        last: Last day.
        dated: Whether any date is told.
        words: Telling words of the sentence, cut to `STEM` letters; none in a joint family, which needs none.
    """

    ids: tuple[str, ...]
    document_id: str
    published: date
    start: int
    end: int
    family: str
    kind: str
    noun: bool | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    named: frozenset[str]
    persons: frozenset[tuple[str, str]]
    course: tuple[str, str] | None
    step: str | None
    ordinal: int | None
    tense: Tense
    first: date | None
    last: date | None
    dated: bool
    words: frozenset[str]

    @property
    def order(self) -> tuple[date, str, int, int, str]:
        """By day, document and place in the text."""
        return self.published, self.document_id, self.start, self.end, self.ids[0]

    @property
    def joint(self) -> bool:
        return self.family in JOINT

    @cached_property
    def block(self) -> Block:
        """Where it belongs by those who are told to take part."""
        return Block(self.family, self.actors, self.recipients)

    @cached_property
    def aspects(self) -> dict[str, Any]:
        """What of one event can only be one way, as far as the mention tells it."""
        day = self.first if self.first == self.last else None
        parts = {"day": day, "course": self.course, "step": self.step, "ordinal": self.ordinal}
        return {name: value for name, value in parts.items() if value is not None}

    @cached_property
    def persons_by_actor(self) -> dict[str, set[str]]:
        """Persons by the actor that they act for."""
        by_actor: dict[str, set[str]] = {}
        for actor, person in self.persons:
            by_actor.setdefault(actor, set()).add(person)
        return by_actor

    @cached_property
    def one_sided(self) -> bool:
        """Whether somebody is missing: just one party is told, or nobody on one side."""
        return len(self.actors) == 1 if self.joint else bool(self.actors) != bool(self.recipients)

    @cached_property
    def wider_blocks(self) -> tuple[Block, ...]:
        """For a mention with one side missing: the blocks in which somebody whom the sentence names takes its place."""
        if not self.one_sided:
            return ()
        others = sorted(self.named - {*self.actors, *self.recipients})
        if self.joint:
            return tuple(Block(self.family, tuple(sorted((*self.actors, other))), ()) for other in others)
        if self.actors:
            return tuple(Block(self.family, self.actors, (other,)) for other in others)
        return tuple(Block(self.family, (other,), self.recipients) for other in others)


def mentions_of(rows: Iterable[Mapping[str, Any]]) -> list[Mention]:
    """The mentions that rows of the table ``events`` tell of, in the order of publication and of the text."""
    triggers: dict[tuple[str, int, int, str], list[Mapping[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: str(row["id"])):
        triggers.setdefault((row["document_id"], row["start"], row["end"], row["type"]), []).append(row)
    return sorted(map(_mention, triggers.values()), key=lambda mention: mention.order)


def _mention(rows: list[Mapping[str, Any]]) -> Mention:
    """One trigger; where holders' rows differ in anything but the view, the first by id tells."""
    row = rows[0]
    kind = kind_of(row["type"], row["mode"], row["quote"])
    family, step = _stepped(kind.family, kind.noun, row["quote"], row["context"])
    actors, recipients = set(row["actors"] or ()), set(row["recipients"] or ())
    if family in JOINT:
        actors, recipients, told = actors | recipients, set(), (actors, recipients)
    else:
        told = (actors, recipients)
    return Mention(
        ids=tuple(sorted({str(one["id"]) for one in rows})),
        document_id=row["document_id"],
        published=row["published"],
        start=row["start"],
        end=row["end"],
        family=family,
        kind=kind.kind,
        noun=kind.noun,
        actors=tuple(sorted(actors)),
        recipients=tuple(sorted(recipients)),
        named=frozenset(ids_in(row["named"])),
        persons=_persons(row, "actors", "actor_persons") | _persons(row, "recipients", "recipient_persons"),
        course=_course(kind.kind, *told),
        step=step,
        ordinal=ordinal_of(row["quote"], row["context"]),
        tense=Tense(row["tense"]),
        first=row["earliest"],
        last=row["latest"],
        dated=row["earliest"] is not None or row["latest"] is not None,
        words=frozenset() if family in JOINT else _telling_words(row),
    )


def _stepped(family: str, noun: bool | None, trigger: str, sentence: str) -> tuple[str, str | None]:
    """A treaty that is signed is one step; what parliaments and heads of state then do with it are others, whatever
    the verb, and a noun in such a sentence is its object."""
    if family not in ("AGREE pact", RATIFICATION):
        return family, None
    step = step_of(trigger, sentence)
    own = family == RATIFICATION or step in ("law", "force") or (noun and (step or "ratif" in sentence.casefold()))
    return (RATIFICATION, step) if own else (family, None)


def _course(kind: str, actors: set[str], recipients: set[str]) -> tuple[str, str] | None:
    if kind not in ("visit", "arrival") or len(actors) != 1 or len(recipients) != 1:
        return None
    return next(iter(actors)), next(iter(recipients))


def _persons(row: Mapping[str, Any], ids: str, persons: str) -> frozenset[tuple[str, str]]:
    if not any(row[persons] or ()):
        return NOBODY
    told = zip(row[ids] or (), row[persons] or (), strict=True)
    return frozenset((actor, person) for actor, person in told if person)


def _telling_words(row: Mapping[str, Any]) -> frozenset[str]:
    names = " ".join(filter(None, [*(row["actor_names"] or ()), *(row["recipient_names"] or ()), row["quote"]]))
    return _stems(row["context"]) - {word[:STEM] for word in _WORD.findall(names.casefold())}


@lru_cache(maxsize=1000)
def _stems(sentence: str) -> frozenset[str]:
    """The words of a sentence that tell events apart; the mentions of one sentence come one after the other."""
    return frozenset(word[:STEM] for word in _WORD.findall(sentence.casefold()) if word not in PLAIN_WORDS)
