"""Words that point back: "he", "its", "the two countries", "the country", "the minister".

Comes in: `Words` and the mentions found so far. Goes out: the mentions that such words make, each with the actors that
it points to. What cannot be told stays without an actor. A pronoun looks at the subject of its clause, then of the
clauses above it, then of the sentence before; a group looks at the states that stand out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.gazetteer import Gazetteer
from onrecord.reading.actors.index import ActorIndex, denoted
from onrecord.reading.actors.lexicon import ONE_PERSON, Category, lexicon
from onrecord.reading.actors.mention import Form, Mention, distinct
from onrecord.reading.actors.salience import Salience
from onrecord.reading.actors.words import Words
from onrecord.types import Actor, ActorKind

BACK = 3
CLIMB = 12
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
QUOTES = {"“": True, "”": False}
HEADLINE_WEIGHT = 1.5


@dataclass(frozen=True, slots=True)
class Anaphors:
    """The words of ``data/actor_anaphors.toml``."""

    pronouns: dict[str, str]
    groups: dict[str, str]
    bare: frozenset[str]
    singles: dict[str, str]
    numbers: dict[str, int]


@cache
def anaphors() -> Anaphors:
    """The words that point back, loaded once."""
    table = tomllib.loads((files("onrecord.reading") / "data" / "actor_anaphors.toml").read_text("utf-8"))
    bare = frozenset(table["groups"].pop("bare"))
    return Anaphors(
        pronouns={word: kind for kind, words in table["pronouns"].items() for word in words},
        groups={word: kind for kind, words in table["groups"].items() for word in words},
        bare=bare,
        singles={word: kind for kind, words in table["single"].items() for word in words},
        numbers=table["numbers"],
    )


class Resolver:
    """Goes through one document once, from left to right."""

    def __init__(self, words: Words, gazetteer: Gazetteer, index: ActorIndex, headline: Sequence[Actor] = ()) -> None:
        self._words = words
        self._gazetteer = gazetteer
        self._index = index
        self._salience = Salience()
        self._persons: list[tuple[int, Mention]] = []
        self._groups: list[tuple[int, Mention]] = []
        self._last: Mention | None = None
        self._main_subjects: dict[int, int] = {}
        self._subject_of = {words.head[i]: i for i in range(len(words) - 1, -1, -1) if words.dep[i] in SUBJECTS}
        for actor in headline:
            self._salience.note(actor, HEADLINE_WEIGHT, 0)
        for one, other in zip(headline, headline[1:], strict=False):
            self._salience.note_together(one.id, other.id, 0)

    def resolve(self) -> list[Mention]:
        """The mentions that point back, in text order; they are in the index too."""
        found: list[Mention] = []
        quoted = _quoted(self._words)
        i = 0
        while i < len(self._words):
            mention = self._index.at(i)
            if mention is None and (mention := self._pointing(i, quoted)) is not None:
                self._index.add(mention)
                found.append(mention)
            if mention is not None:
                self._note(mention)
                i = mention.end
            else:
                i += 1
        return found

    # -- what has been said so far

    def _note(self, mention: Mention) -> None:
        words, sentence = self._words, self._words.sentence[mention.start]
        root = words.root(mention.start, mention.end)
        weight = self._weight(mention, root)
        states = [actor for actor in mention.actors if self._gazetteer.state(actor.id)]
        for actor in states:
            state = self._gazetteer.actor(actor.id)
            if state is not None:
                self._salience.note(state, weight, sentence)
        self._note_neighbours(mention, sentence)
        if mention.is_person:
            self._persons.append((sentence, mention))
        if words.dep[root] in SUBJECTS and words.dep[words.head[root]] == "ROOT":
            self._main_subjects.setdefault(sentence, root)
        self._last = mention

    def _note_neighbours(self, mention: Mention, sentence: int) -> None:
        words, last = self._words, self._last
        ids = list(dict.fromkeys(a.id for a in mention.actors if self._gazetteer.state(a.id)))
        for one, other in zip(ids, ids[1:], strict=False):
            self._salience.note_together(one, other, sentence)
        if last is None or not ids or not self._gazetteer.state(last.actors[-1].id):
            return
        gap = words.lower[last.end : mention.start]
        if 0 < len(gap) <= 3 and set(gap) <= {
            "and",
            ",",
            "-",
            "–",
            "the",
            "with",
            "&",
            "leader",
            "president",
            "’s",
            "'s",
        }:
            if last.actors[-1].id != ids[0]:
                self._salience.note_together(last.actors[-1].id, ids[0], sentence)

    def _weight(self, mention: Mention, root: int) -> float:
        words = self._words
        dep = words.dep[root]
        if dep == "conj":
            dep = words.dep[words.head[root]]
        if mention.is_group:
            return 0.5
        if dep in SUBJECTS:
            return 1.5
        if dep == "pobj" and words.lower[words.head[root]] in lexicon().locatives:
            return 0.5
        if dep in {"compound", "amod", "nmod"}:
            return 0.5
        return 1.0

    # -- pronouns and definite phrases

    def _pointing(self, i: int, quoted: Sequence[bool]) -> Mention | None:
        words, known = self._words, anaphors()
        lower = words.lower[i]
        if words.tag[i] in {"PRP", "PRP$"}:
            kind = known.pronouns.get(lower)
            actors = self._antecedent(i, kind, quoted) if kind else ()
            return Mention(i, i + 1, actors, Form.PRONOUN) if actors else None
        if words.tag[i] not in {"DT", "CD", "PDT", "CC"} or lower not in {
            "the",
            "both",
            "these",
            "those",
            "two",
            "that",
            "this",
        }:
            return None
        return self._group(i) or self._single(i)

    def _antecedent(self, i: int, kind: str, quoted: Sequence[bool]) -> tuple[Actor, ...]:
        if kind == "thing" and self._is_empty(i):
            return ()
        for subject in self._subjects(i, quoted):
            actors = self._fitting(subject, kind)
            if actors is not None:
                return actors
        return self._last_person(i, kind) if kind in {"male", "female"} else ()

    def _is_empty(self, i: int) -> bool:
        """Whether "it" stands for a clause: "it is unlikely that", "it rained"."""
        words = self._words
        if words.dep[i] == "expl":
            return True
        if words.dep[i] not in SUBJECTS:
            return False
        verb = words.doc[words.head[i]]
        return verb.lemma_ in {"be", "seem", "appear", "remain", "take", "become"} and any(
            child.dep_ in {"acomp", "ccomp", "xcomp", "advcl", "attr"} for child in verb.rights
        )

    def _subjects(self, i: int, quoted: Sequence[bool] | None) -> Iterator[int]:
        """Subjects that a pronoun may point to, the nearest first: of the clauses around it, then of the sentences
        before. None of the pronoun's own verb when it is an object."""
        words = self._words
        verb, climbed, own = words.head[i], 0, True
        inside = {i}
        while climbed < CLIMB:
            subject = self._subject_of.get(verb)
            if subject is not None and subject < i and subject not in inside and not self._holds(subject, i):
                bound = own and words.tag[i] == "PRP" and words.dep[i] in {"dobj", "dative", "pobj"}
                if not bound and (quoted is None or quoted[subject] == quoted[i]):
                    yield subject
                own = False
            inside.add(verb)
            if words.head[verb] == verb:
                break
            verb, climbed = words.head[verb], climbed + 1
        for sentence in range(words.sentence[i] - 1, max(-1, words.sentence[i] - 1 - BACK), -1):
            if (subject := self._subject_of_sentence(sentence)) is not None:
                yield subject

    def _holds(self, subject: int, i: int) -> bool:
        """Whether the subject's own phrase holds token ``i``: "its leader" cannot point to itself."""
        words = self._words
        for _ in range(CLIMB):
            if i == subject:
                return True
            if words.head[i] == i:
                return False
            i = words.head[i]
        return False

    def _subject_of_sentence(self, sentence: int) -> int | None:
        words = self._words
        if sentence not in self._main_subjects:
            first, last = words.sentence_bounds(words.sentence_starts[sentence])
            roots = (i for i in range(first, last) if words.dep[i] == "ROOT")
            self._main_subjects[sentence] = next((self._subject_of[r] for r in roots if r in self._subject_of), -1)
        subject = self._main_subjects[sentence]
        return subject if subject >= 0 else None

    def _fitting(self, subject: int, kind: str) -> tuple[Actor, ...] | None:
        """The actors of a subject if the pronoun can mean it; () when it means this subject and who that is is
        unknown; None when it must mean another."""
        words = self._words
        mention = self._index.at(subject)
        actors = distinct(list(denoted(self._index, words.doc[subject])))
        if kind in {"male", "female"}:
            if mention is not None and mention.is_person:
                return None if _clashes(mention.gender, kind) or len(actors) > 1 else actors
            return () if mention is None and self._is_unknown_person(subject) else None
        if kind == "many":
            if actors and (len(actors) > 1 or (mention is not None and mention.plural)):
                return actors
            return () if not actors and words.tag[subject] in {"NNS", "NNPS"} else None
        if actors and mention is not None:
            fits = len(actors) == 1 and not mention.is_person and not mention.plural and not mention.is_group
            return actors if fits and mention.form is not Form.ADJECTIVE else None
        return () if words.tag[subject] in {"NN", "NNP", "DT", "WDT", "PRP"} else None

    def _is_unknown_person(self, i: int) -> bool:
        words = self._words
        found = lexicon().noun_ending(words.lower, i + 1, after=i)
        return words.entity[i] == "PERSON" or (found is not None and found[1].category in ONE_PERSON)

    def _last_person(self, i: int, kind: str) -> tuple[Actor, ...]:
        """The last person named in this sentence or the one before, if no other fits as well."""
        here = self._words.sentence[i]
        found: dict[Actor, None] = {}
        for sentence, mention in reversed(self._persons):
            if here - sentence > 1:
                break
            if not _clashes(mention.gender, kind):
                found[mention.actors[0]] = None
        return tuple(found) if len(found) == 1 else ()

    # -- "the two countries", "the country", "the minister"

    def _group(self, i: int) -> Mention | None:
        words, known = self._words, anaphors()
        number: int | None = None
        k = i
        while k < min(i + 3, len(words)) and words.lower[k] in {"the", "these", "those", *known.numbers}:
            number = known.numbers.get(words.lower[k], number)
            k += 1
        end = self._group_end(k, i, number)
        if end is None:
            return None
        two_words = f"{words.word(end - 2)} {words.word(end - 1)}"
        noun = two_words if two_words in known.groups else words.word(end - 1)
        if noun == "koreas":
            actors = self._named(("PRK", "KOR"))
        elif number is None and noun not in known.bare:
            return None
        elif number in {None, 2}:
            actors = self._two(known.groups[noun], noun, words.sentence[i])
        else:
            actors = ()
        return Mention(i, end, actors, Form.DEFINITE) if actors else None

    def _group_end(self, k: int, i: int, number: int | None) -> int | None:
        """Where a group noun that the determiner at ``i`` belongs to ends; modifiers only after a number."""
        words, known = self._words, anaphors()
        for end in range(k + 1, min(k + (5 if number else 3), len(words) + 1)):
            word = words.word(end - 1)
            if word == "koreas" or (word in known.groups and words.tag[end - 1] in {"NNS", "NNPS", "VBZ"}):
                phrase = f"{words.word(end - 2)} {word}"
                plain = end - 1 == k or (phrase in known.groups and end - 2 == k)
                return end if plain or number else None
            if words.tag[end - 1] not in {"JJ", "NN", "NNP", "HYPH", "VBG"} or self._index.at(end - 1):
                return None
        return None

    def _named(self, ids: Sequence[str]) -> tuple[Actor, ...]:
        return tuple(actor for id in ids if (actor := self._gazetteer.actor(id)) is not None)

    def _two(self, kind: str, noun: str, sentence: int) -> tuple[Actor, ...]:
        if kind != "states":
            persons = self._last_two(noun if kind == "officials" else None, sentence)
            if persons or kind == "officials":
                return persons
        pair = self._salience.pair(sentence)
        if pair is None:
            return ()
        if kind == "states":
            return pair
        return tuple(self._leader(state) for state in pair)

    def _last_two(self, noun: str | None, sentence: int) -> tuple[Actor, ...]:
        """The two persons named in this sentence and the two before, when they are just two (of that office)."""
        found: dict[Actor, None] = {}
        singular = noun.removesuffix("s") if noun else ""
        for said, mention in reversed(self._persons):
            if sentence - said > 2 or len(found) > 2:
                break
            office = (mention.actors[0].office or mention.role or "").casefold()
            if singular in office and (not noun or office):
                found[mention.actors[0]] = None
        return tuple(reversed(found)) if len(found) == 2 else ()

    def _leader(self, state: Actor) -> Actor:
        for _, mention in reversed(self._persons[-50:]):
            if mention.actors[0].id == state.id and mention.actors[0].office:
                return mention.actors[0]
        return self._gazetteer.office_holder("leader", state.id, on=self._words.on) or state

    def _single(self, i: int) -> Mention | None:
        """ "The country", "the alliance", "the minister": the last that it can be."""
        words, known = self._words, anaphors()
        if words.lower[i] not in {"the", "that", "this"}:
            return None
        end = self._single_end(i)
        if end is None:
            return None
        kind = known.singles.get(words.lower[end - 1])
        sentence = words.sentence[i]
        if kind == "states":
            actor = self._state_in_focus(i)
            return Mention(i, end, (actor,), Form.DEFINITE) if actor else None
        if kind == "organisations":
            return self._last_organisation(i, end, sentence)
        return self._last_office(i, end, sentence)

    def _single_end(self, i: int) -> int | None:
        words = self._words
        limit = min(i + 4, words.sentence_bounds(i)[1])
        end = i + 1
        while end < limit and words.tag[end] in {"JJ", "NN", "HYPH", "VBN", "VBG"} and self._index.at(end) is None:
            end += 1
        if end == i + 1 or words.tag[end - 1] != "NN":
            return None
        bounded = end >= len(words) or words.lower[end] not in {
            "of",
            "that",
            "who",
            "which",
            "-",
            "where",
            "in",
            "for",
            "from",
            "to",
        }
        return end if bounded and words.tag[min(end, len(words) - 1)] not in {"NNP", "NNS"} else None

    def _state_in_focus(self, i: int) -> Actor | None:
        for subject in self._subjects(i, None):
            mention = self._index.at(subject)
            if mention is None:
                break
            states = {a.id for a in mention.actors if self._gazetteer.state(a.id)}
            if len(states) == 1:
                return self._gazetteer.actor(states.pop())
            break
        return self._salience.single(self._words.sentence[i])

    def _last_organisation(self, i: int, end: int, sentence: int) -> Mention | None:
        for mention in self._before(i, sentence):
            actor = mention.actors[0]
            if (
                len(mention.actors) == 1
                and actor.kind in {ActorKind.ORGANISATION, ActorKind.ARMED_GROUP}
                and mention.form is not Form.PRONOUN
            ):
                return Mention(i, end, (actor,), Form.DEFINITE)
        return None

    def _last_office(self, i: int, end: int, sentence: int) -> Mention | None:
        """The last mention with the same noun in its title: "the minister" after "Foreign Minister Jane Roe"."""
        words = self._words
        found = lexicon().noun_ending(words.lower, end, after=i + 1)
        if found is None or found[0] != i + 1 or found[1].category not in ONE_PERSON | {Category.BODY}:
            return None
        noun = found[1].lemma
        for mention in self._before(i, sentence):
            titles = {
                mention.noun.lemma if mention.noun else "",
                (mention.actors[0].office or "").casefold(),
                (mention.role or "").casefold(),
            }
            if (
                len(mention.actors) == 1
                and not mention.plural
                and any(t == noun or t.endswith(" " + noun) for t in titles)
            ):
                return Mention(i, end, mention.actors, Form.DEFINITE, found[1], gender=mention.gender)
        return None

    def _before(self, i: int, sentence: int) -> Iterator[Mention]:
        """Mentions before token ``i``, the last first, from this sentence and the few before it."""
        words = self._words
        first = words.sentence_starts[max(0, sentence - BACK)]
        k = i - 1
        while k >= first:
            mention = self._index.at(k)
            if mention is None:
                k -= 1
                continue
            yield mention
            k = mention.start - 1


def _clashes(gender: str | None, kind: str) -> bool:
    return gender is not None and gender != kind[0]


def _quoted(words: Words) -> list[bool]:
    """For each token whether it stands inside quotation marks; a quotation ends with its line."""
    inside = False
    found: list[bool] = []
    for text in words.text:
        if text in QUOTES:
            inside = QUOTES[text]
        elif text == '"':
            inside = not inside
        elif "\n" in text:
            inside = False
        found.append(inside)
    return found
