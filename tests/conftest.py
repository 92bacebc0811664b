"""What all tests share: one reader (loading it takes seconds), and a way to make documents and to read a text."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

from made import make_document
from onrecord.reading.reader import Reader
from onrecord.types import Reading

# The same examples at each run, so that a run that passed passes again; HYPOTHESIS_PROFILE=search looks for new ones.
hypothesis.settings.register_profile("same", derandomize=True)
hypothesis.settings.register_profile("search", derandomize=False)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


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
