"""Forecasts that a predicate makes: is expected to, plans to, is likely, it is unlikely that, remains uncertain.

Comes in: a parsed ``Doc``. Goes out: a `Cue` for each. Left out are premodifiers ("the expected visit", which is
taken for granted) and expectations that lie in the past.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.reading.actors import actors_of
from onrecord.reading.forecasts.bygone import is_over, is_plan_told, was_given_up
from onrecord.reading.forecasts.clauses import (
    CONDITION_MARKS,
    Stretch,
    asks,
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
from onrecord.types import Polarity

_LINKING = frozenset({"remain", "seem", "look", "appear", "become"})
_PREDICATES = frozenset({"VERB", "ADJ", "AUX", "ADV", "ADP", "SCONJ"})
_LIKELIHOODS = frozenset({"likely", "probably", "possibly", "perhaps", "potentially", "presumably"})


def predicate_cues(doc: Doc, table: str) -> Iterator[Cue]:
    """The forecasts that predicates make, in the order of the text."""
    before_to = {token.i - 1 for token in doc if token.tag_ == "TO"}
    elsewhere = (_expecting, _predicative, _clausal)
    for token in doc:
        for find in (_infinitive, *elsewhere, _destined) if token.i in before_to else elsewhere:
            cue = find(token, table)
            if cue is not None:
                yield cue
                break


def participle_cues(doc: Doc, table: str, heads: frozenset[int]) -> Iterator[Cue]:
    """Participles with a likelihood of their own below a forecast: "..., likely focusing on trade".

    Args:
        doc: The document.
        table: The table of hedges.
        heads: Positions of the verbs that are already forecasts.
    """
    for token in doc:
        if token.lower_ not in _LIKELIHOODS or token.head.tag_ != "VBG" or token.i > token.head.i:
            continue
        verb = token.head
        if verb.dep_ == "advcl" and any(part.i in heads for part in (verb.head, *verb.head.children)):
            grade = graded(token.lower_, negated=is_negated(verb), table=table)
            if grade is not None:
                start = verb.i
                yield _made(verb, (start, clause(verb)[1]), token.text, grade, {token.i})


def _made(
    head: Token, stretch: Stretch, phrase: str, grade: tuple[str, Polarity], inserted: set[int], rank: int = 3
) -> Cue:
    return Cue(
        head=head,
        stretch=stretch,
        phrase=phrase,
        band=grade[0],
        polarity=grade[1],
        rank=rank,
        inserted=frozenset(inserted),
    )


def _infinitive(token: Token, table: str) -> Cue | None:
    """ "is expected to sign", "plans to sign", "no plans to sign"."""
    verb = _infinitive_after(token)
    if verb is None or is_question(token):
        return None
    conditional = token.lower_ in words("infinitive", "conditional") and _has_condition(token, verb)
    if (conditional or token.lower_ in words("infinitive", "predicates")) and token.pos_ in _PREDICATES:
        cue = _predicate_infinitive(token, verb, table)
        if cue is not None or not (token.tag_ == "VBG" or is_plan_told(token, verb)):
            return cue
    if token.lemma_ in words("infinitive", "verbs") and token.pos_ == "VERB":
        return _active_plan(token, verb, table)
    if token.lemma_ in words("infinitive", "nouns") and token.pos_ == "NOUN":
        return _noun_plan(token, verb, table)
    return None


def _has_condition(token: Token, verb: Token) -> bool:
    """Whether a clause with "if" stands with the infinitive, with what it depends on, or one further up."""
    holders = (verb, token, token.head)
    return any(mark_of(child) == "if" for each in holders for child in each.children if child.dep_ == "advcl")


def _infinitive_after(token: Token) -> Token | None:
    """The verb of "to" and an infinitive right after a word."""
    doc, place = token.doc, token.i + 1
    if place >= len(doc) or doc[place].lower_ != "to" or doc[place].tag_ != "TO":
        return None
    for following in doc[place + 1 : place + 4]:
        if following.is_quote:
            continue
        if following.tag_ == "VB":
            if following.dep_ == "auxpass" or (following.dep_ == "aux" and following.lower_ != "have"):
                return following.head
            return None if following.lower_ == "have" and following.dep_ == "aux" else following
        if following.pos_ != "ADV":
            return None
    return None


def _predicate_infinitive(token: Token, verb: Token, table: str) -> Cue | None:
    copula = _copula(token)
    reduced = token.dep_ in ("acl", "amod") and token.head.i < token.i
    if copula is None and not reduced:
        return None
    if is_over(token, copula) or mark_of(copula or token) in CONDITION_MARKS:
        return None
    negated = is_negated(token) or (copula is not None and copula != token and is_negated(copula)) or is_negated(verb)
    ready = token.lower_ in words("infinitive", "conditional")
    grade = graded("prepare" if ready else _phrase(token), negated=negated, table=table)
    if grade is None:
        return None
    who = token.head if reduced else subject(token) or (subject(copula) if copula is not None else None)
    hedging = _hedging_places(token, copula, verb)
    start = _start(who, (token, copula), min(hedging))
    phrase = token.doc[min(hedging) : token.i + 1].text if hedging else token.text
    return _made(verb, trimmed(token.doc, start, clause(verb)[1]), phrase, grade, hedging)


def _start(who: Token | None, verbs: tuple[Token | None, ...], otherwise: int) -> int:
    """Where a clause begins: at its subject when that is its own, at the hedge when it shares another verb's."""
    if who is None or who.i > otherwise:
        return otherwise
    if who.head in verbs or who in [verb.head for verb in verbs if verb is not None and verb.dep_ in ("acl", "amod")]:
        return noun_phrase(who)[0]
    return otherwise


