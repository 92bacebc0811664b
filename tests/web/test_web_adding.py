"""Adding on the page: what is sent is bounded and checked, and each item is accounted for, whatever it is."""

from __future__ import annotations

import gzip
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.api import Site, adding, make_site
from onrecord.api.access import Access
from onrecord.reading.reader import Reader
from onrecord.runs.given import Given
from onrecord.settings import Settings
from onrecord.sources import Found
from onrecord.sources.fetching import Web
from onrecord.web import make_app
from served import NOW, TOKEN

TEXT = "Ministers of Norway and Chile met in Oslo on Monday and signed a treaty on fisheries."
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def site(tmp_path: Path, reader: Reader) -> Site:
    """A site of its own, whose record is empty."""
    web = Web(look_up=lambda host, port: ["10.0.0.1"])
    return make_site(
        str(tmp_path / "record"),
        access=Access(token=TOKEN),
        settings=Settings(max_characters=20_000),
        now=lambda: NOW,
        reader=reader,
        web=web,
    )


@pytest.fixture
def browser(site: Site) -> TestClient:
    """One that has signed in."""
    client = TestClient(make_app(site), base_url="http://127.0.0.1")
    client.get("/sign-in", params={"token": TOKEN})
    return client


def form_token(browser: TestClient) -> str:
    return re.findall(r'name="form_token" value="(\w+)"', browser.get("/add").text)[0]


def send(browser: TestClient, which: str, *, files: object = None, **fields: str):  # type: ignore[no-untyped-def]
    """Send a form of the page as it stands there; when a run begins, its account when it is over."""
    data = {"form_token": form_token(browser), **fields}
    response = browser.post(f"/add/{which}", data=data, files=files, follow_redirects=False)
    if response.status_code != 303:
        return response
    site: Site = browser.app.state.site  # type: ignore[attr-defined]
    (run,) = site.additions.latest()[:1]
    assert run.over.wait(60)
    assert response.headers["location"] == f"/additions/{run.id}"
    return browser.get(response.headers["location"])


def rows(browser: TestClient) -> list[dict[str, object]]:
    return browser.get("/api/v1/documents").json()["rows"]


def test_a_pasted_report_is_added_and_accounted_for(browser: TestClient) -> None:
    page = send(browser, "text", text=TEXT, title="A treaty", outlet="Made Times", published="2024-06-17")
    assert "Added: <bdi>A treaty</bdi>" in page.text
    (row,) = rows(browser)
    assert (row["title"], row["outlet"], row["published"]) == ("A treaty", "Made Times", "2024-06-17")
    assert f'href="/reports/{row["id"]}"' in page.text
    assert "NOR" in browser.get(f"/api/v1/documents/{row['id']}/reading").text
    again = send(browser, "text", text=TEXT, title="A treaty", outlet="Made Times", published="2024-06-17")
    assert "Nothing new was added" in again.text
    assert "was on record" in again.text


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"text": " ", "published": "2024-06-17"}, 400, "paste the text"),
        ({"text": TEXT}, 400, "on which day"),
        ({"text": TEXT, "published": "2024-02-31"}, 400, "no such date"),
        ({"text": TEXT, "published": "2099-01-01"}, 400, "future"),
        ({"text": "Die Minister haben sich in Wien getroffen. " * 9, "published": "2024-06-17"}, 422, "English"),
        ({"text": "a" * 30_000, "published": "2024-06-17"}, 422, "more than 20,000"),
        ({"text": "a" * 90_000, "published": "2024-06-17"}, 413, "more than 20,000 characters"),
    ],
)
def test_a_form_that_cannot_be_taken_comes_back_with_the_reason(
    browser: TestClient, fields: dict[str, str], status: int, words: str
) -> None:
    response = send(browser, "text", title='A "title"', **fields, files={"other": b""})
    assert response.status_code == status
    assert words in re.search(r'role="alert">(.*?)</p>', response.text)[1]
    if status != 413:
        assert 'value="A &#34;title&#34;"' in response.text
    assert rows(browser) == []


