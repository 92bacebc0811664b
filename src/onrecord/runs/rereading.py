"""Read every document of a record again, with a better reader.

Comes in: a record and a reader. Goes out: readings beside the record, which count nowhere, and a `Rereading` that tells
what would change; then, when somebody wants it so, the new readings take the place of the old ones, all at once. What
was read stays read when the run is cut off. One document that breaks the reader costs only itself: its old reading
stays.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError
from onrecord.reading.version import READER_VERSION
from onrecord.record import Decision, Record, View
from onrecord.record.batches import batches
from onrecord.record.catalogue import version_key
from onrecord.record.changes import Change, changes, decisions_to_look_at
from onrecord.record.decisions import standing
from onrecord.record.readings import document_of
from onrecord.record.subjects import among
from onrecord.runs.adding import Skipped, read_alone
from onrecord.settings import Settings
from onrecord.types import Document, Reading

if TYPE_CHECKING:
    from onrecord.reading.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Rereading:
    """What reading again found.

    Attributes:
        version: The reader's version.
        read: Documents that were read now.
        waiting: Documents that have a new reading that does not count yet, these included.
        current: Documents whose reading in the record is by this version, or a newer one, already.
        skipped: Documents that broke the reader; their old readings stay.
        counts: How many lines are gained, lost and altered, by layer and kind.
        decisions_kept: How many standing decisions keep their words.
        decisions_to_look_at: Those that do not.
    """

    version: str
    read: int
    waiting: int
    current: int
    skipped: tuple[Skipped, ...]
    counts: dict[tuple[str, str], int]
    decisions_kept: int
    decisions_to_look_at: tuple[Decision, ...]


def reread(
    record: Record,
    reader: Reader | None = None,
    *,
    version: str = READER_VERSION,
    settings: Settings | None = None,
    on_total: Callable[[int], None] = lambda number: None,
    on_read: Callable[[], None] = lambda: None,
    on_change: Callable[[Change], None] = lambda change: None,
) -> Rereading:
    """Read again what an earlier reader read, and tell what would change. The record stays as it is.

    Args:
        record: The record.
        reader: Reads the documents; one is loaded when the first document turns up, if None.
        version: The version of that reader.
        settings: The size of a batch, and what a reader is loaded with.
        on_total: Called once with the number of documents to read.
        on_read: Called when a document was read.
        on_change: Called with each line that would change.

    Raises:
        RecordNotFound: when there is no record.
        RecordBusy: when others kept writing; what was read stays.
        ModelMissing: when the model that the settings name is not installed.
    """
    settings = settings or Settings()
    aside = record.aside(version)
    with record.view() as view:
        versions = view.query("SELECT id, reader_version FROM documents ORDER BY published, id").to_pydict()
        least = version_key(version)
        old = [
            one
            for one, read_by in zip(versions["id"], versions["reader_version"], strict=True)
            if version_key(read_by) < least
        ]
        there = aside.contains(old)
        left = [one for one in old if one not in there]
        on_total(len(left))
        read, skipped = _read(view, aside, reader, left, settings, on_read)
    waiting = sorted(aside.contains(old))
    counts, to_look_at, standing = _compared(record, aside, waiting, on_change)
    return Rereading(
        version=version,
        read=read,
        waiting=len(waiting),
        current=len(versions["id"]) - len(old),
        skipped=tuple(skipped),
        counts=counts,
        decisions_kept=standing - len(to_look_at),
        decisions_to_look_at=tuple(to_look_at),
    )


def make_current(record: Record, *, version: str = READER_VERSION) -> int:
    """Let the new readings take the place of the old ones, all at once; returns how many documents that were.

    Decisions stay as they are; those about a line whose words are still read are about the line that has them now.

    Raises:
        RecordNotFound: when nothing was read again.
        RecordBusy: when others kept writing; then nothing was changed.
    """
    aside = record.aside(version)
    count = record.take(aside)
    discard(record, version=version)
    return count


def discard(record: Record, *, version: str = READER_VERSION) -> bool:
    """Throw away readings that do not count yet; returns whether there were any. On an object store they stay."""
    folder = Path(record.aside(version).address)
    if not folder.is_dir():
        return False
    shutil.rmtree(folder)
    return True


def _read(
    view: View,
    aside: Record,
    reader: Reader | None,
    document_ids: list[str],
    settings: Settings,
    on_read: Callable[[], None],
) -> tuple[int, list[Skipped]]:
    """Read documents and put the readings aside, a batch at a time."""
    read, skipped = 0, []
    for some in batches(document_ids, settings.batch_size):
        if reader is None:
            from onrecord.reading.reader import Reader

            reader = Reader(settings)
        readings = []
        for document, reading in _readings(reader, _documents(view, some)):
            if isinstance(reading, Reading):
                readings.append(reading)
            else:
                skipped.append(Skipped(name=document.title or document.id, error=reading))
            on_read()
        aside.add(readings)
        read += len(readings)
    return read, skipped


def _documents(view: View, ids: list[str]) -> list[Document]:
    rows = view.query(f"SELECT * FROM documents WHERE {among('id', ids)} ORDER BY published, id").to_pylist()
    return [document_of(row) for row in rows]


def _readings(reader: Reader, documents: list[Document]) -> Iterator[tuple[Document, Reading | OnrecordError]]:
    """Readings of a batch, read together; when one breaks the batch, those left are read each on its own."""
    done = 0
    try:
        for document, reading in zip(documents, reader.read_many(documents), strict=True):
            yield document, reading
            done += 1
    except Exception:
        for document in documents[done:]:
            yield document, read_alone(reader, document)


def _compared(
    record: Record, aside: Record, waiting: list[str], on_change: Callable[[Change], None]
) -> tuple[dict[tuple[str, str], int], list[Decision], int]:
    """How many lines would change, the decisions to look at, and how many stand."""
    counts: Counter[tuple[str, str]] = Counter()
    with record.view() as before:
        if not waiting:
            return {}, decisions_to_look_at(before), len(standing(before.decisions()))
        with record.view_with(aside) as after:
            for change in changes(before, after, waiting):
                counts[change.layer, change.kind] += 1
                on_change(change)
            return dict(counts), decisions_to_look_at(after), len(standing(after.decisions()))
