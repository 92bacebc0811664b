from spacy.tokens import Doc

from onrecord.reading.annotations import component


@component("links")
def find_links(doc: Doc) -> tuple[()]:
    return ()
