"""Forecasts that a modal verb makes: will, may, might, could, would.

Comes in: a parsed ``Doc``. Goes out: a `Cue` for each clause whose modal says what is to come. Left out are questions,
conditions, what might have been, abilities, evaluations, narrative "would" and what a speaker only intends.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.ontology.hedges import BANDS
from onrecord.reading.annotations import characters
from onrecord.reading.forecasts.clauses import (
    CONDITION_MARKS,
    TIME_MARKS,
    Stretch,
    ancestors,
    asks,
    clause,
    comma_before,
    in_quotes,
    is_negated,
    is_question,
    mark_of,
    noun_lemma,
    own_subject,
    subject,
)
from onrecord.reading.forecasts.cues import Cue, graded, weakened
from onrecord.reading.forecasts.lexicon import MODALS, words
from onrecord.reading.forecasts.lookup import innermost
from onrecord.reading.forecasts.odds import lacks, odds_of
from onrecord.types import Polarity, Span, StatementKind

_HEDGING_ADVERBS = frozenset(
    {"likely", "probably", "possibly", "perhaps", "maybe", "potentially", "certainly", "surely", "definitely"}
    | {"inevitably", "undoubtedly", "well", "never"}
)
_SPEAKERS = frozenset({"i", "we"})
# "the risks that it could pose" are things posed, and no clause of what may happen.
_TRANSITIVE = frozenset({"pose", "bring", "cause", "raise", "create", "have", "present", "trigger", "carry"})
_TURNS = frozenset({"start", "beginning", "end", "prelude", "step", "point"})
_ALMOST_CERTAIN = BANDS[-1]


def modal_cues(doc: Doc, table: str) -> Iterator[Cue]:
    """The forecasts that modals make, in the order of the text."""
    for token in doc:
        if token.tag_ == "MD" and token.lower_ in MODALS and token.dep_ in ("aux", "ROOT"):
            cue = _modal_cue(token, table)
            if cue is not None:
                yield cue


def _modal_cue(modal: Token, table: str) -> Cue | None:
    verb = modal.head
    if verb.pos_ not in ("VERB", "AUX") or verb == modal or modal.i + 1 >= len(modal.doc):
        return None
    if modal.nbor().lower_ == "to" or is_question(verb) or asks(verb) or _is_excluded(modal, verb):
        return None
    kind = {"'ll": "will", "’ll": "will", "wo": "will", "ca": "can"}.get(modal.lower_, modal.lower_)
    negated = is_negated(verb)
    if kind == "can" and _is_awaited(verb):
        kind = "will"
    if kind == "can":
        return _impossible(modal, verb, table)
    if _is_intention(verb):
        return None
    if kind in ("may", "might", "could") and (_is_state(verb) or (kind == "could" and negated)):
        return None
    phrase = kind
    if kind == "would":
        reading = would_reading(modal, verb)
        if reading is None:
            return None
        phrase = reading
    return _graded_cue(modal, verb, phrase, negated=negated, table=table)


def _graded_cue(modal: Token, verb: Token, phrase: str, *, negated: bool, table: str) -> Cue | None:
    adverb = _hedging_adverb(modal, verb)
    if adverb is not None and not (adverb.lower_ == "well" and adverb.i != modal.i + 1):
        whole = f"{phrase} well" if adverb.lower_ == "well" else _with_intensifier(adverb)
        negated = negated and adverb.lower_ != "never"
        grade = graded(whole, negated=negated, table=table)
    else:
        adverb, grade = None, graded(phrase, negated=negated, table=table)
    if grade is None:
        return None
    band, polarity = grade
    attitude = attitude_above(verb)
    if attitude is not None and is_negated(attitude) and attitude.lemma_ in words("attitudes", "firm"):
        return None
    if attitude is not None and adverb is None:
        band, polarity = _under(attitude, band, polarity)
    last = modal.i + 1 if modal.nbor().lower_ in ("n't", "n’t") else modal.i
    places = (modal.i, last, *((adverb.i,) if adverb is not None else ()))
    shown = modal.doc[min(places) : max(places) + 1].text
    return Cue(
        head=verb,
        stretch=_behind_date(verb, clause(verb, first=modal if _starts_at(modal, verb) else None)),
        phrase=shown,
        band=band,
        polarity=polarity,
        rank=2,
        attitude=attitude,
        inserted=_inserted(modal, adverb, verb),
    )


def _starts_at(modal: Token, verb: Token) -> bool:
    return modal.dep_ == "aux" and modal.i < verb.i and modal.sent.start == verb.sent.start


def _behind_date(verb: Token, stretch: Stretch) -> Stretch:
    """Without the "on Monday" of "said on Monday he would go", which dates the saying."""
    who = own_subject(verb)
    start, end = stretch
    told = verb.dep_ == "ccomp" and verb.head.i == start - 1 and verb.head.tag_ in ("VBD", "VBN")
    if not told or who is None or who.left_edge.i <= start or verb.doc[start].dep_ not in ("prep", "npadvmod"):
        return stretch
    return who.left_edge.i, end


def _inserted(modal: Token, adverb: Token | None, verb: Token) -> frozenset[int]:
    places = {modal.i} | ({adverb.i} if adverb is not None else set())
    places |= {child.i for child in verb.children if child.dep_ == "neg"}
    if adverb is not None:
        places |= {part.i for part in adverb.subtree}
    return frozenset(places)


def _hedging_adverb(modal: Token, verb: Token) -> Token | None:
    for child in (*verb.children, *modal.children):
        if child.lower_ in _HEDGING_ADVERBS and child.i < verb.i and child.dep_ in ("advmod", "neg", "acomp", "amod"):
            return child
    return None


def _with_intensifier(adverb: Token) -> str:
    before = [child.lower_ for child in adverb.lefts if child.dep_ == "advmod"]
    return " ".join([*before, adverb.lower_])


def _is_excluded(modal: Token, verb: Token) -> bool:
    """Perfects, conditions, times, manners, restrictive relative clauses, purposes, permissions."""
    perfect = any(child.lower_ in ("have", "'ve", "’ve") and child.dep_ == "aux" for child in verb.children)
    if perfect and modal.lower_ not in ("will", "'ll", "’ll"):
        return True
    mark = _governing_mark(verb)
    if mark in ("where", "when") and _is_aside(modal, verb):
        return False
    if mark in CONDITION_MARKS | (TIME_MARKS - {"while"}) | {"whether", "how", "where", "why", "what", "so", "whereby"}:
        return True
    if verb.lemma_ in words("states", "reach") and modal.lower_ == "could":
        return True
    if verb.dep_ != "relcl":
        return False
    if mark == "that" or verb.head.lemma_.lower() in words("nominal", "attitudes"):
        return not _is_concern(verb.head) or (mark is None and verb.lemma_ in _TRANSITIVE and not _has_object(verb))
    who = own_subject(verb)
    pronoun = who is not None and who.tag_ == "WDT"
    if modal.lower_ in ("would", "can") or (modal.lower_ in ("may", "might", "could") and not pronoun):
        return True
    return not comma_before(_relative_start(verb))


def _is_aside(modal: Token, verb: Token) -> bool:
    """ "in Oslo, where she will meet ...": told beside the main clause, not asked or set as a condition."""
    will = modal.lower_ in ("will", "'ll", "’ll")
    return will and verb.dep_ in ("relcl", "advcl") and verb.head.i < verb.i and comma_before(_relative_start(verb))


def _has_object(verb: Token) -> bool:
    return any(child.dep_ == "dobj" for child in verb.rights)


def _governing_mark(verb: Token) -> str | None:
    """The mark of the clause, taken from the clause it is joined to when it has none."""
    mark = mark_of(verb)
    if mark is None and verb.dep_ == "conj" and own_subject(verb) is None:
        return mark_of(verb.head)
    return mark


def _relative_start(verb: Token) -> Token:
    return verb.doc[verb.left_edge.i]


def _is_concern(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    minds = words("attitudes", "even") | words("attitudes", "strong") | words("attitudes", "likely")
    return lemma in minds - {"project"} or lemma in words("nominal", "chances") | words("nominal", "attitudes") | {
        "belief", "view", "warning", "claim", "sign", "hint", "suggestion", "prediction", "forecast", "report",
        "indication", "statement", "news", "confidence", "doubt", "threat", "assumption", "conclusion", "announcement",
        "vow", "pledge", "promise",
    }  # fmt: skip


def _is_awaited(verb: Token) -> bool:
    """ "optimistic that a deal can be reached": that it will be."""
    attitude = attitude_above(verb)
    return attitude is not None and attitude.pos_ in ("ADJ", "NOUN") and not is_negated(verb)


def _is_intention(verb: Token) -> bool:
    """What speakers say that they themselves will do is a vow or a threat when it is an act that others can see;
    courtesies ("I will be honest", "we will look into it") are no forecast, nor is what the hearer is told to do."""
    who = subject(verb)
    if who is None:
        return False
    if who.lower_ == "you":
        return attitude_above(verb) is None or not any(child.lower_ in ("will", "’ll", "'ll") for child in verb.lefts)
    if who.lower_ not in _SPEAKERS or verb.lemma_ in words("states", "threats"):
        return False
    return verb.lemma_ in words("states", "courtesies") | words("states", "verbs") | words("states", "polite")


def _is_state(verb: Token) -> bool:
    """ "may be a sign", "might know": how things are. "may be in office by June" is left to a date to tell; "could look
    to strike" is of the striking."""
    if verb.lemma_ == "be" and _of_events(verb):
        return False
    if verb.lemma_ not in words("states", "verbs"):
        return verb.tag_ == "VBG" and any(child.lower_ == "be" for child in verb.children)
    return verb.lemma_ != "look" or not any(child.dep_ == "xcomp" for child in verb.children)


