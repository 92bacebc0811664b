"""What a forecast waits for: the act, the parties, the time and the words by which later reports would tell of it.

Comes in: a view and rows of forecasts. Goes out: a `Target` for each. A forecast whose own words name no event or
nobody is completed from the sentence that it stands in, then from its document; how much had to be guessed is kept.
It looks at nothing that was published later.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from onrecord.gazetteer import load_gazetteer
from onrecord.ontology.atop import spoken_obligations
from onrecord.ontology.like_words import meanings
from onrecord.record import picking
from onrecord.record.view import View
from onrecord.types import EventType, Factuality, Tense

Row = dict[str, Any]

MOST_PARTIES = 3
BY_FACT = (Factuality.CERTAIN, Factuality.CERTAIN_NOT)

_EXISTS = re.compile(r"^There (?:is|are)\b|\b(?:takes? place|happens?|occurs?|goes ahead|is held|begins?|starts?)\b")
_PRONOUN = re.compile(r"^(?:It|This|That|They)\b")
_BEFORE_NOUN = re.compile(
    r"(?:['’]s?|\b(?:the|an?|this|that|its|his|her|their|any|no|new|first|next|planned|potential|upcoming|possible))$",
    re.IGNORECASE,
)
TOLD_BY = {
    "visit": (EventType.CONSULT, "visit"),
    "meet": (EventType.CONSULT, None),
    "treaty": (EventType.AGREE, None),
    "attack": (EventType.ASSAULT, None),
    "sanction": (EventType.SANCTION, None),
    "armistice": (EventType.AGREE, None),
    "supply": (EventType.AID, None),
}
"""Acts that a noun tells of, when all that is foretold is that it takes place, or comes of something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What would have to be reported.

    Attributes:
        forecast: The row of the forecast.
        type: PLOVER root of the event; None when the forecast names none.
        mode: Its mode.
        actors: Who is to act.
        recipients: On whom.
        persons: Persons who are to take part.
        parties: Ids of all who should occur where it is told of.
        words: What the proposition and the forecast's own words speak of.
        event: Id of the event mention that it was taken from.
        own: Whether the event is the forecast's own, not one that only stands beside it.
        made_on: The day that the forecast was published.
        expected: The day by which its event, or what it is to bring about, was then expected; None when not told.
    """

    forecast: Row
    type: EventType | None
    mode: str | None
    actors: frozenset[str]
    recipients: frozenset[str]
    persons: frozenset[str]
    parties: frozenset[str]
    words: frozenset[str]
    event: str | None
    own: bool
    made_on: date
    expected: date | None

    @property
    def first_day(self) -> date:
        """The first day on which it could come true."""
        return max(self.made_on, self.forecast["horizon_earliest"] or self.made_on)

    @property
    def last_day(self) -> date | None:
        last: date | None = self.forecast["horizon_latest"]
        return last


def targets(view: View, forecasts: Sequence[Row]) -> list[Target]:
    """What each forecast waits for, in the same order."""
    documents = sorted({row["document_id"] for row in forecasts})
    events: defaultdict[str, list[Row]] = defaultdict(list)
    for event in picking.by_document(view, "events", documents):
        events[event["document_id"]].append(event)
    named: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in picking.by_document(view, "actors", documents):
        named[row["document_id"]].update(row["actors"])
    return [_target(row, events[row["document_id"]], named[row["document_id"]]) for row in forecasts]


def condition_target(target: Target) -> Target | None:
    """The condition of a forecast as something to wait for by itself; None without one."""
    condition = target.forecast["condition"]
    if not condition:
        return None
    return replace(
        target,
        type=None,
        mode=None,
        actors=frozenset(),
        recipients=frozenset(),
        persons=frozenset(),
        words=spoken_of(condition),
        event=None,
        own=True,
    )


@lru_cache(maxsize=50_000)
def spoken_of(text: str) -> frozenset[str]:
    """What a text speaks of, the obligations of allies by their names."""
    obligations = {f"obligation {spoken.obligation}" for spoken in spoken_obligations(text)}
    return meanings(text) | obligations


def _target(forecast: Row, events: Sequence[Row], named: Mapping[str, int]) -> Target:
    event, own = _event(forecast, events)
    stands_for_it = event is not None and not _is_setting(forecast["proposition"], event["quote"])
    kind, mode = (event["type"], event["mode"]) if event and stands_for_it else (None, None)
    if event is None or not stands_for_it:
        kind, mode = _told_by_noun(forecast["proposition"], event["quote"] if event else "")
    actors, recipients = _ids(event, "actors"), _ids(event, "recipients")
    parties = (actors | recipients) or frozenset(forecast["about"] or ()) or _most_named(named)
    words = spoken_of(forecast["proposition"]) | spoken_of(forecast["quote"])
    if _PRONOUN.match(forecast["proposition"]):
        words |= spoken_of(event["quote"]) if event else spoken_of(forecast["context"])
    persons = _ids(event, "actor_persons") | _ids(event, "recipient_persons")
    words -= meanings(forecast["hedge"]) | _naming(forecast, parties) | meanings(" ".join(persons))
    return Target(
        forecast=forecast,
        type=EventType(kind) if kind else None,
        mode=mode,
        actors=actors if stands_for_it else frozenset(),
        recipients=recipients if stands_for_it else frozenset(),
        persons=persons,
        parties=parties,
        words=words,
        event=event["id"] if event and stands_for_it else None,
        own=own and stands_for_it,
        made_on=forecast["published"],
        expected=forecast["horizon_latest"] or (event["latest"] if event else None),
    )


def _event(forecast: Row, events: Iterable[Row]) -> tuple[Row | None, bool]:
    """The event of a forecast; else one that lies ahead in its words, or, for "it would happen", in its sentence."""
    anaphoric = _PRONOUN.match(forecast["proposition"]) is not None
    near = []
    for event in events:
        if event["id"] == forecast["event"]:
            return event, True
        ahead = event["tense"] == Tense.FUTURE or event["factuality"] not in BY_FACT
        within = forecast["start"] <= event["start"] and event["end"] <= forecast["end"]
        if ahead and event["sentence"] == forecast["sentence"] and (within or anaphoric):
            near.append((not within, event))
    return min(near, key=lambda one: (one[0], one[1]["start"]))[1] if near else None, False


def _is_setting(proposition: str, trigger: str) -> bool:
    """Whether an event is only where something is to happen: "the visit lays the foundation" foretells no visit."""
    if _EXISTS.search(proposition) or _PRONOUN.match(proposition):
        return False
    place = re.search(rf"\b{re.escape(trigger)}\b", proposition)
    if place is None:
        return False
    before = proposition[: place.start()].rstrip()
    return _BEFORE_NOUN.search(before) is not None and proposition[place.end() :].strip(" .") != ""


def _told_by_noun(proposition: str, setting: str) -> tuple[EventType | None, str | None]:
    """The act that a noun tells of, when the proposition has no verb of its own for it."""
    if not (setting or _EXISTS.search(proposition)):
        return None, None
    spoken = meanings(proposition) - meanings(setting)
    return next((TOLD_BY[word] for word in sorted(TOLD_BY) if word in spoken), (None, None))


def _naming(forecast: Row, parties: frozenset[str]) -> frozenset[str]:
    """Words that only name the parties: who takes part is compared by itself."""
    gazetteer = load_gazetteer()
    words = re.findall(r"[^\W_]+", f"{forecast['proposition']} . {forecast['quote']}")
    naming = []
    for place in range(len(words)):
        found = gazetteer.longest(words, place, on=forecast["published"])
        if found and any(entry.actor.id in parties for entry in found[1]):
            naming += words[place : found[0]]
    return meanings(" ".join(naming))


def _ids(event: Row | None, column: str) -> frozenset[str]:
    return frozenset(one for one in (event[column] if event else ()) if one)


def _most_named(named: Mapping[str, int]) -> frozenset[str]:
    """The actors that the document names most, at least half as often as the first."""
    ordered = sorted(named, key=lambda actor: (-named[actor], actor))[:MOST_PARTIES]
    return frozenset(actor for actor in ordered if named[actor] * 2 >= named[ordered[0]])
