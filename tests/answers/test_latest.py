"""What an index tells of statements and forecasts, their ends and their numbers, is what the tables tell, as ruled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from answers.reports import MOSCOW, RESEARCHER, RUS, USA, Report
from onrecord.answers import (
    Who,
    count_statements,
    forecast_states,
    forecasts,
    latest_forecasts,
    latest_statements,
    statements,
)
from onrecord.record import DecisionKind, Record, View, lining, picking
from onrecord.types import Outcome

FIRST, TODAY = date(2024, 6, 1), date(2024, 7, 1)
RUSSIA, AMERICA = Who(id="RUS", name="Russia"), Who(id="USA", name="United States")
ROE = Who(id="Jane Roe", name="Jane Roe", person="Jane Roe")


def report(number: int) -> Report:
    published = FIRST + timedelta(days=number // 2)
    text = f"Moscow said it would come, and America would not send arms. Roe: {number} shells will be needed."
    return (
        Report(text, published=published.isoformat())
        .mention("America", USA)
        .mention("Moscow", RUS)
        .event("come", [RUS], [USA] if number % 4 else [])
        .statement("it would come", MOSCOW, on=(FIRST + timedelta(days=number * 7 % 10)).isoformat())
        .statement("America would not send arms", MOSCOW)
        .forecast(
            f"{number} shells will be needed",
            RESEARCHER if number % 3 else MOSCOW,
            by=(published + timedelta(days=40 - 3 * number)).isoformat() if number % 5 else None,
            event=True,
        )
    )


@pytest.fixture(params=["as read", "as ruled"])
def record(request: pytest.FixtureRequest, tmp_path: Path) -> Record:
    record = Record(str(tmp_path / "record"))
    record.add([report(number).reading for number in range(14)])
    if request.param == "as ruled":
        told: dict[str, Any] = {"decided_by": "editor", "decided_at": datetime(2024, 6, 20, tzinfo=UTC)}
        with record.view() as view:
            foretold, said = forecasts(view, today=TODAY).to_dicts(), statements(view).to_dicts()
        for row, outcome in zip(foretold[2:6], Outcome, strict=True):
            record.resolve(row["id"], outcome, **told)
        record.decide(DecisionKind.REJECT, said[-1]["id"], **told)
    with record.view() as view:
        lining.rebuild(view)
    return record


ASKED: tuple[Callable[[View], Any], ...] = (
    lambda view: latest_statements(view, actor=RUSSIA, limit=5),
    lambda view: latest_statements(view, actor=RUSSIA, with_=AMERICA, limit=5),
    lambda view: latest_statements(view, speaker=RUSSIA, limit=3),
    lambda view: latest_statements(view, speaker=ROE, limit=3),
    lambda view: count_statements(view, actor=RUSSIA, with_=AMERICA),
    lambda view: count_statements(view, actor=ROE),
    lambda view: latest_forecasts(view, forecaster=RUSSIA, today=TODAY, limit=2),
    lambda view: latest_forecasts(view, forecaster=ROE, today=TODAY, limit=40),
    lambda view: forecast_states(view, today=TODAY),
    lambda view: forecast_states(view, actor=RUSSIA, with_=AMERICA, today=TODAY),
    lambda view: forecast_states(view, forecaster=RUSSIA, today=TODAY),
    lambda view: forecasts(view, states=["due"], today=TODAY, limit=3),
    lambda view: forecasts(view, states=["open"], actor=AMERICA, today=TODAY, limit=3),
    lambda view: forecasts(view, states=["yes", "no", "annulled"], today=TODAY, limit=2),
    lambda view: forecasts(view, states=["open", "due"], forecaster=ROE, today=TODAY, limit=4),
)


@pytest.mark.parametrize("day", [None, date(2024, 6, 5), date(2024, 6, 20), date(2024, 8, 1)])
def test_an_index_tells_what_the_tables_tell(record: Record, day: date | None) -> None:
    with record.view(as_of=day) as view, record.view(as_of=day) as plain:
        plain.version = None
        assert picking.from_file(view, lambda file: True)
        for ask in ASKED:
            assert ask(view) == ask(plain)


def test_the_latest_are_the_end_of_all(record: Record) -> None:
    with record.view() as view:
        said = statements(view, actor=RUSSIA).to_dicts()
        foretold = forecasts(view, forecaster=ROE, today=TODAY).to_dicts()
        assert latest_statements(view, actor=RUSSIA, limit=5).to_dicts() == said[:-6:-1]
        assert latest_forecasts(view, forecaster=ROE, today=TODAY, limit=3).to_dicts() == foretold[:-4:-1]
        assert count_statements(view, actor=RUSSIA) == len(said)
        assert len(latest_statements(view, actor=Who(id="CHL", name="Chile"), limit=5)) == 0
