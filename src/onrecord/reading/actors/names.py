"""Names of the gazetteer in a document, kept only where the words around them let them name an actor.

Comes in: `Words` and the gazetteer. Goes out: `Name` values in text order that do not overlap, those of persons
among them. It judges a name by its neighbours ("Taiwan Strait", "New Mexico", "talks in Geneva") and says nothing yet
of offices ("the Russian president") or of persons that the gazetteer does not know.
"""

from __future__ import annotations

from typing import NamedTuple

from onrecord.gazetteer import Entry, Gazetteer, NameRole
from onrecord.reading.actors.lexicon import Category, Lexicon, lexicon
from onrecord.reading.actors.words import HYPHENS, NOUN_TAGS, POSSESSIVES, Words

DASHES = frozenset({"—", "–", "−", "-", "--", "("})
BREAKS = frozenset({".", ",", ";", ":", "(", ")", "—", "\n", "\n\n"})
OPEN_RUN = 3
AROUND = 30


class Name(NamedTuple):
    """A name of the gazetteer: its tokens and the entries it may stand for, the likeliest first."""

    start: int
    end: int
    entries: tuple[Entry, ...]

    @property
    def person(self) -> bool:
        return self.entries[0].role is NameRole.PERSON

    @property
    def role(self) -> NameRole:
        return self.entries[0].role


def find_names(words: Words, gazetteer: Gazetteer) -> list[Name]:
    """All names of actors, the longest at each place, in text order."""
    found: list[Name] = []
    known = lexicon()
    i = 0
    while i < len(words):
        match = gazetteer.longest(words.text, i, on=words.on) if words.capital(i) else None
        if match is None:
            i += 1
            continue
        end, entries = match
        if entries and all(entry.role is NameRole.OFFICE for entry in entries):
            i += 1  # "President" may begin a longer name: "President Park"
            continue
        name = _trimmed(words, Name(i, end, tuple(entry for entry in entries if entry.role is not NameRole.OFFICE)))
        if _runs_over(words, name):
            i += 1
            continue
        if name.entries and _names_an_actor(words, name, known):
            found.append(name)
        i = max(i + 1, name.end)
    return found


def _trimmed(words: Words, name: Name) -> Name:
    """The name without a leading article and without a possessive ending."""
    start, end = name.start, name.end
    while end - start > 1 and words.text[end - 1] in POSSESSIVES:
        end -= 1
    if words.lower[start] == "the" and end - start > 1:
        start += 1
    return Name(start, end, name.entries)


def _runs_over(words: Words, name: Name) -> bool:
    """Whether punctuation other than a hyphen, or the end of a sentence, stands inside the name."""
    inside = range(name.start + 1, name.end)
    return any(words.sentence[i] != words.sentence[name.start] or words.text[i] in BREAKS for i in inside)


def _names_an_actor(words: Words, name: Name, known: Lexicon) -> bool:
    if name.person:
        return _is_a_person(words, name, known)
    if _is_part_of_a_longer_name(words, name, known) or _is_a_persons_name(words, name, known):
        return False
    if not name.entries[0].strong and _is_spoken_against(words, name, known):
        return False
    if name.role is NameRole.METONYM:
        return not (_is_a_dateline(words, name, known) or _is_a_place(words, name, known))
    return not (name.role is NameRole.ADJECTIVE and _is_a_language(words, name))


def _is_a_person(words: Words, name: Name, known: Lexicon) -> bool:
    """A full name is; a surname is when it is tagged as a name and is no word of the calendar."""
    if words.word(name.end) in HYPHENS and not words.capital(name.end + 1) and not words.doc[name.end].whitespace_:
        return False  # "Cho Hyun" in "Cho Hyun-dong"
    if name.end - name.start > 1:
        return True
    if words.lower[name.start] in known.calendar and words.entity[name.start] != "PERSON":
        return False
    return words.tag[name.start] in {"NNP", "NNPS"} or words.entity[name.start] == "PERSON"


def _is_part_of_a_longer_name(words: Words, name: Name, known: Lexicon) -> bool:
    before, after = words.word(name.start - 1), name.end
    if before in known.not_after and words.capital(name.start - 1):
        return True
    of = name.start - 2 if before == "the" else name.start - 1
    if words.word(of) == "of" and f"{words.word(of - 1)} of" in known.not_after and words.capital(of - 1):
        return True
    if words.word(of) == "of" and _ends_a_name(words, of, name):
        return known.noun_ending(words.lower, of, after=max(0, of - 4)) is None  # "Geological Survey of India"
    for i in range(after, min(after + OPEN_RUN, len(words))):
        if not words.capital(i) or words.tag[i] not in NOUN_TAGS:
            break
        if words.lower[i] in known.not_before:
            return True
    return _is_in_an_organisation(words, name, known)


