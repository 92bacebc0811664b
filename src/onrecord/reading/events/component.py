"""Events: who did what to whom, and when.

Comes in: a ``Doc`` with times, actors and statements. Goes out: the component "events", which puts one `EventMention`
for each act at ``doc._.events``, in the order of the text. Whether an act was done, and in whose view, is judged by the
component "factuality" after it; until then all stand as done in the author's view.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.reading.anchoring import anchor
from onrecord.reading.annotations import characters, component, document_of, evidence
from onrecord.reading.events.act import Act
from onrecord.reading.events.candidates import find_acts
from onrecord.reading.events.frames import measured_by
from onrecord.reading.events.syntax import children, objects, support_verb
from onrecord.reading.events.tense import tense_of
from onrecord.types import AUTHOR, EventMention, EventType, Factuality, Span, TimeExpression, content_id

ACTS = "onrecord_acts"


@component("events")
def find_events(doc: Doc) -> tuple[EventMention, ...]:
    """Find the acts that a document's words name."""
    acts = find_acts(doc)
    doc.user_data[ACTS] = acts
    return tuple(_mention(doc, act) for act in acts)


def _with_particle(trigger: Token) -> Span:
    """The trigger with the particle that stands just after it: "turned down"."""
    span = characters(trigger)
    if any(child.dep_ == "prt" and child.i == trigger.i + 1 for child in trigger.rights):
        return Span(start=span.start, end=characters(trigger.nbor(1)).end)
    return span


def _time_of_offer(act: Act) -> TimeExpression | None:
    """What was turned down at some time was, so far as is told, turned down then: "declined to visit in 2019". A time
    still to come is only that of the visit."""
    trigger = act.trigger
    if act.kind is not EventType.REJECT or trigger.tag_ not in ("VBD", "VBN"):
        return None
    published = document_of(trigger.doc).published
    clauses = children(trigger, "xcomp") + [clause for noun in objects(trigger) for clause in children(noun, "acl")]
    for clause in clauses:
        time = anchor(trigger.doc, clause) if clause.tag_ == "VB" else None
        if time is not None and time.when is not None and time.when.latest is not None and time.when.latest < published:
            return time
    return None


def _time_of_announcement(act: Act) -> TimeExpression | None:
    """Sanctions are imposed when they are announced: "announced a set of sanctions on Chad on Thursday"."""
    if act.kind is not EventType.SANCTION:
        return None
    measure = measured_by(act.trigger)
    verb = act.carrier or (support_verb(measure) if measure is not None else None)
    return anchor(verb.doc, verb) if verb is not None and verb.tag_ in ("VBD", "VBN") else None


def _mention(doc: Doc, act: Act) -> EventMention:
    document = document_of(doc)
    span = _with_particle(act.trigger)
    time = anchor(doc, act.trigger) or _time_of_offer(act) or _time_of_announcement(act)
    when = time.when if time is not None else None
    return EventMention(
        id=content_id("event", document.id, span.start, span.end, act.kind, AUTHOR.label),
        evidence=evidence(doc, span),
        type=act.kind,
        mode=act.mode,
        tense=tense_of(act.carrier or act.trigger, (), when, document.published),
        factuality=Factuality.CERTAIN,
        actors=act.sides.actors,
        recipients=act.sides.recipients,
        when=when,
        time_expression=time.id if time is not None else None,
        confidence=act.confidence,
    )
