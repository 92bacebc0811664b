from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import permutations

import pytest

from onrecord.answers import forecasts
from onrecord.errors import BadQuery, RecordNotFound
from onrecord.record import Decision, DecisionKind, Record
from onrecord.record.decisions import decision_of, decision_row, resolutions, standing
from onrecord.types import Document, Evidence, Forecast, Outcome, Reading, Span
from record.making import make_readings

START = datetime(2024, 6, 20, 12, tzinfo=UTC)


def ruling(outcome: Outcome, day: int, subject: str = "forecast-1") -> Decision:
    at = START + timedelta(days=day)
    return Decision(kind=DecisionKind.RESOLVE, subject=subject, decided_by="editor", decided_at=at, outcome=outcome)


def undoing(decision: Decision, day: int) -> Decision:
    at = START + timedelta(days=day)
    return Decision(kind=DecisionKind.UNDO, subject=decision.id, decided_by="editor", decided_at=at)


YES, NO = ruling(Outcome.YES, 0), ruling(Outcome.NO, 1)
UNDO_NO = undoing(NO, 2)
UNDO_UNDO = undoing(UNDO_NO, 3)


@pytest.mark.parametrize(
    ("decisions", "outcome"),
    [
        ([], None),
        ([YES], Outcome.YES),
        ([YES, NO], Outcome.NO),
        ([YES, NO, UNDO_NO], Outcome.YES),
        ([YES, NO, UNDO_NO, UNDO_UNDO], Outcome.NO),
        ([YES, undoing(YES, 1)], None),
        ([YES, YES], Outcome.YES),
    ],
)
def test_the_latest_ruling_that_stands_holds_whatever_the_order(
    decisions: list[Decision], outcome: Outcome | None
) -> None:
    for order in permutations(decisions):
        found = resolutions(order).get("forecast-1")
        assert (found.outcome if found else None) is outcome


def test_the_undone_and_the_undoing_do_not_stand() -> None:
    assert standing([YES, NO, UNDO_NO]) == (YES,)


@pytest.mark.parametrize("number", range(12))
def test_what_is_undone_in_the_same_instant_is_undone(number: int) -> None:
    yes = ruling(Outcome.YES, 0, f"forecast-{number}")
    back = undoing(yes, 0)
    again = undoing(back, 0)
    assert standing([yes, back]) == ()
    assert standing([again, back, yes]) == (yes,)


def test_a_decision_survives_storing() -> None:
    words = Evidence(document_id="document-1", sentence=2, span=Span(start=5, end=9), quote="held")
    decision = Decision(
        kind=DecisionKind.RESOLVE,
        subject="forecast-1",
        decided_by="J. Roe",
        decided_at=START,
        outcome=Outcome.AMBIGUOUS,
        evidence=(words, words),
        note="unclear",
        words=Evidence(document_id="document-2", sentence=0, span=Span(start=0, end=2), quote="it"),
    )
    assert decision_of(decision_row(decision)) == decision


