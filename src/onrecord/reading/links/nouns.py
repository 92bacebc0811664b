"""Links that a noun makes: the cause of, the reason for, a result of.

Comes in: a parsed ``Doc``. Goes out: `Found` links for "The cause of the war was the blockade", "The war is a result of
the blockade" and "The blockade is the reason for the war".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.reading.forecasts.clauses import Stretch, clause, is_be, noun_phrase, own_subject
from onrecord.reading.links.found import Found, words


def noun_links(doc: Doc) -> Iterator[Found]:
    """Links by nouns of cause and effect that something is said to be."""
    for token in doc:
        lemma = token.lemma_.lower()
        if token.pos_ != "NOUN" or not (lemma in words("nouns", "causes") or lemma in words("nouns", "effects")):
            continue
        found = _named(token) if token.dep_ == "nsubj" else _called(token)
        if found is not None:
            yield found


def _named(noun: Token) -> Found | None:
    """ "The cause of the war is the blockade", "lies in the blockade"."""
    verb, owned = noun.head, _owned(noun)
    told = _told(verb)
    if owned is None or told is None or not (is_be(verb) or verb.lemma_ == "lie"):
        return None
    backward = noun.lemma_.lower() in words("nouns", "effects")
    cause, effect = (owned, told) if backward else (told, owned)
    return _made(cause, effect, noun)


def _called(noun: Token) -> Found | None:
    """ "The blockade is the cause of the war", "The war is a result of the blockade"."""
    if noun.dep_ != "attr" or not is_be(noun.head):
        return None
    who, owned = own_subject(noun.head), _owned(noun)
    if who is None or owned is None or who.pos_ == "PRON":
        return None
    backward = noun.lemma_.lower() in words("nouns", "effects")
    cause, effect = (owned, noun_phrase(who)) if backward else (noun_phrase(who), owned)
    return _made(cause, effect, noun)


def _owned(noun: Token) -> Stretch | None:
    """What a cause or an effect is of."""
    below = next((child for child in noun.rights if child.lower_ in ("of", "for", "behind")), None)
    target = next((part for part in below.children if part.dep_ == "pobj"), None) if below is not None else None
    return noun_phrase(target) if target is not None else None


def _told(verb: Token) -> Stretch | None:
    """What stands behind "is" or "lies in"."""
    for child in verb.rights:
        if child.dep_ == "attr":
            return noun_phrase(child)
        if child.dep_ == "ccomp":
            return clause(child)
        if child.lower_ == "in" and verb.lemma_ == "lie":
            return next((noun_phrase(part) for part in child.children if part.dep_ == "pobj"), None)
    return None


def _made(cause: Stretch, effect: Stretch, noun: Token) -> Found | None:
    if cause == effect:
        return None
    return Found(cause=cause, effect=effect, relation="explains", cue=(noun.i, noun.i + 1))
