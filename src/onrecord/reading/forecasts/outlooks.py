"""Outlooks: what is warned of, vowed, ruled out, risked, or left open by somebody.

Comes in: a parsed ``Doc``. Goes out: a `Cue` for each of "warned of a war", "threatened sanctions", "did not rule out
sending troops", "risks creating a crisis", "a matter of days before fighting resumes", "a war is a possibility",
"has not decided whether it will sign". It knows the grammar of these few; the words stand in the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from onrecord.reading.forecasts.clauses import (
    CONDITION_MARKS,
    Stretch,
    ancestors,
    clause,
    is_be,
    is_negated,
    is_question,
    mark_of,
    noun_lemma,
    noun_phrase,
    own_subject,
    subject,
    trimmed,
)
from onrecord.reading.forecasts.cues import Cue, graded
from onrecord.reading.forecasts.lexicon import words

_POSSIBLE = frozenset({"possibility", "probability", "likelihood", "certainty", "risk", "danger"})


def outlook_cues(doc: Doc, table: str) -> Iterator[Cue]:
    """The outlooks of a document, in the order of the text."""
    for token in doc:
        for find in _FINDERS:
            cue = find(token, table)
            if cue is not None:
                yield cue
                break


def _cue(
    head: Token,
    stretch: Stretch,
    hedge: tuple[str, bool],
    table: str,
    holder: Token,
    attitude: Token | None = None,
    shown: str | None = None,
) -> Cue | None:
    """A cue whose hedge is looked up as ``hedge`` (the phrase, and whether it is negated); what stands outside the
    phrase of the head only hedges."""
    grade = graded(hedge[0], negated=hedge[1], table=table)
    if grade is None:
        return None
    return Cue(
        head=head,
        stretch=stretch,
        phrase=shown or holder.text,
        band=grade[0],
        polarity=grade[1],
        rank=1,
        attitude=attitude,
        inserted=frozenset(
            place
            for place in range(*stretch)
            if place == holder.i or not head.left_edge.i <= place <= head.right_edge.i
        ),
    )


def _is_told_now(verb: Token) -> bool:
    """Whether a verb tells what somebody does now or has just done: no condition, wish, or perfect of the past."""
    if verb.pos_ != "VERB" or is_question(verb) or mark_of(verb) in CONDITION_MARKS or verb.dep_ in ("amod", "csubj"):
        return False
    return not any(child.lower_ in ("had", "would", "could", "to", "may", "might") for child in verb.lefts)


def _warned(verb: Token, table: str) -> Cue | None:
    """ "warned of a war", "threatened sanctions against Peru", "vowed revenge"."""
    warns = verb.lemma_ in words("outlooks", "warners")
    if not (warns or verb.lemma_ in words("outlooks", "threateners")) or not _is_told_now(verb):
        return None
    event = _object_of(verb, "of") if warns else next((c for c in verb.rights if c.dep_ == "dobj"), None)
    who = subject(verb)
    if event is None or who is None or noun_lemma(event) not in words("events", "nouns") - words("outlooks", "goods"):
        return None
    hedge = ("fear" if warns else verb.lemma_, is_negated(verb))
    return _cue(event, _from(who, verb, noun_phrase(event)[1]), hedge, table, verb, attitude=verb)


def _object_of(verb: Token, preposition: str) -> Token | None:
    for child in verb.rights:
        if child.dep_ == "prep" and child.lower_ == preposition:
            return next((part for part in child.children if part.dep_ == "pobj"), None)
    return None


def _from(who: Token, verb: Token, end: int) -> Stretch:
    """From the subject to the end of what is said, or from the verb when the subject is another verb's."""
    start = noun_phrase(who)[0] if who.head == verb and who.i < verb.i else verb.i
    return trimmed(verb.doc, start, end)


def _ruled_out(verb: Token, table: str) -> Cue | None:
    """ "did not rule out sending troops", "ruled out a meeting"."""
    if verb.lemma_ != "rule" or not any(child.lower_ == "out" for child in verb.rights) or is_question(verb):
        return None
    target = next((c for c in verb.rights if c.dep_ in ("dobj", "xcomp", "pcomp", "ccomp") and c.pos_ != "PRON"), None)
    who = subject(verb)
    if target is None or who is None:
        return None
    gerund = target.tag_ == "VBG"
    if not gerund and noun_lemma(target) not in words("events", "nouns"):
        return None
    end = clause(target)[1] if gerund else noun_phrase(target)[1]
    phrase = "not rule out" if is_negated(verb) or _negated_above(verb) else "rule out"
    out = next(child.i for child in verb.rights if child.lower_ == "out")
    first = min([verb.i, *(child.i for child in verb.lefts if child.dep_ in ("neg", "aux") and child.tag_ != "TO")])
    return _cue(target, _from(who, verb, end), (phrase, False), table, verb, shown=verb.doc[first : out + 1].text)


def _negated_above(verb: Token) -> bool:
    return verb.dep_ == "xcomp" and is_negated(verb.head)


def _risked(token: Token, table: str) -> Cue | None:
    """ "The sales risk creating a conflict"; the parser often takes the verb for a noun."""
    if token.lower_ not in ("risk", "risks", "risked") or is_question(token):
        return None
    gerund = next((child for child in token.rights if child.tag_ == "VBG" and child.i == token.i + 1), None)
    if gerund is None or mark_of(token) in CONDITION_MARKS:
        return None
    return _cue(gerund, trimmed(token.doc, token.left_edge.i, clause(gerund)[1]), ("risk", False), table, token)


