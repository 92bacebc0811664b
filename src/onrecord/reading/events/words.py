"""Word classes of ``event_words.toml``, by name, and the lemma of a token as all tables here spell it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Token


@cache
def word_set(name: str) -> frozenset[str]:
    """The lemmas of a class, for example ``support``."""
    return frozenset(_table()[name].split())


def lemma(token: Token) -> str:
    """The lemma in lower case, without "re-" and the hyphen of "co-operate"; capitalised common nouns of headlines lose
    their plural, and forms that the lemmatiser is known to get wrong are put right."""
    form = _forms().get(token.lower_)
    if form is not None:
        return form
    text = token.lemma_.lower()
    if text[2:3] == "-":
        text = text.removeprefix("re-").replace("co-o", "coo", 1)
    if token.pos_ == "PROPN" and text.endswith("s") and not text.endswith("ss"):
        return text[:-1]
    return text


@cache
def _forms() -> dict[str, str]:
    forms: dict[str, str] = _table()["forms"]
    return forms


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("onrecord.reading") / "data" / "event_words.toml").read_text("utf-8"))
