"""Which pairs of actors the written sentences give to the relation model."""

from __future__ import annotations

from training.events.written import parse
from training.relations.data import CLS, SEP, pair, pairs_of

from onrecord.ontology.codebook import ROOTS


def pairs(written: str) -> list[tuple[str | None, str | None, str]]:
    """Source, target and root of each pair of a record, as words."""
    record = parse(written, "test:1")
    return [
        (record.text[slice(*source)] if source else None, record.text[slice(*target)] if target else None, ROOTS[root])
        for source, target, root, _, _ in pairs_of(record.events)
    ]


def test_an_event_gives_the_actor_and_the_recipient_nearest_to_its_trigger() -> None:
    written = "{a1|Peru}, as {a1|it} said, {e1 AID done CT+|sent} {r1|Chile} tents, and {r1|Chile} was glad."
    assert pairs(written) == [("it", "Chile", "AID")]


def test_the_mode_of_an_act_decides_its_root() -> None:
    assert pairs("{a1|Peru} will {e1 AID future PR+|send} {r1|Chile} tents.") == [("Peru", "Chile", "AGREE")]
    assert pairs("{a1|Peru} {e1 AID halted CT+|stopped sending} {r1|Chile} tents.") == [("Peru", "Chile", "SANCTION")]


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
