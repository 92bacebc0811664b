"""ATOP: the Alliance Treaty Obligations and Provisions data (Leeds and others 2002).

Comes in: a file of the member level, one row a member and phase, or of the alliance level. Goes out: one entry for each
alliance. ATOP dates an alliance from its signature and knows no other entry into force; so does the entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from onrecord.errors import UnreadableSource
from onrecord.exchange.parties import by_cow, title
from onrecord.exchange.tables import Skipped, day, earliest, known, rows
from onrecord.record.registers import RegisterEntry, RegisterStep
from onrecord.types import Obligation, StepKind, When

Row = dict[str, str]

OBLIGATIONS = {
    "defense": Obligation.DEFENSE,
    "offense": Obligation.OFFENSE,
    "neutral": Obligation.NEUTRALITY,
    "nonagg": Obligation.NONAGGRESSION,
    "consul": Obligation.CONSULTATION,
}
ENTRY, EXIT = ("yrent", "moent", "dayent"), ("yrexit", "moexit", "dayexit")
BEGIN, END = ("begyr", "begmo", "begday"), ("endyr", "endmo", "endday")


def entries(path: Path, skipped: Skipped) -> list[RegisterEntry]:
    """The alliances of a file.

    Raises:
        UnreadableSource: when it is neither of the two levels.
    """
    table = rows(path, needed=("atopid", *OBLIGATIONS))
    columns = set(table[0])
    if {"member", *ENTRY, *EXIT} <= columns:
        by_alliance: defaultdict[str, list[Row]] = defaultdict(list)
        for row in table:
            by_alliance[row["atopid"]].append(row)
        return [made for number, told in by_alliance.items() if (made := _of_members(number, told, skipped))]
    if {"mem1", *BEGIN, *END} <= columns:
        return [made for row in table if (made := _of_alliance(row, skipped))]
    raise UnreadableSource(
        "is neither ATOP's member level nor its alliance level", subject=str(path), remedy="Import atop-*-level.csv."
    )


def _of_members(number: str, told: Sequence[Row], skipped: Skipped) -> RegisterEntry | None:
    spells: dict[str, tuple[When, When | None]] = {}
    for row in sorted(told, key=lambda row: known(row.get("phase")) or 0):
        entered, left = day(*(row[part] for part in ENTRY)), day(*(row[part] for part in EXIT))
        if entered is None or entered.earliest is None:
            skipped.note("members without a date", f"ATOP {number}, member {row['member']}")
        elif (party := _party(row["member"], entered.earliest, number, skipped)) is not None:
            first = spells[party][0] if party in spells else entered
            spells[party] = (earliest((first, entered)) or entered, left)
    begun = earliest(first for first, _ in spells.values())
    if begun is None:
        skipped.note("alliances without a date or a member", f"ATOP {number}")
        return None
    return _entry(number, list(spells), begun, _steps(begun, spells), told)


def _steps(begun: When, spells: dict[str, tuple[When, When | None]]) -> list[RegisterStep]:
    """Signed by the first, acceded by others; ended when the last left, before that left by each."""
    steps = [RegisterStep(kind=StepKind.SIGNED, when=begun)]
    steps += [
        RegisterStep(kind=StepKind.ACCEDED, when=first, party=party)
        for party, (first, _) in spells.items()
        if first != begun
    ]
    ends = [left for _, left in spells.values() if left]
    over = max(ends, key=lambda when: when.latest or date.max) if len(ends) == len(spells) else None
    steps += [
        RegisterStep(kind=StepKind.WITHDRAWN, when=left, party=party)
        for party, (_, left) in spells.items()
        if left and left != over
    ]
    return [*steps, RegisterStep(kind=StepKind.TERMINATED, when=over)] if over else steps


def _of_alliance(row: Row, skipped: Skipped) -> RegisterEntry | None:
    number = row["atopid"]
    begun, ended = day(*(row[part] for part in BEGIN)), day(*(row[part] for part in END))
    if begun is None or begun.earliest is None:
        skipped.note("alliances without a date or a member", f"ATOP {number}")
        return None
    members = (row[name] for name in sorted(row) if name.startswith("mem") and name[3:].isdecimal())
    parties = [
        party
        for member in members
        if known(member) and (party := _party(member, begun.earliest, number, skipped)) is not None
    ]
    steps = [RegisterStep(kind=StepKind.SIGNED, when=begun)]
    if ended:
        steps.append(RegisterStep(kind=StepKind.TERMINATED, when=ended))
    return _entry(number, parties, begun, steps, [row])


def _entry(
    number: str, parties: Iterable[str], begun: When, steps: Iterable[RegisterStep], told: Sequence[Row]
) -> RegisterEntry:
    named = tuple(sorted(set(parties)))
    return RegisterEntry(
        source="ATOP",
        entry=number,
        name=title(named, "alliance", begun.earliest.year if begun.earliest else None),
        parties=named,
        kind="alliance",
        obligations=tuple(
            obligation for column, obligation in OBLIGATIONS.items() if any(known(row[column]) for row in told)
        ),
        steps=tuple(steps),
        in_force_from_signature=True,
    )


def _party(member: str, on: date, number: str, skipped: Skipped) -> str | None:
    code = known(member)
    party = by_cow(code, on) if code is not None else None
    if party is None:
        skipped.note("members that are no known state", f"ATOP {number}, member {member}")
    return party
