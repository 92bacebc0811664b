"""The tables of a record, column by column.

Comes in: nothing. Goes out: `TABLES`, one definition a table, from which the Arrow schemas, the Delta tables and the
manual are made, and `SCHEMA_VERSION`, which changes when an older Onrecord could no longer read what is written. It
holds no data and does no input or output.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pyarrow as pa

SCHEMA_VERSION = 2

TEXT = pa.string()
TEXTS = pa.list_(pa.string())
NUMBER = pa.int32()
NUMBERS = pa.list_(pa.int32())
DAY = pa.date32()
INSTANT = pa.timestamp("us", tz="UTC")
SHARE = pa.float64()
FLAG = pa.bool_()
EVIDENCES = pa.list_(
    pa.struct([("document_id", TEXT), ("sentence", NUMBER), ("start", NUMBER), ("end", NUMBER), ("quote", TEXT)])
)
REGISTER_STEPS = pa.list_(
    pa.struct([("kind", TEXT), ("party", TEXT), ("earliest", DAY), ("latest", DAY), ("precision", TEXT)])
)


class Column(NamedTuple):
    """One column: its name, its Arrow type, what it says, and whether every row must have it."""

    name: str
    kind: Any
    about: str
    required: bool = False


@dataclass(frozen=True)
class TableDefinition:
    """One table.

    Attributes:
        name: Its folder in the record, and its name in queries.
        about: What one row is.
        columns: What a reading says.
        bookkeeping: What the record adds: the batch that the row was written in, and the like. Answers never see it.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    bookkeeping: tuple[Column, ...] = ()

    @cached_property
    def schema(self) -> pa.Schema:
        """The columns that a reading fills."""
        return _arrow(self.columns)

    @cached_property
    def stored_schema(self) -> pa.Schema:
        """All columns, as they are written."""
        return _arrow(self.columns + self.bookkeeping)


def _arrow(columns: tuple[Column, ...]) -> pa.Schema:
    return pa.schema([pa.field(column.name, column.kind, nullable=not column.required) for column in columns])


BYTES = pa.binary()
INVOLVED = Column("involved", TEXT, "ids of all who are involved, sorted, each between bars: ``|PRK|RUS|``")
BATCH = Column("batch", TEXT, "the addition that wrote the row", required=True)
SHELF = Column("shelf", TEXT, "year and who is involved: rows of one relationship and year lie together")
CONTEXT = Column("context", TEXT, "the sentence that the words begin in", required=True)
EVIDENCE = (
    Column("id", TEXT, "made of content: the same on every machine", required=True),
    Column("document_id", TEXT, "the document that says it", required=True),
    Column("published", DAY, "the day the document was published", required=True),
    Column("sentence", NUMBER, "number of the sentence, from 0", required=True),
    Column("start", NUMBER, "first code point of the words in the document's text", required=True),
    Column("end", NUMBER, "code point after the last", required=True),
    Column("quote", TEXT, "the words: the text from start to end", required=True),
)


def _when(prefix: str, what: str) -> tuple[Column, ...]:
    return (
        Column(f"{prefix}earliest", DAY, f"first day that {what} can be; empty: open or unknown"),
        Column(f"{prefix}latest", DAY, f"last day that {what} can be; empty: open or unknown"),
        Column(f"{prefix}precision", TEXT, f"day, month, year, range or unknown; empty: no date is told for {what}"),
    )


def _holder(name: str, what: str) -> tuple[Column, ...]:
    return (
        Column(name, TEXT, f"{what}: author, an actor's id, a person's name, or 'unnamed: ...'", required=True),
        Column(f"{name}_kind", TEXT, "author, actor, person or unnamed", required=True),
        Column(f"{name}_actors", TEXTS, "ids of the actors they speak for"),
        Column(f"{name}_role", TEXT, "their role, as told"),
        Column(f"{name}_affiliation", TEXT, "where they belong, as told"),
    )


def _actors(prefix: str, ids: str, what: str) -> tuple[Column, ...]:
    return (
        Column(ids, TEXTS, f"ids of {what}"),
        Column(f"{prefix}_names", TEXTS, "their names, in the same order"),
        Column(f"{prefix}_kinds", TEXTS, "their kinds (state, organisation, armed_group ...), in the same order"),
        Column(f"{prefix}_persons", TEXTS, "who acts for them, in the same order; empty: nobody named"),
        Column(f"{prefix}_offices", TEXTS, "the offices of these persons, in the same order"),
    )


def _annotations(name: str, about: str, *columns: Column, context: bool = True) -> TableDefinition:
    head = (*EVIDENCE, CONTEXT) if context else EVIDENCE
    return TableDefinition(name, about, (*head, *columns), (BATCH, SHELF) if INVOLVED in columns else (BATCH,))


def shelf_of(name: str) -> str:
    """SQL for the shelf of a row: for events by the year they are told to be of, else by that of publication."""
    day = "coalesce(earliest, published)" if name == "events" else "published"
    return f"lpad(year({day})::VARCHAR, 4, '0') || involved"


