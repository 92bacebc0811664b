"""Reports that mean harm: their text is shown and does nothing."""

from __future__ import annotations

from datetime import date

import pytest
from starlette.testclient import TestClient

from made import make_document
from onrecord.api import make_site
from onrecord.library import Record
from onrecord.reading.reader import Reader
from onrecord.types import Document
from onrecord.web import make_app, marking, words

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> TestClient:
    text = (
        f'Russia signed a treaty with Chile on 3 May 2024. "{SCRIPT} is fine," said <b onclick=x>Jo</b> Roe of Chile.'
    )
    made = make_document(text, published=date(2024, 5, 6), outlet=f'"><img src=x onerror=alert(1)>{SCRIPT}')
    fields = {name: getattr(made, name) for name in ("id", "text", "published", "date_basis", "outlet")}
    title = f"{SCRIPT} \u202eevil\u202c {{{{ 7 * 7 }}}}"
    address = str(tmp_path_factory.mktemp("hostile") / "record")
    Record(address).add(reader.read(Document(**fields, title=title, url="javascript:alert(1)")))
    return TestClient(make_app(make_site(address)), base_url="http://127.0.0.1")


@pytest.mark.parametrize("name", ["/", "/reports", "/relations/RUS/CHL", "/agreements", "/actors/CHL", "report"])
def test_markup_in_a_report_stays_text(hostile: TestClient, name: str) -> None:
    if name == "report":
        name = f"/reports/{hostile.get('/api/v1/documents').json()['rows'][0]['id']}"
    page = hostile.get(name).text
    for harmful in ("<script>alert", "<img src=x", "<b onclick", "javascript:", "\u202e", " 49 "):
        assert harmful not in page, harmful


def test_a_search_for_markup_is_not_echoed_as_markup(hostile: TestClient) -> None:
    response = hostile.get("/reports", params={"actor": SCRIPT})
    assert response.status_code == 400
    assert "<script>alert" not in response.text


def test_a_million_tags_stay_in_parts() -> None:
    text = "<b>" * 1_000_000
    cut = marking.parts(text, [(0, len(text))])
    assert "".join(text[start:end] for start, end in cut) == text
    assert max(end - start for start, end in cut) <= 2 * marking.PART


@pytest.mark.parametrize(
    ("text", "left"),
    [("a\u202eb", "ab"), ("a\x00b\x1b[31m", "ab[31m"), ("two\nlines", "two\nlines"), (None, ""), ("é 漢", "é 漢")],
)
def test_text_is_shown_without_what_acts_on_the_page(text: str | None, left: str) -> None:
    assert words.shown(text) == left
