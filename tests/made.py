"""Documents made of a text, for tests."""

from __future__ import annotations

from datetime import date

from onrecord.types import DateBasis, Document, content_id

PUBLISHED = date(2024, 6, 14)


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