DOCUMENTS = TableDefinition(
    "documents",
    "one report as published; what it says counts because this row is there",
    (
        Column("id", TEXT, "made of content: the same on every machine", required=True),
        Column("published", DAY, "the outlet's calendar day", required=True),
        Column("published_at", INSTANT, "the instant, where the report gives one"),
        Column("date_basis", TEXT, "what the date rests on: given, metadata, url or text", required=True),
        Column("other_date", DAY, "a second publication date that was found and not chosen"),
        Column("title", TEXT, "headline"),
        Column("outlet", TEXT, "who published it"),
        Column("author", TEXT, "by-line"),
        Column("url", TEXT, "address it came from"),
        Column("country", TEXT, "the outlet's, ISO 3166-1 alpha-3"),
        Column("language", TEXT, "ISO 639-1", required=True),
        Column("text", TEXT, "the clean text that all offsets count in", required=True),
        Column("sentence_starts", NUMBERS, "first code point of each sentence"),
        Column("sentence_ends", NUMBERS, "code point after the last of each sentence"),
        Column("reader_version", TEXT, "the reader that read it", required=True),
        Column("signature", BYTES, "what near copies of the text have in common (`onrecord.record.copies`)"),
    ),
    (BATCH, Column("added_at", INSTANT, "when it was added", required=True)),
)

TIMES = _annotations(
    "times",
    "one time expression (TIMEX3)",
    Column("kind", TEXT, "DATE, TIME, DURATION or SET", required=True),
    Column("value", TEXT, "ISO 8601 value, resolved against publication", required=True),
    Column("modifier", TEXT, "TIMEX3's mod: APPROX, START, MID, END, BEFORE, AFTER ..."),
    *_when("", "it"),
    Column("ambiguous", FLAG, "the order of day and month could not be known", required=True),
    context=False,
)

ACTORS = _annotations(
    "actors",
    "words that name one actor or, jointly, several",
    *_actors("actor", "actors", "those who are named"),
    context=False,
)

STATEMENTS = _annotations(
    "statements",
    "one attribution; the quote is its content",
    *_holder("speaker", "who said it"),
    Column("kind", TEXT, "direct, indirect or mixed", required=True),
    Column("source_start", NUMBER, "first code point of the words that name the speaker"),
    Column("source_end", NUMBER, "code point after the last"),
    Column("cue_start", NUMBER, "first code point of the cue"),
    Column("cue_end", NUMBER, "code point after the last"),
    Column("cue", TEXT, "the words that attribute: said, according to ..."),
    *_when("said_", "it was said"),
    Column("medium", TEXT, "where it was said: interview, statement ..."),
    Column("via", TEXT, "who relayed it"),
    Column("parent", TEXT, "id of the statement that this one is nested in"),
    Column("about", TEXTS, "ids of the actors that the content names"),
    Column("about_persons", TEXTS, "persons that the content names"),
    Column("confidence", SHARE, "calibrated probability, where the reader has one"),
    INVOLVED,
)

EVENTS = _annotations(
    "events",
    "one mention of an event in one holder's view; the quote is its trigger",
    Column("type", TEXT, "PLOVER root: AGREE, CONSULT, SUPPORT ...", required=True),
    Column("mode", TEXT, "PLOVER mode"),
    Column("contexts", TEXTS, "PLOVER contexts"),
    *_actors("actor", "actors", "those who do it; in a joint act, of both sides"),
    *_actors("recipient", "recipients", "those it is done to"),
    Column("tense", TEXT, "past, present or future, relative to publication", required=True),
    Column("factuality", TEXT, "CT+, PR+, PS+, CT-, PR-, PS- or Uu, in the holder's view", required=True),
    *_holder("holder", "whose view it is"),
    *_when("", "it"),
    Column("time_expression", TEXT, "id of the time expression that the date was taken from"),
    Column("place", TEXT, "where, as told"),
    Column("statement", TEXT, "id of the statement it stands in"),
    Column("cues", TEXTS, "the words that decided factuality"),
    Column("confidence", SHARE, "calibrated probability, where the reader has one"),
    Column("named", TEXT, "where a side is missing: ids of others whom its sentence names, each between bars"),
    INVOLVED,
)

AGREEMENTS = _annotations(
    "agreements",
    "a treaty or other instrument as one document tells of it",
    Column("name", TEXT, "its name or description", required=True),
    Column("name_key", TEXT, "the telling words of the name, to compare; empty when it has none", required=True),
    Column("parties", TEXTS, "actor ids"),
    Column("kind", TEXT, "treaty, agreement, memorandum ...", required=True),
    Column("obligations", TEXTS, "ATOP's: defense, offense, neutrality, nonaggression, consultation"),
    Column("prospective", FLAG, "it does not exist yet", required=True),
    Column("lineage_relations", TEXTS, "how it stands to others: inherits, replaces, revises"),
    Column("lineage_names", TEXTS, "the others, in the same order"),
    INVOLVED,
)