def test_nobody_adds_without_the_token_or_from_another_site(browser: TestClient, site: Site) -> None:
    stranger = TestClient(make_app(site), base_url="http://127.0.0.1")
    assert "Sign in" in stranger.get("/add").text
    assert "<textarea" not in stranger.get("/add").text
    fields = {"text": TEXT, "published": "2024-06-17"}
    assert stranger.post("/add/text", data=fields, follow_redirects=False).headers["location"].startswith("/sign-in")
    assert browser.post("/add/text", data=fields).status_code == 403
    assert browser.post("/add/text", data=fields | {"form_token": "0"}).status_code == 403
    crossing = {"origin": "https://elsewhere.test"}
    assert (
        browser.post("/add/text", data=fields | {"form_token": form_token(browser)}, headers=crossing).status_code
        == 403
    )
    assert site.additions.latest() == []


HARMFUL: list[tuple[str, bytes, str]] = [
    ("photo.txt", b"\x89PNG\r\n\x1a\n\0\0", "a PNG image"),
    ("report.pdf", b"%PDF-1.7 ...", "a PDF document"),
    ("binary.txt", b"Ministers\0met", "binary"),
    ("empty.txt", b"", "has no text"),
    ("blank.txt", b" \n \t\n", "has no text"),
    ("undated.txt", TEXT.encode(), "does not say when it was published"),
    (
        "broken.txt",
        b"---\npublished: 2024-06-17\n---\n" + "Málaga — Örebro, ministers met. ".encode() * 3 + b"\xc3(",
        "damaged",
    ),
    ("wide.txt", b"\xff\xfea", "UTF-16"),
    ("tags.html", b"<html><body>" + b"<b>" * 1_000_000, "tags"),
    ("feed.txt", b"<rss><channel/></rss>", "is XML"),
    ("long.txt", b"a " * 200_000, "more than"),
    ("word.txt", b"---\npublished: 2024-06-17\n---\n" + b"a" * 5_000, "no prose"),
    ("bomb.txt.gz", gzip.compress(b"\0" * 30_000_000), "binary"),
    ("cut.txt.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03KL", "cut off"),
    ("table.csv", b"name,age\nx,1\n", "no column"),
    ("table.parquet", b"PAR1 and nothing else", "damaged"),
    ("rows.jsonl", b'{"text": 5}\n[1]\nnonsense', "not JSON"),
]


@pytest.mark.parametrize(("name", "content", "words"), HARMFUL, ids=[name for name, _, _ in HARMFUL])
def test_a_bad_file_is_skipped_and_says_why_beside_a_good_one(
    browser: TestClient, name: str, content: bytes, words: str
) -> None:
    good = f"---\npublished: 2024-06-17\n---\n{TEXT}".encode()
    page = send(browser, "files", files=[("files", (name, content)), ("files", ("good.txt", good))])
    assert page.status_code == 200
    assert len(rows(browser)) == 1
    skipped = re.findall(r'<tr class="b-skipped">(.*?)</tr>', page.text, re.DOTALL)
    assert any(name in row and words in row for row in skipped), skipped


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (f"{SCRIPT}.txt", "script&gt;.txt"),
        ('"><img src=x onerror=alert(1)>.txt', "onerror=alert(1)&gt;.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\reports\\one.txt", "one.txt"),
        ("evil\u202etxt.exe\u2066.txt", "eviltxt.exe.txt"),
        ("{{ 7 * 7 }}.txt", "{{ 7 * 7 }}.txt"),
        ("n" * 900 + ".txt", "n" * 100),
    ],
)
def test_the_name_of_a_file_stays_text(browser: TestClient, name: str, shown: str) -> None:
    page = send(browser, "files", files=[("files", (name, b""))])
    assert shown in page.text
    for harmful in ("<script>alert", "<img", "\u202e", "\u2066", "../", "n" * 300):
        assert harmful not in page.text


