"""What later reports say for and against a forecast, sentence by sentence, each with a probability.

Comes in: a view and a `Target`. Goes out: `Finding` values. A sentence counts by its act, its parties and the direction
between them, its time, whether it is told as done, and by how much of the forecast's words it has. The weights are set
by hand, few, and open to reading below: there are too few resolved forecasts to learn them from. It decides nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from onrecord.answers.resolution_target import Target, spoken_of
from onrecord.record import picking
from onrecord.record.merging.stored import StoredEvent
from onrecord.record.view import View
from onrecord.types import EventType, Evidence, Factuality, HolderKind, Precision, Span, Tense

Row = dict[str, Any]

SENTENCES = """
    WITH later AS (
        SELECT id, published, outlet, title, text, sentence_starts, sentence_ends FROM documents
        WHERE published >= $from AND id <> $own AND ($until::DATE IS NULL OR published <= $until)
    ), naming AS (
        SELECT document_id, sentence, list_distinct(flatten(list(actors))) AS named
        FROM actors SEMI JOIN later ON later.id = document_id GROUP BY ALL
    ), about AS (
        SELECT document_id FROM naming GROUP BY document_id
        HAVING len(list_intersect(flatten(list(named)), $parties)) >= $least
    )
    SELECT document_id, sentence, named, published, outlet,
           sentence_starts[sentence + 1] AS "start", sentence_ends[sentence + 1] AS "end",
           substring(text, sentence_starts[sentence + 1] + 1,
                     sentence_ends[sentence + 1] - sentence_starts[sentence + 1]) AS words
    FROM naming SEMI JOIN about USING (document_id) JOIN later ON later.id = document_id
    WHERE sentence < len(sentence_starts)
    ORDER BY published, document_id, sentence
"""
NEWS = timedelta(days=3)
AFTERMATH = timedelta(days=90)
"""How long after its last day reports still tell what became of a forecast."""

SAME_TYPE, LIKE_TYPE, KIN_TYPE, OTHER_TYPE, NO_TYPE = 1.6, 1.0, 0.6, -1.6, -0.6
OTHER_TRIGGER = -1.0
WORDS_WEIGHT, PARTIES_WEIGHT, SAME_EVENT, IN_TIME = 4.4, 2.2, 1.2, 0.7
WRONG_WAY, OTHER_PERSON, CONTEXT_ONLY = -4.0, -2.0, -0.8
MONTH_OF_AGE, MOST_AGE = -0.5, 6.0
"""What is reported long after a forecast, or after the day that it was expected for, is more often something else."""
BIAS = -5.2
BY_ANOTHER = 0.6
"""What somebody denies or rules out weighs less than what a report itself says has not happened."""

MOST_WITHOUT_EVENT = 0.6
"""No sentence that tells of no event of the kind is a firm proof."""

NOT_PLAINLY_TOLD = 0.3
_NOT_PLAIN = re.compile(
    r"\b(?:whether|if|may|might|could|would|will|expect\w*|likely|unlikely|possib\w+|not|never|unclear)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Where no event was read in a sentence, these words leave open whether it tells what is so."""

_DENIES = re.compile(
    r"\b(?:did|does|do|has|have|had|was|were|is|are)(?: not\b(?! yet)|n['’]t\b(?! yet))|\bnever\b"
    r"|\b(?:refus|reject|fail|declin)(?:ed|s|es)\b",
    re.IGNORECASE,
)
_LEAVES_OPEN = re.compile(
    r"\b(?:whether|if|may|might|could|would|will|expect\w*|likely|unlikely|possib\w+|unclear|yet)\b", re.IGNORECASE
)
"""Where no event was read in a sentence, the first deny what it speaks of, unless one of the second stands there."""

_STILL_AHEAD = re.compile(
    r"\b(?:confirm|announc|ahead of|eve of|impending|upcoming|planned|prepar|rul(?:e|es|ed|ing) out|threat|vow)\w*"
    r"(?:(?!\b(?:that|it|he|she|they|has|had|have|was|were|after)\b)[^.;:,]){0,40}$",
    re.IGNORECASE,
)
"""What stands right behind these words is announced, threatened or not ruled out, and was not done in the telling."""

