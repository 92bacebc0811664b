"""Reports as CSL-JSON: names of its schema, and nothing that is not told."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.exchange.csl import csl_item

TOLD = {
    "id": "document-1",
    "title": "Oslo signs",
    "outlet": "The Post",
    "author": "Jo Roe",
    "published": date(2024, 5, 6),
    "url": "https://post.example/oslo",
    "language": "en",
}


def test_a_report_is_told_in_the_names_of_the_schema() -> None:
    assert csl_item(TOLD) == {
        "id": "document-1",
        "type": "article-newspaper",
        "title": "Oslo signs",
        "container-title": "The Post",
        "author": [{"literal": "Jo Roe"}],
        "issued": {"date-parts": [[2024, 5, 6]]},
        "URL": "https://post.example/oslo",
        "language": "en",
    }


@pytest.mark.parametrize(
    ("missing", "lacks"),
    [("title", "title"), ("outlet", "container-title"), ("author", "author"), ("url", "URL")],
)
def test_what_is_not_told_is_left_out(missing: str, lacks: str) -> None:
    item = csl_item({**TOLD, missing: None})
    assert lacks not in item
    assert None not in item.values()


@pytest.mark.parametrize(
    ("changed", "kind"),
    [({}, "article-newspaper"), ({"outlet": None}, "webpage"), ({"outlet": None, "url": None}, "document")],
)
def test_the_type_follows_from_what_is_told(changed: dict[str, None], kind: str) -> None:
    assert csl_item({**TOLD, **changed})["type"] == kind


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", ""])
def test_only_addresses_of_the_web_are_cited(url: str) -> None:
    assert "URL" not in csl_item({**TOLD, "url": url})
