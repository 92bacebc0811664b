"""Whole reports: what is planned, feared, asked for or recalled is not reported as done today.

One report is written here; the other is the third-party report that the project starts from, read where its folder is
given. Both ask the same questions.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from onrecord.types import (
    EventMention,
    EventType,
    Factuality,
    Forecast,
    HolderKind,
    Polarity,
    Reading,
    StepKind,
    Tense,
    When,
)

REPORT = "\n\n".join(
    [
        "French President Emmanuel Macron and Chinese President Xi Jinping visit a school in Guangzhou on "
        "April 7, 2023.",
        "Beijing says that President Xi Jinping is expected to visit Hungary around May 8-9. He last visited Hungary "
        "in October 2009. Xi turned down an invitation to visit Hungary in 2019, but has decided to go to Budapest.",
        "There are fears in Brussels that China might supply drones to Hungary. Hungary has reportedly asked China for "
        "help with a new railway.",
        "Some European diplomats say the two countries may sign a new agreement, on the model of the 1959 treaty "
        "between China and Hungary. Anna Lindqvist, a senior fellow at the Nordic Institute for Asian Studies, said in "
        "an interview on April 29 that a new treaty replacing the old one could be signed. Peter Vogel, researcher at "
        "the Danube Policy Centre, believes that it is unlikely that a defence clause will be added.",
    ]
)

AS_OF = date(2024, 5, 3)


@pytest.fixture(scope="module")
def reading(read: Callable[..., Reading]) -> Reading:
    return read(REPORT, published=AS_OF)


def events_of(reading: Reading, kind: EventType, when: str | None = None) -> list[EventMention]:
    """Events of a type, on a date where one is given."""
    return [e for e in reading.events if e.type is kind and (when is None or (e.when and e.when.isoformat() == when))]


def ids(event: EventMention) -> set[str]:
    return {actor.id for actor in (*event.actors, *event.recipients)}


def is_done(event: EventMention) -> bool:
    """The author reports it as a fact that is not ahead."""
    return (
        event.factuality is Factuality.CERTAIN
        and event.holder.kind is HolderKind.AUTHOR
        and event.tense is not Tense.FUTURE
    )


def touches(when: When | None, first: date, last: date) -> bool:
    return (
        when is not None
        and (when.earliest is None or when.earliest <= last)
        and (when.latest is None or when.latest >= first)
    )


def forecasts_by(reading: Reading, name: str) -> list[Forecast]:
    return [f for f in reading.forecasts if f.forecaster.name == name]


def test_a_caption_of_a_past_visit_is_past_and_certain(reading: Reading) -> None:
    visit = events_of(reading, EventType.CONSULT, "2023-04-07")
    assert [(ids(e), e.tense, e.factuality) for e in visit] == [({"FRA", "CHN"}, Tense.PAST, Factuality.CERTAIN)]


def test_the_coming_visit_is_ahead_and_has_its_days(reading: Reading) -> None:
    ahead = events_of(reading, EventType.CONSULT, "2024-05-08/2024-05-09")
    assert ahead
    assert all(e.tense is Tense.FUTURE and not is_done(e) for e in ahead)
    assert {"CHN", "HUN"} in [ids(e) for e in ahead]


def test_an_earlier_visit_keeps_its_own_month(reading: Reading) -> None:
    assert [ids(e) for e in events_of(reading, EventType.CONSULT, "2009-10")] == [{"CHN", "HUN"}]


def test_an_invitation_turned_down_is_a_rejection_and_no_visit(reading: Reading) -> None:
    rejected = events_of(reading, EventType.REJECT)
    assert [(e.evidence.quote, [a.id for a in e.actors], e.when and e.when.isoformat()) for e in rejected] == [
        ("turned down", ["CHN"], "2019")
    ]
    assert not [e for e in events_of(reading, EventType.CONSULT, "2019") if is_done(e)]


def test_a_feared_delivery_is_possible_and_not_the_authors(reading: Reading) -> None:
    (delivery,) = events_of(reading, EventType.AID)
    assert delivery.factuality is Factuality.POSSIBLE
    assert delivery.holder.kind is not HolderKind.AUTHOR


def test_treaties_have_their_parties_and_years(reading: Reading) -> None:
    signed = {
        step.when.isoformat(): set(agreement.parties)
        for agreement in reading.agreements
        for step in agreement.steps
        if step.kind is StepKind.SIGNED and step.when is not None
    }
    assert signed.get("1959") == {"CHN", "HUN"}
    assert any(agreement.prospective for agreement in reading.agreements)


def test_forecasters_have_name_institute_hedge_and_direction(reading: Reading) -> None:
    (lindqvist,) = forecasts_by(reading, "Anna Lindqvist")
    (vogel,) = forecasts_by(reading, "Peter Vogel")
    assert lindqvist.forecaster.affiliation == "Nordic Institute for Asian Studies"
    assert vogel.forecaster.affiliation == "Danube Policy Centre"
    assert (lindqvist.hedge.band, lindqvist.polarity) == ("roughly even", Polarity.POSITIVE)
    assert (vogel.hedge.band, vogel.polarity) == ("unlikely", Polarity.NEGATIVE)


def test_nothing_said_is_coded_as_done_at_publication(reading: Reading) -> None:
    done = [e for e in reading.events if is_done(e) and touches(e.when, date(2024, 4, 20), date(2024, 5, 31))]
    assert done == []


def test_every_line_quotes_the_report(reading: Reading) -> None:
    lines = (*reading.times, *reading.actors, *reading.statements, *reading.events, *reading.agreements)
    for line in (*lines, *reading.forecasts, *reading.links):
        span = line.evidence.span
        assert REPORT[span.start : span.end] == line.evidence.quote


@pytest.fixture(scope="module")
def seed(read: Callable[..., Reading], data_folder: Path) -> Reading:
    text = (data_folder / "articles" / "seed.txt").read_text("utf-8")
    return read(text, published=date(2024, 6, 14), outlet="Chosun", country="KOR")


@pytest.mark.shared
class TestSeed:
    """The report of June 2024 that the project starts from."""

    def test_visits_have_their_dates_tense_and_factuality(self, seed: Reading) -> None:
        consult = {
            (e.when.isoformat(), e.tense, is_done(e)) for e in events_of(seed, EventType.CONSULT) if e.when is not None
        }
        assert ("2023-09-13", Tense.PAST, True) in consult
        assert ("2000-07", Tense.PAST, True) in consult
        assert ("2024-06-18/2024-06-19", Tense.FUTURE, False) in consult

    def test_the_declined_invitation_is_a_rejection(self, seed: Reading) -> None:
        rejected = [e for e in events_of(seed, EventType.REJECT, "2019") if e.actors and e.actors[0].id == "RUS"]
        assert len(rejected) == 1

    def test_the_supply_of_weapons_is_possible_and_not_the_authors(self, seed: Reading) -> None:
        supply = [e for e in events_of(seed, EventType.AID) if e.evidence.quote.startswith("supply")]
        assert [(e.factuality, e.holder.kind is HolderKind.AUTHOR) for e in supply] == [(Factuality.POSSIBLE, False)]

    def test_the_treaties_have_their_parties(self, seed: Reading) -> None:
        parties = {
            (step.when.isoformat(), frozenset(agreement.parties))
            for agreement in seed.agreements
            for step in agreement.steps
            if step.kind is StepKind.SIGNED and step.when is not None
        }
        assert ("1961", frozenset({"SUN", "PRK"})) in parties
        assert ("2000", frozenset({"RUS", "PRK"})) in parties

    @pytest.mark.parametrize(
        ("name", "institute", "band"),
        [
            ("Konstantin Asmolov", "Russian Academy of Sciences", "roughly even"),
            ("Hyun Seung-soo", "Korea Institute for National Unification", "unlikely"),
            ("Cho Han-bum", "KINU", "roughly even"),
        ],
    )
    def test_forecasters_have_institute_and_hedge(self, seed: Reading, name: str, institute: str, band: str) -> None:
        assert name in {statement.speaker.name for statement in seed.statements}
        forecasts = forecasts_by(seed, name)
        assert band in {forecast.hedge.band for forecast in forecasts}
        assert all(institute in (forecast.forecaster.affiliation or "") for forecast in forecasts)

    def test_nothing_is_coded_as_done_in_june_2024(self, seed: Reading) -> None:
        done = [e for e in seed.events if is_done(e) and touches(e.when, date(2024, 6, 1), date(2024, 6, 30))]
        assert done == []