def test_an_instant_has_one_id_in_every_time_zone() -> None:
    elsewhere = START.astimezone(timezone(timedelta(hours=9)))
    there = Decision(
        kind=DecisionKind.RESOLVE, subject="forecast-1", decided_by="editor", decided_at=elsewhere, outcome=Outcome.YES
    )
    assert there.id == YES.id


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"decided_at": datetime(2024, 6, 20)}, "time zone"),
        ({"decided_by": " "}, "who decides"),
        ({"outcome": None}, "outcome"),
        ({"kind": DecisionKind.REJECT}, "outcome"),
        ({"attribute": "type"}, "attribute"),
        ({"others": ("event-2",)}, "merge"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(changes: dict[str, object], message: str) -> None:
    parts = {"kind": DecisionKind.RESOLVE, "subject": "forecast-1", "decided_by": "editor", "decided_at": START}
    with pytest.raises(BadQuery, match=message):
        Decision(**(parts | {"outcome": Outcome.YES} | changes))  # type: ignore[arg-type]


def test_decisions_about_what_is_not_there_are_refused(record: Record) -> None:
    with pytest.raises(RecordNotFound):
        record.resolve("forecast-1", Outcome.YES, decided_by="editor", decided_at=START)
    (reading,) = make_readings(1, 1)
    record.add(reading)
    forecast, event = reading.forecasts[0], reading.events[0]
    for kind, subject, outcome in (
        (DecisionKind.RESOLVE, "forecast-1", Outcome.YES),
        (DecisionKind.RESOLVE, event.id, Outcome.YES),
        (DecisionKind.UNDO, "decision-1", None),
    ):
        with pytest.raises(BadQuery, match=subject):
            record.decide(kind, subject, decided_by="editor", decided_at=START, outcome=outcome)
    elsewhere = Evidence(document_id=reading.document.id, sentence=0, span=Span(start=0, end=4), quote="Nope")
    for evidence in (
        elsewhere,
        Evidence(document_id="document-1", sentence=0, span=Span(start=0, end=4), quote="Note"),
    ):
        with pytest.raises(BadQuery, match=evidence.document_id):
            record.resolve(forecast.id, Outcome.YES, decided_by="editor", decided_at=START, evidence=[evidence])
    with record.view() as view:
        assert view.decisions() == ()


def test_a_decision_keeps_the_words_of_its_subject(record: Record) -> None:
    (reading,) = make_readings(1, 1)
    record.add(reading)
    event = reading.events[0]
    made = record.decide(DecisionKind.REJECT, event.id, decided_by="editor", decided_at=START, note="not an event")
    assert made.words == event.evidence
    with record.view() as view:
        (kept,) = view.decisions()
    assert kept.id == made.id
    assert kept.words is not None
    assert kept.words.quote == event.evidence.quote


def reread(reading: Reading, **layers: object) -> Reading:
    return replace(reading, reader_version="0.2.0", **layers)  # type: ignore[arg-type]


def with_words(forecast: Forecast, document: Document, start: int, end: int, number: int = 1) -> Forecast:
    """The forecast as another reader would find it: other words, and so another id."""
    span = Span(start=start, end=end)
    evidence = replace(forecast.evidence, span=span, quote=document.text[start:end])
    return replace(forecast, id=f"forecast-{number}", evidence=evidence)


@pytest.mark.parametrize(
    ("moves", "resolved"),
    [
        ([(0, 0)], "forecast-0"),
        ([(-5, 4)], "forecast-0"),
        ([(0, 9), (2, 2)], "forecast-1"),
        ([(-100, 100)], None),
        ([(0, 2), (0, 2)], None),
        ([], None),
    ],
)
def test_a_resolution_goes_where_its_words_stand_after_reading_again(
    record: Record, moves: list[tuple[int, int]], resolved: str | None
) -> None:
    """A move is how far the start and the end of the forecast's words were shifted."""
    (reading,) = make_readings(1, 1)
    record.add(reading)
    old = reading.forecasts[0]
    made = record.resolve(old.id, Outcome.YES, decided_by="editor", decided_at=START)
    span, document = old.evidence.span, reading.document
    new = [
        with_words(old, document, max(0, span.start + first), min(len(document.text), span.end + last), number)
        for number, (first, last) in enumerate(moves)
    ]
    record.add(reread(reading, forecasts=tuple(new)))
    with record.view() as view:
        assert list(view.resolutions()) == ([resolved] if resolved else [old.id])
        states = {row["id"]: row["state"] for row in forecasts(view)}
        assert [forecast_id for forecast_id, state in states.items() if state == "yes"] == [resolved] * bool(resolved)
    problems = {problem.table: problem.examples for problem in record.check().problems}
    assert problems.get("decisions") == (None if resolved else (made.id,))


def test_the_same_decision_twice_is_one(record: Record) -> None:
    (reading,) = make_readings(1, 1)
    record.add(reading)
    for _ in range(2):
        record.resolve(reading.forecasts[0].id, Outcome.YES, decided_by="editor", decided_at=START)
    with record.view() as view:
        assert len(view.decisions()) == 1
    with record.view(as_of=date(2024, 6, 19)) as view:
        assert view.decisions() == ()
