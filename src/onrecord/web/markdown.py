"""Markdown of our own model cards as HTML.

Comes in: Markdown. Goes out: HTML that can do nothing: markup in the text stays text, pictures become their words, and
links lead to the web or to another card on the page, else they are none. Headings go down one level, since the page has
a heading of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_CARD = re.compile(r"(?:\.\./)?(?P<name>[a-z]+)/README\.md")
_WEB = re.compile(r"https?://", re.IGNORECASE)


def html_of(text: str) -> Markup:
    """Markdown as HTML."""
    renderer = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = renderer.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + 1)}"
        if token.type == "table_open":
            token.attrSet("class", "rows")
        if token.children:
            token.children = _harmless(token.children)
    _without_empty_headings(tokens)
    return Markup(renderer.renderer.render(tokens, renderer.options, {}))


def card_place(name: str) -> str:
    """Where on the page a card is."""
    return f"card-{name}"


def _harmless(tokens: Sequence[Token]) -> list[Token]:
    """Inline content without pictures, and without links that lead nowhere from a page."""
    kept: list[Token] = []
    dropped: list[bool] = []
    for token in tokens:
        if token.type == "image":
            kept.append(Token("text", "", 0, content=token.content))
        elif token.type == "link_open":
            target = _target(str(token.attrGet("href") or ""))
            dropped.append(target is None)
            if target is not None:
                token.attrSet("href", target)
                kept.append(token)
        elif token.type == "link_close":
            if not dropped.pop():
                kept.append(token)
        else:
            kept.append(token)
    return kept


def _target(href: str) -> str | None:
    if card := _CARD.fullmatch(href):
        return f"#{card_place(card['name'])}"
    return href if _WEB.match(href) else None


def _without_empty_headings(tokens: Sequence[Token]) -> None:
    """The corner of a table heads nothing."""
    for number, token in enumerate(tokens[:-2]):
        if token.type == "th_open" and not tokens[number + 1].content:
            token.tag = tokens[number + 2].tag = "td"
