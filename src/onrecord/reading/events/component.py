"""Events: who did what to whom, and when.

Comes in: a ``Doc`` with times, actors and statements. Goes out: the component "events", which puts one `EventMention`
for each act at ``doc._.events``, in the order of the text. Whether an act was done, and in whose view, is judged by the
component "factuality" after it; until then all stand as done in the author's view.
"""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.reading.anchoring import anchor
from onrecord.reading.annotations import characters, component, document_of, evidence
from onrecord.reading.events.candidates import Act, find_acts
from onrecord.reading.events.tense import tense_of
from onrecord.types import AUTHOR, EventMention, Factuality, content_id

ACTS = "onrecord_acts"


@component("events")
def find_events(doc: Doc) -> tuple[EventMention, ...]:
    """Find the acts that a document's words name."""
    acts = find_acts(doc)
    doc.user_data[ACTS] = acts
    return tuple(_mention(doc, act) for act in acts)


def _mention(doc: Doc, act: Act) -> EventMention:
    document = document_of(doc)
    span = characters(act.trigger)
    time = anchor(doc, act.trigger)
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
    )
