"""What stands beside a person's name: a title before it, an apposition after it.

Comes in: `Words`, the place of a name, and the names of states and organisations around it. Goes out: a `Title`: the
noun ("minister"), its words ("deputy foreign minister"), the state or organisation that the person acts for
("sponsor"), and the body they belong to ("KINU"). Works along the line of words, since the small model's parse of long
titles cannot be relied on. It does not say who the person is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from onrecord.reading.actors.lexicon import ONE_PERSON, Category, Lexicon, Noun, lexicon
from onrecord.reading.actors.names import Name
from onrecord.reading.actors.words import NOUN_PHRASE_TAGS, NOUN_TAGS, POSSESSIVES, Words

REACH = 7
APPOSITION_REACH = 16
OPENERS = frozenset({",", "(", "—", "–"})
DETERMINERS = frozenset({"a", "an", "the", "its", "his", "her", "their", "one", "of", "then", "once"})
CLOSERS = frozenset({",", ".", ";", ")", "—", "–", ":", "who", "whose", "and", "which", "”", '"', "?", "!"})
AFFILIATING = frozenset({"of", "for", "at", "in", "with", "from"})
RANKS = frozenset(
    {
        "senior",
        "junior",
        "deputy",
        "vice",
        "chief",
        "special",
        "top",
        "former",
        "acting",
        "first",
        "leading",
        "ex",
        "supreme",
        "top-ranking",
        "assistant",
    }
)


class Title(NamedTuple):
    """A title or an apposition. ``start`` and ``end`` cover it; ``noun`` is None for a bare state ("Turkey's X")."""

    start: int
    end: int
    noun: Noun | None
    role: str | None = None
    sponsor: Name | None = None
    affiliation: str | None = None
    former: bool = False


class Told(NamedTuple):
    """A title whose noun is known."""

    end: int
    noun: Noun
    role: str
    sponsor: Name | None
    affiliation: str | None
    former: bool


def title_before(words: Words, start: int, by_end: Mapping[int, Name]) -> Title | None:
    """The title that leads to the name at ``start``: "Iran's Foreign Ministry spokesman", "former President", "Mr."."""
    floor = words.sentence_bounds(start)[0]
    if start == floor:
        return None
    if words.text[start - 1] in POSSESSIVES and (owner := by_end.get(start - 1)) and not owner.person:
        return Title(owner.start, start, None, sponsor=owner)
    known = lexicon()
    end = _before_purpose(words, start, by_end)
    found = _noun_before(words, end, floor, known)
    if found is None:
        return None
    first, noun = found
    return _with_modifiers(words, Title(first, start, noun), by_end, floor, known)


def _before_purpose(words: Words, start: int, by_end: Mapping[int, Name]) -> int:
    """Steps over "for Iran" in "Special Envoy for Iran Jane Roe"."""
    purpose = by_end.get(start)
    if purpose and purpose.start >= 2 and words.lower[purpose.start - 1] in {"for", "to", "on"}:
        return purpose.start - 1
    return start


def _noun_before(words: Words, end: int, floor: int, known: Lexicon) -> tuple[int, Noun] | None:
    found = known.noun_ending(words.lower, end, after=floor)
    if found is None:
        for of in range(end - 2, max(floor, end - 6), -1):
            if words.lower[of] in {"of", "for"} and known.complement(words.lower, of) == end:
                found = known.noun_ending(words.lower, of, after=floor)
    if found is None or found[1].plural or found[1].category not in ONE_PERSON | {Category.COURTESY}:
        return None
    return None if words.tag[end - 1] == "JJ" else found  # "the official Example agency"


def _with_modifiers(words: Words, title: Title, by_end: Mapping[int, Name], floor: int, known: Lexicon) -> Title:
    """Walks left from the noun: ranks belong to the role, nouns are the body, a name is the sponsor."""
    i = role_start = title.start
    former, sponsor, left = False, None, title.start
    while i > max(floor, title.start - REACH):
        if (name := by_end.get(i)) is not None:
            sponsor, left = name, left if name.person else name.start
            break
        word = words.lower[i - 1]
        if word in known.former or word in RANKS:
            former = former or word in known.former
            if role_start == i:
                role_start = left = i - 1
        elif words.text[i - 1] not in POSSESSIVES | {"-"} and not _modifies(words, i - 1):
            break
        i -= 1
    if sponsor is not None and words.word(left - 1) in known.former:
        former = True
    role = words.joined(role_start, title.end)
    body = _body(words, sponsor.end, role_start) if sponsor else None
    return title._replace(start=left, role=role, sponsor=sponsor, former=former, affiliation=body)


def _modifies(words: Words, i: int) -> bool:
    return (
        words.tag[i] in NOUN_PHRASE_TAGS
        and words.tag[i] != "CD"
        and words.dep[i] not in {"nsubj", "dobj", "pobj", "ROOT", "nsubjpass"}
    )


def _body(words: Words, start: int, end: int) -> str | None:
    while start < end and words.text[start] in POSSESSIVES:
        start += 1
    return words.joined(start, end) if start < end and words.tag[end - 1] in NOUN_TAGS else None


def apposition_after(words: Words, end: int, by_start: Mapping[int, Name]) -> Told | None:
    """What the words after a name that ends at ``end`` say of the person: ", a senior researcher at KINU,"."""
    if end >= len(words) or words.text[end] not in OPENERS:
        return None
    last = min(words.sentence_bounds(end)[1], end + APPOSITION_REACH)
    start = end + 1
    if start + 1 < last and words.tag[start] == "CD" and words.text[start + 1] == ",":
        start += 2
    while start < last and words.lower[start] in DETERMINERS:
        start += 1
    return role_phrase(words, start, last, by_start)


def role_phrase(
    words: Words, start: int, last: int, by_start: Mapping[int, Name], *, bounded: bool = True
) -> Told | None:
    """Reads "South Korea's foreign minister", "senior researcher at KINU" from ``start``; None when it is no role of
    one person or, if ``bounded``, does not end where a phrase ends."""
    known = lexicon()
    sponsor, role_start, head_end = _noun_phrase(words, start, last, by_start)
    if head_end <= role_start:
        return None
    head_end = max(head_end, known.complement(words.lower, head_end))
    found = known.noun_ending(words.lower, head_end, after=role_start)
    if found is None or found[1].plural or found[1].category not in ONE_PERSON:
        return None
    body = words.joined(role_start, found[0]) if sponsor and _is_body(words, role_start, found[0], known) else None
    role = words.joined(found[0] if body else role_start, head_end)
    affiliation, owner, close = _affiliation(words, head_end, last, by_start, known)
    close = _past_brackets(words, close, last)
    if bounded and close < min(len(words), last) and words.lower[close] not in CLOSERS:
        return None
    former = any(words.lower[i] in known.former for i in range(max(0, start - 1), found[0]))
    return Told(close, found[1], role, sponsor or owner, body or affiliation, former)


def _past_brackets(words: Words, i: int, last: int) -> int:
    """Steps over the short form that follows a name: "the Institute for Example Studies (IES)"."""
    if i + 2 < last and words.text[i] == "(" and words.text[i + 2] == ")":
        return i + 3
    return i


def _is_body(words: Words, start: int, end: int, known: Lexicon) -> bool:
    noun = known.noun_ending(words.lower, end, after=start) if end > start else None
    return noun is not None and noun[1].category is Category.BODY


def _noun_phrase(words: Words, start: int, last: int, by_start: Mapping[int, Name]) -> tuple[Name | None, int, int]:
    """The state or organisation in a noun phrase, where the words after it begin, and the end of the phrase."""
    sponsor: Name | None = None
    i = role_start = start
    while i < last:
        if (name := by_start.get(i)) is not None:
            sponsor = sponsor or name
            i = name.end
            role_start = i
        elif words.text[i] in POSSESSIVES:
            i += 1
            role_start = i
        elif words.tag[i] in NOUN_PHRASE_TAGS:
            i += 1
        else:
            break
    while i > role_start and words.tag[i - 1] not in NOUN_TAGS:
        i -= 1
    return sponsor, role_start, i


def _affiliation(
    words: Words, start: int, last: int, by_start: Mapping[int, Name], known: Lexicon
) -> tuple[str | None, Name | None, int]:
    """The body named after a role ("at the Institute for X", "for the Iranian foreign ministry"), the state or
    organisation in it that the person acts for, and where the phrase ends."""
    if start >= last or words.lower[start] not in AFFILIATING | {"to", "on"}:
        return None, None, start
    first = start + 1
    while first < last and words.lower[first] in {"the", "a", "an"}:
        first += 1
    end = first
    while end < last and (
        words.tag[end] in NOUN_PHRASE_TAGS
        or words.lower[end] in {"of", "for", "the", "and", "on", "&"}
        or words.text[end] in POSSESSIVES
    ):
        if words.lower[end] == "and" and (end + 1 >= last or not words.capital(end + 1)):
            break
        end += 1
    if end == first or words.lower[start] in {"to", "on"}:
        return None, None, end
    return words.joined(first, end), _owner(words, by_start.get(first), start, end, known), end


def _owner(words: Words, name: Name | None, start: int, end: int, known: Lexicon) -> Name | None:
    """The state or organisation at the head of an affiliation, if the person acts for it: not in "director for Iran at
    the council", nor in "head of the Russia programme"."""
    if name is None:
        return None
    noun_end = name.end
    while noun_end < end and words.tag[noun_end] in NOUN_PHRASE_TAGS | {"POS"}:
        noun_end += 1
    if noun_end == name.end:
        speaks = words.word(start - 1).startswith("spokes") or words.word(start - 1) in {"minister", "secretary"}
        return name if words.lower[start] != "for" or speaks else None
    noun = known.noun_ending(words.lower, noun_end, after=name.end)
    return name if noun is not None and noun[1].category in {Category.BODY, Category.OFFICE} else None
