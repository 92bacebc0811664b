"""Forecasts of events that a noun names: prospects dim, the possibility of a treaty, fears of a war, weeks away from.

Comes in: a parsed ``Doc``. Goes out: a `Cue` for each. A possibility counts when somebody raises it, sees it or rules
it out, not when it is only talked about.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.ontology.hedges import ROUGHLY_EVEN, step
from onrecord.reading.forecasts.clauses import (
    CONDITION_MARKS,
    ancestors,
    clause,
    is_negated,
    is_question,
    mark_of,
    noun_phrase,
    own_subject,
    subject,
    trimmed,
)
from onrecord.reading.forecasts.cues import Cue, graded
from onrecord.reading.forecasts.lexicon import words
from onrecord.reading.forecasts.odds import odds_of
from onrecord.types import Polarity

_LOW = frozenset({"low", "little", "few", "no", "faint", "slim", "any"})
_BRINKS = frozenset({"verge", "brink", "cusp", "threshold"})


def nominal_cues(doc: Doc, table: str) -> Iterator[Cue]:
    """The forecasts that nouns make, in the order of the text."""
    for token in doc:
        for find in (_prospects, _chance, _object, _away):
            cue = find(token, table)
            if cue is not None:
                yield cue
                break


def _prospects(noun: Token, table: str) -> Cue | None:
    """ "The prospects for a return continue to dim", "chances of peace are slim"."""
    if noun.lemma_.lower() not in words("prospects", "nouns") or noun.dep_ not in ("nsubj", "nsubjpass", "dobj"):
        return None
    event = _event_of(noun)
    verdict = _verdict(noun)
    if event is None or verdict is None:
        return None
    negative = verdict.lemma_.lower() in words("prospects", "low") or verdict.lower_ in words("prospects", "low")
    grade = graded("unlikely" if negative else "likely", negated=is_negated(verdict), table=table)
    if grade is None:
        return None
    start, end = noun.left_edge.i, max(verdict.i + 1, noun.right_edge.i + 1)
    if verdict.i > noun.i:
        end = max(end, clause(verdict)[1])
    else:
        start = verdict.i
    places = frozenset(set(range(start, event.left_edge.i)) | set(range(event.right_edge.i + 1, end)))
    return Cue(
        head=event,
        stretch=trimmed(noun.doc, start, end),
        phrase=verdict.text,
        band=grade[0],
        polarity=grade[1],
        rank=3,
        inserted=places,
    )


def _verdict(noun: Token) -> Token | None:
    """The word that says how good the prospects are."""
    known = words("prospects", "low") | words("prospects", "high")
    head = noun.head
    for word in (head, *head.children, *(part for child in head.children for part in child.children)):
        if (word.lemma_.lower() in known or word.lower_ in known) and word.dep_ not in ("amod", "compound"):
            return word if word != noun else None
    return None


def _event_of(noun: Token) -> Token | None:
    """What a prospect or a possibility is of: the object of its "of" or "for"."""
    lemma = noun.lemma_.lower()
    ways = ("of", "for", "about", "on") if lemma == "speculation" else ("of", "for")
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in ways:
            return next((part for part in child.children if part.dep_ in ("pobj", "pcomp")), None)
        if child.tag_ == "VB" and child.dep_ in ("acl", "relcl") and lemma in words("prospects", "nouns"):
            return child
    return None


def _chance(noun: Token, table: str) -> Cue | None:
    """ "The possibility of a treaty has been raised", "ruled out talks of", "fears of a wider war"."""
    lemma = noun.lemma_.lower()
    attitude = lemma in words("nominal", "attitudes")
    if noun.pos_ != "NOUN" or not (attitude or lemma in words("nominal", "chances")):
        return None
    event = _event_of(noun)
    if event is None or is_question(noun):
        return None
    head = event.lemma_.lower() if event.dep_ == "pobj" else None
    if head is not None and head not in words("events", "nouns"):
        return None
    if any(head.dep_ == "relcl" for head in ancestors(noun, 2)):
        return None
    negated = _ruled_out(noun)
    if attitude and any(child.lower_ in _LOW for child in noun.lefts):
        return None
    if negated is None and not attitude and not _is_raised(noun):
        return None
    return _chance_cue(noun, event, negated=bool(negated), table=table)


def _chance_cue(noun: Token, event: Token, *, negated: bool, table: str) -> Cue | None:
    grade = graded("ruled out" if negated else noun.lemma_.lower(), negated=False, table=table)
    odds = odds_of(noun) if not negated and noun.lemma_.lower() in words("nominal", "chances") else None
    if grade is not None and odds is not None:
        grade = odds, Polarity.NEGATIVE if step(odds) < step(ROUGHLY_EVEN) else Polarity.POSITIVE
    if grade is None:
        return None
    edges = noun_phrase(event) if event.dep_ == "pobj" else clause(event)
    start = next((child.i for child in noun.lefts if child.dep_ == "amod"), noun.i)
    return Cue(
        head=event,
        stretch=trimmed(noun.doc, start, edges[1]),
        phrase=noun.text,
        band=grade[0],
        polarity=grade[1],
        rank=1,
        attitude=noun,
        inserted=frozenset(range(start, edges[0])),
    )


def _ruled_out(noun: Token) -> bool | None:
    """True when the possibility is ruled out, False when it expressly is not, None otherwise."""
    for head in ancestors(noun, 2):
        if head.lemma_ in words("nominal", "deniers"):
            return not is_negated(head)
    return None


def _is_raised(noun: Token) -> bool:
    head = noun.head
    return noun.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "pobj") and any(
        each.lemma_ in words("nominal", "raisers") for each in (head, head.head) if each.pos_ in ("VERB", "AUX")
    )


def _object(verb: Token, table: str) -> Cue | None:
    """ "Officials fear an attack", "Moscow expects a decision by June"."""
    if verb.pos_ != "VERB" or verb.lemma_ not in words("object", "verbs") or verb.dep_ in ("amod", "acl"):
        return None
    event = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    who = own_subject(verb)
    if event is None or who is None or event.lemma_.lower() not in words("events", "nouns") or is_question(verb):
        return None
    if mark_of(verb) in CONDITION_MARKS or any(child.lower_ in ("had", "would") for child in verb.children):
        return None
    if any(child.dep_ in ("xcomp", "ccomp") and child.i > event.i for child in verb.children):
        return None
    grade = graded(verb.lemma_, negated=is_negated(verb), table=table)
    if grade is None:
        return None
    start, end = noun_phrase(who)[0], noun_phrase(event)[1]
    inserted = frozenset(range(start, event.left_edge.i))
    return Cue(
        head=event,
        stretch=trimmed(verb.doc, start, end),
        phrase=verb.text,
        band=grade[0],
        polarity=grade[1],
        rank=1,
        attitude=verb,
        inserted=inserted,
    )


def _away(token: Token, table: str) -> Cue | None:
    """ "only weeks away from having a bomb", "on the brink of war"."""
    away = token.lower_ == "away" and any(word.ent_type_ or word.lemma_ in _UNITS for word in token.lefts)
    if not away and not (token.lower_ in _BRINKS and token.head.lower_ == "on"):
        return None
    event = _target(token)
    copula = next((head for head in ancestors(token, 3) if head.lemma_ == "be"), None)
    who = subject(copula) if copula is not None else None
    if event is None or copula is None or who is None or copula.lower_ in ("was", "were", "been"):
        return None
    grade = graded("away from" if away else "on the verge", negated=is_negated(copula), table=table)
    if grade is None:
        return None
    stretch = trimmed(token.doc, noun_phrase(who)[0], _end(event))
    hedging = frozenset(range(copula.i, event.left_edge.i))
    return _brink(event, stretch, token, grade, hedging)


def _brink(
    event: Token, stretch: tuple[int, int], token: Token, grade: tuple[str, Polarity], hedging: frozenset[int]
) -> Cue:
    return Cue(
        head=event, stretch=stretch, phrase=token.text, band=grade[0], polarity=grade[1], rank=3, inserted=hedging
    )


_UNITS = frozenset({"day", "week", "month", "hour", "year"})


def _target(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("from", "of"):
            return next((part for part in child.children if part.dep_ in ("pobj", "pcomp")), None)
    return None


def _end(event: Token) -> int:
    return clause(event)[1] if event.dep_ == "pcomp" else noun_phrase(event)[1]
