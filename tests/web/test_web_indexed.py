"""Pages and lists of a record with indexes are those of one without, letter for letter."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from httpx import Response
from starlette.testclient import TestClient

from onrecord.api import Site, make_site
from onrecord.library import Record
from onrecord.record import picking
from onrecord.runs import is_indexed, make_indexes
from onrecord.web import make_app
from served import NOW

LINK = re.compile(r'href="(?P<address>/[^"#]*)')
KINDS = ("/", "/relations", "/reports", "/events", "/agreements", "/forecasts", "/forecasters", "/actors", "/api/v1")
MOST_OF_A_KIND = 12
LISTS = (
    "/api/v1/statements?speaker=RUS",
    "/api/v1/statements?actor=RUS&since=2024-06-18&limit=7",
    "/api/v1/timeline?actor=PRK&type=AGREE&until=2024-07-01",
    "/api/v1/forecasts?forecaster=USA&state=open",
    "/api/v1/forecasts?actor=PRK&state=due&since=2024-01-01",
    "/api/v1/agreements?actor=RUS&format=csv",
    "/api/v1/events?actor=RUS&with=PRK&as_of=2024-06-19",
    "/relations/RUS/PRK/timeline.json?as_of=2024-11-01",
    "/relations/RUS/PRK?type=AGREE&since=2024-06-01",
)


def served(address: str) -> TestClient:
    site: Site = make_site(address, now=lambda: NOW)
    return TestClient(make_app(site), base_url="http://127.0.0.1")


@pytest.fixture(scope="module")
def clients(examples_record: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[TestClient, TestClient]:
    """Browsers of a record with indexes, and of one without."""
    folder = tmp_path_factory.mktemp("indexed")
    addresses = [folder / "one" / "record", folder / "two" / "record"]
    for address in addresses:
        shutil.copytree(examples_record, address, ignore=shutil.ignore_patterns("events.sqlite*", "lines.sqlite*"))
    assert make_indexes(Record(addresses[0])) == 6
    with Record(addresses[0]).view() as view:
        assert picking.from_file(view, lambda file: True)
    assert not is_indexed(Record(addresses[1]))
    return served(str(addresses[0])), served(str(addresses[1]))


def told(response: Response) -> bytes:
    """What a page says, whichever of the two records it is of."""
    return response.content.replace(b"/one/record", b"/two/record")


def kind_of(address: str) -> str:
    path = urlsplit(address).path
    return next((kind for kind in reversed(KINDS) if path.startswith(kind)), "")


@pytest.mark.parametrize("day", ["", "?as_of=2024-06-19"])
def test_every_page_is_the_same(clients: tuple[TestClient, TestClient], day: str) -> None:
    indexed, plain = clients
    waiting, seen, taken = [f"/{day}"], {f"/{day}"}, dict.fromkeys(KINDS, 0)
    while waiting:
        address = waiting.pop(0)
        page, other = (client.get(address, headers={"accept": "text/html"}) for client in (indexed, plain))
        assert page.status_code == other.status_code == 200, address
        assert told(page) == told(other), address
        if "html" not in page.headers["content-type"]:
            continue
        for found in LINK.finditer(page.text):
            link = urljoin(address, unescape(found["address"]))
            kind = kind_of(link)
            wanted = kind and not link.endswith(("png", "svg")) and "/citation" not in link and "/docs" not in link
            if wanted and link not in seen and taken[kind] < MOST_OF_A_KIND:
                taken[kind] += 1
                seen.add(link)
                waiting.append(link)
    assert len(seen) > 40


@pytest.mark.parametrize("address", LISTS)
def test_every_list_is_the_same(clients: tuple[TestClient, TestClient], address: str) -> None:
    one, other = (client.get(address) for client in clients)
    assert one.status_code == 200
    assert told(one) == told(other)
    assert len(one.content) > 100


def test_an_index_made_while_pages_are_served_is_used(clients: tuple[TestClient, TestClient], tmp_path: Path) -> None:
    _, plain = clients
    address = plain.app.state.site.record.address  # type: ignore[attr-defined]
    before = plain.get("/relations/RUS/PRK").content
    shutil.copytree(address, tmp_path / "record")
    record = Record(tmp_path / "record")
    client = served(record.address)
    assert client.get("/relations/RUS/PRK").status_code == 200
    make_indexes(record)
    site = client.app.state.site  # type: ignore[attr-defined]
    assert picking.from_file(site.holdings.view(None), lambda file: True)
    assert client.get("/relations/RUS/PRK").content.replace(record.address.encode(), address.encode()) == before
