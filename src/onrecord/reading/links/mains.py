"""Main clauses: the clause that an explanation is of, when the words next to it belong to another.

Comes in: a verb of a parsed ``Doc``. Goes out: the verb of the clause that is explained, or the clause that stands in
the sentence before. "X agreed to leave as Y fell" explains the agreeing, and "X left, officials believe, as Y fell"
the leaving. It finds no links.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.reading.forecasts.clauses import Stretch, ancestors, clause, own_subject
from onrecord.reading.forecasts.lexicon import words as forecast_words

_BELOW = frozenset({"xcomp", "pcomp", "acl", "advcl"})
_TELLING = frozenset({"tell", "note", "report", "write", "add", "suspect", "claim", "explain"})


def finite_above(verb: Token) -> Token:
    """The verb itself, or for an infinitive or participle without a subject the verb of the clause it stands in."""
    while verb.dep_ in _BELOW and own_subject(verb) is None and verb.tag_ in ("VB", "VBG", "VBN"):
        above = next((head for head in ancestors(verb) if head.pos_ in ("VERB", "AUX")), None)
        if above is None:
            return verb
        verb = above
    return verb


def told_in(verb: Token) -> Token:
    """For a verb of telling behind what is told ("..., officials believe, as"), the verb of what is told."""
    return next((child for child in verb.lefts if child.dep_ == "ccomp"), verb) if tells(verb) else verb


def tells(verb: Token) -> bool:
    """Whether a verb says that somebody says or believes something."""
    groups = ("firm", "likely", "strong", "even")
    lemma = verb.lemma_.lower()
    return lemma in _TELLING or any(lemma in forecast_words("attitudes", group) for group in groups)


def sentence_before(doc: Doc, token: Token) -> Stretch | None:
    """The main clause of the sentence before that of a token."""
    start = token.sent.start
    if start == 0:
        return None
    root = doc[start - 1].sent.root
    return clause(root) if root.pos_ in ("VERB", "AUX") else None
