"""Chances in figures and in adjectives: "a 60 percent chance", "a 50-50 chance", "a slim chance", "no sign that".

Comes in: a noun of chance, risk or sign in a parsed ``Doc``. Goes out: the band that its own words give it, or None
when they give none. It does not look for what the chance is of.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from onrecord.ontology.hedges import BANDS, hedge_for

_PERCENT = re.compile(r"\b(?P<figure>\d{1,3}(?:\.\d+)?)\s?(?:%|per ?cent\b|percent\b)")
_EVEN = re.compile(r"\b(?:50[-–/ ]50|fifty[-–/ ]fifty|even)\b", re.IGNORECASE)
_ONE_IN = re.compile(r"\bone[- ]in[- ](?P<figure>two|three|four|five|six|ten|\d+)\b", re.IGNORECASE)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_LIMITS = (0.05, 0.2, 0.45, 0.55, 0.8, 0.95)
_NONE = frozenset({"no", "little", "few", "scant", "hardly", "without", "not", "n’t", "n't", "neither"})


def odds_of(noun: Token) -> str | None:
    """The band that the words of a chance give: a figure before it or after its "is", else an adjective."""
    start = noun.left_edge.i
    copula = noun.head if noun.dep_ == "nsubj" and noun.head.lemma_ in ("be", "stand") else None
    pieces = [noun.doc[start : noun.i].text]
    if copula is not None:
        pieces.append(noun.doc[copula.i : copula.right_edge.i + 1].text)
    share = next((found for piece in pieces if (found := _share(piece)) is not None), None)
    if share is not None:
        return _band(share)
    if lacks(noun):
        return BANDS[2]
    hedges = (hedge_for(f"{word.lower_} {noun.lemma_.lower()}") for word in noun.lefts if word.pos_ == "ADJ")
    return next((hedge.band for hedge in hedges if hedge is not None), None)


def lacks(noun: Token) -> bool:
    """Whether there is none of a thing: "no sign", "little chance", "there is not a chance"."""
    if any(child.lower_ in _NONE for child in noun.lefts):
        return True
    head = noun.head
    return noun.dep_ in ("attr", "dobj") and any(child.dep_ == "neg" for child in head.children)


def _share(piece: str) -> float | None:
    percent = _PERCENT.search(piece)
    if percent is not None:
        return min(100.0, float(percent["figure"])) / 100
    if _EVEN.search(piece):
        return 0.5
    one_in = _ONE_IN.search(piece)
    if one_in is None:
        return None
    word = one_in["figure"].lower()
    return 1 / max(1, _NUMBERS.get(word) or int(word))


def _band(share: float) -> str:
    """The band of the seven-step scale that a share of one falls in, by the limits of ICD 203."""
    return BANDS[sum(share > limit for limit in _LIMITS)]
