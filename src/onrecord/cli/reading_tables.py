"""A reading as tables: events, statements, agreements, forecasts and links, each with the words it rests on.

Comes in: a `Reading`. Goes out: what rich prints. It leaves nothing out and adds nothing.
"""

from __future__ import annotations

from bisect import bisect_right

from rich.console import Group, RenderableType
from rich.text import Text

from onrecord.cli.cells import (
    Person,
    cell,
    dim,
    event_cell,
    new_table,
    speaker_cell,
    standing_cell,
    when_text,
    words_cell,
)
from onrecord.cli.printing import line
from onrecord.types import (
    Actor,
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
    When,
)


def reading_tables(reading: Reading, *, explain: bool = False) -> Group:
    """A whole reading, part by part; with ``explain`` a second table on events, why each is read so."""
    parts: list[RenderableType] = [_head(reading)]
    tables = (_events, *((explained,) if explain else ()), _statements, _agreements, _forecasts, _links)
    for table in tables:
        parts += [Text(""), table(reading)]
    return Group(*parts)


def _head(reading: Reading) -> Text:
    document = reading.document
    date = f"{document.published} ({document.date_basis})"
    if document.other_date:
        date += f", also dated {document.other_date}"
    told = ", ".join(part for part in (document.outlet, document.author) if part)
    size = f"{document.id}, {len(reading.sentences)} sentences, {len(document.text):,} characters"
    title = Text(line(document.title or "Untitled"), style="bold")
    return cell(title, f"{told}, {date}" if told else date, dim(size))


def _events(reading: Reading) -> RenderableType:
    table = new_table("Events", ("When", 0), ("Who, what, whom", 3), ("Told as", 2), ("Words", 5))
    for event in sorted(reading.events, key=_event_order):
        table.add_row(
            _when(event.when),
            event_cell(event.type, event.mode, _people(event.actors), _people(event.recipients)),
            standing_cell(event.tense, event.factuality, event.holder.label),
            _words(reading, event.evidence),
        )
    return table if reading.events else _none("events")


def explained(reading: Reading) -> RenderableType:
    """Why each event is read so: trigger and confidence, the words that decided factuality, the statement that it
    lies in, and the words that dated it."""
    table = new_table("Why", ("Trigger", 2), ("Sure", 0), ("Told so by", 3), ("Dated by", 2), ("In the words of", 3))
    times = {time.id: time.evidence.quote for time in reading.times}
    speakers = {statement.id: statement.speaker for statement in reading.statements}
    for event in sorted(reading.events, key=_event_order):
        speaker = speakers.get(event.statement or "")
        table.add_row(
            cell(line(event.evidence.quote), dim(event.type.value)),
            f"{event.confidence:.2f}" if event.confidence is not None else "",
            ", ".join(line(cue) for cue in event.cues) or dim("nothing weakens it"),
            line(times[event.time_expression]) if event.time_expression in times else "",
            _speaker(speaker) if speaker else dim("the report"),
        )
    return table if reading.events else _none("reasons")


def _event_order(event: EventMention) -> tuple[int, int, str]:
    return event.evidence.span.start, event.evidence.span.end, event.holder.label


def _statements(reading: Reading) -> RenderableType:
    table = new_table("Statements", ("Who", 3), ("How", 2), ("Words", 5))
    for statement in sorted(reading.statements, key=lambda one: (one.evidence.span, one.id)):
        table.add_row(_speaker(statement.speaker), _manner(reading, statement), _words(reading, statement.evidence))
    return table if reading.statements else _none("statements")


def _speaker(holder: Holder) -> Text:
    return speaker_cell(holder.label, holder.role, holder.affiliation)


def _manner(reading: Reading, statement: Statement) -> Text:
    cue = statement.cue
    words = reading.document.text[cue.start : cue.end] if cue else None
    medium = ", ".join(part for part in (statement.medium, statement.via) if part)
    return cell(words, statement.kind, _when(statement.said_on), dim(medium))


def _agreements(reading: Reading) -> RenderableType:
    table = new_table("Agreements", ("What", 3), ("Parties", 2), ("Steps", 3), ("Words", 4))
    for agreement in sorted(reading.agreements, key=lambda one: (one.evidence.span, one.id)):
        table.add_row(
            _instrument(agreement),
            cell(", ".join(agreement.parties) or "?"),
            cell(*[_step(step) for step in agreement.steps]),
            _words(reading, agreement.evidence),
        )
    return table if reading.agreements else _none("agreements")


def _instrument(agreement: Agreement) -> Text:
    kind = f"prospective {agreement.kind}" if agreement.prospective else agreement.kind
    lineage = [f"{relation} {other}" for relation, other in agreement.lineage]
    return cell(agreement.name, dim(kind), dim(", ".join(agreement.obligations)), *[dim(one) for one in lineage])


def _step(step: AgreementStep) -> str:
    doubt = "" if step.factuality == "CT+" else f"({step.factuality})"
    when = step.when.isoformat() if step.when else ""
    return " ".join(part for part in (step.party, step.kind, when, doubt) if part)


def _forecasts(reading: Reading) -> RenderableType:
    table = new_table("Forecasts", ("By when", 0), ("Who", 3), ("Predicts", 4), ("Words", 5))
    for forecast in sorted(reading.forecasts, key=lambda one: (one.evidence.span, one.id)):
        table.add_row(
            _when(forecast.horizon),
            _speaker(forecast.forecaster),
            _prediction(forecast),
            _words(reading, forecast.evidence),
        )
    return table if reading.forecasts else _none("forecasts")


def _prediction(forecast: Forecast) -> Text:
    hedge = forecast.hedge
    chance = f"“{hedge.phrase}”: {hedge.band} ({hedge.table})"
    against = "says that it will not happen" if forecast.polarity == "negative" else None
    return cell(
        forecast.proposition, dim(chance), dim(against), dim(forecast.condition and f"if: {forecast.condition}")
    )


def _links(reading: Reading) -> RenderableType:
    table = new_table("Links", ("Cause", 4), ("Relation", 2), ("Effect", 4), ("Whose view", 2))
    for link in sorted(reading.links, key=lambda one: (one.evidence.span, one.id)):
        table.add_row(
            _span_words(reading, link.cause),
            _relation(link),
            _span_words(reading, link.effect),
            speaker_cell(link.holder.label),
        )
    return table if reading.links else _none("links")


def _relation(link: Link) -> Text:
    return cell(link.relation, dim(f"“{link.cue}”"))


def _span_words(reading: Reading, span: Span) -> Text:
    words = reading.document.text[span.start : span.end]
    return words_cell(words, 0, 0)


def _words(reading: Reading, evidence: Evidence) -> Text:
    """The words within the sentence, or sentences, that they stand in."""
    starts = [sentence.start for sentence in reading.sentences]
    number = max(0, bisect_right(starts, evidence.span.start) - 1)
    sentence = reading.sentences[number] if reading.sentences else evidence.span
    first, last = min(sentence.start, evidence.span.start), max(sentence.end, evidence.span.end)
    text = reading.document.text[first:last]
    return words_cell(text, evidence.span.start - first, evidence.span.end - first)


def _people(actors: tuple[Actor, ...]) -> list[Person]:
    return [(actor.id, actor.person) for actor in actors]


def _when(when: When | None) -> str:
    return when_text(when.isoformat() if when else None)


def _none(what: str) -> Text:
    return Text(f"No {what}.", style="dim")
