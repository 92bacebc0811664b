"""What merging promises whatever the mentions: the order and the batches in which they came do not matter, reports of
other things change nothing, and an event is the same whoever is asked about."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record import Record
from onrecord.record.merging import Event, Mention, mentions_of, merge
from onrecord.record.merging.stored import stored_events
from onrecord.record.rows import named_key
from onrecord.types import Tense
from record.alike import FIRST, PERSONS, THINGS, TYPES, WORDS, made_readings

days = st.integers(0, 40).map(lambda number: FIRST + timedelta(days=number))
parties = st.lists(st.sampled_from(("AAA", "BBB", "CCC")), max_size=3, unique=True)


@st.composite
def rows(draw: st.DrawFn, *, codes: st.SearchStrategy[list[str]] = parties) -> dict[str, object]:
    """A row of the table of events, with the actors that its sentence names."""
    trigger = draw(st.sampled_from(WORDS))
    told, length = draw(days), draw(st.sampled_from((0, 0, 0, 1, 6, 29)))
    dated = draw(st.booleans())
    things = draw(st.lists(st.sampled_from(THINGS), max_size=2, unique=True))
    ordinal = draw(st.sampled_from(("", "first", "second")))
    context = f"The {ordinal} {trigger} of {' '.join(things)}."
    involved = draw(codes)
    split = draw(st.integers(0, len(involved)))
    number = draw(st.integers(0, 10**9))
    names = {code: draw(st.sampled_from((None, *PERSONS[code]))) for code in involved}
    return {
        "id": f"event-{number}",
        "document_id": f"document-{number % 5}",
        "published": draw(days),
        "sentence": number,
        "start": 10 * number,
        "end": 10 * number + len(trigger),
        "quote": trigger,
        "context": context,
        "type": TYPES.get(trigger, "CONSULT"),
        "mode": None,
        "tense": draw(st.sampled_from(tuple(Tense))),
        "earliest": told if dated else None,
        "latest": told + timedelta(days=length) if dated else None,
        "actors": involved[:split],
        "actor_names": involved[:split],
        "actor_persons": [names[code] for code in involved[:split]],
        "recipients": involved[split:],
        "recipient_names": involved[split:],
        "recipient_persons": [names[code] for code in involved[split:]],
        "named": named_key(set(involved[:split]), set(involved[split:]), set(draw(codes))),
    }


many = st.lists(rows(), max_size=16, unique_by=lambda row: row["id"])


def mentions(told: list[dict[str, object]]) -> list[Mention]:
    return mentions_of(told)


def groups(events: tuple[Event, ...]) -> set[frozenset[str]]:
    return {frozenset(event.mention_ids) for event in events}


@settings(max_examples=60, deadline=None)
@given(many, st.randoms(use_true_random=False))
def test_the_order_of_mentions_does_not_matter(told: list[dict[str, object]], random: Random) -> None:
    whole = merge(mentions(told))
    random.shuffle(told)
    shuffled = mentions(told)
    random.shuffle(shuffled)
    assert merge(shuffled) == whole


@settings(max_examples=40, deadline=None)
@given(many)
def test_every_mention_is_in_just_one_event(told: list[dict[str, object]]) -> None:
    merged = [mention for event in merge(mentions(told)) for mention in event.mention_ids]
    assert sorted(merged) == sorted(str(row["id"]) for row in told)


@settings(max_examples=40, deadline=None)
@given(many)
def test_rows_told_twice_change_nothing(told: list[dict[str, object]]) -> None:
    assert merge(mentions(told + told)) == merge(mentions(told))


@settings(max_examples=40, deadline=None)
@given(many, st.lists(rows(codes=st.just(["DDD"])), max_size=6, unique_by=lambda row: row["id"]))
def test_reports_of_others_change_no_event(told: list[dict[str, object]], others: list[dict[str, object]]) -> None:
    """Mentions of somebody whom no other mention involves or names."""
    known = {row["id"] for row in told}
    others = [row for row in others if row["id"] not in known]
    assert groups(merge(mentions(told))) <= groups(merge(mentions(told + others)))


@settings(max_examples=40, deadline=None)
@given(many)
def test_no_two_mentions_of_an_event_contradict_each_other(told: list[dict[str, object]]) -> None:
    by_id = {mention.ids[0]: mention for mention in mentions(told)}
    for event in merge(mentions(told)):
        members = [by_id[mention] for mention in event.mention_ids]
        for aspect in (lambda m: m.family, lambda m: m.course, lambda m: m.step, lambda m: m.ordinal):
            assert len({aspect(member) for member in members} - {None}) <= 1
        assert len({member.first for member in members if member.first == member.last} - {None}) <= 1


def test_an_event_is_the_same_whoever_is_asked_about(tmp_path: Path) -> None:
    record = Record(tmp_path / "record")
    record.add(made_readings(Random(20240614), 200))
    with record.view() as view:
        whole = stored_events(view)
        assert sum(len(stored.rows) > 2 for stored in whole) > 10
        for asked in (["AAA"], ["BBB"], ["AAA", "BBB"], ["CCC", "DDD"], ["AAA", "BBB", "CCC"]):
            involved = [stored for stored in whole if set(asked) <= stored.parties]
            assert [s.event for s in stored_events(view, asked)] == [s.event for s in involved]
            assert involved


def test_batches_and_their_order_do_not_matter(tmp_path: Path) -> None:
    made = made_readings(Random(7), 60)
    one, other = Record(tmp_path / "one"), Record(tmp_path / "other")
    one.add(made)
    for start in range(40, -1, -20):
        other.add(reversed(made[start : start + 20]))
    other.add(made[:5])
    with one.view() as first, other.view() as second:
        assert [s.event for s in stored_events(first)] == [s.event for s in stored_events(second)]
