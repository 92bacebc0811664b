from spacy.tokens import Doc

from onrecord.reading.annotations import component


@component("times")
def find_times(doc: Doc) -> tuple[()]:
    return ()
