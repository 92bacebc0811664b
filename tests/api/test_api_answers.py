"""The API from outside: pages by cursor, files, one shape of error, ETags, tokens."""

from __future__ import annotations

import io

import jsonschema_rs
import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

LISTS = {name: {} for name in ("timeline", "events", "statements", "agreements", "forecasts", "documents", "decisions")}
LISTS |= {"forecasters": {}, "actors": {}, "relations": {}, "search": {"q": "the"}}
"""Each list, with what it must be asked."""


@pytest.mark.parametrize("name", LISTS)
def test_the_pages_of_a_list_are_the_list(client: TestClient, name: str) -> None:
    whole = client.get(f"/api/v1/{name}", params={"limit": 1000, **LISTS[name]}).json()["rows"]
    pages, cursor = [], None
    while True:
        asked = LISTS[name] | {"limit": 7} | ({"cursor": cursor} if cursor else {})
        answer = client.get(f"/api/v1/{name}", params=asked).json()
        pages += answer["rows"]
        if (cursor := answer["next"]) is None:
            break
    assert pages == whole


@pytest.mark.parametrize("name", LISTS)
def test_answers_are_as_described(client: TestClient, name: str) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    schema = paths[f"/api/v1/{name}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema_rs.validate(schema, client.get(f"/api/v1/{name}", params=LISTS[name]).json())


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/v1/nowhere", 404, "no_such_address"),
        ("/api/v1/events?limit=0", 422, "bad_query"),
        ("/api/v1/search", 422, "bad_query"),
        ("/api/v1/search?q=%22", 400, "bad_query"),
        ("/api/v1/search?q=treaty&kind=word", 422, "bad_query"),
        ("/api/v1/events?as_of=2024-13-01", 422, "bad_query"),
        ("/api/v1/events?actor=xqzw", 400, "bad_query"),
        ("/api/v1/events?cursor=xyz", 400, "bad_query"),
        ("/api/v1/events?since=2025-01-01&until=2024-01-01", 400, "bad_query"),
        ("/api/v1/events/event-0", 404, "not_in_record"),
        ("/api/v1/agreements/agreement-0", 404, "not_in_record"),
        ("/api/v1/forecasts/forecast-0", 404, "not_in_record"),
        ("/api/v1/documents/document-0/reading", 404, "not_in_record"),
    ],
)
def test_errors_have_one_shape(client: TestClient, address: str, status: int, code: str) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert set(response.json()["error"]) == {"code", "message", "subject", "remedy"}
    assert response.json()["error"]["code"] == code


def test_a_cursor_of_another_question_is_refused(client: TestClient) -> None:
    cursor = client.get("/api/v1/timeline?limit=1").json()["next"]
    assert client.get("/api/v1/statements", params={"limit": 1, "cursor": cursor}).status_code == 400


def test_rows_come_as_files(client: TestClient) -> None:
    rows = client.get("/api/v1/forecasts").json()["rows"]
    csv = client.get("/api/v1/forecasts?format=csv")
    assert csv.headers["content-type"].startswith("text/csv")
    assert rows[0]["id"] in csv.text
    table = pq.read_table(io.BytesIO(client.get("/api/v1/forecasts?format=parquet").content))
    assert table["id"].to_pylist() == [row["id"] for row in rows]


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    tag = client.get("/api/v1/events").headers["etag"]
    again = client.get("/api/v1/events", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/api/v1/events?limit=2", headers={"if-none-match": tag}).status_code == 200


def test_a_ruling_changes_tags_and_can_be_taken_back(client: TestClient) -> None:
    bearer = {"authorization": "Bearer a token for tests"}
    forecast = client.get("/api/v1/forecasts?state=open").json()["rows"][0]["id"]
    tag = client.get("/api/v1/forecasts").headers["etag"]
    ruling = {"outcome": "annulled", "by": "J. Roe"}
    assert client.post(f"/api/v1/forecasts/{forecast}/resolution", json=ruling).status_code == 401
    made = client.post(f"/api/v1/forecasts/{forecast}/resolution", json=ruling, headers=bearer)
    assert made.status_code == 200
    assert client.get(f"/api/v1/forecasts/{forecast}").json()["state"] == "annulled"
    assert client.get("/api/v1/forecasts", headers={"if-none-match": tag}).status_code == 200
    undoing = client.post(f"/api/v1/decisions/{made.json()['id']}/undoing", json={"by": "J. Roe"}, headers=bearer)
    assert undoing.status_code == 200
    assert client.get(f"/api/v1/forecasts/{forecast}").json()["state"] == "open"


def test_a_body_that_is_too_large_is_refused(client: TestClient) -> None:
    headers = {"authorization": "Bearer a token for tests", "content-length": str(1 << 40)}
    assert client.post("/api/v1/decisions/x/undoing", content=b"{}", headers=headers).status_code == 413


@pytest.mark.parametrize("name", ["documents", "events", "agreements", "forecasts"])
def test_what_is_cited_are_the_reports_behind(client: TestClient, name: str) -> None:
    row = client.get(f"/api/v1/{name}").json()["rows"][0]
    found = row["mention_ids"][0] if "mention_ids" in row else row["id"]
    response = client.get(f"/api/v1/{name}/{found}/citation")
    assert response.headers["content-type"] == "application/vnd.citationstyles.csl+json"
    reports = {one["id"]: one for one in client.get("/api/v1/documents").json()["rows"]}
    items = response.json()
    assert items
    for item in items:
        report = reports[item["id"]]
        assert item["title"] == report["title"]
        assert item["issued"]["date-parts"] == [[int(part) for part in report["published"].split("-")]]


def test_a_forecaster_is_told_with_what_is_not_scored(client: TestClient) -> None:
    rows = client.get("/api/v1/forecasters").json()["rows"]
    assert sum(row["forecasts"] for row in rows) == len(client.get("/api/v1/forecasts?limit=1000").json()["rows"])
    one = client.get(f"/api/v1/forecasters/{rows[0]['id']}").json()
    assert {name: one[name] for name in rows[0]} == rows[0]
    assert one["calibration_rows"] == []
    assert client.get("/api/v1/forecasters/no%2Fbody").status_code == 404
