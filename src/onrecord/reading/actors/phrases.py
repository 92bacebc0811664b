"""Noun phrases that denote actors through a state or an organisation: "the Russian president", "officials in Seoul".

Comes in: `Words`, the gazetteer's names, and the persons already found. Goes out: `Mention` values for nominals and
for the names that are left over, in text order. Pronouns and "the two countries" are not its business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.gazetteer import Gazetteer, NameRole
from onrecord.reading.actors.lexicon import Category, Noun, lexicon
from onrecord.reading.actors.mention import Form, Mention, distinct
from onrecord.reading.actors.names import Name
from onrecord.reading.actors.words import HYPHENS, NOUN_PHRASE_TAGS, NOUN_TAGS, POSSESSIVES, Words
from onrecord.types import Actor, ActorKind

REACH = 9
COUNTERPART_REACH = 40
ACTING = frozenset({Category.OFFICE, Category.OFFICIAL, Category.BODY, Category.ASSET, Category.LAND})
MODIFIERS = frozenset({"compound", "amod", "poss", "nmod", "nummod", "npadvmod"})
FORMS = {NameRole.ADJECTIVE: Form.ADJECTIVE, NameRole.METONYM: Form.METONYM}
LEADING = frozenset({"led", "run", "flagged"})


@dataclass(slots=True)
class Phrases:
    """Finds nominals in one document; persons are found before, and given by where they begin and end."""

    words: Words
    gazetteer: Gazetteer
    names: Sequence[Name]
    person_starts: Mapping[int, Mention]
    person_ends: Mapping[int, Mention]
    name_ends: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        self.name_ends = frozenset(name.end for name in self.names)

    def mentions(self) -> list[Mention]:
        """Nominals, and names alone where no nominal can be made."""
        by_start = {name.start: name for name in self.names}
        found: list[Mention] = []
        i = 0
        while i < len(self.names):
            run = self._joined(i)
            found.append(self._before(run) or self._after(run, by_start) or self._alone(run[0]))
            i += len(run) if found[-1].end >= run[-1].end else 1
        return found

    def _joined(self, first: int) -> list[Name]:
        """Names that stand in one list: "Russian and Chinese", "India, Pakistan and Nepal"."""
        run = [self.names[first]]
        for name in self.names[first + 1 :]:
            gap = self.words.lower[run[-1].end : name.start]
            if not gap or len(gap) > 3 or not set(gap) <= {",", "and", "&", "the", "'s", "’s"} or set(gap) <= {"the"}:
                break
            if self.words.sentence[name.start] != self.words.sentence[run[0].start]:
                break
            run.append(name)
        return run

    def _alone(self, name: Name) -> Mention:
        return Mention(name.start, name.end, (name.entries[0].actor,), FORMS.get(name.role, Form.NAME))

    # -- "the president of France", "officials in Seoul"

    def _before(self, run: list[Name]) -> Mention | None:
        words, known = self.words, lexicon()
        of = run[0].start - 1
        if words.word(of) == "the":
            of -= 1
        if (
            of < 1
            or words.lower[of] not in {"of", "in", "from"}
            or run[0].role in {NameRole.ADJECTIVE, NameRole.PEOPLE}
        ):
            return None
        floor = words.sentence_bounds(of)[0]
        found = known.noun_ending(words.lower, of, after=floor)
        if found is None or (words.lower[of] != "of" and words.lower[of - 1] not in known.seated):
            return None
        start, noun = found
        if noun.category in {Category.LAND, Category.ASSET, Category.COURTESY} or self._is_owned(start, floor):
            return None
        if self._goes_on(run[-1].end, noun):
            return None
        members = run if noun.plural else run[:1]
        return self._nominal(start, members[-1].end, members, noun, start)

    def _is_owned(self, start: int, floor: int) -> bool:
        """Whether the noun already has its state before it: "US officials in Seoul"."""
        i = start
        while i > floor and self.words.tag[i - 1] in NOUN_PHRASE_TAGS | {"POS"}:
            if i in self.name_ends:
                return True
            i -= 1
        return i in self.name_ends

    def _goes_on(self, end: int, noun: Noun) -> bool:
        """Whether the name only begins a longer phrase: "the leader of Kenya's union"; but "the president of Kenya's
        speech" is the president's."""
        words = self.words
        if words.word(end) in POSSESSIVES:
            return noun.post in {"", "leader", "secretary-general"} and noun.category is not Category.BODY
        return end < len(words) and words.tag[end] in NOUN_TAGS and words.dep[end - 1] == "compound"

    # -- "the Russian president", "Iran's Foreign Ministry"

    def _after(self, run: list[Name], by_start: Mapping[int, Name]) -> Mention | None:
        """The nominal that a list of names modifies; for a single name what follows it, for several what follows the
        last, when that is plural."""
        if len(run) > 1:
            found = self._head(run[-1], by_start)
            lists = all(name.role is NameRole.ADJECTIVE or self._modifies(name) for name in run)
            if found and found[1].plural and lists:
                return self._nominal(run[0].start, found[2], run, found[1], found[0])
        found = self._head(run[0], by_start)
        return self._nominal(run[0].start, found[2], run[:1], found[1], found[0]) if found else None

    def _modifies(self, name: Name) -> bool:
        root = self.words.root(name.start, name.end)
        return self.words.dep[root] in MODIFIERS | {"conj"}

    def _head(self, name: Name, by_start: Mapping[int, Name]) -> tuple[int, Noun, int] | None:
        """Where the head noun's phrase begins, the noun, and where the nominal ends."""
        if name.role is NameRole.PEOPLE:
            return None
        end = self._phrase_end(name, by_start)
        if end is None:
            return None
        known, words = lexicon(), self.words
        longer = known.complement(words.lower, end)
        found = known.noun_ending(words.lower, longer, after=name.end) if longer > end else None
        found = found or known.noun_ending(words.lower, end, after=name.end)
        if found and found[1].category is not Category.COURTESY:
            return found[0], found[1], longer
        return self._body_within(name.end, end) if found is None else None

    def _body_within(self, start: int, end: int) -> tuple[int, Noun, int] | None:
        """The body in "Turkish army deployments", when the head noun itself denotes nobody."""
        for stop in range(end - 1, start, -1):
            found = lexicon().noun_ending(self.words.lower, stop, after=start)
            if found and found[1].category is Category.BODY and not found[1].plural:
                return found[0], found[1], stop
        return None

    def _phrase_end(self, name: Name, by_start: Mapping[int, Name]) -> int | None:
        """The end of the noun phrase that the name modifies; None when it modifies nothing."""
        words = self.words
        i = name.end
        owned = words.word(i) in POSSESSIVES
        if owned:
            i += 1
        elif (words.word(i) in HYPHENS and words.word(i + 1) not in LEADING) or (
            name.role is not NameRole.ADJECTIVE and not self._modifies(name)
        ):
            return None
        last = None
        limit = min(words.sentence_bounds(name.start)[1], i + REACH)
        while i < limit and i not in self.person_starts and words.text[i] not in POSSESSIVES:
            other = by_start.get(i)
            if other is not None and not (last is None and other.entries[0].actor.id == name.entries[0].actor.id):
                break
            verbal = words.tag[i] in {"VBG", "VBN"} and words.dep[i] not in MODIFIERS | {"punct"}
            if words.lower[i] not in LEADING and (verbal or words.tag[i] not in NOUN_PHRASE_TAGS):
                break
            if words.tag[i] in NOUN_TAGS:
                last = i + 1
            i += 1
        return last

    # -- what they denote

    def _nominal(self, start: int, end: int, members: Sequence[Name], noun: Noun, noun_start: int) -> Mention:
        sponsors = [name.entries[0].actor for name in members]
        if noun.category is Category.OFFICE and noun.plural and len(sponsors) == 1:
            actors: tuple[Actor, ...] = (sponsors[0],)  # "Israeli leaders": not one holder
        else:
            actors = distinct([self._denoted(sponsor, noun, noun_start, start, end) for sponsor in sponsors])
        role = (
            self.words.joined(noun_start, end)
            if noun.category in {Category.OFFICE, Category.OFFICIAL, Category.PERSON}
            else None
        )
        if role is not None and members[0].start > noun_start:
            role = self.words.joined(noun_start, members[0].start - 1).removesuffix(" of")
        return Mention(start, end, actors, Form.NOMINAL, noun, role)

    def _denoted(self, sponsor: Actor, noun: Noun, noun_start: int, start: int, end: int) -> Actor:
        if noun.category is Category.OFFICE:
            return self._in_office(sponsor, noun, noun_start, start, end)
        if noun.category in ACTING or sponsor.kind is ActorKind.ARMED_GROUP:
            return sponsor
        return Actor(id=sponsor.id, name=self.words.joined(start, end), kind=ActorKind.GROUP)

    def _in_office(self, sponsor: Actor, noun: Noun, noun_start: int, start: int, end: int) -> Actor:
        words, known = self.words, lexicon()
        before = [words.word(start - 1), *words.lower[start:noun_start]]
        if any(word in known.former for word in before):
            return replace(sponsor, office=f"Former {noun.lemma.title()}")
        if any(word in known.lower for word in before):
            return replace(sponsor, office=words.joined(noun_start - 1, end).title())
        if named := self._named_beside(start, end, sponsor):
            return named
        post = self._counterpart_post(start) if noun.post == "counterpart" else noun.lemma
        holder = (
            self.gazetteer.office_holder(post, sponsor.id, on=words.on)
            if post and (noun.post or post != noun.lemma)
            else None
        )
        return holder or replace(sponsor, office=None if noun.post == "counterpart" else noun.lemma.title())

    def _named_beside(self, start: int, end: int, sponsor: Actor) -> Actor | None:
        """The person in "the Russian president, Vladimir Putin," and in "Vladimir Putin, the Russian president,"."""
        words = self.words
        for person in self._persons_after(end):
            if person.id == sponsor.id or len(self._persons_after(end)) == 1:
                return person
        before = start - 1 if words.word(start - 1) == "the" else start
        mention = self.person_ends.get(before - 1) if words.word(before - 1) == "," else None
        return mention.actors[0] if mention is not None and mention.actors[0].id == sponsor.id else None

    def _persons_after(self, end: int) -> list[Actor]:
        """The persons in apposition: "their Greek and Cypriot counterparts, A and B"."""
        found: list[Actor] = []
        while self.words.word(end) in {",", "and"} and (mention := self.person_starts.get(end + 1)) is not None:
            if self.words.word(end) == "and" and not found:
                break
            found.extend(mention.actors)
            end = mention.end
        return found

    def _counterpart_post(self, start: int) -> str | None:
        """The office of whoever was named before "his Russian counterpart" in the sentence."""
        words, known = self.words, lexicon()
        floor = max(words.sentence_bounds(start)[0], start - COUNTERPART_REACH)
        for i in range(start - 1, floor, -1):
            found = known.noun_ending(words.lower, i + 1, after=floor)
            if found and found[1].post and found[1].post != "counterpart":
                return found[1].lemma
            mention = self.person_starts.get(i)
            if mention is not None and mention.actors[0].office:
                return mention.actors[0].office.casefold()
        return None


def persons_body(words: Words, end: int) -> tuple[int, Noun] | None:
    """Where the noun in "the Muster administration", "Muster's spokesman" ends, and that noun."""
    i = end + (words.word(end) in POSSESSIVES)
    last = i
    while last < len(words) and last - i < 3 and words.tag[last] in NOUN_PHRASE_TAGS and not words.capital(last):
        last += 1
    if last == i or (last < len(words) and words.tag[last] == "NNP"):
        return None
    found = lexicon().noun_ending(words.lower, last, after=i)
    staff = {Category.BODY, Category.OFFICIAL, Category.OFFICE}
    return (last, found[1]) if found and found[1].category in staff and found[1].post != "counterpart" else None
