from spacy.tokens import Doc

from onrecord.reading.annotations import component


@component("statements")
def find_statements(doc: Doc) -> tuple[()]:
    return ()
