"""Who stands where in a clause: subjects, objects, complements and prepositional phrases of a trigger.

Comes in: tokens of a parsed ``Doc``. Goes out: the tokens that head the phrases asked for, found through passives,
relative clauses, participles, coordination and control ("urged Turkey to halt": Turkey halts). It resolves no names
and knows no types of events.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.reading.actors.context import ADDRESSED
from onrecord.reading.events.words import lemma, word_set

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
RELATIVES = frozenset({"which", "who", "that", "whom"})
CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "pcomp"})


def children(token: Token, *relations: str) -> list[Token]:
    """The children of a token that stand in one of these relations."""
    return [child for child in token.children if child.dep_ in relations]


def is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def is_passive(verb: Token) -> bool:
    """Whether a verb form is passive: with an auxiliary, as a participle after its noun, or coordinated with such."""
    if verb.tag_ != "VBN":
        return False
    for child in verb.children:
        if child.dep_ in ("nsubjpass", "auxpass"):
            return True
        if child.dep_ in ("aux", "nsubj"):
            return False
    if verb.dep_ == "conj" and is_verb(verb.head):
        return is_passive(verb.head)
    return verb.dep_ in ("acl", "amod", "advcl", "relcl")


def subjects(verb: Token, *, depth: int = 6) -> list[Token]:
    """Who does what a verb says; [] when nobody is named (an agentless passive)."""
    if depth == 0:
        return []
    if is_passive(verb):
        return _agents(verb, depth)
    own = [child for child in verb.children if child.dep_ in ("nsubj", "csubj")]
    if own:
        return [_antecedent(token) for token in own]
    return _mistaken(verb) or _controllers(verb, depth)


def _mistaken(verb: Token) -> list[Token]:
    """The name before a headline's verb, where the parser took it for a modifier: "Chile and Peru sign"."""
    if verb.dep_ != "ROOT" or not is_verb(verb):
        return []
    return [child for child in verb.lefts if child.dep_ in ("nmod", "compound") and child.tag_ in ("NNP", "NNPS")]


def _agents(verb: Token, depth: int) -> list[Token]:
    agents = [
        noun
        for by in verb.children
        if by.dep_ in ("agent", "prep") and by.lower_ == "by"
        for noun in children(by, "pobj")
    ]
    if agents or verb.dep_ != "conj":
        return agents
    return subjects(verb.head, depth=depth - 1) if is_passive(verb.head) else []


def reporter_of(participle: Token) -> Token | None:
    """The verb of saying in "said it would not sign, accusing Oslo of greed" and "accused Oslo of failing to help,
    threatening to leave", where the parser hung the participle on what is said."""
    if participle.tag_ != "VBG" or participle.dep_ != "advcl" or participle.i == 0 or participle.nbor(-1).text != ",":
        return None
    said = participle.head
    if said.dep_ == "ccomp" and said.head.i < said.i:
        return said.head
    if lemma(participle) not in word_set("speaking"):
        return None
    while said.dep_ in ("xcomp", "pcomp", "prep") and said.head.i < said.i:
        said = said.head
    return said if said != participle.head and is_verb(said) else None


def _controllers(verb: Token, depth: int) -> list[Token]:
    head = verb.head
    relation = verb.dep_
    if head == verb:
        return []
    if (reporter := reporter_of(verb)) is not None:
        return subjects(reporter, depth=depth - 1)
    if (doing := _of_gerund(verb)) is not None:
        return [doing]
    if relation == "conj" and is_verb(head):
        return subjects(head, depth=depth - 1) or (objects(head, depth=depth - 1) if is_passive(head) else [])
    patients_do = relation in ("xcomp", "ccomp")
    if relation in CLAUSES and (head.pos_ == "ADP" or head.lower_ == "including"):
        patients_do = head.lower_ in ("of", "for", "from", "into", "against")
        relation, head = "advcl", head.head
    if relation in ("xcomp", "ccomp", "advcl") and (is_verb(head) or head.pos_ == "ADJ"):
        if patients_do and lemma(head) in word_set("object_control") and (patients := children(head, "dobj", "dative")):
            return patients
        if lemma(head) in ADDRESSED and (patients := prepositional(head, ADDRESSED[lemma(head)])):
            return patients
        return subjects(head, depth=depth - 1) or (objects(head, depth=depth - 1) if is_passive(head) else [])
    if relation in ("acomp", "oprd") and is_verb(head):
        return subjects(head, depth=depth - 1)
    if relation == "relcl":
        return subjects(head.head, depth=depth - 1) if head.dep_ == "attr" and is_verb(head.head) else [head]
    if relation == "amod" and verb.tag_ == "VBG" and head.dep_ == "dobj" and head.head.i == verb.i - 1:
        return subjects(head.head, depth=depth - 1)
    if relation in ("acl", "advcl", "amod") and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return [head] if verb.tag_ == "VBG" and relation != "advcl" else _planners(head, depth)
    return []


