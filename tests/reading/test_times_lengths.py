"""Lengths, repeated times and vague references."""

from __future__ import annotations

import pytest

from onrecord.types import TimeKind
from timed import TimesOf, told


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("It was his first trip in 24 years.", "24 years", "P24Y"),
        ("It will happen within days.", "days", "PXD"),
        ("The talks went on for weeks.", "weeks", "PXW"),
        ("A two-day visit ended.", "two-day", "P2D"),
        ("The army fought for two and a half years.", "two and a half years", "P2Y6M"),
        ("They talked for half an hour.", "half an hour", "PT30M"),
        ("They waited a couple of days.", "a couple of days", "P2D"),
        ("The decades-long dispute ended.", "decades-long", "PXY"),
        ("Trade grew over the past three months.", "the past three months", "P3M"),
        ("It lasted two decades.", "two decades", "P20Y"),
        ("It stood for a hundred years.", "a hundred years", "P100Y"),
        ("The year-long siege ended.", "year-long", "P1Y"),
        ("The weeklong siege ended.", "weeklong", "P1W"),
        ("An hour-long meeting ended.", "hour-long", "PT1H"),
        ("The decade-old war ended.", "decade-old", "P10Y"),
        ("A 10- to 15-year term is likely.", "10- to 15-year", "P10Y"),
        ("It took two and one-half years.", "two and one-half years", "P2Y6M"),
        ("It took hundreds of years.", "hundreds of years", "PXY"),
        ("It takes a year or two.", "a year or two", "P1Y"),
        ("They waited all day.", "all day", "P1D"),
        ("They spent months on it.", "months", "PXM"),
        ("Weeks of talks failed.", "Weeks", "PXW"),
        ("It took weeks or months of talks.", "weeks or months", "PXW"),
        ("They held him 5 ½ years.", "5 ½ years", "P5Y6M"),
        ("Two men died over the past day.", "the past day", "P1D"),
        ("They need 15 extra minutes.", "15 extra minutes", "PT15M"),
        ("They fought in the final days of the war.", "the final days", "PXD"),
        ("They fought for the past year and a half.", "the past year and a half", "P1Y6M"),
        ("In the year since the accord was signed nobody fought.", "the year", "P1Y"),
    ],
)
def test_durations(times_of: TimesOf, text: str, quote: str, value: str) -> None:
    (found,) = times_of(text)
    assert (found.evidence.quote, found.value, found.kind) == (quote, value, TimeKind.DURATION)
    assert found.when is None


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("They meet every year.", "every year", "P1Y"),
        ("They meet every two weeks.", "every two weeks", "P2W"),
        ("They meet every other day.", "every other day", "P2D"),
        ("They meet each Thursday.", "each Thursday", "XXXX-WXX-4"),
        ("They meet on Mondays.", "Mondays", "XXXX-WXX-1"),
        ("They march each July.", "each July", "XXXX-07"),
        ("The line carries four trains a week.", "a week", "P1W"),
        ("They pay $12 an hour.", "an hour", "PT1H"),
        ("It costs more per year.", "per year", "P1Y"),
        ("They come every single day.", "every single day", "P1D"),
        ("The ships patrol daily.", "daily", "P1D"),
        ("They held their annual talks.", "annual", "P1Y"),
        ("They meet on the first Monday of each month.", "the first Monday of each month", "XXXX-WXX-1"),
    ],
)
def test_sets(times_of: TimesOf, text: str, quote: str, value: str) -> None:
    (found,) = times_of(text)
    assert (found.evidence.quote, found.value, found.kind) == (quote, value, TimeKind.SET)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The prices are now higher than in the past.", ["PRESENT_REF", "PAST_REF"]),
        ("Ties may improve in the future.", ["FUTURE_REF"]),
        ("They recently met.", ["PAST_REF"]),
        ("The recent talks failed.", ["PAST_REF"]),
    ],
)
def test_vague_references_have_no_interval(times_of: TimesOf, text: str, values: list[str]) -> None:
    found = times_of(text)
    assert [each.value for each in found] == values
    assert all(each.when is None for each in found)


def test_nights_of_two_weekdays_are_two_sets(times_of: TimesOf) -> None:
    found = times_of("The bridge is shut on Monday and Tuesday nights.")
    assert told(found) == [("Monday", "XXXX-WXX-1TNI"), ("Tuesday nights", "XXXX-WXX-2TNI")]
