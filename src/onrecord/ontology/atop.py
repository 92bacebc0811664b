"""What members of an alliance owe each other, in ATOP's terms, told from words.

Comes in: the words of a report or a treaty. Goes out: the `Obligation`s that they speak of, each with where. It reads
``data/atop.toml``; to whose treaty an obligation belongs is the reading's business.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.types import Obligation


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenObligation:
    """An obligation in a text: code points, half open; ``absent`` when the words say that there is none such."""

    obligation: Obligation
    start: int
    end: int
    absent: bool


def spoken_obligations(text: str) -> tuple[SpokenObligation, ...]:
    """The obligations that a sentence speaks of, in the order of the text, one for each place and kind."""
    found = [
        SpokenObligation(
            obligation=obligation,
            start=match.start(),
            end=match.end(),
            absent=_is_absent(text[: match.start()]),
        )
        for obligation, pattern in _patterns().items()
        for match in pattern.finditer(text)
    ]
    return tuple(sorted(found, key=lambda each: (each.start, each.obligation)))


def meaning(obligation: Obligation) -> str:
    """What an obligation is, in words."""
    return str(_file()[obligation.value]["meaning"])


def _is_absent(before: str) -> bool:
    """Whether the clause before an obligation takes it away: "but it lacked the clause of"."""
    clause = re.split(r"[,;:.]|\b(?:but|and)\b", before)[-1].lower()
    return any(
        re.search(rf"\b{word}", clause) for word in _file()["absence"]["words"] if word not in ("no", "not")
    ) or (re.search(r"\b(?:no|not|n't|n’t)\b", clause) is not None)


@cache
def _patterns() -> dict[Obligation, re.Pattern[str]]:
    return {
        obligation: re.compile("|".join(f"(?:{words})" for words in _file()[obligation.value]["words"]), re.IGNORECASE)
        for obligation in Obligation
    }


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((files("onrecord.ontology") / "data" / "atop.toml").read_text("utf-8"))
