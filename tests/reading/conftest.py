"""What tests of readings share: the times alone of a text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from onrecord.reading.reader import Reader
from onrecord.types import DateBasis, Document, TimeExpression, content_id
from timed import FRIDAY, TimesOf


@pytest.fixture(scope="session")
def times_of(reader: Reader) -> TimesOf:
    """``times_of(text, published=..., country=...)``: what the component finds."""
    keep = ("onrecord_sentences", "onrecord_times")
    others = [name for name in reader.nlp.pipe_names if name.startswith("onrecord_") and name not in keep]

    def find(text: str, published: date = FRIDAY, **fields: Any) -> tuple[TimeExpression, ...]:
        document = Document(
            id=content_id("document", text), text=text, published=published, date_basis=DateBasis.GIVEN, **fields
        )
        with reader.nlp.select_pipes(disable=others):
            found: tuple[TimeExpression, ...] = reader.nlp(reader.make_doc(document))._.times
        return found

    return find
