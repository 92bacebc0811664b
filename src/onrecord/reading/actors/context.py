"""What a document has said up to a point: what pronouns and definite phrases look back to.

Comes in: mentions, one after the other as the text has them. Goes out: `Context`: the states that stand out, the
persons named, and the subjects of clauses and sentences. It resolves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from onrecord.gazetteer import Gazetteer
from onrecord.reading.actors.index import ActorIndex
from onrecord.reading.actors.lexicon import lexicon
from onrecord.reading.actors.mention import Mention
from onrecord.reading.actors.people import gender_of
from onrecord.reading.actors.salience import TOGETHER, Salience
from onrecord.reading.actors.words import Words
from onrecord.types import Actor, ActorKind

BACK = 3
CLIMB = 12
FARTHEST = 500
RECENT = 60
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: Verbs whose addressee, after this preposition, does what their infinitive says: "called on Turkey to halt".
ADDRESSED = {"call": "on", "appeal": "to", "plead": "with", "prevail": "on", "rely": "on", "count": "on"}
LINKS = frozenset({"and", ",", "-", "–", "the", "with", "&", "leader", "president", "’s", "'s"})
QUOTES = {"“": True, "”": False}
HEADLINE_WEIGHT = 1.5


class Context:
    """The state of one document while it is gone through from left to right."""

    def __init__(self, words: Words, gazetteer: Gazetteer, index: ActorIndex, headline: Sequence[Actor]) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self.index = index
        self.salience = Salience()
        self.persons: list[tuple[int, Mention]] = []
        self.quoted = _quoted(words)
        self.lines = _lines(words)
        length = range(len(words) - 1, -1, -1)
        self.subject_of = {words.head[i]: i for i in length if words.dep[i] in SUBJECTS}
        self.object_of = {words.head[i]: i for i in length if words.dep[i] in {"dobj", "dative"}}
        self._genders: dict[str, str] = {}
        self._last: Mention | None = None
        self._list: list[str] = []
        self._main_subjects: dict[int, int] = {}
        for actor in headline:
            self.salience.note(actor, HEADLINE_WEIGHT, 0)
        for one, other in pairwise(headline):
            self.salience.note_together(one.id, other.id, 0)

    def note(self, mention: Mention) -> None:
        """A mention has been passed."""
        words, sentence = self.words, self.words.sentence[mention.start]
        root = words.root(mention.start, mention.end)
        weight = self._weight(mention, root)
        for actor in mention.actors:
            if (state := self.state(actor)) is not None:
                self.salience.note(state, weight, sentence)
        self._note_neighbours(mention, sentence)
        if mention.gender is not None and mention.is_person:
            self.learn_gender(mention.actors[0], mention.gender)
        if all(actor.kind is ActorKind.PERSON for actor in mention.actors):
            self.persons.append((sentence, mention))
        self._last = mention

    def learn_gender(self, actor: Actor, gender: str) -> None:
        """A title, a given name or a pronoun has told a person's gender ("f" or "m"); what was told first stays."""
        if actor.person is not None:
            self._genders.setdefault(actor.person, gender)

    def gender(self, actor: Actor) -> str | None:
        """A person's gender, where the document or the given name tells it."""
        if actor.person is None:
            return None
        return self._genders.get(actor.person) or gender_of((actor.person.split()[0].casefold(), ""))

    def state(self, actor: Actor) -> Actor | None:
        """The state that an actor is or acts for."""
        return self.gazetteer.actor(actor.id) if self.gazetteer.state(actor.id) else None

    def _note_neighbours(self, mention: Mention, sentence: int) -> None:
        """Notes the two states of a list of two; longer lists make no pair."""
        ids = list(dict.fromkeys(actor.id for actor in mention.actors if self.state(actor)))
        if not self._continues(mention):
            self._list = []
        for id in ids:
            if id in self._list:
                continue
            if len(self._list) == 1:
                self.salience.note_together(self._list[0], id, sentence)
            elif len(self._list) == 2:
                self.salience.note_together(self._list[0], self._list[1], sentence, weight=-TOGETHER)
            self._list.append(id)

    def _continues(self, mention: Mention) -> bool:
        """Whether nothing but "and", a comma or the like stands between the last mention and this one."""
        if self._last is None:
            return False
        gap = self.words.lower[self._last.end : mention.start]
        return 0 < len(gap) <= 3 and set(gap) <= LINKS

    def _weight(self, mention: Mention, root: int) -> float:
        words = self.words
        for _ in range(CLIMB):
            if words.dep[root] != "conj":
                break
            root = words.head[root]
        dep = words.dep[root]
        if dep in SUBJECTS and not mention.is_group:
            return 1.5
        placed = dep == "pobj" and words.lower[words.head[root]] in lexicon().locatives
        return 0.5 if placed or mention.is_group or dep in {"compound", "amod", "nmod"} else 1.0

    def holds(self, phrase: int, i: int) -> bool:
        """Whether the phrase headed by one token holds another: "its leader" cannot point to itself."""
        for _ in range(CLIMB):
            if i == phrase:
                return True
            if self.words.head[i] == i:
                return False
            i = self.words.head[i]
        return False

    def subject_of_sentence(self, sentence: int) -> int | None:
        """The subject of a sentence's main verb."""
        words = self.words
        if sentence not in self._main_subjects:
            first, last = words.sentence_bounds(words.sentence_starts[sentence])
            roots = (i for i in range(first, last) if words.dep[i] == "ROOT")
            self._main_subjects[sentence] = next((self.subject_of[r] for r in roots if r in self.subject_of), -1)
        subject = self._main_subjects[sentence]
        return subject if subject >= 0 else None

    def persons_back(self) -> Iterator[tuple[int, Mention]]:
        """The mentions of persons passed last, with their sentences, the last first."""
        return islice(reversed(self.persons), RECENT)

    def before(self, i: int, sentences: int = BACK) -> Iterator[Mention]:
        """Mentions before token ``i``, the last first, from this sentence and the few before it."""
        words = self.words
        first = max(words.sentence_starts[max(0, words.sentence[i] - sentences)], i - FARTHEST)
        k = i - 1
        while k >= first:
            mention = self.index.at(k)
            if mention is not None:
                yield mention
                k = mention.start
            k -= 1


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


def _lines(words: Words) -> list[int]:
    """The number of each token's line."""
    line = 0
    found = []
    for text in words.text:
        found.append(line)
        line += "\n" in text
    return found
