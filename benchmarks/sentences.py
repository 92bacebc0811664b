"""Events in our own sentences that nothing was trained on: false alarms on neutral ones, and what is found in the
others.

Reads ``training/events/written/neutral.txt`` and ``held_out.txt`` (DATA is not used); each record is read as a report
of its own. Prints the share of neutral records on which an event is coded, and for the others F1 of triggers, with
and without the act, of actors and recipients, the share of right factuality, and how many of the acts that are only
planned, asked for, threatened, possible, refused or denied are coded as done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from training.events.written import Event, Record, load

from onrecord.reading.reader import Reader
from onrecord.types import DateBasis, Document, EventMention, Factuality, Reading, content_id

WRITTEN = Path(__file__).parents[1] / "training" / "events" / "written"
PUBLISHED = date(2025, 6, 30)
DONE = frozenset({Factuality.CERTAIN})
SAID = frozenset({"future", "refused", "demanded", "threatened", "halted", "possible", "denied"})


def run(data: Path, out: Path | None) -> None:
    """Read and print."""
    reader = Reader()
    neutral = load(WRITTEN / "neutral.txt")
    alarms = [reading for _, reading in read(reader, neutral) if reading.events]
    print(f"neutral: an event on {len(alarms)} of {len(neutral)} ({100 * len(alarms) / len(neutral):.1f} %)")
    pairs = list(read(reader, load(WRITTEN / "held_out.txt")))
    for name, value in measured(pairs).items():
        print(f"  {name:34s} {value:6.1f}")
    print(by_act(pairs))


def read(reader: Reader, records: Iterable[Record]) -> Iterator[tuple[Record, Reading]]:
    """Each record with its reading."""
    records = list(records)
    return zip(records, reader.read_many(document(record.text) for record in records), strict=True)


def document(text: str) -> Document:
    return Document(id=content_id("document", text), text=text, published=PUBLISHED, date_basis=DateBasis.GIVEN)


def measured(pairs: Iterable[tuple[Record, Reading]]) -> dict[str, float]:
    """Figures in per cent over records and their readings."""
    count: Counter[str] = Counter()
    for record, reading in pairs:
        matches = list(matched(record.events, reading.events))
        count["wanted"] += len(record.events)
        count["found"] += len(distinct(reading.events))
        for event, mention in matches:
            count["matched"] += 1
            count["typed"] += mention.type == event.act
            count["value"] += mention.factuality == event.value
            for side, spans in (("actor", event.actors), ("recipient", event.recipients)):
                has = bool(mention.actors if side == "actor" else mention.recipients)
                count[f"{side} wanted"] += bool(spans)
                count[f"{side} found"] += has
                count[f"{side} both"] += has and bool(spans)
            if event.mode in SAID:
                count["said"] += 1
                count["said as done"] += mention.factuality in DONE and mention.tense != "future"
    both = count["wanted"] + count["found"]
    return {
        "trigger F1": 200 * count["matched"] / max(1, both),
        "trigger and act F1": 200 * count["typed"] / max(1, both),
        "factuality right, of found": 100 * count["value"] / max(1, count["matched"]),
        "actor there where one is, of found": 100 * count["actor both"] / max(1, count["actor wanted"]),
        "recipient there where one is": 100 * count["recipient both"] / max(1, count["recipient wanted"]),
        "recipient there where none is": 100
        * (count["recipient found"] - count["recipient both"])
        / max(1, count["recipient found"]),
        "said but coded as done, of found": 100 * count["said as done"] / max(1, count["said"]),
    }


def by_act(pairs: Iterable[tuple[Record, Reading]]) -> str:
    """F1 of each act, and what it is most often taken for where it is taken for another."""
    wanted, said, right = Counter[str](), Counter[str](), Counter[str]()
    taken: dict[str, Counter[str]] = {}
    for record, reading in pairs:
        matches = list(matched(record.events, reading.events))
        wanted.update(event.act for event in record.events)
        said.update(mention.type.value for mention in distinct(reading.events))
        for event, mention in matches:
            right[event.act] += mention.type == event.act
            if mention.type != event.act:
                taken.setdefault(event.act, Counter())[mention.type.value] += 1
    lines = [f"  {'act':10s} {'F1':>6s} {'P':>6s} {'R':>6s} {'n':>5s}  taken for"]
    for act in sorted(wanted):
        f1 = 200 * right[act] / max(1, wanted[act] + said[act])
        precision, recall = 100 * right[act] / max(1, said[act]), 100 * right[act] / wanted[act]
        others = ", ".join(f"{name} {count}" for name, count in taken.get(act, Counter()).most_common(3))
        lines.append(f"  {act:10s} {f1:6.1f} {precision:6.1f} {recall:6.1f} {wanted[act]:5d}  {others}")
    return "\n".join(lines)


def distinct(mentions: Iterable[EventMention]) -> list[EventMention]:
    """One mention for each trigger."""
    return list({mention.evidence.span: mention for mention in mentions}.values())


def matched(events: Iterable[Event], mentions: Iterable[EventMention]) -> Iterator[tuple[Event, EventMention]]:
    """Each marked event with the mention whose trigger lies in its own; each mention once."""
    free = list(mentions)
    for event in events:
        for mention in free:
            span = mention.evidence.span
            if any(start < span.end and span.start < end for start, end in event.triggers):
                free.remove(mention)
                yield event, mention
                break
