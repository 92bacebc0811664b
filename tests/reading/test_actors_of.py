"""`actors_of` and `person_role`: who a token denotes, and what a report says a person is."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.tokens import Doc, Token

from onrecord.reading.actors import actors_of, person_role
from onrecord.reading.reader import Reader
from onrecord.types import DateBasis, Document

LATER = ("statements", "events", "factuality", "agreements", "forecasts", "links", "times")


def read_doc(reader: Reader, text: str) -> Doc:
    document = Document(id="document-1", text=text, published=date(2024, 6, 14), date_basis=DateBasis.GIVEN)
    with reader.nlp.select_pipes(disable=[f"onrecord_{name}" for name in LATER]):
        return reader.nlp(reader.make_doc(document))


def token_of(doc: Doc, word: str) -> Token:
    return next(token for token in doc if token.text == word)


DENOTED = [
    ("Russian troops entered the town.", "troops", ("RUS",)),
    ("The South Korean government's confirmation came early.", "government", ("KOR",)),
    ("The South Korean government's confirmation came early.", "confirmation", ()),
    ("Officials in Seoul said nothing.", "Officials", ("KOR",)),
    ("Putin and Macron spoke by phone.", "Putin", ("RUS", "FRA")),
    ("North Korea and Russia signed a pact.", "Korea", ("PRK", "RUS")),
    ("Hundreds of Ukrainian soldiers surrendered.", "Hundreds", ("UKR",)),
    ("Russian troops, who had fled, came back.", "who", ("RUS",)),
    ("Iran's newly formed elite naval forces sailed.", "forces", ("IRN",)),
    ("Iran and Iraq met. The leaders of the two countries agreed.", "leaders", ("IRN", "IRQ")),
    ("Turkey, Libya and Malta voted.", "Turkey", ("TUR", "LBY", "MLT")),
    ("Heavy rain fell on the coast.", "rain", ()),
]


@pytest.mark.parametrize(("text", "word", "expected"), DENOTED)
def test_a_token_denotes_the_actors_of_its_phrase(
    reader: Reader, text: str, word: str, expected: tuple[str, ...]
) -> None:
    doc = read_doc(reader, text)
    assert tuple(actor.id for actor in actors_of(doc, token_of(doc, word))) == expected


ROLES = [
    ("Jane Roe, a senior researcher at KINU, agreed.", "Roe", ("senior researcher", "KINU")),
    ("Foreign Minister Jane Roe agreed.", "Roe", ("Foreign Minister", None)),
    (
        "Jane Roe, a professor at the University of Example, agreed. Roe left.",
        "Roe",
        ("professor", "University of Example"),
    ),
    ("Iran's Foreign Ministry spokesman John Roe agreed.", "Roe", ("spokesman", "Foreign Ministry")),
    ("A senior researcher at KINU agreed.", "researcher", ("senior researcher", "KINU")),
    ("Jane Roe agreed.", "Roe", (None, None)),
    ("Heavy rain fell.", "rain", (None, None)),
]


@pytest.mark.parametrize(("text", "word", "expected"), ROLES)
def test_role_and_affiliation_are_read_beside_the_name(
    reader: Reader, text: str, word: str, expected: tuple[str | None, str | None]
) -> None:
    doc = read_doc(reader, text)
    assert person_role(doc, token_of(doc, word)) == expected


def test_a_later_surname_has_the_role_told_before(reader: Reader) -> None:
    doc = read_doc(reader, "Jane Roe, a historian at KINU, agreed. Later Roe left.")
    last = [token for token in doc if token.text == "Roe"][-1]
    assert person_role(doc, last) == ("historian", "KINU")


def test_asking_before_the_component_has_run_says_so(reader: Reader) -> None:
    doc = reader.nlp.make_doc("Iran agreed.")
    with pytest.raises(ValueError, match="onrecord_actors"):
        actors_of(doc, doc[0])
