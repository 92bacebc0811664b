from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from answers.conftest import Viewer
from answers.reports import Report
from made import make_document
from onrecord.answers import agreements
from onrecord.errors import BadQuery
from onrecord.reading.reader import Reader
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
    assert entry["steps"] == ["signed 2024-06-19", "in force 2024-12-04"]
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


def signing(words: str, day: str, signed: str | None = None, **more: Any) -> Report:
    return Report(f"Both signed {words}.", published=day).agreement(
        words, ["NOR", "POL"], ("signed", signed or day, "CT+"), **more
    )


def between(view_of: Viewer, *reports: Report) -> list[list[str]]:
    return [row["quotes"] for row in agreements(view_of(*reports), actor="NOR", with_="POL")]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("a fishing agreement", "2023-03-11"),
        ("an agreement on cooperation in beekeeping", "2023-03-10"),
        ("an agreement", "2023-09-20"),
        ("another defence pact", "2023-09-20"),
    ],
)
def test_what_the_same_two_sign_on_another_matter_or_another_day_stays_apart(
    view_of: Viewer, words: str, day: str
) -> None:
    found = between(view_of, signing("a defence pact", "2023-03-10"), signing(words, day))
    assert sorted(found) == sorted([["a defence pact"], [words]])


@pytest.mark.parametrize(
    ("words", "day", "signed"),
    [
        ("the mutual assistance treaty", "2023-03-12", "2023-03-11"),
        ("the partnership", "2023-04-02", "2023-03"),
        ("the alliance", "2023-12-30", "2023"),
        ("the pact", "2023-03-30", "2023-03-01/2023-03-07"),
    ],
)
def test_one_signing_dated_more_or_less_closely_is_of_one_instrument(
    view_of: Viewer, words: str, day: str, signed: str
) -> None:
    rows = agreements(view_of(signing("a defence pact", "2023-03-10"), signing(words, day, signed)), actor="NOR")
    assert [(row["quotes"], row["signed"]) for row in rows] == [(["a defence pact", words], rows[0]["signed"])]
    assert rows[0]["steps"][0] == "signed 2023-03-10"


def test_a_signing_that_can_be_of_two_instruments_is_of_neither(view_of: Viewer) -> None:
    reports = [
        signing("a defence pact", "2023-03-10"),
        signing("a fishing agreement", "2023-03-10"),
        signing("an agreement", "2023-03-11"),
    ]
    assert len(between(view_of, *reports)) == 3


@pytest.mark.parametrize(
    ("words", "published", "prospective", "same"),
    [
        ("the military alliance", "2023-09-01", False, True),
        ("the military alliance", "2025-09-01", False, False),
        ("a fishing treaty", "2023-03-12", False, False),
        ("a new military alliance", "2023-03-01", True, True),
        ("a new military alliance", "2023-03-20", True, False),
    ],
)
def test_other_names_of_one_subject_are_of_the_last_one_signed_on_it(
    view_of: Viewer, words: str, published: str, prospective: bool, same: bool
) -> None:
    other = Report(f"They speak of {words}.", published=published).agreement(
        words, ["NOR", "POL"], prospective=prospective
    )
    assert (len(between(view_of, signing("a defence pact", "2023-03-10"), other)) == 1) is same


NEWS = (
    ("2023-03-11", "Poland and Norway signed a defense pact in Oslo on 10 March 2023."),
    ("2023-05-02", "Poland's Sejm ratified the defense pact with Norway."),
    ("2023-06-08", "Polish senators ratified the defense pact with Norway."),
    ("2023-06-20", "Polish President Andrzej Duda signed the defense pact with Norway into law."),
    ("2023-09-21", "Poland and Norway signed a fishing agreement on 20 September 2023."),
    ("2023-10-02", "The mutual assistance treaty between Poland and Norway entered into force on 1 October 2023."),
)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Record:
    record = Record(tmp_path_factory.mktemp("story") / "record")
    record.add(reader.read(make_document(text, published=date.fromisoformat(day))) for day, text in NEWS)
    return record


@pytest.mark.parametrize(
    ("as_of", "steps", "state"),
    [
        ("2023-04-01", ["signed 2023-03-10"], "signed"),
        (
            "2023-12-31",
            [
                "signed 2023-03-10",
                "POL ratified by 2023-05-02, lower house",
                "POL ratified by 2023-06-08, upper house",
                "POL ratified by 2023-06-20, signed into law",
                "in force 2023-10-01",
            ],
            "in force",
        ),
    ],
)
def test_the_steps_of_one_instrument_stay_apart_by_who_takes_them(
    story: Record, as_of: str, steps: list[str], state: str
) -> None:
    with story.view(as_of=date.fromisoformat(as_of)) as view:
        first = agreements(view, actor="NOR", with_="POL").to_dicts()[0]
    assert (first["steps"], first["state"]) == (steps, state)


def test_what_was_only_expected_is_not_kept_beside_what_was_done(view_of: Viewer) -> None:
    expected = Report("It will be signed.").agreement("It", PAIR, ("signed", None, "PR+"))
    assert agreements(view_of(expected))[0]["steps"] == ["signed (PR+)"]
    both = Report("It will be signed, and was.").agreement(
        "It", PAIR, ("signed", None, "PR+"), ("signed", "2024-06-19", "CT+")
    )
    assert agreements(view_of(both))[0]["steps"] == ["signed 2024-06-19"]
