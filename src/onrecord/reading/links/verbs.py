"""Links that a verb or a noun makes: led to, makes, stems from, prevents, indicating, a tactic to.

Comes in: a parsed ``Doc``. Goes out: `Found` links. A subject that acts ("the minister raised the issue") claims no
cause; an event or a thing does, and so does the clause that a participle follows ("..., prompting protests").
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from onrecord.reading.actors import actors_of
from onrecord.reading.forecasts.clauses import (
    Stretch,
    ancestors,
    clause,
    comma_before,
    is_be,
    mark_of,
    noun_phrase,
    own_subject,
    subject,
    trimmed,
)
from onrecord.reading.forecasts.lexicon import words as forecast_words
from onrecord.reading.links.found import Found, table, words
from onrecord.reading.links.mains import finite_above, sentence_before, tells

_RELATIVES = frozenset({"which", "that", "who"})
_DEMONSTRATIVES = frozenset({"this", "that"})


def verb_links(doc: Doc) -> Iterator[Found]:
    """Links by verbs with the cause as subject, and by those with the effect as subject."""
    for token in doc:
        if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("amod", "compound"):
            continue
        for find in (_forward, _backward, _making, _tie):
            found = find(doc, token)
            if found is not None:
                yield found
                break


def _forward(doc: Doc, verb: Token) -> Found | None:
    row = table("verbs").get(verb.lemma_)
    if row is None or _is_passive(verb):
        return _agent(doc, verb, row)
    effect = _effect(verb, row)
    if effect is None or (row["relation"] == "indicates" and _is_said(verb)):
        return None
    cause = _cause(doc, verb)
    if cause is None:
        return None
    return _made(cause, effect, row["relation"], verb)


def _is_said(verb: Token) -> bool:
    """ "..., he said, suggesting that": what a speaker suggests is shown by nothing."""
    return verb.tag_ == "VBG" and verb.dep_ == "advcl" and tells(verb.head)


def _agent(doc: Doc, verb: Token, row: dict[str, str] | None) -> Found | None:
    """ "was prompted by", "triggered by": the effect is the subject, or the clause before ("left, spurred by")."""
    if row is None or row["relation"] == "indicates" or "preposition" in row or not _has_particle(verb, row):
        return None
    agent = next((child for child in verb.children if child.dep_ == "agent"), None)
    goal = next((part for part in agent.children if part.dep_ == "pobj"), None) if agent is not None else None
    who = verb.head if verb.dep_ == "acl" else subject(verb)
    if goal is None or _acts(doc, goal):
        return None
    if verb.dep_ in ("advcl", "acl") and verb.tag_ == "VBN" and comma_before(verb) and own_subject(verb) is None:
        main = verb.head if verb.head.pos_ in ("VERB", "AUX") else _clause_of(verb.head)
        return _made(noun_phrase(goal), _clause_before(main, verb), row["relation"], verb) if main is not None else None
    if who is None or who.pos_ == "PRON":
        before = _antecedent(verb, who) if who is not None and who.tag_ == "WDT" else None
        return _made(noun_phrase(goal), before, row["relation"], verb) if before is not None else None
    effect = noun_phrase(who) if verb.dep_ != "acl" else trimmed(doc, who.left_edge.i, verb.i)
    return _made(noun_phrase(goal), effect, row["relation"], verb)


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass", "agent") for child in verb.children) or (
        verb.dep_ == "acl" and verb.tag_ == "VBN"
    )


def _effect(verb: Token, row: dict[str, str]) -> Stretch | None:
    """What a verb has behind it: its object with what it is made to do, or the object of its preposition."""
    required, preposition = row.get("object"), row.get("preposition")
    if required is not None and not any(child.dep_ == "dobj" and child.lemma_ == required for child in verb.rights):
        return None
    if not _has_particle(verb, row):
        return None
    if preposition is not None:
        below = [*verb.rights, *(part for child in verb.rights if child.dep_ == "dobj" for part in child.rights)]
        goal = next((child for child in below if child.dep_ == "prep" and child.lower_ == preposition), None)
        target = next((part for part in goal.children if part.dep_ in ("pobj", "pcomp")), None) if goal else None
        if target is None:
            return None
        return clause(target) if target.dep_ == "pcomp" else noun_phrase(target)
    target = next((child for child in verb.rights if child.dep_ in ("dobj", "ccomp")), None)
    if target is None or target.pos_ == "PRON":
        return None
    end = noun_phrase(target)[1] if target.dep_ == "dobj" else clause(target)[1]
    for child in verb.rights:
        if child.i > target.i and not comma_before(child):
            if child.dep_ in ("xcomp", "ccomp"):
                end = max(end, clause(child)[1])
            elif child.dep_ == "prep" and child.lower_ == "from" and _relation(verb) == "prevents":
                end = max(end, child.right_edge.i + 1)
    return trimmed(verb.doc, target.left_edge.i, end)


def _has_particle(verb: Token, row: dict[str, str]) -> bool:
    """Whether a verb has the particle that its sense needs ("set *off*"), if it needs one."""
    particle = row.get("particle")
    return particle is None or any(child.dep_ == "prt" and child.lower_ == particle for child in verb.rights)


def _relation(verb: Token) -> str:
    row: dict[str, str] = table("verbs").get(verb.lemma_, {})
    return row.get("relation", "")


def _cause(doc: Doc, verb: Token) -> Stretch | None:
    """What stands as subject; for a participle behind a clause, the clause; for "this", the sentence before."""
    if verb.tag_ == "VBG" and verb.dep_ in ("advcl", "acl") and comma_before(verb):
        main = verb.head if verb.head.pos_ in ("VERB", "AUX") else _clause_of(verb.head)
        return _clause_before(_news_in(main, verb), verb) if main is not None else None
    who = subject(verb)
    if who is None:
        return None
    if who.tag_ in ("WDT", "WP") or (who.lower_ in _RELATIVES and verb.dep_ == "relcl"):
        return _antecedent(verb, who)
    if who.lower_ in _DEMONSTRATIVES and who.dep_ == "nsubj":
        return _sentence_before(who)
    if who.pos_ == "PRON" or (verb.lemma_ in words("things_only", "verbs") and _acts(doc, who)):
        return None
    if verb.dep_ == "xcomp" and is_be(verb.head) and who.lemma_.lower() in forecast_words("states", "aims") | {"one"}:
        return None  # "the aim is to encourage trade": wished, not claimed
    return noun_phrase(who) if who.dep_ not in ("csubj", "csubjpass") else clause(who)


def _antecedent(verb: Token, who: Token) -> Stretch | None:
    if verb.dep_ != "relcl":
        return None
    noun = verb.head
    if noun.pos_ in ("VERB", "AUX"):
        return _clause_before(noun, verb)
    if verb.lemma_ in words("things_only", "verbs") and _acts(verb.doc, noun):
        return None
    return trimmed(verb.doc, noun.left_edge.i, who.left_edge.i)


def _clause_of(noun: Token) -> Token | None:
    node = noun
    for _ in range(4):
        node = node.head
        if node.pos_ in ("VERB", "AUX"):
            return node
    return None


def _clause_before(main: Token, below: Token) -> Stretch:
    while main.dep_ == "xcomp" and main.head.pos_ in ("VERB", "AUX", "ADJ"):
        main = main.head
    start, end = clause(main)
    return trimmed(main.doc, start, min(end, below.left_edge.i) if below.i > main.i else end)


def _news_in(main: Token, below: Token) -> Token:
    """ "The rift comes after Peru seized the port, sparking protests": what has consequences is the seizure."""
    if main.lemma_ not in ("come", "follow"):
        return main
    after = (child for child in main.rights if child.dep_ == "advcl" and child != below and mark_of(child) == "after")
    return next(after, main)


def _sentence_before(token: Token) -> Stretch | None:
    return sentence_before(token.doc, token) if token.i <= token.sent.start + 2 else None


def _acts(doc: Doc, who: Token) -> bool:
    """Whether a subject is somebody who acts, not an event or a thing."""
    if who.lemma_.lower() in forecast_words("events", "nouns"):
        return False
    if who.ent_type_ in ("PERSON", "GPE", "NORP", "ORG") or _is_agent(who):
        return True
    return bool(actors_of(doc, who)) and not any(child.dep_ == "poss" for child in who.children)


def _is_agent(who: Token) -> bool:
    lemma = who.lemma_.lower()
    return lemma in forecast_words("holders", "people") or lemma in words("things_only", "agents")


def _backward(doc: Doc, verb: Token) -> Found | None:
    """ "stems from": the effect is the subject."""
    preposition = table("reversed").get(verb.lemma_)
    below = next((child for child in verb.rights if child.dep_ == "prep" and child.lower_ == preposition), None)
    target = (
        next((part for part in below.children if part.dep_ in ("pobj", "pcomp")), None) if below is not None else None
    )
    who = subject(verb)
    if target is None or who is None or who.pos_ == "PRON":
        return None
    cause = clause(target) if target.dep_ == "pcomp" else noun_phrase(target)
    effect = trimmed(doc, who.left_edge.i, verb.i)
    return _made(cause, (noun_phrase(who)[0], max(noun_phrase(who)[1], _nominal_end(effect, verb))), "explains", verb)


def _nominal_end(effect: Stretch, verb: Token) -> int:
    """End of a long subject: up to the auxiliaries and adverbs of its verb."""
    end = effect[1]
    while end - 1 > effect[0] and verb.doc[end - 1].head == verb and verb.doc[end - 1].dep_ in ("aux", "advmod", "neg"):
        end -= 1
    return end


def _making(doc: Doc, verb: Token) -> Found | None:
    """ "makes this visit more dangerous", "would make the pipeline cross"."""
    if verb.lemma_ not in words("makers", "verbs"):
        return None
    below = next((child for child in verb.rights if child.dep_ == "ccomp" and _has_subject(child)), None)
    if below is None or _is_finite(below):
        return None
    cause = _cause(doc, verb)
    if cause is None:
        return None
    return _made(cause, trimmed(doc, below.left_edge.i, clause(below)[1]), "causes", verb)


def _is_finite(verb: Token) -> bool:
    """A clause with a tense of its own is not what something is made to do."""
    if verb.tag_ in ("VBZ", "VBD"):
        return True
    return any(part.tag_ in ("VBZ", "VBP", "VBD", "MD") for part in verb.lefts if part.dep_ in ("aux", "auxpass"))


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ == "nsubj" and child.i < verb.i for child in verb.children)


def _tie(doc: Doc, verb: Token) -> Found | None:
    """ "is linked to", "sees it as linked to"; not "a group linked to"."""
    if verb.lower_ not in words("ties", "participles") and verb.lemma_ not in words("ties", "verbs"):
        return None
    below = next((child for child in verb.rights if child.dep_ == "prep" and child.lower_ in ("to", "with")), None)
    target = next((part for part in below.children if part.dep_ == "pobj"), None) if below is not None else None
    if target is None:
        return None
    if any(child.lower_ == "as" for child in verb.lefts) and verb.head != verb:
        who = next((child for child in verb.head.rights if child.dep_ == "dobj" and child.i < verb.i), None)
    elif any(is_be(child) for child in verb.lefts):
        who = subject(verb)
    else:
        who = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    if who is None or who.pos_ == "PRON" or _acts(doc, who):
        return None
    return _made(noun_phrase(target), noun_phrase(who), "is linked to", verb)


def purpose_links(doc: Doc) -> Iterator[Found]:
    """Links from an act to what it is for."""
    for token in doc:
        found = _tactic(doc, token) or _aimed(doc, token) or _in_order(doc, token) or _only_to(doc, token)
        if found is not None:
            yield found


def _tactic(doc: Doc, noun: Token) -> Found | None:
    """ "is seen as a tactic to discourage": the subject is for it."""
    if (
        noun.pos_ != "NOUN"
        or noun.lemma_ not in words("purposes", "nouns")
        or noun.dep_ not in ("attr", "pobj", "oprd")
    ):
        return None
    goal = next(
        (child for child in noun.rights if child.tag_ == "VB" and child.dep_ in ("acl", "relcl", "xcomp")), None
    )
    if goal is None or goal.lemma_ == "go" or not any(part.lower_ == "to" for part in goal.lefts):
        return None
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ not in ("as", "in"):
        return None
    cause = _subject_or_clause(verb, noun)
    return _made(cause, trimmed(doc, goal.i, clause(goal)[1]), "purpose", noun) if cause is not None else None


def _subject_or_clause(verb: Token, noun: Token) -> Stretch | None:
    """For "X is a tactic" X; for "they left in a bid to" the clause."""
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    if noun.dep_ == "pobj" and noun.head.lower_ == "in":
        return trimmed(verb.doc, clause(finite_above(verb))[0], noun.head.i)
    who = subject(verb)
    if who is None or who.pos_ == "PRON":
        return None
    start = who.left_edge.i
    first = verb.left_edge.i
    return trimmed(verb.doc, min(start, first), max(noun_phrase(who)[1], min(verb.i, who.right_edge.i + 1)))


def _aimed(doc: Doc, token: Token) -> Found | None:
    """ "measures aimed at curbing", "is designed to deter"."""
    if token.lower_ not in words("purposes", "participles") or token.pos_ not in ("VERB", "ADJ"):
        return None
    if token.dep_ not in ("acl", "amod") and not any(is_be(child) for child in token.lefts) and not is_be(token.head):
        return None  # who aims at something has a wish, and claims no purpose
    goal = next((child for child in token.rights if child.dep_ == "xcomp" and child.tag_ == "VB"), None)
    if goal is None:
        at = next((child for child in token.rights if child.lower_ == "at"), None)
        goal = next((part for part in at.children if part.dep_ in ("pcomp", "pobj")), None) if at is not None else None
    who = token.head if token.dep_ in ("acl", "amod") else subject(token)
    if goal is None or who is None or who.pos_ == "PRON":
        return None
    effect = clause(goal) if goal.pos_ == "VERB" else noun_phrase(goal)
    return _made(trimmed(doc, who.left_edge.i, token.i), (goal.i, max(effect[1], goal.i + 1)), "purpose", token)


def _in_order(doc: Doc, token: Token) -> Found | None:
    """ "left in order to avoid", "so as to"."""
    for parts in _purpose_phrases().get(token.lower_, ()):
        end = token.i + len(parts)
        if end < len(doc) and [word.lower_ for word in doc[token.i : end]] == parts and doc[end].tag_ == "VB":
            goal = doc[end]
            main = next((head for head in ancestors(goal, 4) if head.pos_ in ("VERB", "AUX")), None)
            if main is None or main.i > token.i:
                return None
            cause = trimmed(doc, clause(main)[0], token.i)
            return _made(cause, (end, clause(goal)[1]), "purpose", token)
    return None


@cache
def _purpose_phrases() -> dict[str, list[list[str]]]:
    """The phrases by their first word."""
    rows: dict[str, list[list[str]]] = {}
    for phrase in sorted(words("purposes", "phrases")):
        parts = phrase.split()
        rows.setdefault(parts[0], []).append(parts)
    return rows


def _only_to(doc: Doc, verb: Token) -> Found | None:
    """ "the drilling is only to protect"."""
    if not is_be(verb) or verb.dep_ in ("aux", "auxpass"):
        return None
    goal = next(
        (child for child in verb.rights if child.tag_ == "VB" and child.dep_ in ("xcomp", "advcl", "acomp")), None
    )
    who = subject(verb)
    if goal is None or who is None or who.pos_ == "PRON" or not any(part.lower_ == "to" for part in goal.lefts):
        return None
    if not any(word.lower_ in ("only", "just", "solely", "purely", "merely") for word in doc[verb.i + 1 : goal.i]):
        return None
    return _made(noun_phrase(who), (goal.i, clause(goal)[1]), "purpose", verb)


def _made(cause: Stretch, effect: Stretch, relation: str, cue: Token) -> Found | None:
    if cause[1] <= cause[0] or effect[1] <= effect[0] or cause == effect:
        return None
    return Found(cause=cause, effect=effect, relation=relation, cue=(cue.i, cue.i + 1))
