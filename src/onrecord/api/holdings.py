"""Open views of a record, shared by all requests, and the answers that were asked for lately.

Comes in: a record, dates, questions. Goes out: views and answers. Opening a view costs more than most questions, so
the last few stay open; as soon as anything is added to the record, they and all answers are let go. What is asked for
one page is asked of one version, whatever is added meanwhile.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from threading import RLock
from typing import Any, TypeVar, cast

from onrecord.errors import RecordError
from onrecord.library import Record
from onrecord.record import View, empty_view

Answer = TypeVar("Answer")

VIEWS = 12
ANSWERS = 300
NO_RECORD = "none"


class Held:
    """What is held of one version of a record.

    Args:
        version: The version.
        whole: Opens a view of all of it.
        views: How many dates to keep open at a time.
        answers: How many answers to keep.
    """

    def __init__(self, version: str, whole: Callable[[], View], *, views: int, answers: int) -> None:
        self.version = version
        self._open = whole
        self._lock = RLock()
        self._whole: View | None = None
        self._views: OrderedDict[date, View] = OrderedDict()
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._most_views = views
        self._most_answers = answers

    def view(self, as_of: date | None) -> View:
        """A view as of a date."""
        with self._lock:
            if self._whole is None:
                self._whole = self._open()
            if as_of is None:
                return self._whole
            if as_of not in self._views:
                self._views[as_of] = self._whole.known_on(as_of)
            self._views.move_to_end(as_of)
            if len(self._views) > self._most_views:
                self._views.popitem(last=False)  # closed when the last request that uses it is done
            return self._views[as_of]

    def ask(self, as_of: date | None, key: Hashable, question: Callable[[View], Answer]) -> Answer:
        """As `Holdings.ask`."""
        place = (as_of, key)
        with self._lock:
            if place in self._answers:
                self._answers.move_to_end(place)
                return cast(Answer, self._answers[place])
        answer = question(self.view(as_of))
        with self._lock:
            self._answers[place] = answer
            if len(self._answers) > self._most_answers:
                self._answers.popitem(last=False)
        return answer


class _Chosen:
    """What one page asks, once it asked anything."""

    held: Held | None = None


_CHOSEN: ContextVar[_Chosen | None] = ContextVar("chosen", default=None)


@contextmanager
def of_one_version() -> Iterator[None]:
    """Within it, all that is asked is asked of the version that there was at the first question."""
    token = _CHOSEN.set(_Chosen())
    try:
        yield
    finally:
        _CHOSEN.reset(token)


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
        self._most = {"views": views, "answers": answers}
        self._held = self._nothing()

    def version(self) -> str:
        """The version of the record; what is held of an older one is let go."""
        return self._current().version

    def view(self, as_of: date | None) -> View:
        """A view as of a date; of a record that does not exist, an empty one."""
        return self._current().view(as_of)

    def ask(self, as_of: date | None, key: Hashable, question: Callable[[View], Answer]) -> Answer:
        """The answer to a question, from those held if it was asked before.

        Args:
            as_of: The view's date.
            key: What tells the question from all others, the view's date apart.
            question: Asks a view.
        """
        held = self._current()
        try:
            return held.ask(as_of, key, question)
        except RecordError:  # upkeep may have deleted files that an old view reads; a new one reads what is there
            self._let_go(held)
            return self._current().ask(as_of, key, question)

    def _current(self) -> Held:
        """What is held of the version that a page asks, or else of the newest."""
        chosen = _CHOSEN.get()
        if chosen is not None and chosen.held is not None:
            return chosen.held
        now = self._record.version() if self._record.exists() else NO_RECORD
        with self._lock:
            if now != self._held.version:
                self._held = Held(now, self._record.view, **self._most) if now != NO_RECORD else self._nothing()
            held = self._held
        if chosen is not None:
            chosen.held = held
        return held

    def _let_go(self, held: Held) -> None:
        with self._lock:
            if self._held is held:
                self._held = self._nothing()
        if (chosen := _CHOSEN.get()) is not None:
            chosen.held = None

    def _nothing(self) -> Held:
        return Held(NO_RECORD, empty_view, **self._most)
