"""What the event heads say of words: acts, modes, factuality and roles, and which words can take part in an act.

Comes in: a parsed ``Doc``. Goes out: labels and candidate words. Training and running share this module. It runs no
model.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.vocabulary import EventType, Factuality

ACTS = tuple(kind.value for kind in EventType)
VALUES = tuple(value.value for value in Factuality)
NAMING = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "DET"})
#: Distances between a trigger and a word, in words: bounds of classes, the same on both sides.
DISTANCES = (1, 2, 3, 5, 8, 12, 20)


def candidates_of(doc: Doc) -> list[Token]:
    """The words that may name who takes part in an act: heads of noun phrases, owners and adjectives of peoples."""
    return [token for token in doc if may_name(token)]


def may_name(token: Token) -> bool:
    """Whether a word may stand for a participant."""
    if token.pos_ not in NAMING or token.is_space:
        return False
    if token.pos_ in ("ADJ", "NUM", "X", "DET"):
        return (token.text[:1].isupper() and token.dep_ in ("amod", "compound", "nmod", "poss")) or token.dep_ in (
            *("nsubj", "nsubjpass", "dobj", "pobj", "conj"),
        )
    return token.dep_ != "compound" or token.ent_type_ != "" or token.pos_ == "PROPN"


def distance_class(trigger: int, word: int) -> int:
    """How far and on which side of a trigger a word stands, both numbered without white space; 0 to twice the number of
    bounds and one."""
    size = sum(abs(word - trigger) > bound for bound in DISTANCES)
    return size + (len(DISTANCES) + 1 if word > trigger else 0)


DISTANCE_CLASSES = 2 * (len(DISTANCES) + 1)
