"""Where persons are named: spans of the gazetteer, of the model, and of shapes that the model misses.

Comes in: `Words` and the gazetteer's names. Goes out: `PersonSpan` values in text order that do not overlap: the
name alone, without title or possessive. The small model often cuts or mislabels Korean, Chinese and Arabic names, so
a span is mended by its shape ("Cho Han-bum") and by what stands beside it ("envoy Taro X", "X, a researcher at"). Who
the person is, is not its business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.gazetteer import Entry
from onrecord.reading.actors.lexicon import ONE_PERSON, Category, Lexicon, lexicon
from onrecord.reading.actors.names import Name
from onrecord.reading.actors.titles import apposition_after
from onrecord.reading.actors.words import HYPHENS, POSSESSIVES, Words

LONGEST_NAME = 7
TITLED = frozenset({Category.OFFICE, Category.OFFICIAL, Category.COURTESY})


class PersonSpan(NamedTuple):
    """The tokens of a person's name; ``entries`` are the gazetteer's, empty when it knows none."""

    start: int
    end: int
    entries: tuple[Entry, ...] = ()


def find_persons(words: Words, names: Sequence[Name]) -> list[PersonSpan]:
    """All places where a person is named, in text order."""
    taken = [False] * (len(words) + 1)
    for name in names:
        if not name.person:
            taken[name.start : name.end] = [True] * (name.end - name.start)
    candidates = [PersonSpan(n.start, n.end, n.entries) for n in names if n.person]
    candidates += _from_entities(words, taken)
    candidates += _from_shapes(words, taken, {name.start: name for name in names if not name.person})
    return _without_overlaps(candidates, len(words))


def _without_overlaps(candidates: list[PersonSpan], length: int) -> list[PersonSpan]:
    """The full names of the gazetteer first, then the longest."""
    chosen: list[PersonSpan] = []
    used = [False] * length
    order = sorted(
        candidates, key=lambda s: (not (s.entries and s.end - s.start > 1), s.start - s.end, s.start, not s.entries)
    )
    for span in order:
        if not any(used[span.start : span.end]):
            used[span.start : span.end] = [True] * (span.end - span.start)
            chosen.append(span)
    return _joined(sorted(chosen))


def _joined(spans: list[PersonSpan]) -> list[PersonSpan]:
    """Single names side by side are one name of several: "López Obrador"."""
    joined: list[PersonSpan] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last is not None and last.end == span.start and span.end - span.start == 1 and last.end - last.start <= 2:
            joined[-1] = PersonSpan(last.start, span.end)
        else:
            joined.append(span)
    return joined


def _from_entities(words: Words, taken: Sequence[bool]) -> Iterator[PersonSpan]:
    known = lexicon()
    for entity in words.doc.ents:
        if entity.label_ == "PERSON":
            start, end = _trimmed(words, entity.start, entity.end, taken, known)
            if start < end and _may_be_a_name(words, start, end, known):
                yield PersonSpan(start, end)


def _trimmed(words: Words, start: int, end: int, taken: Sequence[bool], known: Lexicon) -> tuple[int, int]:
    """The span without titles, states and possessives at its sides, and with the rest of a name that was cut."""
    while end > start and (words.text[end - 1] in POSSESSIVES or not _is_name_like(words, end - 1, known)):
        end -= 1
    first = start
    for i in range(first, end):
        if taken[i] and i + 1 == end > start + 1:
            end = i
        elif (
            taken[i]
            or words.text[i] in POSSESSIVES
            or (i + 1 < end and known.noun_ending(words.lower, i + 1, after=first))
        ):
            start = i + 1
    while start < end and not words.capital(start) and words.lower[start] not in known.particles:
        start += 1
    end = _past_hyphens(words, end)
    if start < end and start > 0 and words.text[start - 1] in known.family_first and not taken[start - 1]:
        joins = words.dep[start - 1] == "compound" and words.tag[start - 1] == "NNP"
        start -= joins and words.sentence[start - 1] == words.sentence[start]
    return start, end


def _past_hyphens(words: Words, end: int) -> int:
    while (
        end + 1 < len(words)
        and words.text[end] in HYPHENS
        and words.text[end + 1].isalpha()
        and _is_closed_up(words, end)
    ):
        end += 2
    return end


def _is_closed_up(words: Words, i: int) -> bool:
    """Whether no space stands on either side of token ``i``."""
    return not words.doc[i].whitespace_ and not words.doc[i - 1].whitespace_


def _is_name_like(words: Words, i: int, known: Lexicon) -> bool:
    text = words.text[i]
    if text in HYPHENS:
        return True
    return text[0].isalpha() and (words.capital(i) or words.lower[i] in known.particles or words.word(i - 1) in HYPHENS)


def _may_be_a_name(words: Words, start: int, end: int, known: Lexicon) -> bool:
    if end - start > LONGEST_NAME or not all(_is_name_like(words, i, known) for i in range(start, end)):
        return False
    last = words.lower[end - 1]
    if last in known.organisation or last in known.not_before or words.lower[start] in known.calendar:
        return False
    if end - start == 1:
        text = words.text[start]
        return (
            len(text) > 1
            and not (text.isupper() and len(text) < 6)
            and known.noun_ending(words.lower, end, after=start) is None
        )
    return not all(words.text[i].isupper() and len(words.text[i]) > 3 for i in range(start, end))


def _from_shapes(words: Words, taken: Sequence[bool], by_start: dict[int, Name]) -> Iterator[PersonSpan]:
    known = lexicon()
    i = 0
    while i < len(words):
        if taken[i] or words.tag[i] not in {"NNP", "NNPS"} or not words.capital(i):
            i += 1
            continue
        end = _run(words, i, taken, known)
        if _is_shaped(words, i, end, by_start, known):
            yield PersonSpan(i, end)
            i = end
        else:
            i += 1


def _run(words: Words, start: int, taken: Sequence[bool], known: Lexicon) -> int:
    """The end of the capitalised run that begins at ``start``."""
    end = start
    while end < len(words) and end - start < LONGEST_NAME and not taken[end]:
        if words.text[end] in HYPHENS:
            if not _is_closed_up(words, end):
                break
        elif (
            (words.tag[end] not in {"NNP", "NNPS"} and words.word(end - 1) not in HYPHENS)
            or not _is_name_like(words, end, known)
            or words.sentence[end] != words.sentence[start]
        ):
            break
        end += 1
    while end > start and words.text[end - 1] in HYPHENS:
        end -= 1
    return max(end, start + 1)


def _is_shaped(words: Words, start: int, end: int, by_start: dict[int, Name], known: Lexicon) -> bool:
    """Whether a capitalised run reads as a person's name by its shape or its neighbours."""
    parts = sum(words.text[i] not in HYPHENS for i in range(start, end))
    if not 2 <= parts <= 4 or not _may_be_a_name(words, start, end, known):
        return False
    if any(known.noun_ending(words.lower, i + 1, after=start) for i in range(start, end)):
        return False
    hyphenated = any(words.text[i] in HYPHENS and not words.capital(i + 1) for i in range(start + 1, end - 1))
    if hyphenated and words.text[start] in known.family_first:
        return True
    title = known.noun_ending(words.lower, start)
    if title and title[1].category in TITLED and not title[1].plural:
        return words.entity[start] in {"PERSON", ""} or (parts >= 2 and words.entity[start] != "ORG")
    if words.entity[start] == "PERSON":
        return False
    told = apposition_after(words, end, by_start)
    if told is not None and told.noun.category in ONE_PERSON:
        return True
    oriental = hyphenated or any(words.lower[i] in {"al", "el"} for i in range(start, end))
    return oriental and words.word(end) in known.saying
