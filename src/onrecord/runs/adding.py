"""Add files, or items from anywhere, to a record, in this process.

Comes in: names of files or items, a record, a reader. Goes out: what they say, in the record, and a `RunReport` that
counts and names what was left out. One bad item costs only itself; a batch that was added stays added when the run is
stopped or cut off, and the next run does not read it again. It prints nothing and asks no clock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice, takewhile
from typing import TYPE_CHECKING, BinaryIO, Protocol

from onrecord.documents import longest_in_bytes, make_document
from onrecord.errors import (
    BadDate,
    DocumentTooLong,
    EmptyDocument,
    InputError,
    ModelMissing,
    NoPublicationDate,
    OnrecordError,
    ReadingFailed,
    UnreadableSource,
    UnsupportedLanguage,
)
from onrecord.reading.version import READER_VERSION
from onrecord.record import Record
from onrecord.runs.indexing import bring_indexes_up
from onrecord.settings import Settings
from onrecord.sources import Found, open_source
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
        stopped: Whether somebody stopped it; what was not looked at by then is in none of the counts.
    """

    read: int = 0
    added: int = 0
    already: int = 0
    repeated: tuple[tuple[str, str], ...] = ()
    skipped: tuple[Skipped, ...] = ()
    stopped: bool = False

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


class Became(StrEnum):
    """What became of an item. What was read is in the record as soon as its batch is."""

    READ = "read"
    ALREADY = "already"
    REPEATED = "repeated"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An item that a run is done with: its name, what became of it, the document that it makes, and why it was
    skipped, if it was."""

    name: str
    became: Became
    document: Document | None = None
    error: OnrecordError | None = None


class Reads(Protocol):
    """What reads documents: a `Reader`, or something that becomes one."""

    def read(self, document: Document) -> Reading:
        """The reading of one document."""

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """The readings of documents, in their order."""


class LateReader:
    """A reader that is loaded when it is first asked to read, and kept from then on. ``loading`` says whether that goes
    on now."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._reader: Reader | None = None
        self.loading = False

    def read(self, document: Document) -> Reading:
        """As `Reader.read`."""
        return self._here().read(document)

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """As `Reader.read_many`."""
        return self._here().read_many(documents)

    def _here(self) -> Reader:
        if self._reader is None:
            self.loading = True
            try:
                from onrecord.reading.reader import Reader

                self._reader = Reader(self._settings)
            finally:
                self.loading = False
        return self._reader


def add_files(
    names: Iterable[str],
    record: Record,
    reader: Reads | None = None,
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
    most = longest_in_bytes(settings)
    return add_items(
        (item for name in names for item in open_source(name, max_bytes=most, stdin=stdin)),
        record,
        reader,
        today=today,
        published=published,
        outlet=outlet,
        settings=settings,
        on_seen=on_seen,
    )


def add_items(
    items: Iterable[Found],
    record: Record,
    reader: Reads | None = None,
    *,
    today: date,
    published: str | None = None,
    outlet: str | None = None,
    settings: Settings | None = None,
    on_seen: Callable[[Seen], None] | None = None,
    on_added: Callable[[Iterable[str]], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> RunReport:
    """Read items, from wherever they come, and add what they say to a record; otherwise as `add_files`.

    Args:
        items: What sources give: raw items, and errors in the place of those that could not be had.
        on_added: Called with the ids of documents that are in the record from now on, a batch at a time.
        stop: Asked before each item and before each batch is read; once it says yes, nothing else is looked at, and
            what has been read stays added.
    """
    settings = settings or Settings()
    run = _Run(
        record=record,
        reader=reader or LateReader(settings),
        tell=on_seen or (lambda seen: None),
        tell_added=on_added or (lambda ids: None),
        stop=stop,
    )
    wanted = takewhile(lambda item: not stop(), items)
    found = (_named(item, today=today, published=published, outlet=outlet, settings=settings) for item in wanted)
    while batch := list(islice(found, settings.batch_size)):
        run.add(batch)
    bring_indexes_up(record)
    return run.report()


Named = tuple[str, Document | OnrecordError]


def _named(item: Found, *, today: date, published: str | None, outlet: str | None, settings: Settings) -> Named:
    """An item's name with the document that it makes, or with the error that says why it makes none."""
    if isinstance(item, InputError):
        return item.subject, item
    try:
        return item.name, make_document(item, today=today, published=published, outlet=outlet, settings=settings)
    except InputError as error:
        return item.name, error


class _Run:
    """The counts of a run, and what it needs to go on counting."""

    def __init__(
        self,
        *,
        record: Record,
        reader: Reads,
        tell: Callable[[Seen], None],
        tell_added: Callable[[Iterable[str]], None],
        stop: Callable[[], bool],
    ) -> None:
        self._record = record
        self._reader = reader
        self._tell = tell
        self._tell_added = tell_added
        self._stop = stop
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
            stopped=self._stop(),
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
                self._tell(Seen(name=name, became=Became.REPEATED, document=found))
            else:
                self._first_names[found.id] = name
                documents[found.id] = (name, found)
        return documents

    def _skip(self, name: str, error: OnrecordError) -> None:
        self._skipped.append(Skipped(name=name, error=error))
        self._tell(Seen(name=name, became=Became.SKIPPED, error=error))

    def _add_documents(self, documents: dict[str, tuple[str, Document]]) -> None:
        there = self._record.contains(documents, reader_version=READER_VERSION)
        self._already += len(there)
        for key in sorted(there):
            name, document = documents[key]
            self._tell(Seen(name=name, became=Became.ALREADY, document=document))
        readings = []
        for document, reading in self._readings([one for key, (_, one) in documents.items() if key not in there]):
            name, _ = documents[document.id]
            if isinstance(reading, Reading):
                readings.append(reading)
                self._tell(Seen(name=name, became=Became.READ, document=document))
            else:
                self._skip(name, reading)
        if readings:
            self._read += len(readings)
            self._added += self._record.add(readings).added
            self._tell_added([reading.document.id for reading in readings])

    def _readings(self, documents: list[Document]) -> Iterator[tuple[Document, Reading | OnrecordError]]:
        """Readings of a batch, read together; when one breaks the batch, those left are read each on its own."""
        if not documents or self._stop():
            return
        done = 0
        try:
            for document, reading in zip(documents, self._reader.read_many(documents), strict=True):
                yield document, reading
                done += 1
        except ModelMissing:
            raise
        except Exception:
            for document in documents[done:]:
                yield document, read_alone(self._reader, document)


def read_alone(reader: Reads, document: Document) -> Reading | OnrecordError:
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
