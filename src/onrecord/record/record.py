"""A record: documents and what they say, kept.

Comes in: readings and decisions. Goes out: rows in the record's tables, and views of them. A document is in the
record when its row in ``documents`` is; its other rows are written first, under the mark of the same addition, and
do not count until then. So an addition that is cut off leaves nothing that counts, and doing it again is harmless.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from onrecord.errors import RecordBusy
from onrecord.record.batches import batches
from onrecord.record.catalogue import Catalogue, version_key
from onrecord.record.checking import CheckReport, check, repair
from onrecord.record.deciding import published_on, subject_words
from onrecord.record.decisions import Decision, DecisionKind, decision_row
from onrecord.record.layout import joined
from onrecord.record.migrations import migrate
from onrecord.record.registers import RegisterEntry, entry_row
from onrecord.record.rewriting import join_files
from onrecord.record.rows import layer_rows
from onrecord.record.schema import DECISIONS, DOCUMENTS, READING_TABLES, REGISTERS, TABLES, TableDefinition
from onrecord.record.store import Store
from onrecord.record.upkeep import UpkeepReport, batch_name, keep_up
from onrecord.record.view import View
from onrecord.types import Evidence, Outcome, Reading

BATCH_SIZE = 50
MANY_FILES, MANY_SMALL_FILES = 100, 20
"""Files of a table above which an addition joins them: all, or the small ones, which every question has to open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReport:
    """How many documents an addition brought, and how many the record already had."""

    added: int = 0
    already: int = 0

    def __add__(self, other: AddReport) -> AddReport:
        return AddReport(added=self.added + other.added, already=self.already + other.already)


