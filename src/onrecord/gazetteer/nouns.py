"""Common nouns for those who act for a state: offices ("president") and agents ("troops", "ministry").

Comes in: ``data/office_words.tsv`` and ``data/agent_nouns.tsv``. Goes out: the office that a word means, and the sector
of an agent noun. A reader combines them with a state's name or adjective: "the Russian president", "Turkish jets".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.gazetteer.tables import rows


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWord:
    """A word for an office: the keys that it may mean, the likeliest first, and what the title must contain."""

    word: str
    offices: tuple[str, ...]
    titles: tuple[str, ...] = ()


@cache
def office_words() -> dict[str, OfficeWord]:
    """All words for offices, by the word in lower case."""
    return {
        word: OfficeWord(word=word, offices=_split(row["offices"]), titles=_split(row["titles"].casefold()))
        for row in rows("office_words.tsv")
        for word in _split(row["words"].casefold())
    }


@cache
def _agent_nouns() -> dict[str, str]:
    return {noun: row["sector"] for row in rows("agent_nouns.tsv") for noun in _split(row["nouns"].casefold())}


def agent_noun(word: str) -> str | None:
    """The sector that a common noun acts for beside a state's name: GOV, MIL, LEG, JUD, MED, ...; None for other nouns.

    >>> agent_noun("warships"), agent_noun("ministry"), agent_noun("bananas")
    ('MIL', 'GOV', None)
    """
    nouns = _agent_nouns()
    folded = " ".join(word.casefold().replace("-", " ").split())
    return nouns.get(folded) or nouns.get(_singular(folded))


def _singular(noun: str) -> str:
    for ending, singular in (("ies", "y"), ("men", "man"), ("ches", "ch"), ("s", "")):
        if noun.endswith(ending):
            return noun.removesuffix(ending) + singular
    return noun


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
