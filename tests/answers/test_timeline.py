from __future__ import annotations

from datetime import date

import pytest

from answers.conftest import Viewer
from answers.reports import KIM, KOR, MOSCOW, PRK, PUTIN, RUS, USA, Report
from onrecord.answers import timeline
from onrecord.errors import BadQuery
from onrecord.types import EventType, Factuality, Tense


def report() -> Report:
    return (
        Report("Kim came in 2023. Putin will visit. Aid was denied. Drills went on. Someone called.")
        .event("came", [KIM], [RUS], on="2023-09-13")
        .event("visit", [PUTIN], [PRK], on="2024-06", tense=Tense.FUTURE, factuality=Factuality.PROBABLE)
        .event("Aid", [RUS], [PRK], type=EventType.AID, factuality=Factuality.CERTAIN_NOT, holder=MOSCOW)
        .event("Drills", [USA, KOR], [], type=EventType.MOBILIZE, on="2024-05-01/..")
        .event("called", [RUS], [KOR], on="2024")
    )


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["came", "called", "Drills", "visit", "Aid"]),
        ({"actor": "PRK"}, ["came", "visit", "Aid"]),
        ({"actor": "North Korea", "with_": "ru"}, ["came", "visit", "Aid"]),
        ({"actor": "KOR", "with_": "USA"}, ["Drills"]),
        ({"actor": "Vladimir Putin"}, ["visit"]),
        ({"actor": "Kim Jong Un", "with_": "Russia"}, ["came"]),
        ({"since": date(2024, 6, 10), "until": date(2024, 6, 12)}, ["called", "Drills", "visit"]),
        ({"until": date(2023, 12, 31)}, ["came"]),
        ({"since": date(2025, 1, 1)}, ["Drills"]),
        ({"types": ["AID", "MOBILIZE"]}, ["Drills", "Aid"]),
        ({"factualities": ["CT-"]}, ["Aid"]),
        ({"tenses": ["future"]}, ["visit"]),
        ({"limit": 2}, ["came", "called"]),
        ({"actor": "NATO"}, []),
    ],
)
def test_a_timeline_is_of_those_who_are_asked_for(
    view_of: Viewer, asked: dict[str, object], expected: list[str]
) -> None:
    rows = timeline(view_of(report()), **asked)  # type: ignore[arg-type]
    assert [row["quote"] for row in rows] == expected


def test_a_row_says_where_it_is_from(view_of: Viewer) -> None:
    row = timeline(view_of(report()))[3]
    assert row["when"] == "2024-06"
    assert (row["outlet"], row["published"]) == ("Courier", date(2024, 6, 14))
    assert (row["actors"], row["actor_persons"], row["recipients"]) == (["RUS"], ["Vladimir Putin"], ["PRK"])
    assert row["context"].startswith("Kim came")
    assert row["holder"] == "author"


def test_what_was_published_later_is_not_known_before(view_of: Viewer) -> None:
    later = Report("It was signed.", published="2024-06-19").event("signed", [RUS], [PRK], on="2024-06-19")
    assert "signed" not in [row["quote"] for row in timeline(view_of(report(), later, as_of="2024-06-18"))]
    assert "signed" in [row["quote"] for row in timeline(view_of(report(), later, as_of="2024-06-19"))]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"actor": "Nroth Korea"}, "Near it: North Korea"),
        ({"actor": ""}, "no actor"),
        ({"with_": "Congo"}, "COD"),
        ({"since": date(2024, 2, 1), "until": date(2024, 1, 1)}, "cannot end"),
        ({"types": ["WAR"]}, "AGREE"),
        ({"factualities": ["CT"]}, "CT+"),
        ({"limit": 0}, "at least 1"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(view_of: Viewer, asked: dict[str, object], message: str) -> None:
    with pytest.raises(BadQuery) as caught:
        timeline(view_of(report()), **asked)  # type: ignore[arg-type]
    assert message in str(caught.value)
