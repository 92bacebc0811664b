"""Who is asked about: the actor or person that a user names.

Comes in: a code (``PRK``, ``KP``) or a name ("North Korea", "NATO", "Vladimir Putin"), and a view. Goes out: `Who`.
Names are those of the gazetteer and those that occur in the record. It guesses nothing: an unknown or ambiguous name
is an error that tells what comes near.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache

from onrecord.errors import BadQuery
from onrecord.gazetteer import NameRole, load_gazetteer
from onrecord.record.view import View

IN_RECORD = """
    SELECT DISTINCT name FROM (
        SELECT unnest(actors) AS name FROM events UNION ALL SELECT unnest(recipients) FROM events
        UNION ALL SELECT unnest(about) FROM statements UNION ALL SELECT unnest(parties) FROM agreements
        UNION ALL SELECT unnest(about) FROM forecasts
    ) WHERE name IS NOT NULL ORDER BY name
"""
PERSONS_IN_RECORD = """
    SELECT DISTINCT name FROM (
        SELECT unnest(actor_persons) AS name FROM events UNION ALL SELECT unnest(recipient_persons) FROM events
        UNION ALL SELECT unnest(about_persons) FROM statements
        UNION ALL SELECT speaker FROM statements WHERE speaker_kind = 'person'
        UNION ALL SELECT forecaster FROM forecasts WHERE forecaster_kind = 'person'
    ) WHERE name IS NOT NULL ORDER BY name
"""
NAMING = (NameRole.NAME, NameRole.PERSON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """An actor, or, when ``person`` is set, that person alone and not all who act for the same state.

    When ``label`` is set, it is whoever rows name so to the letter, as a speaker or forecaster; the unnamed too.
    """

    id: str
    name: str
    person: str | None = None
    label: str | None = None


def labelled(label: str) -> Who:
    """Whoever rows name so, as a speaker or forecaster."""
    return Who(id=label, name=label, label=label)


def resolve(view: View, asked: str) -> Who:
    """Who is meant.

    Args:
        view: The record; its date decides what names meant, and names that only it has count too.
        asked: An ISO 3166-1 code of two or three letters, the id of an actor, or a name.

    Raises:
        BadQuery: when nobody goes by that name, or several do; the remedy has the names nearest to it.
    """
    name = asked.strip()
    if found := _by_code(name) or _by_name(name, view.as_of) or _in_record(view, name):
        return found
    near = ", ".join(_near(view, name))
    raise BadQuery(
        "is no actor that Onrecord or this record knows",
        subject=asked or "actor",
        remedy=f"Near it: {near}." if near else "Give an ISO 3166-1 code such as PRK, or a name.",
    )


def asked_for(view: View, asked: str | Who | None) -> Who | None:
    """As `resolve`; None when nobody is asked for."""
    return resolve(view, asked) if isinstance(asked, str) else asked


def _by_code(name: str) -> Who | None:
    gazetteer = load_gazetteer()
    code = _codes().get(name.upper(), name) if len(name) == 2 else name
    actor = gazetteer.actor(code) or (gazetteer.actor(code.upper()) if len(code) == 3 else None)
    return Who(id=actor.id, name=actor.name) if actor else None


@cache
def _codes() -> dict[str, str]:
    return {state.iso2: state.code for state in load_gazetteer().states() if state.iso2 and not state.past}


def _by_name(name: str, as_of: date | None) -> Who | None:
    """By the gazetteer. Without a date, names mean what they mean at the end of time: today's states and offices."""
    gazetteer = load_gazetteer()
    on = as_of or date.max
    found = gazetteer.lookup(name, on=on) or gazetteer.lookup(name.title(), on=on)
    entries = [entry for entry in found if entry.role is not NameRole.OFFICE]
    entries = [entry for entry in entries if entry.role in NAMING] or entries
    entries = [entry for entry in entries if entry.strong] or entries
    meant = {Who(id=entry.actor.id, name=entry.actor.name, person=entry.actor.person) for entry in entries}
    if len(meant) > 1:
        several = sorted(f"{who.person or who.name} ({who.id})" for who in meant)
        raise BadQuery("can be several", subject=name, remedy=f"Say which: {', '.join(several)}.")
    return meant.pop() if meant else None


def _in_record(view: View, name: str) -> Who | None:
    wanted = _folded(name)
    for person in _names(view, PERSONS_IN_RECORD):
        if _folded(person) == wanted:
            return Who(id=person, name=person, person=person)
    for actor in _names(view, IN_RECORD):
        if _folded(actor) == wanted:
            return Who(id=actor, name=actor)
    return None


def _near(view: View, name: str) -> list[str]:
    gazetteer = load_gazetteer()
    known = [
        *(state.name for state in gazetteer.states()),
        *(organisation.id for organisation in gazetteer.organisations()),
        *gazetteer.people,
        *_names(view, PERSONS_IN_RECORD),
        *_names(view, IN_RECORD),
    ]
    by_folded = {_folded(one): one for one in known}
    return [by_folded[found] for found in get_close_matches(_folded(name), by_folded, n=3, cutoff=0.6)]


def _names(view: View, sql: str) -> Iterable[str]:
    names: list[str] = view.query(sql)["name"].to_pylist()
    return names


def _folded(name: str) -> str:
    bare = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return " ".join(bare.casefold().replace("-", " ").split())
