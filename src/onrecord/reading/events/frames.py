"""Whether the frame of a lexicon row holds at a trigger.

Comes in: a trigger token and the `Entry` rows of its lemma. Goes out: the first row that holds, or None. It looks at
the parse and at who is known to be an actor; it decides nothing about who does what to whom.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from onrecord.ontology.plover import Quad, quad_class
from onrecord.ontology.plover_lexicon import Condition, Entry, entries_for
from onrecord.reading.events.setting import party
from onrecord.reading.events.syntax import (
    children,
    modifiers,
    objects,
    owners,
    prepositional,
    subjects,
    support_verb,
)
from onrecord.reading.events.words import lemma, word_set


def first_entry(trigger: Token) -> Entry | None:
    """The first row of the trigger's lemma whose frame holds, also one that says that it names no act."""
    noun = trigger.pos_ in ("NOUN", "PROPN")
    for entry in entries_for(lemma(trigger), noun=noun):
        if any(all(_holds(trigger, condition) for condition in frame) for frame in entry.frames):
            return entry
    return None


def matching_entry(trigger: Token) -> Entry | None:
    """The first row of the trigger's lemma whose frame holds; None when there is none or it names no act."""
    entry = first_entry(trigger)
    return entry if entry is not None and entry.kind is not None else None


def _holds(trigger: Token, condition: Condition) -> bool:
    filled = (
        WAYS[condition.slot](trigger, condition)
        if condition.slot in WAYS
        else _filled_by(prepositional_phrases(trigger, condition.slot), condition)
    )
    return filled is condition.wanted


def prepositional_phrases(trigger: Token, preposition: str) -> list[Token]:
    """Nouns after a preposition that hangs on the trigger, on its object, or on the verb that carries it."""
    found = prepositional(trigger, preposition)
    if trigger.pos_ == "VERB":
        for noun in children(trigger, "dobj"):
            if preposition != "of":
                found += prepositional(noun, preposition)
    elif preposition != "of" and (measure := measured_by(trigger)) is not None:
        found += prepositional(measure, preposition)
    elif preposition != "of" and (verb := support_verb(trigger) or _governor(trigger)) is not None:
        found += prepositional(verb, preposition)
    return found


def measured_by(noun: Token) -> Token | None:
    """The noun that only measures this one: "set" in "a set of sanctions"."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "of" or lemma(noun.head.head) not in word_set("measure"):
        return None
    return noun.head.head


def _governor(noun: Token) -> Token | None:
    """The verb whose object a noun is; the parser often hangs the noun's prepositional phrase on it."""
    return noun.head if noun.dep_ in ("dobj", "nsubjpass") and noun.head.pos_ == "VERB" else None


def _filled_by(tokens: list[Token], condition: Condition) -> bool:
    if condition.actor:
        return any(party(token) for token in tokens)
    if not condition.words:
        return bool(tokens)
    return any(is_of_class(token, condition.words) for token in tokens)


def is_of_class(token: Token, words: frozenset[str]) -> bool:
    """Whether a noun phrase is about one of these words: its head, a measured noun, or a coordinated one."""
    for head in (token, *token.conjuncts):
        if lemma(head) in words or head.lower_ in words:
            return True
        if head.pos_ == "PROPN" and any(lemma(child) in words for child in children(head, "compound")):
            return True  # "Hurricane Mitch"
        if lemma(head) in word_set("measure") and any(is_of_class(inner, words) for inner in prepositional(head, "of")):
            return True
    return False


def _object(trigger: Token, condition: Condition) -> bool:
    found = objects(trigger)
    if condition.words == frozenset({"person"}):
        return any(token.ent_type_ == "PERSON" or any(actor.person for actor in party(token)) for token in found)
    return _filled_by(found, condition)


def _subject(trigger: Token, condition: Condition) -> bool:
    if trigger.pos_ == "VERB":
        return _filled_by(subjects(trigger), condition)
    if condition.words:
        return _filled_by(owners(trigger), condition)
    tokens = owners(trigger) + [token for token in modifiers(trigger) if party(token)]
    return any(party(token) for token in tokens)


def _owner(trigger: Token, condition: Condition) -> bool:
    """Owned by an actor, or with an adjective of one: "Russia's war", "the Russian war"; not "the Ukraine war"."""
    tokens = owners(trigger) + [token for token in modifiers(trigger) if token.dep_ == "amod"]
    return any(party(token) for token in tokens)


