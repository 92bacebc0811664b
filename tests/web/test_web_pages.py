"""Pages from outside: each opens, keeps the date, and lets nobody do what they may not."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from answers.reports import Report
from onrecord.api import make_site
from onrecord.library import Record
from onrecord.web import make_app
from onrecord.web.words import holder


def ids(client: TestClient, name: str, **asked: str) -> list[str]:
    rows = client.get(f"/api/v1/{name}", params=asked).json()["rows"]
    return [row["mention_ids"][0] if "mention_ids" in row else row["id"] for row in rows]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", "What is on record"),
        ("/relations/RUS/PRK", "Treaty on Comprehensive Strategic Partnership"),
        ("/relations/north%20korea/russia", "What changed lately"),
        ("/reports", "Seoul expects Putin in Pyongyang within days"),
        ("/agreements", "Somaliland"),
        ("/forecasts?state=all", "Kim visits Moscow in 2025"),
        ("/actors", "Who has to do with whom"),
        ("/actors/RUS", "Has to do with"),
        ("/actors/Vladimir%20Putin", "acts for"),
        ("/decisions", "Rulings"),
        ("/forecasters", "Forecasters"),
        ("/reading", "Model card: statements"),
        ("/api/v1/docs", "To begin with"),
        ("/sign-in", "Token"),
    ],
)
def test_a_page_opens_and_says_what_it_is_about(client: TestClient, address: str, words: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert words in response.text


@pytest.mark.parametrize("name", ["events", "agreements", "forecasts", "documents"])
def test_everything_in_a_list_has_a_page_of_its_own(client: TestClient, name: str) -> None:
    place = {"documents": "reports"}.get(name, name)
    found = ids(client, name)
    assert found
    for one in found:
        assert client.get(f"/{place}/{one}").status_code == 200, one


def test_a_date_changes_what_is_shown_and_stays_in_every_link(client: TestClient) -> None:
    now, then = (client.get("/relations/RUS/PRK", params=asked).text for asked in ({}, {"as_of": "2024-06-14"}))
    assert "The Treaty on Comprehensive Strategic Partnership" in now
    assert "The Treaty on Comprehensive Strategic Partnership" not in then
    links = re.findall(r'href="(/(?:reports|events|forecasts|actors|agreements)[^"]*)"', then)
    assert links
    assert [link for link in links if "as_of=2024-06-14" not in link] == []


def test_a_report_of_later_is_not_there_yet(client: TestClient) -> None:
    newest = ids(client, "documents")[0]
    assert client.get(f"/reports/{newest}", params={"as_of": "2024-06-14"}).status_code == 404


@pytest.mark.parametrize("address", ["/nowhere", "/reports/document-0", "/relations/RUS/xqzw", "/events/event-0"])
def test_what_is_not_there_is_told_on_a_page(client: TestClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "This cannot be shown" in response.text


@pytest.mark.parametrize(
    "address",
    [
        "/reports?as_of=&actor=&cursor=",
        "/agreements?actor=&with=",
        "/forecasts?state=&actor=&forecaster=",
        "/relations/RUS/PRK?since=2024-06-01&until=&type=",
        "/relation?first=RUS&second=",
        "/search?q=&actor=&with=&outlet=&since=&until=&kind=&order=",
    ],
)
def test_a_field_that_is_left_empty_is_not_asked(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(("form", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("json", b"{")])
def test_a_chart_is_there_in_every_form(client: TestClient, form: str, begins: bytes) -> None:
    assert client.get(f"/relations/RUS/PRK/timeline.{form}").content.startswith(begins)


def test_scripts_and_styles_come_from_here_alone(client: TestClient) -> None:
    response = client.get("/relations/RUS/PRK")
    assert "script-src 'self'" in response.headers["content-security-policy"]
    assert "unsafe" not in response.headers["content-security-policy"]
    assert re.findall(r"""<(?:script|link|img)[^>]*?(?:src|href)="https?:""", response.text) == []
    assert re.findall(r"<script(?![^>]* src=)|\sstyle=|\son\w+=", response.text) == []


def test_a_forecast_is_ruled_and_the_ruling_taken_back(signed_in: TestClient) -> None:
    forecast = ids(signed_in, "forecasts", state="due")[0]
    page = signed_in.get(f"/forecasts/{forecast}").text
    token = re.findall(r'name="form_token" value="(\w+)"', page)[0]
    ruling = {"form_token": token, "outcome": "yes", "by": "J. Roe", "note": "seen in the reports"}
    ruled = signed_in.post(f"/forecasts/{forecast}/resolution", data=ruling)
    assert "came true" in ruled.text
    assert "seen in the reports" in ruled.text
    decision = re.findall(r"/decisions/(decision-\w+)/undoing", ruled.text)[0]
    undone = signed_in.post(f"/decisions/{decision}/undoing", data={"form_token": token, "by": "J. Roe"})
    assert "undone" in undone.text
    assert forecast in ids(signed_in, "forecasts", state="due")


