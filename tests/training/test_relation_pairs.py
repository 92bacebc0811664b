"""Which pairs of actors the written sentences give to the relation model."""

from __future__ import annotations

import pytest
from training.events.written import parse
from training.relations.data import CLS, SEP, pair, pairs_of

from onrecord.ontology.codebook import ROOTS


def pairs(written: str) -> list[tuple[str | None, str | None, str]]:
    """Source, target and root of each pair of a record, as words."""
    record = parse(written, "test:1")
    return [
        (record.text[slice(*source)] if source else None, record.text[slice(*target)] if target else None, ROOTS[root])
        for source, target, root, _, _ in pairs_of(record)
    ]


def test_an_event_gives_the_actor_and_the_recipient_nearest_to_its_trigger() -> None:
    written = "{a1|Peru}, as {a1|it} said, {e1 AID done CT+|sent} {r1|Chile} tents, and {r1|Chile} was glad."
    assert pairs(written) == [("it", "Chile", "AID")]


def test_the_mode_of_an_act_decides_its_root() -> None:
    assert pairs("{a1|Peru} will {e1 AID future PR+|send} {r1|Chile} tents.") == [("Peru", "Chile", "AGREE")]
    assert pairs("{a1|Peru} {e1 AID halted CT+|stopped sending} {r1|Chile} tents.") == [("Peru", "Chile", "SANCTION")]


def test_what_is_asked_for_is_no_pair_of_its_own_beside_the_asking() -> None:
    written = "{a1|Peru} {e1 REQUEST done CT+|asked} {r1|{a2|Chile}} to {e2 AID demanded Uu|send} {r2|Bolivia} tents."
    assert pairs(written) == [("Peru", "Chile", "REQUEST")]


@pytest.mark.parametrize(
    ("written", "root"),
    [
        ("{a1|Peru} and {a1|Chile} {e1 AGREE done CT+|signed} a treaty.", "SUPPORT"),
        ("{a1|Peru} {e1 AGREE done CT+|reached} an agreement with {r1|Chile}.", "SUPPORT"),
        ("{a1|Peru} {e1 AGREE done CT+|agreed} to sign a treaty with {r1|Chile}.", "AGREE"),
        ("{a1|Peru} {e1 AGREE done CT+|promised} {r1|Chile} a treaty.", "AGREE"),
        ("{a1|Peru} {e1 AGREE future CT+|will sign} a treaty with {r1|Chile}.", "AGREE"),
        ("{a1|Peru} will {e1 CONCEDE future PR+|free} {r1|two Chileans}.", "AGREE"),
        ("{a1|Peru} {e1 CONCEDE done CT+|freed} {r1|two Chileans}.", "YIELD"),
        ("{a1|Peru} {e1 CONCEDE done CT+|apologised} to {r1|Chile}.", "SUPPORT"),
        ("{a1|Peru} {e1 SANCTION done CT+|imposed} an embargo on {r1|Chile}.", "COERCE"),
        ("{a1|Peru} {e1 SANCTION done CT+|recalled} its ambassador to {r1|Chile}.", "SANCTION"),
        ("{a1|Peru} {e1 SANCTION threatened PR+|impose} tariffs on {r1|Chile}.", "THREATEN"),
        ("{a1|Peru's navy} {e1 COERCE done CT+|blockaded} {r1|Arica}.", "ASSAULT"),
        ("{a1|Peru} {e1 REJECT done CT+|broke} the ceasefire with {r1|Chile}.", "ASSAULT"),
        ("{a1|A court in Lima} {e1 COERCE done CT+|convicted} {r1|two Chileans}.", "ACCUSE"),
        ("{a1|Peru} {e1 REQUEST done CT+|summoned} {r1|the Chilean ambassador}.", "ACCUSE"),
        ("{a1|Peru} {e1 RETREAT done CT+|withdrew} its peacekeepers from {r1|Haiti}.", "SANCTION"),
        ("{a1|Peru} {e1 RETREAT done CT+|withdrew} its army from {r1|Chile}.", "YIELD"),
    ],
)
def test_roots_are_those_that_relation_sets_code(written: str, root: str) -> None:
    assert [found for _, _, found in pairs(written)] == [root]


def test_what_was_only_possible_gives_no_pair() -> None:
    assert pairs("{a1|Peru} may {e1 AID possible PS+|send} {r1|Chile} tents.") == []


def test_a_joint_act_gives_its_two_actors() -> None:
    assert pairs("{a1|Peru} and {a1|Chile} {e1 CONSULT done CT+|met}.") == [("Peru", "Chile", "CONSULT")]


def test_an_act_of_one_side_has_an_end_that_is_not_named() -> None:
    assert pairs("{a1|Peruvians} {e1 PROTEST done CT+|marched}.") == [("Peruvians", None, "PROTEST")]


def test_an_actor_inside_the_other_makes_no_pair_with_it() -> None:
    written = "{a1|{r1|Peru}'s army} {e1 ASSAULT done CT+|shelled} {r1|the palace}."
    assert pairs(written) == [("Peru's army", "the palace", "ASSAULT")]


def test_a_pair_begins_and_ends_as_the_encoder_wants_it() -> None:
    made = pair("ab", [(0, 1)], [], lambda text: [ord(letter) for letter in text], (1, 2), 4)
    assert made.ids == (CLS, 1, 97, 1, 98, SEP)
    assert (made.source, made.target, made.root) == (1, 0, 4)
