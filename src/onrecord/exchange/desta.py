"""DESTA: the Design of Trade Agreements data (Dür, Baccini and Elsig 2014).

Comes in: its list of treaties, semicolons between the columns. Goes out: one entry for each base treaty, with the
accessions, amendments, consolidations and withdrawals that the list has as rows of their own; and one for each
agreement that is under negotiation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from onrecord.exchange.parties import by_iso_number
from onrecord.exchange.tables import Skipped, day, known, rows
from onrecord.record.registers import RegisterEntry, RegisterStep
from onrecord.types import StepKind

Row = dict[str, str]

NEEDED = ("number", "base_treaty", "name", "entry_type", "year", "entryforceyear", "c1", "c2")
BASE, NEGOTIATION = "base_treaty", "negotiation"
LATER = {
    "accession": StepKind.ACCEDED,
    "withdrawal": StepKind.WITHDRAWN,
    "protocol or amendment": StepKind.AMENDED,
    "consolidated": StepKind.AMENDED,
}
OF_THEIR_OWN = (StepKind.ACCEDED, StepKind.WITHDRAWN)
MOVING = "1"
"""What the columns mc1, mc2 ... say of a party that accedes or withdraws."""


def entries(path: Path, skipped: Skipped) -> list[RegisterEntry]:
    """The agreements of a file.

    Raises:
        UnreadableSource: when columns are missing.
    """
    table = rows(path, delimiter=";", needed=NEEDED)
    later: defaultdict[str, list[Row]] = defaultdict(list)
    for row in table:
        if row["entry_type"] in LATER:
            later[row["base_treaty"]].append(row)
        elif row["entry_type"] not in (BASE, NEGOTIATION):
            skipped.note("rows of an unknown kind", f"DESTA {row['number']}: {row['entry_type']}")
    made = [_entry(row, later.pop(row["base_treaty"], []), skipped) for row in table if row["entry_type"] == BASE]
    made += [_entry(row, [], skipped) for row in table if row["entry_type"] == NEGOTIATION]
    for orphans in later.values():
        for row in orphans:
            skipped.note("rows whose base treaty is not there", f"DESTA {row['number']}: {row['name']}")
    return made


def _entry(row: Row, later: Sequence[Row], skipped: Skipped) -> RegisterEntry:
    negotiated = row["entry_type"] == NEGOTIATION
    steps = [RegisterStep(kind=StepKind.NEGOTIATED if negotiated else StepKind.SIGNED, when=day(row["year"]))]
    if in_force := day(row["entryforceyear"]):
        steps.append(RegisterStep(kind=StepKind.IN_FORCE, when=in_force))
    parties = set(_parties(row, skipped))
    for one in later:
        kind, when = LATER[one["entry_type"]], day(one["year"])
        moving = tuple(_parties(one, skipped, moving=True)) if kind in OF_THEIR_OWN else ()
        parties |= set(moving)
        steps += [RegisterStep(kind=kind, when=when, party=party) for party in moving or (None,)]
    return RegisterEntry(
        source="DESTA",
        entry=row["number"],
        name=row["name"],
        parties=tuple(sorted(parties)),
        kind="trade agreement",
        steps=tuple(steps),
    )


def _parties(row: Row, skipped: Skipped, *, moving: bool = False) -> Iterator[str]:
    """The parties of a row; those that accede or withdraw only, when asked for."""
    year = known(row["year"])
    on = date(year, 12, 31) if year else date.max
    for name, value in row.items():
        if not (name[0] == "c" and name[1:].isdecimal()) or (number := known(value)) is None:
            continue
        if moving and row.get(f"m{name}") != MOVING:
            continue
        party = by_iso_number(number, on)
        if party is None:
            skipped.note("parties that are no known state", f"DESTA {row['number']}: {value}")
        else:
            yield party
