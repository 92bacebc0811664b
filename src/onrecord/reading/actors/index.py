"""Who a token denotes: the mentions of a document by token.

Comes in: mentions that do not overlap. Goes out: `ActorIndex`, kept with the ``Doc``, and `denoted`, which walks from a
token to its actors: over conjuncts, relative pronouns, "hundreds of", and the state before a noun. It finds no mention
itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from onrecord.reading.actors.lexicon import Category, lexicon
from onrecord.reading.actors.mention import Mention
from onrecord.reading.actors.words import HYPHENS
from onrecord.types import Actor

KEY = "onrecord_actors"
DEPTH = 6
OWNED = frozenset({Category.OFFICE, Category.OFFICIAL, Category.BODY, Category.ASSET, Category.LAND})
RELATIVES = frozenset({"WDT", "WP"})
AND = frozenset({"and", "&"})
JOINING = AND | {",", "the"}
LIST_GAP = 3
MISHUNG = frozenset({"compound", "nmod", "npadvmod", "amod", "dep"})
BESIDE = frozenset({"poss", "amod", "compound", "nmod"})


class ActorIndex:
    """The mentions of one document, by token."""

    def __init__(self, length: int, mentions: Iterable[Mention] = ()) -> None:
        self.mentions: list[Mention] = []
        self._by_token = [-1] * length
        for mention in mentions:
            self.add(mention)

    def add(self, mention: Mention) -> None:
        """Takes a mention in; its tokens must be free."""
        number = len(self.mentions)
        self.mentions.append(mention)
        self._by_token[mention.start : mention.end] = [number] * (mention.end - mention.start)

    def at(self, i: int) -> Mention | None:
        """The mention that covers token ``i``."""
        number = self._by_token[i]
        return self.mentions[number] if number >= 0 else None


def denoted(index: ActorIndex, token: Token, depth: int = 0) -> Iterator[Actor]:
    """The actors that the noun phrase of ``token`` denotes, in text order, with repetitions."""
    if depth > DEPTH:
        return
    mention = index.at(token.i)
    if mention is not None:
        doc = token.doc
        if (before := _beside(index, doc, mention.start - 1, -1)) and _inside(doc, before, mention):
            yield from before.actors
        yield from mention.actors
        if (after := _beside(index, doc, mention.end, 1)) and _hangs_on_verb(doc, after):
            yield from after.actors
        inside = token.doc[mention.start : mention.end]
        for child in (child for part in inside for child in part.rights):
            if child.dep_ == "conj" and child.i >= mention.end and not _is_verb(child):
                yield from denoted(index, child, depth + 1)
        return
    yield from _of_unmentioned(index, token, depth)
    for child in token.rights:
        if child.dep_ == "conj" and not _is_verb(child):
            yield from denoted(index, child, depth + 1)


def _beside(index: ActorIndex, doc: Doc, i: int, step: int) -> Mention | None:
    """The mention joined to another one by "and" or a comma alone, looking from token ``i`` in one direction."""
    start = i
    while 0 <= i < len(doc) and abs(i - start) < LIST_GAP and doc[i].lower_ in JOINING:
        i += step
    if (
        i == start
        or not 0 <= i < len(doc)
        or not any(doc[k].lower_ in AND for k in range(min(start, i), max(start, i) + 1))
    ):
        return None
    return index.at(i)


def _root(doc: Doc, mention: Mention) -> Token:
    return doc[mention.start : mention.end].root


def _inside(doc: Doc, other: Mention, mention: Mention) -> bool:
    """Whether the parser hung the first of two names on a word within the second."""
    root = _root(doc, other)
    return root.dep_ in MISHUNG and mention.start <= root.head.i < mention.end


def _hangs_on_verb(doc: Doc, other: Mention) -> bool:
    """Whether the parser took the second of two subjects for a modifier of their verb."""
    root = _root(doc, other)
    if doc[other.end : other.end + 1].text in HYPHENS:
        return False  # "Iran-backed"
    return root.dep_ in MISHUNG and root.head.pos_ == "VERB" and root.head.i >= other.end


def _is_verb(token: Token) -> bool:
    return token.tag_.startswith("VB") and token.tag_ != "VBG"


def _of_unmentioned(index: ActorIndex, token: Token, depth: int) -> Iterator[Actor]:
    """The actors of a phrase that no mention covers."""
    if token.tag_ in RELATIVES:
        if (noun := meant_by_relative(token)) is not None:
            yield from _alone(index, noun, depth)
        return
    found = lexicon().noun_ending([token.lower_], 1)
    if found is not None and found[1].category in OWNED and found[1].post != "counterpart":
        beside = [child for child in token.lefts if child.dep_ in BESIDE and index.at(child.i)]
        if beside:
            yield from denoted(index, beside[0], depth + 1)
            return
    if found is not None or token.lower_ in lexicon().partitives:
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ == "of":
                for thing in child.rights:
                    yield from denoted(index, thing, depth + 1)
                return
    for child in token.rights:
        if child.dep_ == "appos" and index.at(child.i):
            yield from denoted(index, child, depth + 1)


def meant_by_relative(pronoun: Token) -> Token | None:
    """The noun that "which" or "who" stands for; None when the parse has none."""
    clause = next((a for a in pronoun.ancestors if a.dep_ == "relcl"), None)
    return clause.head if clause is not None and clause.head.i < pronoun.i else None


def _alone(index: ActorIndex, token: Token, depth: int) -> Iterator[Actor]:
    mention = index.at(token.i)
    yield from mention.actors if mention else denoted(index, token, depth + 1)


def index_of(doc: Doc) -> ActorIndex:
    """The index that the component kept.

    Raises:
        ValueError: when the component "actors" has not run on ``doc``.
    """
    index = doc.user_data.get(KEY)
    if not isinstance(index, ActorIndex):
        raise ValueError("no actors were looked for in this Doc; run the component onrecord_actors on it")
    return index
