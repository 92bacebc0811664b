"""A record that holds nothing: what a view of one that does not exist shows, and what columns answers have."""

from __future__ import annotations

from datetime import date

from onrecord.record.schema import TABLES
from onrecord.record.view import View


def empty_view(as_of: date | None = None) -> View:
    """A view of nothing, with all its tables."""
    return View({name: table.stored_schema.empty_table() for name, table in TABLES.items()}, as_of=as_of)