AGREEMENT_STEPS = _annotations(
    "agreement_steps",
    "one step in the life of an agreement as one document tells of it",
    Column("agreement", TEXT, "id of the agreement", required=True),
    Column("number", NUMBER, "its place among the agreement's steps, from 0", required=True),
    Column("kind", TEXT, "proposed, negotiated, signed, ratified, acceded, in force ...", required=True),
    Column("party", TEXT, "actor id; empty: it holds for all"),
    *_when("", "it"),
    Column("factuality", TEXT, "CT+, PR+, PS+, CT-, PR-, PS- or Uu", required=True),
)

FORECASTS = _annotations(
    "forecasts",
    "one prediction; the quote is its words",
    Column("proposition", TEXT, "what is predicted, affirmative, readable on its own", required=True),
    *_holder("forecaster", "who predicts it"),
    Column("hedge", TEXT, "the phrase of likelihood", required=True),
    Column("band", TEXT, "the band that the phrase falls in: the chance of the affirmative proposition", required=True),
    Column("band_table", TEXT, "the table that the band is from", required=True),
    Column("polarity", TEXT, "negative: the forecaster says that it will not happen", required=True),
    Column("condition", TEXT, "on which condition"),
    *_when("horizon_", "it should have come true"),
    Column("event", TEXT, "id of the event mention"),
    Column("statement", TEXT, "id of the statement it stands in"),
    Column("about", TEXTS, "ids of the actors that its words name or its event involves"),
    Column("about_persons", TEXTS, "persons that its words name"),
    INVOLVED,
)

LINKS = _annotations(
    "links",
    "one claim that a thing explains or causes another",
    Column("cause_start", NUMBER, "first code point of the cause", required=True),
    Column("cause_end", NUMBER, "code point after the last", required=True),
    Column("cause", TEXT, "the words of the cause", required=True),
    Column("effect_start", NUMBER, "first code point of the effect", required=True),
    Column("effect_end", NUMBER, "code point after the last", required=True),
    Column("effect", TEXT, "the words of the effect", required=True),
    Column(
        "relation",
        TEXT,
        "causes, explains, purpose, condition, indicates, enables ...",
        required=True,
    ),
    Column("cue", TEXT, "the words that claim it", required=True),
    *_holder("holder", "whose view it is"),
)

DECISIONS = TableDefinition(
    "decisions",
    "one ruling of a person; never changed, only undone by another",
    (
        Column("id", TEXT, "made of content", required=True),
        Column("kind", TEXT, "resolve, reject, correct, merge, split or undo", required=True),
        Column("subject", TEXT, "id of what is ruled on; for undo, of the decision undone", required=True),
        Column("others", TEXTS, "ids of what is merged with the subject or split from it"),
        Column("outcome", TEXT, "resolve: yes, no, ambiguous or annulled"),
        Column("attribute", TEXT, "correct: the column"),
        Column("value", TEXT, "correct: what it should say"),
        Column("evidence", EVIDENCES, "the words that the ruling rests on"),
        Column("subject_document_id", TEXT, "the subject's document when it was ruled on"),
        Column("subject_start", NUMBER, "first code point of the subject's words"),
        Column("subject_end", NUMBER, "code point after the last"),
        Column("subject_quote", TEXT, "the subject's words"),
        Column("decided_by", TEXT, "who ruled", required=True),
        Column("decided_at", INSTANT, "when they ruled", required=True),
        Column(
            "known_on",
            DAY,
            "day of the ruling, or of the newest document it names, if later",
            required=True,
        ),
        Column("note", TEXT, "why they ruled so", required=True),
        Column("other_words", EVIDENCES, "the words of the others when it was ruled on, in their order"),
    ),
)

REGISTERS = TableDefinition(
    "registers",
    "one agreement as a published register has it",
    (
        Column("id", TEXT, "made of the register and its number there", required=True),
        Column("source", TEXT, "the register: ATOP, UNTC, DESTA", required=True),
        Column("entry", TEXT, "its number there", required=True),
        Column("name", TEXT, "its title, or its parties and year", required=True),
        Column("parties", TEXTS, "actor ids"),
        Column("kind", TEXT, "alliance, treaty, trade agreement ...", required=True),
        Column("obligations", TEXTS, "ATOP's: defense, offense, neutrality, nonaggression, consultation"),
        Column("steps", REGISTER_STEPS, "dated steps; as of a date, those taken by then"),
        Column("in_force_from_signature", FLAG, "the register has no other date of entry into force", required=True),
        Column("published", DAY, "when the register was published; empty: a step counts from its own day"),
        Column("first_day", DAY, "the earliest date of a step"),
    ),
    (Column("imported_at", INSTANT, "when it was imported; of several editions the last counts", required=True),),
)

READING_TABLES = (TIMES, ACTORS, STATEMENTS, EVENTS, AGREEMENTS, AGREEMENT_STEPS, FORECASTS, LINKS)
TABLES = {table.name: table for table in (DOCUMENTS, *READING_TABLES, DECISIONS, REGISTERS)}
