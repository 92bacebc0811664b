"""Values of the record as people read them: names for ids, words for codes, text that can do nothing to a page.

Comes in: ids, codes, text from anywhere. Goes out: text. Escaping is left to the templates, which escape everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from onrecord.gazetteer import load_gazetteer
from onrecord.ontology.plover import meaning, quad_class
from onrecord.types import EventType

FACTUALITIES = {
    "CT+": "certain",
    "PR+": "probable",
    "PS+": "possible",
    "CT-": "not so",
    "PR-": "probably not so",
    "PS-": "possibly not so",
    "Uu": "left open",
}
STATES = {
    "done": "done",
    "expected": "expected",
    "denied": "denied",
    "disputed": "disputed",
    "prospective": "not signed yet",
    "open": "open",
    "due": "due",
    "yes": "came true",
    "no": "did not come true",
    "ambiguous": "ambiguous",
    "annulled": "annulled",
}
BASES = {
    "given": "given by who added it",
    "metadata": "told by the report",
    "url": "from its address",
    "text": "found in the text",
}
MATCH = ("\x02", "\x03")
"""What stands around a match until a page is made of it: characters that no page shows."""

# Marks that turn the direction of writing or hide: they may make a page show another text than is there.
_ACTING = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def shown(value: Any) -> str:
    """Text without characters that act on what stands around them."""
    return "" if value is None else _ACTING.sub("", str(value))


def matched(snippet: str) -> list[tuple[str, bool]]:
    """The pieces of a snippet, each with whether it is a match."""
    pieces = re.split(f"{MATCH[0]}(.*?){MATCH[1]}", snippet, flags=re.DOTALL)
    return [(shown(piece), number % 2 == 1) for number, piece in enumerate(pieces) if piece]


@lru_cache(maxsize=4096)
def name(actor_id: str) -> str:
    """The name of an actor, as the gazetteer has it; the id itself for those it does not know."""
    actor = load_gazetteer().actor(actor_id)
    return actor.name if actor else shown(actor_id)


def names(ids: Iterable[str] | None, joint: str = " and ") -> str:
    """Names in one line."""
    told = [name(one) for one in dict.fromkeys(ids or ())]
    return joint.join((", ".join(told[:-1]), told[-1])) if len(told) > 2 else joint.join(told)


def people(ids: Sequence[str] | None, persons: Sequence[str | None] | None) -> str:
    """Who acts, each with the person who acts for them: ``Vladimir Putin (Russia)``."""
    pairs = zip(ids or (), persons or [None] * len(ids or ()), strict=True)
    told = [f"{shown(person)} ({name(one)})" if person and person != one else name(one) for one, person in pairs]
    return " and ".join(told)


def holder(label: str | None, role: str | None = None) -> str:
    """Whose view it is: ``the report``, a state's name, ``unnamed: two officials``, or a person with their role, which
    is left out where the label has it."""
    if label in (None, "author"):
        return "the report"
    told = " and ".join(name(one) for one in str(label).split("|"))
    return f"{told}, {shown(role)}" if role and role.casefold() not in told.casefold() else told


def factuality(code: str) -> str:
    """FactBank's values in a word or two."""
    return FACTUALITIES.get(code, code)


def state(code: str | None) -> str:
    """The state of an event, an agreement or a forecast in a word or two."""
    return STATES.get(code or "", code or "not told")


def act(kind: str) -> str:
    """A PLOVER type as a word."""
    return kind.capitalize()


@cache
def act_meaning(kind: str) -> str:
    """What counts as a PLOVER type."""
    return meaning(EventType(kind))


@cache
def quad(kind: str) -> str:
    """A mark for the quad class of a PLOVER type: ``verbal-cooperation``."""
    return quad_class(EventType(kind)).value.replace(" ", "-")


@lru_cache(maxsize=8192)
def day(value: date | datetime | None) -> str:
    """A day as people write it: ``19 Jun 2024``."""
    return f"{value.day} {value:%b} {value.year}" if value else ""


@lru_cache(maxsize=8192)
def when(told: str | None) -> str:
    """A date as told, at its precision: ``19 Jun 2024``, ``Jun 2024``, ``17–23 Jun 2024``, ``until 4 Dec 2024``."""
    if not told:
        return ""
    first, _, last = told.partition("/")
    if not last:
        return _at_precision(first)
    if first == "..":
        return f"until {_at_precision(last)}"
    return f"{_at_precision(first)} –" if last == ".." else _range(first, last)


def _at_precision(told: str) -> str:
    try:
        match told.count("-"):
            case 2:
                return day(date.fromisoformat(told))
            case 1:
                return f"{date.fromisoformat(f'{told}-01'):%b %Y}"
    except ValueError:
        return told
    return told


def _range(first: str, last: str) -> str:
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return f"{first} – {last}"
    if start.year != end.year:
        return f"{day(start)} – {day(end)}"
    if start.month != end.month:
        return f"{start.day} {start:%b} – {day(end)}"
    return f"{start.day}–{day(end)}"


def count(number: int, word: str, words: str | None = None) -> str:
    """A number with its word: ``1 report``, ``1,204 reports``."""
    return f"{number:,} {word if number == 1 else words or f'{word}s'}"


def web_address(url: str | None) -> str | None:
    """An address that may stand behind a link: http and https alone."""
    return url if url and re.match(r"https?://", url, re.IGNORECASE) else None