def _of_events(verb: Token) -> bool:
    """ "could be the start of a war", "an attack may be imminent": of what happens, not of how things are."""
    who = own_subject(verb)
    of = next((child for child in verb.children if child.dep_ in ("attr", "acomp")), None)
    if of is not None and (of.lower_ in ("imminent", "inevitable", "next", "underway") or of.lemma_ in _TURNS):
        return True
    nouns = words("events", "nouns")
    return who is not None and noun_lemma(who) in nouns and of is not None and of.pos_ == "NOUN"


def _impossible(modal: Token, verb: Token, table: str) -> Cue | None:
    """ "No project can be carried out without us": that it will not be."""
    who = own_subject(verb)
    none = who is not None and any(child.lower_ == "no" for child in who.lefts)
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    grade = graded("cannot", negated=False, table=table)
    if not (none and passive) or grade is None:
        return None
    band, polarity = grade
    return Cue(
        head=verb,
        stretch=clause(verb),
        phrase=f"no … {modal.text}",
        band=band,
        polarity=polarity,
        rank=2,
        inserted=frozenset({modal.i}),
    )


def would_reading(modal: Token, verb: Token) -> str | None:
    """What "would" stands for: ``will`` set back in reported speech or under a condition, ``would`` for what is
    planned; None for politeness, hypotheses, narrative and evaluations."""
    if verb.lemma_ in words("states", "polite") or modal.lower_ == "'d" or mark_of(verb) in ("as", "because", "since"):
        return None
    who = subject(verb)
    if any(child.lower_ in words("states", "narrative") for child in verb.children):
        return None
    if who is not None and who.lower_ in _SPEAKERS:
        return None
    if any(child.dep_ == "advcl" and mark_of(child) in CONDITION_MARKS for child in verb.children):
        return "will"
    if verb.lemma_ == "be" and (_evaluates(verb) or _comments(verb)):
        return None
    reporter = _reporter(verb)
    if reporter is not None:
        return "will" if reporter.tag_ in ("VBD", "VBN", "VBG", "VBZ", "VBP", "JJ", "NN", "NNS") else None
    if who is None:
        return None
    if in_quotes(modal):
        return "would" if verb.dep_ == "ROOT" and verb.lemma_ not in words("states", "verbs") else None
    if verb.dep_ in ("advcl", "relcl", "acl"):
        return "will" if verb.dep_ == "acl" and mark_of(verb) == "that" and _is_told(modal, verb) else None
    if any(child.dep_ == "attr" and _is_unique(child) for child in verb.children):
        return "will"
    planned = who.lemma_.lower() in words("events", "nouns") and verb.lemma_ != "be"
    return "would" if planned or _is_told(modal, verb) else None


