"""What agreements are on, by their names."""

from __future__ import annotations

import pytest

from onrecord.ontology.agreement_subjects import subjects
from onrecord.record.names import name_key


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("a new defence pact", {"security"}),
        ("the Treaty on Closer Strategic Partnership", {"security"}),
        ("an economic partnership agreement", {"trade"}),
        ("the mutual legal assistance treaty", {"justice"}),
        ("an agreement on cooperation in the field of beekeeping", {"beekeeping"}),
        ("the convention on fishing and aviation between Norway and Poland", {"fishing", "transport"}),
        ("the deal", set()),
        ("the treaty of 2000", set()),
    ],
)
def test_a_name_tells_what_an_agreement_is_on(name: str, about: set[str]) -> None:
    assert subjects(name, name_key(name, ["Norway", "Poland"]).split()) == about


def test_a_topic_of_plain_words_or_actors_tells_nothing() -> None:
    assert subjects("the agreement on Norway", name_key("the agreement on Norway", ["Norway"]).split()) == frozenset()
