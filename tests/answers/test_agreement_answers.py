from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from answers.conftest import Viewer
from answers.reports import Report
from onrecord.answers import agreements
from onrecord.errors import BadQuery
from onrecord.record import Record

PAIR = ["PRK", "RUS"]
PARTNERSHIP = "Comprehensive Partnership Treaty"


def reports() -> list[Report]:
    return [
        Report("A new treaty may be signed.").agreement("new treaty", PAIR, ("signed", None, "PS+"), prospective=True),
        Report(f"They signed the {PARTNERSHIP}.", published="2024-06-19").agreement(
            PARTNERSHIP, PAIR, ("signed", "2024-06-19", "CT+")
        ),
        Report("The June pact was debated.", published="2024-06-20").agreement(
            "June pact", PAIR, ("signed", "2024-06", "CT+")
        ),
        Report(f"The {PARTNERSHIP} is in force.", published="2024-12-05").agreement(
            f"The {PARTNERSHIP}", [], ("in force", "2024-12-04", "CT+")
        ),
        Report("The treaty of 2000 lapsed.", published="2024-06-20").agreement("treaty of 2000", PAIR),
        Report(f"A {PARTNERSHIP} was signed elsewhere.", published="2024-12-06").agreement(
            PARTNERSHIP, ["IRN", "VEN"], ("signed", "2022-06-11", "CT+")
        ),
    ]


def test_mentions_of_one_instrument_become_one_entry(view_of: Viewer) -> None:
    rows = agreements(view_of(*reports()[:5]), actor="RUS", with_="PRK")
    assert [(row["name"], row["state"], row["documents"]) for row in rows] == [
        ("treaty of 2000", None, 1),
        (f"The {PARTNERSHIP}", "in force", 3),
        ("new treaty", "prospective", 1),
    ]
    entry = rows[1]
    assert entry["steps"] == ["signed 2024-06", "signed 2024-06-19", "in force 2024-12-04"]
    assert entry["quotes"] == [PARTNERSHIP, "June pact", f"The {PARTNERSHIP}"]
    assert (entry["quote"], entry["published"]) == (PARTNERSHIP, date(2024, 6, 19))
    assert entry["parties"] == PAIR


def test_the_same_name_between_others_is_another_instrument(view_of: Viewer) -> None:
    rows = agreements(view_of(*reports()), actor="IRN")
    assert [(row["parties"], row["signed"]) for row in rows] == [(["IRN", "VEN"], "2022-06-11")]
    assert len(agreements(view_of(*reports()))) == 5


def test_a_mention_without_parties_stays_alone_when_it_may_be_of_two_instruments(view_of: Viewer) -> None:
    rows = agreements(view_of(*reports()), actor="RUS", with_="PRK")
    assert [row["state"] for row in rows] == [None, "signed", "prospective"]


def test_entries_do_not_depend_on_the_order_of_arrival(tmp_path: Path) -> None:
    found = []
    for number, order in enumerate(list(permutations(reports(), 6))[::240]):
        record = Record(tmp_path / str(number))
        for report in order:
            record.add(report.reading)
        found.append(agreements(record.view()).to_dicts())
    assert all(rows == found[0] for rows in found)


def test_a_step_that_lies_ahead_has_not_been_taken(view_of: Viewer) -> None:
    report = Report("It takes effect in 2025.").agreement(
        "It", PAIR, ("signed", "2024", "CT+"), ("in force", "2025", "CT+")
    )
    assert agreements(view_of(report, as_of="2024-12-31"))[0]["state"] == "signed"
    assert agreements(view_of(report, as_of="2025-01-01"))[0]["state"] == "in force"


def test_a_step_that_is_not_certain_says_so_and_does_not_count(view_of: Viewer) -> None:
    report = Report("It may end.").agreement("It", PAIR, ("signed", "2000", "CT+"), ("terminated", "2024", "PS+"))
    row = agreements(view_of(report))[0]
    assert (row["state"], row["steps"]) == ("signed", ["signed 2000", "terminated 2024 (PS+)"])


@pytest.mark.parametrize(
    ("since", "until", "names"),
    [
        (date(2024, 6, 1), date(2024, 6, 30), [PARTNERSHIP]),
        (date(2024, 12, 1), None, [f"The {PARTNERSHIP}"]),
        (None, date(2023, 1, 1), [PARTNERSHIP]),
    ],
)
def test_a_period_asks_for_steps_in_it(
    view_of: Viewer, since: date | None, until: date | None, names: list[str]
) -> None:
    assert [row["name"] for row in agreements(view_of(*reports()), since=since, until=until)] == names


def test_a_person_is_no_party(view_of: Viewer) -> None:
    with pytest.raises(BadQuery, match="Vladimir Putin"):
        agreements(view_of(*reports()), actor="Putin")


SIGNED = ("signed", "2024-06-19", "CT+")


def told(view_of: Viewer, *reports: Report) -> list[list[str]]:
    return [row["quotes"] for row in agreements(view_of(*reports), actor="RUS", with_="PRK")]


def plain(words: str, published: str, **more: Any) -> Report:
    return Report(f"They speak of {words}.", published=published).agreement(words, ["RUS", "PRK"], **more)


def partnership() -> Report:
    return Report("The Partnership Treaty was signed.", published="2024-06-19").agreement(
        "The Partnership Treaty", ["RUS", "PRK"], SIGNED
    )


@pytest.mark.parametrize(
    ("published", "prospective", "same"),
    [
        ("2024-06-21", False, True),
        ("2024-06-14", True, False),
        ("2024-06-21", True, False),
        ("2025-06-21", False, False),
        ("2024-06-14", False, False),
    ],
)
def test_news_of_a_treaty_without_a_name_are_of_the_one_just_signed(
    view_of: Viewer, published: str, prospective: bool, same: bool
) -> None:
    report = plain("the treaty", published, prospective=prospective)
    assert (len(told(view_of, report, partnership())) == 1) is same


def test_where_two_treaties_were_just_signed_none_is_taken_for_the_unnamed_one(view_of: Viewer) -> None:
    signed = [
        Report(f"The {name} was signed.", published=day).agreement(
            f"The {name}", ["RUS", "PRK"], ("signed", day, "CT+")
        )
        for name, day in (("Fishing Treaty", "2024-12-20"), ("Border Treaty", "2025-01-10"))
    ]
    assert len(told(view_of, plain("the treaty", "2025-01-15"), *signed)) == 3
    assert len(told(view_of, plain("the treaty", "2025-01-15"), signed[0])) == 1
