from __future__ import annotations

from datetime import date

import pytest

from answers.conftest import Viewer
from answers.reports import MOSCOW, RESEARCHER, RUS, USA, Report, actor
from onrecord.answers import statements


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["it would come", "America would not send arms", "Russia needs shells"]),
        ({"actor": "USA"}, ["America would not send arms"]),
        ({"actor": "RUS"}, ["it would come", "America would not send arms", "Russia needs shells"]),
        ({"actor": "RUS", "with_": "US"}, ["America would not send arms"]),
        ({"speaker": "RUS"}, ["it would come", "America would not send arms"]),
        ({"speaker": "Jane Roe"}, ["Russia needs shells"]),
        ({"actor": "Jane Roe", "with_": "RUS"}, ["Russia needs shells"]),
        ({"since": date(2024, 6, 14)}, ["America would not send arms", "Russia needs shells"]),
        ({"until": date(2024, 6, 13)}, ["it would come"]),
        ({"kinds": ["direct"]}, []),
    ],
)
def test_statements_are_of_those_who_speak_or_are_spoken_of(
    view_of: Viewer, asked: dict[str, object], expected: list[str]
) -> None:
    report = (
        Report("Moscow said it would come, and America would not send arms. Roe: Russia needs shells.")
        .mention("America", USA)
        .mention("Russia", RUS)
        .mention("Moscow", actor("RUS"))
        .statement("it would come", MOSCOW, on="2024-06-12")
        .statement("America would not send arms", MOSCOW)
        .statement("Russia needs shells", RESEARCHER)
    )
    assert [row["quote"] for row in statements(view_of(report), **asked)] == expected  # type: ignore[arg-type]


def test_a_statement_says_who_speaks(view_of: Viewer) -> None:
    (row,) = statements(view_of(Report("Roe was sure.").statement("sure", RESEARCHER)))
    assert (row["speaker"], row["speaker_role"], row["speaker_affiliation"]) == (
        "Jane Roe",
        "researcher",
        "Institute of Notes",
    )
    assert row["when"] is None
