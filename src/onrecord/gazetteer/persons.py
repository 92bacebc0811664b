"""Persons who act for a state or an organisation, and the names they go by.

Comes in: the terms of office and ``data/persons.txt`` (other spellings, surnames where they do not follow from the
name). Goes out: `Person` values with every spelling. Who a bare surname means on a date is decided here too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from onrecord.gazetteer.names import surface
from onrecord.gazetteer.offices import Term
from onrecord.gazetteer.periods import Period
from onrecord.gazetteer.tables import lines

FAMILY_NAME_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "HKG"})
GIVEN_NAME_USED = frozenset({"VNM", "VDR", "RVN", "KHM", "MMR", "IDN", "MYS", "ETH", "BTN", "THA", "LAO"})
_PARTICLES = frozenset({"von", "der", "van", "de", "den", "di", "da", "du", "la", "del", "ter", "le", "dos"})
_ARTICLES = ("al-", "Al-", "el-", "El-", "ul-")
_ROYAL = frozenset({"King", "Queen", "Emperor", "Sultan", "Emir", "Pope", "Crown Prince", "Grand Duke", "Prince"})
_KNOWN_BEFORE_OFFICE = timedelta(days=15 * 365)


@dataclass(slots=True, eq=False)
class Person:
    """A person with the terms they served, the earliest first."""

    name: str
    terms: list[Term] = field(default_factory=list)
    spellings: list[str] = field(default_factory=list)
    surnames: list[str] = field(default_factory=list)

    def terms_on(self, day: date) -> list[Term]:
        """The terms that include a day, the highest office first; of one office the newest first."""
        held = [term for term in self.terms if term.time.includes(day)]
        return sorted(held, key=lambda term: (term.rank, -(term.time.since or date.min).toordinal()))

    def nearest_term(self, day: date) -> Term:
        """The term that includes a day or lies nearest to it."""
        held = self.terms_on(day)
        return held[0] if held else min(self.terms, key=lambda term: (term.time.distance(day), term.rank))

    @property
    def public_life(self) -> Period:
        """From the first office to the last; open while one goes on."""
        ends = [term.time.until for term in self.terms]
        until = None if None in ends else max(end for end in ends if end)
        return Period(self.terms[0].time.since, until)

    def known_on(self, day: date) -> bool:
        """Whether a bare surname may mean this person on a day: from fifteen years before their first office on."""
        since = self.terms[0].time.since or date.min
        return day >= since or since - day <= _KNOWN_BEFORE_OFFICE


def load_persons(terms: Iterable[Term]) -> dict[str, Person]:
    """All persons by the name that the offices give them.

    Raises:
        ValueError: when ``persons.txt`` names somebody who never held an office.
    """
    persons: dict[str, Person] = {}
    for term in terms:
        persons.setdefault(term.person, Person(term.person)).terms.append(term)
    for person in persons.values():
        person.terms.sort(key=lambda term: (term.time.since or date.min, term.rank))
        if " " in person.name:
            person.spellings.append(person.name)
    for number, line in lines("persons.txt"):
        name, _, others = (part.strip() for part in line.partition("="))
        if name not in persons:
            raise ValueError(f"persons.txt:{number}: {name} holds no office in the data")
        for other in filter(None, (part.strip() for part in others.split(";"))):
            person = persons[name]
            (person.surnames if " " not in other else person.spellings).append(other)
    for person in persons.values():
        if " " not in person.name:
            person.surnames.append(person.name)
        person.surnames = person.surnames or list(derived_surnames(person.name, person.terms[0].state))
        person.spellings.extend(_derived_spellings(person))
    return persons


def derived_surnames(name: str, state: str) -> tuple[str, ...]:
    """The surname in a person's name, as the usage of their state has it; none for monarchs and patronymics.

    A name of one word stands for itself.

    >>> derived_surnames("Kim Jong Un", "PRK")
    ('Kim',)
    >>> derived_surnames("Ursula von der Leyen", "DEU")
    ('von der Leyen', 'Leyen')
    """
    words = name.split()
    if len(words) == 1:
        return (name,)
    if "bin" in words or "bint" in words or set(words[-1]) <= set("IVX"):
        return ()
    if state in FAMILY_NAME_FIRST:
        return (words[0],)
    if words[-1] in {"Jr.", "Sr."}:
        words.pop()
    last = words[-1]
    for article in _ARTICLES:
        if last.startswith(article):
            return (last, last.removeprefix(article))
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    whole = " ".join(words[start:])
    return (whole,) if whole == last else (whole, last)


def _derived_spellings(person: Person) -> list[str]:
    """Spellings that follow from the name: the other order of East Asian names, titles of monarchs and popes."""
    spellings = []
    words = person.name.split()
    if person.terms[0].state in FAMILY_NAME_FIRST and len(words) > 1:
        spellings.append(" ".join([*words[1:], words[0]]))
    title = person.terms[-1].title
    if title in _ROYAL:
        spellings.append(f"{title} {words[0]}")
        spellings.append(f"{title} {person.name}")
    return spellings


def who_is_meant(persons: Sequence[Person], day: date) -> list[Person]:
    """Those of several namesakes whose terms include a day, the highest office first; else those nearest to it."""
    if len(persons) < 2:
        return list(persons)
    in_office = [person for person in persons if person.terms_on(day)]
    if in_office:
        return sorted(in_office, key=lambda person: (person.terms_on(day)[0].rank, person.name))
    gaps = {person.name: person.nearest_term(day).time.distance(day) for person in persons}
    nearest = min(gaps.values())
    return sorted((person for person in persons if gaps[person.name] == nearest), key=lambda person: person.name)


def surname_key(surname: str) -> str:
    """What two spellings of one surname have in common."""
    return surface(surname).lower()
