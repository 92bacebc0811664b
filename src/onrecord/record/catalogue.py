"""Which documents a record has, and by which reader version each was read.

Comes in: the documents table of a store. Goes out: answers to "is it there?", from a list that is kept in memory and
brought up to date with the files that were added since, so that asking costs little in the middle of a long run.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from onrecord.record.schema import DOCUMENTS
from onrecord.record.store import Store

COLUMNS = ("id", "reader_version")
KNOWN = pa.schema([(name, pa.string()) for name in COLUMNS])  # rewritten files have them as string views

VersionKey = tuple[tuple[int, ...], str]


def version_key(version: str) -> VersionKey:
    """Orders reader versions: by their numbers, and those that are not made of numbers before all others."""
    parts = version.split(".")
    numbers = tuple(int(part) for part in parts) if all(part.isdecimal() for part in parts) else ()
    return numbers, version


class Catalogue:
    """The documents of a store that this process knows of; about 40 MB for a million."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen: set[str] = set()
        self._known: pa.Table | None = None

    def versions(self, document_ids: Iterable[str]) -> dict[str, VersionKey]:
        """The newest reader version by which each of these documents was read; without those that are not there."""
        known = self._update()
        wanted = pa.array(sorted(set(document_ids)), pa.string())
        found = known.filter(pc.is_in(known["id"], value_set=wanted))
        versions: dict[str, VersionKey] = {}
        for document_id, version in zip(*(found[name].to_pylist() for name in COLUMNS), strict=True):
            versions[document_id] = max(version_key(version), versions.get(document_id, ((), "")))
        return versions

    def _update(self) -> pa.Table:
        new = self._store.new_rows(DOCUMENTS.name, COLUMNS, self._seen).cast(KNOWN)
        if self._known is None:
            self._known = new
        elif new.num_rows:
            self._known = pa.concat_tables([self._known, new]).combine_chunks()
        return self._known
