"""The words that agreements are told by, from ``data/agreement_words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Token

from onrecord.types import StepKind


def head_lemma(token: Token) -> str | None:
    """The noun of agreement that a token is, in the singular; None for other words."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return None
    word = table("plurals").get(token.lower_, token.lower_)
    return word if word in table("heads") else None


def formality(lemma: str) -> int:
    """How formal a noun of agreement is, 1 (deal) to 3 (treaty)."""
    return int(table("heads")[lemma])


@cache
def listed(section: str, group: str) -> frozenset[str]:
    """One list of words."""
    return frozenset(table(section)[group])


def step_of(section: str, lemma: str) -> StepKind | None:
    """The step that a word of ``verbs``, ``subject_verbs``, ``preposition_verbs`` or ``nouns`` makes."""
    value = table(section).get(lemma)
    return StepKind(value) if value is not None and value not in LINEAGE else None


LINEAGE = frozenset({"inherits", "replaces", "revises"})


def table(section: str) -> dict[str, Any]:
    """A section of the file."""
    part: dict[str, Any] = _file()[section]
    return part


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((files("onrecord.reading") / "data" / "agreement_words.toml").read_text("utf-8"))
