"""Expectations and plans that lie in the past, told from those that are only reported in the past tense.

Comes in: the word of expecting or planning in a parsed ``Doc``. Goes out: truth values. "Was expected to win" is over;
"the ministry said it was expected to win" is a forecast still.
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.reading.annotations import document_of
from onrecord.reading.forecasts.clauses import ancestors
from onrecord.reading.forecasts.lexicon import words
from onrecord.reading.forecasts.lookup import times_in

_PAST_BE = frozenset({"was", "were", "been", "had"})


def is_over(token: Token, copula: Token | None) -> bool:
    """An expectation of the past ("was expected to win"), unless it is reported."""
    forms = {child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass")}
    if copula is not None:
        forms |= {copula.lower_} | {child.lower_ for child in copula.children if child.dep_ == "aux"}
    if "had" in forms or {"has", "been"} <= forms or {"have", "been"} <= forms:
        return True
    return bool(forms & _PAST_BE) and not _is_reported(token)


def _is_reported(token: Token) -> bool:
    node = token
    for _ in range(4):
        if node.dep_ == "ccomp":
            return True
        if node.head == node:
            return False
        node = node.head
    return False


def is_plan_told(token: Token, verb: Token) -> bool:
    """ "planned to leave", where somebody says so now or a date to come stands with it; not what was planned once."""
    if token.tag_ != "VBD":
        return False
    above = list(ancestors(token, 3))
    stale = {"previously", "earlier", "once", "had", "originally", "initially"}
    if any(child.lower_ in stale for each in (token, *above) for child in each.children):
        return False
    published = document_of(token.doc).published
    dates = times_in(token.doc, verb.idx, verb.right_edge.idx + 1)
    to_come = any(time.when is not None and (time.when.latest or published) >= published for time in dates)
    return to_come or (_is_reported(token) and bool(above) and above[0].lemma_ in words("attitudes", "firm"))


def was_given_up(token: Token) -> bool:
    """An expectation that was given up: "had expected"."""
    return any(child.lower_ in ("had", "once") for child in token.children)