def test_what_reports_say_is_proposed_and_a_ruling_rests_on_what_is_ticked(signed_in: TestClient) -> None:
    told = [signed_in.get(f"/api/v1/forecasts/{one}").json() for one in ids(signed_in, "forecasts", state="due")]
    forecast = next(one for one in told if one["proposal"]["outcome"] == "yes")
    page = signed_in.get(f"/forecasts/{forecast['id']}").text
    assert "Proposed: came true" in page
    assert f"{100 * forecast['proposal']['probability']:.0f} %" in page
    ticked = re.findall(r'name="evidence"[^>]* value="([^"]+)"[^>]* checked', page)
    assert ticked
    token = re.findall(r'name="form_token" value="(\w+)"', page)[0]
    ruling = {"form_token": token, "outcome": "yes", "by": "J. Roe", "evidence": ticked}
    ruled = signed_in.post(f"/forecasts/{forecast['id']}/resolution", data=ruling).text
    after = signed_in.get(f"/api/v1/forecasts/{forecast['id']}").json()
    assert after["resolution_quotes"]
    assert set(after["resolution_quotes"]) <= set(forecast["proposal"]["evidence_for"])
    assert after["proposal"] is None
    assert "What reports say became of it" not in ruled
    decision = re.findall(r"/decisions/(decision-\w+)/undoing", ruled)[0]
    signed_in.post(f"/decisions/{decision}/undoing", data={"form_token": token, "by": "J. Roe"})


def test_reports_of_later_are_no_evidence_yet(client: TestClient) -> None:
    forecasts = ids(client, "forecasts", as_of="2024-06-14")
    assert forecasts
    for one in forecasts:
        told = client.get(f"/api/v1/forecasts/{one}", params={"as_of": "2024-06-14"}).json()["proposal"]
        assert told["evidence_for"] == told["evidence_against"] == []


@pytest.mark.parametrize("place", ["document-0:1-2", "nothing", "{report}:5-99999999", "{report}:5-5"])
def test_a_ruling_rests_on_no_place_that_is_not_there(signed_in: TestClient, place: str) -> None:
    forecast = ids(signed_in, "forecasts", state="due")[0]
    page = signed_in.get(f"/forecasts/{forecast}").text
    data = {
        "form_token": re.findall(r'name="form_token" value="(\w+)"', page)[0],
        "outcome": "yes",
        "by": "J. Roe",
        "evidence": place.format(report=ids(signed_in, "documents")[0]),
    }
    assert signed_in.post(f"/forecasts/{forecast}/resolution", data=data).status_code == 400
    assert forecast in ids(signed_in, "forecasts", state="due")


def test_nobody_rules_without_the_token(client: TestClient) -> None:
    forecast = ids(client, "forecasts")[0]
    response = client.post(
        f"/forecasts/{forecast}/resolution", data={"outcome": "yes", "by": "M"}, follow_redirects=False
    )
    assert response.status_code == 303
    assert response.headers["location"].startswith("/sign-in")
    assert ids(client, "decisions") == [] or all(
        row["decided_by"] != "M" for row in client.get("/api/v1/decisions").json()["rows"]
    )


def test_a_form_of_another_session_is_refused(signed_in: TestClient) -> None:
    forecast = ids(signed_in, "forecasts")[0]
    data = {"form_token": "0" * 64, "outcome": "yes", "by": "M"}
    assert signed_in.post(f"/forecasts/{forecast}/resolution", data=data).status_code == 403


def test_the_page_on_reading_names_the_reader_and_its_settings(client: TestClient) -> None:
    page = client.get("/reading").text
    reader = client.get("/api/v1").json()["reader"]
    assert reader in page
    assert "icd203" in page
    assert len(re.findall(r'<article class="wide card"', page)) == page.count("<h2>Model card: ")


def test_things_can_be_cited_from_their_pages(client: TestClient) -> None:
    for name in ("events", "agreements", "forecasts", "documents"):
        place = {"documents": "reports"}.get(name, name)
        link = re.findall(r'href="(/api/v1/\w+/[^"]+/citation)"', client.get(f"/{place}/{ids(client, name)[0]}").text)[
            0
        ]
        assert client.get(link).json()[0]["container-title"] == "Onrecord examples"


@pytest.mark.parametrize("header", [{"origin": "http://elsewhere.example"}, {"sec-fetch-site": "cross-site"}])
def test_a_form_on_another_site_is_refused(signed_in: TestClient, header: dict[str, str]) -> None:
    forecast = ids(signed_in, "forecasts")[0]
    data = {"outcome": "yes", "by": "M"}
    assert signed_in.post(f"/forecasts/{forecast}/resolution", data=data, headers=header).status_code == 403


def test_a_wrong_token_gives_no_session(client: TestClient) -> None:
    assert client.post("/sign-in", data={"token": "guess", "next": "/"}).status_code == 401


@pytest.mark.parametrize("next", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example"])
def test_signing_in_leads_nowhere_else(client: TestClient, next: str) -> None:
    data = {"token": "a token for tests", "next": next}
    response = client.post("/sign-in", data=data, follow_redirects=False)
    assert response.headers["location"] == "/"


def test_another_name_for_this_server_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "rebound.example"}).status_code == 403


def test_a_report_without_a_title_is_listed_by_its_first_words(tmp_path: Path) -> None:
    record = Record(tmp_path / "record")
    text = "Norway signed a treaty with Chile. " * 20
    record.add(replace(Report(text).reading, document=replace(Report(text).reading.document, title=None)))
    client = TestClient(make_app(make_site(record.address)), base_url="http://127.0.0.1")
    for address in ("/", "/reports"):
        assert ">Norway signed a treaty with Chile. Norway" in client.get(address).text
    assert "…</bdi>" in client.get("/reports").text


@pytest.mark.parametrize(
    ("label", "role", "told"),
    [
        ("Andrei Rudenko", "deputy foreign minister", "Andrei Rudenko, deputy foreign minister"),
        ("unnamed: two South Korean officials", "officials", "unnamed: two South Korean officials"),
        ("author", None, "the report"),
    ],
)
def test_whose_view_it_is_is_told_once(label: str, role: str | None, told: str) -> None:
    assert holder(label, role) == told