def _ends_a_name(words: Words, of: int, name: Name) -> bool:
    """Whether the words before "of" are a name by their capitals or by what the model says."""
    if words.entity[of] == words.entity[name.start] == "ORG":
        return words.text[of - 1].istitle()
    if of < 2 or words.entity[of - 1] == "PERSON":
        return False
    return all(words.tag[i] == "NNP" and words.text[i].istitle() for i in (of - 1, of - 2))


def _is_in_an_organisation(words: Words, name: Name, known: Lexicon) -> bool:
    """Whether it stands in the name of a body that is not the state's: "Korea Shipping Company", "Bank Melli Iran"."""
    if words.entity[name.start] != "ORG":
        return False
    first = name.start
    while first > 0 and words.entity[first - 1] == "ORG" and words.capital(first - 1) and words.tag[first - 1] == "NNP":
        first -= 1
    if first < name.start and words.dep[name.start - 1] == "compound" and name.role is NameRole.NAME:
        return known.noun_ending(words.lower, name.start, after=first) is None
    end = name.end
    while end < len(words) and words.entity[end] == "ORG" and words.capital(end):
        end += 1
    if end == name.end or words.lower[end - 1] not in known.organisation:
        return False
    noun = known.noun_ending(words.lower, end, after=name.end)
    return noun is None or noun[1].category is not Category.BODY


def _is_a_persons_name(words: Words, name: Name, known: Lexicon) -> bool:
    """Whether people bear it and here somebody does: "Michael Jordan", "Israel Katz", "Paris Hilton"."""
    if words.lower[name.start] not in known.also_persons or name.end - name.start > 1:
        return False
    beside = [i for i in (name.start - 1, name.end) if 0 <= i < len(words) and words.tag[i] in {"NNP", "NNPS"}]
    return any(
        words.capital(i)
        and words.sentence[i] == words.sentence[name.start]
        and known.noun_ending(words.lower, i + 1, after=i) is None
        and words.lower[i] not in known.calendar
        and (_in_one_entity(words, name.start, i, known) or _is_given_name(words.lower[i], known))
        for i in beside
    )


def _in_one_entity(words: Words, i: int, k: int, known: Lexicon) -> bool:
    """Whether the model takes two neighbours for one name, of a person or (often wrongly) of a body."""
    if words.entity[i] != words.entity[k] or words.entity[i] not in {"PERSON", "ORG"}:
        return False
    end = k + 1
    while end < len(words) and words.entity[end] == words.entity[k] and words.capital(end):
        end += 1
    noun = known.noun_ending(words.lower, end, after=i)
    return noun is None or noun[1].category is not Category.BODY


def _is_given_name(word: str, known: Lexicon) -> bool:
    return word in known.female or word in known.male


def _is_spoken_against(words: Words, name: Name, known: Lexicon) -> bool:
    """Whether a weak name is that of something else: written small, after a town ("Atlanta, Georgia"), or among words
    that go with the other thing."""
    if words.tag[name.start] not in NOUN_TAGS | {"JJ"}:
        return True
    first, last = words.sentence_bounds(name.start)
    first, last = max(first, name.start - AROUND), min(last, name.end + AROUND)
    against = known.against.get(words.joined(name.start, name.end))
    return against is not None and any(words.lower[i] in against for i in range(first, last))


def _is_a_dateline(words: Words, name: Name, known: Lexicon) -> bool:
    """Whether it opens a line and only says where the report was written: "SEOUL (Agency) -"."""
    if words.sentence_bounds(name.start)[0] < name.start or name.end >= len(words):
        return False
    after = words.text[name.end]
    if after == "," and words.text[name.start].isupper() and len(words.text[name.start]) > 3:
        return True  # "CANBERRA, Australia (Agency)"
    if after.isupper() and name.end + 1 < len(words) and words.text[name.end + 1] in DASHES:
        return True  # "SEOUL AGENCY -"
    return after in DASHES or (after == "," and words.word(name.end + 1).rstrip(".") in known.calendar)


def _is_a_place(words: Words, name: Name, known: Lexicon) -> bool:
    """Whether a seat of government is meant as a town: "the Geneva talks", "met in Vienna". After a verb of motion
    ("arrived in Pyongyang") and after those who sit there ("officials in Seoul") it stands for the state."""
    after = words.word(name.end)
    if after in known.place_before or (after in HYPHENS and words.word(name.end + 1) == "based"):
        return True
    root = words.root(name.start, name.end)
    if words.dep[root] == "appos":
        root = words.head[root]  # "in the capital, Ankara"
    preposition = words.head[root]
    if words.dep[root] != "pobj" or words.lower[preposition] not in known.locatives | {"from"}:
        return False
    governor = words.head[preposition]
    moves = words.doc[governor].lemma_.lower() in known.motion
    if words.lower[preposition] == "from":
        return moves
    return not (moves or words.lower[governor] in known.seated)


def _is_a_language(words: Words, name: Name) -> bool:
    """Whether the adjective names a language: "said in Russian"."""
    root = words.root(name.start, name.end)
    return words.dep[root] == "pobj" and words.lower[words.head[root]] == "in" and root == name.end - 1
