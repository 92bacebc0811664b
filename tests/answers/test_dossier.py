from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from answers.conftest import Viewer
from answers.reports import MOSCOW, PRK, RUS, USA, Report
from onrecord.answers import dossier, timeline
from onrecord.errors import BadQuery
from onrecord.types import Factuality, Tense


def everything() -> Report:
    """An event of each tense and factuality, told of days far from each other."""
    report = Report("w" * 400)
    for number, (tense, factuality) in enumerate(product(Tense, Factuality)):
        report.event(
            "w" * (number + 1), [RUS], [PRK], tense=tense, factuality=factuality, on=f"2023-{number % 12 + 1:02}-01"
        )
    report.event("w" * 80, [RUS], [PRK], holder=MOSCOW, on="2021-01-01")
    return report.event("w" * 90, [RUS], [USA])


def test_every_event_stands_under_one_heading(view_of: Viewer) -> None:
    view = view_of(everything())
    found = dossier(view, "RUS", "PRK")
    events = (found.done, found.claimed, found.disputed, found.expected, found.denied)
    under = [one for rows in events for row in rows for one in row["mention_ids"]]
    assert sorted(under) == sorted(row["id"] for row in timeline(view, actor="PRK"))
    assert {(row["factuality"], row["tense"]) for row in found.done} <= {("CT+", "past"), ("CT+", "present")}
    assert {row["holder"] for row in found.done} == {"author"}
    assert [row["stated_by"] for row in found.claimed] == [[MOSCOW.name]]
    assert {row["factuality"] for row in found.denied} <= {"CT-", "PR-", "PS-"}
    assert [row["state"] for rows in events for row in rows] == [
        state
        for state, rows in zip(("done", "claimed", "disputed", "expected", "denied"), events, strict=True)
        for _ in rows
    ]
    assert all(events)


def test_a_dossier_has_what_was_said_agreed_and_predicted(view_of: Viewer) -> None:
    report = (
        Report("Moscow said Pyongyang kept the pact; it may sign another.")
        .mention("Pyongyang", PRK)
        .statement("Pyongyang kept the pact", MOSCOW)
        .agreement("pact", ["PRK", "RUS"])
        .event("sign", [RUS, PRK], [], tense=Tense.FUTURE, factuality=Factuality.POSSIBLE)
        .forecast("may sign another", event=True)
    )
    view = view_of(report, as_of="2024-06-14")
    found = dossier(view, "Russia", "North Korea")
    assert {name: len(rows) for name, rows in found.sections.items()} == {
        "done": 0,
        "claimed": 0,
        "disputed": 0,
        "expected": 1,
        "denied": 0,
        "said": 1,
        "agreed": 1,
        "predicted": 1,
    }
    assert len(found) == 4
    assert found.title == "Russia and North Korea, as of 2024-06-14"
    assert found.to_dict()["as_of"] == date(2024, 6, 14)
    html = found._repr_html_()
    assert "may sign another" in html
    assert "Denied" not in html
    by_person = dossier(view, "Vladimir Putin", "PRK")
    assert len(by_person.agreed) == 0


def test_a_limit_holds_for_each_heading(view_of: Viewer) -> None:
    view = view_of(everything())
    whole, some = dossier(view, "RUS", "PRK"), dossier(view, "RUS", "PRK", limit=2)
    assert len(whole.denied) > 2
    assert [len(rows) for rows in (some.expected, some.denied)] == [2, 2]
    assert some.denied.to_dicts() == whole.denied.to_dicts()[:2]
    assert some.done.title == "Done"
    with pytest.raises(BadQuery, match="at least 1"):
        dossier(view, "RUS", "PRK", limit=0)


@pytest.mark.parametrize(("first", "second"), [("RUS", "Russia"), ("RUS", "Nowhereland")])
def test_a_dossier_takes_two_actors(view_of: Viewer, first: str, second: str) -> None:
    with pytest.raises(BadQuery):
        dossier(view_of(everything()), first, second)
