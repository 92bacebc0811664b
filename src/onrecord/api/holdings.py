"""Open views of a record, shared by all requests, and the answers that were asked for lately.

Comes in: a record, dates, questions. Goes out: views and answers. Opening a view costs more than most questions, so
the last few stay open; as soon as anything is added to the record, they and all answers are let go.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from threading import RLock
from typing import Any, TypeVar, cast

from onrecord.errors import RecordError
from onrecord.library import Record
from onrecord.record import View
from onrecord.record.schema import TABLES

Answer = TypeVar("Answer")

VIEWS = 6
ANSWERS = 300
NO_RECORD = "none"


class Holdings:
    """The views and answers that are held.

    Args:
        record: The record; it need not exist yet.
        views: How many dates to keep open at a time.
        answers: How many answers to keep.
    """

    def __init__(self, record: Record, *, views: int = VIEWS, answers: int = ANSWERS) -> None:
        self._record = record
        self._lock = RLock()
        self._version = NO_RECORD
        self._views: OrderedDict[date | None, View] = OrderedDict()
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._most_views = views
        self._most_answers = answers

    def version(self) -> str:
        """The version of the record; what is held of an older one is let go."""
        now = self._record.version() if self._record.exists() else NO_RECORD
        with self._lock:
            if now != self._version:
                self._forget()
                self._version = now
            return self._version

    def view(self, as_of: date | None) -> View:
        """A view as of a date; of a record that does not exist, an empty one."""
        version = self.version()
        with self._lock:
            if as_of not in self._views:
                self._views[as_of] = empty_view(as_of) if version == NO_RECORD else self._record.view(as_of=as_of)
            self._views.move_to_end(as_of)
            if len(self._views) > self._most_views:
                self._views.popitem(last=False)  # closed when the last request that uses it is done
            return self._views[as_of]

    def ask(self, as_of: date | None, key: Hashable, question: Callable[[View], Answer]) -> Answer:
        """The answer to a question, from those held if it was asked before.

        Args:
            as_of: The view's date.
            key: What tells the question from all others, the view's date apart.
            question: Asks a view.
        """
        version = self.version()
        place = (version, as_of, key)
        with self._lock:
            if place in self._answers:
                self._answers.move_to_end(place)
                return cast(Answer, self._answers[place])
        try:
            answer = question(self.view(as_of))
        except RecordError:  # upkeep may have deleted files that an old view reads; a new one reads what is there
            with self._lock:
                self._forget()
            answer = question(self.view(as_of))
        with self._lock:
            self._answers[place] = answer
            if len(self._answers) > self._most_answers:
                self._answers.popitem(last=False)
        return answer

    def _forget(self) -> None:
        self._views.clear()
        self._answers.clear()


def empty_view(as_of: date | None = None) -> View:
    """A view of nothing, with all its tables."""
    return View({name: table.stored_schema.empty_table() for name, table in TABLES.items()}, as_of=as_of)
