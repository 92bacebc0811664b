"""Annotated reports that people write and correct: ``python -m training.statements.written FILES --out rows.jsonl``.

Comes in: text files of records, with marks in the text for the source, cue and content of each attribution. Goes out:
JSON lines with the plain text and the character spans of each attribution, outer attributions before those inside them.
Records are parted by a line ``---`` and may begin with a line ``# style, region, year``. ``{s1|...}`` marks a source,
``{c1|...}`` a cue, ``{k1|...}`` a content; the number ties the parts of one attribution together within its record;
marks may lie inside one another, and a part that is split has the same mark twice. A source may be missing, cue and
content may not. Texts that share a run of words with an examination are refused. It does not train.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TypedDict

ROLES = {"s": "source", "c": "cue", "k": "content"}
MARK = re.compile(r"\{(?P<role>[sck])(?P<number>[1-9]\d*)\||(?P<stray>\{)|(?P<close>\})")
EXAMINATION_RUN = 8

Attribution = dict[str, list[list[int]]]
Known = Callable[[str], bool]


class Row(TypedDict):
    """One record: its name, its text without marks, and its attributions."""

    doc: str
    text: str
    attributions: list[Attribution]


class MalformedMarks(ValueError):
    """A record whose marks cannot be read; says in which file, record and line."""

    def __init__(self, message: str, *, file: str, record: int, line: int) -> None:
        super().__init__(f"{file}, record {record}, line {line}: {message}")
        self.file, self.record, self.line = file, record, line


@dataclass(frozen=True, slots=True)
class Record:
    """The raw text of a record, its number in the file, and the line of the file that the text begins on."""

    file: str
    number: int
    line: int
    raw: str

    @property
    def name(self) -> str:
        return f"{Path(self.file).stem}/{self.number:02}"

    def error(self, message: str, at: int) -> MalformedMarks:
        line = self.line + self.raw.count("\n", 0, at)
        return MalformedMarks(message, file=self.file, record=self.number, line=line)


@dataclass(slots=True)
class Open:
    """A mark that is not closed yet: where it begins in the raw text and in the plain text."""

    label: str
    raw: int
    plain: int


@dataclass(slots=True)
class Marks:
    """What the scan has found so far: pieces of plain text, spans by mark, and open marks, outermost first."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    begins: dict[str, int] = field(default_factory=dict)
    stack: list[Open] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


def parse(content: str, file: str) -> list[Row]:
    """Read the records of one file.

    Args:
        content: The text of the file.
        file: Its name, for the names of the rows and for errors.

    Returns:
        A row for each record that has text, in the order of the file.

    Raises:
        MalformedMarks: A mark is not closed, not opened, empty, unknown, or an attribution lacks cue or content.
    """
    return [row_of(record) for record in records(content, file)]


def records(content: str, file: str) -> Iterator[Record]:
    """The records of a file, without their heading lines and the blank lines around them."""
    number, lines = 0, content.split("\n")
    edges = [-1, *(n for n, line in enumerate(lines) if line.strip() == "---"), len(lines)]
    for before, after in pairwise(edges):
        first, last = before + 1, after
        while first < last and not lines[first].strip():
            first += 1
        if first == last:
            continue
        number += 1
        if lines[first].startswith("#"):
            first += 1
        while first < last and not lines[first].strip():
            first += 1
        while first < last and not lines[last - 1].strip():
            last -= 1
        record = Record(file, number, first + 1, "\n".join(lines[first:last]))
        if not record.raw:
            raise record.error("a heading without a text", 0)
        yield record


def row_of(record: Record) -> Row:
    """Take the marks out of a record."""
    marks, end = Marks(), 0
    for match in MARK.finditer(record.raw):
        marks.add(record.raw[end : match.start()])
        end = match.end()
        if match["stray"]:
            raise record.error(
                "a brace that begins no mark; a mark looks like {s1|...}, {c1|...} or {k1|...}", match.start()
            )
        if match["close"]:
            close(marks, record, match.start())
        else:
            open_mark(marks, record, match["role"] + match["number"], match.start())
    marks.add(record.raw[end:])
    if marks.stack:
        raise record.error(f"{{{marks.stack[-1].label}| is not closed", marks.stack[-1].raw)
    return Row(doc=record.name, text="".join(marks.pieces), attributions=attributions(marks, record))


def open_mark(marks: Marks, record: Record, label: str, at: int) -> None:
    if any(mark.label == label for mark in marks.stack):
        raise record.error(f"{{{label}| inside itself; an inner attribution needs a number of its own", at)
    marks.begins.setdefault(label, at)
    marks.stack.append(Open(label, at, marks.length))


