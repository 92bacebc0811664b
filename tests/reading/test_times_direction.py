"""Which way weekdays, months and days without a year point: what the verb says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from timed import FRIDAY, TimesOf


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The minister arrived on Monday.", "2024-06-10"),
        ("The minister will arrive on Monday.", "2024-06-17"),
        ("The minister is expected to arrive on Monday.", "2024-06-17"),
        ("The talks begin Monday.", "2024-06-17"),
        ("The minister said Monday that she would resign.", "2024-06-10"),
        ("The envoy praised Tuesday's declaration.", "2024-06-11"),
        ("Voters will decide in Sunday's election.", "2024-06-16"),
        ("Prices have doubled since Tuesday.", "2024-06-11"),
        ("The vote is on Monday.", "2024-06-17"),
        ("The deadline is Monday.", "2024-06-17"),
        ("A decision is likely Monday.", "2024-06-17"),
        ("He gave them until Monday to leave.", "2024-06-17"),
        ("He told them to leave by Monday.", "2024-06-17"),
        ("He said he hoped to leave Monday.", "2024-06-17"),
        ("Beginning Monday, the fee is $5.", "2024-06-17"),
        ("Markets will be closed Monday for the holiday.", "2024-06-17"),
        ("He may have left on Monday.", "2024-06-10"),
        ("He should have left Monday.", "2024-06-10"),
        ("The bill was to have been signed Monday but was delayed.", "2024-06-10"),
        ("He vowed Monday to resign.", "2024-06-10"),
        ("The minister would not say Monday who would go.", "2024-06-10"),
        ("The firm could not be reached Monday.", "2024-06-10"),
        ("They were surprised to see him on Monday.", "2024-06-10"),
        ("They are ready to leave on Monday.", "2024-06-17"),
        ("She was the first envoy to land there on Monday.", "2024-06-10"),
        ("To leave on Monday was a mistake.", "2024-06-10"),
        ("He spoke of a letter from Monday.", "2024-06-10"),
        ("Wheat for December delivery rose.", "2024-12"),
        ("The army delayed the strike until Monday.", "2024-06-17"),
        ("They called an election for Monday.", "2024-06-17"),
        ("They announced a rally for Monday.", "2024-06-17"),
        ("Ahead of Monday's vote he resigned.", "2024-06-17"),
        ("After Monday's vote he resigned.", "2024-06-10"),
        ("Monday's vote is a test of strength.", "2024-06-17"),
        ("He hopes for an answer on Monday.", "2024-06-17"),
        ("It comes after a raid in September.", "2023-09"),
    ],
)
def test_a_weekday_takes_its_direction_from_tense(times_of: TimesOf, text: str, value: str) -> None:
    assert [found.value for found in times_of(text)] == [value]


@pytest.mark.parametrize(
    "text", ["The minister arrived on Friday.", "The minister will arrive on Friday.", "Friday's vote was close."]
)
def test_the_publication_weekday_is_the_publication_day(times_of: TimesOf, text: str) -> None:
    assert [found.value for found in times_of(text)] == [FRIDAY.isoformat()]


def test_a_report_published_after_midnight_abroad_keeps_the_outlets_day(times_of: TimesOf) -> None:
    at = datetime(2024, 6, 13, 15, 30, tzinfo=UTC)  # half past midnight on Friday in Seoul
    found = times_of("The army said Friday that it fired on Thursday.", published_at=at)
    assert [each.value for each in found] == ["2024-06-14", "2024-06-13"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("From Monday through Thursday the port is closed.", ["2024-06-17", "2024-06-20"]),
        ("The port will be closed from Thursday to Sunday.", ["2024-06-20", "2024-06-23"]),
        ("The port was closed from Wednesday to Saturday.", ["2024-06-05", "2024-06-08"]),
        ("The port was closed Tuesday-Thursday.", ["2024-06-11", "2024-06-13"]),
        ("The port has been closed from Sunday to Friday.", ["2024-06-09", "2024-06-14"]),
    ],
)
def test_the_weekdays_of_a_stretch_are_of_one_run(times_of: TimesOf, text: str, values: list[str]) -> None:
    assert [found.value for found in times_of(text)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("PARIS, Nov. 5, 1956 - The council met on Friday.", ["1956-11-05", "1956-11-02"]),
        ("VIENNA, June 4, 1961 (Agency) - Yesterday the leaders met.", ["1961-06-04", "1961-06-03"]),
        ("VIENNA, June 12, 2024 - The leaders met on Friday.", ["2024-06-12", "2024-06-14"]),
        ("In Vienna, June 4, 1961 - the summit - was told of on Friday.", ["1961-06-04", "2024-06-14"]),
        ("PARIS, Feb. 30, 1956 - The council met on Friday.", ["1956", "2024-06-14"]),
    ],
)
def test_an_old_dateline_is_what_a_report_is_counted_from(times_of: TimesOf, text: str, values: list[str]) -> None:
    assert [found.value for found in times_of(text)] == values
