"""Search on pages: what matches is marked and stays text; an empty page says what to do next."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from made import make_document
from onrecord.api import make_site
from onrecord.api.access import Access
from onrecord.library import Record
from onrecord.reading.reader import Reader
from onrecord.record.search import SearchIndex
from onrecord.web import make_app, words


def found(client: TestClient, **asked: str) -> str:
    response = client.get("/search", params=asked)
    assert response.status_code == 200
    return response.text


def marked(page: str) -> set[str]:
    return {one.casefold() for one in re.findall(r"<mark>(.*?)</mark>", page)}


def places(page: str) -> int:
    return page.count(">in the text</a>")


def test_what_matches_is_marked_and_leads_to_its_place(client: TestClient) -> None:
    page = found(client, q="treat*")
    assert marked(page) == {"treaty"}
    link = re.findall(r'<cite>.*?<a href="([^"]+)"', page)[0]
    assert client.get(link).status_code == 200
    assert f'id="{link.partition("#")[2]}"' in client.get(link).text


@pytest.mark.parametrize(
    "asked",
    [
        {"actor": "Somaliland"},
        {"actor": "Russia", "with": "PRK"},
        {"kind": "statement"},
        {"until": "2024-06-15"},
        {"since": "2024-06-20"},
        {"as_of": "2024-06-15"},
    ],
)
def test_a_filter_leaves_some_of_the_places(client: TestClient, asked: dict[str, str]) -> None:
    everything = client.get("/api/v1/search", params={"q": "the"}).json()["rows"]
    some = client.get("/api/v1/search", params={"q": "the", **asked}).json()["rows"]
    assert 0 < len(some) < len(everything)
    assert places(found(client, q="the", **asked)) > 0


def test_an_outlet_is_asked_for_by_its_name(client: TestClient) -> None:
    outlet = client.get("/api/v1/documents").json()["rows"][0]["outlet"]
    rows = client.get("/api/v1/search", params={"q": "the", "outlet": outlet}).json()["rows"]
    assert {row["outlet"] for row in rows} == {outlet}


def test_links_keep_the_date(client: TestClient) -> None:
    page = found(client, q="Putin", as_of="2024-06-15")
    links = re.findall(r'<cite>.*?<a href="([^"]+)"', page)
    assert links
    assert all("as_of=2024-06-15" in link for link in links)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, "All words must be there"),
        ({"q": "xqzw"}, "No place has all of these words"),
        ({"q": "xqzw", "actor": "RUS"}, "Search everything"),
        ({"q": "treaty", "as_of": "1990-01-01"}, "Search as of today"),
    ],
)
def test_an_empty_page_says_what_to_do_next(client: TestClient, asked: dict[str, str], told: str) -> None:
    assert told in found(client, **asked)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"q": "!!"}, "has no words to search for"),
        ({"q": "treaty", "actor": "xqzw"}, "is no actor that"),
        ({"q": "treaty", "actor": "Vladimir Putin"}, "search for the name itself"),
        ({"q": "treaty", "since": "2025-01-01", "until": "2024-01-01"}, "a period cannot end"),
    ],
)
def test_what_cannot_be_searched_is_told_beside_what_was_typed(
    client: TestClient, asked: dict[str, str], told: str
) -> None:
    response = client.get("/search", params=asked)
    assert response.status_code == 400
    assert told in response.text
    assert f'value="{asked["q"]}"' in response.text


def test_every_page_can_search(client: TestClient) -> None:
    for place in ("/", "/reports", "/forecasts", "/actors", "/nowhere"):
        assert 'action="/search"' in client.get(place).text


@pytest.fixture
def unindexed(tmp_path: Path, reader: Reader) -> TestClient:
    """A signed-in browser on a record that has no index; its report has marks and markup in its text."""
    text = 'Norway signed a \x02treaty\x03 with Chile. "<b>Treaty</b> or <script>alert(1)</script>," Jo Roe said.'
    Record(tmp_path / "record").add(reader.read(make_document(text, published=date(2024, 5, 6), outlet="<i>Post</i>")))
    site = make_site(str(tmp_path / "record"), access=Access(token="t"), now=lambda: datetime(2025, 1, 1, tzinfo=UTC))
    client = TestClient(make_app(site), base_url="http://127.0.0.1")
    client.get("/sign-in", params={"token": "t"})
    return client


def test_without_an_index_the_page_names_the_command_and_makes_it(unindexed: TestClient, tmp_path: Path) -> None:
    page = unindexed.get("/search", params={"q": "treaty"})
    assert page.status_code == 200
    assert "onrecord search --rebuild --record" in page.text
    assert unindexed.get("/api/v1/search?q=treaty").status_code == 409
    token = re.findall(r'name="form_token" value="(\w+)"', page.text)[0]
    assert unindexed.post("/search/index", data={"form_token": "0" * 64}).status_code == 403
    assert not SearchIndex(Record(tmp_path / "record")).exists
    made = unindexed.post("/search/index", data={"form_token": token, "q": "treaty"})
    assert places(made.text) == 2  # sentences; what is said in one is no third place


def test_markup_that_is_found_stays_text(unindexed: TestClient, tmp_path: Path) -> None:
    SearchIndex(Record(tmp_path / "record")).update()
    for asked in ({"q": "treaty"}, {"q": "script"}, {"q": "roe"}):
        page = found(unindexed, **asked)
        assert places(page) > 0
        for harmful in ("<script>", "<b>", "<i>Post", "\x02", "\x03"):
            assert harmful not in page


def test_reports_that_the_index_lacks_are_told_of(unindexed: TestClient, tmp_path: Path, reader: Reader) -> None:
    SearchIndex(Record(tmp_path / "record")).update()
    assert "cannot be found yet" not in found(unindexed, q="treaty")
    Record(tmp_path / "record").add(reader.read(make_document("Peru left a treaty.", published=date(2024, 5, 7))))
    assert "1 report came after the index was made" in found(unindexed, q="treaty")


@pytest.mark.parametrize(
    ("snippet", "pieces"),
    [
        ("a \x02b\x03 c", [("a ", False), ("b", True), (" c", False)]),
        ("\x02b\x03", [("b", True)]),
        ("\x02\x02b\x03\x03", [("b", True)]),
        ("open \x02end", [("open end", False)]),
        ("", []),
    ],
)
def test_a_snippet_is_cut_at_its_marks(snippet: str, pieces: list[tuple[str, bool]]) -> None:
    assert [one for one in words.matched(snippet) if one[0]] == pieces
