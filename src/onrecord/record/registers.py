"""What published registers have of agreements: entries with dated steps.

Comes in: entries, as readers of the registers' files make them. Goes out: rows of the table ``registers``, and entries
from such rows. An entry is what a register says, beside what reports say: neither changes the other. It reads no files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from onrecord.types import Obligation, Precision, StepKind, When, content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterStep:
    """One dated step; ``party`` is None when it holds for all. ``when`` is None where the register has no date."""

    kind: StepKind
    when: When | None = None
    party: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """One agreement in a register.

    Attributes:
        source: The register: ``ATOP``, ``UNTC``, ``DESTA``.
        entry: Its number there.
        name: Its title; made of its parties and its year where the register has none.
        parties: Actor ids.
        kind: alliance, treaty, trade agreement ...
        obligations: In ATOP's terms.
        steps: Dated steps, as told.
        in_force_from_signature: The register counts it as in force from its first day on.
        published: When the register was published; None: each step counts as known from its own day.
    """

    source: str
    entry: str
    name: str
    parties: tuple[str, ...] = ()
    kind: str = "agreement"
    obligations: tuple[Obligation, ...] = ()
    steps: tuple[RegisterStep, ...] = ()
    in_force_from_signature: bool = False
    published: date | None = None

    @property
    def id(self) -> str:
        """The same on every machine, and for every edition of the register."""
        return content_id("register", self.source, self.entry)

    @property
    def label(self) -> str:
        """``ATOP 3440``."""
        return f"{self.source} {self.entry}"


def entry_row(entry: RegisterEntry, imported_at: datetime) -> dict[str, Any]:
    """The row to store."""
    days = [step.when.earliest for step in entry.steps if step.when and step.when.earliest]
    return {
        "id": entry.id,
        "source": entry.source,
        "entry": entry.entry,
        "name": entry.name,
        "parties": list(entry.parties),
        "kind": entry.kind,
        "obligations": list(entry.obligations),
        "steps": [_step_row(step) for step in entry.steps],
        "in_force_from_signature": entry.in_force_from_signature,
        "published": entry.published,
        "first_day": min(days, default=None),
        "imported_at": imported_at.astimezone(UTC),
    }


def _step_row(step: RegisterStep) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "party": step.party,
        "earliest": step.when.earliest if step.when else None,
        "latest": step.when.latest if step.when else None,
        "precision": step.when.precision if step.when else None,
    }


def entry_of(row: Mapping[str, Any]) -> RegisterEntry:
    """The entry that a stored row tells of."""
    return RegisterEntry(
        source=row["source"],
        entry=row["entry"],
        name=row["name"],
        parties=tuple(row["parties"] or ()),
        kind=row["kind"],
        obligations=tuple(Obligation(one) for one in row["obligations"] or ()),
        steps=tuple(_step_of(step) for step in row["steps"] or ()),
        in_force_from_signature=row["in_force_from_signature"],
        published=row["published"],
    )


def _step_of(row: Mapping[str, Any]) -> RegisterStep:
    when = None
    if row["precision"]:
        when = When(earliest=row["earliest"], latest=row["latest"], precision=Precision(row["precision"]))
    return RegisterStep(kind=StepKind(row["kind"]), when=when, party=row["party"])


def view_of_registers(as_of: date | None) -> str:
    """SQL for the view of registers: of several editions the one imported last, and nothing after a date."""
    name = "registers"
    newest = (
        f"SELECT * EXCLUDE (imported_at) FROM stored_{name}"
        " QUALIFY row_number() OVER (PARTITION BY id ORDER BY imported_at DESC, published DESC NULLS LAST) = 1"
    )
    if as_of is None:
        return f"CREATE VIEW {name} AS {newest}"
    day = f"DATE '{as_of.isoformat()}'"
    taken = f"list_filter(steps, lambda step: step.earliest IS NULL OR step.earliest <= {day})"
    return (
        f"CREATE VIEW {name} AS SELECT * REPLACE ({taken} AS steps) FROM ({newest})"
        f" WHERE (published IS NULL OR published <= {day}) AND (first_day IS NULL OR first_day <= {day})"
    )
