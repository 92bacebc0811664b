"""One event as a page: its views side by side, its mentions, its counts."""

from __future__ import annotations

from datetime import date

import pytest

from answers.conftest import Viewer
from answers.reports import KIM, MOSCOW, PRK, PUTIN, RESEARCHER, RUS, USA, Report
from onrecord.answers import dossier, happening, happenings
from onrecord.errors import BadQuery
from onrecord.types import Factuality, Tense

WIRE = "The two leaders met at noon in the old palace and spoke for three hours about a pact, an official told us. " * 3


def met(text: str, outlet: str, published: str = "2024-06-20", **more: object) -> Report:
    return Report(text, outlet=outlet, published=published).event("met", [PUTIN, KIM], [], on="2024-06-19", **more)


REPORTS = (
    met("The two plan it: they met never before", "Courier", "2024-06-12", tense=Tense.FUTURE),
    met(WIRE, "Courier"),
    met(f"By our desk. {WIRE}", "Times"),
    met("They met, we saw it ourselves, and it rained", "Herald"),
    met(
        "Moscow said that they had not met at all",
        "Herald",
        "2024-06-21",
        holder=MOSCOW,
        factuality=Factuality.CERTAIN_NOT,
    ),
    met("They may have met, Ms Roe said", "Echo", "2024-06-22", holder=RESEARCHER, factuality=Factuality.POSSIBLE),
)


def test_copies_count_once_among_originals(view_of: Viewer) -> None:
    (event,) = happenings(view_of(*REPORTS), actor="RUS", with_="PRK")
    assert (event["documents"], event["originals"], event["outlets"]) == (6, 5, 4)
    assert (event["reported_documents"], event["reported_originals"]) == (3, 2)
    assert event["reported_by"] == ["Courier", "Herald", "Times"]
    assert (event["announced"], event["announced_by"]) == (date(2024, 6, 12), ["Courier"])


def test_holders_who_disagree_stand_side_by_side(view_of: Viewer) -> None:
    (event,) = dossier(view_of(*REPORTS), "RUS", "PRK").disputed
    assert [(one["holder"], one["says"], one["factuality"]) for one in event["views"]] == [
        ("author", "done", "CT+"),
        ("author", "expected", "CT+"),
        ("Jane Roe", "expected", "PS+"),
        ("RUS", "denied", "CT-"),
    ]
    assert [one["documents"] for one in event["views"]] == [3, 1, 1, 1]
    assert event["views"][3]["first"] == date(2024, 6, 21)
    assert event["views"][3]["outlets"] == ["Herald"]
    assert all(one["quote"] in one["context"] for one in event["views"])


def test_what_only_others_state_is_claimed(view_of: Viewer) -> None:
    view = view_of(met("Moscow said they met", "Courier", holder=MOSCOW))
    (event,) = happenings(view, states=["claimed"])
    assert event["stated_by"] == ["RUS"]
    assert len(happenings(view, states=["done"])) == 0


def test_an_event_has_all_its_mentions_by_its_id_and_by_theirs(view_of: Viewer) -> None:
    view = view_of(*REPORTS)
    (row,) = happenings(view)
    for asked in (row["id"], *row["mention_ids"]):
        page = happening(view, asked)
        assert page.event == row
        assert [mention["id"] for mention in page.mentions] == row["mention_ids"]
        assert page.disputed
        assert page.decisions == ()


def test_an_id_stays_good_when_an_earlier_report_comes_to_be_known(view_of: Viewer) -> None:
    later, all_reports = view_of(*REPORTS[1:]), view_of(*REPORTS)
    (before,), (after,) = happenings(later), happenings(all_reports)
    assert before["id"] != after["id"]
    assert happening(all_reports, before["id"]).event == after


def test_an_event_in_which_nobody_is_told_to_take_part_has_a_page(view_of: Viewer) -> None:
    view = view_of(Report("Talks went on").event("Talks", [], [], on="2024-06-14"), *REPORTS)
    (row,) = (row for row in happenings(view) if not row["actors"])
    assert happening(view, row["id"]).event == row


def test_an_event_with_a_side_missing_has_a_page(view_of: Viewer) -> None:
    view = view_of(
        Report("Moscow met guests from Pyongyang").mention("Pyongyang", PRK).event("met", [RUS], [], on="2024-06-19"),
        Report("Washington met somebody").event("met", [USA], [], on="2024-06-19"),
        *REPORTS,
    )
    rows = happenings(view).to_dicts()
    assert len(rows) == 2
    for row in rows:
        for asked in row["mention_ids"]:
            assert happening(view, asked).event == row


def test_as_of_a_day_a_page_has_what_was_known(view_of: Viewer) -> None:
    (row,) = happenings(view_of(*REPORTS))
    page = happening(view_of(*REPORTS, as_of="2024-06-13"), row["id"])
    assert (page.event["state"], len(page.mentions)) == ("expected", 1)
    with pytest.raises(BadQuery):
        happening(view_of(*REPORTS, as_of="2024-06-11"), row["id"])


@pytest.mark.parametrize("asked", ["happening-0", "event-0", "", "statement-1"])
def test_an_unknown_event_is_an_error(view_of: Viewer, asked: str) -> None:
    with pytest.raises(BadQuery, match="not an event"):
        happening(view_of(*REPORTS), asked)
