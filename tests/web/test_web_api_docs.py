"""The API's documentation: it tells of everything that the description has, and its calls can be made."""

from __future__ import annotations

import re
import shlex
from html import unescape

from starlette.testclient import TestClient

from onrecord.web.api_description import operations


def test_every_operation_parameter_and_field_is_told(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()
    page = unescape(client.get("/api/v1/docs").text)
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            section = page.partition(f'id="{told["operationId"]}"')[2].partition("</section>")[0]
            assert f"{method.upper()} {path}" in section
            for parameter in told.get("parameters", ()):
                assert f"<code>{parameter['name']}</code>" in section
            for status in told["responses"]:
                assert f"<b>{status}</b>" in section
    rows = page.partition('id="list_forecasts"')[2].partition("</section>")[0].partition("In <code>rows[]</code>")[2]
    assert "<code>forecaster</code>" in rows
    assert len(page.encode()) < 100_000


def test_nothing_comes_from_elsewhere(client: TestClient) -> None:
    page = client.get("/api/v1/docs").text
    assert re.findall(r"""<(?:script|link|img)[^>]*?(?:src|href)="https?:""", page) == []
    assert 'href="/api/v1/docs"' in client.get("/").text


def test_calls_that_need_no_id_can_be_made(client: TestClient) -> None:
    listed = operations(client.get("/api/v1/openapi.json").json(), "")["lists"]
    assert len(listed) > 8
    for one in listed:
        program, address = shlex.split(one.example)
        assert (program, client.get(address).status_code) == ("curl", 200), one.example


def test_a_call_that_writes_has_the_token_and_a_body_that_fits(client: TestClient) -> None:
    ruling = operations(client.get("/api/v1/openapi.json").json(), "")["rulings"][0]
    assert '"Authorization: Bearer $TOKEN"' in ruling.example
    body = shlex.split(ruling.example)[shlex.split(ruling.example).index("-d") + 1]
    bearer = {"authorization": "Bearer a token for tests", "content-type": "application/json"}
    response = client.post("/api/v1/forecasts/forecast-0/resolution", content=body, headers=bearer)
    assert response.status_code == 404  # the body was taken; there is no such forecast
