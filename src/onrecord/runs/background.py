"""Adding in the background of a server: one run at a time, watched while it goes on and accounted for afterwards.

Comes in: what is `Given`, a record. Goes out: `Progress`, at any moment, the same to all who ask. The last few runs
are remembered as long as the process lives; the record itself keeps what they added. The reader is loaded by the first
run that has something to read.
"""

from __future__ import annotations

import logging
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from threading import Event, Lock, Thread

from onrecord.errors import OnrecordError
from onrecord.record import Record
from onrecord.runs.adding import Became, LateReader, Reads, Seen, Skipped, add_items
from onrecord.runs.given import Given
from onrecord.settings import Settings

AT_A_TIME = 8
"""Reports read between two looks at whether somebody stopped the run."""
MOST_RUNS = 20
MOST_ITEMS = 300
"""Items that are named in an account; all are counted."""
_log = logging.getLogger(__name__)


class AdditionRunning(OnrecordError):
    """Something is being added already; one thing is at a time."""


class State(StrEnum):
    """How far a run is."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of an account. ``kept`` says whether the record has it; ``reason`` in two words, ``message`` and
    ``remedy`` why it was skipped."""

    name: str
    became: Became
    kept: bool = False
    document_id: str | None = None
    title: str | None = None
    reason: str = ""
    message: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is, and what became of its items so far.

    Attributes:
        id: Of the run.
        what: What is added.
        state: How far it is.
        stopping: Whether somebody stopped it and it has not ended yet.
        loading: Whether it waits for the reader to be loaded.
        started: When it began.
        ended: When it ended.
        total: How many items there are, where that is known.
        left_out: How many more a feed has that were not taken.
        counts: How many items became what.
        added: How many of those read are in the record.
        items: The items, in the order in which the run was done with them; the first `MOST_ITEMS`.
        error: Why it failed.
    """

    id: str
    what: str
    started: datetime
    state: State = State.RUNNING
    stopping: bool = False
    loading: bool = False
    ended: datetime | None = None
    total: int | None = None
    left_out: int = 0
    counts: Counter[Became] = field(default_factory=Counter)
    added: int = 0
    items: tuple[Item, ...] = ()
    error: OnrecordError | None = None

    @property
    def seen(self) -> int:
        """How many items it is done with."""
        return self.counts.total()

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return self.state is State.RUNNING

    @property
    def told(self) -> str:
        """One line for those who wait."""
        if self.stopping:
            return "Stopping when the reports at hand are read"
        if self.loading:
            return "Loading the reader"
        done = f"{self.seen:,} of {self.total:,}" if self.total is not None else f"{self.seen:,}"
        return f"{done} done, {self.counts[Became.SKIPPED]:,} skipped"


class Addition:
    """One run: what the thread that adds tells, and what everybody else may ask."""

    def __init__(self, progress: Progress, loading: Callable[[], bool]) -> None:
        self._lock = Lock()
        self._loading = loading
        self._progress = progress
        self._items: list[Item] = []
        self._places: dict[str, int] = {}
        self._stop = Event()
        self.over = Event()

    @property
    def id(self) -> str:
        """Its id."""
        return self._progress.id

    def progress(self) -> Progress:
        """How far it is."""
        with self._lock:
            now = self._progress
            return replace(
                now,
                counts=Counter(now.counts),
                items=tuple(self._items),
                stopping=now.running and self._stop.is_set(),
                loading=now.running and self._loading(),
            )

    def stop(self) -> None:
        """Let it end as soon as the reports at hand are read. What it added stays."""
        self._stop.set()

    def asked_to_stop(self) -> bool:
        """Whether somebody stopped it."""
        return self._stop.is_set()

    def change(self, **changes: object) -> None:
        """Tell of a change of the whole."""
        with self._lock:
            self._progress = replace(self._progress, **changes)  # type: ignore[arg-type]

    def expect(self, total: int, *, left_out: int = 0) -> None:
        """Tell how many items there are."""
        self.change(total=total, left_out=left_out)

    def see(self, seen: Seen) -> None:
        """Tell of an item that the run is done with."""
        with self._lock:
            self._progress.counts[seen.became] += 1
            if len(self._items) >= MOST_ITEMS:
                return
            if seen.document is not None and seen.became is Became.READ:
                self._places[seen.document.id] = len(self._items)
            self._items.append(_item(seen))

    def keep(self, document_ids: Iterable[str]) -> None:
        """Tell of documents that are in the record from now on."""
        with self._lock:
            ids = list(document_ids)
            self._progress = replace(self._progress, added=self._progress.added + len(ids))
            for place in (self._places[one] for one in ids if one in self._places):
                self._items[place] = replace(self._items[place], kept=True)


def _item(seen: Seen) -> Item:
    document, error = seen.document, seen.error
    return Item(
        name=seen.name,
        became=seen.became,
        kept=seen.became is Became.ALREADY,
        document_id=document.id if document else None,
        title=document.title if document else None,
        reason=Skipped(name=seen.name, error=error).reason if error else "",
        message=error.message if error else "",
        remedy=error.remedy if error else "",
    )


class Additions:
    """The runs of a server.

    Args:
        record: Where to.
        settings: Limits, and what a reader is loaded with.
        reader: Reads; loaded by the first run that has something to read, when None.
    """

    def __init__(self, record: Record, settings: Settings, reader: Reads | None = None) -> None:
        self._record = record
        self._settings = replace(settings, batch_size=min(AT_A_TIME, settings.batch_size))
        self._reader = reader or LateReader(settings)
        self._lock = Lock()
        self._runs: OrderedDict[str, Addition] = OrderedDict()
        self._count = 0

    def start(self, given: Given, *, now: Callable[[], datetime], today: date) -> Addition:
        """Begin to add something.

        Args:
            given: What. It is closed when the run ends, or when it cannot begin.
            now: The clock.
            today: The last day that a report can have been published on.

        Raises:
            AdditionRunning: while another run goes on.
        """
        with self._lock:
            if (other := self.running()) is not None:
                given.close()
                raise AdditionRunning(
                    f"something is being added already ({other.progress().what})",
                    subject=other.id,
                    remedy="Wait until that is done, or stop it.",
                )
            self._count += 1
            progress = Progress(
                id=f"{now():%Y%m%dT%H%M%S}-{self._count}", what=given.what, started=now(), total=given.total
            )
            addition = self._runs[progress.id] = Addition(progress, self._is_loading)
            while len(self._runs) > MOST_RUNS:
                self._runs.popitem(last=False)
        Thread(target=self._run, args=(addition, given, now, today), name="adding", daemon=True).start()
        return addition

    def running(self) -> Addition | None:
        """The run that goes on, if one does."""
        return next((run for run in self._runs.values() if not run.over.is_set()), None)

    def find(self, run_id: str) -> Addition | None:
        """The run of that id, if it is remembered."""
        return self._runs.get(run_id)

    def latest(self) -> list[Addition]:
        """All that are remembered, the newest first."""
        with self._lock:
            return list(reversed(self._runs.values()))

    def close(self, *, seconds: float) -> None:
        """Stop the run that goes on, and wait for it for some seconds at most."""
        if (run := self.running()) is not None:
            run.stop()
            run.over.wait(seconds)

    def _is_loading(self) -> bool:
        return isinstance(self._reader, LateReader) and self._reader.loading

    def _run(self, addition: Addition, given: Given, now: Callable[[], datetime], today: date) -> None:
        changes: dict[str, object] = {}
        try:
            changes = self._added(addition, given, today)
        except OnrecordError as error:
            changes = {"state": State.FAILED, "error": error}
        except Exception as error:  # whatever it is, those who wait must be told
            _log.error("adding %s", given.what, exc_info=error)
            broken = OnrecordError(
                "adding broke off", subject=given.what, remedy="Please report it; the server's log has the details."
            )
            changes = {"state": State.FAILED, "error": broken}
        finally:
            given.close()
            addition.change(ended=now(), **changes)
            addition.over.set()

    def _added(self, addition: Addition, given: Given, today: date) -> dict[str, object]:
        report = add_items(
            given.items(addition.expect),
            self._record,
            self._reader,
            today=today,
            published=given.published,
            outlet=given.outlet,
            settings=self._settings,
            on_seen=addition.see,
            on_added=addition.keep,
            stop=addition.asked_to_stop,
        )
        return {"state": State.STOPPED if report.stopped else State.DONE}
