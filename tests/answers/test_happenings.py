"""One row for each event: from announcement to report and denial."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from answers.reports import KIM, MOSCOW, PRK, PUTIN, RUS, USA, Report
from onrecord.answers.happenings import happenings
from onrecord.errors import BadQuery
from onrecord.record import Record, View
from onrecord.types import EventType, Factuality, Tense


def reports() -> list[Report]:
    """A visit announced, made, denied and recalled; a meeting that another actor denies; accusations."""
    return [
        Report("Mr Putin plans to visit the North", published="2024-06-12", outlet="Courier").event(
            "visit", [PUTIN], [PRK], tense=Tense.FUTURE, factuality=Factuality.PROBABLE
        ),
        Report("Putin visited on Wednesday", published="2024-06-19", outlet="Courier").event(
            "visited", [PUTIN], [PRK], on="2024-06-19"
        ),
        Report("The two men met at noon", published="2024-06-20", outlet="Times").event(
            "met", [PUTIN, KIM], [], on="2024-06-19"
        ),
        Report("Moscow said no visit was made", published="2024-06-20", outlet="Herald").event(
            "visit", [RUS], [PRK], on="2024-06-19", factuality=Factuality.CERTAIN_NOT, holder=MOSCOW
        ),
        Report("Since the visit in June little came", published="2024-10-02", outlet="Times").event(
            "visit", [PUTIN], [PRK], on="2024-06-01/2024-06-30"
        ),
        Report("Washington said talks with Moscow are off", published="2024-06-21", outlet="Times").event(
            "talks", [USA], [RUS], tense=Tense.FUTURE, factuality=Factuality.CERTAIN_NOT
        ),
        Report("Washington accused Moscow of meddling", published="2024-06-18", outlet="Times").event(
            "accused", [USA], [RUS], on="2024-06-18", type=EventType.ACCUSE
        ),
    ]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    record = Record(Path(tmp_path_factory.mktemp("happenings")) / "record")
    record.add(report.reading for report in reports())
    return record


@pytest.fixture(scope="module")
def view(record: Record) -> Iterator[View]:
    with record.view() as view:
        yield view


def test_an_event_page_tells_announcement_report_and_denial(view: View) -> None:
    (visit,) = happenings(view, actor="RUS", with_="PRK")
    assert visit["when"] == "2024-06-19"
    assert (visit["mentions"], visit["documents"], visit["outlets"]) == (5, 5, 3)
    assert (visit["announced"], visit["reported"], visit["denied"]) == (
        date(2024, 6, 12),
        date(2024, 6, 19),
        date(2024, 6, 20),
    )
    assert visit["reported_by"] == ["Courier", "Times"]
    assert visit["denied_by"] == ["RUS"]
    assert visit["state"] == "disputed"
    assert visit["persons"] == ["Kim Jong Un", "Vladimir Putin"]


def test_the_words_are_those_of_a_dated_report(view: View) -> None:
    (visit,) = happenings(view, actor="RUS", with_="PRK")
    assert visit["context"] == "Putin visited on Wednesday"


def test_as_of_a_day_an_event_is_what_was_known_then(record: Record) -> None:
    with record.view(as_of=date(2024, 6, 14)) as then:
        (planned,) = happenings(then, actor="RUS", with_="PRK")
    assert (planned["state"], planned["when"], planned["mentions"]) == ("expected", None, 1)
    with record.view() as now:
        (made,) = happenings(now, actor="RUS", with_="PRK")
    assert planned["id"] == made["id"]


def test_a_person_alone_can_be_asked_for(view: View) -> None:
    assert len(happenings(view, actor="Kim Jong Un")) == 1
    assert len(happenings(view, actor="RUS", with_="Kim Jong Un")) == 1
    assert len(happenings(view, actor="Kim Jong Un", with_="USA")) == 0


def test_what_is_only_denied_is_denied(view: View) -> None:
    (talks,) = happenings(view, actor="USA", with_="RUS", types=["CONSULT"])
    assert (talks["state"], talks["when"], talks["reported"]) == ("denied", None, None)


def test_events_come_by_date_and_those_without_one_last(view: View) -> None:
    assert [row["when"] for row in happenings(view)] == ["2024-06-18", "2024-06-19", None]
    assert [row["when"] for row in happenings(view, limit=1)] == ["2024-06-18"]


def test_a_period_leaves_out_what_has_no_date_or_lies_outside(view: View) -> None:
    assert [row["type"] for row in happenings(view, until=date(2024, 6, 18))] == ["ACCUSE"]
    assert [row["type"] for row in happenings(view, since=date(2024, 6, 19))] == ["CONSULT"]


def test_a_plan_spoken_of_as_certain_is_not_done_before_its_day(tmp_path: Path) -> None:
    plan = Report("The trip on Wednesday is a test", published="2024-06-17").event(
        "trip", [PUTIN], [PRK], on="2024-06-19", tense=Tense.PRESENT
    )
    record = Record(tmp_path / "record")
    record.add(plan.reading)
    with record.view() as view:
        (trip,) = happenings(view)
    assert (trip["state"], trip["reported"], trip["announced"]) == ("expected", None, date(2024, 6, 17))


@pytest.mark.parametrize(
    "asked",
    [
        {"types": ["MEETING"]},
        {"limit": 0},
        {"since": date(2024, 6, 2), "until": date(2024, 6, 1)},
        {"actor": "Ruritania"},
    ],
)
def test_what_cannot_be_asked_is_an_error(view: View, asked: dict[str, object]) -> None:
    with pytest.raises(BadQuery):
        happenings(view, **asked)  # type: ignore[arg-type]


def test_a_record_without_events_has_no_happenings(tmp_path: Path) -> None:
    record = Record(tmp_path / "record").create()
    with record.view() as view:
        assert happenings(view, actor="RUS", with_="PRK").to_dicts() == []


def test_doubt_after_a_report_is_no_announcement(tmp_path: Path) -> None:
    record = Record(tmp_path / "record")
    told = Report("The two met", published="2024-06-19").event("met", [PUTIN, KIM], [], on="2024-06-19")
    doubted = Report("They may have met", published="2024-06-21", outlet="Times").event(
        "met", [PUTIN, KIM], [], on="2024-06-19", factuality=Factuality.POSSIBLE
    )
    record.add([told.reading, doubted.reading])
    with record.view() as view:
        (meeting,) = happenings(view)
    assert (meeting["mentions"], meeting["announced"], meeting["reported"]) == (2, None, date(2024, 6, 19))