def _modifier(trigger: Token, condition: Condition) -> bool:
    return any(lemma(token) in condition.words or token.lower_ in condition.words for token in modifiers(trigger))


def _particle(trigger: Token, condition: Condition) -> bool:
    return any(
        child.lower_ in condition.words
        for child in trigger.children
        if child.dep_ in ("prt", "advmod", "prep", "npadvmod")
    )


def _infinitive(trigger: Token, condition: Condition) -> bool:
    return any(
        child.dep_ in ("xcomp", "acl", "ccomp", "advcl")
        and any(inner.tag_ == "TO" for inner in child.children)
        and (not condition.words or lemma(child) in condition.words)
        for child in trigger.rights
    )


def _that_clause(trigger: Token, condition: Condition) -> bool:
    return any(child.dep_ in ("ccomp", "acl") and child.tag_ != "VB" for child in trigger.rights)


def _gerund(trigger: Token, condition: Condition) -> bool:
    return any(
        child.tag_ == "VBG" and child.dep_ in ("xcomp", "ccomp", "dobj", "amod", "advcl", "pcomp")
        for child in trigger.rights
    )


def _conflict_follows(trigger: Token, condition: Condition) -> bool:
    """Its complement names material conflict: "vowed to strike back"."""
    for child in trigger.rights:
        if child.dep_ in ("xcomp", "ccomp") and child.pos_ == "VERB":
            if lemma(child) in word_set("hostile") or any(lemma(o) in word_set("revenge") for o in objects(child)):
                return True
            entry = matching_entry(child)
            if entry is not None and entry.kind is not None and quad_class(entry.kind) is Quad.MATERIAL_CONFLICT:
                return True
    return False


def _predicate(trigger: Token, condition: Condition) -> bool:
    """What somebody is called or found: "found guilty"."""
    found = children(trigger, "oprd", "attr") + [
        inner for clause in children(trigger, "ccomp") for inner in (clause, *children(clause, "acomp", "oprd"))
    ]
    return _filled_by(found, condition)


def _year(trigger: Token, condition: Condition) -> bool:
    """Dated by a year before it: "the 1961 treaty"."""
    return any(token.like_num and len(token) == 4 and token.text.isdigit() for token in modifiers(trigger))


def _supported(trigger: Token, condition: Condition) -> bool:
    verb = support_verb(trigger)
    return verb is not None and (not condition.words or lemma(verb) in condition.words)


def _definite(trigger: Token, condition: Condition) -> bool:
    return is_definite(trigger)


def is_definite(noun: Token) -> bool:
    """Whether a noun speaks of something known: "the visit", "this visit", "Putin's visit"."""
    return any(
        child.dep_ == "poss" or (child.dep_ == "det" and child.lower_ in ("the", "this", "that", "these", "those"))
        for child in noun.lefts
    )


def _indefinite(trigger: Token, condition: Condition) -> bool:
    """Whether it is something that is not there yet, or not known: "a deal", "no deal"."""
    return any(child.lower_ in ("a", "an", "no", "any", "another") for child in trigger.lefts)


def _plural(trigger: Token, condition: Condition) -> bool:
    return trigger.tag_ in ("NNS", "NNPS")


def _result(trigger: Token, condition: Condition) -> bool:
    """Tells only what another verb led to: "crashed, killing two"."""
    return trigger.dep_ == "advcl" and trigger.tag_ == "VBG"


def _there(trigger: Token, condition: Condition) -> bool:
    return any(child.lower_ == "there" and child.dep_ == "advmod" for child in trigger.children)


WAYS: dict[str, Callable[[Token, Condition], bool]] = {
    "obj": _object,
    "subj": _subject,
    "owner": _owner,
    "mod": _modifier,
    "prt": _particle,
    "inf": _infinitive,
    "that": _that_clause,
    "ing": _gerund,
    "then": _conflict_follows,
    "year": _year,
    "oprd": _predicate,
    "dat": lambda trigger, condition: _filled_by(children(trigger, "dative"), condition),
    "support": _supported,
    "the": _definite,
    "a": _indefinite,
    "plural": _plural,
    "result": _result,
    "there": _there,
}
