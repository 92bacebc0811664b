"""Markdown as HTML: what it may not do, and what tables and links become."""

from __future__ import annotations

import pytest

from onrecord.web.markdown import html_of


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("# Card", "<h2>Card</h2>\n"),
        ("###### Deep", "<h6>Deep</h6>\n"),
        ("`a < b`", "<p><code>a &lt; b</code></p>\n"),
        ("[page](https://example.org/a)", '<p><a href="https://example.org/a">page</a></p>\n'),
        ("[card](../encoder/README.md)", '<p><a href="#card-encoder">card</a></p>\n'),
        ("[file](docs/more.md) and [mail](mailto:a@example.org)", "<p>file and mail</p>\n"),
        ("![a curve](curve.svg)", "<p>a curve</p>\n"),
    ],
)
def test_markdown_becomes_markup(text: str, made: str) -> None:
    assert html_of(text) == made


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        '[x](https://example.org/"onmouseover="alert(1))',
        "![x](javascript:alert(1))",
        "<javascript:alert(1)>",
        "<!-- <b>x</b> -->",
    ],
)
def test_nothing_in_markdown_acts(text: str) -> None:
    made = html_of(text)
    for harmful in (
        "<script",
        "<img",
        "<b>",
        'href="javascript',
        'href="data',
        '" onmouseover',
        '"onmouseover',
        "<!--",
    ):
        assert harmful not in made


def test_the_empty_corner_of_a_table_is_no_heading() -> None:
    made = html_of("| | F1 |\n|---|---|\n| dev | 70 |")
    assert made.count("<th>") == made.count("</th>") == 1
    assert '<table class="rows">' in made
