from spacy.tokens import Doc

from onrecord.reading.annotations import component


@component("agreements")
def find_agreements(doc: Doc) -> tuple[()]:
    return ()
