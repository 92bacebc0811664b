"""What people ruled, in every answer and as of every day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from answers.conftest import Viewer
from answers.reports import KIM, MOSCOW, PRK, PUTIN, RUS, USA, Report
from onrecord.answers import Rows, agreements, dossier, forecasts, happening, happenings, statements, timeline
from onrecord.errors import BadQuery
from onrecord.record import Decision, DecisionKind, Record, View
from onrecord.types import EventMention, Reading

START = datetime(2024, 7, 1, 12, tzinfo=UTC)


def reports() -> list[Report]:
    return [
        Report("The two men met", published="2024-06-20").event("met", [PUTIN, KIM], [], on="2024-06-19"),
        Report("They held talks there", published="2024-06-21").event("talks", [RUS, PRK], [], on="2024-06-19"),
        Report("A summit was held", published="2024-06-22").event("summit", [RUS, PRK], [], on="2024-03-05"),
        Report("Moscow met Washington", published="2024-06-22").event("met", [RUS, USA], [], on="2024-06-01"),
    ]


def rule(record: Record, kind: DecisionKind, subject: str, *, days: int = 0, **parts: object) -> Decision:
    at = START + timedelta(days=days)
    return record.decide(kind, subject, decided_by="editor", decided_at=at, note="looked", **parts)  # type: ignore


def ids(*given: Report) -> list[str]:
    return [report.reading.events[0].id for report in given]


def groups(view: View, **asked: str) -> list[set[str]]:
    return [set(row["mention_ids"]) for row in happenings(view, **asked)]  # type: ignore[arg-type]


def test_merged_events_are_one_and_come_apart_when_it_is_undone(record: Record, view_in: Viewer) -> None:
    met, talks, summit, _ = ids(*reports())
    with view_in(*reports()) as view:
        before = groups(view)
    assert {met, talks} in before
    ruled = rule(record, DecisionKind.MERGE, talks, others=[summit])
    with record.view() as view:
        assert {met, talks, summit} in groups(view)
        assert {met, talks, summit} in groups(view, actor="RUS", with_="PRK")
        assert happening(view, summit).decisions == (ruled,)
    with record.view(as_of=date(2024, 6, 30)) as view:
        assert groups(view) == before
    rule(record, DecisionKind.UNDO, ruled.id, days=1)
    with record.view() as view:
        assert groups(view) == before


def test_a_later_report_joins_an_event_that_was_ruled_on(record: Record, view_in: Viewer) -> None:
    met, talks, summit, _ = ids(*reports())
    view_in(*reports()).close()
    rule(record, DecisionKind.MERGE, met, others=[summit])
    later = Report("They met, it is told", published="2024-08-01").event("met", [PUTIN, KIM], [], on="2024-06-19")
    with view_in(later) as view:
        assert {met, talks, summit, *ids(later)} in groups(view)


def test_events_of_different_parties_can_be_merged_and_are_the_same_whoever_asks(
    record: Record, view_in: Viewer
) -> None:
    met, talks, _, other = ids(*reports())
    view_in(*reports()).close()
    rule(record, DecisionKind.MERGE, met, others=[other])
    with record.view() as view:
        whole = {met, talks, other}
        for asked in ({}, {"actor": "USA"}, {"actor": "PRK"}, {"actor": "USA", "with_": "PRK"}):
            assert whole in groups(view, **asked)
        assert happening(view, other).event["actors"] == happening(view, met).event["actors"]


def test_mentions_that_are_split_off_are_an_event_together(record: Record, view_in: Viewer) -> None:
    more = [
        Report(f"The two met, {n} said", published="2024-06-20", outlet=n).event(
            "met", [PUTIN, KIM], [], on="2024-06-19"
        )
        for n in ("Herald", "Times", "Echo")
    ]
    view_in(*more).close()
    herald, times, echo = ids(*more)
    ruled = rule(record, DecisionKind.SPLIT, herald, others=[times, echo])
    with record.view() as view:
        assert sorted(groups(view), key=len) == [{herald}, {times, echo}]
    rule(record, DecisionKind.MERGE, times, others=[herald], days=1)
    with record.view() as view:
        assert groups(view) == [{herald, times, echo}]
    rule(record, DecisionKind.UNDO, ruled.id, days=2)
    with record.view() as view:
        assert groups(view) == [{herald, times, echo}]


def test_views_of_one_trigger_stay_together(record: Record, view_in: Viewer) -> None:
    told = Report("They met, Moscow said").event("met", [RUS, PRK], [], on="2024-06-10")
    told.event("met", [RUS, PRK], [], on="2024-06-10", holder=MOSCOW)
    other = Report("They met for an hour", outlet="Times").event("met", [RUS, PRK], [], on="2024-06-10")
    view_in(told, other).close()
    first, second = (event.id for event in told.reading.events)
    rule(record, DecisionKind.SPLIT, ids(other)[0], others=[first])
    with record.view() as view:
        assert sorted(groups(view), key=len) == [{ids(other)[0]}, {first, second}]


def everything() -> Report:
    return (
        Report("Moscow said Pyongyang kept the pact; it may sign another.")
        .mention("Pyongyang", PRK)
        .statement("Pyongyang kept the pact", MOSCOW)
        .agreement("pact", ["PRK", "RUS"], ("signed", "2024-06-10", "CT+"))
        .event("sign", [RUS, PRK], [], on="2024-07-01")
        .forecast("may sign another", event=True)
    )


def answers(view: View) -> dict[str, Rows]:
    asked = {"events": timeline, "statements": statements, "agreements": agreements, "forecasts": forecasts}
    return {name: question(view, actor="RUS") for name, question in asked.items()}


@pytest.mark.parametrize("layer", ["events", "statements", "agreements", "forecasts"])
def test_what_is_rejected_is_in_no_answer_from_that_day_until_it_is_undone(
    record: Record, view_in: Viewer, layer: str
) -> None:
    with view_in(everything()) as view:
        before = {name: rows.to_dicts() for name, rows in answers(view).items()}
    assert all(len(rows) == 1 for rows in before.values())
    line = getattr(everything().reading, layer)[0].id
    ruled = rule(record, DecisionKind.REJECT, line)
    with record.view() as view:
        after = answers(view)
        assert {name: len(rows) for name, rows in after.items()} == {name: int(name != layer) for name in before}
        assert view.line(line)["id"] == line
        assert view.rulings(line) == (ruled,)
        if layer == "agreements":
            assert view.query("SELECT * FROM agreement_steps").num_rows == 0
    with record.view(as_of=date(2024, 6, 30)) as view:
        assert {name: rows.to_dicts() for name, rows in answers(view).items()} == before
    rule(record, DecisionKind.UNDO, ruled.id, days=1)
    with record.view() as view:
        assert {name: rows.to_dicts() for name, rows in answers(view).items()} == before


@pytest.mark.parametrize(
    ("attribute", "value", "column", "expected"),
    [
        ("type", "ACCUSE", "type", "ACCUSE"),
        ("when", "2024-06", "when", "2024-06"),
        ("when", "", "when", None),
        ("when", "2024-06-18/..", "when", "2024-06-18/.."),
        ("factuality", "CT-", "factuality", "CT-"),
        ("tense", "future", "tense", "future"),
        ("actors", "rus|PRK|KOR", "actors", ["RUS", "PRK", "KOR"]),
        ("recipients", "Nobody Inc", "recipients", ["Nobody Inc"]),
        ("place", "Vladivostok", "place", "Vladivostok"),
        ("mode", "", "mode", None),
    ],
)
def test_what_is_corrected_is_so_in_answers(
    record: Record, view_in: Viewer, attribute: str, value: str, column: str, expected: object
) -> None:
    given = reports()[0]
    view_in(given).close()
    ruled = rule(record, DecisionKind.CORRECT, ids(given)[0], attribute=attribute, value=value)
    with record.view() as view:
        assert timeline(view, actor="RUS")[0][column] == expected
        assert happenings(view)[0][column] == (sorted(expected) if isinstance(expected, list) else expected)
        as_read = view.query("SELECT * FROM read_events").to_pylist()
        assert as_read[0]["type"] == "CONSULT"
        assert as_read[0]["earliest"] == date(2024, 6, 19)
    rule(record, DecisionKind.UNDO, ruled.id, days=1)
    with record.view(as_of=date(2024, 6, 30)) as then, record.view() as now:
        assert timeline(now).to_dicts() == timeline(then).to_dicts()


def test_of_two_corrections_the_later_holds(record: Record, view_in: Viewer) -> None:
    given = reports()[0]
    view_in(given).close()
    for day, place in ((1, "Vladivostok"), (0, "Omsk")):
        rule(record, DecisionKind.CORRECT, ids(given)[0], attribute="place", value=place, days=day)
    with record.view() as view:
        assert timeline(view)[0]["place"] == "Vladivostok"


def test_a_corrected_party_is_found_by_its_new_name_alone(record: Record, view_in: Viewer) -> None:
    given = reports()[3]
    view_in(given).close()
    rule(record, DecisionKind.CORRECT, ids(given)[0], attribute="actors", value="RUS|CHN")
    with record.view() as view:
        assert len(timeline(view, actor="CHN")) == 1
        assert len(timeline(view, actor="USA")) == 0
        assert len(dossier(view, "RUS", "CHN").done) == 1


def test_a_corrected_date_moves_an_event_to_its_like(record: Record, view_in: Viewer) -> None:
    met, talks, summit, _ = ids(*reports())
    view_in(*reports()).close()
    rule(record, DecisionKind.CORRECT, summit, attribute="when", value="2024-06-19")
    with record.view() as view:
        assert {met, talks, summit} in groups(view)


@pytest.mark.parametrize(
    ("attribute", "value", "message"),
    [
        ("quote", "other words", "cannot be corrected"),
        ("type", "MEETING", "is not one of"),
        ("when", "yesterday", "is no date"),
        ("when", "2024-13-01", "is no date"),
        ("when", "2024-06-20/2024-06-18", "is no date"),
        ("factuality", "", "is not one of"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(
    record: Record, view_in: Viewer, attribute: str, value: str, message: str
) -> None:
    given = reports()[0]
    view_in(given).close()
    with pytest.raises(BadQuery, match=message):
        rule(record, DecisionKind.CORRECT, ids(given)[0], attribute=attribute, value=value)
    with record.view() as view:
        assert view.decisions() == ()


@pytest.mark.parametrize("kind", [DecisionKind.MERGE, DecisionKind.SPLIT])
def test_only_mentions_of_events_are_merged_and_split(record: Record, view_in: Viewer, kind: DecisionKind) -> None:
    view_in(everything()).close()
    reading = everything().reading
    with pytest.raises(BadQuery, match="applies to events"):
        rule(record, kind, reading.forecasts[0].id, others=[reading.events[0].id])
    with pytest.raises(BadQuery, match="applies to events"):
        rule(record, kind, reading.events[0].id, others=[reading.statements[0].id])
    with pytest.raises(BadQuery, match="event-1"):
        rule(record, kind, reading.events[0].id, others=["event-1"])


def better(reading: Reading, number: int) -> Reading:
    """The reading of a better reader: the same lines under other ids."""

    def other(event: EventMention) -> EventMention:
        return replace(event, id=f"event-better{number}")

    return replace(reading, reader_version="9.0.0", events=tuple(map(other, reading.events)))


def test_rulings_survive_reading_everything_again(record: Record, view_in: Viewer) -> None:
    met, talks, summit, other = ids(*reports())
    view_in(*reports()).close()
    rule(record, DecisionKind.MERGE, met, others=[summit])
    rule(record, DecisionKind.REJECT, other)
    rule(record, DecisionKind.CORRECT, talks, attribute="place", value="Vladivostok")
    record.add(better(report.reading, number) for number, report in enumerate(reports()))
    with record.view() as view:
        assert groups(view) == [{"event-better0", "event-better1", "event-better2"}]
        assert {row["id"]: row["place"] for row in timeline(view)}["event-better1"] == "Vladivostok"
        assert [decision.kind for decision in view.rulings("event-better2")] == ["merge"]
    assert record.check().sound