class Record:
    """A record, by its address; nothing is read or made before it is asked for.

    Args:
        address: A folder, or the address of an object store such as ``s3://bucket/record``.
        options: Credentials and the like for an object store, as ``deltalake`` takes them.
        patience: Seconds to go on trying while other processes write.

    Example:
        >>> record = Record("relations")                        # doctest: +SKIP
        >>> record.add(reader.read_many(documents))             # doctest: +SKIP
        AddReport(added=980, already=20)
        >>> with record.view(as_of=date(2024, 6, 14)) as view:  # doctest: +SKIP
        ...     dossier(view, "RUS", "PRK")
    """

    def __init__(
        self, address: str | Path, *, options: Mapping[str, str] | None = None, patience: float = 15.0
    ) -> None:
        self._store = Store(str(address), options=options, patience=patience)
        self._catalogue = Catalogue(self._store)
        self._pending: dict[str, frozenset[str]] = {}

    @property
    def address(self) -> str:
        """Where the record is, in full."""
        return self._store.address

    def __repr__(self) -> str:
        return f"Record({self.address!r})"

    def exists(self) -> bool:
        """Whether there is a record at the address.

        Raises:
            RecordError: when something else is there.
            RecordVersion: when a newer Onrecord wrote it.
        """
        return self._store.exists()

    def create(self) -> Record:
        """Make the record if there is none. Harmless when it exists.

        Raises:
            RecordError: when the folder holds other things, or cannot be written.
        """
        self._store.create()
        return self

    def add(self, readings: Reading | Iterable[Reading], *, added_at: datetime | None = None) -> AddReport:
        """Add what documents say; makes the record if there is none.

        Readings are written `BATCH_SIZE` at a time, so an iterator is never held as a whole. A document that the
        record has, as read by this reader version or a newer one, is not written again; the reading of a newer reader
        takes the place of the older one.

        Args:
            readings: One reading or many; documents that occur twice are added once.
            added_at: The instant to note; now, when None. Answers do not depend on it.

        Raises:
            RecordBusy: when other processes kept writing. What was reported before is kept.
            RecordError: when the record cannot be written.
        """
        self.create()
        report = AddReport()
        many = iter([readings] if isinstance(readings, Reading) else readings)
        for batch in batches(many, BATCH_SIZE):
            report += self._add_batch(batch, added_at or datetime.now(UTC))
        return report

    def add_register(self, entries: Iterable[RegisterEntry], *, imported_at: datetime | None = None) -> AddReport:
        """Keep what a published register has; makes the record if there is none. Entries that the record has just so
        are not written again; another edition of an entry takes the place of the earlier one.

        Raises:
            RecordBusy: when other processes kept writing.
            RecordError: when the record cannot be written.
        """
        self.create()
        with self.view() as view:
            known = {entry.id: entry for entry in view.register_entries()}
        asked = {entry.id: entry for entry in entries}
        new = [entry for key, entry in asked.items() if known.get(key) != entry]
        at = imported_at or datetime.now(UTC)
        self._store.append(REGISTERS.name, _table([entry_row(entry, at) for entry in new], REGISTERS))
        return AddReport(added=len(new), already=len(asked) - len(new))

    def contains(self, document_ids: Iterable[str], *, reader_version: str | None = None) -> set[str]:
        """Which of these documents the record has; none when there is no record.

        Args:
            reader_version: Count only documents that were read by this reader version or a newer one.
        """
        wanted = sorted(set(document_ids))
        if not wanted or not self.exists():
            return set()
        least = version_key(reader_version) if reader_version else ((), "")
        return {key for key, version in self._catalogue.versions(wanted).items() if version >= least}

    def view(self, *, as_of: date | None = None) -> View:
        """The record as it is now, or as it was known at the end of a day.

        Raises:
            RecordNotFound: when there is no record.
            RecordError: when it cannot be read.
        """
        self._store.require()
        # the documents' table comes first in TABLES: whatever they name had its other rows written before
        taken = {name: self._store.snapshot(name) for name in TABLES}
        sources = {name: source for name, (source, _) in taken.items()}
        version = (taken[DOCUMENTS.name][1], taken[DECISIONS.name][1])
        return View(sources, as_of=as_of, address=self.address, pending=self._pending, version=version)

    def aside(self, name: str) -> Record:
        """A record within this one, for readings that do not count in it until `take` takes them."""
        return Record(f"{self.address}/.aside/{name}", options=self._store.options, patience=self._store.patience)

    def view_with(self, aside: Record) -> View:
        """This record as it would be with the readings of another one. Raises as `view`."""
        self._store.require()
        sources = {name: joined(aside._store.source(name), self._store.source(name)) for name in TABLES}
        return View(sources, address=self.address)

    def take(self, aside: Record, *, added_at: datetime | None = None) -> int:
        """Take all readings of another record, at once: until the last moment none of them counts. Returns how many.

        Args:
            aside: Where they are.
            added_at: The instant to note; now, when None.

        Raises:
            RecordNotFound: when there is no such record.
            RecordBusy: when other processes kept writing; then none was taken.
        """
        self._store.require()
        added_at = added_at or datetime.now(UTC)
        batch = batch_name(added_at)
        with aside.view() as view:
            for table in (*READING_TABLES, DOCUMENTS):
                self._store.append_all(table.name, partial(view.stream, table, batch=batch, added_at=added_at))
            return len(view.documents())

    def version(self) -> str:
        """What changes whenever a document or a decision is added; cheap to ask. Raises as `view`."""
        self._store.require()
        return "-".join(str(self._store.version(name)) for name in (DOCUMENTS.name, DECISIONS.name, REGISTERS.name))

    def documents(self, *, as_of: date | None = None) -> pa.Table:
        """All documents without their text, the oldest first. Raises as `view`."""
        with self.view(as_of=as_of) as view:
            return view.documents()

    def document(self, document_id: str) -> dict[str, Any]:
        """One document with its text.

        Raises:
            BadQuery: when the record does not have it.
            RecordNotFound: when there is no record.
        """
        with self.view() as view:
            return view.document(document_id)

    def resolve(
        self,
        forecast_id: str,
        outcome: Outcome,
        *,
        decided_by: str,
        decided_at: datetime,
        evidence: Iterable[Evidence] = (),
        note: str = "",
    ) -> Decision:
        """Rule what became of a forecast. Arguments and errors as `decide`."""
        return self.decide(
            DecisionKind.RESOLVE,
            forecast_id,
            decided_by=decided_by,
            decided_at=decided_at,
            outcome=outcome,
            evidence=evidence,
            note=note,
        )

    def decide(
        self,
        kind: DecisionKind,
        subject: str,
        *,
        decided_by: str,
        decided_at: datetime,
        outcome: Outcome | None = None,
        others: Iterable[str] = (),
        attribute: str | None = None,
        value: str | None = None,
        evidence: Iterable[Evidence] = (),
        note: str = "",
    ) -> Decision:
        """Keep a person's ruling. Nothing is overwritten: a later decision outweighs it, or undoes it.

        Args:
            kind: What to do to the subject.
            subject: Id of a forecast (``resolve``), of a line of the record, or of a decision (``undo``).
            decided_by: Who rules.
            decided_at: When; with a time zone.
            outcome: For ``resolve``.
            others: For ``merge`` and ``split``.
            attribute: For ``correct``: the column; ``value`` is what it should say.
            evidence: Words of documents in the record, as `View.words` finds them.
            note: Why.

        Returns:
            The decision as kept.

        Raises:
            BadQuery: when the subject or the evidence is not in the record, or parts do not fit the kind.
            RecordNotFound: when there is no record.
        """
        with self.view() as view:
            words = subject_words(view, kind, subject, attribute=attribute, value=value)
            others = tuple(others)
            decision = Decision(
                kind=kind,
                subject=subject,
                decided_by=decided_by,
                decided_at=decided_at,
                outcome=outcome,
                others=others,
                attribute=attribute,
                value=value,
                evidence=tuple(evidence),
                note=note,
                words=words,
                other_words=tuple(filter(None, (subject_words(view, kind, other) for other in others))),
            )
            published = [published_on(view, words) for words in decision.evidence]
            published += [published_on(view, words) for _, words in decision.lines() if words]
        row = decision_row(decision, published=published)
        self._store.append(DECISIONS.name, _table([row], DECISIONS))
        return decision

    def migrate(self, *, on_table: Callable[[str], None] = lambda name: None) -> int:
        """Bring a record that an earlier Onrecord made up to the present schema; returns the version that it had.
        Nothing is lost, and a migration that was cut off is completed by doing it again.

        Args:
            on_table: Called with the name of each table that was brought up to date.

        Raises:
            RecordNotFound: when there is no record.
            RecordVersion: when a newer Onrecord wrote it.
            RecordBusy: when others kept writing.
        """
        return migrate(self._store, on_table=on_table)

    def check(self) -> CheckReport:
        """Verify what can be verified: files, words, references, decisions. Reads every table.

        Raises:
            RecordNotFound: when there is no record.
            RecordError: when a table or a file cannot be read.
        """
        with self.view() as view:
            return check(view)

    def repair(self) -> int:
        """Leave one of rows that are there twice; returns how many went. What else a check finds needs a person.

        Raises:
            RecordNotFound: when there is no record.
            RecordBusy: when others kept writing.
        """
        with self.view() as view:
            return repair(self._store, view)

    def compact(self, *, keep: timedelta = timedelta(days=1), now: datetime | None = None) -> UpkeepReport:
        """Make few large files of many small ones, and drop what no longer counts. Others may go on reading and
        writing.

        Args:
            keep: How long what no longer counts is kept: the rows of additions that were cut off, readings that a
                better one replaced, and files that a view opened before may still read.
            now: The present instant; asked of the clock when None.

        Raises:
            RecordNotFound: when there is no record.
            RecordBusy: when others kept writing.
        """
        with self.view() as view:
            return keep_up(self._store, view, before=(now or datetime.now(UTC)) - keep, keep=keep)

    def _add_batch(self, readings: list[Reading], added_at: datetime) -> AddReport:
        """One addition: everything else first, the documents last."""
        present = self._catalogue.versions(reading.document.id for reading in readings)
        new: dict[str, Reading] = {}
        for reading in readings:
            version = version_key(reading.reader_version)
            if version > present.get(reading.document.id, ((), "")):
                new[reading.document.id] = reading
                present[reading.document.id] = version
        batch = batch_name(added_at)
        for table in (*READING_TABLES, DOCUMENTS):
            rows = [row for reading in new.values() for row in layer_rows(reading, table.name)]
            for row in rows:
                row["batch"], row["added_at"] = batch, added_at
                if "involved" in row:
                    row["shelf"] = f"{(row.get('earliest') or row['published']).year:04}{row['involved']}"
            self._store.append(table.name, _table(rows, table))
        self._tidy()
        return AddReport(added=len(new), already=len(readings) - len(new))

    def _tidy(self) -> None:
        """Join the files of one table, that which has most of them, where they have become many.

        One table only: no addition then pays for all of them. When others do so at the same time, theirs will do; on an
        object store, where nobody would know of them, none are joined unasked.
        """
        if self._store.folder is None:
            return
        crowded = [name for name in TABLES if self._is_crowded(name)]
        if crowded:
            name = max(crowded, key=self._store.file_count)
            with suppress(RecordBusy):
                join_files(self._store, name, small_only=self._store.file_count(name) < MANY_FILES, wait=False)

    def _is_crowded(self, name: str) -> bool:
        files = self._store.file_count(name)
        # sizes are asked last: they cost more than to count
        return files >= MANY_FILES or (
            files >= MANY_SMALL_FILES and self._store.small_file_count(name) >= MANY_SMALL_FILES
        )


def _table(rows: list[dict[str, Any]], table: TableDefinition) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=table.stored_schema)
