"""Parties as registers write them, to the actor ids of the gazetteer.

Comes in: a Correlates of War number, an ISO 3166-1 number, or a name of the United Nations, with the day that it is
about. Goes out: an actor id, of the state that had it then: number 365 is the Soviet Union in 1961 and Russia in 2000.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from onrecord.gazetteer import NameRole, State, load_gazetteer

_IN_BRACKETS = re.compile(r"^(?P<name>[^(]+?)\s*\((?P<more>[^)]*)\)")
OF_THE_UN = {"Congo": "COG"}
"""Names that mean one state in the lists of the United Nations, and several elsewhere."""

WEST_GERMANY = 260
"""The number of the Federal Republic before 1990; the gazetteer has one Germany."""

_FOOTNOTES = re.compile(r"(?:\s*\[?\d+\]?,?)+$")


def by_cow(number: int, on: date) -> str | None:
    """The state with a Correlates of War number on a day; None for a number that the gazetteer does not have."""
    if number == WEST_GERMANY:
        return "DEU"
    return _then(_by_cow().get(number, ()), on)


def by_iso_number(number: int, on: date) -> str | None:
    """The state with an ISO 3166-1 number; for a state that has one with a forerunner, the forerunner before it."""
    code = _by_number().get(number)
    if code is None:
        return None
    state = load_gazetteer().state(code)
    if state is not None and state.since is not None and on < state.since and state.cow is not None:
        return by_cow(state.cow, on) or code
    return code


def by_name(name: str, on: date) -> str | None:
    """The state or organisation that a register names; None for an unknown or ambiguous name."""
    bare = _FOOTNOTES.sub("", name).strip()
    bracketed = _IN_BRACKETS.match(bare)
    if bare in OF_THE_UN:
        return OF_THE_UN[bare]
    tries = [bare]
    if bracketed:
        tries += [f"{bracketed['more']} {bracketed['name']}", bracketed["name"]]
    tries += [bare.split(",")[0]] if "," in bare else []
    for one in tries:
        entries = [e for e in load_gazetteer().lookup(one, on=on) if e.role is NameRole.NAME]
        found = {entry.actor.id for entry in entries if entry.strong} or {entry.actor.id for entry in entries}
        if len(found) == 1:
            return found.pop()
    return None


def title(parties: Sequence[str], kind: str, year: int | None) -> str:
    """A name for an agreement that its register gives none: ``Soviet Union and North Korea, alliance of 1961``."""
    gazetteer = load_gazetteer()
    names = [actor.name if (actor := gazetteer.actor(party)) else party for party in parties]
    if len(names) > 3:
        names = [*names[:2], f"{len(names) - 2} others"]
    who = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names) or "unknown parties"
    return f"{who}, {kind} of {year}" if year else f"{who}, {kind}"


def _then(states: Sequence[State], on: date) -> str | None:
    """Of states that share a number the one of that day, else the nearest."""
    if not states:
        return None

    def distance(state: State) -> tuple[int, str]:
        before = (state.since - on).days if state.since and on < state.since else 0
        after = (on - state.until).days if state.until and on > state.until else 0
        return max(before, after), state.code

    return min(states, key=distance).code


@cache
def _by_cow() -> dict[int, tuple[State, ...]]:
    found: dict[int, tuple[State, ...]] = {}
    for state in load_gazetteer().states():
        if state.cow is not None:
            found[state.cow] = (*found.get(state.cow, ()), state)
    return found


@cache
def _by_number() -> dict[int, str]:
    text = (files("onrecord.exchange") / "data" / "iso_numeric.tsv").read_text("utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {int(number): code for number, code in pairs}
