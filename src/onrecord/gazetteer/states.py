"""States, present and past, with their dates, capitals, successors and the names they go by.

Comes in: ``data/states.tsv`` and ``data/past_states.tsv``. Goes out: `State` values. Codes are ISO 3166-1 alpha-3;
for past states ISO 3166-3's former alpha-3, else the Correlates of War abbreviation, else three letters of our own
that ISO has not given out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.gazetteer.periods import period
from onrecord.gazetteer.tables import MarkedName, marked_names, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state or territory. ``until`` is set for past ones; ``successors`` and ``predecessors`` are codes.

    ``led_by`` is the office that "the leader" of this state holds. ``iso2`` and ``cow`` (Correlates of War number) are
    None where there is none.
    """

    code: str
    name: str
    since: date | None = None
    until: date | None = None
    successors: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    capital: str | None = None
    iso2: str | None = None
    cow: int | None = None
    led_by: str = "head of government"

    @property
    def past(self) -> bool:
        return self.until is not None


@dataclass(frozen=True, slots=True)
class StateNames:
    """What a state is called: names, adjectives, words for its people, and its capitals."""

    state: State
    names: tuple[MarkedName, ...]
    adjectives: tuple[MarkedName, ...]
    people: tuple[MarkedName, ...]
    capitals: tuple[MarkedName, ...]


_LEADS = {"hos": "head of state", "hog": "head of government", "": "head of government"}


def load_states() -> tuple[StateNames, ...]:
    """All states of the data files, the present ones first."""
    table = [*rows("states.tsv"), *rows("past_states.tsv")]
    predecessors: dict[str, list[str]] = {}
    for row in table:
        for successor in _codes(row["successors"]):
            predecessors.setdefault(successor, []).append(row["code"])
    return tuple(_state_names(row, tuple(predecessors.get(row["code"], ()))) for row in table)


def _state_names(row: dict[str, str], predecessors: tuple[str, ...]) -> StateNames:
    life = period(row["since"], row["until"])
    capitals = marked_names(row["capital"])
    own = marked_names(row["name"])
    state = State(
        code=row["code"],
        name=own[0].text,
        since=life.since,
        until=life.until,
        successors=_codes(row["successors"]),
        predecessors=predecessors,
        capital=capitals[0].text if capitals else None,
        iso2=row["iso2"] or None,
        cow=int(row["cow"]) if row["cow"] else None,
        led_by=_LEADS[row["led"]],
    )
    names = own + marked_names(row["names"])
    return StateNames(state, names, marked_names(row["adjectives"]), marked_names(row["people"]), capitals)


def _codes(cell: str) -> tuple[str, ...]:
    return tuple(cell.split())
