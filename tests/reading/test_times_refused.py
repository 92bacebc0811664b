"""What is no time, and input that ends in no error."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timed import TimesOf, told


@pytest.mark.parametrize(
    "text",
    [
        "Mrs May met the president.",
        "Theresa May met the president.",
        "The report may change minds.",
        "Soldiers march on the capital.",
        "The March on Washington drew a crowd.",
        "She led the famed March for peace.",
        "The paper USA Today told of it.",
        "They watched the film High Noon there.",
        "He seeks an H1-B visa.",
        "The firm changed to a calendar year.",
        "The city fell in 1500 B.C. and rose again.",
        "The Russell 2000 index fell.",
        "The road could one day reach the coast.",
        "The future of the alliance is open.",
        "The most recent poll was close.",
        "His rating fell to the mid-30s.",
        "The order number is 2882015.",
        "The firm sold 2005 cars.",
        "It was a once-in-a-decade storm.",
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
        "They found a 1987 Toyota in the lot.",
    ],
)
def test_what_is_no_time_is_not_found(times_of: TimesOf, text: str) -> None:
    assert told(times_of(text)) == []


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


VALUE = re.compile(
    r"""(?:PRESENT|PAST|FUTURE)_REF
      | P(?:T?(?:X|\d+(?:\.\d+)?(?:e\+\d+)?)[YMWDQHS])+ | P\d+Y6M | PT\d+H30M
      | (?:\d{2,4}|XXXX)
        (?P<within>-(?:\d\d|XX)(?:-(?:\d\d|XX))?|-W(?:\d\d|XX)(?:-(?:\d|WE|WD))?|-[QH][1-4X]|-(?:SP|SU|FA|WI))?
        (?P<clock>T(?:MO|MI|AF|EV|NI|\d\d:\d\d(?::\d\d)?)(?:Z|[+-]\d\d:?\d\d)?)?
      | [\d-]+/[\d-]+""",
    re.VERBOSE,
)
"""What TIMEX3 takes for a value."""
WORDS = (
    "the a last next this early mid late end of in on at may March 31 30 13 2005 199 1990s 10:75 25 p.m. a.m. GMT",
    "Monday Mondays night half an hour two million twenty second third quarter year years century ago later before",
    "morning weekend centuries following previous through Friday 13th fiscal same past today's of tomorrow since",
    "Ramadan Easter 99/99/9999 0000-00-00 9999 1000 , . - ( ) ' s and or to thousand hundred several few couple every",
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.sampled_from(" ".join(WORDS).split()), min_size=1, max_size=12),
    published=st.sampled_from([date(1, 1, 1), date(1900, 3, 1), date(2024, 2, 29), date(9999, 12, 31)]),
)
def test_no_mixture_of_time_words_ends_in_an_error_or_an_ill_formed_value(
    times_of: TimesOf, words: list[str], published: date
) -> None:
    for found in times_of(" ".join(words), published=published):
        assert VALUE.fullmatch(found.value), found
        if found.when is not None and found.when.earliest is not None and found.when.latest is not None:
            assert found.when.latest - found.when.earliest >= timedelta(0)


def test_days_before_the_first_year_have_no_value(times_of: TimesOf) -> None:
    assert all(found.when is None for found in times_of("31 Mondays ago", published=date(1, 1, 1)))
