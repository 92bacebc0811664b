from spacy.tokens import Doc

from onrecord.reading.annotations import component


@component("events")
def find_events(doc: Doc) -> tuple[()]:
    return ()
