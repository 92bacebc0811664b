from spacy.tokens import Doc

from onrecord.reading.annotations import component


@component("forecasts")
def find_forecasts(doc: Doc) -> tuple[()]:
    return ()
