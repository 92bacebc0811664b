"""Organisations, alliances, armed groups and companies; metonyms of states; phrases that only look like names.

Comes in: ``data/organisations.tsv``, ``data/metonyms.tsv`` and ``data/stop_phrases.txt``. Goes out: their
rows as values.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.gazetteer.periods import Period, period
from onrecord.gazetteer.tables import MarkedName, lines, marked_names, rows
from onrecord.types import ActorKind

_KINDS = {
    "organisation": ActorKind.ORGANISATION,
    "alliance": ActorKind.ORGANISATION,
    "armed group": ActorKind.ARMED_GROUP,
    "company": ActorKind.COMPANY,
    "group": ActorKind.GROUP,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An actor that is no state. ``sort`` is the word of the data file: organisation, alliance, armed group, ..."""

    id: str
    sort: str
    names: tuple[MarkedName, ...]
    life: Period
    seat: str | None = None

    @property
    def kind(self) -> ActorKind:
        return _KINDS[self.sort]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metonym:
    """Names of places, buildings and institutions that stand for a state or an organisation, for a time."""

    names: tuple[MarkedName, ...]
    actor: str
    sector: str
    time: Period


def load_organisations() -> tuple[Organisation, ...]:
    """All organisations. The id is a name too, after those in the column ``names``."""
    return tuple(
        Organisation(
            id=row["id"],
            sort=row["kind"],
            names=marked_names(row["names"]) or marked_names(row["id"]),
            life=period(row["since"], row["until"]),
            seat=row["seat"] or None,
        )
        for row in rows("organisations.tsv")
    )


def load_metonyms() -> tuple[Metonym, ...]:
    """All metonyms but the capitals, which stand with their states."""
    return tuple(
        Metonym(
            names=marked_names(row["names"]),
            actor=row["actor"],
            sector=row["sector"],
            time=period(row["since"], row["until"]),
        )
        for row in rows("metonyms.tsv")
    )


def stop_phrases() -> tuple[str, ...]:
    """Phrases that contain a state's name and name none of our actors, as in "New Mexico"."""
    return tuple(
        phrase.strip() for _, line in lines("stop_phrases.txt") for phrase in line.split(";") if phrase.strip()
    )
