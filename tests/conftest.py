"""What all tests share: one reader (loading it takes seconds), and a way to make documents and to read a text."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from onrecord.reading.reader import Reader
from onrecord.types import DateBasis, Document, Reading, content_id

PUBLISHED = date(2024, 6, 14)


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


def make_document(
    text: str, *, published: date = PUBLISHED, outlet: str | None = None, country: str | None = None
) -> Document:
    """A document as the documents step would make it, published on 14 June 2024 unless told otherwise."""
    return Document(
        id=content_id("document", outlet, published.isoformat(), None, text),
        text=text,
        published=published,
        date_basis=DateBasis.GIVEN,
        outlet=outlet,
        country=country,
    )


@pytest.fixture(scope="session")
def read(reader: Reader) -> Callable[..., Reading]:
    """``read(text, published=..., outlet=..., country=...)``: the reading of a text."""

    def read_text(text: str, **keywords: object) -> Reading:
        return reader.read(make_document(text, **keywords))  # type: ignore[arg-type]

    return read_text


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder of third-party data that ``ONRECORD_DATA`` names; tests that need it are skipped without it."""
    folder = os.environ.get("ONRECORD_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("needs the third-party data; name its folder in ONRECORD_DATA")
    return Path(folder)
