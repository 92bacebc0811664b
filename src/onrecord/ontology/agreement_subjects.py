"""What agreements between states are on: defence, trade, fishing.

Comes in: the name of an agreement. Goes out: its subjects, by which two agreements of the same parties are told apart.
It reads ``data/agreement_subjects.toml``; that two have one subject does not make them one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_TOPIC = re.compile(r"\b(?:on|for|concerning|regarding|about)\s+(?P<topic>.+)", re.IGNORECASE | re.DOTALL)
_BREAKS = frozenset({"and", "or", "in", "of", "to", "for", "on"})
_END_OF_TOPIC = re.compile(r"\b(?:between|among|with|by|of \d{4})\b|[,;(]", re.IGNORECASE)


def subject_of() -> dict[str, str]:
    """Each word that tells of a subject, with the subject."""
    return _by_word()


def subjects(name: str, telling: Collection[str]) -> frozenset[str]:
    """What a name tells that an agreement is on; empty when it tells nothing of it.

    Args:
        name: "Russia's agreement on cooperation in agriculture".
        telling: The words in it, in lower case, that are neither plain nor name an actor.

    Returns:
        "agriculture". A topic behind "on" or "for" that is no known subject stands for itself.
    """
    words = [word.casefold() for word in _WORD.findall(name)]
    told = {word: _by_word()[word] for word in words if word in _by_word()}
    particular = {subject for word, subject in told.items() if word not in _general()}
    topic = {word for word in _topic_words(name) if word in telling and word not in told and word not in _empty()}
    return frozenset(particular | topic) or frozenset(told.values())


def _topic_words(name: str) -> list[str]:
    """The words of a topic, without those that only say of what sort a general word is: "closer cooperation"."""
    found = _TOPIC.search(name)
    topic = _END_OF_TOPIC.split(found["topic"], maxsplit=1)[0] if found else ""
    kept: list[str] = []
    before_general = False
    for word in reversed([word.casefold() for word in _WORD.findall(topic)]):
        before_general = word in _general() or (before_general and word not in _BREAKS)
        kept += [] if before_general else [word]
    return kept


@cache
def _by_word() -> dict[str, str]:
    return {word: subject for subject, words in _file()["subjects"].items() for word in words}


@cache
def _general() -> frozenset[str]:
    return frozenset(_file()["general"]["words"])


@cache
def _empty() -> frozenset[str]:
    return frozenset((*_file()["general"]["empty"], *_file()["general"]["words"]))


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((files("onrecord.ontology") / "data" / "agreement_subjects.toml").read_text("utf-8"))
