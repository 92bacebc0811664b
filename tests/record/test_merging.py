"""Which mentions are of one event, rule by rule. The sentences are our own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from onrecord.record.merging import Mention, mentions_of, merge
from onrecord.record.merging.kinds import kind_of, ordinal_of, step_of
from onrecord.record.rows import named_key

PERSON = {"Putin": "RUS", "Lavrov": "RUS", "Kim": "PRK", "Choe": "PRK", "Xi": "CHN"}


def row(
    trigger: str,
    actors: str,
    recipients: str = "",
    *,
    on: str | None = None,
    published: str = "2024-06-20",
    tense: str = "past",
    type_: str = "CONSULT",
    text: str | None = None,
    named: str = "",
    document: str | None = None,
    persons: bool = True,
    **more: Any,
) -> dict[str, Any]:
    """A row of the table of events. Actors are codes, or surnames of who acts for them."""
    context = text or f"The {trigger} was on."
    first, _, last = (on or "").partition("/")
    row_ = {
        "document_id": document or f"document-{published}-{on}-{trigger}-{actors}-{recipients}-{context}",
        "published": date.fromisoformat(published),
        "sentence": 0,
        "start": context.index(trigger),
        "end": context.index(trigger) + len(trigger),
        "quote": trigger,
        "context": context,
        "type": type_,
        "mode": None,
        "tense": tense,
        "earliest": date.fromisoformat(first) if first else None,
        "latest": date.fromisoformat(last or first) if first else None,
        **sides("actor", "actors", actors),
        **sides("recipient", "recipients", recipients),
        "named": sorted({PERSON.get(name, name) for name in f"{actors} {recipients} {named}".split()}),
    } | more
    return {"id": f"event-{row_['document_id']}-{row_['start']}"} | row_


def sides(prefix: str, ids: str, names: str) -> dict[str, Any]:
    told = names.split()
    return {
        ids: [PERSON.get(name, name) for name in told],
        f"{prefix}_names": [PERSON.get(name, name) for name in told],
        f"{prefix}_persons": [name if name in PERSON else None for name in told],
    }


def mentions(*rows: dict[str, Any]) -> list[Mention]:
    return mentions_of(
        one | {"named": named_key(set(one["actors"]), set(one["recipients"]), set(one["named"]))} for one in rows
    )


def events(*rows: dict[str, Any]) -> list[set[int]]:
    """The numbers of the rows that are of one event, for each event."""
    numbers = {one["id"]: number for number, one in enumerate(rows)}
    assert len(numbers) == len(rows), "two rows have one id"
    return sorted(({numbers[m] for m in event.mention_ids} for event in merge(mentions(*rows))), key=min)


SUMMIT = row("met", "Putin Kim", on="2024-06-19")

SAME = {
    "a visit and talks of the same two on one day": row("visit", "Putin", "PRK", on="2024-06-19"),
    "a day within a week": row("talks", "RUS PRK", on="2024-06-17/2024-06-23"),
    "a day within a month, months later": row("summit", "PRK RUS", on="2024-06-01/2024-06-30", published="2024-10-10"),
    "a day within a year": row("summit", "PRK RUS", on="2024-01-01/2024-12-31", published="2025-03-01"),
    "a verb without a date is news": row("met", "Kim Putin", published="2024-06-20"),
    "a noun without a date is recalled": row("summit", "RUS PRK", published="2024-07-20"),
    "a plan": row("meet", "Putin Kim", tense="future", published="2024-06-04"),
    "a denial": row("meet", "Putin Kim", tense="future", published="2024-06-10", factuality="CT-"),
    "one side missing, the sentence names it": row("talks", "RUS", named="PRK", published="2024-06-20"),
}
APART = {
    "another day": row("met", "Putin Kim", on="2024-06-17"),
    "other persons": row("met", "Lavrov Choe", on="2024-06-19"),
    "other parties": row("met", "Putin Xi", on="2024-06-19"),
    "a phone call": row("called", "Putin", "Kim", on="2024-06-19", type_="CONSULT"),
    "a signature": row("signed", "Putin Kim", on="2024-06-19", type_="AGREE"),
    "a month before": row("summit", "PRK RUS", on="2024-05-01/2024-05-31"),
    "news of a later month": row("met", "Putin Kim", published="2024-08-20"),
    "recalled before it was": row("summit", "RUS PRK", published="2024-05-20"),
    "foreseen after it was": row("summit", "RUS PRK", tense="future", published="2024-06-25"),
    "one side missing, the sentence names nobody": row("talks", "RUS", published="2024-06-20"),
    "an arrival a day earlier": row("arrives", "Putin", "PRK", tense="present", published="2024-06-17"),
}


@pytest.mark.parametrize("other", SAME.values(), ids=SAME)
def test_mentions_of_one_event_are_merged(other: dict[str, Any]) -> None:
    assert events(SUMMIT, {**other, "id": "event-other"}) == [{0, 1}]


@pytest.mark.parametrize("other", APART.values(), ids=APART)
def test_mentions_of_different_events_stay_apart(other: dict[str, Any]) -> None:
    assert events(SUMMIT, {**other, "id": "event-other"}) == [{0}, {1}]


def test_what_fits_two_events_is_of_neither() -> None:
    earlier = row("met", "Putin Kim", on="2024-06-12", published="2024-06-13")
    recalled = row("summit", "RUS PRK", published="2024-07-20")
    assert events(SUMMIT, earlier, recalled) == [{0}, {1}, {2}]


def test_of_two_events_the_one_of_the_same_kind_is_meant() -> None:
    arrival = row("arrives", "Putin", "PRK", tense="present", published="2024-06-18")
    planned = row("meeting", "Putin Kim", tense="future", published="2024-06-17")
    assert events(SUMMIT, arrival, planned) == [{0, 2}, {1}]


def test_a_visit_and_the_return_visit_are_two() -> None:
    there = row("visited", "Putin", "PRK", on="2024-01-01/2024-12-31")
    back = row("visited", "Kim", "RUS", on="2024-01-01/2024-12-31")
    assert events(there, back) == [{0}, {1}]


def test_who_tells_no_persons_joins_the_only_ones_who_met_that_day() -> None:
    states = row("talks", "RUS PRK", on="2024-06-19")
    ministers = row("met", "Lavrov Choe", on="2024-06-19")
    assert events(SUMMIT, states) == [{0, 1}]
    assert events(SUMMIT, ministers, states) == [{0}, {1}, {2}]


def law(trigger: str, text: str, day: str | None = "2024-10-24", published: str = "2024-10-25") -> dict[str, Any]:
    return row(trigger, "RUS PRK", on=day, type_="AGREE", text=text, published=published)


def test_steps_of_one_treaty_stay_apart_even_on_one_day() -> None:
    steps = [
        law("signed", "The two signed a treaty."),
        law("ratified", "The lower house ratified the treaty."),
        law("ratified", "The upper house has ratified the treaty."),
        law("signed", "The president signed the treaty into law."),
        law("entered", "The treaty entered into force."),
    ]
    assert events(*steps) == [{0}, {1}, {2}, {3}, {4}]


def test_a_ratification_without_a_chamber_joins_the_only_one_of_its_days() -> None:
    lower = law("ratified", "The State Duma ratified the treaty.")
    upper = law("ratified", "The Federation Council ratified the treaty.", "2024-11-06", "2024-11-06")
    plain = law("ratification", "After the ratification both were content.", None, "2024-10-26")
    assert events(lower, upper, plain) == [{0, 2}, {1}]


def strike(trigger: str, text: str, **more: Any) -> dict[str, Any]:
    return row(trigger, "ISR", "SYR", type_="ASSAULT", text=text, on="2024-06-19", **more)


def test_the_first_and_the_second_strike_are_two() -> None:
    first = strike("strike", "The first strike hit a depot near Homs harbour.")
    second = strike("strike", "A second strike hit a depot near Homs harbour.")
    report = strike("strikes", "Jets on strikes left a depot near Homs harbour burning.")
    assert events(first, second) == [{0}, {1}]
    assert events(second, report) == [{0, 1}]


def test_acts_that_can_recur_on_one_day_need_words_in_common() -> None:
    depot = strike("struck", "Jets struck a fuel depot near Homs.")
    same = strike("attack", "The attack set a fuel depot near Homs alight.")
    convoy = strike("hit", "Rockets hit a convoy on the coastal road.")
    assert events(depot, same, convoy) == [{0, 1}, {2}]


def test_who_strikes_whom_matters_and_who_meets_whom_does_not() -> None:
    there = strike("struck", "Jets struck a fuel depot near Homs.")
    back = row("struck", "SYR", "ISR", type_="ASSAULT", on="2024-06-19", text="Jets struck a fuel depot near Homs.")
    assert events(there, back) == [{0}, {1}]
    assert events(row("met", "RUS", "PRK", on="2024-06-19"), row("met", "PRK", "RUS", on="2024-06-19")) == [{0, 1}]


def test_a_planned_meeting_that_never_was_is_one_event_with_its_denials() -> None:
    plan = row("summit", "RUS USA", tense="future", published="2024-02-20")
    denial = row("meeting", "RUS USA", tense="future", published="2024-02-22")
    later = row("meeting", "RUS USA", tense="future", published="2024-05-22")
    assert events(plan, denial, later) == [{0, 1}, {2}]


def test_reports_without_a_date_from_one_day_are_one_event() -> None:
    one = row("meet", "Putin Kim", tense="present", published="2024-06-19")
    other = row("met", "Kim Putin", published="2024-06-19")
    week_later = row("met", "Kim Putin", published="2024-06-27")
    assert events(one, other, week_later) == [{0, 1}, {2}]


def test_views_of_several_holders_on_one_trigger_are_of_one_event() -> None:
    author = row("transfers", "PRK", "RUS", type_="AID", document="d")
    denial = {**author, "id": "event-denied", "factuality": "CT-"}
    assert events(author, denial) == [{0, 1}]


def test_an_event_has_the_id_of_its_earliest_published_mention() -> None:
    early = row("meet", "Putin Kim", tense="future", published="2024-06-04")
    late = row("summit", "RUS PRK", published="2024-07-20")
    (two,) = merge(mentions(SUMMIT, early))
    (three,) = merge(mentions(SUMMIT, early, late))
    assert two.id == three.id
    assert two.mention_ids == (early["id"], SUMMIT["id"])
    assert three.mention_ids == (early["id"], SUMMIT["id"], late["id"])


def test_an_open_or_very_long_time_tells_no_date() -> None:
    long = row("summit", "PRK RUS", on="2000-01-01/2024-06-19", published="2024-06-20")
    open_ = row("summit", "PRK RUS", published="2024-06-20", earliest=date(2024, 1, 1))
    assert events(SUMMIT, long, {**open_, "id": "event-open"}) == [{0, 1, 2}]


@pytest.mark.parametrize(
    ("root", "mode", "trigger", "family", "kind", "noun"),
    [
        ("CONSULT", None, "talks", "CONSULT encounter", "meeting", True),
        ("CONSULT", None, "met", "CONSULT encounter", "meeting", False),
        ("CONSULT", "visit", "Trip", "CONSULT encounter", "visit", True),
        ("CONSULT", "visit", "hosting", "CONSULT encounter", "visit", False),
        ("CONSULT", "visit", "toured", "CONSULT encounter", "visit", False),
        ("CONSULT", "visit", "sped", "CONSULT encounter", "visit", None),
        ("CONSULT", "phone", "rang", "CONSULT call", "call", None),
        ("AGREE", None, "treaties", "AGREE pact", "signing", True),
        ("AGREE", None, "finalizing", "AGREE pact", "signing", False),
        ("AGREE", None, "agreed", "AGREE other", "AGREE", None),
        ("ASSAULT", None, "invading", "ASSAULT war", "war", False),
        ("ASSAULT", "heavy-weapons", "airstrikes", "ASSAULT other", "ASSAULT heavy-weapons", None),
    ],
)
def test_a_trigger_tells_its_kind(
    root: str, mode: str | None, trigger: str, family: str, kind: str, noun: bool | None
) -> None:
    assert kind_of(root, mode, trigger) == (family, kind, noun)


@pytest.mark.parametrize(
    ("trigger", "sentence", "step"),
    [
        ("ratified", "The Duma ratified the pact before it went to the Federation Council.", "lower house"),
        ("approved", "After the Duma vote, senators approved the pact.", "upper house"),
        ("signed", "She signed it into law.", "law"),
        ("signed", "They signed it in the law school.", None),
    ],
)
def test_the_nearest_words_tell_the_step(trigger: str, sentence: str, step: str | None) -> None:
    assert step_of(trigger, sentence) == step


@pytest.mark.parametrize(
    ("trigger", "sentence", "ordinal"),
    [
        ("strike", "A second Israeli strike followed.", 2),
        ("strike", "The first strike was small.", 1),
        ("visit", "It was his first visit since 2000.", None),
        ("talks", "Their first talks in five months failed.", None),
        ("strike", "For a second time a big strike came.", None),
        ("strike", "A strike came second.", None),
    ],
)
def test_ordinals_before_the_trigger_count(trigger: str, sentence: str, ordinal: int | None) -> None:
    assert ordinal_of(trigger, sentence) == ordinal
