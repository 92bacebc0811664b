"""Pages of forecasters: scores with what stands beside them, and links from forecasts to those who made them."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from made import make_document
from onrecord.answers import scores
from onrecord.api import Site, make_site
from onrecord.library import Record
from onrecord.reading.reader import Reader
from onrecord.web import make_app
from served import NOW


@pytest.fixture
def scored(scored_site: Site) -> TestClient:
    """A browser on a record with rulings."""
    return TestClient(make_app(scored_site), base_url="http://127.0.0.1")


def test_without_rulings_the_list_says_what_scores_take(client: TestClient) -> None:
    page = client.get("/forecasters").text
    assert "Nobody can be scored yet" in page
    assert "/forecasts?state=due" in page


def test_scores_are_those_of_the_answers(scored: TestClient, examples_record: str) -> None:
    rows = scored.get("/api/v1/forecasters").json()["rows"]
    best = next(row for row in rows if row["scored"])
    page = scored.get("/forecasters").text
    assert f"{best['brier']:.3f}" in page
    one = scored.get(f"/forecasters/{quote(best['id'], safe='')}").text
    for shown in (f"{best['brier']:.3f}", f"{best['brier_low']:.3f} to {best['brier_high']:.3f}", "Too vague to score"):
        assert shown in one
    with Record(examples_record).view() as view:
        assert {row["group"] for row in scores(view, today=NOW.date())} == {row["id"] for row in rows}


def test_points_of_the_curve_stand_in_a_table_too(scored: TestClient) -> None:
    rows = scored.get("/api/v1/forecasters").json()["rows"]
    best = next(row for row in rows if row["scored"])
    told = scored.get(f"/api/v1/forecasters/{quote(best['id'], safe='')}").json()["calibration_rows"]
    assert sum(row["forecasts"] for row in told) == best["scored"]
    page = scored.get(f"/forecasters/{quote(best['id'], safe='')}").text
    for row in told:
        assert f"{row['happened']} of {row['forecasts']}" in page
        assert 0 <= row["share_low"] <= row["share"] <= row["share_high"] <= 1


def test_everybody_in_the_list_has_a_page_with_their_forecasts(scored: TestClient) -> None:
    links = set(re.findall(r'href="(/forecasters/[^"?]+)"', scored.get("/forecasters").text))
    counted = 0
    for link in sorted(links):
        page = scored.get(link)
        assert page.status_code == 200, link
        counted += len(re.findall(r'<a href="/forecasts/forecast-', page.text))
    assert counted == len(scored.get("/api/v1/forecasts?limit=1000").json()["rows"])


@pytest.mark.parametrize("place", ["/forecasts?state=all", "/relations/RUS/PRK"])
def test_forecasts_lead_to_those_who_made_them(scored: TestClient, place: str) -> None:
    links = re.findall(r'class="forecaster" href="([^"]+)"', scored.get(place).text)
    assert links
    for link in set(links):
        assert scored.get(link).status_code == 200, link


@pytest.mark.parametrize("name", ["/forecasters", "/calibration"])
@pytest.mark.parametrize(("form", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("json", b"{")])
def test_charts_of_scores_are_there_in_every_form(scored: TestClient, name: str, form: str, begins: bytes) -> None:
    assert scored.get(f"{name}.{form}").content.startswith(begins)


def test_before_a_ruling_was_made_nothing_is_scored(scored: TestClient) -> None:
    assert "Nobody can be scored yet" in scored.get("/forecasters", params={"as_of": "2025-01-31"}).text


def test_an_unknown_forecaster_is_told_of(client: TestClient) -> None:
    assert client.get("/forecasters/nobody/at%2Fall").status_code == 404


def test_a_forecaster_whose_name_means_harm_is_text(tmp_path: Path, reader: Reader) -> None:
    text = (
        "Norway and Chile met on Monday. Norway will probably sign a treaty with Chile by July, "
        'said Jo <b>Roe</b>/Doe, a "><script>alert(1)</script>.'
    )
    Record(tmp_path / "record").add(reader.read(make_document(text)))
    client = TestClient(make_app(make_site(str(tmp_path / "record"))), base_url="http://127.0.0.1")
    links = re.findall(r'href="(/forecasters/[^"]+)"', client.get("/forecasters").text)
    assert links
    for link in ["/forecasters", "/forecasts?state=all", *links]:
        page = client.get(link)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<b>Roe" not in page.text