def test_a_title_with_controls_is_cleaned_on_its_way_in(browser: TestClient) -> None:
    send(browser, "text", text=TEXT, title=f"\u202egnp.\u202c {SCRIPT} \x1b[31m", published="2024-06-17")
    page = browser.get("/add").text + browser.get("/reports").text
    assert "\u202e" not in page
    assert "<script>alert" not in page
    assert rows(browser)[0]["title"] == f"gnp. {SCRIPT} [31m"


def test_more_files_than_are_taken_are_refused_in_one_piece(browser: TestClient) -> None:
    many = [("files", (f"{number}.txt", b"x")) for number in range(adding.MOST_FILES + 1)]
    response = send(browser, "files", files=many)
    assert response.status_code == 413
    assert f"more than {adding.MOST_FILES} files" in response.text


def test_a_form_without_files_says_so(browser: TestClient) -> None:
    assert "choose at least one file" in send(browser, "files", files=[("files", ("", b""))]).text


def test_a_date_and_an_outlet_hold_for_all_files(browser: TestClient) -> None:
    files = [("files", ("a.txt", TEXT.encode())), ("files", ("b.txt", TEXT.replace("Chile", "Peru").encode()))]
    send(browser, "files", files=files, published="2024-06-18", outlet="Made Times")
    assert [(row["published"], row["outlet"]) for row in rows(browser)] == [("2024-06-18", "Made Times")] * 2


@pytest.mark.parametrize(
    ("feed", "words"),
    [
        ("file:///etc/passwd", "no web address"),
        ("http://news.test:22/", "port 22"),
        ("", "give the address"),
        ("http://inside.test/feed", "not on a public host"),
        ("http://localhost/feed", "not on a public host"),
    ],
)
def test_a_feed_is_read_from_public_hosts_only(browser: TestClient, feed: str, words: str) -> None:
    assert words in send(browser, "feed", feed=feed, files={"other": b""}).text


class Held:
    """Something to add that waits until it is let go on."""

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def items(self, expect: object) -> Iterator[Found]:
        assert self.go_on.wait(60)
        yield from ()


@pytest.fixture
def held(site: Site) -> Iterator[Held]:
    """A run that goes on for as long as the test."""
    waiting = Held()
    run = adding.begin(site, Given(what="something slow", items=waiting.items, total=7))
    yield waiting
    waiting.go_on.set()
    assert run.over.wait(60)


def test_a_second_run_is_told_of_the_first(browser: TestClient, held: Held) -> None:
    fields = {"form_token": form_token(browser), "text": TEXT, "published": "2024-06-17", "title": "Second"}
    response = browser.post("/add/text", data=fields)
    assert response.status_code == 409
    assert "something is being added already (something slow)" in response.text
    assert TEXT in response.text


def test_progress_is_shown_without_scripts_and_the_run_can_be_stopped(
    browser: TestClient, site: Site, held: Held
) -> None:
    place = f"/additions/{site.additions.latest()[0].id}"
    page = browser.get(place).text
    assert '<noscript><meta http-equiv="refresh"' in page
    assert 'value="0" max="7"' in page
    assert browser.post(f"{place}/stopping", data={"form_token": "0"}).status_code == 403
    token = re.findall(r'name="form_token" value="(\w+)"', page)[0]
    assert "Stopping when" in browser.post(f"{place}/stopping", data={"form_token": token}).text
    held.go_on.set()
    assert site.additions.latest()[0].over.wait(60)
    ended = browser.get(place).text
    assert "Stopped: " in ended
    assert "refresh" not in ended


def test_an_unknown_addition_is_a_page_that_says_so(browser: TestClient) -> None:
    response = browser.get("/additions/20250101T000000-1")
    assert response.status_code == 404
    assert "no addition that this server remembers" in response.text
