"""The gazetteer: who a name means on a date.

Comes in: the data files (states, organisations, metonyms, offices, persons). Goes out: `Gazetteer`, made once by
`load_gazetteer`. It knows names and dates, and nothing of sentences: whether "Jordan" is a state or a given name
there is for the reader to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache

from onrecord.gazetteer.index import KnownName, NameIndex
from onrecord.gazetteer.names import surface
from onrecord.gazetteer.nouns import OfficeWord, office_words
from onrecord.gazetteer.offices import Term, load_terms
from onrecord.gazetteer.organisations import Metonym, Organisation, load_metonyms, load_organisations, stop_phrases
from onrecord.gazetteer.outlets import outlet_names
from onrecord.gazetteer.periods import Period
from onrecord.gazetteer.persons import Person, load_persons, surname_key, who_is_meant
from onrecord.gazetteer.states import State, StateNames, load_states
from onrecord.gazetteer.tables import MarkedName, words_of
from onrecord.types import Actor, ActorKind


class NameRole(StrEnum):
    """How a name names."""

    NAME = "name"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    METONYM = "metonym"
    OFFICE = "office"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One meaning of one name.

    ``since`` and ``until`` are the lifetime of the state or organisation, the time for which a metonym holds, or the
    time from a person's first office to their last. The actor of an ``OFFICE`` entry has an empty id and the key of the
    office: which state's it is stands elsewhere in the sentence. ``sector`` (GOV, MIL, LEG, ...) is given for metonyms.
    """

    actor: Actor
    name: str
    role: NameRole
    strong: bool
    since: date | None = None
    until: date | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class _PersonName:
    """A name that persons bear; who is meant depends on the date. ``bare``: a surname or a single name."""

    key: str
    bare: bool = False
    common: bool = False


_Meaning = Entry | _PersonName


