"""Take the pictures of the pages that the README shows: ``python scripts/screenshots.py``.

Comes in: the example reports. Goes out: PNG files in ``docs/screenshots``, taken in Debian's Chromium.
"""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, sync_playwright

from onrecord.api import make_site
from onrecord.api.access import Access
from onrecord.library import Record, today
from onrecord.runs import add_files
from onrecord.web import make_app, vega

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "screenshots"
TOKEN = "for pictures"


def main() -> None:
    """Serve the examples, open the pages, keep the pictures."""
    FOLDER.mkdir(exist_ok=True)
    vega.bundle()
    with tempfile.TemporaryDirectory() as folder:
        address = str(Path(folder) / "record")
        add_files([str(path) for path in sorted((ROOT / "examples").glob("*.md"))], Record(address), today=today())
        site = make_site(address, access=Access(token=TOKEN), now=lambda: datetime(2025, 1, 15, tzinfo=UTC))
        listening = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(make_app(site), log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.05)
        try:
            take(f"http://127.0.0.1:{listening.getsockname()[1]}")
        finally:
            server.should_exit = True
            thread.join()


def take(base: str) -> None:
    """Take all pictures of a served record."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        executable = shutil.which("chromium") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        context = browser.new_context(base_url=base, locale="en-GB", viewport={"width": 1060, "height": 640})
        page = context.new_page()
        page.goto(f"/sign-in?token={TOKEN}")
        report = page.request.get("/api/v1/documents").json()["rows"][-1]["id"]
        forecast = page.request.get("/api/v1/forecasts?state=due").json()["rows"][0]["id"]
        page.goto("/relations/RUS/PRK")
        page.wait_for_selector("figure.drawn")
        keep(page, "relation")
        page.goto(f"/reports/{report}")
        page.locator(".text .l-events").nth(3).hover()
        keep(page, "report")
        page.goto(f"/forecasts/{forecast}")
        keep(page, "forecast")
        page.goto("/actors")
        page.wait_for_selector("figure.drawn")
        keep(page, "actors")
        browser.close()


def keep(page: Page, name: str) -> None:
    """Keep what is in the window."""
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
