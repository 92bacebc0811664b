"""Adding by the API: begun, watched, stopped; bounded and checked."""

from __future__ import annotations

from pathlib import Path

import jsonschema_rs
import pytest
from starlette.testclient import TestClient

from onrecord.api import Site, adding, make_site
from onrecord.api.access import Access
from onrecord.reading.reader import Reader
from onrecord.runs.given import given_reports
from onrecord.sources.fetching import Web
from onrecord.web import make_app
from served import NOW, TOKEN

BEARER = {"authorization": f"Bearer {TOKEN}"}
TEXT = "Ministers of Norway and Chile met in Oslo on Monday and signed a treaty on fisheries."


@pytest.fixture
def own(tmp_path: Path, reader: Reader) -> Site:
    """A site of its own, whose record is empty, and which finds every host on an inner network."""
    web = Web(look_up=lambda host, port: ["10.0.0.1"])
    return make_site(str(tmp_path / "record"), access=Access(token=TOKEN), now=lambda: NOW, reader=reader, web=web)


@pytest.fixture
def program(own: Site) -> TestClient:
    """A program that knows the token."""
    return TestClient(make_app(own), base_url="http://127.0.0.1", headers=BEARER)


def account(program: TestClient, own: Site, location: str) -> dict:  # type: ignore[type-arg]
    """The account at an address, when the run is over; as it is described."""
    assert own.additions.latest()[0].over.wait(60)
    found = program.get(location).json()
    paths = program.get("/api/v1/openapi.json").json()["paths"]
    schema = paths["/api/v1/additions/{id}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema_rs.validate(schema, found)
    return dict(found)


def test_reports_are_added_and_accounted_for(program: TestClient, own: Site) -> None:
    reports = [{"text": TEXT, "published": "2024-06-17", "title": "A treaty"}, {"text": TEXT, "title": "Undated"}]
    begun = program.post("/api/v1/additions", json={"reports": reports})
    assert begun.status_code == 202
    found = account(program, own, begun.headers["location"])
    assert (found["state"], found["added"], found["counts"]["skipped"]) == ("done", 1, 1)
    assert [(item["name"], item["became"], item["reason"]) for item in found["items"]] == [
        ("Undated", "skipped", "no date"),
        ("A treaty", "read", ""),
    ]
    assert program.get(f"/api/v1/documents/{found['items'][1]['document_id']}").json()["title"] == "A treaty"
    assert [row["id"] for row in program.get("/api/v1/additions").json()["rows"]] == [found["id"]]


def test_files_are_added(program: TestClient, own: Site) -> None:
    files = [("files", ("a.txt", TEXT.encode())), ("files", ("b.png", b"\x89PNG"))]
    begun = program.post("/api/v1/uploads", files=files, data={"published": "2024-06-17"})
    assert begun.status_code == 202
    found = account(program, own, begun.headers["location"])
    assert {item["name"]: item["became"] for item in found["items"]} == {"a.txt": "read", "b.png": "skipped"}


def test_a_feed_on_an_inner_host_is_refused_in_the_account(program: TestClient, own: Site) -> None:
    begun = program.post("/api/v1/additions", json={"feed": "http://inside.test/feed"})
    found = account(program, own, begun.headers["location"])
    assert "not on a public host" in found["items"][0]["message"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "bad_query"),
        ({"reports": []}, 422, "bad_query"),
        ({"reports": [{"text": ""}]}, 422, "bad_query"),
        ({"reports": [{"text": TEXT}] * 51}, 422, "bad_query"),
        ({"reports": [{"text": TEXT, "published": "2024-02-31"}]}, 422, "bad_query"),
        ({"reports": [{"text": TEXT}], "feed": "https://news.test/"}, 422, "bad_query"),
        ({"feed": "file:///etc/passwd"}, 422, "bad_query"),
        ({"feed": "https://news.test:22/"}, 400, "bad_query"),
    ],
)
def test_what_cannot_be_added_is_refused_in_the_one_shape(
    program: TestClient, body: dict[str, object], status: int, code: str
) -> None:
    response = program.post("/api/v1/additions", json=body)
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)


def test_forms_are_bounded(program: TestClient) -> None:
    many = [("files", (f"{number}.txt", b"x")) for number in range(adding.MOST_FILES + 1)]
    assert program.post("/api/v1/uploads", files=many).status_code == 413
    assert program.post("/api/v1/uploads", files=[("other", ("a", b"x"))]).status_code == 400
    wrong = program.post("/api/v1/uploads", json={})
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (415, "wrong_media")


def test_one_thing_is_added_at_a_time_and_can_be_stopped(program: TestClient, own: Site) -> None:
    from threading import Event

    go_on = Event()

    def slowly(expect):  # type: ignore[no-untyped-def]
        assert go_on.wait(60)
        yield from ()

    from dataclasses import replace

    run = adding.begin(own, replace(given_reports([], what="slow"), items=slowly))
    refused = program.post("/api/v1/additions", json={"reports": [{"text": TEXT}]})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "addition_running")
    assert refused.json()["error"]["subject"] == run.id
    assert program.post(f"/api/v1/additions/{run.id}/stopping").json()["stopping"]
    go_on.set()
    assert account(program, own, f"/api/v1/additions/{run.id}")["state"] == "stopped"


def test_adding_takes_the_token(own: Site) -> None:
    stranger = TestClient(make_app(own), base_url="http://127.0.0.1")
    for path in ("/api/v1/additions", "/api/v1/uploads", "/api/v1/additions/x/stopping"):
        assert stranger.post(path, json={}).status_code == 401
    assert stranger.get("/api/v1/additions/x").status_code == 404