def _comments(verb: Token) -> bool:
    """ "It would be his first trip in years": what a planned event would be, no prediction beside the plan."""
    who = own_subject(verb)
    if who is not None and who.lower_ in ("it", "this", "that", "which"):
        return True
    return any(child.dep_ == "attr" and child.lemma_.lower() in words("events", "nouns") for child in verb.children)


def _is_told(modal: Token, verb: Token) -> bool:
    """Whether the clause is what somebody is said to have said ("..., according to the ministry")."""
    span = Span(start=modal.idx, end=verb.idx + len(verb)) if modal.i < verb.i else characters(verb)
    statement = innermost(modal.doc, span)
    return statement is not None and statement.kind is not StatementKind.DIRECT


def _evaluates(verb: Token) -> bool:
    return any(child.dep_ == "acomp" for child in verb.children) or any(
        child.dep_ == "attr" and not _is_unique(child) for child in verb.children
    )


def _is_unique(noun: Token) -> bool:
    """ "the first", "the largest": what the visit would be by definition."""
    before = [part for left in noun.lefts for part in (left, *left.lefts)]
    return any(
        part.lower_ in ("first", "last", "only", "second", "third") or part.tag_ in ("JJS", "RBS") for part in before
    )


def _reporter(verb: Token) -> Token | None:
    """The word of saying, fearing or hoping that the clause is the content of."""
    node = verb
    for head in ancestors(verb, 4):
        if node.dep_ in ("ccomp", "acl", "relcl") and head.pos_ in ("NOUN", "ADJ") and _is_concern(head):
            return head if mark_of(node) == "that" else None
        if node.dep_ == "ccomp" and head.pos_ == "VERB":
            return head if head.lemma_ not in words("attitudes", "wish") else None
        if node.dep_ not in ("conj", "ccomp", "xcomp"):
            return None
        node = head
    return None


