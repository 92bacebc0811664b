from spacy.tokens import Doc

from onrecord.reading.annotations import component
from onrecord.types import EventMention


@component("factuality", layer="events")
def judge_factuality(doc: Doc) -> tuple[EventMention, ...]:
    return doc._.events
