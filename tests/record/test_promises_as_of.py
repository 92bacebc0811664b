"""Every answer as of a day, over a record with everything, is the answer over a record with only what was known then:
documents published and decisions taken by that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.answers import (
    agreements,
    calibration,
    dossier,
    forecasts,
    glance,
    happening,
    happenings,
    proposal_rows,
    proposals,
    resolve,
    scores,
    search,
    statements,
    timeline,
)
from onrecord.record import DecisionKind, Record, View
from onrecord.record.search import SearchIndex
from onrecord.types import Outcome, Reading
from record.making import FIRST_DAY, make_readings


@dataclass(frozen=True)
class Ruling:
    """A decision to take: about which reading, of which kind, on which day."""

    number: int
    kind: DecisionKind
    on: date


rulings = st.builds(
    Ruling,
    number=st.integers(0, 99),
    kind=st.sampled_from(
        (DecisionKind.RESOLVE, DecisionKind.REJECT, DecisionKind.CORRECT, DecisionKind.MERGE, DecisionKind.SPLIT)
    ),
    on=st.integers(0, 400).map(lambda days: FIRST_DAY + timedelta(days=days)),
)
some_readings = st.builds(lambda seed, count: list(make_readings(seed, count)), st.integers(0, 9999), st.integers(2, 6))
days = st.integers(0, 400).map(lambda days: FIRST_DAY + timedelta(days=days))


def rule(record: Record, readings: list[Reading], ruling: Ruling) -> date:
    """Take a decision on its day, or as soon as its subjects are published; returns that day."""
    reading, other = (readings[(ruling.number + step) % len(readings)] for step in (0, 1))
    on = max(ruling.on, reading.document.published, other.document.published)
    parts: dict[str, Any] = {"decided_by": "editor", "decided_at": datetime.combine(on, time(12), UTC)}
    subject = reading.events[0].id
    match ruling.kind:
        case DecisionKind.RESOLVE:
            subject, parts["outcome"] = reading.forecasts[0].id, Outcome.YES
        case DecisionKind.CORRECT:
            parts |= {"attribute": "when", "value": "2024-02"}
        case DecisionKind.MERGE | DecisionKind.SPLIT:
            parts["others"] = [other.events[0].id]
    record.decide(ruling.kind, subject, **parts)
    return on


def answers(view: View, index: SearchIndex) -> dict[str, object]:
    index.update()
    found: dict[str, object] = {
        question.__name__: question(view).to_dicts()  # type: ignore[operator]
        for question in (timeline, happenings, statements, agreements, forecasts)
    }
    found["dossier"] = dossier(view, "RUS", "North Korea").to_dict()
    found["glance"] = glance(view, resolve(view, "RUS"), resolve(view, "PRK"), rows=3, changes=3)
    found["in force"] = agreements(view, in_force=True).to_dicts()
    found["scores"] = [scores(view, by=by).to_dicts() for by in ("forecaster", "relationship")]
    found["calibration"] = str(calibration(view))
    found["calibration points"] = calibration(view).points.to_dicts()
    found["proposals"] = proposal_rows(proposals(view)).to_dicts()
    found["search"] = sorted(map(str, search(view, index, "Note", limit=500).to_dicts()))
    pages = [happening(view, row["id"]) for row in happenings(view)]
    found["pages"] = [(page.event, page.mentions.to_dicts(), page.decisions) for page in pages]
    return found


@settings(max_examples=6, deadline=None)
@given(some_readings, st.lists(rulings, max_size=4, unique_by=lambda one: one.on), days)
def test_every_answer_as_of_a_day_is_that_of_a_record_with_what_was_known(
    readings: list[Reading], decided: list[Ruling], day: date
) -> None:
    with TemporaryDirectory() as folder:
        whole, then = Record(Path(folder) / "whole"), Record(Path(folder) / "then").create()
        whole.add(readings)
        then.add(reading for reading in readings if reading.document.published <= day)
        for ruling in decided:
            if rule(whole, readings, ruling) <= day:
                rule(then, readings, ruling)
        with whole.view(as_of=day) as one, then.view(as_of=day) as other:
            assert answers(one, SearchIndex(whole)) == answers(other, SearchIndex(then))


def test_a_decision_is_known_when_its_subject_is(tmp_path: Path) -> None:
    """Whoever dates a ruling back cannot let an answer know of what was not published yet."""
    (reading,) = make_readings(1, 1)
    record = Record(tmp_path / "record")
    record.add(reading)
    long_ago = datetime(1999, 1, 1, tzinfo=UTC)
    record.decide(DecisionKind.REJECT, reading.events[0].id, decided_by="editor", decided_at=long_ago)
    with record.view(as_of=reading.document.published - timedelta(days=1)) as view:
        assert view.decisions() == ()
    with record.view(as_of=reading.document.published) as view:
        assert len(view.decisions()) == 1