def close(marks: Marks, record: Record, at: int) -> None:
    if not marks.stack:
        raise record.error("a closing brace without a mark", at)
    mark = marks.stack.pop()
    inside = "".join(marks.pieces)[mark.plain :]
    if not inside.strip():
        raise record.error(f"{{{mark.label}| is empty", mark.raw)
    if inside != inside.strip():
        raise record.error(f"{{{mark.label}| begins or ends with a space; move it out of the mark", mark.raw)
    marks.spans.setdefault(mark.label, []).append((mark.plain, marks.length))


def attributions(marks: Marks, record: Record) -> list[Attribution]:
    """Tie spans of one number together; outer attributions come before those inside them."""
    found: list[Attribution] = []
    for number in sorted({int(label[1:]) for label in marks.spans}):
        parts = {role: sorted(marks.spans.get(f"{letter}{number}", [])) for letter, role in ROLES.items()}
        for letter, role in ROLES.items():
            if role != "source" and not parts[role]:
                at = min(marks.begins[other + str(number)] for other in ROLES if other + str(number) in marks.begins)
                raise record.error(f"attribution {number} has no {role}; mark it with {{{letter}{number}|...}}", at)
        found.append({role: [list(span) for span in each] for role, each in parts.items()})
    return sorted(found, key=lambda one: (min(parts[0][0] for parts in one.values() if parts), depth(one, found)))


def depth(one: Attribution, others: Iterable[Attribution]) -> int:
    """How many contents of other attributions this one's cue lies in."""
    start, end = one["cue"][0][0], one["cue"][-1][1]
    return sum(other is not one and any(s <= start and end <= e for s, e in other["content"]) for other in others)


def runs(text: str, length: int) -> Iterator[str]:
    """Every run of so many words, lower case and without punctuation; a shorter text is one run."""
    words = re.sub(r"[^a-z0-9]+", " ", text.lower()).split()
    for start in range(max(1, len(words) - length + 1)):
        yield " ".join(words[start : start + length])


def examined(rows: Iterable[Row], shingles: frozenset[str]) -> list[tuple[str, str]]:
    """The names of rows that share a run of eight words with an examination, each with the first such run."""
    return shared(rows, lambda run: hashlib.sha256(run.encode()).hexdigest()[:16] in shingles, EXAMINATION_RUN)


def borrowed(rows: Iterable[Row], others: Iterable[str], length: int) -> list[tuple[str, str]]:
    """The names of rows that share a run of ``length`` words with one of the other texts, each with the first one."""
    known = {run for text in others for run in runs(text, length) if run.count(" ") == length - 1}
    return shared(rows, known.__contains__, length)


def shared(rows: Iterable[Row], known: Known, length: int) -> list[tuple[str, str]]:
    found = ((row["doc"], next((run for run in runs(row["text"], length) if known(run)), None)) for row in rows)
    return [(doc, run) for doc, run in found if run is not None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse, check and write; returns 1, and writes nothing, when a file is malformed or a record is refused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True, help="JSON lines to write")
    parser.add_argument("--exam", type=Path, help="hashes of eight-word runs that no record may have, one a line")
    parser.add_argument("--apart-from", type=Path, nargs="*", default=[], help="JSON lines whose 'text' is others'")
    parser.add_argument("--run", type=int, default=10, help="words in a run that counts as taken from others")
    given = parser.parse_args(arguments)
    try:
        rows = [row for file in given.files for row in parse(file.read_text("utf-8"), str(file))]
    except (MalformedMarks, OSError, UnicodeDecodeError) as error:
        print(error, file=sys.stderr)
        return 1
    refused = examined(rows, frozenset(given.exam.read_text("utf-8").split())) if given.exam else []
    lines = (line for path in given.apart_from for line in path.read_text("utf-8").split("\n"))
    texts = (json.loads(line)["text"] for line in lines if line)
    taken = borrowed(rows, texts, given.run) if given.apart_from else []
    for doc, run in refused:
        print(f"{doc}: refused, shares a run of words with the examination: {run!r}", file=sys.stderr)
    for doc, run in taken:
        print(f"{doc}: refused, shares a run of {given.run} words with another's text: {run!r}", file=sys.stderr)
    if refused or taken:
        return 1
    given.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    print(f"{len(rows)} records, {sum(len(row['attributions']) for row in rows)} attributions -> {given.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
