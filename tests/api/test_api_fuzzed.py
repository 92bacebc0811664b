"""Every address of the API, asked as its description allows and as it does not, by schemathesis.

Examples are the same at each run. What comes back must be described, in the one shape of errors, and never a defect.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from fastapi import FastAPI
from schemathesis.config import SchemathesisConfig
from starlette.testclient import TestClient

from onrecord.api import make_site
from onrecord.api.access import Access
from onrecord.reading.reader import Reader
from onrecord.sources.fetching import Web
from onrecord.web import make_app
from served import NOW, TOKEN

HEADERS = {"authorization": f"Bearer {TOKEN}"}
# A question can be fit and yet have no answer: nobody goes by that name, the record lacks that id, a run goes on.
ANSWERS = [200, 202, 400, 404, 409]
REFUSALS = [400, 401, 403, 404, 405, 409, 413, 415, 422]
CONFIG = {
    "checks": {
        "positive_data_acceptance": {"expected-statuses": ANSWERS},
        "negative_data_rejection": {"expected-statuses": REFUSALS},
    },
    "generation": {"max-examples": 4, "deterministic": True, "database": "none"},
}
ACCESS = Access(token=TOKEN, hosts=("testserver", "localhost"))
DESCRIBED = schemathesis.openapi.from_asgi(
    "/api/v1/openapi.json",
    make_app(make_site("nowhere", access=ACCESS)),
    config=SchemathesisConfig.from_dict(CONFIG),
)


@pytest.fixture(scope="module")
def served(
    examples_record: str, reader: Reader, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[FastAPI, dict[str, str]]]:
    """The record of examples once more, served so that all may be written to, and for each place the id of a thing
    that is there. No host is on a public network."""
    address = tmp_path_factory.mktemp("fuzzed") / "record"
    shutil.copytree(Path(examples_record), address)
    web = Web(look_up=lambda host, port: ["10.0.0.1"])
    site = make_site(str(address), access=ACCESS, now=lambda: NOW, reader=reader, web=web)
    app = make_app(site)
    client = TestClient(app, headers=HEADERS)
    ids = {name: client.get(f"/api/v1/{name}").json()["rows"][0] for name in ("documents", "forecasts")}
    found = {name: row["id"] for name, row in ids.items()}
    for name in ("events", "agreements"):
        found[name] = client.get(f"/api/v1/{name}").json()["rows"][0]["mention_ids"][0]
    ruling = {"outcome": "annulled", "by": "J. Roe"}
    found["forecasters"] = client.get("/api/v1/forecasters").json()["rows"][0]["id"]
    found["decisions"] = client.post(f"/api/v1/forecasts/{found['forecasts']}/resolution", json=ruling).json()["id"]
    begun = client.post("/api/v1/additions", json={"reports": [{"text": "Ministers met."}]})
    found["additions"] = begun.json()["id"]
    yield app, found
    site.additions.close(seconds=60)


@pytest.mark.xdist_group("fuzzed")
@pytest.mark.timeout(600)
@DESCRIBED.parametrize()
def test_nothing_that_is_sent_breaks_anything(case: schemathesis.Case, served: tuple[FastAPI, dict[str, str]]) -> None:
    app, known = served
    case.call_and_validate(app=app, headers=HEADERS)
    if "id" in case.path_parameters and case.meta is not None and case.meta.generation.mode.is_positive:
        case.path_parameters["id"] = known[case.path.split("/")[3]]
        case.call_and_validate(app=app, headers=HEADERS)


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "code"),
    [
        ("GET", "/api/v1/nowhere", {}, 404, "no_such_address"),
        ("POST", "/api/v1/nowhere", {}, 404, "no_such_address"),
        ("GET", "/api/v1/events/", {}, 404, "no_such_address"),
        ("DELETE", "/api/v1/events", {}, 405, "unfit_request"),
        ("PATCH", "/api/v1/additions", {}, 405, "unfit_request"),
        ("GET", "/api/v1/events?as_of=0", {}, 422, "bad_query"),
        ("GET", "/api/v1/events?since=20240614", {}, 422, "bad_query"),
        ("POST", "/api/v1/additions", {"content": b"{"}, 422, "bad_query"),
        ("POST", "/api/v1/additions", {"content": b"\xff"}, 400, "unfit_request"),
        ("POST", "/api/v1/additions", {"content": b"[" * 100_000}, 400, "unfit_request"),
        ("POST", "/api/v1/uploads", {"content": b"x"}, 415, "wrong_media"),
        ("POST", "/api/v1/uploads", {"headers": {"content-type": "multipart/form-data"}}, 400, "unfit_request"),
        ("POST", "/api/v1/uploads", {"headers": {"content-length": str(1 << 40)}}, 413, "too_large"),
    ],
)
def test_whatever_is_refused_is_refused_in_one_shape(
    signed_in: TestClient, method: str, path: str, sent: dict[str, object], status: int, code: str
) -> None:
    headers = HEADERS | {"content-type": "application/json"} | dict(sent.get("headers", {}))
    signed_in.cookies.clear()
    response = signed_in.request(method, path, **(sent | {"headers": headers}))
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)
    assert set(response.json()["error"]) == {"code", "message", "subject", "remedy"}


def test_a_method_that_is_not_taken_is_told_which_are(client: TestClient) -> None:
    assert client.request("PATCH", "/api/v1/additions", headers=HEADERS).headers["allow"] == "GET, POST"
    assert client.request("DELETE", "/api/v1/events", headers=HEADERS).headers["allow"] == "GET"
