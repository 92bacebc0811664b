"""Pages in Chromium: nothing leaves this machine, nothing breaks a rule of the page's own, axe finds nothing.

It needs Debian's Chromium; where that is missing, these tests are skipped and say so. A picture of each page is left in
the folder that ONRECORD_PICTURES names, else in the test run's own temporary folder, under ``pages``.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from onrecord.api import Site, make_site
from onrecord.api.access import Access
from onrecord.reading.reader import Reader
from onrecord.web import make_app, vega
from served import TOKEN

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
pytestmark = [
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is missing: apt-get install chromium"),
    pytest.mark.enable_socket,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
PAGES = ("/", "/relations/RUS/PRK", "/reports", "report", "event", "/agreements", "agreement", "/forecasts", "forecast")
MORE = ("/add", "/actors", "/actors/RUS", "/decisions", "/search", "/search?q=treaty&actor=RUS", "/sign-in", "/nowhere")
LATER = ("/forecasters", "/forecasters/author", "/reading", "/api/v1/docs")


@pytest.fixture(scope="module")
def base(site: Site) -> Iterator[str]:
    """The address of a server on this machine."""
    with serving(site) as address:
        yield address


@contextmanager
def serving(site: Site) -> Iterator[str]:
    """A server on this machine, and its address."""
    import uvicorn

    vega.bundle()
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(make_app(site), log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listening.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield running
        running.close()


@pytest.fixture
def tab(browser, base: str) -> Iterator[object]:  # type: ignore[no-untyped-def]
    """A tab of a signed-in browser."""
    with in_tab(browser, base, TOKEN) as page:
        yield page


@contextmanager
def in_tab(browser, base: str, token: str) -> Iterator[object]:  # type: ignore[no-untyped-def]
    """A tab of a signed-in browser; at the end, no request may have left and nothing may have complained."""
    context = browser.new_context(base_url=base, locale="en-GB")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(base) else complaints.append(request.url))
    page.goto(f"/sign-in?token={token}")
    yield page
    context.close()
    assert [text for text in complaints if "404" not in text] == []


def address(tab, name: str) -> str:  # type: ignore[no-untyped-def]
    """The address of a page; of a single thing, that of the first in its list."""
    if name.startswith("/"):
        return name
    lists = {"report": "documents", "event": "events", "agreement": "agreements", "forecast": "forecasts"}
    row = tab.request.get(f"/api/v1/{lists[name]}").json()["rows"][-1]
    return f"/{name}s/{row['mention_ids'][0] if 'mention_ids' in row else row['id']}"


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures of the pages are left, to be looked at."""
    chosen = os.environ.get("ONRECORD_PICTURES")
    folder = Path(chosen) if chosen else tmp_path_factory.getbasetemp() / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("name", PAGES + MORE + LATER)
def test_a_page_opens_and_axe_finds_nothing(tab, name: str, pictures: Path) -> None:  # type: ignore[no-untyped-def]
    from axe_playwright_python.sync_playwright import Axe

    tab.goto(address(tab, name))
    if tab.locator("figure[data-spec]").count():
        tab.wait_for_selector("figure.drawn")
    picture = pictures / f"{re.sub(r'[^A-Za-z]+', '-', name).strip('-') or 'overview'}.png"
    tab.screenshot(path=picture, full_page=True)
    assert picture.stat().st_size > 5_000
    found = Axe().run(tab).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in found] == []


def test_layers_are_toggled_and_kept_in_the_address(tab) -> None:  # type: ignore[no-untyped-def]
    tab.goto(address(tab, "report"))
    background = "element => getComputedStyle(element).backgroundColor"
    said = tab.locator(".text .l-statements").first
    marked = said.evaluate(background)
    tab.uncheck("input[name=statements]")
    assert said.evaluate(background) != marked
    assert "layers=" in tab.url
    tab.reload()
    assert not tab.is_checked("input[name=statements]")


def test_marked_words_explain_themselves_to_the_keyboard(tab) -> None:  # type: ignore[no-untyped-def]
    tab.goto(address(tab, "report"))
    tab.locator(".text mark.l-events").first.focus()
    assert "told as" in tab.locator("#card").inner_text()