def _of_gerund(verb: Token) -> Token | None:
    """The name just before a gerund that the parser hung beside it: "it ended in Chad sending troops"."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.i == 0:
        return None
    name = verb.nbor(-1)
    return name if name.dep_ == "pobj" and name.pos_ == "PROPN" and name.head.head == verb.head else None


def _planners(noun: Token, depth: int) -> list[Token]:
    """Who will do it in "his plan to visit", "rejected a call to come", "made an offer to send"."""
    if owners := children(noun, "poss"):
        return owners
    governor, relation = noun.head, noun.dep_
    if relation == "pobj" and governor.head.pos_ in ("VERB", "AUX"):
        governor = governor.head
    return subjects(governor, depth=depth - 1) if is_verb(governor) else []


def _antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for; the token itself when it is none."""
    if token.lower_ not in RELATIVES or token.tag_ not in ("WDT", "WP", "IN", "DT"):
        return token
    clause = token.head
    while clause.dep_ in ("conj", "xcomp", "ccomp") and clause.head != clause:
        clause = clause.head
    return clause.head if clause.dep_ == "relcl" else token


def objects(verb: Token, *, depth: int = 6) -> list[Token]:
    """To whom or to what it is done: direct object, or the subject of a passive."""
    if depth == 0:
        return []
    if is_passive(verb):
        own = [_antecedent(token) for token in children(verb, "nsubjpass")]
        if not own and verb.dep_ in ("acl", "amod", "relcl") and verb.head.pos_ in ("NOUN", "PROPN"):
            return [verb.head]
        # "is set to be signed", "spoke by phone and are expected to meet"
        if not own and verb.dep_ in ("xcomp", "conj") and verb.head.pos_ in ("VERB", "AUX", "ADJ"):
            above = objects if is_passive(verb.head) else subjects
            return above(verb.head, depth=depth - 1)
        return own + children(verb, "dobj")
    own = [_antecedent(token) for token in children(verb, "dobj", "oprd")]
    if verb.dep_ == "amod" and verb.tag_ == "VBG" and verb.head.i > verb.i:
        return [verb.head]
    if not own and verb.dep_ == "relcl" and not children(verb, "nsubjpass") and _gap(verb):
        return [verb.head]
    return own


def _gap(verb: Token) -> bool:
    """Whether a relative clause lacks its object: it has a subject of its own ("the treaty they signed")."""
    return any(child.dep_ == "nsubj" and child.lower_ not in RELATIVES for child in verb.children)


def prepositional(token: Token, preposition: str) -> list[Token]:
    """The nouns in phrases with this preposition under a token (particles count: "out of")."""
    found: list[Token] = []
    for child in token.children:
        if child.lower_ == preposition and child.dep_ in ("prep", "dative", "agent", "prt", "advmod", "mark"):
            found += children(child, "pobj") or _stranded(token, child)
            for inner in children(child, "prep"):
                found += children(inner, "pobj")
    return found


def _stranded(verb: Token, preposition: Token) -> list[Token]:
    """What a preposition left at the end of a relative clause belongs to: "the treaty that he withdrew from"."""
    return [verb.head] if verb.dep_ == "relcl" and preposition.dep_ == "prep" and not list(preposition.children) else []


def prepositions(token: Token) -> Iterator[Token]:
    """The prepositions and particles under a token."""
    return (child for child in token.children if child.dep_ in ("prep", "dative", "agent", "prt", "advmod"))


def modifiers(noun: Token) -> list[Token]:
    """Adjectives and nouns before a noun, with those coordinated or nested in them ("short-range missile test")."""
    found: list[Token] = []
    for child in noun.lefts:
        if child.dep_ in ("amod", "compound", "nmod", "nummod"):
            found.append(child)
            found += [
                inner
                for inner in child.subtree
                if inner != child and inner.dep_ in ("conj", "compound", "amod", "nmod")
            ]
    return found


def owners(noun: Token) -> list[Token]:
    """Whose a noun is: possessor."""
    return children(noun, "poss")


def support_verb(noun: Token) -> Token | None:
    """The verb that only carries this noun: "paid a visit", "talks were held", "agreed on sanctions". None if none."""
    head = noun.head
    if noun.dep_ == "conj":
        return support_verb(head)
    if noun.dep_ in ("dobj", "nsubjpass", "attr") and is_verb(head) and lemma(head) in word_set("support"):
        return head
    for child in noun.children:
        if child.dep_ in ("acl", "relcl") and lemma(child) in word_set("support") and noun in objects(child):
            return child
    return None