def _phrase(token: Token) -> str:
    return " ".join([*(child.lower_ for child in token.lefts if child.dep_ == "advmod"), token.lower_])


def _copula(token: Token) -> Token | None:
    """The form of be (or seem, remain) that a predicate stands with; None when it stands without one."""
    for child in token.children:
        if child.dep_ in ("auxpass", "aux", "cop") and (is_be(child) or child.lemma_ in _LINKING):
            return child
    head = token.head
    if head != token and (is_be(head) or head.lemma_ in _LINKING) and head.i < token.i:
        return head
    before = token.doc[max(0, token.i - 4) : token.i]
    return next((word for word in reversed(list(before)) if is_be(word)), None)


def _hedging_places(token: Token, copula: Token | None, verb: Token) -> set[int]:
    """Positions of "is not widely expected to"."""
    places = {token.i, token.i + 1}
    if copula is not None and copula.i < token.i:
        places |= {copula.i} | {child.i for child in copula.children if child.dep_ in ("neg", "aux", "auxpass")}
    places |= {c.i for c in token.children if c.dep_ in ("neg", "aux", "auxpass", "advmod") and c.i < token.i}
    return places | {child.i for child in verb.children if child.dep_ == "neg"}


def _active_plan(token: Token, verb: Token, table: str) -> Cue | None:
    """ "plans to leave", "vowed to respond": the subject's own plan, threat or vow."""
    who = subject(token.head if token.tag_ == "VBG" and token.dep_ == "advcl" else token)
    if who is None or token.dep_ in ("amod", "acl", "csubj") or mark_of(token) in CONDITION_MARKS:
        return None
    if any(child.lower_ in ("had", "would", "could") for child in token.children if child.dep_ == "aux"):
        return None
    negated = is_negated(token) or is_negated(verb)
    grade = graded(token.lemma_, negated=negated, table=table)
    if grade is None:
        return None
    places = {token.i, token.i + 1} | {c.i for c in token.children if c.dep_ in ("aux", "neg", "auxpass")}
    places |= {child.i for child in token.lefts if child.dep_ == "advmod" and child.i > min(places)}
    start = _start(who, (token,), min(places))
    stretch = trimmed(token.doc, start, clause(verb)[1])
    phrase = token.doc[min(places) : token.i + 1].text
    if token.lemma_ == "threaten" and not actors_of(token.doc, who) and who.pos_ == "NOUN":
        risk = graded("risk", negated=negated, table=table)
        return _made(verb, stretch, phrase, risk, places) if risk is not None else None
    cue = _made(verb, stretch, phrase, grade, places)
    return replace(cue, attitude=token) if token.lemma_ in words("infinitive", "vows") else cue


