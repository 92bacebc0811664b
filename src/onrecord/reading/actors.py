from spacy.tokens import Doc

from onrecord.reading.annotations import component


@component("actors")
def find_actors(doc: Doc) -> tuple[()]:
    return ()
