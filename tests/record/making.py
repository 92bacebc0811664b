"""Readings made for tests, any number by a seed, and what a record holds, to compare.

Texts are made of our own few words. No spaCy is needed, so that a process that adds them starts quickly.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random
from typing import Any

import onrecord.record.record
from onrecord.ids import document_id
from onrecord.record import Record, View
from onrecord.record.schema import TABLES
from onrecord.types import (
    AUTHOR,
    Actor,
    ActorKind,
    ActorMention,
    Agreement,
    AgreementStep,
    DateBasis,
    Document,
    EventMention,
    EventType,
    Evidence,
    Factuality,
    Forecast,
    Hedge,
    Holder,
    HolderKind,
    Link,
    Obligation,
    Polarity,
    Precision,
    Reading,
    Span,
    Statement,
    StatementKind,
    StepKind,
    Tense,
    TimeExpression,
    TimeKind,
    When,
    content_id,
)

STATES = {"RUS": "Russia", "PRK": "North Korea", "KOR": "South Korea", "CHN": "China", "USA": "United States"}
PERSONS = {"RUS": "Vladimir Putin", "PRK": "Kim Jong Un", "CHN": "Xi Jinping"}
OUTLETS = ("Morning Courier", "Harbour Times", "The Öst Review")
FIRST_DAY = date(2024, 1, 1)
READER_VERSION = "0.1.0"


def make_reading(random: Random, *, number: int = 0, days: int = 300, version: str = READER_VERSION) -> Reading:
    """A reading with one to three sentences; the same random state gives the same reading."""
    published = FIRST_DAY + timedelta(days=random.randrange(days))
    pairs = [random.sample(sorted(STATES), 2) for _ in range(random.randint(1, 3))]
    text, spans = "", []
    for first, second in pairs:
        verb = random.choice(("met", "may visit", "signed a treaty with", "denied talks with"))
        sentence = f"Note {number}: {STATES[first]} {verb} {STATES[second]} — “it will hold”, an official said 😀."
        spans.append(Span(start=len(text), end=len(text) + len(sentence)))
        text += sentence + "\n"
    outlet = random.choice(OUTLETS)
    document = Document(
        id=document_id(outlet, published, f"Note {number}", text),
        text=text,
        published=published,
        date_basis=DateBasis.GIVEN,
        title=f"Note {number}",
        outlet=outlet,
    )
    parts = [
        _Part(random, document, index, span, pair) for index, (span, pair) in enumerate(zip(spans, pairs, strict=True))
    ]
    return Reading(
        document=document,
        reader_version=version,
        sentences=tuple(spans),
        times=tuple(part.time for part in parts),
        actors=tuple(mention for part in parts for mention in part.mentions),
        statements=tuple(part.statement for part in parts),
        events=tuple(part.event for part in parts),
        agreements=tuple(part.agreement for part in parts),
        forecasts=tuple(part.forecast for part in parts),
        links=tuple(part.link for part in parts),
    )


class _Part:
    """Everything that one sentence of a made reading says."""

    def __init__(self, random: Random, document: Document, number: int, span: Span, pair: list[str]) -> None:
        self.random, self.document, self.number, self.span = random, document, number, span
        self.first, self.second = (self._actor(code) for code in pair)
        self.when = self._when()
        self.holder = random.choice(
            (
                AUTHOR,
                Holder(kind=HolderKind.ACTOR, name=pair[0], actor_ids=(pair[0],)),
                Holder(kind=HolderKind.PERSON, name="Jane Roe", role="researcher", affiliation="Institute of Notes"),
                Holder(kind=HolderKind.UNNAMED, name="official"),
            )
        )
        self.mentions = tuple(
            ActorMention(id=self._id("actor", actor.id), evidence=self._words(actor.name), actors=(actor,))
            for actor in (self.first, self.second)
        )
        self.time = TimeExpression(
            id=self._id("time"), evidence=self._words("Note"), kind=TimeKind.DATE, value="2024-06", when=self.when
        )
        self.statement = self._statement()
        self.event = self._event()
        self.agreement = self._agreement()
        self.forecast = self._forecast()
        self.link = Link(
            id=self._id("link"),
            evidence=self._words(self.document.text[span.start : span.end]),
            cause=self.mentions[0].evidence.span,
            effect=self.mentions[1].evidence.span,
            relation="causes",
            cue="—",
            holder=self.holder,
        )

    def _actor(self, code: str) -> Actor:
        person = PERSONS.get(code) if self.random.random() < 0.5 else None
        return Actor(id=code, name=STATES[code], kind=ActorKind.STATE, person=person)

    def _id(self, prefix: str, *parts: str) -> str:
        return content_id(prefix, self.document.id, self.number, *parts)

    def _words(self, words: str) -> Evidence:
        start = self.document.text.index(words, self.span.start)
        span = Span(start=start, end=start + len(words))
        return Evidence(document_id=self.document.id, sentence=self.number, span=span, quote=words)

    def _when(self) -> When | None:
        kind = self.random.choice((None, Precision.DAY, Precision.MONTH, Precision.RANGE))
        day = self.document.published + timedelta(days=self.random.randint(-40, 40))
        if kind is None:
            return None
        if kind is Precision.RANGE:
            return When(earliest=day, latest=None, precision=kind)
        latest = day if kind is Precision.DAY else (day.replace(day=1) + timedelta(days=27))
        return When(earliest=day if kind is Precision.DAY else day.replace(day=1), latest=latest, precision=kind)

    def _statement(self) -> Statement:
        return Statement(
            id=self._id("statement"),
            evidence=self._words(self.document.text[self.span.start : self.span.end].split(": ")[1].split(",")[0]),
            speaker=self.holder,
            kind=self.random.choice(list(StatementKind)),
            cue=self._words("said").span,
            said_on=self.when,
            confidence=0.5,
        )

    def _event(self) -> EventMention:
        return EventMention(
            id=self._id("event"),
            evidence=self.mentions[0].evidence,
            type=self.random.choice(list(EventType)),
            tense=self.random.choice(list(Tense)),
            factuality=self.random.choice(list(Factuality)),
            holder=self.holder,
            actors=(self.first,),
            recipients=(self.second,),
            when=self.when,
            time_expression=self.time.id,
            statement=self.statement.id,
            cues=("said",),
        )

    def _agreement(self) -> Agreement:
        step = AgreementStep(
            kind=self.random.choice(list(StepKind)),
            when=self.when,
            evidence=self._words("said"),
            factuality=self.random.choice(list(Factuality)),
        )
        return Agreement(
            id=self._id("agreement"),
            evidence=self._words("it"),
            name="Treaty of Note",
            parties=tuple(sorted((self.first.id, self.second.id))),
            kind="treaty",
            obligations=(Obligation.DEFENSE,),
            steps=(step,),
            lineage=(("replaces", "the older one"),),
        )

    def _forecast(self) -> Forecast:
        return Forecast(
            id=self._id("forecast"),
            evidence=self._words("it will hold"),
            proposition=f"{self.first.name} and {self.second.name} keep to it.",
            forecaster=self.holder,
            hedge=Hedge(phrase="will", band="almost certain", table="icd203"),
            polarity=self.random.choice(list(Polarity)),
            horizon=self.when,
            event=self.event.id,
            statement=self.statement.id,
        )


def make_readings(seed: int, count: int, *, days: int = 300) -> Iterator[Reading]:
    """Readings of ``count`` different documents."""
    random = Random(seed)
    return (make_reading(random, number=number, days=days) for number in range(count))


def contents(view: View) -> dict[str, list[dict[str, Any]]]:
    """All rows that count, table by table, in an order of their own."""
    return {
        name: sorted(view.query(f"SELECT * FROM {name}").to_pylist(), key=lambda row: json.dumps(row, default=str))
        for name in TABLES
    }


def add_one_by_one(address: str, seed: int, count: int, reported: Path, started: Event) -> None:
    """Add made readings one at a time, and write down each document once the record has reported it as added."""
    record = Record(address)
    with reported.open("a") as log:
        started.set()
        for reading in make_readings(seed, count):
            record.add(reading)
            log.write(reading.document.id + "\n")
            log.flush()


def add_and_join(address: str, seed: int, count: int, reported: Path, started: Event) -> None:
    """As `add_one_by_one`, and files are joined after every few additions."""
    onrecord.record.record.MANY_FILES = onrecord.record.record.MANY_SMALL_FILES = 4
    add_one_by_one(address, seed, count, reported, started)


def compact_until(address: str, stop: Event) -> None:
    """Compact over and over; fails when that fails."""
    while not stop.is_set():
        Record(address).compact()
