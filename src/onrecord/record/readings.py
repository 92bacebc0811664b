"""From rows back to readings.

Comes in: the rows that a view has of one document. Goes out: the `Reading` that they were made of, its annotations in
the order of the text. It is the reverse of `onrecord.record.rows`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from onrecord.record.rows import Row
from onrecord.types import (
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
)

UNNAMED = "unnamed: "


def reading_of(document: Row, layers: Mapping[str, list[Row]]) -> Reading:
    """The reading that the rows tell of.

    Args:
        document: The document's row.
        layers: The rows of each other table, in the order of the text; those of steps in the order of their number.
    """
    steps: dict[str, list[AgreementStep]] = {}
    for row in layers["agreement_steps"]:
        steps.setdefault(row["agreement"], []).append(_step(row))
    return Reading(
        document=document_of(document),
        reader_version=document["reader_version"],
        sentences=tuple(
            Span(start=start, end=end)
            for start, end in zip(document["sentence_starts"], document["sentence_ends"], strict=True)
        ),
        agreements=tuple(_agreement(row, tuple(steps.get(row["id"], ()))) for row in layers["agreements"]),
        **{name: tuple(map(make, layers[name])) for name, make in _MAKERS.items()},
    )


def document_of(row: Row) -> Document:
    """The document of a row."""
    taken = ("id", "text", "published", "other_date", "title", "outlet", "author", "url", "country", "language")
    return Document(
        date_basis=DateBasis(row["date_basis"]), published_at=row["published_at"], **{name: row[name] for name in taken}
    )


def _time(row: Row) -> TimeExpression:
    return TimeExpression(
        id=row["id"],
        evidence=_evidence(row),
        kind=TimeKind(row["kind"]),
        value=row["value"],
        modifier=row["modifier"],
        when=when_of(row),
        ambiguous=row["ambiguous"],
    )


def _mention(row: Row) -> ActorMention:
    return ActorMention(id=row["id"], evidence=_evidence(row), actors=_actors(row, "actor", "actors"))


def _statement(row: Row) -> Statement:
    return Statement(
        id=row["id"],
        evidence=_evidence(row),
        speaker=_holder(row, "speaker"),
        kind=StatementKind(row["kind"]),
        source=_span(row, "source"),
        cue=_span(row, "cue"),
        said_on=when_of(row, "said_"),
        medium=row["medium"],
        via=row["via"],
        parent=row["parent"],
        confidence=row["confidence"],
    )


def _event(row: Row) -> EventMention:
    return EventMention(
        id=row["id"],
        evidence=_evidence(row),
        type=EventType(row["type"]),
        tense=Tense(row["tense"]),
        factuality=Factuality(row["factuality"]),
        holder=_holder(row, "holder"),
        actors=_actors(row, "actor", "actors"),
        recipients=_actors(row, "recipient", "recipients"),
        mode=row["mode"],
        contexts=tuple(row["contexts"]),
        when=when_of(row),
        time_expression=row["time_expression"],
        place=row["place"],
        statement=row["statement"],
        cues=tuple(row["cues"]),
        confidence=row["confidence"],
    )


def _agreement(row: Row, steps: tuple[AgreementStep, ...]) -> Agreement:
    return Agreement(
        id=row["id"],
        evidence=_evidence(row),
        name=row["name"],
        parties=tuple(row["parties"]),
        kind=row["kind"],
        obligations=tuple(Obligation(name) for name in row["obligations"]),
        steps=steps,
        prospective=row["prospective"],
        lineage=tuple(zip(row["lineage_relations"], row["lineage_names"], strict=True)),
    )


def _step(row: Row) -> AgreementStep:
    return AgreementStep(
        kind=StepKind(row["kind"]),
        when=when_of(row),
        evidence=_evidence(row),
        factuality=Factuality(row["factuality"]),
        party=row["party"],
    )


def _forecast(row: Row) -> Forecast:
    return Forecast(
        id=row["id"],
        evidence=_evidence(row),
        proposition=row["proposition"],
        forecaster=_holder(row, "forecaster"),
        hedge=Hedge(phrase=row["hedge"], band=row["band"], table=row["band_table"]),
        polarity=Polarity(row["polarity"]),
        condition=row["condition"],
        horizon=when_of(row, "horizon_"),
        event=row["event"],
        statement=row["statement"],
    )


def _link(row: Row) -> Link:
    return Link(
        id=row["id"],
        evidence=_evidence(row),
        cause=Span(start=row["cause_start"], end=row["cause_end"]),
        effect=Span(start=row["effect_start"], end=row["effect_end"]),
        relation=row["relation"],
        cue=row["cue"],
        holder=_holder(row, "holder"),
    )


_MAKERS: dict[str, Callable[[Row], Any]] = {
    "times": _time,
    "actors": _mention,
    "statements": _statement,
    "events": _event,
    "forecasts": _forecast,
    "links": _link,
}


def _evidence(row: Row) -> Evidence:
    span = Span(start=row["start"], end=row["end"])
    return Evidence(document_id=row["document_id"], sentence=row["sentence"], span=span, quote=row["quote"])


def when_of(row: Row, prefix: str = "") -> When | None:
    """The date that columns of a row tell of."""
    precision = row[f"{prefix}precision"]
    if precision is None:
        return None
    return When(earliest=row[f"{prefix}earliest"], latest=row[f"{prefix}latest"], precision=Precision(precision))


def _span(row: Row, name: str) -> Span | None:
    start = row[f"{name}_start"]
    return None if start is None else Span(start=start, end=row[f"{name}_end"])


def _holder(row: Row, name: str) -> Holder:
    kind = HolderKind(row[f"{name}_kind"])
    label = row[name]
    if kind is HolderKind.UNNAMED:
        label = label.removeprefix(UNNAMED) if label.startswith(UNNAMED) else ""
    return Holder(
        kind=kind,
        name=label,
        actor_ids=tuple(row[f"{name}_actors"]),
        role=row[f"{name}_role"],
        affiliation=row[f"{name}_affiliation"],
    )


def _actors(row: Row, prefix: str, ids: str) -> tuple[Actor, ...]:
    columns = (row[ids], *(row[f"{prefix}_{part}"] for part in ("names", "kinds", "persons", "offices")))
    return tuple(
        Actor(id=code, name=name, kind=ActorKind(kind), person=person, office=office)
        for code, name, kind, person, office in zip(*columns, strict=True)
    )
