"""Times of day with their day and their zone."""

from __future__ import annotations

import pytest

from onrecord.types import TimeKind
from timed import TimesOf, told


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
        ("It struck by midmorning.", "midmorning", "2024-06-14TMO"),
        ("It struck at mid-afternoon yesterday.", "mid-afternoon yesterday", "2024-06-13TAF"),
        ("It struck in the wee hours of Tuesday.", "the wee hours of Tuesday", "2024-06-11TMO"),
        ("It struck in the early hours of Sunday morning.", "the early hours of Sunday morning", "2024-06-09TMO"),
        ("It struck before dawn.", "dawn", "2024-06-14TMO"),
        ("It struck later in the evening.", "later in the evening", "2024-06-14TEV"),
    ],
)
def test_times_of_day_carry_their_day(times_of: TimesOf, text: str, quote: str, value: str) -> None:
    (found,) = times_of(text)
    assert (found.evidence.quote, found.value, found.kind) == (quote, value, TimeKind.TIME)


def test_a_local_time_and_its_gmt_are_not_two_events(times_of: TimesOf) -> None:
    found = times_of("It was signed at 10:30 p.m. (1430 GMT) on Wednesday.")
    assert [each.value for each in found] == ["2024-06-12T22:30", "2024-06-12"]
    found = times_of("The plane landed at 04:30 local time (09:30 UTC) on Tuesday.")
    assert told(found) == [
        ("04:30 local time", "2024-06-11T04:30"),
        ("09:30 UTC", "2024-06-11T09:30Z"),
        ("Tuesday", "2024-06-11"),
    ]


def test_a_time_that_opens_a_line_is_not_on_a_day_ahead(times_of: TimesOf) -> None:
    found = times_of("The vote will be held on Tuesday.\n\n3:19 p.m.\n\nThe senator has left the hall.")
    assert [each.value for each in found] == ["2024-06-18", "2024-06-14T15:19"]
    found = times_of("The vote will be held on Tuesday. Polls will open at 7 a.m.")
    assert [each.value for each in found] == ["2024-06-18", "2024-06-18T07:00"]


def test_the_next_morning_of_a_year_is_on_no_known_day(times_of: TimesOf) -> None:
    found = times_of("He was elected in 2019. The next morning he left.")
    assert [each.value for each in found] == ["2019", "XXXX-XX-XXTMO"]
    assert found[1].when is None
