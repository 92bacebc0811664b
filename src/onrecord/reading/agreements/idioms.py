"""Words of agreement that name no agreement between states: "a plea agreement", "in agreement", "Treaty Organization".

Comes in: nouns of a parsed ``Doc`` and the words before them. Goes out: truth values.
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.ontology.agreement_subjects import subject_of
from onrecord.reading.agreements.lexicon import listed

ORGANIZATIONS = frozenset({"organization", "organisation", "secretariat", "commission"})


def is_foreign(said: list[str]) -> bool:
    """ "a plea agreement"; but "a diplomatic and defense pact" is one between states all the same."""
    foreign = listed("modifiers", "foreign") & set(said)
    return bool(foreign) and not (
        foreign <= {"diplomatic", "full", "broad", "general"} and subject_of().keys() & set(said)
    )


def names_organization(head: Token) -> bool:
    """ "North Atlantic Treaty Organization" is who is named, and no instrument."""
    return head.dep_ == "compound" and head.head.lower_ in ORGANIZATIONS


def is_other(head: Token) -> bool:
    """Idioms and verbs: "in agreement", "deal with"."""
    if head.lower_ in ("agreement", "accord", "protocol", "convention") and head.dep_ == "pobj" and head.n_lefts == 0:
        return head.head.lower_ in ("in", "of", "by", "under", "with")
    return head.lower_ == "deal" and any(child.lower_ == "of" for child in head.rights) and head.n_lefts < 2
