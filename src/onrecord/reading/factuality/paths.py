"""The way from a trigger up to the clause that somebody asserts, and what each word on it does.

Comes in: a trigger token, and the span within which somebody speaks. Goes out: `Step` values from the outermost to
the trigger: the words that embed the event with the slot it stands in, and where the text presupposes it, so that
nothing further out bears on it. Values are not computed here.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.reading.events.frames import is_definite
from onrecord.reading.events.syntax import children, is_verb, reporter_of, support_verb
from onrecord.reading.events.words import lemma, word_set
from onrecord.reading.factuality.lexicon import embedder, embeds, word_effect
from onrecord.types import Span

NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
#: What is told with a gerund behind these need not come about: "bent on attacking", "close to signing".
PROSPECTIVE = frozenset({"on", "at", "to", "toward", "towards", "from", "against", "about"})


@dataclass(frozen=True, slots=True)
class Step:
    """A word on the way, and how what is below it stands to it: a slot of the embedders' table, or ``clause`` (shares
    the clause's own modality), ``loose`` (shares no more than its uncertainty)."""

    word: Token
    slot: str
    below: Token


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from the outermost word to the trigger. ``top`` is where it starts; ``given``: it is presupposed."""

    top: Token
    steps: tuple[Step, ...]
    given: bool = False


def path_to(trigger: Token, within: Span | None) -> Path:
    """The path from the word that is asserted down to a trigger.

    Args:
        trigger: The event's word.
        within: The content of the innermost statement; words outside it are its speaker's affair no more.
    """
    steps: list[Step] = []
    current = trigger
    for _ in range(30):
        step = step_up(current, steps)
        if step is None or (within is not None and not within.start <= step.word.idx < within.end):
            break
        if step.slot == "given":
            return Path(current, tuple(reversed(steps)), given=True)
        steps.append(step)
        current = step.word
    return Path(current, tuple(reversed(steps)))


def step_up(token: Token, steps: list[Step]) -> Step | None:
    """The next word above a token that bears on it; None at the root. ``steps``: those taken before, trigger first."""
    if token.head == token:
        return None
    if is_verb(token) or token.pos_ == "ADJ":
        return _from_verb(token, steps)
    return _from_noun(token, steps)


def _from_verb(verb: Token, steps: list[Step]) -> Step | None:
    head, relation = verb.head, verb.dep_
    if relation != "ROOT" and any(
        child.lower_ == "whether" and child.dep_ in ("mark", "advmod") for child in verb.lefts
    ):
        return Step(head, "whether", verb)
    if relation == "conj":
        return Step(beside := _joined_infinitive(verb), _shared(verb, beside), verb)
    if relation in ("xcomp", "ccomp"):
        return Step(_predicate(head) or head, _clause_slot(verb), verb)
    if relation == "acl" and head.pos_ in NOUNS:
        if is_headline_plan(verb):
            return None
        if _is_its_gerund(verb, head):
            return _through_preposition(head.head, verb)
        if _is_infinitive(verb):
            return Step(head, "ranked" if _ranked(head) else "to", verb)
        if verb.tag_ == "VBN" or (verb.tag_ == "VBG" and not embeds(lemma(head), head.pos_)):
            return _past_noun(verb, head)
        return Step(head, "that", verb) if embedder(lemma(head), head.pos_, "that") else _past_noun(verb, head)
    if relation == "relcl" and is_headline_plan(verb):
        return None
    if relation == "relcl" and _is_infinitive(verb):
        return Step(head, "ranked" if _ranked(head) else "to", verb)
    if relation == "relcl":
        return _past_noun(verb, head)
    if relation in ("pcomp", "prep") or (relation == "advcl" and head.pos_ == "ADP"):
        return _through_preposition(head, verb)
    if relation == "advcl":
        return _from_adverbial(verb, head)
    if relation == "amod" and (governor := denied_governor(verb)) is not None:
        return Step(governor, "ing", verb)
    if relation in ("amod", "attr", "acomp", "oprd"):
        return Step(head, "clause", verb) if is_verb(head) else _past_noun(verb, head)
    if relation in ("dobj", "nsubj", "csubj", "nsubjpass"):
        return Step(head, "ing" if embedder(lemma(head), head.pos_, "ing") else "loose", verb)
    if relation == "parataxis":
        return None
    return Step(head, "loose", verb)


def _is_its_gerund(verb: Token, noun: Token) -> bool:
    """Whether a noun is the gerund's subject, and the gerund what is spoken of: "an obstacle to Chad joining"."""
    if verb.tag_ != "VBG" or noun.dep_ != "pobj" or verb.nbor(-1).text == ",":
        return False
    governor = noun.head.head
    return embedder(lemma(governor), governor.pos_, noun.head.lower_) is not None


def _predicate(verb: Token) -> Token | None:
    """The adjective of "it is doubtful that", where the parser hung the clause on the verb."""
    if lemma(verb) not in word_set("copulas") or not any(
        child.lower_ == "it" for child in children(verb, "nsubj", "expl")
    ):
        return None
    return next(iter(children(verb, "acomp")), None)


