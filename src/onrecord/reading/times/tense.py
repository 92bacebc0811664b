"""Which way a bare weekday, month or day points: what the governing verb says.

Comes in: a token of the parse. Goes out: -1 (past), 1 (future), or 0 where the grammar does not tell. It reads tags
and heads only.
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.reading.times.lists import word_list


def direction(token: Token) -> int:
    """-1, 0 or 1 for the time of the clause that ``token`` stands in."""
    verb = governor(token)
    if verb is None:
        return 0
    return _tense(verb)


def governor(token: Token) -> Token | None:
    """The verb whose clause ``token`` stands in, or an adjective such as "due"."""
    current = token
    for _ in range(len(token.sent)):
        if current is not token and (current.pos_ in ("VERB", "AUX") or current.lower_ in word_list("due")):
            return current
        if current.head is current:
            break
        current = current.head
    return current if current.pos_ in ("VERB", "AUX") and current is not token else None


def _tense(verb: Token, depth: int = 0) -> int:
    if verb.pos_ not in ("VERB", "AUX"):
        return 1
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = {child.lower_ for child in helpers}
    if words & word_list("modals"):
        return 1
    tags = {child.tag_ for child in helpers}
    if verb.tag_ == "VB":
        return _infinitive(verb, words, depth)
    if "VBD" in tags or verb.tag_ == "VBD":
        return -1
    if words & {"has", "have", "'ve", "’ve", "had"}:
        return -1
    if verb.tag_ == "VBN":
        return _participle(verb, tags, depth)
    if verb.tag_ == "VBG":
        return _progressive(verb, tags, depth)
    if verb.tag_ in ("VBZ", "VBP"):
        return -1 if verb.lemma_ in word_list("reporting") else 1
    return 0


def _infinitive(verb: Token, helpers: set[str], depth: int) -> int:
    if helpers & {"did"}:
        return -1
    head = verb.head
    if head is verb or depth > 5:
        return 1 if "to" in helpers else 0
    if head.lemma_ in word_list("ahead") or head.lower_ in word_list("ahead") or head.pos_ in ("NOUN", "PROPN", "ADJ"):
        return 1
    if head.pos_ in ("VERB", "AUX"):
        return _tense(head, depth + 1)
    return 1


def _participle(verb: Token, tags: set[str], depth: int) -> int:
    if tags & {"VBZ", "VBP"}:
        return 1 if verb.lemma_ in word_list("ahead") else 0
    return 1 if verb.lemma_ in ("schedule", "expect", "plan", "slate", "set") else -1


def _progressive(verb: Token, tags: set[str], depth: int) -> int:
    if tags & {"VBZ", "VBP"}:
        return 1
    if verb.head is not verb and verb.head.pos_ in ("VERB", "AUX") and depth <= 5:
        return _tense(verb.head, depth + 1)
    return 0
