"""The attribute ruler matches by kinds of tokens and finds what spaCy's own matching finds."""

from __future__ import annotations

import pytest
from spacy.lang.en import English
from spacy.pipeline import AttributeRuler

from onrecord.reading.attributes import KindMatcher, match_by_kind
from onrecord.reading.reader import Reader

TEXTS = [
    "Oslo said that it had done nothing, and nobody got hurt.",
    "There ain't nothin' y'all can do: it's what they've got.",
    "Whether these or those were there, the minister gets  \n\n what he'd asked for.",
    "THERE IS A TREATY. That it will hold, something which no one has, is what we'll see!",
    "",
    " \n ",
]


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_found_is_what_spacy_finds(reader: Reader, text: str) -> None:
    doc = reader.nlp.make_doc(text)
    for name, component in reader.nlp.pipeline:
        if name == "attribute_ruler":
            break
        doc = component(doc)
    ruler = reader.nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler.match, KindMatcher)
    assert [(rule, start, end) for rule, _, start, end in ruler.match(doc)] == [
        (rule, start, end) for rule, _, start, end in AttributeRuler.match(ruler, doc)
    ]


def test_a_ruler_that_asks_for_more_is_left_as_it_is() -> None:
    nlp = English()
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add(patterns=[[{"ORTH": "May"}]], attrs={"TAG": "NNP"})
    match_by_kind(nlp)
    assert [token.tag_ for token in nlp("May may")] == ["NNP", ""]
    assert not isinstance(ruler.match, KindMatcher)
