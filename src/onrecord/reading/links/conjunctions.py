"""Links that a conjunction or a preposition makes: because, as, if, due to, in response to, considering.

Comes in: a parsed ``Doc``. Goes out: `Found` links. "As" counts as causal behind its main clause only; in front of it,
and after "even" or "just", it tells the time.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from onrecord.reading.forecasts.clauses import (
    Stretch,
    ancestors,
    clause,
    comma_before,
    is_be,
    noun_phrase,
    own_subject,
    trimmed,
)
from onrecord.reading.forecasts.lexicon import words as forecast_words
from onrecord.reading.links.found import Found, table, words
from onrecord.reading.links.mains import finite_above, sentence_before, told_in

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MODALS = frozenset({"will", "would", "could", "may", "might", "’ll", "'ll", "wo", "can", "must", "should", "shall"})
# Words that say how far a cause goes, between the effect and its "because of".
_SHARES = frozenset({"in", "part", "partly", "largely", "mainly", "mostly", "apparently", "possibly", "just", "simply"})
_POINTING = frozenset({"it", "this", "that"})


def conjunction_links(doc: Doc) -> Iterator[Found]:
    """Links by conjunctions with a clause."""
    for token in doc:
        relation = table("conjunctions").get(token.lower_)
        if relation is None or token.dep_ != "mark":
            continue
        verb = token.head
        main = _main(verb)
        if main is None or not _is_finite(verb):
            continue
        for effect in (main, *(_joined(main) if relation == "condition" else ())):
            if _is_causal(token, verb, effect):
                found = _between(clause(verb), _effect(effect, verb), relation, (token.i, token.i + 1))
                if found is not None:
                    yield found


def _joined(main: Token) -> list[Token]:
    """The clauses joined to a main clause, which stand under its condition too."""
    return [child for child in main.rights if child.dep_ == "conj" and own_subject(child) is not None]


def _main(verb: Token) -> Token | None:
    """The verb of the clause that a subordinate clause explains."""
    head = verb.head
    if head == verb or verb.dep_ not in ("advcl", "ccomp", "conj", "dep"):
        return None
    if head.pos_ in ("ADJ", "NOUN") and head.dep_ in ("acomp", "attr"):
        head = head.head
    return told_in(finite_above(head)) if head.pos_ in ("VERB", "AUX") else None


def _is_finite(verb: Token) -> bool:
    tags = {verb.tag_, *(child.tag_ for child in verb.children if child.dep_ in ("aux", "auxpass", "cop"))}
    return bool(tags & _FINITE) and own_subject(verb) is not None


def _is_causal(mark: Token, verb: Token, main: Token) -> bool:
    word = mark.lower_
    if word == "because":
        return True
    before = mark.doc[mark.i - 1].lower_ if mark.i > mark.sent.start else ""
    if word == "as":
        if verb.lemma_ == "regard" or any(child.dep_ == "expl" for child in verb.lefts):
            return False
        timing = before in words("not_causal", "before_as") or main.lemma_ in words("not_causal", "timing_verbs")
        return verb.i > main.i and not timing
    if word == "since":
        return verb.tag_ in ("VBZ", "VBP") and not _is_perfect(main)
    return before != "as" and _is_conditional(main)


def _is_conditional(main: Token) -> bool:
    """Whether a main clause tells what would follow: by its modal, or in the present of an act ("we go back")."""
    if any(child.lower_ in _MODALS and child.dep_ == "aux" for child in main.children) or main.lemma_ == "need":
        return True
    act = main.tag_ in ("VBZ", "VBP") and main.lemma_ not in forecast_words("states", "verbs")
    return act and not any(child.dep_ == "aux" and child.tag_ != "MD" for child in main.lefts)


def _is_perfect(verb: Token) -> bool:
    return any(child.lemma_ == "have" and child.dep_ == "aux" for child in verb.children)


def _effect(main: Token, verb: Token) -> Stretch:
    """The main clause without the explaining one."""
    start, end = clause(main)
    if start < verb.left_edge.i < end and verb.i > main.i:
        end = verb.left_edge.i
    return trimmed(main.doc, start, end)


def preposition_links(doc: Doc) -> Iterator[Found]:
    """Links by prepositions, of one word or several."""
    for token in doc:
        for phrase, relation in _phrases().get(token.lower_, ()):
            end = token.i + len(phrase)
            if tuple(word.lower_ for word in doc[token.i : end]) == phrase and end < len(doc):
                found = _by_preposition(doc, token, end, relation)
                if found is not None:
                    yield found
                break
        if token.lower_ in words("judging", "prepositions"):
            found = _judged(token)
            if found is not None:
                yield found


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    rows: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, relation in table("prepositions").items():
        parts = tuple(phrase.split())
        rows.setdefault(parts[0], []).append((parts, relation))
    return rows


def _by_preposition(doc: Doc, first: Token, end: int, relation: str) -> Found | None:
    cause = _object_at(doc, first, end)
    governor = _governor(first)
    if cause is None or governor is None or first.dep_ in ("amod", "auxpass") or _is_verb(first) or _is_noun(first):
        return None
    governor = governor if relation == "condition" else _main_of(governor, first)
    if any(token.lemma_.lower() in words("not_causal", "answers") for token in doc[cause[0] : cause[1]]):
        return None
    if first.lower_ == "due" and doc[end].tag_ == "VB":
        return None
    if governor.pos_ in ("NOUN", "PROPN"):
        effect = trimmed(doc, noun_phrase(governor)[0], first.i)
    elif cause[1] <= governor.i:
        effect = _after_insertion(governor, cause)
    elif is_be(governor) and (who := own_subject(governor)) is not None and who.lower_ in _POINTING:
        before = sentence_before(doc, governor)
        if before is None:
            return None
        effect = before
    else:
        effect = trimmed(doc, clause(governor)[0], _without_share(doc, first.i))
    return _between(cause, effect, relation, (first.i, end))


def _main_of(governor: Token, first: Token) -> Token:
    """The verb that a cause explains: not the infinitive or participle that stands next to it by chance."""
    if governor.pos_ not in ("VERB", "AUX"):
        return governor
    aside = governor.dep_ == "acl" and first.i > governor.i and comma_before(first)
    return told_in(finite_above(governor)) if aside or governor.tag_ == "VB" else governor


def _without_share(doc: Doc, end: int) -> int:
    """Without the "in part" or "largely" right before a cause."""
    place = end
    while doc[place - 1].lower_ in _SHARES or doc[place - 1].text == ",":
        place -= 1
    return place if doc[place].lower_ != "in" or doc[place + 1].lower_ == "part" else end


def _is_noun(first: Token) -> bool:
    """ "expressed sincere *thanks to* the president": a noun with what belongs to it."""
    return first.tag_ == "NNS" and (first.dep_ == "dobj" or any(child.dep_ in ("amod", "det") for child in first.lefts))


def _is_verb(token: Token) -> bool:
    """ "was given up", "is considering": no preposition."""
    return any(child.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for child in token.children)


def _after_insertion(governor: Token, cause: Stretch) -> Stretch:
    """The main clause behind a cause that stands first, or between its subject and its verb."""
    start, end = clause(governor)
    who = own_subject(governor)
    return trimmed(governor.doc, cause[1] if who is None or who.i < cause[0] else max(start, cause[1]), end)


def _object_at(doc: Doc, first: Token, place: int) -> Stretch | None:
    """The phrase that begins behind a preposition."""
    token = doc[place]
    sentence = first.sent
    if place >= sentence.end or token.is_punct:
        return None
    top = token
    for head in ancestors(token, 10):
        if head.left_edge.i < first.i or head.i < place:
            break
        top = head
    if top.pos_ in ("VERB", "AUX"):
        return place, max(clause(top)[1], place + 1)
    last = noun_phrase(top)[1]
    return trimmed(doc, place, last) if last > place else None


def _governor(token: Token) -> Token | None:
    """The verb or noun that a prepositional phrase hangs on."""
    for head in ancestors(token, 5):
        if head.pos_ in ("VERB", "AUX") and head.dep_ != "auxpass":
            return head
        if (
            head.pos_ == "NOUN"
            and head.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "ROOT")
            and head.i < token.i
        ):
            near = token.i - head.right_edge.i <= 0 and token.head == head
            if near:
                return head
    return None


def _judged(token: Token) -> Found | None:
    """ "condemned the visit over", "sanctioned them for"."""
    verb = token.head
    if verb.pos_ in ("NOUN", "PROPN") and verb.dep_ == "dobj":
        verb = verb.head
    if token.dep_ != "prep" or verb.lemma_ not in words("judging", "verbs") or verb.pos_ != "VERB" or verb.i > token.i:
        return None
    goal = next((child for child in token.children if child.dep_ in ("pobj", "pcomp")), None)
    if goal is None or goal.ent_type_ in ("DATE", "TIME", "CARDINAL", "MONEY"):
        return None
    cause = clause(goal) if goal.dep_ == "pcomp" else noun_phrase(goal)
    return _between(cause, trimmed(token.doc, verb.i, token.i), "explains", (token.i, token.i + 1))


def _between(cause: Stretch, effect: Stretch, relation: str, cue: Stretch) -> Found | None:
    """A link when both sides have words and neither is the other."""
    if cause[1] <= cause[0] or effect[1] <= effect[0] or cause == effect:
        return None
    return Found(cause=cause, effect=effect, relation=relation, cue=cue)
