"""What in the name of an agreement tells it from others.

Comes in: a name as told, and the words in it that name actors. Goes out: a key that two tellings of one name share.
It knows words, not instruments: two agreements may have one key, and one may have several.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_PLAIN = """
    a an the this that its their his it new old joint draft final such signed bilateral treaty treaties agreement
    agreements pact pacts deal deals accord accords memorandum document documents convention protocol declaration
    statement instrument arrangement of on for between with and to in s
"""
PLAIN_WORDS = frozenset(_PLAIN.split())
"""Words that tell no instrument from another."""

YEAR = re.compile(r"\b(?P<year>1[89]\d\d|20\d\d)\b")
_WORD = re.compile(r"[^\W_]+")


def name_key(name: str, actor_words: Iterable[str] = ()) -> str:
    """The telling words of a name, in alphabetical order; empty when it has none.

    Args:
        name: "the Russia-Belarus treaty on friendship of 1995".
        actor_words: What in it names actors: "Russia", "Belarus".

    Returns:
        "friendship": without plain words, actors and years, which are compared by themselves.
    """
    actors = {word for words in actor_words for word in _WORD.findall(words.casefold())}
    words = {word for word in _WORD.findall(name.casefold()) if not YEAR.fullmatch(word)}
    return " ".join(sorted(words - PLAIN_WORDS - actors))


def year_in(name: str) -> int | None:
    """The year that a name tells, when it tells just one."""
    years = {int(found["year"]) for found in YEAR.finditer(name)}
    return years.pop() if len(years) == 1 else None
