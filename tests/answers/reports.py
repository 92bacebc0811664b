"""Reports written by hand, for tests of answers: a text, and what is read in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from onrecord.ids import document_id
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
    Polarity,
    Precision,
    Reading,
    Span,
    Statement,
    StatementKind,
    StepKind,
    Tense,
    When,
    content_id,
)


def actor(code: str, person: str | None = None) -> Actor:
    return Actor(id=code, name=code, kind=ActorKind.STATE, person=person)


RUS, PRK, KOR, USA = (actor(code) for code in ("RUS", "PRK", "KOR", "USA"))
PUTIN, KIM = actor("RUS", "Vladimir Putin"), actor("PRK", "Kim Jong Un")
MOSCOW = Holder(kind=HolderKind.ACTOR, name="RUS", actor_ids=("RUS",))
RESEARCHER = Holder(kind=HolderKind.PERSON, name="Jane Roe", role="researcher", affiliation="Institute of Notes")


def when(text: str) -> When:
    """``2024-06-19``, ``2024-06``, ``2024`` or ``2024-06-01/2024-06-30`` as a date."""
    if "/" in text:
        first, last = (date.fromisoformat(part) if part != ".." else None for part in text.split("/"))
        return When(earliest=first, latest=last, precision=Precision.RANGE)
    if len(text) == 4:
        return When(earliest=date(int(text), 1, 1), latest=date(int(text), 12, 31), precision=Precision.YEAR)
    if len(text) == 7:
        first = date.fromisoformat(f"{text}-01")
        return When(earliest=first, latest=first.replace(day=28), precision=Precision.MONTH)
    day = date.fromisoformat(text)
    return When(earliest=day, latest=day, precision=Precision.DAY)


class Report:
    """One report: each method adds a line on words that its text has."""

    def __init__(self, text: str, *, published: str = "2024-06-14", outlet: str = "Courier") -> None:
        day = date.fromisoformat(published)
        title = text[:20]
        document = Document(
            id=document_id(outlet, day, title, text),
            text=text,
            published=day,
            date_basis=DateBasis.GIVEN,
            title=title,
            outlet=outlet,
        )
        self.reading = Reading(document=document, reader_version="0.1.0", sentences=(Span(start=0, end=len(text)),))

    def event(
        self, words: str, actors: list[Actor], recipients: list[Actor], *, on: str | None = None, **more: Any
    ) -> Report:
        given = {
            "type": EventType.CONSULT,
            "tense": Tense.PAST,
            "factuality": Factuality.CERTAIN,
            "holder": AUTHOR,
        } | more
        event = EventMention(
            id=self._id("event", words, given["holder"].label),
            evidence=self._words(words),
            actors=tuple(actors),
            recipients=tuple(recipients),
            when=when(on) if on else None,
            **given,
        )
        return self._with(events=(*self.reading.events, event))

    def statement(self, words: str, speaker: Holder, *, on: str | None = None) -> Report:
        statement = Statement(
            id=self._id("statement", words),
            evidence=self._words(words),
            speaker=speaker,
            kind=StatementKind.INDIRECT,
            said_on=when(on) if on else None,
        )
        return self._with(statements=(*self.reading.statements, statement))

    def mention(self, words: str, who: Actor) -> Report:
        mention = ActorMention(id=self._id("actor", words), evidence=self._words(words), actors=(who,))
        return self._with(actors=(*self.reading.actors, mention))

    def agreement(self, words: str, parties: list[str], *steps: tuple[str, str | None, str], **more: Any) -> Report:
        """Steps are (kind, date, factuality)."""
        made = tuple(
            AgreementStep(
                kind=StepKind(kind),
                when=when(on) if on else None,
                evidence=self._words(words),
                factuality=Factuality(factuality),
            )
            for kind, on, factuality in steps
        )
        agreement = Agreement(
            id=self._id("agreement", words),
            evidence=self._words(words),
            name=words,
            parties=tuple(parties),
            steps=made,
            **more,
        )
        return self._with(agreements=(*self.reading.agreements, agreement))

    def forecast(
        self, words: str, forecaster: Holder = AUTHOR, *, by: str | None = None, event: bool = False
    ) -> Report:
        forecast = Forecast(
            id=self._id("forecast", words),
            evidence=self._words(words),
            proposition=words,
            forecaster=forecaster,
            hedge=Hedge(phrase="may", band="even chance", table="icd203"),
            polarity=Polarity.POSITIVE,
            horizon=when(by) if by else None,
            event=self.reading.events[-1].id if event else None,
        )
        return self._with(forecasts=(*self.reading.forecasts, forecast))

    def _with(self, **layers: Any) -> Report:
        self.reading = replace(self.reading, **layers)
        return self

    def _id(self, kind: str, *parts: str) -> str:
        return content_id(kind, self.reading.document.id, *parts)

    def _words(self, words: str) -> Evidence:
        start = self.reading.document.text.index(words)
        span = Span(start=start, end=start + len(words))
        return Evidence(document_id=self.reading.document.id, sentence=0, span=span, quote=words)