class Gazetteer:
    """All names, offices and persons. Immutable once made; `load_gazetteer` keeps one."""

    def __init__(self) -> None:
        self._states: dict[str, StateNames] = {names.state.code: names for names in load_states()}
        self._organisations = {organisation.id: organisation for organisation in load_organisations()}
        self.terms: tuple[Term, ...] = load_terms()
        self.people: dict[str, Person] = load_persons(self.terms)
        self._office_words: dict[str, OfficeWord] = office_words()
        self._actors = {code: _state_actor(names.state) for code, names in self._states.items()}
        self._actors |= {id: _organisation_actor(found) for id, found in self._organisations.items()}
        self._terms_of: dict[str, list[Term]] = {}
        for term in self.terms:
            self._terms_of.setdefault(term.state, []).append(term)
        self._bearers: dict[str, list[Person]] = {}
        self._index: NameIndex[_Meaning] = NameIndex()
        # a report names the same few persons again and again, always on one date
        self._bearer_entries = lru_cache(maxsize=10_000)(self._find_bearers)
        self._add_all()

    # -- questions

    def lookup(self, name: str, *, on: date) -> tuple[Entry, ...]:
        """What exactly this name means on a date, the strong meanings first; () when it is not known.

        Case, accents, hyphens, curly quotes, a leading "the" and a possessive ending do not matter, except that weak
        names and short capitals ("US") need their case.
        """
        return self._entries(self._index.find(name, on), on)

    def longest(self, words: Sequence[str], start: int, *, on: date) -> tuple[int, tuple[Entry, ...]] | None:
        """The longest known name that begins at ``words[start]``.

        Args:
            words: Words or tokens; hyphens and possessive endings may be tokens of their own.
            start: Where the name begins. A "the" there is passed over.
            on: The date for which the name is to mean something.

        Returns:
            The position after the name, and its meanings; None when no name begins there. The meanings are empty for
            a phrase that contains a state's name and names no actor ("New Mexico"): go on after it.
        """
        found = self._index.longest(words, start, on)
        return None if found is None else (found[0], self._entries(found[1], on))

    def state(self, code: str) -> State | None:
        """The state with a code, past ones too."""
        names = self._states.get(code)
        return names.state if names else None

    def states(self) -> tuple[State, ...]:
        """All states, the present ones first."""
        return tuple(names.state for names in self._states.values())

    def organisations(self) -> tuple[Organisation, ...]:
        """All organisations, alliances, armed groups and companies."""
        return tuple(self._organisations.values())

    def actor(self, id: str) -> Actor | None:
        """The state, past state or organisation with an id."""
        return self._actors.get(id)

    def office_holder(self, office: str, state: str, *, on: date) -> Actor | None:
        """Who held an office on a date.

        Args:
            office: One of the keys ("head of state", "head of government", "foreign minister", "defence minister",
                "leader", "secretary-general", ...) or a word for it ("president", "premier", "foreign secretary").
            state: A state's code, or an organisation's id.
            on: The date. On the day of a handover it is the newcomer.
        """
        word = self._office_words.get(office.casefold())
        offices, titles = (word.offices, word.titles) if word else ((office.casefold(),), ())
        for key in offices:
            if key == "leader" and (term := self._leader(state, on)):
                return self._in_office(term)
            if term := self._holder(key, titles, state, on):
                return self._in_office(term)
        return None

    def persons(self, surname: str, *, on: date) -> tuple[Actor, ...]:
        """Those with a surname whose terms include a date, the highest office first; else those nearest to it."""
        return tuple(
            self._acting(person, on) for person in who_is_meant(self._bearers.get(surname_key(surname), []), on)
        )

    def person(self, name: str, *, on: date) -> Actor | None:
        """A person by the one spelling that we use, as they stood on a date."""
        found = self.people.get(name)
        return self._acting(found, on) if found else None

    # -- answers

    def _entries(self, found: list[KnownName[_Meaning]], on: date) -> tuple[Entry, ...]:
        entries: list[Entry] = []
        for known in found:
            match known.meaning:
                case None:
                    return ()
                case Entry() as entry:
                    entries.append(entry)
                case _PersonName() as name:
                    entries.extend(self._bearer_entries(name, known.surface, on))
        entries.sort(key=lambda entry: not entry.strong)
        return tuple(entries)

    def _find_bearers(self, name: _PersonName, written: str, on: date) -> tuple[Entry, ...]:
        bearers = [person for person in self._bearers[name.key] if person.known_on(on) or not name.bare]
        meant = who_is_meant(bearers, on)
        strong = len(meant) == 1 and not name.common
        return tuple(self._person_entry(person, written, strong, on) for person in meant)

    def _person_entry(self, person: Person, name: str, strong: bool, on: date) -> Entry:
        public = person.public_life
        return Entry(
            actor=self._acting(person, on),
            name=name,
            role=NameRole.PERSON,
            strong=strong,
            since=public.since,
            until=public.until,
        )

    def _acting(self, person: Person, on: date) -> Actor:
        """A person on a date: the state they act for, and their office if they are in one."""
        term = person.nearest_term(on)
        office = term.title if term.time.includes(on) else None
        return Actor(id=term.state, name=person.name, kind=ActorKind.PERSON, person=person.name, office=office)

    def _in_office(self, term: Term) -> Actor:
        return Actor(id=term.state, name=term.person, kind=ActorKind.PERSON, person=term.person, office=term.title)

    def _holder(self, office: str, titles: tuple[str, ...], state: str, on: date) -> Term | None:
        held = [
            term
            for term in self._terms_of.get(state, ())
            if office in term.offices and term.time.includes(on) and (not titles or _has_title(term.title, titles))
        ]
        return max(held, key=lambda term: term.time.since or date.min, default=None)

    def _leader(self, state: str, on: date) -> Term | None:
        known = self.state(state)
        leads = known.led_by if known else "secretary-general"
        other = "head of state" if leads == "head of government" else "head of government"
        for office in ("leader", leads, other):
            if term := self._holder(office, (), state, on):
                return term
        return None

    # -- making the index

    def _add_all(self) -> None:
        for metonym in load_metonyms():  # before the capitals: of two weak meanings, "Brussels" is rather the EU
            self._add_metonym(metonym)
        for names in self._states.values():
            self._add_state(names)
        for organisation in self._organisations.values():
            actor, life = self._actors[organisation.id], organisation.life
            for name in organisation.names:
                self._add(actor, name, NameRole.NAME, life)
        self._add_persons()
        for word, office in self._office_words.items():
            actor = Actor(id="", name=word, kind=ActorKind.GROUP, office=office.offices[0])
            self._add(actor, MarkedName(word), NameRole.OFFICE, Period())
        self._add_stop_phrases()

    def _add_stop_phrases(self) -> None:
        for phrase in stop_phrases():
            self._index.add(MarkedName(phrase), None)
        for outlet in outlet_names():
            # "China Daily" is not China; but "Xinhua", which is known already, speaks for it
            if " " in surface(outlet) and outlet not in self._index:
                self._index.add(MarkedName(outlet), None)

    def _add_state(self, names: StateNames) -> None:
        actor, life = self._actors[names.state.code], Period(names.state.since, names.state.until)
        # later reports speak of past states too, and earlier ones of the countries that became states
        valid = Period(names.state.since, None) if names.state.past else Period()
        for role, known in (
            (NameRole.NAME, names.names),
            (NameRole.ADJECTIVE, names.adjectives),
            (NameRole.PEOPLE, names.people),
        ):
            for name in known:
                self._add(actor, name, role, life, valid=valid)
        for capital in names.capitals:
            self._add(actor, capital, NameRole.METONYM, life, valid=life, sector="GOV")

    def _add_metonym(self, metonym: Metonym) -> None:
        actor = self._actors.get(metonym.actor)
        if actor is None:
            raise ValueError(f"metonyms.tsv: there is no actor {metonym.actor}")
        for name in metonym.names:
            self._add(actor, name, NameRole.METONYM, metonym.time, valid=metonym.time, sector=metonym.sector)

    def _add_persons(self) -> None:
        common = {surname_key(name) for name in words_of("common_surnames.txt")}
        for person in self.people.values():
            for spelling in person.spellings:
                self._add_bearer(person, MarkedName(spelling), _PersonName(surname_key(spelling)))
            for surname in person.surnames:
                key = surname_key(surname)
                self._add_bearer(person, MarkedName(surname, exact=True), _PersonName(key, True, key in common))

    def _add_bearer(self, person: Person, name: MarkedName, meaning: _PersonName) -> None:
        bearers = self._bearers.setdefault(meaning.key, [])
        if person not in bearers:
            bearers.append(person)
        self._index.add(name, meaning)

    def _add(
        self,
        actor: Actor,
        name: MarkedName,
        role: NameRole,
        life: Period,
        *,
        valid: Period | None = None,
        sector: str | None = None,
    ) -> None:
        entry = Entry(
            actor=actor,
            name=name.text,
            role=role,
            strong=name.strong,
            since=life.since,
            until=life.until,
            sector=sector,
        )
        self._index.add(name, entry, valid=valid or Period(), identity=(actor.id, role, name.strong))


def _has_title(title: str, wanted: tuple[str, ...]) -> bool:
    words = title.casefold()
    return any(one in words for one in wanted)


def _state_actor(state: State) -> Actor:
    return Actor(id=state.code, name=state.name, kind=ActorKind.STATE)


def _organisation_actor(organisation: Organisation) -> Actor:
    return Actor(id=organisation.id, name=organisation.id, kind=organisation.kind)


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer of the installed data files, made in a fraction of a second on the first call and kept."""
    return Gazetteer()
