"""What registers have of the agreements that reports tell of, and where the two contradict.

Comes in: register entries, and an instrument as reports tell of it. Goes out: the entries that are the same instrument,
their steps as text, and contradictions in words. An entry is the same when it has the same parties and the same year of
signature, give or take one where no other entry comes near, or when its title says the same and its parties agree. The
Soviet Union and Russia count as one party: which is meant, the year tells.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from onrecord.gazetteer import load_gazetteer
from onrecord.record.names import name_key, year_in
from onrecord.record.registers import RegisterEntry, RegisterStep
from onrecord.types import Factuality, StepKind

Row = dict[str, Any]

COMPARED = (StepKind.SIGNED, StepKind.IN_FORCE, StepKind.TERMINATED)
ENDS = (StepKind.TERMINATED, StepKind.SUPERSEDED)
SAME_TITLE = 0.6
MOST_PARTIES = 60
"""Treaties of more parties are shown only where reports speak of them."""


@cache
def one_state(code: str) -> tuple[str, ...]:
    """An actor's id, and those of its forerunners and successors that count as the same state: they share their
    Correlates of War number, as Russia and the Soviet Union do."""
    gazetteer = load_gazetteer()
    state = gazetteer.state(code)
    if state is None or state.cow is None:
        return (code,)
    return tuple(sorted(one.code for one in gazetteer.states() if one.cow == state.cow))


def entries_between(entries: Iterable[RegisterEntry], wanted: Collection[str]) -> list[RegisterEntry]:
    """The entries to which all those asked for are parties, as themselves or as their forerunners."""
    asked = {one_state(one) for one in wanted}
    return [entry for entry in entries if asked <= set(map(one_state, entry.parties))]


def matching(
    entries: Sequence[RegisterEntry], parties: Collection[str], year: int | None, name: str
) -> list[RegisterEntry]:
    """The entries that are one instrument; at most one of each register.

    Args:
        entries: Where to look.
        parties: Of the instrument, as told.
        year: Of its signature, as told.
        name: As told.
    """
    found = []
    for source in sorted({entry.source for entry in entries}):
        of_source = [entry for entry in entries if entry.source == source]
        if (one := _by_parties(of_source, parties, year) or _by_title(of_source, parties, name)) is not None:
            found.append(one)
    return found


def step_texts(entries: Iterable[RegisterEntry], parties: Collection[str] = ()) -> list[str]:
    """``ATOP 3440: signed 1961-07-06``: steps of all parties, and of those asked for."""
    asked = {one_state(one) for one in parties}
    return [
        f"{entry.label}: {_step_text(step)}"
        for entry in entries
        for step in entry.steps
        if step.party is None or not asked or one_state(step.party) in asked
    ]


def contradictions(entries: Iterable[RegisterEntry], steps: Sequence[Row], obligations: Collection[str]) -> list[str]:
    """What reports tell as certain and a register has otherwise: dates that cannot both be, duties that it lacks."""
    found = []
    for entry in entries:
        for kind in COMPARED:
            told = [step for step in steps if step["kind"] == kind and _certain(step) and step["party"] is None]
            known = [step for step in entry.steps if step.kind is kind and step.party is None and step.when]
            if known:
                found += [
                    f"{kind}: reports {step['told']}, {entry.label} {_days(known)}"
                    for step in told
                    if step["precision"] and not any(_can_be_one(step, one) for one in known)
                ]
        lacking = sorted(set(obligations) - set(entry.obligations)) if entry.obligations else []
        found += [f"{one}: in reports, not in {entry.label}" for one in lacking]
    return list(dict.fromkeys(found))


def in_force(entries: Sequence[RegisterEntry], steps: Sequence[Row], day: date | None) -> bool | None:
    """Whether an instrument was in force on a day, by reports and registers together; None when neither tells.

    Args:
        entries: Of the instrument.
        steps: As reports tell them.
        day: The day; None for the last that is known.
    """
    told = {step["kind"] for step in steps if _certain(step) and step["party"] is None and _by(step["earliest"], day)}
    registered = {
        step.kind
        for entry in entries
        for step in entry.steps
        if step.party is None and step.when and _by(step.when.earliest, day)
    }
    if (told | registered) & set(ENDS):
        return False
    if StepKind.IN_FORCE in told | registered:
        return True
    from_signature = any(entry.in_force_from_signature for entry in entries)
    return True if from_signature and StepKind.SIGNED in registered else None


def _by_parties(entries: Sequence[RegisterEntry], parties: Collection[str], year: int | None) -> RegisterEntry | None:
    if year is None or len(parties) < 2:
        return None
    wanted = set(map(one_state, parties))
    alike = [entry for entry in entries if set(map(one_state, entry.parties)) == wanted]
    near = [entry for entry in alike if (begun := _year(entry)) is not None and abs(begun - year) <= 1]
    same = [entry for entry in near if _year(entry) == year]
    return same[0] if len(same) == 1 else near[0] if not same and len(near) == 1 else None


def _by_title(entries: Sequence[RegisterEntry], parties: Collection[str], name: str) -> RegisterEntry | None:
    """The entry whose title has most of the telling words of a name, when there are enough and no other has as many."""
    wanted = set(map(one_state, parties))
    shares = []
    for entry in entries:
        naming = _names(entry.parties)
        words, there = (set(name_key(one, naming).split()) for one in (name, entry.name))
        share = len(words & there) / len(words) if len(words) > 1 else 0.0
        years = {year_in(name), year_in(entry.name)} - {None}
        if share >= SAME_TITLE and len(years) < 2 and wanted <= set(map(one_state, entry.parties)):
            shares.append((share, -len(there), entry.entry, entry))
    shares.sort(key=lambda one: one[:3], reverse=True)
    if not shares or (len(shares) > 1 and shares[0][:2] == shares[1][:2]):
        return None
    return shares[0][3]


@cache
def _names(parties: tuple[str, ...]) -> tuple[str, ...]:
    """What the parties are called: who they are tells no title from another."""
    gazetteer = load_gazetteer()
    return tuple(actor.name for party in parties if (actor := gazetteer.actor(party)))


def _year(entry: RegisterEntry) -> int | None:
    days = [step.when.earliest for step in entry.steps if step.kind is StepKind.SIGNED and step.when]
    return min((day.year for day in days if day), default=None)


def _can_be_one(told: Row, known: RegisterStep) -> bool:
    assert known.when is not None
    first, last = told["earliest"] or date.min, told["latest"] or date.max
    return first <= (known.when.latest or date.max) and (known.when.earliest or date.min) <= last


def _certain(step: Row) -> bool:
    return bool(step["factuality"] == Factuality.CERTAIN)


def _by(first: date | None, day: date | None) -> bool:
    return day is None or first is None or first <= day


def _days(steps: Iterable[RegisterStep]) -> str:
    return ", ".join(step.when.isoformat() for step in steps if step.when)


def _step_text(step: RegisterStep) -> str:
    return " ".join(part for part in (step.party, step.kind, step.when.isoformat() if step.when else None) if part)
