"""Whose statement it is when the words for the speaker are a pronoun that nobody was found for.

Comes in: a statement of a ``Doc``. Goes out: the `Holder` who speaks: for "they" inside what Roe says, Roe; for "he
said" after what Roe said, Roe. A pronoun that nothing before it explains stays as it is.
"""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc

from onrecord.reading.annotations import sentence_number
from onrecord.types import AUTHOR, Holder, HolderKind, Statement

_FIRST = frozenset({"i", "we"})
_PERSONAL = frozenset({"he", "she"})
_PRONOUNS = _FIRST | _PERSONAL | {"they", "it"}
_NEAR = 3
"""How many sentences before it a pronoun reaches."""


def speaker_of(doc: Doc, statement: Statement) -> Holder:
    """Who makes a statement, a pronoun followed back to somebody where that is possible."""
    word = statement.speaker.name.lower()
    if statement.speaker.kind is not HolderKind.UNNAMED or word not in _PRONOUNS:
        return statement.speaker
    outer = around(doc, statement)
    if outer is not None:
        return speaker_of(doc, outer)
    if word in _FIRST:
        return AUTHOR
    return _before(doc, statement, word) or statement.speaker


def around(doc: Doc, statement: Statement) -> Statement | None:
    """The smallest statement whose content holds the words for the speaker of another."""
    place = statement.source or statement.cue
    if place is None:
        return None
    holding = [
        each
        for each in _ordered(doc)[1]
        if each.id != statement.id
        and each.evidence.span.contains(place)
        and each.evidence.span.contains(statement.evidence.span)
    ]
    return min(holding, key=lambda each: (each.evidence.span.end - each.evidence.span.start, each.id), default=None)


def _before(doc: Doc, statement: Statement, word: str) -> Holder | None:
    """The last speaker before it who can be meant: one person for "he", anybody who is known for the others."""
    starts, ordered = _ordered(doc)
    place = statement.source or statement.evidence.span
    number = sentence_number(doc, place.start)
    for each in reversed(ordered[: bisect_left(starts, place.start)]):
        holder = each.speaker
        if each.id == statement.id or holder.name.lower() in _PRONOUNS or holder.kind is HolderKind.AUTHOR:
            continue
        if number - sentence_number(doc, (each.source or each.evidence.span).start) > _NEAR:
            return None
        if word not in _PERSONAL or _is_one(holder):
            return holder
    return None


def _is_one(holder: Holder) -> bool:
    """Whether a holder is one human being: a person, or "a senior official"."""
    if holder.kind is HolderKind.PERSON:
        return "|" not in holder.name
    last = holder.name.split(" of ")[0].split()
    return holder.kind is HolderKind.UNNAMED and bool(last) and not last[-1].endswith("s")


def _ordered(doc: Doc) -> tuple[list[int], list[Statement]]:
    """The statements by where their speaker is named, or else what they say."""
    known: tuple[list[int], list[Statement]] | None = doc.user_data.get("onrecord_statements_by_source")
    if known is None:
        ordered = sorted(doc._.statements, key=lambda each: ((each.source or each.evidence.span).start, each.id))
        known = [(each.source or each.evidence.span).start for each in ordered], ordered
        doc.user_data["onrecord_statements_by_source"] = known
    return known
