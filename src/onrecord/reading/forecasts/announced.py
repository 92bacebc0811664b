"""What is announced without a modal: headlines with an infinitive, the present tense with a date to come or an "if".

Comes in: a parsed ``Doc``. Goes out: a `Cue` for "Ministers to resume talks" as a line of its own, for "The talks
resume on Monday" where Monday is after publication, and for what a speaker says that follows: "If it fails, we go back
to war". The present of a habit, or without a date or a condition, is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.reading.actors import actors_of
from onrecord.reading.annotations import document_of
from onrecord.reading.forecasts.clauses import (
    CONDITION_MARKS,
    TIME_MARKS,
    asks,
    clause,
    in_quotes,
    is_negated,
    is_question,
    mark_of,
    noun_lemma,
    noun_phrase,
    own_subject,
    trimmed,
)
from onrecord.reading.forecasts.cues import Cue, graded
from onrecord.reading.forecasts.lexicon import words
from onrecord.reading.forecasts.lookup import times_in
from onrecord.types import TimeExpression, TimeKind

_ENDS = (".", "!", "?", ":")
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})


def announced_cues(doc: Doc, table: str) -> Iterator[Cue]:
    """The forecasts of headlines and timetables, in the order of the text."""
    for sentence in doc.sents:
        headline = _headline(sentence.root, table)
        if headline is not None:
            yield headline
    for token in doc:
        cue = _scheduled(token, table) or _would_follow(token, table)
        if cue is not None:
            yield cue


def _headline(root: Token, table: str) -> Cue | None:
    """ "Kenya to leave pact": a line without a full stop whose first phrase is followed by to and an infinitive."""
    line = [token for token in root.sent if not token.is_space]
    if len(line) < 4 or line[-1].text in _ENDS:
        return None
    to = next((token for token in line[:12] if token.lower_ == "to" and token.tag_ == "TO"), None)
    if to is None or to.head.tag_ != "VB" or any(token.tag_ in _FINITE for token in line[: line.index(to)]):
        return None
    verb = to.head
    who = own_subject(verb) if verb == root else root
    if who is None or not (verb.head == who or verb == root) or who.right_edge.i < who.i or not _can_act(who):
        return None
    grade = graded("due", negated=any(token.lower_ == "not" for token in line[: line.index(to)]), table=table)
    if grade is None:
        return None
    return Cue(
        head=verb,
        stretch=trimmed(root.doc, who.left_edge.i, clause(verb)[1]),
        phrase=to.text,
        band=grade[0],
        polarity=grade[1],
        rank=3,
        inserted=frozenset({to.i}),
    )


def _can_act(who: Token) -> bool:
    """Actors, and events that begin or end; not "a time to go", "a plan to win"."""
    if who.pos_ not in ("NOUN", "PROPN"):
        return False
    return bool(actors_of(who.doc, who)) or noun_lemma(who) in words("events", "nouns")


def _scheduled(verb: Token, table: str) -> Cue | None:
    """ "The talks resume on Monday", "he is flying to Rome next week"."""
    if verb.lemma_ not in words("scheduled", "verbs") or not _is_present(verb):
        return None
    who = own_subject(verb)
    if who is None or who.tag_ == "WDT" or is_question(verb) or asks(verb):
        return None
    if mark_of(verb) in CONDITION_MARKS | TIME_MARKS | {"how", "where", "whether", "as"} or verb.dep_ == "relcl":
        return None
    if _date_to_come(verb) is None:
        return None
    grade = graded("scheduled", negated=is_negated(verb), table=table)
    if grade is None:
        return None
    auxiliaries = frozenset(child.i for child in verb.lefts if child.dep_ in ("aux", "neg") and verb.tag_ == "VBG")
    return Cue(
        head=verb,
        stretch=trimmed(verb.doc, noun_phrase(who)[0], clause(verb)[1]),
        phrase=verb.text,
        band=grade[0],
        polarity=grade[1],
        rank=1,
        inserted=auxiliaries,
    )


def _would_follow(verb: Token, table: str) -> Cue | None:
    """ "If it fails, we go back to war": what a speaker says will follow, in the present of an act."""
    if verb.tag_ not in ("VBZ", "VBP") or verb.lemma_ in words("states", "verbs") or not in_quotes(verb):
        return None
    if any(child.dep_ in ("aux", "auxpass") for child in verb.lefts) or is_question(verb) or asks(verb):
        return None
    condition = next((child for child in verb.children if child.dep_ == "advcl" and mark_of(child) == "if"), None)
    who = own_subject(verb)
    if condition is None or condition.tag_ not in ("VBZ", "VBP", "VB", "VBN") or who is None or who.tag_ == "WDT":
        return None
    grade = graded("will", negated=is_negated(verb), table=table)
    if grade is None or mark_of(verb) is not None:
        return None
    stretch = trimmed(verb.doc, noun_phrase(who)[0], clause(verb)[1])
    return Cue(head=verb, stretch=stretch, phrase=verb.text, band=grade[0], polarity=grade[1], rank=1)


def _is_present(verb: Token) -> bool:
    auxiliaries = {child.lower_ for child in verb.lefts if child.dep_ in ("aux", "auxpass")}
    if verb.tag_ in ("VBZ", "VBP"):
        return not auxiliaries
    return verb.tag_ == "VBG" and bool(auxiliaries & {"is", "are", "’s", "'s"}) and "been" not in auxiliaries


def _date_to_come(verb: Token) -> TimeExpression | None:
    """A date after publication that hangs on the verb itself."""
    published = document_of(verb.doc).published
    for child in verb.children:
        if (
            child.dep_ not in ("prep", "npadvmod", "advmod", "pobj", "nmod")
            or child.right_edge.i - child.left_edge.i > 6
        ):
            continue
        last = child.right_edge
        for time in times_in(verb.doc, child.left_edge.idx, last.idx + len(last)):
            earliest = time.when.earliest if time.when is not None else None
            if time.kind is TimeKind.DATE and earliest is not None and earliest > published:
                return time
    return None
