"""Attribution of quotations: who is quoted.

Comes in: a parsed ``Doc`` and its quotations. Goes out: an `Attribution` for each quotation that reads as speech: its
cue is looked for right behind it, right before it, and, for one that goes on, in the quotation before. Quotations
inside what a clause attributes already are left to it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from onrecord.reading.annotations import text_of
from onrecord.reading.statements.attribution import Attribution, token_span
from onrecord.reading.statements.clauses import cue_span, source_span, subject_of, verb_cue
from onrecord.reading.statements.quotations import Quotation
from onrecord.types import Span

REACH = 40
SPEECH_END = frozenset(",.?!—–-…:;")


class Position:
    """Token numbers by character."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.starts = [token.idx for token in doc]

    def at(self, character: int) -> int:
        """The first token that starts at or after a character."""
        return bisect_left(self.starts, character)

    def over(self, character: int) -> int:
        """The token that covers a character."""
        return max(0, bisect_right(self.starts, character) - 1)


def speech_attributions(doc: Doc, quotations: Sequence[Quotation]) -> list[Attribution]:
    """One attribution for each run of quotations with one speaker.

    Args:
        doc: The parsed document.
        quotations: Its outermost quotations, in order.
    """
    position = Position(doc)
    found: list[Attribution] = []
    by_cue: dict[int, Attribution] = {}
    last: tuple[Quotation, Attribution] | None = None
    for number, quotation in enumerate(quotations):
        if not reads_as_speech(text_of(doc), quotation):
            continue
        after = quotations[number + 1].start if number + 1 < len(quotations) else len(text_of(doc))
        before = quotations[number - 1].end if number else 0
        verb = _cue_behind(doc, position, quotation, after) or _cue_before(doc, position, quotation, before)
        content = Span(start=quotation.inner_start, end=quotation.inner_end)
        known = by_cue.get(verb.i) if verb is not None else None
        if known is None and verb is None and last is not None and _goes_on(text_of(doc), last[0], quotation):
            known = last[1]
        if known is not None:
            known.contents.append(content)
        else:
            known = _by_verb(verb, content) if verb is not None else _label(doc, position, quotation)
            if known is None:
                continue
            found.append(known)
            if verb is not None:
                by_cue[verb.i] = known
        last = (quotation, known)
    return found


def _by_verb(verb: Token, content: Span) -> Attribution:
    source = subject_of(verb) or _inverted(verb)
    said = source_span(source, verb) if source is not None else None
    return Attribution(contents=[content], cue=cue_span(verb), cue_token=verb, source=said, source_token=source)


def _inverted(verb: Token) -> Token | None:
    """The speaker after a verb that opens its sentence, taken for its object: "Said one veteran: ..."."""
    return next((child for child in verb.rights if child.dep_ == "dobj" and child.pos_ != "PRON"), None)


def reads_as_speech(text: str, quotation: Quotation) -> bool:
    """Whether a quotation is a sentence of its own and not a phrase or a title inside somebody else's."""
    inner = text[quotation.inner_start : quotation.inner_end].strip()
    words = inner.count(" ") + 1
    if quotation.continues or words > 12:
        return True
    before = text[max(0, quotation.start - 3) : quotation.start].rstrip(" ")
    opens = not before or before[-1] in ',:.!?\n”"' or before.endswith("\n")
    return words >= 2 and (opens or inner[-1:] in SPEECH_END) and (inner[:1].isupper() or opens)


def _speaks(token: Token) -> bool:
    cue = verb_cue(token)
    return cue is not None and cue.takes("quote", "clause")


def _cue_behind(doc: Doc, position: Position, quotation: Quotation, following: int) -> Token | None:
    """ "...", said X / X said: a verb of saying in the rest of the sentence, with nothing but its subject before it."""
    if text_of(doc)[quotation.inner_end - 1] not in ",?!—–-" and text_of(doc)[quotation.end : quotation.end + 1] != ",":
        return None
    start = position.at(quotation.end)
    for token in doc[start : start + REACH]:
        if token.idx >= following or (token.i > start and _ends_before(token)):
            return None
        if token.pos_ == "VERB" and _speaks(token) and token.dep_ not in {"relcl", "acl"}:
            return token
    return None


def _ends_before(token: Token) -> bool:
    """Whether the sentence ended before this token."""
    return "\n" in token.text or (token.text[:1].isupper() and token.doc[token.i - 1].text in ".!?")


def _cue_before(doc: Doc, position: Position, quotation: Quotation, previous: int) -> Token | None:
    """X said, "...": the nearest verb of saying before the quotation in its sentence."""
    end = position.at(quotation.start)
    for index in range(end - 1, max(-1, end - REACH), -1):
        token = doc[index]
        if token.idx < previous or "\n" in token.text or (index < end - 1 and _is_full_stop(token)):
            return None
        if token.pos_ == "VERB" and _speaks(token):
            return token
    return None


def _is_full_stop(token: Token) -> bool:
    return token.text in ".!?" and not _abbreviation(token)


def _abbreviation(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.doc[token.i + 1].text[:1].islower()


def _goes_on(text: str, before: Quotation, quotation: Quotation) -> bool:
    """Whether a quotation is the next sentence of the one before: in the same paragraph, with a full stop between."""
    between = text[before.end : quotation.start]
    if quotation.continues:
        return not between.strip()
    return "\n" not in between and between.rstrip()[-1:] in {".", "!", "?", ""} and len(between) < 250


def _label(doc: Doc, position: Position, quotation: Quotation) -> Attribution | None:
    """NAME: "..." at the start of a line, or a source followed by a colon."""
    index = position.at(quotation.start) - 1
    while index >= 0 and doc[index].is_space and "\n" not in doc[index].text:
        index -= 1
    if index < 1 or doc[index].text != ":":
        return None
    first = index
    while first > 0 and index - first < 14 and "\n" not in doc[first - 1].text and doc[first - 1].text not in '.!?”"':
        first -= 1
    source = token_span(doc, first, index - 1)
    if source is None or doc[index - 1].pos_ not in {"PROPN", "NOUN", "PUNCT", "PRON"}:
        return None
    cue = Span(start=doc[index].idx, end=doc[index].idx + 1)
    content = Span(start=quotation.inner_start, end=quotation.inner_end)
    return Attribution(contents=[content], cue=cue, cue_token=doc[index], source=source, source_token=doc[index - 1])
