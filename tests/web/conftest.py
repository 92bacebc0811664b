"""The fixtures of a served record."""

from __future__ import annotations

from served import client, examples_record, scored_site, signed_in, site

__all__ = ["client", "examples_record", "scored_site", "signed_in", "site"]