def _matter_of_time(token: Token, table: str) -> Cue | None:
    """ "It is only a matter of days before war breaks out"."""
    if token.lower_ != "matter" or not is_be(token.head) or is_question(token):
        return None
    of = next((child for child in token.rights if child.lower_ == "of"), None)
    unit = next((part for part in of.children if part.dep_ == "pobj"), None) if of is not None else None
    if unit is None or unit.lemma_ not in words("outlooks", "spans"):
        return None
    ahead = next((t for t in token.doc[unit.i + 1 : unit.i + 4] if t.lower_ in ("before", "until", "till")), None)
    if ahead is None:
        return None
    verb = ahead.head if ahead.dep_ == "mark" else next(iter(ahead.children), None)
    if verb is None or verb.i < ahead.i:
        return None
    end = max(clause(verb)[1], verb.right_edge.i + 1) if verb.pos_ == "VERB" else noun_phrase(verb)[1]
    return _cue(verb, trimmed(token.doc, ahead.i + 1, end), ("a matter of time", False), table, token)


def _possibility(noun: Token, table: str) -> Cue | None:
    """ "A wider war is a distinct possibility"."""
    if noun.lower_ not in _POSSIBLE or noun.dep_ != "attr" or not is_be(noun.head) or is_question(noun):
        return None
    who = own_subject(noun.head)
    if who is None or noun_lemma(who) not in words("events", "nouns") or noun.head.tag_ == "VBD":
        return None
    stretch = trimmed(noun.doc, noun_phrase(who)[0], noun.right_edge.i + 1)
    return _cue(who, stretch, (noun.lower_, is_negated(noun.head)), table, noun)


def _undecided(verb: Token, table: str) -> Cue | None:
    """ "It is not known whether he will come", "doubts about whether it will last"."""
    if mark_of(verb) not in ("whether", "if") or verb.dep_ not in ("ccomp", "pcomp", "advcl"):
        return None
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    if not _leaves_open(above) or not any(child.lower_ in ("will", "would") for child in verb.lefts):
        return None
    if is_question(verb) or (verb.dep_ == "advcl" and above.pos_ != "ADJ"):
        return None
    marker = next((child for child in verb.lefts if child.lower_ in ("whether", "if")), verb)
    return _cue(verb, trimmed(verb.doc, marker.i, clause(verb)[1]), ("uncertain", False), table, marker)


def _leaves_open(word: Token) -> bool:
    lemma = word.lemma_.lower()
    if lemma in words("outlooks", "open") or word.lower_ in words("outlooks", "open"):
        return True
    if lemma not in words("outlooks", "settled"):
        return False
    still = any(child.lower_ in ("yet", "still") for child in word.children)
    return is_negated(word) or still or word.head.lower_ in ("yet", "remains")


def _seen_as(token: Token, table: str) -> Cue | None:
    """ "The generals see war as likely"."""
    if token.lower_ not in words("predicative", "adjectives") or token.i == 0 or token.nbor(-1).lower_ != "as":
        return None
    verb = token.head.head if token.head.lower_ == "as" else token.head
    event = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    who = own_subject(verb)
    if verb.lemma_ not in ("see", "regard", "view", "consider", "describe") or event is None or who is None:
        return None
    phrase = " ".join([*(child.lower_ for child in token.lefts if child.dep_ == "advmod"), token.lower_])
    return _cue(event, _from(who, verb, token.i + 1), (phrase, is_negated(verb)), table, token, attitude=verb)


def _ahead(noun: Token, table: str) -> Cue | None:
    """ "Further sanctions are on the way", "no deal is in sight"."""
    if noun.lower_ not in _last_words_ahead() or is_question(noun):
        return None
    phrase = noun.doc[max(0, noun.i - 2) : noun.i + 1].text.lower()
    if not any(phrase.endswith(known) for known in words("outlooks", "ahead")):
        return None
    be = next((head for head in ancestors(noun, 2) if head.pos_ in ("VERB", "AUX")), None)
    who = own_subject(be) if be is not None and is_be(be) and be.tag_ != "VBD" else None
    if be is None or who is None or noun_lemma(who) not in words("events", "nouns"):
        return None
    stretch = trimmed(noun.doc, noun_phrase(who)[0], noun.i + 1)
    return _cue(who, stretch, ("likely", is_negated(be)), table, noun)


@cache
def _last_words_ahead() -> frozenset[str]:
    return frozenset(phrase.rpartition(" ")[2] for phrase in words("outlooks", "ahead"))


def _expectations(noun: Token, table: str) -> Cue | None:
    """ "has low expectations for a breakthrough", "with little hope of a deal"."""
    if noun.lower_ not in ("expectations", "expectation", "hope", "hopes") or is_question(noun):
        return None
    low = next(
        (c for c in noun.lefts if c.lower_ in words("prospects", "low") | {"little", "no", "few", "scant"}), None
    )
    preposition = next((child for child in noun.rights if child.lower_ in ("for", "of") and child.dep_ == "prep"), None)
    if low is None or preposition is None:
        return None
    event = next((part for part in preposition.children if part.dep_ in ("pobj", "pcomp")), None)
    if event is None or (event.dep_ == "pobj" and noun_lemma(event) not in words("events", "nouns")):
        return None
    end = clause(event)[1] if event.dep_ == "pcomp" else noun_phrase(event)[1]
    return _cue(event, trimmed(noun.doc, low.i, end), ("unlikely", False), table, low)


_FINDERS = (
    _warned, _ruled_out, _risked, _matter_of_time, _possibility, _undecided, _seen_as, _expectations, _ahead,
)  # fmt: skip
