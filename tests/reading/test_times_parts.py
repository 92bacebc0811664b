"""Quarters, halves, seasons, parts of months, and what companies compare a period with."""

from __future__ import annotations

from datetime import date

import pytest

from timed import TimesOf, told


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("Exports fell in the third quarter of 1984.", "the third quarter of 1984", "1984-Q3"),
        ("Exports fell in the first quarter.", "the first quarter", "2024-Q1"),
        ("Exports fell in the fourth quarter.", "the fourth quarter", "2023-Q4"),
        ("Exports fell in Q3 2022.", "Q3 2022", "2022-Q3"),
        ("Exports fell in the first half of 2023.", "the first half of 2023", "2023-H1"),
        ("The budget for fiscal 2023 passed.", "fiscal 2023", "2023"),
        ("They met in the summer of 2018.", "the summer of 2018", "2018-SU"),
        ("They met last fall.", "last fall", "2023-FA"),
        ("It should be done by year-end.", "year-end", "2024-12-31"),
        ("Exports fell in the quarter ended March 31.", "the quarter", "2024-Q1"),
        ("Exports fell in the first half.", "the first half", "2024-H1"),
        ("Exports fell in 2022's third quarter.", "2022's third quarter", "2022-Q3"),
        ("Exports fell in the prior quarter.", "the prior quarter", "2024-Q1"),
        ("Exports fell from the year-earlier quarter.", "the year-earlier quarter", "2023-Q1"),
        ("Exports fell in the same quarter last year.", "the same quarter last year", "2023-Q1"),
        ("Exports fell by year-end 2022.", "year-end 2022", "2022-12-31"),
        ("Exports fell in the most recent quarter.", "the most recent quarter", "2024-Q1"),
        ("Exports fell in the September quarter.", "the September quarter", "2023-Q3"),
        ("Exports fell in the same month a year ago.", "the same month a year ago", "2023-06"),
        ("They met in the winter of 1997-98.", "the winter of 1997-98", "1997-WI"),
        ("They met in the early part of the year.", "the early part of the year", "2024"),
        ("They met in the first week of March.", "the first week of March", "2024-W10"),
        ("They met in the last week of April 2023.", "the last week of April 2023", "2023-W17"),
        ("They met on the last day of May.", "the last day of May", "2024-05-31"),
        ("They met on the first Monday of May.", "the first Monday of May", "2024-05-06"),
        ("They vote on the second Tuesday in November.", "the second Tuesday in November", "2024-11-12"),
        ("They met in the second half of May.", "the second half of May", "2024-05"),
        ("They met in the week of May 6.", "the week of May 6", "2024-W19"),
        ("They met in the week of 6 May 2024.", "the week of 6 May 2024", "2024-W19"),
        ("It was the week's largest raid.", "the week", "2024-W24"),
    ],
)
def test_parts_of_years(times_of: TimesOf, text: str, quote: str, value: str) -> None:
    assert (quote, value) in told(times_of(text))


def test_a_fiscal_quarter_lies_where_its_end_is_told(times_of: TimesOf) -> None:
    found = times_of("Profit fell in the fourth quarter ended Aug. 31.")[0]
    assert found.value == "2023-Q4"
    assert found.when is not None
    assert (found.when.earliest, found.when.latest) == (date(2023, 6, 1), date(2023, 8, 31))


def test_a_comparison_with_a_year_earlier_is_no_length_of_a_year(times_of: TimesOf) -> None:
    found = times_of("It compares with a year-earlier loss.")
    assert told(found) == [("year-earlier", "2023")]


def test_a_year_earlier_is_the_same_quarter_in_a_report_of_a_quarter(times_of: TimesOf) -> None:
    found = times_of("The bank lost $2 million in the first quarter. A year earlier it had earned $3 million.")
    assert [each.value for each in found] == ["2024-Q1", "2023-Q1"]
    found = times_of("The president came to Hanoi. A year earlier he had stayed away.")
    assert [each.value for each in found] == ["2023"]


def test_the_quarter_is_the_one_reported_on_not_the_one_compared_with(times_of: TimesOf) -> None:
    found = times_of(
        "Profit rose in the first quarter. It was $2 million in the year-earlier quarter. Sales fell in the quarter."
    )
    assert [each.value for each in found] == ["2024-Q1", "2023-Q1", "2024-Q1"]


def test_a_year_earlier_is_not_counted_from_a_quarter_to_come(times_of: TimesOf) -> None:
    found = times_of(
        "Profit rose in the first quarter. It will fall in the third quarter. A year earlier it was $2 million."
    )
    assert [each.value for each in found][-1] == "2023-Q1"


def test_a_period_of_a_year_is_the_quarter_that_is_reported_on(times_of: TimesOf) -> None:
    found = times_of("Profit rose in the first quarter. It was $2 million in the 2022 period.")
    assert [each.value for each in found] == ["2024-Q1", "2022-Q1"]


def test_a_season_is_of_the_year_that_the_text_is_at(times_of: TimesOf) -> None:
    found = times_of("The war began in 1990. That spring 12 states signed.")
    assert [each.value for each in found] == ["1990", "1990-SP"]


def test_a_quarter_a_year_earlier_and_its_year_earlier_are_the_same(times_of: TimesOf) -> None:
    found = times_of("Profit fell from the third quarter a year earlier.")
    assert [each.value for each in found] == ["2023-Q3", "2023-Q3"]
    found = times_of("Profit fell from last year's first quarter. It fell again in the quarter.")
    assert [each.value for each in found] == ["2023-Q1", "2024-Q1"]
    found = times_of("Profit rose in the first quarter of 2019. A year earlier it had fallen.")
    assert [each.value for each in found] == ["2019-Q1", "2018-Q1"]


def test_the_year_earlier_months_are_a_length(times_of: TimesOf) -> None:
    assert told(times_of("Profit fell from the year-earlier nine months.")) == [("the year-earlier nine months", "P9M")]


def test_quarters_told_together_are_two(times_of: TimesOf) -> None:
    found = times_of("Exports fell in the third and fourth quarters of 2019.")
    assert told(found) == [("the third", "2019-Q3"), ("fourth quarters of 2019", "2019-Q4")]


@pytest.mark.parametrize(("published", "value"), [(date(2024, 1, 26), "2023"), (date(2024, 6, 14), "2024")])
def test_the_year_is_the_one_just_over_in_january(times_of: TimesOf, published: date, value: str) -> None:
    found = times_of("Sales fell for the full year.", published=published)
    assert told(found) == [("the full year", value)]
