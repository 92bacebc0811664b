"""Registers beside reports: which entry is which instrument, what was in force, and what contradicts."""

from __future__ import annotations

from datetime import date

import pytest

from answers.conftest import Viewer
from answers.reports import Report
from onrecord.answers import agreements
from onrecord.answers.registered import matching
from onrecord.record import Record
from onrecord.record.registers import RegisterEntry, RegisterStep
from onrecord.types import Obligation, Precision, StepKind, When

Row = dict[str, object]


def when(first: str, last: str | None = None) -> When:
    one, other = date.fromisoformat(first), date.fromisoformat(last or first)
    return When(earliest=one, latest=other, precision=Precision.RANGE if last else Precision.DAY)


def entry(number: str, parties: tuple[str, ...], *steps: tuple[StepKind, str], **more: object) -> RegisterEntry:
    given = {"name": " and ".join(parties), "kind": "alliance", "in_force_from_signature": True} | more
    made = tuple(RegisterStep(kind=kind, when=when(day)) for kind, day in steps)
    return RegisterEntry(source="ATOP", entry=number, parties=parties, steps=made, **given)  # type: ignore[arg-type]


SIGNED, ENDED = StepKind.SIGNED, StepKind.TERMINATED
OLD = entry(
    "3440",
    ("PRK", "SUN"),
    (SIGNED, "1961-07-06"),
    (ENDED, "1996-09-10"),
    obligations=(Obligation.DEFENSE, Obligation.NONAGGRESSION),
)
NEW = entry("4940", ("PRK", "RUS"), (SIGNED, "2000-02-09"), obligations=(Obligation.CONSULTATION,))


def preview(*, ended: str = "1996", signed: str = "1961", **more: object) -> Report:
    steps = (("signed", signed, "CT+"), ("terminated", ended, "CT+"))
    return Report("The 1961 treaty lapsed.").agreement("The 1961 treaty", ["SUN", "PRK"], *steps, **more)


def asked(
    record: Record, report: Report | None, *entries: RegisterEntry, as_of: str = "2024-06-14", **more: object
) -> list[Row]:
    record.create()
    if report is not None:
        record.add(report.reading)
    record.add_register(entries)
    with record.view(as_of=date.fromisoformat(as_of)) as view:
        return agreements(view, **({"actor": "RUS", "with_": "PRK"} | more)).to_dicts()  # type: ignore[arg-type]


def test_the_treaty_of_1961_is_the_register_s_with_its_dates(record: Record) -> None:
    (row,) = asked(record, preview(), OLD)
    assert row["parties"] == ["PRK", "SUN"]
    assert row["registers"] == ["ATOP 3440"]
    assert row["register_steps"] == ["ATOP 3440: signed 1961-07-06", "ATOP 3440: terminated 1996-09-10"]
    assert row["register_obligations"] == ["defense", "nonaggression"]
    assert (row["contradictions"], row["in_force"]) == ([], False)
    assert row["step_contexts"] == ["The 1961 treaty lapsed."] * 2


def test_what_reports_and_registers_have_otherwise_is_told(record: Record) -> None:
    report = preview(ended="1991", obligations=(Obligation.DEFENSE, Obligation.CONSULTATION))
    (row,) = asked(record, report, OLD)
    assert row["contradictions"] == [
        "terminated: reports 1991, ATOP 3440 1996-09-10",
        "consultation: in reports, not in ATOP 3440",
    ]


def test_a_year_that_is_off_by_one_is_the_same_treaty_and_a_contradiction(record: Record) -> None:
    report = Report("The treaty of then.").agreement("The treaty of then", ["PRK", "SUN"], ("signed", "1962", "CT+"))
    (row,) = asked(record, report, OLD)
    assert row["contradictions"] == ["signed: reports 1962, ATOP 3440 1961-07-06"]


def test_another_year_is_another_treaty(record: Record) -> None:
    report = Report("The treaty of then.").agreement("The treaty of then", ["PRK", "SUN"], ("signed", "1985", "CT+"))
    assert [row["registers"] for row in asked(record, report, OLD)] == [["ATOP 3440"], []]


def test_what_only_a_register_has_is_there_when_parties_are_asked_for(record: Record) -> None:
    (row,) = asked(record, None, NEW)
    assert (row["registers"], row["in_force"], row["quote"], row["documents"]) == (["ATOP 4940"], True, None, 0)
    assert asked(record, None, NEW, with_="CHN") == []
    assert asked(record, None, NEW, actor=None, with_=None) == []


@pytest.mark.parametrize(
    ("as_of", "in_force"),
    [("1961-07-05", {}), ("1990-01-01", {"ATOP 3440": True}), ("2024-06-14", {"ATOP 3440": False, "ATOP 4940": True})],
)
def test_what_was_in_force_on_a_day(record: Record, as_of: str, in_force: dict[str, bool]) -> None:
    rows = asked(record, None, OLD, NEW, as_of=as_of)
    assert {row["registers"][0]: row["in_force"] for row in rows} == in_force  # type: ignore[index]
    only = asked(record, None, OLD, NEW, as_of=as_of, in_force=True)
    assert [row["registers"][0] for row in only] == [label for label, is_so in in_force.items() if is_so]  # type: ignore[index]


def test_reports_tell_what_was_in_force_too(view_of: Viewer) -> None:
    steps = (("signed", "2024-06-19", "CT+"), ("in force", "2024-12-04", "CT+"))
    report = Report("A treaty of note holds.", published="2024-12-05").agreement(
        "A treaty of note", ["PRK", "RUS"], *steps
    )
    row = agreements(view_of(report, as_of="2024-12-05"))[0]
    assert (row["in_force"], row["registers"], row["contradictions"]) == (True, [], [])


def test_a_prospective_treaty_is_in_no_register(record: Record) -> None:
    report = Report("A new treaty of 2000 may come.").agreement(
        "A new treaty of 2000", ["PRK", "RUS"], prospective=True
    )
    rows = asked(record, report, NEW)
    assert {row["name"]: row["registers"] for row in rows}["A new treaty of 2000"] == []


def test_a_title_finds_a_treaty_of_many(record: Record) -> None:
    title = "Convention on the Safety of Harbour Lights. Vienna, 18 April 1961"
    many = entry("3-3", ("CHL", "NOR", "PER"), (SIGNED, "1961-04-18"), name=title, in_force_from_signature=False)
    for name, expected in (
        ("the Convention on the Safety of Harbour Lights", [many]),
        ("the Harbour Lights Convention of 1975", []),
        ("the treaty between Norway and Chile", []),
        ("the convention", []),
    ):
        assert matching([many], ["NOR"], None, name) == expected, name


def test_who_the_parties_are_is_no_title() -> None:
    named = entry("1", ("PRK", "RUS"), (SIGNED, "2000-02-09"), name="North Korea and Russia, alliance of 2000")
    assert matching([named], ["PRK", "RUS"], None, "the treaty between Russia and North Korea") == []
