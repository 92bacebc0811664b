"""Time expressions: values, spans, types and modifiers, resolved against the publication date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.reading.reader import Reader
from onrecord.types import DateBasis, Document, Precision, TimeExpression, TimeKind, content_id

FRIDAY = date(2024, 6, 14)
TimesOf = Callable[..., tuple[TimeExpression, ...]]


@pytest.fixture(scope="session")
def times_of(reader: Reader) -> TimesOf:
    """``times_of(text, published=..., country=...)``: what the component finds."""
    keep = ("onrecord_sentences", "onrecord_times")
    others = [name for name in reader.nlp.pipe_names if name.startswith("onrecord_") and name not in keep]

    def find(text: str, published: date = FRIDAY, **fields: Any) -> tuple[TimeExpression, ...]:
        document = Document(
            id=content_id("document", text), text=text, published=published, date_basis=DateBasis.GIVEN, **fields
        )
        with reader.nlp.select_pipes(disable=others):
            found: tuple[TimeExpression, ...] = reader.nlp(reader.make_doc(document))._.times
        return found

    return find


def told(found: tuple[TimeExpression, ...]) -> list[tuple[str, str]]:
    return [(each.evidence.quote, each.value) for each in found]


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
        ("Ties were warm in the nineteen eighties.", "the nineteen eighties", "198"),
        ("Ties were warm in the late 1980's.", "the late 1980's", "198"),
        ("Ties were warm in the late 19th century.", "the late 19th century", "18"),
        ("The 1990 fiscal year was bad.", "The 1990 fiscal year", "1990"),
        ("They lost money in full-year 1989.", "1989", "1989"),
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
        ("They met two weeks ago.", "two weeks ago", "2024-05-31"),
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
    ],
)
def test_relative_dates_count_from_publication(times_of: TimesOf, text: str, quote: str, value: str) -> None:
    assert told(times_of(text)) == [(quote, value)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The summit opened on May 3. Two days later the envoys left.", ["2024-05-03", "2024-05-05"]),
        ("The summit opened on May 3. They left the next day.", ["2024-05-03", "2024-05-04"]),
        ("The pact was signed in 1961. Two years later it was revised.", ["1961", "1963"]),
        ("The pact was signed in 1961. A month later it was revised.", ["1961", "P1M"]),
        ("The war began on May 3, 1990. That year 12 states signed.", ["1990-05-03", "1990"]),
    ],
)
def test_some_dates_count_from_the_time_the_text_is_at(times_of: TimesOf, text: str, values: list[str]) -> None:
    assert [found.value for found in times_of(text)] == values


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
        ("They fought in the final days of the war.", "the final days", "PXD"),
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
        ("The ships patrol daily.", "daily", "P1D"),
    ],
)
def test_sets(times_of: TimesOf, text: str, quote: str, value: str) -> None:
    (found,) = times_of(text)
    assert (found.evidence.quote, found.value, found.kind) == (quote, value, TimeKind.SET)


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("It struck at 10 p.m. Wednesday.", "10 p.m. Wednesday", "2024-06-12T22:00"),
        ("It struck at 18:00 GMT on Tuesday.", "18:00 GMT on Tuesday", "2024-06-11T18:00Z"),
        ("It struck at 1800 GMT on Tuesday.", "1800 GMT on Tuesday", "2024-06-11T18:00Z"),
        ("It struck at noon Thursday.", "noon Thursday", "2024-06-13T12:00"),
        ("It struck at 12.30pm.", "12.30pm", "2024-06-14T12:30"),
        ("It struck at 3 o'clock in the morning.", "3 o'clock in the morning", "2024-06-14T03:00"),
        ("It struck last night.", "last night", "2024-06-13TNI"),
        ("It struck early Friday morning.", "early Friday morning", "2024-06-14TMO"),
        ("He arrived on the evening of August 3.", "the evening of August 3", "2023-08-03TEV"),
        ("It struck at 3 in the morning.", "3 in the morning", "2024-06-14T03:00"),
        ("It struck at 3:30 this afternoon.", "3:30 this afternoon", "2024-06-14T15:30"),
        ("It struck at 5 p.m. EST Tuesday.", "5 p.m. EST Tuesday", "2024-06-11T17:00-05:00"),
        ("It struck at 9 a.m. Seoul time on Tuesday.", "9 a.m. Seoul time on Tuesday", "2024-06-11T09:00+09:00"),
        ("It struck at 6:40 p.m. (GMT +8).", "6:40 p.m. (GMT +8)", "2024-06-14T18:40+08:00"),
        ("It struck before dawn.", "dawn", "2024-06-14TMO"),
    ],
)
def test_times_of_day_carry_their_day(times_of: TimesOf, text: str, quote: str, value: str) -> None:
    (found,) = times_of(text)
    assert (found.evidence.quote, found.value, found.kind) == (quote, value, TimeKind.TIME)


def test_a_local_time_and_its_gmt_are_not_two_events(times_of: TimesOf) -> None:
    found = times_of("It was signed at 10:30 p.m. (1430 GMT) on Wednesday.")
    assert [each.value for each in found] == ["2024-06-12T22:30", "2024-06-12"]


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
        ("They met in the first week of March.", "the first week of March", "2024-W10"),
        ("They met in the last week of April 2023.", "the last week of April 2023", "2023-W17"),
        ("They met on the last day of May.", "the last day of May", "2024-05-31"),
        ("They met on the first Monday of May.", "the first Monday of May", "2024-05-06"),
        ("They vote on the second Tuesday in November.", "the second Tuesday in November", "2024-11-12"),
        ("They met in the second half of May.", "the second half of May", "2024-05"),
        ("They met in the week of May 6.", "the week of May 6", "2024-W19"),
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


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The prices are now higher than in the past.", ["PRESENT_REF", "PAST_REF"]),
        ("Ties may improve in the future.", ["FUTURE_REF"]),
        ("They recently met.", ["PAST_REF"]),
    ],
)
def test_vague_references_have_no_interval(times_of: TimesOf, text: str, values: list[str]) -> None:
    found = times_of(text)
    assert [each.value for each in found] == values
    assert all(each.when is None for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "Mrs May met the president.",
        "Theresa May met the president.",
        "The report may change minds.",
        "Soldiers march on the capital.",
        "The March on Washington drew a crowd.",
        "The order number is 2882015.",
        "The firm sold 2005 cars.",
        "The bill is $1999.",
        "Delegates sat in Room 2010.",
        "Some 2,010 troops crossed.",
        "He is 52 years old.",
        "The talks broke on February 30.",
        "The date 2024-02-30 is wrong.",
        "The date 45/13/2024 is wrong.",
        "The Good Friday agreement holds.",
        "A quarter of the cost was waived.",
        "The prices may fall.",
        "They lost the quarter-final.",
        "A 7-month-old baby was found.",
    ],
)
def test_what_is_no_time_is_not_found(times_of: TimesOf, text: str) -> None:
    assert told(times_of(text)) == []


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
    "text",
    [
        "million " * 500 + "years",
        "1" * 5000 + " years",
        "1" + ",000" * 2000 + " years",
        "9" * 12 + " centuries ago",
        "",
        "\n",
    ],
)
def test_numbers_beyond_all_time_end_in_no_error(times_of: TimesOf, text: str) -> None:
    assert all(found.when is None for found in times_of(text))


WORDS = (
    "the a last next this early mid late end of in on at may March 31 30 13 2005 199 1990s 10:75 25 p.m. a.m. GMT",
    "Monday Mondays night half an hour two million twenty second third quarter year years century ago later before",
    "Ramadan Easter 99/99/9999 0000-00-00 9999 1000 , . - ( ) ' s and or to thousand hundred several few couple every",
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.sampled_from(" ".join(WORDS).split()), min_size=1, max_size=12),
    published=st.sampled_from([date(1, 1, 1), date(1900, 3, 1), date(2024, 2, 29), date(9999, 12, 31)]),
)
def test_no_mixture_of_time_words_ends_in_an_error(times_of: TimesOf, words: list[str], published: date) -> None:
    for found in times_of(" ".join(words), published=published):
        if found.when is not None and found.when.earliest is not None and found.when.latest is not None:
            assert found.when.latest - found.when.earliest >= timedelta(0)


def test_days_before_the_first_year_have_no_value(times_of: TimesOf) -> None:
    assert all(found.when is None for found in times_of("31 Mondays ago", published=date(1, 1, 1)))
