"""Made records: seeded, of any size.

Comes in: a record and how many mentions it shall have. Goes out: the record, filled. A few hundred seeded documents
are added as they would be from reading; the rest are copies of their rows with other ids, days and actors, written
straight into the tables. Mentions are all rows of events, statements, agreements and forecasts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import duckdb
from deltalake import write_deltalake

from onrecord.record import Record
from onrecord.record.schema import DOCUMENTS, READING_TABLES, shelf_of
from onrecord.types import (
    AUTHOR,
    Actor,
    ActorKind,
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

BASE_DOCUMENTS = 400
MENTIONS_A_DOCUMENT = 12
LATER = "((k // 100) * 97 % 4000)"
RECALLS = "k % 1000 BETWEEN 80 AND 99"
"""In SQL: by how many days the copy numbered k is later, and whether it recalls the days of the first copies."""
WORDS = tuple(f"{start}{middle}{end}" for start in "bdfgklm" for middle in "aeiou" for end in ("nd", "rt", "st", "lm"))
CODES = ("RUS", "PRK", "KOR", "CHN", "USA", "JPN", "IRN", "TUR", "IND", "DEU")


def make(record: Record, size: int) -> None:
    """Fill a record with so many mentions, and compact it."""
    record.add(made_readings(Random(1), BASE_DOCUMENTS))
    multiply(record, copies=size // (BASE_DOCUMENTS * MENTIONS_A_DOCUMENT))
    record.compact(keep=timedelta(0))


def multiply(record: Record, *, copies: int) -> None:
    """Write copies of all rows with other ids and days; of twenty copies, nineteen are about other actors.

    A hundred copies tell of the same days and are published within a week: so five reports tell of each event. One copy
    in fifty recalls the days that the first copies told of, years later.
    """
    with record.view() as view:
        sources = {
            table.name: view.query(f"SELECT * FROM stored_{table.name}") for table in (*READING_TABLES, DOCUMENTS)
        }
    for table in (*READING_TABLES, DOCUMENTS):
        connection = duckdb.connect()
        connection.register("source", sources[table.name])
        changes = [
            "id || '-' || k AS id",
            "batch || '-' || k AS batch",
            f"(published + ({LATER} + k % 7)::INTEGER) AS published",
        ]
        names = set(sources[table.name].column_names)
        days = [name for name in sorted(names) if name.endswith(("earliest", "latest"))]
        changes += [f"({day} + CASE WHEN {RECALLS} THEN 0 ELSE {LATER} END::INTEGER) AS {day}" for day in days]
        changes += [f"{name} || '-' || k AS {name}" for name in ("document_id", "agreement") if name in names]
        changes += [
            f"list_transform({name}, lambda one: one || nullif((k % 20)::VARCHAR, '0').coalesce('')) AS {name}"
            for name in ("actors", "recipients", "about", "parties")
            if name in names
        ]
        if "involved" in names:
            others = "replace(trim(involved, '|'), '|', (k % 20)::VARCHAR || '|') || (k % 20)::VARCHAR"
            changes.append(
                f"CASE WHEN k % 20 = 0 OR involved = '|' THEN involved ELSE '|' || {others} || '|' END AS involved"
            )
        if "signature" in names:
            changes.append("unhex(left(repeat(md5(id || k), 16), 504)) AS signature")
        copy = f"SELECT * REPLACE ({', '.join(changes)}) FROM source, range($first, $behind) AS r(k)"
        for first in range(1, copies, 50):
            rows = connection.sql(copy, params={"first": first, "behind": min(first + 50, copies)}).to_arrow_table()
            if "shelf" in names:
                rows = connection.sql(f"SELECT * REPLACE ({shelf_of(table.name)} AS shelf) FROM rows").to_arrow_table()
            wanted = rows.select(table.stored_schema.names).cast(table.stored_schema)
            write_deltalake(f"{record.address}/{table.name}", wanted, mode="append")


def made_readings(random: Random, count: int) -> Iterator[Reading]:
    """Readings of made documents: eight events, two statements, an agreement with one step, a forecast each."""
    for number in range(count):
        published = date(2015, 1, 1) + timedelta(days=random.randrange(3000))
        words = (random.choice(WORDS) for _ in range(330))
        text = f"Report {number} of {random.random()}. " + " ".join(words)
        document = Document(
            id=content_id("document", text),
            text=text,
            published=published,
            date_basis=DateBasis.GIVEN,
            outlet="Made Times",
        )
        yield made_reading(random, document)


def made_reading(random: Random, document: Document) -> Reading:
    def words(number: int) -> Evidence:
        span = Span(start=number * 40, end=number * 40 + 9)
        return Evidence(document_id=document.id, sentence=0, span=span, quote=document.text[span.start : span.end])

    def when() -> When:
        day = document.published + timedelta(days=random.randint(-60, 60))
        return When(earliest=day, latest=day, precision=Precision.DAY)

    pairs = [[Actor(id=code, name=code, kind=ActorKind.STATE) for code in random.sample(CODES, 2)] for _ in range(8)]
    codes = tuple(sorted(actor.id for actor in pairs[0]))
    events = tuple(
        EventMention(
            id=content_id("event", document.id, number),
            evidence=words(number),
            type=random.choice(list(EventType)),
            tense=random.choice(list(Tense)),
            factuality=random.choice(list(Factuality)),
            actors=(first,),
            recipients=(second,),
            when=when(),
        )
        for number, (first, second) in enumerate(pairs)
    )
    said = tuple(
        Statement(
            id=content_id("statement", document.id, number),
            evidence=words(10 + number),
            speaker=AUTHOR,
            kind=StatementKind.DIRECT,
        )
        for number in range(2)
    )
    step = AgreementStep(kind=StepKind.SIGNED, when=when(), evidence=words(12))
    agreement = Agreement(
        id=content_id("agreement", document.id), evidence=words(13), name="a pact", parties=codes, steps=(step,)
    )
    forecast = Forecast(
        id=content_id("forecast", document.id),
        evidence=words(14),
        proposition="It holds.",
        forecaster=AUTHOR,
        hedge=Hedge(phrase="may", band="even chance", table="icd203"),
        polarity=Polarity.POSITIVE,
        horizon=when(),
        event=events[0].id,
    )
    return Reading(
        document=document,
        reader_version="0.1.0",
        sentences=(Span(start=0, end=200),),
        events=events,
        statements=said,
        agreements=(agreement,),
        forecasts=(forecast,),
    )
