"""Offices and who held them when.

Comes in: the files under ``data/offices``. Each has sections, one for each office of a state or organisation::

    [RUS] head of state: President
    1991-07-10 Boris Yeltsin
    1999-12-31 Vladimir Putin
    2008-05-07..2012-05-07 Dmitry Medvedev

A date is as precise as it is known. A term without an end lasts until the next one of its section begins, or still
goes on; ``..1989`` ends it, ``..2023+`` says that it went on at least until then. A title after a comma is the
person's own; ``(acting)``, ``(joint)`` and ``(disputed)`` mark terms; ``-`` for a person: the office was vacant. In
sections of several holders (``official``, ``envoy``, ...) terms stand on their own.

Goes out: `Term` values. It does not know how persons are spelt elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from onrecord.gazetteer.periods import Period, first_day, last_day
from onrecord.gazetteer.tables import DATA, lines

SHARED_OFFICES = frozenset({"official", "envoy", "spokesperson", "ambassador", "minister", "commander"})
RANKS = ("head of state", "head of government", "leader", "secretary-general", "foreign minister", "defence minister")
_MARKS = r"acting|joint|disputed"
_DATE = r"\d{4}(?:-\d\d){0,2}"
_SECTION = re.compile(r"\[(?P<state>[^\]]+)\]\s+(?P<offices>[^:]+):\s*(?P<title>\S.*)$")
_TERM = re.compile(
    rf"(?P<since>{_DATE})(?:\.\.(?P<until>{_DATE}\+?))?\s+(?P<person>[^(),]+?)"
    rf"(?:,\s*(?P<title>[^()]+?))?(?:\s*\((?P<mark>{_MARKS})\))?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One person's time in one office. ``ends`` is as in the file: empty when the end follows from the next term."""

    state: str
    offices: tuple[str, ...]
    title: str
    person: str
    begins: str
    ends: str
    time: Period
    mark: str | None = None
    line: str = ""

    @property
    def rank(self) -> int:
        """How high the office is: 0 for heads of state."""
        return min(RANKS.index(office) if office in RANKS else len(RANKS) for office in self.offices)


def load_terms() -> tuple[Term, ...]:
    """All terms of all files, in the order of file names and lines."""
    names = sorted(entry.name for entry in DATA.joinpath("offices").iterdir() if entry.name.endswith(".txt"))
    return tuple(term for name in names for term in read_terms(name, lines(f"offices/{name}")))


def read_terms(file: str, numbered: Iterator[tuple[int, str]]) -> Iterator[Term]:
    """The terms of one file.

    Raises:
        ValueError: for a line that is neither a section nor a term, naming file and line.
    """
    section: re.Match[str] | None = None
    terms: list[Term] = []
    for number, line in numbered:
        where = f"{file}:{number}"
        if found := _SECTION.match(line):
            yield from _closed(terms)
            section, terms = found, []
        elif section is not None and (found := _TERM.match(line.strip())):
            terms.append(_term(section, found, where))
        else:
            raise ValueError(f"{where}: neither an office nor a term: {line!r}")
    yield from _closed(terms)


def _term(section: re.Match[str], found: re.Match[str], where: str) -> Term:
    ends = found["until"] or ""
    return Term(
        state=section["state"],
        offices=tuple(office.strip() for office in section["offices"].split(",")),
        title=found["title"] or section["title"],
        person=found["person"].strip(),
        begins=found["since"],
        ends=ends,
        time=Period(first_day(found["since"]), last_day(ends.rstrip("+")) if ends else None),
        mark=found["mark"],
        line=where,
    )


def _closed(terms: list[Term]) -> Iterator[Term]:
    """The terms of a section, each ended where the next begins; vacancies left out."""
    for number, term in enumerate(terms):
        closed = term
        if not term.ends and number + 1 < len(terms) and not SHARED_OFFICES.intersection(term.offices):
            closed = replace(term, time=Period(term.time.since, _end_before(term, terms[number + 1])))
        if term.person != "-":
            yield closed


def _end_before(term: Term, following: Term) -> date:
    """The day on which a term ends when another follows: the following one's first day, as vague as it is known."""
    latest = last_day(following.begins)
    return max(latest, term.time.since) if term.time.since else latest
