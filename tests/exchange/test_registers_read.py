"""Registers' files become entries: parties of their day, dates at their precision, and nothing lost in silence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from exchange import register_files as made
from onrecord.errors import BadQuery, UnreadableSource
from onrecord.exchange import read_register
from onrecord.exchange.parties import by_cow, by_iso_number, by_name
from onrecord.exchange.tables import day
from onrecord.record.registers import RegisterEntry


def told(entry: RegisterEntry) -> list[tuple[str, str | None, str | None]]:
    return [(step.kind.value, step.when.isoformat() if step.when else None, step.party) for step in entry.steps]


def entries(format: str, file: Path) -> dict[str, RegisterEntry]:
    return {entry.label: entry for entry in read_register(format, file).entries}


def test_an_alliance_has_its_members_of_the_day_its_dates_and_obligations(tmp_path: Path) -> None:
    found = entries("atop", made.atop_members(tmp_path))
    old, new = found["ATOP 3440"], found["ATOP 4940"]
    assert (old.parties, new.parties) == (("PRK", "SUN"), ("PRK", "RUS"))
    assert told(old) == [("signed", "1961-07-06", None), ("terminated", "1996-09-10", None)]
    assert told(new) == [("signed", "2000-02-09", None)]
    assert [one.value for one in old.obligations] == ["defense", "nonaggression"]
    assert old.name == "North Korea and Soviet Union, alliance of 1961"


def test_members_come_and_go_and_phases_are_one_spell(tmp_path: Path) -> None:
    found = entries("atop", made.atop_members(tmp_path))["ATOP 9001"]
    assert found.parties == ("CAN", "GRC", "USA")
    assert told(found) == [
        ("signed", "1949-04", None),
        ("acceded", "1952", "GRC"),
        ("withdrawn", "1974-08-14", "GRC"),
    ]


def test_the_alliance_level_says_the_same(tmp_path: Path) -> None:
    members, alliances = made.atop_members(tmp_path), made.atop_alliances(tmp_path)
    assert entries("atop", alliances)["ATOP 3440"] == entries("atop", members)["ATOP 3440"]


def test_what_is_left_out_is_counted_and_named(tmp_path: Path) -> None:
    members = read_register("atop", made.atop_members(tmp_path))
    assert members.skipped == {"members that are no known state": 1}
    assert members.examples["members that are no known state"] == "ATOP 9001, member 8888"
    assert read_register("atop", made.atop_alliances(tmp_path)).skipped == {"alliances without a date or a member": 1}
    assert read_register("desta", made.desta(tmp_path)).skipped == {
        "parties that are no known state": 1,
        "rows whose base treaty is not there": 1,
    }
    assert read_register("untc", made.untc(tmp_path)).skipped == {
        "acts that bind nobody or have no date": 2,
        "participants that are no known state": 1,
        "treaties without a table of participants": 1,
    }


def test_a_trade_agreement_has_its_later_rows_as_steps(tmp_path: Path) -> None:
    found = entries("desta", made.desta(tmp_path))
    assert told(found["DESTA 7"]) == [
        ("signed", "2003", None),
        ("in force", "2004", None),
        ("acceded", "2010", "PER"),
        ("amended", "2012", None),
        ("withdrawn", "2015", "PER"),
    ]
    assert found["DESTA 7"].parties == ("CHL", "NOR", "PER")
    assert told(found["DESTA 8"]) == [("negotiated", "2016", None)]
    assert found["DESTA 10"].parties == ("FIN", "SUN")


def test_a_treaty_has_the_acts_of_its_participants(tmp_path: Path) -> None:
    found = entries("untc", made.untc(tmp_path))
    assert told(found["UNTC 3-3"]) == [
        ("signed", "1961-04-18", None),
        ("signed", "1961-04-18", "AUT"),
        ("ratified", "1966-04-28", "AUT"),
        ("acceded", "1965-10-06", "AFG"),
        ("acceded", "1977-03-17", "BHS"),
        ("signed", "1961-10-23", "BEL"),
        ("signed", "1961-05-27", "IRN"),
        ("ratified", "1965-02-03", "IRN"),
    ]
    assert found["UNTC 3-3"].parties == ("AFG", "AUT", "BHS", "IRN")
    assert told(found["UNTC 3-4.a"])[1:] == [("ratified", "1964-01-02", "AUT")]


def test_who_only_signed_is_no_party(tmp_path: Path) -> None:
    assert "BEL" not in entries("untc", made.untc(tmp_path))["UNTC 3-3"].parties


def test_an_edition_may_have_a_day(tmp_path: Path) -> None:
    imported = read_register("desta", made.desta(tmp_path), published=date(2018, 1, 1))
    assert {entry.published for entry in imported.entries} == {date(2018, 1, 1)}


@pytest.mark.parametrize(
    ("year", "month", "day_of_month", "expected"),
    [
        ("1961", "7", "6", "1961-07-06"),
        ("1961", "7", "0", "1961-07"),
        ("1961", "0", "0", "1961"),
        ("1961", "-9", "-9", "1961"),
        ("1961.0", "7.0", "6.0", "1961-07-06"),
        ("0", "0", "0", None),
        ("NA", "", "", None),
        ("9999", "1", "1", None),
        ("1961", "2", "30", None),
        ("1961", "13", "1", None),
    ],
)
def test_a_date_has_the_precision_that_it_is_told_with(
    year: str, month: str, day_of_month: str, expected: str | None
) -> None:
    found = day(year, month, day_of_month)
    assert (found.isoformat() if found else None) == expected


@pytest.mark.parametrize(
    ("number", "on", "code"),
    [(365, 1961, "SUN"), (365, 2000, "RUS"), (345, 1960, "YUG"), (260, 1980, "DEU"), (8888, 2000, None)],
)
def test_a_correlates_of_war_number_is_the_state_of_its_day(number: int, on: int, code: str | None) -> None:
    assert by_cow(number, date(on, 6, 1)) == code


def test_an_iso_number_is_the_state_of_its_day() -> None:
    assert by_iso_number(643, date(1980, 1, 1)) == "SUN"
    assert by_iso_number(643, date(2000, 1, 1)) == "RUS"
    assert by_iso_number(5, date(2000, 1, 1)) is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Austria", "AUT"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("Republic of Korea", "KOR"),
        ("Democratic People's Republic of Korea", "PRK"),
        ("Viet Nam", "VNM"),
        ("China 3, 4", "CHN"),
        ("Congo", "COG"),
        ("Democratic Republic of the Congo", "COD"),
        ("Ruritania", None),
    ],
)
def test_the_united_nations_names_are_known(name: str, code: str | None) -> None:
    assert by_name(name, date(1995, 1, 1)) == code


def test_what_is_not_in_the_format_is_refused(tmp_path: Path) -> None:
    other = made.written(tmp_path / "other.csv", "a,b", "1,2")
    for format in ("atop", "untc", "desta"):
        with pytest.raises(UnreadableSource, match="has no column"):
            read_register(format, other)
        with pytest.raises(UnreadableSource, match="cannot be read"):
            read_register(format, tmp_path / "missing.csv")
    with pytest.raises(BadQuery, match="no format of a register"):
        read_register("cow", other)
    neither = made.written(tmp_path / "neither.csv", "atopid,defense,offense,neutral,nonagg,consul", "1,0,0,0,0,0")
    with pytest.raises(UnreadableSource, match="neither"):
        read_register("atop", neither)
