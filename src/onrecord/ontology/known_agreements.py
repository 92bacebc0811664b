"""Agreements that reports call by a name of their own: JCPOA, New START, the Minsk agreements.

Comes in: a list of words, or a name. Goes out: the `KnownAgreement` that is so called, with parties, dates, kind and
obligations as public knowledge has them. It holds facts that a person can correct in ``data/agreements.toml``; what a
report says of an agreement is the reading's business.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.types import Obligation


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAgreement:
    """One instrument. Dates are ISO 8601 at the precision that is known; ``open`` agreements have so many parties that
    none are listed. ``withdrawn`` pairs a party with the date on which its leaving took effect."""

    id: str
    names: tuple[str, ...]
    parties: tuple[str, ...]
    kind: str
    open: bool = False
    signed: str | None = None
    in_force: str | None = None
    ended: str | None = None
    obligations: tuple[Obligation, ...] = ()
    replaces: str | None = None
    withdrawn: tuple[tuple[str, str], ...] = ()


@cache
def known_agreements() -> dict[str, KnownAgreement]:
    """All of them, by id."""
    text = (files("onrecord.ontology") / "data" / "agreements.toml").read_text("utf-8")
    return {row["id"]: _agreement(row) for row in tomllib.loads(text)["agreement"]}


def known_agreement(name: str) -> KnownAgreement | None:
    """The agreement of exactly this name, or None. A leading article, quotation marks and the kind of dash do not
    matter; case matters only for names in capitals."""
    words = split_name(name)
    found = longest_known(words, 0)
    return found[1] if found is not None and found[0] == len(words) else None


def longest_known(words: Sequence[str], start: int) -> tuple[int, KnownAgreement] | None:
    """The longest known name that begins at ``words[start]``, with the place after its last word; None if there is
    none. Hyphens count as words of their own, as spaCy splits them."""
    if start >= len(words):
        return None
    names, longest = _index()
    for length in range(min(longest.get(words[start].lower(), 0), len(words) - start), 0, -1):
        piece = tuple(words[start : start + length])
        if (found := names.get(_key(piece))) is not None and _case_fits(piece, found[0]):
            return start + length, found[1]
    return None


def split_name(name: str) -> list[str]:
    """A name in words as the index has them."""
    plain = re.sub(r"[“”\"]", "", name)
    plain = re.sub(r"^(?:the|a|an)\s+", "", plain.strip(), flags=re.IGNORECASE)
    return re.findall(r"(?:U\.S\.)|['’]s\b|[^\W_]+|[-–,]", plain)


def _agreement(row: dict[str, object]) -> KnownAgreement:
    fields = dict(row)
    fields["names"] = tuple(fields["names"])  # type: ignore[arg-type]
    fields["parties"] = tuple(fields["parties"])  # type: ignore[arg-type]
    fields["obligations"] = tuple(Obligation(each) for each in fields.get("obligations", ()))  # type: ignore[attr-defined]
    fields["withdrawn"] = tuple(sorted(fields.get("withdrawn", {}).items()))  # type: ignore[attr-defined]
    return KnownAgreement(**fields)  # type: ignore[arg-type]


@cache
def _index() -> tuple[dict[tuple[str, ...], tuple[str, KnownAgreement]], dict[str, int]]:
    """Names by their words, and the length of the longest name by its first word."""
    names: dict[tuple[str, ...], tuple[str, KnownAgreement]] = {}
    longest: dict[str, int] = {}
    for agreement in known_agreements().values():
        for name in agreement.names:
            key = _key(split_name(name))
            names[key] = (name, agreement)
            longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return names, longest


def _key(words: Sequence[str]) -> tuple[str, ...]:
    return tuple("-" if word == "–" else word.lower().replace("’", "'") for word in words)


def _case_fits(words: Sequence[str], name: str) -> bool:
    """A name in capitals only is no ordinary word: "tpp" and "Edca" are not it."""
    return not name.isupper() or "".join(words).isupper()
