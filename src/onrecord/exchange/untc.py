"""UNTC: the status of treaties deposited with the Secretary-General of the United Nations.

Comes in: the index of treaties, and beside it a folder ``treaties`` with a table of participants for each,
``CHAPTER-NUMBER.csv``, dashes for the points of a number. Goes out: one entry for each treaty, with the acts of each
participant. A participant is a party once it is bound: by ratification, acceptance, approval, accession, succession or
definitive signature. Provisional application and the like bind nobody and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from onrecord.exchange.parties import by_name
from onrecord.exchange.tables import Skipped, day, rows
from onrecord.record.registers import RegisterEntry, RegisterStep
from onrecord.types import StepKind, When

Row = dict[str, str]

PARTICIPANT = "Participant"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ACTS = {
    "s": StepKind.SIGNED,  # definitive
    "a": StepKind.ACCEDED,
    "A": StepKind.RATIFIED,
    "AA": StepKind.RATIFIED,
    "c": StepKind.RATIFIED,
    "P": StepKind.RATIFIED,
    "d": StepKind.ACCEDED,
}
BARE = (
    ("Ratification", StepKind.RATIFIED),
    ("Signature", StepKind.SIGNED),
    ("Accession", StepKind.ACCEDED),
    ("Accept", StepKind.RATIFIED),
    ("Approval", StepKind.RATIFIED),
    ("Succession", StepKind.ACCEDED),
)
"""What a date without a letter is, by the words of its column."""

_DATE = r"(?P<day>\d{1,2})\s+(?P<month>[A-Z][a-z]{2})[a-z]*\.?\s+(?P<year>\d{4})"
_CELL = re.compile(rf"^{_DATE}(?:\s*(?P<act>[A-Za-z]{{1,2}}))?\b")
_IN_TITLE = re.compile(rf"\b{_DATE}\s*$")


def entries(path: Path, skipped: Skipped) -> list[RegisterEntry]:
    """The treaties of an index.

    Raises:
        UnreadableSource: when columns are missing, or a table of participants cannot be read.
    """
    index = rows(path, needed=("chapter_no", "treaty_no", "treaty_name"))
    return [_entry(path, row, skipped) for row in index]


def _entry(path: Path, row: Row, skipped: Skipped) -> RegisterEntry:
    number = f"{row['chapter_no']}-{row['treaty_no']}"
    titled = _IN_TITLE.search(row["treaty_name"])
    done_on = _when(titled) if titled else None
    steps = [RegisterStep(kind=StepKind.SIGNED, when=done_on)] if done_on else []
    parties = set()
    participants = path.parent / "treaties" / f"{number.replace('.', '-')}.csv"
    if not participants.is_file():
        skipped.note("treaties without a table of participants", f"UNTC {number}")
    else:
        for step in _acts(participants, number, skipped):
            steps.append(step)
            if step.party is not None and step.kind is not StepKind.SIGNED:
                parties.add(step.party)
    return RegisterEntry(
        source="UNTC",
        entry=number,
        name=row["treaty_name"],
        parties=tuple(sorted(parties)),
        kind="treaty",
        steps=tuple(steps),
    )


def _acts(path: Path, number: str, skipped: Skipped) -> Iterator[RegisterStep]:
    """What each participant did, in the order of the table."""
    for row in rows(path, needed=(PARTICIPANT,)):
        for column, value in row.items():
            if column == PARTICIPANT or not value:
                continue
            cell = _CELL.match(value)
            when = _when(cell) if cell else None
            kind = _kind(column, cell["act"]) if cell else None
            if when is None or when.earliest is None or kind is None:
                skipped.note("acts that bind nobody or have no date", f"UNTC {number}: {value} ({column})")
                continue
            party = by_name(row[PARTICIPANT], when.earliest)
            if party is None:
                skipped.note("participants that are no known state", f"UNTC {number}: {row[PARTICIPANT]}")
                continue
            yield RegisterStep(kind=kind, when=when, party=party)


def _kind(column: str, act: str | None) -> StepKind | None:
    if act:
        return ACTS.get(act)
    return next((kind for word, kind in BARE if word in column), None)


def _when(found: re.Match[str]) -> When | None:
    """The date; None for a month or a day that does not exist."""
    if found["month"] not in MONTHS or found["year"] > f"{date.max.year}":
        return None
    return day(found["year"], str(MONTHS.index(found["month"]) + 1), found["day"])
