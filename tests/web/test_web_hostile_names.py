"""Names, notes and words that mean harm, in every column that a page shows: no page that leads to another runs them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from starlette.testclient import TestClient

from answers.reports import Report, actor
from onrecord.api import make_site
from onrecord.api.access import Access
from onrecord.library import Record
from onrecord.record.registers import RegisterEntry
from onrecord.record.search import SearchIndex
from onrecord.types import Holder, HolderKind, Outcome
from onrecord.web import make_app

EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(1)>\u202e{{ 7 * 7 }}${7*7}'--"
HARMFUL = ("<script>alert", "<img src=x", "onerror=alert(1)>", "\u202e", " 49 ", "javascript:")
LINK = re.compile(r'(?:href|src|data-spec)="(?P<address>[^"]*)')
HIDDEN = re.compile(r'<input type="hidden" name="\w+" value="[^"]*">')
"""What a form keeps to be asked again; it stays as it was, and nobody sees it."""

TOKEN = "a token for tests"
PERSON = Holder(kind=HolderKind.PERSON, name=EVIL, role=EVIL, affiliation=EVIL, actor_ids=("RUS",))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    record = Record(str(tmp_path_factory.mktemp("hostile") / "record"))
    for day in ("2024-05-06", "2024-05-07"):
        text = f"{EVIL} signed a treaty. {EVIL} visits. Told on {day} by one who may come."
        report = (
            Report(text, published=day, outlet=EVIL)
            .mention("signed", actor("RUS", EVIL))
            .event("visits", [actor("RUS", EVIL)], [actor(EVIL)], on=day)
            .event("visits", [actor("RUS", EVIL)], [actor(EVIL)], on=day, holder=PERSON)
            .statement("signed a treaty", PERSON)
            .agreement(f"{EVIL} signed a treaty", ["RUS", EVIL], ("signed", day, "CT+"))
            .forecast("may come", PERSON, by="2024-05-09")
            .forecast("visits", PERSON, by="2024-05-09", event=True)
        )
        record.add(report.reading)
    entry = RegisterEntry(source="ATOP", entry="1", name=EVIL, kind=EVIL, parties=("RUS", EVIL), steps=())
    record.add_register([entry])
    with record.view() as view:
        forecast = view.query("SELECT id FROM forecasts ORDER BY id")["id"][0].as_py()
    now = datetime(2024, 6, 1, tzinfo=UTC)
    record.resolve(forecast, Outcome.YES, decided_by=EVIL, decided_at=now, note=EVIL)
    SearchIndex(record).update()
    site = make_site(record.address, access=Access(token=TOKEN), now=lambda: now)
    client = TestClient(make_app(site), base_url="http://127.0.0.1")
    client.get("/sign-in", params={"token": TOKEN})
    return client


def test_no_page_that_leads_to_another_runs_what_a_report_says(client: TestClient) -> None:
    waiting = [
        "/",
        "/search?q=treaty",
        "/search?q=visits",
        "/decisions",
        "/forecasters",
        "/add",
        "/agreements?actor=RUS",
    ]
    seen = set(waiting)
    while waiting and len(seen) < 200:
        address = waiting.pop(0)
        response = client.get(address, headers={"accept": "text/html"})
        assert response.status_code in (200, 404), address
        assert response.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; ")
        if not response.headers["content-type"].startswith("text/html"):
            assert response.headers["x-content-type-options"] == "nosniff"
            continue
        shown = HIDDEN.sub("", response.text)
        for harmful in HARMFUL:
            assert harmful not in shown, (address, harmful)
        for found in LINK.finditer(response.text):
            link = urljoin(address, unescape(found["address"]))
            assert urlsplit(link).scheme in ("", "http", "https"), link
            if link.startswith("/") and not link.startswith("/static") and link not in seen:
                seen.add(link)
                waiting.append(link)
    kinds = {link.split("?")[0].split("/")[1] for link in seen}
    assert {"relations", "reports", "events", "agreements", "forecasts", "forecasters", "actors", "api"} <= kinds


def test_a_million_tags_that_are_sent_are_skipped_with_the_reason(client: TestClient) -> None:
    page = "<html><body>" + "<div>" * 1_000_000 + "<p>The talks failed."
    sent = client.post(
        "/api/v1/uploads",
        files={"files": ("page.html", page.encode(), "text/html")},
        headers={"authorization": f"Bearer {TOKEN}"},
    )
    assert sent.status_code == 202
    site = client.app.state.site  # type: ignore[attr-defined]
    (run,) = site.additions.latest()[:1]
    assert run.over.wait(60)
    (item,) = run.progress().items
    assert item.became == "skipped"
    assert "tags" in client.get(f"/additions/{run.id}").text
