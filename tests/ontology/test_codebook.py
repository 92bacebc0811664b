"""How act and mode make the root of a pair."""

from __future__ import annotations

import pytest

from onrecord.ontology.codebook import MODES, ROOTS, root_of
from onrecord.vocabulary import EventType


@pytest.mark.parametrize(
    ("act", "mode", "root"),
    [
        ("CONSULT", "done", "CONSULT"),
        ("CONSULT", "future", "AGREE"),
        ("CONSULT", "refused", "REJECT"),
        ("AID", "demanded", "REQUEST"),
        ("AID", "halted", "SANCTION"),
        ("SANCTION", "future", "THREATEN"),
        ("SANCTION", "threatened", "THREATEN"),
        ("SANCTION", "halted", "YIELD"),
        ("RETREAT", "done", "YIELD"),
        ("CONCEDE", "future", "YIELD"),
        ("CONCEDE", "refused", "REJECT"),
        ("ACCUSE", "future", "ACCUSE"),
        ("ASSAULT", "possible", None),
        ("ASSAULT", "denied", None),
        ("ASSAULT", "refused", None),
    ],
)
def test_act_and_mode_combine_as_the_codebook_has_it(act: str, mode: str, root: str | None) -> None:
    assert root_of(act, mode) == root


def test_every_act_in_every_mode_has_a_root_or_none() -> None:
    assert {root_of(act, mode) for act in EventType for mode in MODES} <= {*ROOTS, None}
