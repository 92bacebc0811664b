"""Add files to a record, in this process.

Comes in: names of files, a record, a reader. Goes out: what the files say, in the record, and a `RunReport` that counts
and names what was left out. One bad item costs only itself; a batch that was added stays added when the run is cut
off, and the next run does not read it again. It prints nothing and asks no clock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from onrecord.documents import longest_in_bytes, make_document
from onrecord.errors import (
    BadDate,
    DocumentTooLong,
    EmptyDocument,
    InputError,
    NoPublicationDate,
    OnrecordError,
    ReadingFailed,
    UnreadableSource,
    UnsupportedLanguage,
)
from onrecord.reading.version import READER_VERSION
from onrecord.record import Record
from onrecord.settings import Settings
from onrecord.sources import open_source
from onrecord.types import Document, Reading

if TYPE_CHECKING:
    from onrecord.reading.reader import Reader

REASONS: tuple[tuple[type[OnrecordError], str], ...] = (
    (NoPublicationDate, "no date"),
    (BadDate, "bad date"),
    (EmptyDocument, "empty"),
    (DocumentTooLong, "too long"),
    (UnsupportedLanguage, "not English"),
    (UnreadableSource, "not readable"),
    (ReadingFailed, "broke the reader"),
    (OnrecordError, "not read"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """An item that was left out, and why."""

    name: str
    error: OnrecordError

    @property
    def reason(self) -> str:
        """The kind of reason in two words."""
        return next(words for kind, words in REASONS if isinstance(self.error, kind))


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What became of the items of a run.

    Attributes:
        read: Documents that were read now.
        added: Documents that are in the record now and were not before.
        already: Documents that the record had, and that were not read again.
        repeated: Items that are the same report as an earlier one of this run: (name, name of the earlier).
        skipped: Items that were left out, in their order.
    """

    read: int = 0
    added: int = 0
    already: int = 0
    repeated: tuple[tuple[str, str], ...] = ()
    skipped: tuple[Skipped, ...] = ()

    def summary(self) -> str:
        """One line: ``read 19, added 19, skipped 1: 1 no date``."""
        parts = [f"read {self.read:,}", f"added {self.added:,}"]
        if self.already:
            parts.append(f"{self.already:,} already in the record")
        if self.repeated:
            parts.append(f"{len(self.repeated):,} the same as another")
        reasons = Counter(skipped.reason for skipped in self.skipped)
        ordered = sorted(reasons.items(), key=lambda reason: (-reason[1], reason[0]))
        told = f": {', '.join(f'{count:,} {words}' for words, count in ordered)}" if ordered else ""
        return f"{', '.join(parts)}, skipped {len(self.skipped):,}{told}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An item that was read, was there already, or was skipped: its name, and why it was skipped, if it was."""

    name: str
    error: OnrecordError | None = None


def add_files(
    names: Iterable[str],
    record: Record,
    reader: Reader | None = None,
    *,
    today: date,
    published: str | None = None,
    outlet: str | None = None,
    settings: Settings | None = None,
    stdin: BinaryIO | None = None,
    on_seen: Callable[[Seen], None] | None = None,
) -> RunReport:
    """Read files and add what they say to a record.

    Args:
        names: Paths, or ``-`` for standard input; texts, pages and tables of them.
        record: Where to; made when it does not exist and there is something to add.
        reader: Reads the documents; one is loaded of the settings when the first new document turns up, if None.
        today: The last day that a report can have been published on.
        published: Publication date of all of them, as ``YYYY-MM-DD``.
        outlet: Outlet of all of them.
        settings: Limits and the size of a batch.
        stdin: What ``-`` stands for.
        on_seen: Called with each item when it has been read or left out; what was read is in the record only when the
            report says so.

    Returns:
        What became of all items. Those that were reported as added stay so whatever happens later.

    Raises:
        RecordError: when the record cannot be used; RecordBusy when others kept writing.
        ModelMissing: when the model that the settings name is not installed.
    """
    settings = settings or Settings()
    run = _Run(record=record, reader=reader, settings=settings, tell=on_seen or (lambda seen: None))
    found = _documents(names, today=today, published=published, outlet=outlet, settings=settings, stdin=stdin)
    while batch := list(islice(found, settings.batch_size)):
        run.add(batch)
    return run.report()