def _expecting(token: Token, table: str) -> Cue | None:
    """ "Seoul expects the minister to resign"."""
    if token.pos_ != "VERB" or token.lemma_ not in words("attitudes", "likely") or token.tag_ == "VBN":
        return None
    who = own_subject(token)
    verb = next((child for child in token.rights if child.dep_ in ("ccomp", "xcomp") and child.tag_ == "VB"), None)
    if who is None or verb is None or is_question(token) or mark_of(token) in CONDITION_MARKS:
        return None
    target = own_subject(verb) or next((child for child in token.rights if child.dep_ == "dobj"), None)
    to = next((child for child in verb.lefts if child.lower_ == "to" and child.tag_ == "TO"), None)
    if target is None or to is None or not token.i < target.i < verb.i or was_given_up(token):
        return None
    grade = graded(token.lemma_, negated=is_negated(token) or is_negated(verb), table=table)
    if grade is None:
        return None
    stretch = trimmed(token.doc, noun_phrase(target)[0], clause(verb)[1])
    return replace(_made(verb, stretch, token.text, grade, {to.i}), attitude=token)


def _noun_plan(token: Token, verb: Token, table: str) -> Cue | None:
    """ "announced plans to deploy", "has no plans to visit"."""
    holder = token.head
    if holder.lemma_ not in words("infinitive", "plan_holders") or token.dep_ not in ("dobj", "nsubjpass", "attr"):
        return None
    if any(child.lower_ == "any" for child in token.lefts):
        return None
    negated = any(child.lower_ == "no" for child in token.lefts) or is_negated(holder)
    grade = graded(
        token.lemma_.lower() if token.lemma_ in words("infinitive", "vows") else "plan", negated=negated, table=table
    )
    if grade is None:
        return None
    who = subject(holder) if token.dep_ == "dobj" else None
    start = noun_phrase(who)[0] if negated and who is not None else token.left_edge.i
    stretch = trimmed(token.doc, start, clause(verb)[1])
    return _made(verb, stretch, token.text, grade, set(range(token.left_edge.i, token.i + 2)))


def _predicative(token: Token, table: str) -> Cue | None:
    """ "A visit is expected in June", "a deal is unlikely", "the stop is still tentative"."""
    participle = token.lower_ in words("predicative", "participles")
    if not participle and token.lower_ not in words("predicative", "adjectives"):
        return None
    copula = _copula_right_at(token)
    if copula is None or _infinitive_after(token) is not None or is_question(token):
        return None
    verb = token if participle and token.pos_ == "VERB" else copula
    who = own_subject(verb) or own_subject(copula)
    if who is None or not _is_event(who) or (is_over(token, copula) and token.lower_ != "tentative"):
        return None
    if mark_of(verb) in CONDITION_MARKS | {"when", "once", "where"} or _is_doubted(verb, copula):
        return None
    negated = is_negated(token) or is_negated(verb)
    grade = graded(_phrase(token), negated=negated, table=table)
    if grade is None:
        return None
    stretch = trimmed(token.doc, who.left_edge.i, max(clause(verb)[1], token.i + 1))
    return _made(verb, stretch, token.doc[copula.i : token.i + 1].text, grade, set(range(copula.i, token.i + 1)))


def _is_doubted(*verbs: Token) -> bool:
    """ "may be imminent": the modal is the hedge."""
    return any(child.lower_ in ("may", "might", "could") for verb in verbs for child in verb.lefts)


