"""Days, months, years and what is counted from them: values and spans, resolved against the publication date."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from onrecord.types import Precision, TimeKind
from timed import FRIDAY, TimesOf, told


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("The leaders met on Sept. 13, 2023.", "Sept. 13, 2023", "2023-09-13"),
        ("The leaders met on 13 September 2023.", "13 September 2023", "2023-09-13"),
        ("The leaders met on the 13th of September 2023.", "the 13th of September 2023", "2023-09-13"),
        ("The leaders met on Wednesday, September 13, 2023.", "Wednesday, September 13, 2023", "2023-09-13"),
        ("The leaders met on 2023-09-13.", "2023-09-13", "2023-09-13"),
        ("The leaders met on 13.09.2023.", "13.09.2023", "2023-09-13"),
        ("He came to power in July 2000.", "July 2000", "2000-07"),
        ("The wall fell in 1989.", "1989", "1989"),
        ("The 1961 treaty lapsed.", "1961", "1961"),
        ("Voters recall the 2016 elections.", "2016", "2016"),
        ("Ties were warm in the 1990s.", "the 1990s", "199"),
        ("Ties were warm in the mid-1990s.", "the mid-1990s", "199"),
        ("Ties were warm in the '70s.", "the '70s", "197"),
        ("Ties were warm in the nineteen eighties.", "the nineteen eighties", "198"),
        ("Ties were warm in the late 1980's.", "the late 1980's", "198"),
        ("Ties were warm in the late 19th century.", "the late 19th century", "18"),
        ("In 19th century Europe it was common.", "19th century", "18"),
        ("It was built in the 18th and 19th centuries.", "the 18th and 19th centuries", "17/18"),
        ("The 1990 fiscal year was bad.", "The 1990 fiscal year", "1990"),
        ("They lost money in full-year 1989.", "1989", "1989"),
        ("They lost money for the full year 1989.", "the full year 1989", "1989"),
        ("It was the worst war of the 20th century.", "the 20th century", "19"),
        ("He was born in nineteen forty-four.", "nineteen forty-four", "1944"),
        ("The pact of January twenty-third, 1998 held.", "January twenty-third, 1998", "1998-01-23"),
    ],
)
def test_a_full_date_needs_no_publication_date(times_of: TimesOf, text: str, quote: str, value: str) -> None:
    assert told(times_of(text)) == [(quote, value)]
    assert told(times_of(text, published=date(1995, 1, 1))) == [(quote, value)]


def test_a_range_of_days_is_one_expression_with_both_ends(times_of: TimesOf) -> None:
    (found,) = times_of("The state visit is expected around June 18-19.")
    assert (found.evidence.quote, found.value, found.modifier) == (
        "around June 18-19",
        "2024-06-18/2024-06-19",
        "APPROX",
    )
    assert found.when is not None
    assert (found.when.earliest, found.when.latest, found.when.precision) == (
        date(2024, 6, 18),
        date(2024, 6, 19),
        Precision.RANGE,
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The envoys will meet from 3 to 5 July.", "2024-07-03/2024-07-05"),
        ("The drill will run from May 30-June 2.", "2024-05-30/2024-06-02"),
        ("The alliance lasted from 1961-96.", "1961/1996"),
    ],
)
def test_ranges_are_iso_intervals(times_of: TimesOf, text: str, value: str) -> None:
    assert [found.value for found in times_of(text)] == [value]


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("They met last Friday.", "last Friday", "2024-06-07"),
        ("They will meet next Friday.", "next Friday", "2024-06-21"),
        ("They met on Wednesday of last week.", "Wednesday of last week", "2024-06-05"),
        ("They met last September.", "last September", "2023-09"),
        ("They will meet beginning on July 3.", "July 3", "2024-07-03"),
        ("They met in September.", "September", "2023-09"),
        ("They will meet in September.", "September", "2024-09"),
        ("They met in May of last year.", "May of last year", "2023-05"),
        ("They met on the 25th.", "the 25th", "2024-05-25"),
        ("They will meet on the 25th.", "the 25th", "2024-06-25"),
        ("They had met on Nov. 5.", "Nov. 5", "2023-11-05"),
        ("They will meet on Jan. 5.", "Jan. 5", "2025-01-05"),
        ("They met this week.", "this week", "2024-W24"),
        ("They met last month.", "last month", "2024-05"),
        ("They will meet next year.", "next year", "2025"),
        ("They met last weekend.", "last weekend", "2024-W23-WE"),
        ("They met yesterday.", "yesterday", "2024-06-13"),
        ("They met the day before yesterday.", "the day before yesterday", "2024-06-12"),
        ("They will meet tomorrow.", "tomorrow", "2024-06-15"),
        ("They met two weeks ago.", "two weeks ago", "2024-W22"),
        ("They met five months ago.", "five months ago", "2024-01"),
        ("He first came 24 years ago.", "24 years ago", "2000"),
        ("They met three decades ago.", "three decades ago", "1994"),
        ("The plant was built years ago.", "years ago", "PAST_REF"),
        ("It was built half a century ago.", "half a century ago", "1974"),
        ("It was built a quarter-century ago.", "a quarter-century ago", "1999"),
        ("They met a year and a half ago.", "a year and a half ago", "2022-12"),
        ("They met two years ago this month.", "two years ago this month", "2022-06"),
        ("They met a year ago today.", "a year ago today", "2023-06-14"),
        ("They will meet a week from Monday.", "a week from Monday", "2024-06-24"),
        ("They met two Mondays ago.", "two Mondays ago", "2024-06-03"),
        ("They met the week before last.", "the week before last", "2024-W22"),
        ("They will meet the month after next.", "the month after next", "2024-08"),
        ("They met this past Monday.", "this past Monday", "2024-06-10"),
        ("They had met the night before.", "the night before", "2024-06-13TNI"),
        ("They will leave at month's end.", "month's end", "2024-06"),
        ("They will vote by midyear.", "midyear", "2024"),
        ("It opened late last century.", "late last century", "19"),
        ("In previous years they stayed away.", "previous years", "PAST_REF"),
        ("In recent years they stayed away.", "recent years", "PAST_REF"),
    ],
)
def test_relative_dates_count_from_publication(times_of: TimesOf, text: str, quote: str, value: str) -> None:
    assert told(times_of(text)) == [(quote, value)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The summit opened on May 3. They left the next day.", ["2024-05-03", "2024-05-04"]),
        ("Prices rose on May 3. They had fallen a day earlier.", ["2024-05-03", "2024-05-02"]),
        ("Prices rose on May 3. They had fallen the week before.", ["2024-05-03", "2024-W17"]),
        ("The pact was signed in 1961 and broken the following January.", ["1961", "1962-01"]),
        ("The pact was signed in 1961 and took effect the following Jan. 1.", ["1961", "1962-01-01"]),
        ("The pact was signed on May 3, 1961, after talks the previous June.", ["1961-05-03", "1960-06"]),
        ("They met on May 3 and again the same evening.", ["2024-05-03", "2024-05-03TEV"]),
        ("The war began on May 3, 1990. That year 12 states signed.", ["1990-05-03", "1990"]),
    ],
)
def test_some_dates_count_from_the_time_the_text_is_at(times_of: TimesOf, text: str, values: list[str]) -> None:
    assert [found.value for found in times_of(text)] == values


@pytest.mark.parametrize(
    ("text", "value", "day"),
    [
        ("The summit opened on May 3. Two days later the envoys left.", "P2D", date(2024, 5, 5)),
        ("The envoys came on May 3. Ten days earlier they had refused.", "P10D", date(2024, 4, 23)),
        ("The pact was signed in 1961. Two years later it was revised.", "P2Y", date(1963, 1, 1)),
        ("The pact was signed in 1961. A month later it was revised.", "P1M", None),
        ("The envoys came on May 3. A few days later they left.", "PXD", None),
    ],
)
def test_a_length_counted_from_the_text_keeps_the_day_it_ends_in(
    times_of: TimesOf, text: str, value: str, day: date | None
) -> None:
    found = times_of(text)[-1]
    assert (found.value, found.kind) == (value, TimeKind.DURATION)
    assert (found.when.earliest if found.when is not None else None) == day


def test_what_follows_a_length_is_counted_from_where_it_ends(times_of: TimesOf) -> None:
    found = times_of("The summit opened on May 3. Two days later the envoys left. The next day it rained.")
    assert [each.value for each in found] == ["2024-05-03", "P2D", "2024-05-06"]


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("It was signed on Friday the 13th.", "Friday the 13th", "2023-10-13"),
        ("It will be signed on Friday the 13th.", "Friday the 13th", "2024-09-13"),
        ("It's Wednesday, November 15th.", "Wednesday, November 15th", "2023-11-15"),
        ("It's Wednesday, July 19.", "Wednesday, July 19", "2023-07-19"),
        ("It's Thursday, Jan. 4.", "Thursday, Jan. 4", "2024-01-04"),
        ("It was signed on Sunday, July 19.", "Sunday, July 19", "2024-07-19"),
    ],
)
def test_a_weekday_tells_which_year_a_day_is_of(times_of: TimesOf, text: str, quote: str, value: str) -> None:
    assert told(times_of(text)) == [(quote, value)]


@pytest.mark.parametrize(
    "text", ["They passed on Tuesday the 13th amendment.", "They fell on Tuesday, the fourth loss."]
)
def test_a_weekday_before_what_an_ordinal_counts_is_a_day_of_its_own(times_of: TimesOf, text: str) -> None:
    assert told(times_of(text)) == [("Tuesday", "2024-06-11")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It rained from July through September.", ["2023-07", "2023-09"]),
        ("It will run from July to September.", ["2024-07", "2024-09"]),
        ("It rained from December to February.", ["2023-12", "2024-02"]),
        ("It will run from November to February.", ["2024-11", "2025-02"]),
    ],
)
def test_months_of_a_stretch_follow_each_other(times_of: TimesOf, text: str, values: list[str]) -> None:
    assert [found.value for found in times_of(text)] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The answer lies with today's youth.", "PRESENT_REF"),
        ("Few want to live in today's Russia.", "PRESENT_REF"),
        ("They are the leaders of tomorrow.", "FUTURE_REF"),
        ("The envoy praised today's declaration.", "2024-06-14"),
        ("The envoy wrote in today's New York Times.", "2024-06-14"),
    ],
)
def test_today_may_stand_for_these_days(times_of: TimesOf, text: str, value: str) -> None:
    assert [found.value for found in times_of(text)] == [value]


@pytest.mark.parametrize(
    ("text", "quote", "value", "modifier"),
    [
        ("He will come in mid-June.", "mid-June", "2024-06", "MID"),
        ("He came in early May.", "early May", "2024-05", "START"),
        ("It ends at the end of 2025.", "the end of 2025", "2025", "END"),
        ("He came earlier this month.", "earlier this month", "2024-06", "START"),
        ("It took nearly four years.", "nearly four years", "P4Y", "LESS_THAN"),
        ("It took more than four hours.", "more than four hours", "PT4H", "MORE_THAN"),
        ("It will take at least 30 days.", "at least 30 days", "P30D", "EQUAL_OR_MORE"),
        ("It took about two weeks.", "about two weeks", "P2W", "APPROX"),
    ],
)
def test_modifiers_are_kept_apart_from_values(
    times_of: TimesOf, text: str, quote: str, value: str, modifier: str
) -> None:
    (found,) = times_of(text)
    assert (found.evidence.quote, found.value, found.modifier) == (quote, value, modifier)


@pytest.mark.parametrize(
    ("text", "modifier", "earliest", "latest"),
    [
        ("It was built more than a decade ago.", "BEFORE", None, date(2014, 1, 1)),
        ("It was built less than two months ago.", "AFTER", date(2024, 4, 30), FRIDAY),
        ("It should pay off in 2030 and beyond.", "ON_OR_AFTER", date(2030, 1, 1), None),
    ],
)
def test_open_intervals_have_one_end(
    times_of: TimesOf, text: str, modifier: str, earliest: date | None, latest: date | None
) -> None:
    (found,) = times_of(text)
    assert found.modifier == modifier
    assert found.when is not None
    assert (found.when.earliest, found.when.latest) == (earliest, latest)


def test_a_modifier_narrows_the_interval(times_of: TimesOf) -> None:
    (found,) = times_of("He will come in late June.")
    assert found.when is not None
    assert found.when.earliest is not None
    assert found.when.earliest > date(2024, 6, 15)
    assert found.when.latest == date(2024, 6, 30)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They were freed on Christmas Eve.", "2023-12-24"),
        ("They will be freed on Christmas Eve.", "2024-12-24"),
        ("They were freed on Easter Sunday.", "2024-03-31"),
        ("They were freed on Thanksgiving Day.", "2023-11-23"),
        ("They were freed on Yom Kippur.", "2023-09-25"),
        ("Fighting paused during Ramadan.", "2024-03-11/2024-04-09"),
        ("They met before the Lunar New Year.", "2024-02-10"),
    ],
)
def test_named_days_are_computed(times_of: TimesOf, text: str, value: str) -> None:
    assert [found.value for found in times_of(text)] == [value]


def test_day_and_month_follow_the_outlets_country(times_of: TimesOf) -> None:
    text = "The notice is dated 03/04/2024."
    american, british, unknown = (times_of(text, country=country)[0] for country in ("USA", "GBR", None))
    assert (american.value, american.ambiguous) == ("2024-03-04", False)
    assert (british.value, british.ambiguous) == ("2024-04-03", False)
    assert unknown.ambiguous
    (plain,) = times_of("The notice is dated 13/04/2024.")
    assert (plain.value, plain.ambiguous) == ("2024-04-13", False)


def test_known_days_keep_their_year(times_of: TimesOf) -> None:
    assert [found.value for found in times_of("Security changed after the Sept. 11 attacks.")] == ["2001-09-11"]
    assert [found.value for found in times_of("Security changed after 9/11.")] == ["2001-09-11"]
    early = times_of("The mayor spoke of the Sept. 11 attacks.", published=date(1999, 10, 1))
    assert [found.value for found in early] == ["1999-09-11"]


def test_a_dateline_is_a_date_of_its_own(times_of: TimesOf) -> None:
    found = times_of("SEOUL, June 12 (Agency) -- The army fired on Tuesday.")
    assert [each.value for each in found] == ["2024-06-12", "2024-06-11"]


def test_values_do_not_depend_on_the_day_of_reading(times_of: TimesOf, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The truce holds until Monday; it was signed last May, two weeks after the talks of March."
    before = told(times_of(text))
    monkeypatch.setattr("time.time", lambda: 4e9)
    assert told(times_of(text)) == before


def test_expressions_are_in_order_and_quote_the_text(times_of: TimesOf) -> None:
    text = "On Monday, 3 June 2024, at 10 a.m., after two weeks of talks since last May, they signed by 2025."
    found = times_of(text)
    spans = [each.evidence.span for each in found]
    assert len(spans) > 3
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(text[span.start : span.end] == each.evidence.quote for span, each in zip(spans, found, strict=True))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They met in April and May 2005.", ["2005-04", "2005-05"]),
        ("They met on January 11 and March 4, 2021.", ["2021-01-11", "2021-03-04"]),
        ("They met on January 11, March 4 and May 6, 2021.", ["2021-01-11", "2021-03-04", "2021-05-06"]),
        ("They fought from November to March 2005.", ["2004-11", "2005-03"]),
    ],
)
def test_days_and_months_of_a_list_share_its_year(times_of: TimesOf, text: str, values: list[str]) -> None:
    assert [found.value for found in times_of(text)] == values
