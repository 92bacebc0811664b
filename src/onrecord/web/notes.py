"""What a report says, as marks on its text and as notes that explain them.

Comes in: a reading and a stretch of its text. Goes out: for each layer marks and notes, with the same keys. The notes
hold the words that people read; the templates only put them in place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from onrecord.types import Agreement, EventMention, Forecast, Holder, Reading, Statement
from onrecord.web import words
from onrecord.web.marking import LAYERS, Mark

STROKES = {
    "CT+": "certain",
    "PR+": "open",
    "PS+": "open",
    "Uu": "open",
    "CT-": "negative",
    "PR-": "negative",
    "PS-": "negative",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is told about one stretch of text.

    Attributes:
        key: Of its mark.
        head: What it is, in a word or two.
        words: The words in the text.
        told: What there is to tell, as (name, value).
        page: The kind and id of the page that tells more.
    """

    key: str
    head: str
    words: str
    told: tuple[tuple[str, str], ...]
    page: tuple[str, str] | None = None


def marks_and_notes(reading: Reading, start: int, end: int) -> tuple[list[Mark], dict[str, list[Note]]]:
    """Marks and notes on a part of the text, by layer."""
    notes: dict[str, list[Note]] = {layer: [] for layer in LAYERS}
    marks: list[Mark] = []
    for layer, items in _layers(reading).items():
        letter = "v" if layer == "events" else layer[0]
        for number, item in enumerate(items):
            span = item.evidence.span
            if span.start < end and start < span.end:
                key = f"{letter}{number}" if layer != "agreements" else f"g{number}"
                note, style = _explained(layer, item, key)
                notes[layer].append(note)
                marks.append(Mark(key=key, layer=layer, start=span.start, end=span.end, style=style))
    return marks, notes


def _layers(reading: Reading) -> dict[str, Iterable[Any]]:
    return {
        "statements": reading.statements,
        "events": reading.events,
        "dates": reading.times,
        "actors": reading.actors,
        "agreements": reading.agreements,
        "forecasts": reading.forecasts,
    }


def _explained(layer: str, item: Any, key: str) -> tuple[Note, str]:
    """The note of an item, and the class names of its mark."""
    match layer:
        case "events":
            stroke = STROKES.get(item.factuality.value, "negative")
            return _event(item, key), f"q-{words.quad(item.type.value)} f-{stroke}"
        case "statements":
            return _statement(item, key), f"k-{item.kind.value}"
        case "agreements":
            return _agreement(item, key), ""
        case "forecasts":
            return _forecast(item, key), f"p-{item.polarity.value}"
        case "dates":
            told = _told(("is", words.when(item.when.isoformat()) if item.when else ""), ("TIMEX3", _timex(item)))
            return Note(key=key, head=item.kind.value.lower(), words=item.evidence.quote, told=told), ""
    who = "; ".join(_named(actor) for actor in item.actors)
    return Note(key=key, head="actor", words=item.evidence.quote, told=_told(("is", who))), ""


def _event(event: EventMention, key: str) -> Note:
    told = _told(
        ("who", _people(event.actors)),
        ("to whom", _people(event.recipients)),
        ("when", words.when(event.when.isoformat()) if event.when else "no date told"),
        ("where", event.place),
        ("told as", f"{words.factuality(event.factuality.value)}, {event.tense.value}"),
        ("in the view of", words.holder(event.holder.label, event.holder.role)),
        ("because of", ", ".join(event.cues)),
        ("about", ", ".join(event.contexts)),
        ("confidence", _share(event.confidence)),
    )
    head = words.act(event.type.value) + (f", {event.mode}" if event.mode else "")
    return Note(key=key, head=head, words=event.evidence.quote, told=told, page=("events", event.id))


def _statement(statement: Statement, key: str) -> Note:
    told = _told(
        ("who", _holder(statement.speaker)),
        ("how", statement.kind.value),
        ("when", words.when(statement.said_on.isoformat()) if statement.said_on else ""),
        ("where", statement.medium),
        ("relayed by", statement.via),
        ("confidence", _share(statement.confidence)),
    )
    return Note(key=key, head="statement", words=statement.evidence.quote, told=told)


def _agreement(agreement: Agreement, key: str) -> Note:
    steps = "; ".join(
        " ".join(
            filter(
                None,
                (
                    words.name(step.party) if step.party else "",
                    step.kind.value,
                    words.when(step.when.isoformat()) if step.when else "",
                    "" if step.factuality.value == "CT+" else f"({words.factuality(step.factuality.value)})",
                ),
            )
        )
        for step in agreement.steps
    )
    told = _told(
        ("between", words.names(agreement.parties)),
        ("kind", agreement.kind),
        ("owes", ", ".join(agreement.obligations)),
        ("steps", steps),
        ("so far", "does not exist yet" if agreement.prospective else ""),
    )
    return Note(key=key, head="agreement", words=agreement.name, told=told, page=("agreements", agreement.id))


def _forecast(forecast: Forecast, key: str) -> Note:
    against = " (they say that it will not)" if forecast.polarity.value == "negative" else ""
    told = _told(
        ("that", forecast.proposition + against),
        ("who", _holder(forecast.forecaster)),
        ("chance", f"“{forecast.hedge.phrase}”: {forecast.hedge.band} ({forecast.hedge.table})"),
        ("by when", words.when(forecast.horizon.isoformat()) if forecast.horizon else "no day told"),
        ("if", forecast.condition),
    )
    return Note(key=key, head="forecast", words=forecast.evidence.quote, told=told, page=("forecasts", forecast.id))


def _told(*pairs: tuple[str, str | None]) -> tuple[tuple[str, str], ...]:
    return tuple((name, words.shown(value)) for name, value in pairs if value)


def _people(actors: Iterable[Any]) -> str:
    actors = list(actors)
    return words.people([actor.id for actor in actors], [actor.person for actor in actors])


def _named(actor: Any) -> str:
    office = f", {actor.office}" if actor.office else ""
    return words.people([actor.id], [actor.person]) + office


def _holder(holder: Holder) -> str:
    told = words.holder(holder.label, holder.role)
    return f"{told} ({holder.affiliation})" if holder.affiliation else told


def _share(confidence: float | None) -> str:
    return f"{confidence:.0%}" if confidence is not None else ""


def _timex(item: Any) -> str:
    return f"{item.value} {item.modifier}" if item.modifier else str(item.value)