def test_a_date_changes_what_is_shown(tab) -> None:  # type: ignore[no-untyped-def]
    tab.goto("/relations/RUS/PRK")
    assert "in force" in tab.locator("section:has(#force)").inner_text()
    tab.fill("#as_of", "2024-06-14")
    tab.click(".asof button")
    tab.wait_for_url("**as_of=2024-06-14*")
    assert "No agreement" in tab.locator("section:has(#force)").inner_text()


def test_a_forecast_is_ruled_and_undone(tab) -> None:  # type: ignore[no-untyped-def]
    tab.goto("/forecasts?state=due")
    tab.locator("table.forecasts tbody a").first.click()
    tab.fill("form.rule input[name=by]", "J. Roe")
    tab.click("button[value=yes]")
    tab.wait_for_selector(".ruling")
    assert "came true" in tab.locator("h1").inner_text()
    tab.fill("form.inline input[name=by]", "J. Roe")
    tab.click("form.inline button")
    tab.wait_for_selector(".ruling.undone")
    assert "due" in tab.locator("h1").inner_text()


def test_a_file_is_added_and_is_then_on_record(browser, reader: Reader, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """On a record of its own, which begins empty."""
    from axe_playwright_python.sync_playwright import Axe

    report = tmp_path / "treaty.md"
    report.write_text(
        "---\ntitle: A treaty\npublished: 2024-06-17\n---\nNorway signed a treaty with Chile on Monday.\n"
    )
    (tmp_path / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    own = make_site(str(tmp_path / "record"), access=Access(token="own"), reader=reader)
    with serving(own) as base, in_tab(browser, base, "own") as tab:
        tab.goto("/")
        tab.click("text=Add reports here")
        tab.set_input_files("input[name=files]", [report, tmp_path / "photo.txt"])
        tab.click("text=Add these files")
        tab.wait_for_selector(".figures")
        assert "Added\n1" in tab.locator(".figures").inner_text()
        assert "is a PNG image" in tab.locator("tr.b-skipped").inner_text()
        assert Axe().run(tab).response["violations"] == []
        tab.click("tr.b-read a")
        assert tab.locator("h1").inner_text() == "A treaty"
        assert "Norway signed" in tab.locator(".text").inner_text()
        tab.goto("/relations/NOR/CHL")
        assert "Agree" in tab.locator("table.events").inner_text()


def test_scores_are_drawn_and_axe_finds_nothing(browser, scored_site: Site) -> None:  # type: ignore[no-untyped-def]
    from axe_playwright_python.sync_playwright import Axe

    with serving(scored_site) as base:
        page = browser.new_page(base_url=base)
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith(base) else complaints.append(request.url))
        page.goto("/forecasters")
        scored = page.locator("table.forecasters tbody tr:first-child a").get_attribute("href")
        for address in ("/forecasters", scored):
            page.goto(address)
            for number in range(page.locator("figure[data-spec]").count()):
                page.locator("figure.drawn svg").nth(number).wait_for()
            assert [one["id"] for one in Axe().run(page).response["violations"]] == []
        assert page.locator(".drawing svg").count() == 1
        page.close()
        assert complaints == []


def test_one_searches_by_the_keyboard_alone(tab) -> None:  # type: ignore[no-untyped-def]
    tab.goto("/reports")
    for _ in range(30):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.name") == "q":
            break
    tab.keyboard.type("treat*")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search?q=treat*")
    assert tab.locator(".found mark").first.inner_text().casefold() == "treaty"
    reached = set()
    for _ in range(30):
        tab.keyboard.press("Tab")
        reached.add(tab.evaluate("document.activeElement.closest('.found') !== null"))
    assert True in reached


@pytest.mark.parametrize("name", ["/search?q=treaty", "/forecasters", "/reading", "/api/v1/docs", "forecast"])
def test_a_page_is_no_wider_than_a_phone(tab, name: str) -> None:  # type: ignore[no-untyped-def]
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.goto(address(tab, name))
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("name", ["/relations/RUS/PRK", "report", "/forecasts"])
def test_on_paper_there_is_nothing_to_press(tab, name: str) -> None:  # type: ignore[no-untyped-def]
    tab.goto(address(tab, name))
    tab.emulate_media(media="print")
    assert tab.locator("form:visible, button:visible, nav:visible").count() == 0
    assert tab.locator("main h1").is_visible()
    tab.emulate_media(media="screen")
