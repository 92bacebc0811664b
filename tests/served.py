"""Fixtures of tests of pages and API: a record of the example reports, a site for it, and browsers of two sorts."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.answers import forecasts
from onrecord.api import Site, make_site
from onrecord.api.access import Access
from onrecord.library import Record
from onrecord.reading.reader import Reader
from onrecord.record.search import SearchIndex
from onrecord.runs import add_files
from onrecord.types import Outcome
from onrecord.web import make_app

EXAMPLES = Path(__file__).parent.parent / "examples"
TOKEN = "a token for tests"
NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def examples_record(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> str:
    """A record of the example reports. Tests that write to it take back what they wrote."""
    address = str(tmp_path_factory.mktemp("web") / "record")
    names = [str(path) for path in sorted(EXAMPLES.glob("*.md"))]
    report = add_files(names, Record(address), reader, today=date(2026, 1, 1))
    assert report.added == 6
    SearchIndex(Record(address)).update()
    return address


@pytest.fixture(scope="session")
def site(examples_record: str) -> Site:
    seconds = count()
    return make_site(
        examples_record, access=Access(token=TOKEN), now=lambda: NOW + timedelta(seconds=next(seconds) / 100)
    )


@pytest.fixture(scope="session")
def scored_site(examples_record: str, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same reports in a record in which all forecasts that are due were ruled, in turn yes and no."""
    address = str(tmp_path_factory.mktemp("scored") / "record")
    shutil.copytree(examples_record, address)
    record = Record(address)
    with record.view() as view:
        due = [row["id"] for row in forecasts(view, states=["due"], today=NOW.date())]
    assert len(due) > 2
    for number, one in enumerate(due):
        outcome = (Outcome.YES, Outcome.NO)[number % 2]
        record.resolve(one, outcome, decided_by="J. Roe", decided_at=NOW - timedelta(days=28))
    return make_site(address, now=lambda: NOW)


@pytest.fixture
def client(site: Site) -> TestClient:
    """A browser that has not signed in."""
    return TestClient(make_app(site), base_url="http://127.0.0.1")


@pytest.fixture
def signed_in(client: TestClient) -> TestClient:
    """A browser that has."""
    response = client.get("/sign-in", params={"token": TOKEN}, follow_redirects=False)
    assert response.status_code == 303
    return client
