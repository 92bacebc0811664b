"""The words that point back, from ``data/actor_anaphors.toml``.

Comes in: the data file. Goes out: `Anaphors`, loaded once. It resolves nothing.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Anaphors:
    """Pronouns by kind, nouns of groups and of single actors by kind, and the numbers before them."""

    pronouns: dict[str, str]
    groups: dict[str, str]
    bare: frozenset[str]
    singles: dict[str, str]
    numbers: dict[str, int]


@cache
def anaphors() -> Anaphors:
    """The words of the package's data file."""
    table = tomllib.loads((files("onrecord.reading") / "data" / "actor_anaphors.toml").read_text("utf-8"))
    bare = frozenset(table["groups"].pop("bare"))
    return Anaphors(
        pronouns={word: kind for kind, words in table["pronouns"].items() for word in words},
        groups={word: kind for kind, words in table["groups"].items() for word in words},
        bare=bare,
        singles={word: kind for kind, words in table["single"].items() for word in words},
        numbers=table["numbers"],
    )