def attitude_above(verb: Token) -> Token | None:
    """The word of saying, believing or fearing that the clause depends on directly."""
    node = verb
    for head in ancestors(verb, 3):
        if node.dep_ in ("ccomp", "acl", "relcl", "advcl") and (node.dep_ != "advcl" or mark_of(node) == "that"):
            return head if _is_attitude(head) else None
        if node.dep_ != "conj":
            return None
        node = head
    return None


def _is_attitude(token: Token) -> bool:
    groups = ("likely", "strong", "even", "low", "wish", "firm", "signs")
    lemma = token.lemma_.lower()
    if lemma == "project" and token.pos_ != "VERB":
        return False
    chance = token.pos_ == "NOUN" and lemma in words("prospects", "nouns") | words("nominal", "chances")
    return (chance and lemma != "hope") or any(lemma in words("attitudes", group) for group in groups)


def _under(attitude: Token, band: str, polarity: Polarity) -> tuple[str, Polarity]:
    """A band as the matrix verb colours it: who fears that it will, or doubts it, is less firm than who says it."""
    lemma = attitude.lemma_.lower()
    if lemma in words("attitudes", "signs"):
        return ("unlikely", Polarity.NEGATIVE) if lacks(attitude) else (weakened(band, "likely"), polarity)
    if lemma in words("prospects", "nouns") | words("nominal", "chances"):
        return (odds_of(attitude) or "roughly even"), polarity
    if lemma in words("attitudes", "low"):
        return "unlikely", Polarity.NEGATIVE
    if lemma in words("attitudes", "even"):
        return weakened(band, "roughly even"), polarity
    if lemma in words("attitudes", "likely"):
        return weakened(band, "likely"), polarity
    if lemma in words("attitudes", "strong") and band in (_ALMOST_CERTAIN, BANDS[0]):
        return weakened(band, "very likely"), polarity
    return band, polarity
