"""Pages of a record into which a register of alliances was imported: what no report tells of is shown beside it."""

from __future__ import annotations

from datetime import date

import pytest
from starlette.testclient import TestClient

from answers.reports import Report
from onrecord.api import make_site
from onrecord.library import Record
from onrecord.record.registers import RegisterEntry, RegisterStep
from onrecord.types import Obligation, Precision, StepKind, When
from onrecord.web import make_app
from onrecord.web.pages import boards, relations


def step(kind: StepKind, day: str) -> RegisterStep:
    on = date.fromisoformat(day)
    return RegisterStep(kind=kind, when=When(earliest=on, latest=on, precision=Precision.DAY))


ENDED = RegisterEntry(
    source="ATOP",
    entry="3440",
    name="A pact of defence",
    kind="alliance",
    parties=("PRK", "SUN"),
    steps=(step(StepKind.SIGNED, "1961-07-06"), step(StepKind.TERMINATED, "1996-09-10")),
    obligations=(Obligation.DEFENSE,),
    in_force_from_signature=True,
)
STANDING = RegisterEntry(
    source="ATOP",
    entry="4940",
    name="A pact of friendship",
    kind="alliance",
    parties=("PRK", "RUS"),
    steps=(step(StepKind.SIGNED, "2000-02-09"),),
    obligations=(Obligation.CONSULTATION,),
    in_force_from_signature=True,
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    record = Record(str(tmp_path_factory.mktemp("registers") / "record"))
    told = Report("The 1961 treaty lapsed.").agreement(
        "The 1961 treaty", ["SUN", "PRK"], ("signed", "1961-07-06", "CT+"), ("terminated", "1997-01-01", "CT+")
    )
    record.add(told.reading)
    record.add_register([ENDED, STANDING])
    return TestClient(make_app(make_site(record.address)), base_url="http://127.0.0.1")


@pytest.mark.parametrize("address", ["/agreements?actor=RUS&with=PRK", "/relations/RUS/PRK", "/actors/PRK"])
def test_an_agreement_that_only_a_register_has_is_shown_and_leads_to_no_report(
    client: TestClient, address: str
) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert "A pact of friendship" in response.text
    assert "in force" in response.text


def test_what_a_register_has_of_it_stands_on_the_page_of_an_agreement(client: TestClient) -> None:
    (told,) = [one for one in client.get("/api/v1/agreements?actor=PRK").json()["rows"] if one["mention_ids"]]
    shown = client.get(f"/agreements/{told['mention_ids'][0]}").text
    assert "ATOP 3440: signed 1961-07-06" in shown
    assert "terminated: reports" in shown


def test_a_relation_has_in_force_what_only_a_register_has(client: TestClient) -> None:
    shown = client.get("/relations/RUS/PRK").text
    section = shown[shown.index('id="force"') : shown.index('id="open"')]
    assert "A pact of friendship" in section.split("<details>")[0]
    assert "The 1961 treaty" not in section.split("<details>")[0]


def test_of_too_many_agreements_for_one_register_a_party_is_chosen(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boards, "MOST_AT_ONCE", 0)
    shown = client.get("/agreements?as_of=2030-01-01").text
    assert "Name a party above" in shown
    assert "The 1961 treaty" not in shown
    assert "The 1961 treaty" in client.get("/agreements?actor=PRK").text


def test_of_too_many_agreements_of_an_actor_its_page_leads_to_the_register(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/actors/PRK?as_of=2030-01-02"
    monkeypatch.setattr(relations, "MOST_AGREED", 0)
    shown = client.get(address).text
    assert "A pact of friendship" not in shown
    assert "All agreements of North Korea" in shown
    monkeypatch.undo()
    assert "A pact of friendship" in client.get("/actors/RUS").text
