"""The root between two actors that are given."""

from __future__ import annotations

import pytest

from onrecord.errors import ModelMissing
from onrecord.ontology.codebook import ROOTS
from onrecord.reading.encoder import encoder
from onrecord.reading.events.marking import LIMIT, marked_pieces, unmarked
from onrecord.reading.events.relations import RelationModel, roots_between

SENTENCES = [
    ("<s>Norway</s> sent field hospitals and medicine to <t>Malawi</t> after the cyclone.", "AID"),
    ("<t>Malawi</t> was sent field hospitals and medicine by <s>Norway</s> after the cyclone.", "AID"),
    ("<s>Peru's foreign minister</s> met <t>his Chilean counterpart</t> in Arica on Monday.", "CONSULT"),
    ("<s>Lisbon</s> called on <t>Luanda</t> to release the two journalists.", "REQUEST"),
    ("<s>Libyan gunmen</s> shelled <t>the Maltese freighter</t> off Misrata.", "ASSAULT"),
    ("<s>Bolivia</s> turned down <t>Argentina</t>'s offer to mediate.", "REJECT"),
    (
        "<s>Seoul</s> warned that it would strike <t>the North's launch sites</t> if another missile was fired.",
        "THREATEN",
    ),
    ("<s>Hungary</s> lifted its ban on grain from <t>Ukraine</t>.", "YIELD"),
    ("<s>Thousands of Georgians</s> marched through Tbilisi against the new law.", "PROTEST"),
    ("<t>Two Kenyan aid workers</t> were detained at the airport.", "COERCE"),
]


@pytest.mark.parametrize(("marked", "root"), SENTENCES)
def test_a_plain_relation_has_its_root(marked: str, root: str) -> None:
    assert next(iter(roots_between(*unmarked(marked)))) == root


def test_who_does_it_to_whom_matters() -> None:
    text, here, there = unmarked("<s>Chad</s> accepted the apology that <t>Niger</t> had been asked for.")
    assert roots_between(text, here, there) != roots_between(text, there, here)


def test_all_roots_have_a_share() -> None:
    chances = roots_between("Ghana thanked Togo.", [(0, 5)], [(14, 18)])
    assert set(chances) == set(ROOTS)
    assert sum(chances.values()) == pytest.approx(1, abs=1e-5)
    assert list(chances.values()) == sorted(chances.values(), reverse=True)


def test_one_actor_has_to_be_named() -> None:
    with pytest.raises(ValueError, match="neither source nor target"):
        roots_between("Nobody was named.", [], [])


def test_weights_that_are_not_there_are_named(tmp_path: object) -> None:
    with pytest.raises(ModelMissing, match=r"relations\.onnx"):
        RelationModel(tmp_path, encoder(1))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("marked", "plain", "source", "target"),
    [
        ("<s>Oman</s> met <t>Iran</t>.", "Oman met Iran.", [(0, 4)], [(9, 13)]),
        ("<t>Oman</t> was met.", "Oman was met.", [], [(0, 4)]),
        ("<s>A</s>, <t>B</t> and <t>B</t>", "A, B and B", [(0, 1)], [(3, 4), (9, 10)]),
    ],
)
def test_marks_become_stretches(marked: str, plain: str, source: list, target: list) -> None:
    assert unmarked(marked) == (plain, source, target)


@pytest.mark.parametrize(
    "marked", ["Oman met Iran.", "<s>Oman met Iran.", "Oman</s> met", "<s>a<s>b</s></s>", "<s>a</t>"]
)
def test_marks_that_do_not_match_are_refused(marked: str) -> None:
    with pytest.raises(ValueError, match=r"marke?[ds]"):
        unmarked(marked)


def letters(text: str) -> list[int]:
    return [ord(letter) for letter in text]


def test_actors_stand_between_their_marks() -> None:
    assert marked_pieces("ab", [(0, 1)], [(1, 2)], letters, (1, 2)) == ([1, 97, 1, 2, 98, 2], 1, 4)


def test_an_actor_that_is_not_named_has_the_place_of_the_beginning() -> None:
    assert marked_pieces("ab", [(1, 2)], [], letters, (1, 2)) == ([97, 1, 98, 1], 2, 0)


def test_a_long_text_is_read_from_shortly_before_its_actors() -> None:
    pieces, here, there = marked_pieces("x" * 500 + "ab", [(500, 501)], [(501, 502)], letters, (1, 2))
    assert len(pieces) <= LIMIT
    assert (pieces[here - 1], pieces[there - 1]) == (1, 2)
    assert pieces[here] == ord("a")


def test_an_actor_too_far_off_counts_as_not_named() -> None:
    _, here, there = marked_pieces("a" + "x" * 500 + "b", [(0, 1)], [(501, 502)], letters, (1, 2))
    assert (here, there) == (1, 0)
