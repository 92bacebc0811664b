from __future__ import annotations

import pytest

from answers.conftest import Viewer
from answers.reports import KIM, RESEARCHER, Report, actor
from onrecord.answers import Who, resolve
from onrecord.errors import BadQuery


def report() -> Report:
    return Report("It struck; she spoke.").event("struck", [actor("Note Front")], [KIM]).statement("spoke", RESEARCHER)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("PRK", Who(id="PRK", name="North Korea")),
        ("prk", Who(id="PRK", name="North Korea")),
        ("KP", Who(id="PRK", name="North Korea")),
        ("north korea", Who(id="PRK", name="North Korea")),
        (" Pyongyang ", Who(id="PRK", name="North Korea")),
        ("SUN", Who(id="SUN", name="Soviet Union")),
        ("georgia", Who(id="GEO", name="Georgia")),
        ("NATO", Who(id="NATO", name="NATO")),
        ("Vladimir Putin", Who(id="RUS", name="Vladimir Putin", person="Vladimir Putin")),
        ("jane roe", Who(id="Jane Roe", name="Jane Roe", person="Jane Roe")),
        ("Note Front", Who(id="Note Front", name="Note Front")),
    ],
)
def test_who_is_meant(view_of: Viewer, asked: str, expected: Who) -> None:
    view = view_of(report())
    assert resolve(view, asked) == expected


@pytest.mark.parametrize(
    ("asked", "near"), [("Rusia", "Russia"), ("Jane Rowe", "Jane Roe"), ("Note Fornt", "Note Front")]
)
def test_a_name_that_nobody_has_is_answered_with_those_near_it(view_of: Viewer, asked: str, near: str) -> None:
    view = view_of(report())
    with pytest.raises(BadQuery) as caught:
        resolve(view, asked)
    assert caught.value.subject == asked
    assert near in caught.value.remedy
