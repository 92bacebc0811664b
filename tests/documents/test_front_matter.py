"""Front matter is taken off where there is some, and nothing else is."""

from __future__ import annotations

import pytest

from onrecord.documents.front_matter import split_front_matter


@pytest.mark.parametrize(
    ("text", "fields", "rest"),
    [
        ("---\ntitle: Talks\n---\nBody\n", {"title": "Talks"}, "Body\n"),
        ("---\nTitle: 'Talks: part two'\n\noutlet:\n---  \nBody", {"title": "Talks: part two"}, "Body"),
        ("---\ndate: 2024-06-14\n---\n", {"published": "2024-06-14"}, ""),
        ("---\ndate: 2024-06-14\npublished: 2024-06-13\n---\n", {"date": "2024-06-14", "published": "2024-06-13"}, ""),
        ("---\nurl: https://example.org/a:b\n---\nx", {"url": "https://example.org/a:b"}, "x"),
        ("---\n---\nBody", {}, "Body"),
        ("Body\n---\ntitle: x\n---\n", {}, None),
        ("---\nA line of prose.\n---\nBody", {}, None),
        ("---\ntitle: never closed\nBody", {}, None),
        ("---\n" + "a: b\n" * 100 + "---\nBody", {}, None),
        ("----\ntitle: x\n----\n", {}, None),
        ("", {}, None),
    ],
)
def test_front_matter(text: str, fields: dict[str, str], rest: str | None) -> None:
    assert split_front_matter(text) == (fields, text if rest is None else rest)
