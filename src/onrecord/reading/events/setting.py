"""What a report is about, as far as its acts need it: whether it tells of several powers, and who "we" are.

Comes in: a ``Doc`` with actors and statements. Goes out: `Setting`, made once a document, and `party`, who a noun
phrase denotes, those who speak of themselves among them. It reads no grammar.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from onrecord.gazetteer import load_gazetteer
from onrecord.reading.actors import actors_of
from onrecord.reading.annotations import sentence_number
from onrecord.types import Actor, ActorKind, Statement, StatementKind

KEY = "onrecord_setting"
FIRST_PERSON = frozenset({"i", "we", "us", "me", "our", "my", "ourselves"})
POWERS = frozenset({ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.ARMED_GROUP})


@dataclass(frozen=True, slots=True)
class Setting:
    """``powers``: the states, organisations and armed groups that a report names; ``by_sentence``: those that each
    sentence names, by its number; ``speeches``: start, end and speaker of direct quotations, in the order of the text;
    ``starts``: where these start."""

    powers: frozenset[str]
    by_sentence: dict[int, tuple[Actor, ...]]
    starts: tuple[int, ...]
    speeches: tuple[tuple[int, int, tuple[Actor, ...]], ...]

    @property
    def international(self) -> bool:
        """Whether more than one power is spoken of."""
        return len(self.powers) > 1

    def is_near(self, sentence: int) -> bool:
        """Whether a power is named in this sentence or in the one before."""
        return sentence in self.by_sentence or sentence - 1 in self.by_sentence


def setting_of(doc: Doc) -> Setting:
    """The setting of a document, made when first asked for."""
    known = doc.user_data.get(KEY)
    if not isinstance(known, Setting):
        known = doc.user_data[KEY] = _setting(doc)
    return known


def _setting(doc: Doc) -> Setting:
    gazetteer = load_gazetteer()
    powers: set[str] = set()
    by_sentence: dict[int, dict[str, Actor]] = {}
    for mention in doc._.actors:
        for actor in mention.actors:
            known = gazetteer.actor(actor.id)
            if known is not None and known.kind in POWERS:
                powers.add(actor.id)
                by_sentence.setdefault(mention.evidence.sentence, {}).setdefault(actor.id, known)
    speeches = sorted(
        (
            (s.evidence.span.start, s.evidence.span.end, _speaker(s))
            for s in doc._.statements
            if s.kind is not StatementKind.INDIRECT and s.speaker.actor_ids
        ),
        key=lambda speech: speech[:2],
    )
    return Setting(
        frozenset(powers),
        {number: tuple(found.values()) for number, found in by_sentence.items()},
        tuple(start for start, _, _ in speeches),
        tuple(speeches),
    )


def _speaker(statement: Statement) -> tuple[Actor, ...]:
    speaker, gazetteer = statement.speaker, load_gazetteer()
    ids = speaker.actor_ids
    person = speaker.name if len(ids) == 1 and speaker.name != ids[0] else None
    known = [gazetteer.actor(id) for id in ids]
    return tuple(
        replace(actor, kind=ActorKind.PERSON, person=person, office=speaker.role) if person else actor
        for actor in known
        if actor is not None
    )


def party(token: Token) -> tuple[Actor, ...]:
    """Who a noun phrase denotes; for "we" in a quotation who speaks it; () when that is not known."""
    found = actors_of(token.doc, token)
    if found or token.lower_ not in FIRST_PERSON:
        return found
    setting = setting_of(token.doc)
    last = bisect_right(setting.starts, token.idx) - 1
    if last < 0:
        return ()
    start, end, actors = setting.speeches[last]
    return actors if start <= token.idx < end else ()


def is_told_of_powers(token: Token) -> bool:
    """Whether a word stands in a report on several powers, near the name of one."""
    setting = setting_of(token.doc)
    return setting.international and setting.is_near(sentence_number(token.doc, token.idx))
