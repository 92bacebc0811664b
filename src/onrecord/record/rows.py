"""From readings to rows.

Comes in: `Reading` values. Goes out: Arrow tables in the schemas of `onrecord.record.schema`, one row for each
annotation, in the order of the reading. It adds nothing but what can be told from the reading itself: the sentence
that words stand in, and which actors a statement or a forecast is about.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pyarrow as pa

from onrecord.errors import BadQuery
from onrecord.record.copies import signature
from onrecord.record.names import name_key
from onrecord.record.schema import READING_TABLES, TABLES
from onrecord.types import (
    Actor,
    ActorMention,
    Agreement,
    AgreementStep,
    EventMention,
    Evidence,
    Forecast,
    Holder,
    Link,
    Reading,
    Span,
    Statement,
    TimeExpression,
    When,
    content_id,
)

Row = dict[str, Any]
LAYER_NAMES = ("documents", *(table.name for table in READING_TABLES))


def reading_rows(reading: Reading, layer: str) -> pa.Table:
    """What one reading says in one layer, as a table.

    Args:
        layer: ``documents``, ``times``, ``actors``, ``statements``, ``events``, ``agreements``, ``agreement_steps``,
            ``forecasts`` or ``links``.

    Returns:
        One row for each annotation in the order of the reading; for ``documents`` one row. Columns as in
        `onrecord.record.schema.TABLES`.

    Raises:
        BadQuery: for another layer.
    """
    if layer not in LAYER_NAMES:
        raise BadQuery("is not a layer of a reading", subject=layer, remedy=f"Known: {', '.join(LAYER_NAMES)}.")
    return pa.Table.from_pylist(layer_rows(reading, layer), schema=TABLES[layer].schema)


def layer_rows(reading: Reading, layer: str) -> list[Row]:
    """The rows of one layer, as dictionaries."""
    return list(_ROW_MAKERS[layer](reading))


def involved_key(ids: Iterable[str]) -> str:
    """Who is involved, in one text that is quick to search: ``|PRK|RUS|``; ``|`` for nobody."""
    return "|".join(("", *sorted(set(ids)), ""))


def named_key(actors: set[str], recipients: set[str], named: set[str]) -> str:
    """Whom else a sentence names, where one side of its event is missing or only one party is told; else ``|``."""
    parties = actors | recipients
    return involved_key(named - parties if len(parties) == 1 or bool(actors) != bool(recipients) else ())


def ids_in(key: str) -> list[str]:
    """The ids in what `involved_key` or `named_key` made."""
    return key.strip("|").split("|") if key.strip("|") else []


def _document_rows(reading: Reading) -> Iterable[Row]:
    document = reading.document
    yield {
        "id": document.id,
        "published": document.published,
        "published_at": document.published_at,
        "date_basis": document.date_basis,
        "other_date": document.other_date,
        "title": document.title,
        "outlet": document.outlet,
        "author": document.author,
        "url": document.url,
        "country": document.country,
        "language": document.language,
        "text": document.text,
        "sentence_starts": [span.start for span in reading.sentences],
        "sentence_ends": [span.end for span in reading.sentences],
        "reader_version": reading.reader_version,
        "signature": signature(document.text),
    }


def _time_rows(reading: Reading) -> Iterable[Row]:
    return (_time_row(reading, time) for time in reading.times)


def _time_row(reading: Reading, time: TimeExpression) -> Row:
    return {
        **_evidence(reading, time.id, time.evidence),
        "kind": time.kind,
        "value": time.value,
        "modifier": time.modifier,
        **_when("", time.when),
        "ambiguous": time.ambiguous,
    }


def _actor_rows(reading: Reading) -> Iterable[Row]:
    for mention in reading.actors:
        yield {**_evidence(reading, mention.id, mention.evidence), **_actors("actor", "actors", mention.actors)}


def _statement_rows(reading: Reading) -> Iterable[Row]:
    named = _Named(reading.actors)
    return (_statement_row(reading, named, statement) for statement in reading.statements)


def _statement_row(reading: Reading, named: _Named, statement: Statement) -> Row:
    about = _about(named.within(statement.evidence.span))
    return {
        **_evidence(reading, statement.id, statement.evidence),
        **_holder("speaker", statement.speaker),
        "kind": statement.kind,
        **_span("source", statement.source),
        **_span("cue", statement.cue),
        "cue": _words(reading, statement.cue),
        **_when("said_", statement.said_on),
        "medium": statement.medium,
        "via": statement.via,
        "parent": statement.parent,
        **about,
        "confidence": statement.confidence,
        "involved": involved_key((*statement.speaker.actor_ids, *about["about"])),
    }


def _event_rows(reading: Reading) -> Iterable[Row]:
    named: defaultdict[int, set[str]] = defaultdict(set)
    for mention in reading.actors:
        named[mention.evidence.sentence].update(actor.id for actor in mention.actors)
    return (_event_row(reading, named[event.evidence.sentence], event) for event in reading.events)


def _event_row(reading: Reading, named: set[str], event: EventMention) -> Row:
    actors, recipients = ({actor.id for actor in side} for side in (event.actors, event.recipients))
    return {
        **_evidence(reading, event.id, event.evidence),
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        **_actors("actor", "actors", event.actors),
        **_actors("recipient", "recipients", event.recipients),
        "tense": event.tense,
        "factuality": event.factuality,
        **_holder("holder", event.holder),
        **_when("", event.when),
        "time_expression": event.time_expression,
        "place": event.place,
        "statement": event.statement,
        "cues": list(event.cues),
        "confidence": event.confidence,
        "named": named_key(actors, recipients, named),
        "involved": involved_key(actors | recipients),
    }


def _agreement_rows(reading: Reading) -> Iterable[Row]:
    named = _Named(reading.actors)
    return (_agreement_row(reading, named, agreement) for agreement in reading.agreements)


def _agreement_row(reading: Reading, named: _Named, agreement: Agreement) -> Row:
    return {
        **_evidence(reading, agreement.id, agreement.evidence),
        "name": agreement.name,
        "name_key": name_key(agreement.name, named.words_within(agreement.evidence.span)),
        "parties": list(agreement.parties),
        "kind": agreement.kind,
        "obligations": list(agreement.obligations),
        "prospective": agreement.prospective,
        "lineage_relations": [relation for relation, _ in agreement.lineage],
        "lineage_names": [name for _, name in agreement.lineage],
        "involved": involved_key(agreement.parties),
    }


def _step_rows(reading: Reading) -> Iterable[Row]:
    for agreement in reading.agreements:
        for number, step in enumerate(agreement.steps):
            yield _step_row(reading, agreement, number, step)


def _step_row(reading: Reading, agreement: Agreement, number: int, step: AgreementStep) -> Row:
    return {
        **_evidence(reading, content_id("step", agreement.id, number), step.evidence),
        "agreement": agreement.id,
        "number": number,
        "kind": step.kind,
        "party": step.party,
        **_when("", step.when),
        "factuality": step.factuality,
    }


def _forecast_rows(reading: Reading) -> Iterable[Row]:
    named = _Named(reading.actors)
    events = {event.id: event for event in reading.events}
    return (_forecast_row(reading, named, events, forecast) for forecast in reading.forecasts)


def _forecast_row(reading: Reading, named: _Named, events: dict[str, EventMention], forecast: Forecast) -> Row:
    event = events.get(forecast.event) if forecast.event else None
    involved = (*event.actors, *event.recipients) if event else ()
    about = _about([*named.within(forecast.evidence.span), *involved])
    return {
        **_evidence(reading, forecast.id, forecast.evidence),
        "proposition": forecast.proposition,
        **_holder("forecaster", forecast.forecaster),
        "hedge": forecast.hedge.phrase,
        "band": forecast.hedge.band,
        "band_table": forecast.hedge.table,
        "polarity": forecast.polarity,
        "condition": forecast.condition,
        **_when("horizon_", forecast.horizon),
        "event": forecast.event,
        "statement": forecast.statement,
        **about,
        "involved": involved_key((*forecast.forecaster.actor_ids, *about["about"])),
    }


def _link_rows(reading: Reading) -> Iterable[Row]:
    return (_link_row(reading, link) for link in reading.links)


def _link_row(reading: Reading, link: Link) -> Row:
    return {
        **_evidence(reading, link.id, link.evidence),
        **_span("cause", link.cause),
        "cause": _words(reading, link.cause),
        **_span("effect", link.effect),
        "effect": _words(reading, link.effect),
        "relation": link.relation,
        "cue": link.cue,
        **_holder("holder", link.holder),
    }


_ROW_MAKERS: dict[str, Callable[[Reading], Iterable[Row]]] = {
    "documents": _document_rows,
    "times": _time_rows,
    "actors": _actor_rows,
    "statements": _statement_rows,
    "events": _event_rows,
    "agreements": _agreement_rows,
    "agreement_steps": _step_rows,
    "forecasts": _forecast_rows,
    "links": _link_rows,
}


def _evidence(reading: Reading, row_id: str, evidence: Evidence) -> Row:
    sentence = reading.sentences[evidence.sentence] if evidence.sentence < len(reading.sentences) else evidence.span
    return {
        "id": row_id,
        "document_id": evidence.document_id,
        "published": reading.document.published,
        "sentence": evidence.sentence,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "quote": evidence.quote,
        "context": _words(reading, sentence),
    }


def _when(prefix: str, when: When | None) -> Row:
    return {
        f"{prefix}earliest": when.earliest if when else None,
        f"{prefix}latest": when.latest if when else None,
        f"{prefix}precision": when.precision if when else None,
    }


def _holder(name: str, holder: Holder) -> Row:
    return {
        name: holder.label,
        f"{name}_kind": holder.kind,
        f"{name}_actors": list(holder.actor_ids),
        f"{name}_role": holder.role,
        f"{name}_affiliation": holder.affiliation,
    }


def _actors(prefix: str, ids: str, actors: Sequence[Actor]) -> Row:
    return {
        ids: [actor.id for actor in actors],
        f"{prefix}_names": [actor.name for actor in actors],
        f"{prefix}_kinds": [actor.kind for actor in actors],
        f"{prefix}_persons": [actor.person for actor in actors],
        f"{prefix}_offices": [actor.office for actor in actors],
    }


def _span(name: str, span: Span | None) -> Row:
    return {f"{name}_start": span.start if span else None, f"{name}_end": span.end if span else None}


def _words(reading: Reading, span: Span | None) -> str | None:
    return reading.document.text[span.start : span.end] if span else None


def _about(actors: Iterable[Actor]) -> Row:
    actors = list(actors)
    return {
        "about": sorted({actor.id for actor in actors}),
        "about_persons": sorted({actor.person for actor in actors if actor.person}),
    }


class _Named:
    """The actors of a document by place, to ask which of them a stretch of text names."""

    def __init__(self, mentions: Sequence[ActorMention]) -> None:
        self._mentions = sorted(mentions, key=lambda mention: mention.evidence.span)
        self._starts = [mention.evidence.span.start for mention in self._mentions]

    def within(self, span: Span) -> list[Actor]:
        """Actors of the mentions that lie inside ``span``, in the order of the text."""
        return [actor for mention in self._inside(span) for actor in mention.actors]

    def words_within(self, span: Span) -> list[str]:
        """The words of these mentions."""
        return [mention.evidence.quote for mention in self._inside(span)]

    def _inside(self, span: Span) -> list[ActorMention]:
        first, behind = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [mention for mention in self._mentions[first:behind] if mention.evidence.span.end <= span.end]