def _copula_right_at(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ in ("auxpass", "cop"):
            return child
    head = token.head
    joined = token.dep_ in ("acomp", "attr", "advmod", "oprd")
    return head if joined and (is_be(head) or head.lemma_ in _LINKING) else None


def _is_event(noun: Token) -> bool:
    return noun.pos_ in ("NOUN", "PROPN") and noun_lemma(noun) in words("events", "nouns")


def _clausal(token: Token, table: str) -> Cue | None:
    """ "It is unlikely that ...", "whether ... remains uncertain"."""
    if token.lower_ not in words("predicative", "clausal") or is_question(token):
        return None
    copula = _copula_right_at(token) or _copula(token)
    if copula is None or _infinitive_after(token) is not None:
        return None
    found = _its_clause(token, copula)
    if found is None or not _is_open(found):
        return None
    negated = is_negated(copula) or is_negated(token) or is_negated(found)
    grade = graded(_phrase(token), negated=negated, table=table)
    if grade is None:
        return None
    edges = clause(found)
    it = next(
        (word for word in reversed(list(token.doc[max(0, copula.i - 2) : copula.i])) if word.lower_ == "it"), None
    )
    places = set(range(copula.i, token.i + 1)) | {
        child.i for child in found.lefts if child.dep_ == "mark" or child.lower_ == "whether"
    }
    if edges[1] <= copula.i:
        start, end = _whether(found), token.i + 1
        places |= {word.i for word in token.doc[start : found.i] if word.lower_ in ("whether", "though", "but")}
    else:
        start, end = (it.i if it is not None else copula.i), edges[1]
        places |= set(range(start, max(token.i + 1, found.left_edge.i)))
    return _made(found, trimmed(token.doc, start, end), token.text, grade, places, rank=4)


def _whether(verb: Token) -> int:
    return min([child.i for child in verb.lefts if child.lower_ == "whether"] or [verb.left_edge.i])


def _its_clause(token: Token, copula: Token) -> Token | None:
    """The clause that an adjective judges: before it with "whether", after it with "that" or nothing."""
    for holder in (token, copula):
        for child in holder.children:
            if child.dep_ in ("csubj", "csubjpass") and mark_of(child) == "whether":
                return child
            if child.dep_ in ("ccomp", "advcl") and child.i > token.i and _fits(token, child):
                return child
    before = token.doc[max(0, copula.i - 1)]
    head = copula.head
    if before.lower_ == "it" and copula.dep_ == "advcl" and head.i > token.i and own_subject(head) is not None:
        return head
    return None


def _fits(token: Token, verb: Token) -> bool:
    """Whether a clause after an adjective is what it judges: "that" or nothing, "whether" after the uncertain ones."""
    if verb.tag_ == "VBG" and own_subject(verb) is None:
        return False
    doubtful = token.lower_ in ("uncertain", "unclear", "doubtful")
    return not asks(verb) and mark_of(verb) in (("whether", "if") if doubtful else ("that", None))


def _is_open(verb: Token) -> bool:
    """Whether a clause can be about the future: no past tense, no perfect."""
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if auxiliaries & {"had", "was", "were", "did", "has", "have"}:
        return False
    return verb.tag_ != "VBD"


def _destined(token: Token, table: str) -> Cue | None:
    """ "The two are to meet on Friday"; not "the aim is to win"."""
    if token.lower_ not in ("is", "are") or token.dep_ in ("aux", "auxpass"):
        return None
    verb = _infinitive_after(token)
    who = own_subject(token)
    if verb is None or who is None or is_question(token) or mark_of(token) is not None:
        return None
    if who.lemma_.lower() in words("states", "aims") or who.pos_ not in ("PROPN", "NOUN", "NUM", "PRON"):
        return None
    if any(child.lower_ in ("each", "every", "either", "neither") for child in who.lefts):
        return None
    if any(part.lemma_.lower() in words("states", "aims") for part in who.subtree if part.dep_ == "pobj"):
        return None
    if who.pos_ == "PRON" and who.lower_ not in ("he", "she", "they"):
        return None
    grade = graded("due", negated=is_negated(token), table=table)
    if grade is None:
        return None
    stretch = trimmed(token.doc, noun_phrase(who)[0], clause(verb)[1])
    return _made(verb, stretch, f"{token.text} to", grade, {token.i, token.i + 1})
