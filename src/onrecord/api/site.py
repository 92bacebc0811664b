"""One served record: what all pages and endpoints share.

Comes in: a record, settings, the rules of access. Goes out: `Site`. The clock is asked here, through ``today`` and
``now``, and nowhere below.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TypeVar

from onrecord.api.access import Access, new_token
from onrecord.api.holdings import Holdings
from onrecord.library import Record
from onrecord.record import View
from onrecord.runs.adding import Reads
from onrecord.runs.background import Additions
from onrecord.runs.indexing import is_indexed
from onrecord.settings import Settings
from onrecord.sources.fetching import Web

Answer = TypeVar("Answer")

LARGE = 2_000
"""Documents of a record from which on pages should have an index."""


def utc_now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Site:
    """What is served.

    Attributes:
        record: The record.
        settings: Limits of what is added.
        access: Who may read and write.
        holdings: Open views and answers.
        additions: What is added in the background.
        web: How feeds are reached.
        now: The clock.
        demo: Whether it is the record of examples that 'onrecord serve --demo' makes.
    """

    record: Record
    settings: Settings
    access: Access
    holdings: Holdings
    additions: Additions
    web: Web = field(default_factory=Web)
    now: Callable[[], datetime] = field(default=utc_now)
    demo: bool = False

    def today(self) -> date:
        """Today, in UTC."""
        return self.now().date()

    def is_slow(self) -> bool:
        """Whether the record is so large that an index would be felt, and has none."""
        if not self.record.exists() or is_indexed(self.record):
            return False
        with self.record.view() as view:
            return int(view.query("SELECT count(*) AS count FROM documents")["count"][0].as_py()) >= LARGE

    def version(self) -> str:
        """What changes whenever an answer can: with the record, and with the day."""
        return f"{self.holdings.version()} {self.today()}"

    def ask(self, as_of: date | None, key: Hashable, question: Callable[[View], Answer]) -> Answer:
        """The answer to a question as of a date; as `Holdings.ask`."""
        return self.holdings.ask(as_of, (key, self.today()), question)


def make_site(
    address: str,
    *,
    settings: Settings | None = None,
    access: Access | None = None,
    now: Callable[[], datetime] = utc_now,
    demo: bool = False,
    reader: Reads | None = None,
    web: Web | None = None,
) -> Site:
    """A site for the record at an address.

    Args:
        address: The record's folder or address; it need not exist.
        settings: The defaults, when None.
        access: Who may do what; a new token and free reading, when None.
        now: The clock.
        demo: Whether it is the record of examples.
        reader: Reads what is added; loaded when something is, if None.
        web: How feeds are reached; public hosts only, when None.
    """
    record = Record(address)
    settings = settings or Settings()
    return Site(
        record=record,
        settings=settings,
        access=access or Access(token=new_token()),
        holdings=Holdings(record),
        additions=Additions(record, settings, reader),
        web=web or Web(),
        now=now,
        demo=demo,
    )
