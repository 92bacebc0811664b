"""Who the persons of one document are: spellings and surnames brought together.

Comes in: the places where persons are named, each with its title. Goes out: `People`, which tells for each place the
person, and for each person the `Actor`. "Muster" is "Konrad Muster" when one person of the document is called so;
when two are, the nearer one is meant if only one was named just before, else nobody. It reads no grammar.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from onrecord.gazetteer import Entry
from onrecord.gazetteer.names import surface_words
from onrecord.reading.actors.lexicon import Category, Lexicon, lexicon
from onrecord.reading.actors.persons import PersonSpan
from onrecord.reading.actors.titles import Title
from onrecord.reading.actors.words import Words
from onrecord.types import Actor, ActorKind

NEAR = 1
ACTING = frozenset({Category.OFFICE, Category.OFFICIAL})


@dataclass(slots=True)
class Person:
    """One person of a document, and what it says of them."""

    name: str
    tokens: tuple[str, ...]
    known: Actor | None = None
    sponsor: Actor | None = None
    office: str | None = None
    role: str | None = None
    affiliation: str | None = None
    gender: str | None = None
    former: bool = False
    sentences: list[int] = field(default_factory=list)

    def actor(self) -> Actor:
        """The person as an actor: beside their state or organisation where that is known."""
        if self.known is not None:
            moved = self.known.office is None and self.office is not None and not self.former
            if moved and self.sponsor is not None and self.sponsor.id != self.known.id:
                return replace(self.known, id=self.sponsor.id, office=self.office)
            return self.known
        id = self.sponsor.id if self.sponsor else self.name
        return Actor(id=id, name=self.name, kind=ActorKind.PERSON, person=self.name, office=self.office)


class People:
    """The persons of one document. Full names are to be added before surnames are asked for."""

    def __init__(self, words: Words, states: Collection[str]) -> None:
        self._words = words
        self._states = states
        self._lexicon = lexicon()
        self._by_surname: dict[str, list[Person]] = {}

    def add(self, span: PersonSpan) -> Person:
        """The person of a full name: one added before when the names agree, else a new one."""
        written = _tokens(self._words, span.start, span.end)
        known = span.entries[0].actor if span.entries else None
        name = (known.person or known.name) if known else self._words.joined(span.start, span.end)
        tokens = tuple(part.casefold() for part in surface_words(name)) if known else written
        for key in surnames(tokens, self._lexicon):
            for person in self._by_surname.get(key, ()):
                if _agree(person, tokens, known):
                    person.known = person.known or known
                    if len(tokens) > len(person.tokens) and person.known is None:
                        person.name, person.tokens = name, tokens
                    return person
        person = Person(name=name, tokens=tokens, known=known, gender=gender_of(tokens))
        for key in surnames(tokens, self._lexicon):
            self._by_surname.setdefault(key, []).append(person)
        return person

    def of_surname(self, span: PersonSpan, title: Title | None) -> Person | None:
        """The person whom a surname (or another single name) means here; None when it cannot be told."""
        word = _tokens(self._words, span.start, span.end)[-1]
        candidates = self._by_surname.get(word, [])
        if title is not None and title.sponsor is not None and len(candidates) > 1:
            wanted = title.sponsor.entries[0].actor.id
            candidates = [p for p in candidates if p.actor().id == wanted] or candidates
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            return self._in_office(candidates, span.entries) or self._near(candidates, span)
        if meant := self._meant(span.entries, title):
            return self.add(PersonSpan(span.start, span.end, (meant,)))
        if title is not None and title.noun is not None and not span.entries:
            return self.add(span)
        return None

    def known_surname(self, word: str) -> bool:
        """Whether somebody named in full is called so."""
        return word in self._by_surname

    def _in_office(self, candidates: Sequence[Person], entries: Sequence[Entry]) -> Person | None:
        ruling = {entry.actor.person for entry in entries if entry.actor.office}
        found = [person for person in candidates if person.known and person.known.person in ruling]
        return found[0] if len(found) == 1 else None

    def _near(self, candidates: Sequence[Person], span: PersonSpan) -> Person | None:
        here = self._words.sentence[span.start]
        near = [p for p in candidates if p.sentences and 0 <= here - p.sentences[-1] <= NEAR]
        return near[0] if len(near) == 1 else None

    def _meant(self, entries: Sequence[Entry], title: Title | None) -> Entry | None:
        """Which of the gazetteer's persons a bare surname means: the only one, or the only one whose state the title
        or the document names."""
        if len(entries) == 1 and (entries[0].strong or title is not None):
            return entries[0]
        wanted: Collection[str] = self._states
        if title is not None and title.sponsor is not None:
            wanted = {title.sponsor.entries[0].actor.id}
        found = [entry for entry in entries if entry.actor.id in wanted]
        found = [entry for entry in found if entry.actor.office] or found
        # the gazetteer puts the highest office first
        return found[0] if len({entry.actor.id for entry in found}) == 1 else None


def tell(person: Person, title: Title, sponsor: Actor | None) -> None:
    """Notes on a person what a title or an apposition says; what was said first stays."""
    noun = title.noun
    person.role = person.role or title.role
    person.affiliation = person.affiliation or title.affiliation
    if noun is None:
        person.sponsor = person.sponsor or sponsor
        return
    if noun.category is Category.COURTESY:
        person.gender = person.gender or {"mr": "m", "sir": "m", "mrs": "f", "ms": "f", "miss": "f"}.get(
            noun.lemma.rstrip(".")
        )
    if noun.lemma in {"queen", "princess", "king", "prince"}:
        person.gender = person.gender or ("f" if noun.lemma in {"queen", "princess"} else "m")
    if noun.category in ACTING:
        left = title.former and sponsor is not None and sponsor.kind is not ActorKind.STATE
        person.sponsor = person.sponsor or (None if left else sponsor)
        person.former = person.former or title.former
        if title.role and person.office is None:
            person.office = " ".join(word[:1].upper() + word[1:] for word in title.role.split())


def surnames(tokens: Sequence[str], known: Lexicon) -> tuple[str, ...]:
    """The single words that a person of this name may be called by: the last, and the first where it is a family name
    that comes first.

    >>> surnames(("hyun", "seung", "soo"), lexicon()), surnames(("konrad", "muster"), lexicon())
    (('hyun',), ('muster',))
    """
    if len(tokens) == 1:
        return (tokens[0],)
    first, last = tokens[0], tokens[-1]
    if first.capitalize() not in known.family_first or len(tokens) > 3:
        return (last,)
    return (first,) if len(tokens) == 3 else (first, last)


def _tokens(words: Words, start: int, end: int) -> tuple[str, ...]:
    return tuple(part.casefold() for word in words.text[start:end] for part in surface_words(word))


def _agree(person: Person, tokens: tuple[str, ...], known: Actor | None) -> bool:
    """Whether a name may be the person's: one of the two contains the other, in order, from the same beginning."""
    if known is not None and person.known is not None:
        return known.person == person.known.person
    shorter, longer = sorted((tokens, person.tokens), key=len)
    if len(shorter) == 1:
        return shorter == longer
    rest = iter(longer)
    return longer[-len(shorter) :] == shorter or (shorter[0] == longer[0] and all(token in rest for token in shorter))


def gender_of(tokens: Sequence[str]) -> str | None:
    """The gender ("f" or "m") that the given name of a full name tells; None when it tells none."""
    known = lexicon()
    given = tokens[0] if len(tokens) > 1 else ""
    return "f" if given in known.female else "m" if given in known.male else None
