"""Made reports that are much alike: few states, few acts, few days, so that many mentions can be of one event."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from answers.reports import Report, actor
from onrecord.types import EventType, Factuality, Reading, Tense

FIRST = date(2024, 6, 1)
WORDS = ("met", "summit", "visit", "arrived", "signed", "accused", "struck", "war")
TYPES = {"signed": "AGREE", "accused": "ACCUSE", "struck": "ASSAULT", "war": "ASSAULT"}
PERSONS = {"AAA": ("Ada", "Abe"), "BBB": ("Bea", "Bob"), "CCC": ("Cyd", "Cal"), "DDD": ("Dot", "Dan")}
THINGS = ("harbour", "pipeline", "railway", "reactor")


def made_readings(random: Random, number: int) -> list[Reading]:
    """Short reports of our own states, many of them of the same things."""
    made = []
    for index in range(number):
        published = FIRST + timedelta(days=random.randrange(30))
        word, involved = random.choice(WORDS), random.sample(sorted(PERSONS), random.choice((1, 2, 2, 2, 3)))
        text = f"Note {index}: the {word} of {', '.join(random.sample(sorted(PERSONS), 2))} about a {THINGS[index % 4]}"
        report = Report(text, published=published.isoformat(), outlet=random.choice(("Courier", "Times")))
        report.event(
            word,
            [actor(code, random.choice((None, *PERSONS[code]))) for code in involved[:1]],
            [actor(code) for code in involved[1:]],
            on=(published - timedelta(days=random.randrange(4))).isoformat() if random.random() < 0.4 else None,
            type=EventType(TYPES.get(word, "CONSULT")),
            tense=random.choice(list(Tense)),
            factuality=random.choice(list(Factuality)),
        )
        for code in sorted(PERSONS):
            if code in text:
                report.mention(code, actor(code))
        made.append(report.reading)
    return made
