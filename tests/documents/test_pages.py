"""A page gives its report; a page built to do harm is refused in bounded time."""

from __future__ import annotations

import time
from datetime import date

import pytest

from onrecord.documents import make_document
from onrecord.documents.extraction import MOST_ATTRIBUTES_OF_TAG, MOST_TAGS, check_shape
from onrecord.errors import EmptyDocument, OnrecordError, UnreadableSource
from onrecord.types import Document, RawItem

TODAY = date(2025, 1, 31)
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Envoys meet in Muscat - Gulf Example</title>
<meta property="og:site_name" content="Gulf Example"><meta name="author" content="Jane Roe">
<meta property="og:title" content="Envoys meet in Muscat">
<link rel="canonical" href="https://gulf.example.org/envoys"><style>p { color: red }</style></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Envoys meet in Muscat</h1>
<p>Envoys of two neighbouring states met in <b>Muscat</b> on Monday and agreed to open a border crossing next year.</p>
<script>track("reader");</script>
<p>&ldquo;We have come a long way,&rdquo; one of them said after the talks, which lasted three hours and ended with
a short statement to reporters outside the ministry.</p></article>
<footer>Copyright. All rights reserved. <a href="/terms">Terms</a></footer></body></html>"""


def document(page: str) -> Document:
    raw = RawItem(name="page.html", content=page.encode(), media_type="text/html")
    return make_document(raw, today=TODAY, published="2024-06-14")


def test_a_page_gives_its_report_and_what_it_says_of_itself() -> None:
    made = document(PAGE)
    assert (made.title, made.outlet, made.author) == ("Envoys meet in Muscat", "Gulf Example", "Jane Roe")
    assert made.url == "https://gulf.example.org/envoys"
    assert "met in Muscat on Monday and agreed to open a border crossing next year." in made.text
    assert "“We have come a long way,” one of them said" in made.text
    for other in ("Sport", "track(", "color", "Terms", "<"):
        assert other not in made.text
    assert "\n" in made.text


def test_an_address_tells_the_outlet_when_the_page_does_not() -> None:
    bare = PAGE.replace('<meta property="og:site_name" content="Gulf Example">', "").replace(" - Gulf Example", "")
    assert document(bare).outlet == "gulf.example.org"


HARMFUL = {
    "a million open tags": "<html><body>" + "<div>" * 1_000_000 + "<p>The talks failed.",
    "deep but few": "<html><body>" + "<div>" * 20_000 + "The talks failed." + "</div>" * 20_000,
    "many attributes": "<p " + " ".join(f"a{number}=1" for number in range(40_000)) + ">The talks failed.</p>",
    "attributes that hide": "<p " + " ".join(f"a{number}='>'" for number in range(40_000)) + ">The talks failed.",
    "entities in entities": "<!DOCTYPE x [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{number} '&a{number - 1};&a{number - 1};'>" for number in range(1, 40))
    + "]><html><body><p>&a39;</p></body></html>",
    "open comments": "<html><body>" + "<!--" * 500_000,
    "open scripts": "<html><body>" + "<script>" * 200_000,
    "open quotes": "<html><body><a href='" + "x" * 2_000_000,
    "only angles": "<html><body>" + "<" * 300_000,
    "no body": "<html><head><title>Nothing</title></head></html>",
    "script only": "<html><body><script>document.write('The talks failed.')</script></body></html>",
    "null characters": "<html><body><p>&#0;&#x1b;[31m</p></body></html>",
}


@pytest.mark.parametrize("page", HARMFUL.values(), ids=HARMFUL.keys())
def test_a_harmful_page_is_refused_in_bounded_time(page: str) -> None:
    began = time.process_time()
    with pytest.raises(OnrecordError) as caught:
        document(page)
    assert caught.value.subject == "page.html"
    assert caught.value.remedy
    assert time.process_time() - began < 10


def test_an_empty_page_says_so() -> None:
    with pytest.raises(EmptyDocument, match=r"page.html: has no report on it"):
        document(HARMFUL["script only"])


@pytest.mark.parametrize(
    ("page", "fine"),
    [
        ("<p>x</p>" * MOST_TAGS, True),
        ("<p>x</p>" * (MOST_TAGS + 1), False),
        ("<p" + " a='1 2 3'" * MOST_ATTRIBUTES_OF_TAG + ">", True),
        ("<p" + " a='1 2 3'" * (MOST_ATTRIBUTES_OF_TAG + 1) + ">", False),
        ("<script>" + "a = b = c < d; " * 100_000 + "</script>", True),
        ("<!-- " + "<p a=1>" * 100_000 + "-->", True),
    ],
)
def test_the_bounds_on_a_pages_shape(page: str, fine: bool) -> None:
    if fine:
        check_shape("x", page)
        return
    with pytest.raises(UnreadableSource, match="more than any report"):
        check_shape("x", page)
