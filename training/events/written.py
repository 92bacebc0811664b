"""Sentences with every event marked, written for training: ``python -m training.events.written FILES --exam HASHES``.

Comes in: text files of records, parted by a line ``---``, each beginning with a line ``# style, region, year``. In the
text ``{e1 ACT mode FACT|...}`` marks a trigger with the PLOVER root of the act, its mode and its factuality (FactBank),
``{a1|...}`` who does it, ``{r1|...}`` to whom, and ``{h1|...}`` whose claim it is; without the last it is the author's.
The number ties the parts of one event together; marks may lie inside one another and stand several times. Goes out:
`Record` values with plain text and character spans. Records that share a run of words with an examination are refused.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.ontology.codebook import MODES
from onrecord.vocabulary import EventType, Factuality
from training.statements.written import EXAMINATION_RUN, runs

MARK = re.compile(
    r"\{(?:e(?P<event>\d+) (?P<act>[A-Z]+) (?P<mode>[a-z]+) (?P<value>[A-Z][A-Za-z][+-]?)"
    r"|(?P<role>[arh])(?P<number>\d+))\|"
    r"|(?P<stray>\{)|(?P<close>\})"
)
ROLES = {"a": "actors", "r": "recipients", "h": "holders"}

Spans = list[tuple[int, int]]


class MalformedMarks(ValueError):
    """A record whose marks can't be read; names the file and the record."""


@dataclass(slots=True)
class Event:
    """One marked event; spans are half open, in code points of the record's plain text."""

    act: str
    mode: str
    value: str
    triggers: Spans = field(default_factory=list)
    actors: Spans = field(default_factory=list)
    recipients: Spans = field(default_factory=list)
    holders: Spans = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Record:
    """A sentence or two; the main event comes first."""

    name: str
    style: str
    text: str
    events: tuple[Event, ...]


def load(path: Path) -> list[Record]:
    """All records of a file.

    Raises:
        MalformedMarks: when a mark is unknown, unbalanced, or belongs to no event.
    """
    parts = re.split(r"^---\s*$", path.read_text("utf-8"), flags=re.MULTILINE)
    return [parse(part.strip(), f"{path.stem}:{n}") for n, part in enumerate(parts, 1) if part.strip()]


def parse(written: str, name: str) -> Record:
    """One record from its written form."""
    first, _, rest = written.partition("\n")
    style, body = (first[1:].strip(), rest) if first.startswith("#") else ("", written)
    events: dict[int, Event] = {}
    parts: list[tuple[int, str, int, int]] = []
    text, last = "", 0
    open_marks: list[tuple[int, str, int]] = []
    for mark in MARK.finditer(body := " ".join(body.split())):
        text += body[last : mark.start()]
        last = mark.end()
        if mark["stray"] or (mark["close"] and not open_marks):
            raise MalformedMarks(f"{name}: a stray brace")
        if mark["close"]:
            number, role, start = open_marks.pop()
            parts.append((number, role, start, len(text)))
        elif mark["event"]:
            number = int(mark["event"])
            events.setdefault(number, checked(mark, name))
            open_marks.append((number, "e", len(text)))
        else:
            open_marks.append((int(mark["number"]), mark["role"], len(text)))
    if open_marks:
        raise MalformedMarks(f"{name}: a mark that is not closed")
    text += body[last:]
    for number, role, start, end in parts:
        if number not in events:
            raise MalformedMarks(f"{name}: part {number} belongs to no event")
        spans = events[number].triggers if role == "e" else getattr(events[number], ROLES[role])
        spans.append((start, end))
    return Record(name, style, text, tuple(events[n] for n in sorted(events)))


def checked(mark: re.Match[str], name: str) -> Event:
    """The event that a mark opens, of known act, mode and factuality."""
    try:
        act, value = EventType(mark["act"]), Factuality(mark["value"])
    except ValueError as error:
        raise MalformedMarks(f"{name}: {error}") from None
    if mark["mode"] not in MODES:
        raise MalformedMarks(f"{name}: no such mode: {mark['mode']}")
    return Event(act.value, mark["mode"], value.value)


def examined(text: str, hashes: frozenset[str]) -> bool:
    """Whether a text shares a run of eight words with an examination, by the hashes of its runs."""
    return any(hashlib.sha256(run.encode()).hexdigest()[:16] in hashes for run in runs(text, EXAMINATION_RUN))


def main() -> int:
    """Check files and count what they hold; returns 1 when one is malformed or a record is refused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--exam", type=Path, help="hashes of eight-word runs that no record may have, one a line")
    given = parser.parse_args()
    try:
        records = [record for path in given.files for record in load(path)]
    except MalformedMarks as error:
        print(error, file=sys.stderr)
        return 1
    hashes = frozenset(given.exam.read_text("utf-8").split()) if given.exam else frozenset[str]()
    refused = [record.name for record in records if examined(record.text, hashes)]
    events = [event for record in records for event in record.events]
    print(f"{len(records)} records, {sum(not r.events for r in records)} without an event, {len(events)} events")
    print(*(f"{act} {count}" for act, count in sorted(Counter(e.act for e in events).items())), sep=", ")
    print(*(f"{mode} {count}" for mode, count in sorted(Counter(e.mode for e in events).items())), sep=", ")
    for name in refused:
        print(f"{name}: refused, shares a run of words with the examination", file=sys.stderr)
    return bool(refused)


if __name__ == "__main__":
    sys.exit(main())