Named = tuple[str, Document | OnrecordError]


def _documents(
    names: Iterable[str],
    *,
    today: date,
    published: str | None,
    outlet: str | None,
    settings: Settings,
    stdin: BinaryIO | None,
) -> Iterator[Named]:
    """Each item's name with the document that it makes, or with the error that says why it makes none."""
    for name in names:
        for found in open_source(name, max_bytes=longest_in_bytes(settings), stdin=stdin):
            if isinstance(found, InputError):
                yield found.subject, found
                continue
            try:
                yield (
                    found.name,
                    make_document(found, today=today, published=published, outlet=outlet, settings=settings),
                )
            except InputError as error:
                yield found.name, error


class _Run:
    """The counts of a run, and what it needs to go on counting."""

    def __init__(
        self, *, record: Record, reader: Reader | None, settings: Settings, tell: Callable[[Seen], None]
    ) -> None:
        self._record = record
        self._reader = reader
        self._settings = settings
        self._tell = tell
        self._first_names: dict[str, str] = {}
        self._repeated: list[tuple[str, str]] = []
        self._skipped: list[Skipped] = []
        self._read = self._added = self._already = 0

    def report(self) -> RunReport:
        return RunReport(
            read=self._read,
            added=self._added,
            already=self._already,
            repeated=tuple(self._repeated),
            skipped=tuple(self._skipped),
        )

    def add(self, batch: list[Named]) -> None:
        """Read what is new in a batch, and add it."""
        documents = self._first_of_each(batch)
        if documents:
            self._add_documents(documents)

    def _first_of_each(self, batch: list[Named]) -> dict[str, tuple[str, Document]]:
        documents: dict[str, tuple[str, Document]] = {}
        for name, found in batch:
            if isinstance(found, OnrecordError):
                self._skip(name, found)
            elif found.id in self._first_names:
                self._repeated.append((name, self._first_names[found.id]))
                self._tell(Seen(name=name))
            else:
                self._first_names[found.id] = name
                documents[found.id] = (name, found)
        return documents

    def _skip(self, name: str, error: OnrecordError) -> None:
        self._skipped.append(Skipped(name=name, error=error))
        self._tell(Seen(name=name, error=error))

    def _add_documents(self, documents: dict[str, tuple[str, Document]]) -> None:
        there = self._record.contains(documents, reader_version=READER_VERSION)
        self._already += len(there)
        for key in sorted(there):
            self._tell(Seen(name=documents[key][0]))
        readings = []
        for document, reading in self._readings([one for key, (_, one) in documents.items() if key not in there]):
            name, _ = documents[document.id]
            if isinstance(reading, Reading):
                readings.append(reading)
                self._tell(Seen(name=name))
            else:
                self._skip(name, reading)
        if readings:
            self._read += len(readings)
            self._added += self._record.add(readings).added

    def _readings(self, documents: list[Document]) -> Iterator[tuple[Document, Reading | OnrecordError]]:
        """Readings of a batch, read together; when one breaks the batch, those left are read each on its own."""
        if not documents:
            return
        reader = self._loaded()
        done = 0
        try:
            for document, reading in zip(documents, reader.read_many(documents), strict=True):
                yield document, reading
                done += 1
        except Exception:
            for document in documents[done:]:
                yield document, read_alone(reader, document)

    def _loaded(self) -> Reader:
        if self._reader is None:
            from onrecord.reading.reader import Reader

            self._reader = Reader(self._settings)
        return self._reader


def read_alone(reader: Reader, document: Document) -> Reading | OnrecordError:
    """The reading of one document, or the error that says why there is none."""
    try:
        return reader.read(document)
    except OnrecordError as error:
        return error
    except Exception as error:
        failed = ReadingFailed(
            f"the reader broke on it ({type(error).__name__}: {error})",
            subject=document.title or document.id,
            remedy="This is a defect of Onrecord; please report it with the document.",
        )
        failed.__cause__ = error
        return failed