def is_headline_plan(verb: Token) -> bool:
    """A headline's infinitive: "Xi to visit France"; the parser may hang it on the name."""
    if verb.tag_ != "VB" or not _is_infinitive(verb):
        return False
    if verb.dep_ == "ROOT":
        return True
    return verb.dep_ in ("acl", "relcl") and verb.head.dep_ == "ROOT" and verb.head.pos_ == "PROPN"


def _ranked(noun: Token) -> bool:
    """ "the first leader to visit": the infinitive says what was done."""
    return any(
        child.lower_ in ("first", "last", "second", "third", "only", "next")
        or any(t.tag_ in ("JJS", "RBS") for t in child.subtree)
        for child in noun.lefts
    )


def denied_governor(participle: Token) -> Token | None:
    """The verb that governs a gerund which the parser took for an adjective: "denied supplying weapons"."""
    noun = participle.head
    if participle.tag_ != "VBG" or noun.dep_ != "dobj" or not is_verb(noun.head) or noun.head.i != participle.i - 1:
        return None
    return noun.head if embedder(lemma(noun.head), "VERB", "ing") is not None else None


def _is_infinitive(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.lefts)


def _clause_slot(verb: Token) -> str:
    if any(child.dep_ == "mark" and child.lower_ in ("if", "whether") for child in verb.lefts):
        return "whether"
    if any(child.lower_ == "for" and child.dep_ in ("mark", "prep") for child in verb.lefts):
        return "for"
    if _is_infinitive(verb):
        return "to"
    return "ing" if verb.tag_ == "VBG" and not any(child.dep_ == "aux" for child in verb.lefts) else "that"


def _joined_infinitive(verb: Token) -> Token:
    """What a second verb is joined to: in "needs to wait and strike" the infinitive, though the parser took the verb
    above it."""
    head = verb.head
    if verb.tag_ != "VB" or head.tag_ not in ("VBZ", "VBD", "VBP") or any(child.dep_ == "aux" for child in verb.lefts):
        return head
    before = (child for child in head.rights if child.dep_ == "xcomp" and child.i < verb.i and _is_infinitive(child))
    return next(before, head)


def _shared(verb: Token, first: Token) -> str:
    """A second verb without subject and auxiliary of its own shares the first one's: "will meet Kim and sign"."""
    own = any(
        child.dep_ in ("nsubj", "nsubjpass") or (child.dep_ == "aux" and child.tag_ != "TO") for child in verb.lefts
    )
    if own or not (is_verb(first) or first.pos_ == "ADJ"):
        return "beside"
    if verb.tag_ == "VB" or (verb.tag_ == first.tag_ and verb.tag_ in ("VBN", "VBG")):
        return "clause"
    return "beside"


def _past_noun(verb: Token, noun: Token) -> Step | None:
    """A clause that describes a noun is asserted by itself; only an indefinite noun passes on how open it is."""
    if is_definite(noun) or noun.pos_ in ("PROPN", "PRON") or _is_past(verb):
        return Step(noun, "given", verb)
    return Step(noun, "loose", verb)


def _is_past(verb: Token) -> bool:
    """Whether a describing clause tells what was: "officials who greeted her"."""
    return verb.tag_ == "VBD" or (verb.tag_ == "VBN" and any(child.tag_ == "VBZ" for child in children(verb, "aux")))


def _from_adverbial(verb: Token, head: Token) -> Step | None:
    if (reporter := reporter_of(verb)) is not None:
        return Step(reporter, "beside", verb)
    mark = next((child.lower_ for child in verb.lefts if child.dep_ in ("mark", "advmod")), "")
    if _as_long_as(verb):
        return Step(head, "condition", verb)
    effect = word_effect(mark, "conjunction")
    if effect is not None:
        return Step(head, "condition" if effect.effect == "Uu" else "given", verb)
    if _is_infinitive(verb):
        known = embedder(lemma(head), head.pos_, "to")
        return Step(head, "to" if known else "purpose", verb)
    if verb.tag_ == "VBG" and any(child.dep_ == "neg" for child in head.lefts):
        return Step(head, "beside", verb)
    return Step(head, "loose", verb)


def _as_long_as(verb: Token) -> bool:
    """Whether a clause is opened by "as long as" or "so long as"."""
    for child in verb.lefts:
        if child.dep_ == "mark" and child.lower_ == "as" and child.i > 0:
            return child.nbor(-1).lower_ == "long"
    return False


