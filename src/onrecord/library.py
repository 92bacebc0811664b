"""Onrecord as a library: the few calls that most programs need.

Comes in: text, documents, a record's address. Goes out: readings, rows, answers. It only joins what the steps below
offer; here, at the edge, the clock is asked for today, so that a date in the future is refused.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from onrecord import answers
from onrecord.answers import Calibration, Dossier, Happening, Proposal, Rows
from onrecord.documents import make_document
from onrecord.reading.reader import Reader
from onrecord.record import Record as Store
from onrecord.record import reading_rows
from onrecord.settings import Settings
from onrecord.types import Document, RawItem, Reading


def document(
    text: str,
    *,
    published: date | datetime | str,
    title: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    url: str | None = None,
    settings: Settings | None = None,
) -> Document:
    """Make a document of a report's text.

    Args:
        text: The report, without its headline. It is cleaned (Unicode NFC, no control characters); offsets count in
            ``document.text``.
        published: The day of publication, as a date or in ISO 8601.

    Raises:
        InputError: what `onrecord.documents.make_document` raises: no text, too long, no such date, not English.
    """
    told = {"title": title, "author": author, "url": url}
    item = RawItem(
        name=title or "the text",
        content=text.encode("utf-8", "surrogatepass"),
        media_type="text/plain",
        metadata={name: value for name, value in told.items() if value},
    )
    return make_document(item, today=today(), published=published, outlet=outlet, settings=settings)


def read(text: str, *, published: date | datetime | str, settings: Settings | None = None, **metadata: Any) -> Reading:
    """Read one report. The first call loads the reader, which takes some seconds; later ones share it.

    Args:
        text: The report.
        published: The day of publication, as a date or in ISO 8601.
        settings: The defaults, when None.
        metadata: ``title``, ``outlet``, ``author``, ``url``, as `document` takes them.

    Raises:
        InputError: as `document`.

    Example:
        >>> import onrecord
        >>> reading = onrecord.read("Norway signed a treaty with Chile on 3 May.", published="2024-05-06")
        >>> [(event.type.value, event.when.isoformat()) for event in reading.events]
        [('AGREE', '2024-05-03')]
    """
    settings = settings or Settings()
    return reader(settings).read(document(text, published=published, settings=settings, **metadata))


@cache
def reader(settings: Settings) -> Reader:
    """The reader for these settings; loaded once in a process."""
    return Reader(settings)


def rows(reading: Reading, layer: str = "events") -> Rows:
    """One layer of a reading as rows, which convert to Arrow, pandas, polars, CSV, JSON lines and Parquet.

    Args:
        layer: ``times``, ``actors``, ``statements``, ``events``, ``agreements``, ``agreement_steps``, ``forecasts``,
            ``links`` or ``documents``.

    Raises:
        BadQuery: for another layer.
    """
    return Rows(reading_rows(reading, layer), title=layer)


class Record(Store):
    """A record that also answers. Every answer takes ``as_of``, the last day whose publications and decisions count.

    The questions and their other arguments are those of `onrecord.answers`.
    """

    def dossier(self, first: str, second: str, *, as_of: date | None = None, **period: Any) -> Dossier:
        """What was done, said, agreed and predicted between two actors. Raises as `onrecord.answers.dossier`."""
        with self.view(as_of=as_of) as view:
            return answers.dossier(view, first, second, **period)

    def timeline(self, *, as_of: date | None = None, **question: Any) -> Rows:
        """Events in the order of their time. Raises as `onrecord.answers.timeline`."""
        with self.view(as_of=as_of) as view:
            return answers.timeline(view, **question)

    def happenings(self, *, as_of: date | None = None, **question: Any) -> Rows:
        """One row for each event, with all who tell of it. Raises as `onrecord.answers.happenings`."""
        with self.view(as_of=as_of) as view:
            return answers.happenings(view, **question)

    def happening(self, event_id: str, *, as_of: date | None = None) -> Happening:
        """One event with all its mentions. Raises as `onrecord.answers.happening`."""
        with self.view(as_of=as_of) as view:
            return answers.happening(view, event_id)

    def statements(self, *, as_of: date | None = None, **question: Any) -> Rows:
        """Who said what. Raises as `onrecord.answers.statements`."""
        with self.view(as_of=as_of) as view:
            return answers.statements(view, **question)

    def agreements(self, *, as_of: date | None = None, **question: Any) -> Rows:
        """Agreements with their steps. Raises as `onrecord.answers.agreements`."""
        with self.view(as_of=as_of) as view:
            return answers.agreements(view, **question)

    def forecasts(self, *, as_of: date | None = None, **question: Any) -> Rows:
        """Forecasts and what became of them. Raises as `onrecord.answers.forecasts`."""
        with self.view(as_of=as_of) as view:
            return answers.forecasts(view, **question)

    def proposals(self, *, as_of: date | None = None, **question: Any) -> list[Proposal]:
        """What later reports say became of open forecasts. Raises as `onrecord.answers.proposals`."""
        with self.view(as_of=as_of) as view:
            return answers.proposals(view, **question)

    def scores(self, *, as_of: date | None = None, **question: Any) -> Rows:
        """Who foretold how well. Raises as `onrecord.answers.scores`."""
        with self.view(as_of=as_of) as view:
            return answers.scores(view, **question)

    def calibration(self, *, as_of: date | None = None, **question: Any) -> Calibration:
        """How often what was given a chance came true. Raises as `onrecord.answers.calibration`."""
        with self.view(as_of=as_of) as view:
            return answers.calibration(view, **question)


def today() -> date:
    """The last day that a report can bear: the day where it begins first, fourteen hours ahead of UTC."""
    return (datetime.now(UTC) + timedelta(hours=14)).date()