KIN = {
    EventType.AGREE: {EventType.COOPERATE, EventType.CONSULT},
    EventType.COOPERATE: {EventType.AGREE, EventType.AID, EventType.SUPPORT},
    EventType.AID: {EventType.COOPERATE, EventType.MOBILIZE},
    EventType.CONSULT: {EventType.AGREE},
    EventType.ASSAULT: {EventType.COERCE},
    EventType.COERCE: {EventType.ASSAULT, EventType.SANCTION},
    EventType.MOBILIZE: {EventType.AID, EventType.ASSAULT},
    EventType.SANCTION: {EventType.ACCUSE, EventType.COERCE},
    EventType.ACCUSE: {EventType.SANCTION, EventType.REJECT},
    EventType.REJECT: {EventType.ACCUSE},
}
JOINT = (EventType.AGREE, EventType.CONSULT, EventType.COOPERATE)
DONE = (Factuality.CERTAIN,)
DENIED = (Factuality.CERTAIN_NOT, Factuality.PROBABLE_NOT)
STANDS_FOR = "for"
STANDS_AGAINST = "against"
STANDS_LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One sentence that bears on a forecast.

    Attributes:
        stand: ``for``: it happened; ``against``: it did not, or is ruled out; ``late``: it happened after the last day.
        probability: That the sentence tells of what was foretold.
        evidence: The sentence.
        published: When its document was published.
        outlet: By whom.
        happened_first: First day on which the event can have been, where told.
        happened_last: The last.
    """

    stand: str
    probability: float
    evidence: Evidence
    published: date
    outlet: str | None
    happened_first: date | None
    happened_last: date | None

    @property
    def order(self) -> tuple[float, date, str, int]:
        """The most probable first; of equal ones that of the first report."""
        return -self.probability, self.published, self.evidence.document_id, self.evidence.span.start


class Pool:
    """Sentences that can bear on a forecast, with the events that they tell of, and how rare words are among them.

    Args:
        sentences: The sentences, each with what it has ``spoken`` of.
        events: What they tell of, by document and sentence.
    """

    def __init__(self, sentences: Sequence[Row], events: Mapping[tuple[str, int], list[Row]]) -> None:
        self.sentences = sentences
        self.events = events
        seen = Counter(word for row in sentences for word in row["spoken"])
        self._rarity = {word: math.log(1 + len(sentences) / count) for word, count in seen.items()}
        self._rarest = max(self._rarity.values(), default=1.0)

    def share(self, wanted: Collection[str], words: Collection[str]) -> float:
        """How much of what is wanted is there, rare words counting more."""
        whole = sum(self._rarity.get(word, self._rarest) for word in wanted)
        there = sum(self._rarity.get(word, self._rarest) for word in wanted if word in words)
        return there / whole if whole else 0.0


def pool_for(view: View, target: Target) -> Pool:
    """The sentences of later documents that speak of all parties of the target."""
    parties = target.parties | set(target.forecast["about"])
    least = len(target.parties) if len(target.parties) < 3 else max(1, len(target.parties) // 3)
    until = target.last_day + AFTERMATH if target.last_day else None
    documents = picking.naming(view, parties, least=least, since=target.made_on, until=until)
    own = target.forecast["document_id"]
    if documents is None:
        asked = {"from": target.made_on, "until": until, "own": own, "parties": sorted(parties), "least": least}
        sentences = view.query(SENTENCES, asked).to_pylist()
    else:
        sentences = _sentences(view, {one for one in documents if one != own})
    events: defaultdict[tuple[str, int], list[Row]] = defaultdict(list)
    for event in picking.by_document(view, "events", {row["document_id"] for row in sentences}):
        events[event["document_id"], event["sentence"]].append(event)
    for row in sentences:
        row["spoken"] = spoken_of(row["words"])
    return Pool(sentences, dict(events))


def _sentences(view: View, documents: Collection[str]) -> list[Row]:
    """The sentences of documents in which somebody is named, as `SENTENCES` has them."""
    named: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for row in picking.by_document(view, "actors", documents):
        named[row["document_id"], row["sentence"]].update(filter(None, row["actors"]))
    whole = {row["id"]: row for row in picking.whole_documents(view, documents)}
    sentences = [
        _sentence(whole[one], number, names)
        for (one, number), names in named.items()
        if number < len(whole[one]["sentence_starts"])
    ]
    return sorted(sentences, key=lambda row: (row["published"], row["document_id"], row["sentence"]))


def _sentence(document: Row, number: int, named: Collection[str]) -> Row:
    start, end = document["sentence_starts"][number], document["sentence_ends"][number]
    return {
        "document_id": document["id"],
        "sentence": number,
        "named": sorted(named),
        "published": document["published"],
        "outlet": document["outlet"],
        "start": start,
        "end": end,
        "words": document["text"][start:end],
    }


def findings(target: Target, pool: Pool, happening: StoredEvent | None = None) -> list[Finding]:
    """What the sentences of a pool say of a target, the most probable first.

    Args:
        target: What is waited for.
        pool: Where to look.
        happening: The event that the target's mention was merged to.
    """
    same = _same_event(happening)
    found = []
    for row in pool.sentences:
        events = pool.events.get((row["document_id"], row["sentence"]), [])
        told = [one for event in events if (one := _by_event(target, pool, row, event, same))]
        if not told and (alone := _by_words(target, pool, row, events)):
            told = [alone]
        if told:
            found.append(min(told, key=lambda finding: finding.order))
    return sorted(found, key=lambda finding: finding.order)


def _same_event(happening: StoredEvent | None) -> dict[str, date]:
    """Ids of the mentions of an event, each with the day of the event that is told, the day of the mention's
    publication where none is: what was published before cannot tell that it was done."""
    if happening is None:
        return {}
    days = [row["earliest"] for row in happening.rows if row["precision"] == Precision.DAY and row["earliest"]]
    usual = Counter(days).most_common()
    day = min(day for day, count in usual if count == usual[0][1]) if usual else None
    return {row["id"]: day or row["published"] for row in happening.rows}


def _by_event(target: Target, pool: Pool, row: Row, event: Row, same_event: Mapping[str, date]) -> Finding | None:
    """What one event of a sentence says; None when it is of another time, or tells neither that it was done nor that
    it was not."""
    stand = _stand(target, row, event)
    if target.type is None or stand is None or row["published"] < same_event.get(event["id"], row["published"]):
        return None
    if stand == STANDS_FOR and _is_still_ahead(row["words"], event["quote"]):
        return None
    score = BIAS + _type(target, event) + _direction(target, event) + _persons(target, event)
    score += PARTIES_WEIGHT * _parties(target, row, event)
    score += WORDS_WEIGHT * pool.share(target.words, row["spoken"])
    score += SAME_EVENT * (event["id"] in same_event) + _time(target, event, row, same_event.get(event["id"]))
    score += 0.0 if target.own else CONTEXT_ONLY
    denied_by_another = stand == STANDS_AGAINST and event["holder_kind"] != HolderKind.AUTHOR
    return _finding(row, stand, _probability(score) * (BY_ANOTHER if denied_by_another else 1), event)


def _by_words(target: Target, pool: Pool, row: Row, events: Sequence[Row]) -> Finding | None:
    """What a sentence says by its words alone; None when all that it tells of is of another time or only expected."""
    if events and all(_tells_nothing(target, row, event) for event in events):
        return None
    score = BIAS + NO_TYPE + WORDS_WEIGHT * 1.2 * pool.share(target.words, row["spoken"])
    score += PARTIES_WEIGHT * _share_of(target.parties, row["named"]) + _time(target, None, row)
    denied = any(event["factuality"] in DENIED for event in events) or (not events and _denies(row["words"]))
    probability = min(MOST_WITHOUT_EVENT, _probability(score))
    if not (events or denied) and _NOT_PLAIN.search(row["words"]):
        probability *= NOT_PLAINLY_TOLD
    return _finding(row, STANDS_AGAINST if denied else STANDS_FOR, probability, None)


def _tells_nothing(target: Target, row: Row, event: Row) -> bool:
    stand = _stand(target, row, event)
    return stand is None or (stand == STANDS_FOR and _is_still_ahead(row["words"], event["quote"]))


def _is_still_ahead(words: str, trigger: str) -> bool:
    """Whether an act is only announced or threatened: "confirms a trip", "did not rule out sending arms"."""
    place = words.find(trigger)
    return place > 0 and _STILL_AHEAD.search(words[:place]) is not None


def _denies(words: str) -> bool:
    """Whether a sentence plainly tells that something is not so: "did not close the port", "has never been built"."""
    return _DENIES.search(words) is not None and _LEAVES_OPEN.search(words) is None


def _stand(target: Target, row: Row, event: Row) -> str | None:
    """How an event bears on the target by its factuality and its time."""
    first, last = event["earliest"], event["latest"]
    if (last or row["published"]) < target.first_day - timedelta(days=1):
        return None  # of an earlier time
    if event["factuality"] in DENIED:
        return STANDS_AGAINST
    if event["factuality"] not in DONE or event["tense"] == Tense.FUTURE:
        return None
    if target.last_day and first and first > target.last_day:
        return STANDS_LATE
    return STANDS_FOR


def _type(target: Target, event: Row) -> float:
    """How like the act is, by the ontology and by its own word."""
    assert target.type is not None
    kind = EventType(event["type"])
    other = 0.0 if spoken_of(event["quote"]) & target.words else OTHER_TRIGGER
    if kind is not target.type:
        return (KIN_TYPE if kind in KIN.get(target.type, ()) else OTHER_TYPE) + other
    if event["mode"] == target.mode:
        return SAME_TYPE + other
    return (LIKE_TYPE if event["mode"] is None or target.mode is None else KIN_TYPE) + other


def _direction(target: Target, event: Row) -> float:
    """Whether the sides are the other way round."""
    if target.type in JOINT and target.mode is None:
        return 0.0
    actors, recipients = set(event["actors"]), set(event["recipients"])
    turned = (target.actors & recipients and not target.actors & actors) or (
        target.recipients & actors and not target.recipients & recipients and not target.actors & actors
    )
    return WRONG_WAY if turned else 0.0


def _persons(target: Target, event: Row) -> float:
    """Whether somebody else acts for the same side."""
    named = {person for person in (*event["actor_persons"], *event["recipient_persons"]) if person}
    return OTHER_PERSON if target.persons and named and not target.persons & named else 0.0


def _parties(target: Target, row: Row, event: Row) -> float:
    """How many of the parties take part; those whom only the sentence names count less."""
    taking = {*event["actors"], *event["recipients"]}
    return 0.75 * _share_of(target.parties, taking) + 0.25 * _share_of(target.parties, {*taking, *row["named"]})


def _time(target: Target, event: Row | None, row: Row, happened: date | None = None) -> float:
    """A date that fits speaks for it, told with the event or of the same event elsewhere in those days; the longer
    after the expected day it is, the less."""
    dated = event is not None and event["earliest"] is not None and event["latest"] is not None
    day = event["earliest"] if event is not None and dated else row["published"]
    expected = max(target.expected or target.made_on, target.made_on)
    months: float = min(MOST_AGE, max(0, (day - expected).days) / 30)
    soon = happened is not None and row["published"] - happened <= NEWS
    news = event is not None and event["precision"] is None and months <= 0.25
    return IN_TIME * (1.0 if dated or soon else 0.5 if news else 0.0) + MONTH_OF_AGE * months


def _share_of(wanted: Collection[str], there: Collection[str]) -> float:
    return len(set(wanted) & set(there)) / len(wanted) if wanted else 0.0


def _probability(score: float) -> float:
    return 1 / (1 + math.exp(-score))


def _finding(row: Row, stand: str, probability: float, event: Row | None) -> Finding:
    return Finding(
        stand=stand,
        probability=round(probability, 4),
        evidence=Evidence(
            document_id=row["document_id"],
            sentence=row["sentence"],
            span=Span(start=row["start"], end=row["end"]),
            quote=row["words"],
        ),
        published=row["published"],
        outlet=row["outlet"],
        happened_first=event["earliest"] if event else None,
        happened_last=event["latest"] if event else None,
    )
