"""Words that reports use for one thing.

Comes in: a text. Goes out: what it speaks of, as a set of meanings: words without endings, those that
``data/like_words.tsv`` puts on one line as one, and none of the words that every text has. It knows no grammar and
weighs nothing.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ENDING = re.compile(r"(?<=[^\W\d_]{4})(?:ing|ed|es|s|ly)$")
_PLAIN = """
    a an the this that these those it its he his him she her they their them we our us you your i and or but nor not
    no if
    of to in on at by for with from as into than then so such over under up down out about after before during between
    is are was were be been being am has have had having do does did will would shall should may might can could must
    take takes took taken place happen happens happened more most some any all both each other another same first last
    new late early one two three year years month months week weeks day days today yesterday tomorrow monday tuesday
    wednesday thursday friday saturday sunday january february march april may june july august september october
    november december there here who what which when where why how whether only also just very still even own same
    s t re ve ll d m said say says expect expected expects plan plans planned likely unlikely possible
    possibly possibility
    probably predict predicts predicted forecast prepare prepares preparing set warn warned fear fears
"""


@lru_cache(maxsize=50_000)
def meanings(text: str) -> frozenset[str]:
    """What a text speaks of; empty when it has plain words only. Numbers stay as they are."""
    words = (word.casefold() for word in _WORD.findall(text.replace("’", "'")))
    return frozenset(_meaning(word) for word in words if word not in _plain_words())


@lru_cache(maxsize=100_000)
def _meaning(word: str) -> str:
    return _like().get(word) or _like().get(_ENDING.sub("", word)) or _ENDING.sub("", word)


@cache
def _plain_words() -> frozenset[str]:
    return frozenset(_PLAIN.split())


@cache
def _like() -> dict[str, str]:
    """The first word of its line, for each word that stands on one."""
    text = (files("onrecord.ontology") / "data" / "like_words.tsv").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {word: words[0] for words in lines for word in words}
