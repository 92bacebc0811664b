"""Factuality: whether an event happened, is planned, possible, asked for, refused or denied, and who says so.

Comes in: a ``Doc`` with events and statements. Goes out: the component "factuality", which gives each event at
``doc._.events`` its FactBank value, its holder, its tense and the words that decided. The holder is the speaker of the
innermost statement that the trigger lies in, or the subject of a word of denying, asking or wishing; else the author.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.ontology.plover import Quad, quad_class
from onrecord.reading.actors import actors_of
from onrecord.reading.annotations import component, document_of
from onrecord.reading.events.act import Act
from onrecord.reading.events.component import ACTS
from onrecord.reading.events.coreference import Link, share_times
from onrecord.reading.events.heads import scores_of
from onrecord.reading.events.syntax import owners, subjects
from onrecord.reading.events.tense import is_of_its_plan, tense_of
from onrecord.reading.factuality.lexicon import word_effect
from onrecord.reading.factuality.reports import sort_statements
from onrecord.reading.factuality.values import value_of
from onrecord.reading.factuality.views import CERTAIN, Judgement, judge
from onrecord.types import (
    AUTHOR,
    EventMention,
    EventType,
    Factuality,
    Holder,
    HolderKind,
    Statement,
    StatementKind,
    Tense,
    content_id,
)

SPOKEN = frozenset({Quad.VERBAL_CONFLICT})
DECIDED = frozenset({Factuality.CERTAIN, Factuality.CERTAIN_NOT})
DENIALS = frozenset({Factuality.CERTAIN_NOT, Factuality.PROBABLE_NOT, Factuality.POSSIBLE_NOT})
#: The heads are heard where they think something done less likely than this.
DOUBT = 0.15
#: ... of a word that they take for an act with so much probability; of other words they have learnt nothing.
HEARD = 0.5


@component("factuality", layer="events")
def judge_factuality(doc: Doc) -> tuple[EventMention, ...]:
    """Judge each event of a document; the acts that the events were made of are taken from the ``Doc``."""
    acts: tuple[Act, ...] = doc.user_data.pop(ACTS, ())
    speakers, reports = sort_statements(doc)
    judged: list[EventMention] = []
    links: list[Link] = []
    for act, event, statement in zip(acts, doc._.events, _innermost(reports, acts), strict=True):
        judgement = judge(
            act.trigger,
            statement.evidence.span if statement is not None else None,
            spoken=quad_class(act.kind) in SPOKEN or act.kind is EventType.SANCTION,
        )
        if statement is not None and _is_background(act, judgement, statement):
            statement = None
        told = _judged(event, act, judgement, _holder(doc, judgement, statement, speakers), statement)
        judged.append(told if judgement.given or judgement.cues else _doubted(told, act))
        links.append(Link.APART if judgement.apart else Link.GIVEN if judgement.given else Link.TOLD)
    return share_times(judged, links)


def _is_background(act: Act, judgement: Judgement, statement: Statement) -> bool:
    """Whether a report's own words take for known what somebody else's sentence only touches: when something else was,
    "after the summit", and a war that is somebody's, "in view of Ethiopia's invasion"."""
    trigger = act.trigger
    if statement.kind is StatementKind.DIRECT or trigger.pos_ == "VERB" or not judgement.given or judgement.cues:
        return False
    if judgement.view != CERTAIN or "future" in judgement.times:
        return False
    if trigger.dep_ != "pobj":
        return False
    effect = word_effect(trigger.head.lower_, "preposition")
    return (effect is not None and effect.effect == "given") or (
        act.kind is EventType.ASSAULT and bool(owners(trigger))
    )


def _judged(
    event: EventMention, act: Act, judgement: Judgement, holder: Holder, statement: Statement | None
) -> EventMention:
    document = document_of(act.trigger.doc)
    value = value_of(judgement.view)
    if (
        event.when is not None
        and value not in DECIDED
        and is_of_its_plan(judgement.times, event.when, document.published)
    ):
        event = replace(event, when=None, time_expression=None)
    span = event.evidence.span
    return replace(
        event,
        id=content_id("event", document.id, span.start, span.end, event.type, holder.label),
        tense=tense_of(
            act.carrier or act.trigger, judgement.times, event.when, document.published, given=judgement.given
        ),
        factuality=value,
        holder=holder,
        statement=statement.id if statement is not None else None,
        cues=tuple(dict.fromkeys(token.text for token in sorted(judgement.cues, key=lambda token: token.i))),
    )


def _doubted(event: EventMention, act: Act) -> EventMention:
    """An act that no word is known to bear on, and so taken for done, though the trained heads are sure that it is not
    told as that: as they see it."""
    if event.factuality is not Factuality.CERTAIN or event.tense is Tense.FUTURE:
        return event
    scores = scores_of(act.trigger.doc)
    told = [token for token in (act.trigger, act.carrier) if token is not None]
    if all(scores.confidence(token) < HEARD for token in told):
        return event
    values = [scores.doubted(token, DOUBT) for token in told if scores.confidence(token) >= HEARD]
    value = values[0]
    if value is None or None in values:
        return event
    return replace(event, factuality=value, tense=event.tense if value in DENIALS else Tense.FUTURE)


def _holder(doc: Doc, judgement: Judgement, statement: Statement | None, speakers: Mapping[int, Holder]) -> Holder:
    if judgement.subject is not None:
        speaker = speakers.get(judgement.subject.i) or _subject_holder(doc, judgement.subject)
        if speaker is not None:
            return speaker
    if judgement.reporter:
        return Holder(kind=HolderKind.UNNAMED, name=judgement.reporter)
    return statement.speaker if statement is not None else AUTHOR


def _subject_holder(doc: Doc, word: Token) -> Holder | None:
    """Who denies, asks or hopes: the known actors that are the subject of a verb or the owners of a noun."""
    tokens = owners(word) if word.pos_ in ("NOUN", "PROPN") else subjects(word)
    actors = [actor for token in tokens for actor in actors_of(doc, token)]
    if not actors:
        return None
    names = tuple(dict.fromkeys(actor.person or actor.id for actor in actors))
    person = len(names) == 1 and actors[0].person is not None
    return Holder(
        kind=HolderKind.PERSON if person else HolderKind.ACTOR,
        name="|".join(names),
        actor_ids=tuple(dict.fromkeys(actor.id for actor in actors)),
        role=actors[0].office if person else None,
    )


def _innermost(statements: Sequence[Statement], acts: Sequence[Act]) -> Iterator[Statement | None]:
    """For each act, in the order of the text, the shortest statement whose content its trigger lies in."""
    waiting = sorted(statements, key=lambda s: (s.evidence.span.start, -s.evidence.span.end))
    active: list[Statement] = []
    position = 0
    for act in acts:
        start, carrier = act.trigger.idx, act.carrier.idx if act.carrier is not None else act.trigger.idx
        while position < len(waiting) and waiting[position].evidence.span.start <= start:
            active.append(waiting[position])
            position += 1
        active = [s for s in active if s.evidence.span.end > start]
        around = [s for s in active if s.evidence.span.start <= carrier < s.evidence.span.end]
        yield min(around, key=lambda s: (s.evidence.span.end - s.evidence.span.start, s.id), default=None)
