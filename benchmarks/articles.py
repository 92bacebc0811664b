"""Whole reports: events with factuality per holder, statements, forecasts, agreements, links, against hand annotation.

Reads ``articles/gold_dev.jsonl`` and ``articles/articles.jsonl``; writes ``articles.jsonl`` in the format of
``score_articles.py`` and prints its table, after the figures that peers have on the same question elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks._scoring import json_lines, score, write_json_lines
from onrecord.reading.reader import Reader
from onrecord.types import (
    Agreement,
    DateBasis,
    Document,
    EventMention,
    Evidence,
    Factuality,
    Forecast,
    Link,
    Reading,
    Span,
    Statement,
    StepKind,
    When,
)

PEERS = """\
Peers, on what is nearest (PLOVER coding of single sentences; none reads whole reports offline):
  announced act coded as done    UniversalPetrarch 56 - 60 % of what it answers, zero-shot NLI 10.7 %
  an event on a neutral sentence UniversalPetrarch 50.3 %
  root F1, natural news          UniversalPetrarch 0.38, people among themselves 0.63
"""


def run(data: Path, out: Path) -> None:
    """Read the annotated reports and print the scorer's table."""
    gold, articles = data / "articles" / "gold_dev.jsonl", data / "articles" / "articles.jsonl"
    wanted = {row["id"] for row in json_lines(gold)}
    documents = [to_document(row) for row in json_lines(articles) if row["id"] in wanted]
    predictions = write_json_lines(out / "articles.jsonl", map(to_prediction, Reader().read_many(documents)))
    print(PEERS)
    print(score(data, "score_articles.py", gold, articles, predictions))


def to_document(row: dict[str, Any]) -> Document:
    """The text as it is, so that offsets are the annotators'."""
    return Document(
        id=row["id"],
        text=row["text"],
        published=date.fromisoformat(row["published"][:10]),
        date_basis=DateBasis.GIVEN,
        title=row.get("title"),
        outlet=row.get("outlet"),
        url=row.get("url"),
    )


def to_prediction(reading: Reading) -> dict[str, Any]:
    """One reading in the scorer's format."""
    return {
        "id": reading.document.id,
        "events": [event_row(event) for event in reading.events],
        "statements": [statement_row(statement) for statement in reading.statements],
        "forecasts": [forecast_row(forecast) for forecast in reading.forecasts],
        "agreements": [agreement_row(agreement) for agreement in reading.agreements],
        "links": [link_row(link) for link in reading.links],
    }


def event_row(event: EventMention) -> dict[str, Any]:
    return {
        "trigger_span": span_of(event.evidence),
        "type": event.type.value,
        "actors": unique(actor.id for actor in event.actors),
        "recipients": unique(actor.id for actor in event.recipients),
        "date": date_of(event.when),
        "tense": event.tense.value,
        "factuality": event.factuality.value,
        "holder": event.holder.label,
    }


def statement_row(statement: Statement) -> dict[str, Any]:
    return {
        "source_span": pair(statement.source),
        "speaker": statement.speaker.label,
        "cue_span": pair(statement.cue),
        "content_span": span_of(statement.evidence),
        "kind": statement.kind.value,
    }


def forecast_row(forecast: Forecast) -> dict[str, Any]:
    return {
        "content_span": span_of(forecast.evidence),
        "forecaster": forecast.forecaster.label,
        "polarity": forecast.polarity.value,
        "band": forecast.hedge.band,
        "horizon": date_of(forecast.horizon),
    }


def agreement_row(agreement: Agreement) -> dict[str, Any]:
    certain = (step for step in agreement.steps if step.factuality is Factuality.CERTAIN and not step.party)
    dated = {step.kind: date_of(step.when) for step in certain}
    return {
        "name_span": span_of(agreement.evidence),
        "parties": unique(agreement.parties),
        "signed": dated.get(StepKind.SIGNED),
        "in_force": dated.get(StepKind.IN_FORCE),
        "ended": dated.get(StepKind.TERMINATED) or dated.get(StepKind.SUPERSEDED),
        "status": "prospective" if agreement.prospective else None,
    }


def link_row(link: Link) -> dict[str, Any]:
    return {"cause_span": pair(link.cause), "effect_span": pair(link.effect), "holder": link.holder.label}


def span_of(evidence: Evidence) -> list[int]:
    return [evidence.span.start, evidence.span.end]


def pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def date_of(when: When | None) -> str | None:
    """ISO 8601; None where a side is open, which the scorer's format cannot say."""
    if when is None or when.earliest is None or when.latest is None:
        return None
    return when.isoformat()


def unique(ids: Iterator[str] | tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(ids))