def _through_preposition(preposition: Token, below: Token) -> Step | None:
    """The step over a preposition to what it hangs on: "plans for a visit", "after the visit", "without talks"."""
    governor = preposition.head
    word = preposition.lower_
    if governor.dep_ == "prep" and governor.pos_ == "ADP":
        if governor.lower_ in ("because", "ahead", "instead", "rather"):
            word = governor.lower_
        governor = governor.head
    if governor.pos_ == "ADV" and governor.dep_ == "advmod" and not embeds(lemma(governor), governor.pos_):
        governor = governor.head  # "get them back into talks"
    if governor == preposition:
        return None
    if (row := embedder(lemma(governor), governor.pos_, word)) is not None:
        return Step(governor, "given" if row.affirmed == "given" else word, below)
    if word == "than":
        return Step(governor, "given", below)
    if word in ("without", "instead", "rather"):
        return Step(governor, "without", below)
    if (effect := word_effect(word, "preposition")) is not None and effect.effect == "given":
        return Step(governor, "given", below)
    if is_definite(below) and below.pos_ in NOUNS and not (word == "for" and _is_weak(below)):
        return Step(governor, "given", below)
    if word == "of" and governor.pos_ in NOUNS:
        return Step(governor, "part", below)
    if word == "for" and is_verb(governor):
        return Step(governor, "purpose", below)
    # before its verb it tells when: "on arriving, he ..."
    ahead = below.tag_ == "VBG" and word in PROSPECTIVE and governor.i < preposition.i
    return Step(governor, "prospect" if ahead else "loose", below)


def _from_noun(noun: Token, steps: list[Step]) -> Step | None:
    head, relation = noun.head, noun.dep_
    carrier = support_verb(noun)
    if _was_held(noun):
        return Step(head, "given", noun)
    if relation == "conj":
        return Step(head, "beside" if head.pos_ not in NOUNS else "twin", noun)
    if relation == "pobj":
        return _through_preposition(head, noun)
    if relation == "nsubjpass" and (infinitive := _raised(head)) is not None:
        return Step(infinitive, "clause", noun)
    if relation in ("dobj", "nsubjpass", "oprd") and is_verb(head):
        return _as_object(noun, head, carrier, steps)
    if relation == "nsubj" and (is_verb(head) or head.pos_ == "ADJ"):
        return _as_subject(noun, head)
    if relation == "attr" and is_verb(head):
        return Step(head, "clause", noun) if _existential(head) else Step(head, "loose", noun)
    if relation in ("appos", "poss", "compound", "nmod"):
        return Step(head, "given", noun) if is_definite(noun) else Step(head, "loose", noun)
    return None


def _was_held(noun: Token) -> bool:
    """Whether a participle behind a known noun tells that it took place: "the summit held last June"."""
    return is_definite(noun) and any(
        child.dep_ == "acl"
        and child.tag_ == "VBN"
        and lemma(child) in word_set("holding")
        and not any(inner.dep_ in ("aux", "auxpass") for inner in child.lefts)
        for child in noun.rights
    )


def _existential(verb: Token) -> bool:
    return any(child.dep_ == "expl" for child in verb.children)


def _as_object(noun: Token, verb: Token, carrier: Token | None, steps: list[Step]) -> Step | None:
    name = lemma(verb)
    particle = next((child.lower_ for child in children(verb, "prt")), "")
    if particle and embedder(name, "VERB", particle):
        return Step(verb, particle, noun)
    if steps and embeds(lemma(noun), noun.pos_) and embedder(name, verb.pos_, "content"):
        return Step(verb, "content", noun)
    if not steps and embedder(name, verb.pos_, "obj"):
        return Step(verb, "obj", noun)
    if steps and embedder(name, verb.pos_, "obj") and not embeds(lemma(noun), noun.pos_):
        return Step(verb, "obj", noun)
    if carrier == verb or (steps and embeds(lemma(noun), noun.pos_)):
        return Step(verb, "clause", noun)
    if any(lemma(child) in word_set("conditions") for child in children(verb, "oprd", "attr")):
        return Step(verb, "condition", noun)  # "made a ceasefire a condition for talks"
    if is_definite(noun) and not _is_weak(noun):
        return Step(verb, "given", noun)
    return Step(verb, "loose", noun)


def _is_weak(noun: Token) -> bool:
    """Whether a noun is definite only by what follows: "the release of two prisoners" need not be known."""
    return any(child.lower_ == "of" for child in noun.rights) and not any(child.dep_ == "poss" for child in noun.lefts)


def _raised(verb: Token) -> Token | None:
    """The infinitive whose subject really stands here: "talks are expected to begin", "talks have yet to begin"."""
    for child in verb.rights:
        if child.dep_ == "xcomp" and lemma(child) in word_set("happening"):
            return child
    return None


def _as_subject(noun: Token, verb: Token) -> Step | None:
    if (infinitive := _raised(verb)) is not None:
        return Step(infinitive, "clause", noun)
    adjective = next(
        (child for child in verb.children if child.dep_ in ("acomp", "attr") and child.pos_ == "ADJ"), None
    )
    if adjective is not None and embedder(lemma(adjective), "ADJ", "subj"):
        return Step(adjective, "subj", noun)
    if (
        lemma(verb) in word_set("happening")
        and adjective is None
        and (not is_definite(noun) or lemma(verb) not in ("be", "follow", "remain"))
    ):
        return Step(verb, "clause", noun)
    if embedder(lemma(verb), verb.pos_, "subj"):
        return Step(verb, "subj", noun)
    return Step(verb, "given", noun) if is_definite(noun) else Step(verb, "loose", noun)
