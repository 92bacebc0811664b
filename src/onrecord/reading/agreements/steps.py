"""What happened to an agreement: the steps of its life, and how it stands to others.

Comes in: mentions. Goes out: `AgreementStep`s with when, for whom, and how certain; and pairs of a relation and the
mention that it is to. A step that is only expected, possible or denied keeps that as its factuality.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.reading.actors import actors_of
from onrecord.reading.agreements.lexicon import LINEAGE, step_of, table
from onrecord.reading.agreements.mentions import Mention, headline_verb
from onrecord.reading.anchoring import anchor
from onrecord.reading.annotations import characters, document_of, evidence
from onrecord.reading.forecasts.clauses import TIME_MARKS, is_negated, mark_of, own_subject, subject
from onrecord.reading.forecasts.lookup import events_in, times_in
from onrecord.types import AgreementStep, Factuality, Span, StepKind, TimeKind, When

_PER_PARTY = frozenset({StepKind.RATIFIED, StepKind.WITHDRAWN, StepKind.ACCEDED, StepKind.SUSPENDED})
_JOINT = frozenset({StepKind.SIGNED, StepKind.NEGOTIATED, StepKind.EXTENDED})
_RUN_OUT = frozenset({"lapse", "expire", "collapse"})
_PROBABLE = frozenset(
    {"expect", "plan", "set", "schedule", "intend", "prepare", "due", "likely", "poise", "slate", "agree"}
)
_OPEN = frozenset(
    {"want", "hope", "wish", "seek", "urge", "ask", "call", "try", "aim", "consider", "discuss", "refuse", "decline"}
    | {"push", "work", "need", "attempt", "vow", "pledge", "threaten", "demand", "offer", "fail", "help"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """A step with those who take it; ``verb`` is the word that tells of it."""

    step: AgreementStep
    verb: Token
    actors: tuple[str, ...]


def happenings(doc: Doc, mention: Mention) -> list[Happening]:
    """The steps that the words around a mention tell of."""
    found = []
    for verb, kind in _verbs(mention.head):
        actors = _who(doc, verb, kind)
        party = actors[0] if kind in _PER_PARTY and len(actors) == 1 else None
        step = AgreementStep(
            kind=kind,
            when=_when(doc, verb, mention),
            evidence=evidence(doc, _words_of(verb, kind)),
            factuality=factuality(doc, verb),
            party=party,
        )
        found.append(Happening(step=step, verb=verb, actors=actors))
    return found


def lineage(mention: Mention) -> list[tuple[str, Token]]:
    """How an agreement stands to another in the same clause: the relation and the head of the other."""
    found = []
    head = mention.head
    for child in head.rights:
        if child.dep_ in ("acl", "relcl") and child.lemma_ in table("subject_verbs"):
            found += _to_object(child)
    if head.dep_ == "nsubj" and head.head.lemma_ in table("subject_verbs"):
        found += _to_object(head.head)
    if (
        head.dep_ == "pobj"
        and head.head.dep_ == "agent"
        and head.head.head.lemma_ in ("replace", "supersede", "succeed")
    ):
        verb = head.head.head
        found += [("replaces", child) for child in verb.children if child.dep_ == "nsubjpass"]
    for child in head.subtree:
        if child.lemma_ in ("successor", "replacement", "heir") and child.i > head.i:
            found += [
                ("replaces", part) for prep in child.children if prep.lower_ in ("to", "for") for part in prep.children
            ]
    return found


def _to_object(verb: Token) -> list[tuple[str, Token]]:
    relation = table("subject_verbs")[verb.lemma_]
    if relation not in LINEAGE:
        return []
    return [(relation, child) for child in verb.children if child.dep_ == "dobj"]


def _verbs(head: Token) -> list[tuple[Token, StepKind]]:
    """The verbs and nouns that say what happens to an agreement, with the step that each makes."""
    found: list[tuple[Token, StepKind]] = []
    governor = head.head
    for token in head.lefts:
        verb = headline_verb(token)
        kind = step_of("verbs", verb) if verb is not None else None
        if kind is not None:
            found.append((token, kind))
    if head.dep_ == "conj" and head.head.pos_ in ("NOUN", "PROPN"):
        head, governor = head.head, head.head.head
    if head.dep_ in ("dobj", "nsubjpass", "attr"):
        found += _as_step(governor, "verbs")
    if head.dep_ == "nsubj" and not _has_nearer_subject(head, governor):
        found += _of_its_own(governor) + _coming_into_force(governor)
        found += [step for part in governor.children if _is_passive_below(part) for step in _as_step(part, "verbs")]
    if head.dep_ == "pobj":
        found += _after_preposition(head)
    found += [step for verb in _behind_name(head) for step in _as_step(verb, "verbs")]
    for child in head.rights:
        if child.dep_ in ("acl", "relcl"):
            found += (_as_step(child, "verbs") if _is_done_to(child) else []) + _coming_into_force(child)
            found += [step for part in child.children if _is_passive_below(part) for step in _as_step(part, "verbs")]
            found += [(child, StepKind.TERMINATED)] if child.lemma_ in _RUN_OUT and child.i == head.i + 1 else []
            found += [step for part in child.children if part.dep_ == "conj" for step in _as_step(part, "verbs")]
            found += _left_behind(child)
    if governor.pos_ == "VERB":
        found += [
            step
            for part in governor.children
            if part.dep_ == "conj" and head.dep_ == "nsubjpass"
            for step in _as_step(part, "verbs")
        ]
    return found


def _behind_name(head: Token) -> list[Token]:
    """What is told behind a name of several words: "the treaty on border *trade* concluded in June"."""
    on = next((child for child in head.rights if child.dep_ == "prep" and child.i == head.i + 1), None)
    last = next((part for part in on.children if part.dep_ == "pobj"), None) if on is not None else None
    if last is None or last.pos_ not in ("NOUN", "PROPN") or last.i + 1 == len(last.doc):
        return []
    made = (StepKind.SIGNED, StepKind.RATIFIED, StepKind.NEGOTIATED)
    near = [child for child in last.rights if child.dep_ in ("acl", "relcl")] or [last.nbor()]
    return [verb for verb in near if _is_reduced(verb) and step_of("verbs", verb.lemma_) in made]


def _is_reduced(verb: Token) -> bool:
    """A participle behind a noun; the parser often takes it for a past tense, which then has nobody who did what."""
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    return not any(child.dep_ in ("nsubj", "nsubjpass", "dobj") for child in verb.children)


def _of_its_own(verb: Token) -> list[tuple[Token, StepKind]]:
    """What an agreement does of itself: it "ended"; not when it "ends the blockade"."""
    steps = _as_step(verb, "subject_verbs")
    return [] if any(child.dep_ == "dobj" for child in verb.rights) else steps


def _is_passive_below(verb: Token) -> bool:
    """ "has *to be ratified*", "is expected *to be signed*"."""
    return verb.dep_ == "xcomp" and any(child.dep_ == "auxpass" for child in verb.children)


def _has_nearer_subject(head: Token, verb: Token) -> bool:
    """Whether another subject stands between a noun and a verb that the parser gave it to."""
    return any(child.dep_ in ("nsubj", "nsubjpass") and head.i < child.i < verb.i for child in verb.children)


def _is_done_to(verb: Token) -> bool:
    """Whether the noun before a participle or relative clause is acted on: "signed in June", "which they signed"."""
    if verb.dep_ == "acl":
        return bool(verb.tag_ == "VBN")
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children) or any(
        child.dep_ == "dobj" and child.tag_ in ("WDT", "WP") for child in verb.children
    )


def _as_step(verb: Token, section: str) -> list[tuple[Token, StepKind]]:
    kind = step_of(section, verb.lemma_)
    if kind is StepKind.SIGNED and _into_law(verb) is not None:
        kind = StepKind.RATIFIED
    return [(verb, kind)] if kind is not None and verb.pos_ in ("VERB", "AUX") else []


def _into_law(verb: Token) -> Token | None:
    """ "signed it into law": a head of state's last act of ratifying, and not the signing of the treaty."""
    for child in verb.children:
        if child.lower_ == "into" and child.dep_ == "prep":
            return next((part for part in child.children if part.lower_ == "law"), None)
    return None


def _words_of(verb: Token, kind: StepKind) -> Span:
    """The words that tell of a step. Votes of two chambers, a signature into law and a decree are all told as
    ratifying, so that the words for it say who did what."""
    if kind is not StepKind.RATIFIED or verb.pos_ != "VERB":
        return characters(verb)
    who, law = own_subject(verb), _into_law(verb)
    first = who.left_edge if who is not None and who.i < verb.i and who.tag_ != "WDT" else verb
    last = law if law is not None and law.i > verb.i else verb
    return Span(start=first.idx, end=last.idx + len(last))


def _coming_into_force(verb: Token) -> list[tuple[Token, StepKind]]:
    """ "entered into force", "takes effect"."""
    below = {part.lower_ for part in verb.subtree if part.i > verb.i and part.i <= verb.i + 4}
    if verb.lemma_ in ("enter", "come", "go") and below & {"force", "effect"}:
        return [(verb, StepKind.IN_FORCE)]
    return [(verb, StepKind.IN_FORCE)] if verb.lemma_ == "take" and "effect" in below else []


def _after_preposition(head: Token) -> list[tuple[Token, StepKind]]:
    """ "withdrew from the treaty", "the signing of the treaty"."""
    preposition = head.head
    verb = preposition.head
    if preposition.dep_ == "prep" and verb.pos_ == "ADP":
        preposition, verb = verb, verb.head
    names = {f"{verb.lemma_} {head.head.lower_}", f"{verb.lemma_} {preposition.lower_}"}
    for name in sorted(names):
        kind = step_of("preposition_verbs", name)
        if kind is not None and verb.pos_ in ("VERB", "AUX"):
            return [(verb, kind)]
    kind = step_of("nouns", verb.lemma_.lower())
    if kind is not None and verb.pos_ == "NOUN" and head.head.lower_ in ("of", "from", "to", "on"):
        return [(verb, kind)]
    return []


def _left_behind(verb: Token) -> list[tuple[Token, StepKind]]:
    """ "the treaty, which Washington withdrew from"."""
    for child in verb.children:
        kind = step_of("preposition_verbs", f"{verb.lemma_} {child.lower_}")
        if (
            child.dep_ == "prep"
            and kind is not None
            and not any(part.dep_ == "pobj" and part.tag_ != "WDT" for part in child.children)
        ):
            return [(verb, kind)]
    return []


def _who(doc: Doc, verb: Token, kind: StepKind) -> tuple[str, ...]:
    """Who takes a step: subject, agent, possessor, and for joint steps those it is taken with."""
    found: list[str] = []
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children) or (
        verb.dep_ == "acl" and verb.tag_ == "VBN"
    )
    for child in verb.children:
        agent = child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ in ("by", "between", "with"))
        if agent and (kind in _JOINT or child.lower_ == "by"):
            found += [id_ for part in child.children if part.dep_ == "pobj" for id_ in _ids(doc, part)]
        if child.dep_ == "poss":
            found += _ids(doc, child)
    who = None if passive or verb.pos_ == "NOUN" else _acting(verb) or _controlling(verb)
    if who is not None:
        found = _ids(doc, who) + found
    return tuple(dict.fromkeys(found))


def _controlling(verb: Token) -> Token | None:
    """Who does what a gerund tells: "*he* left after signing a pact", "he praised *them* for signing it"."""
    if verb.tag_ != "VBG" or verb.dep_ not in ("pcomp", "advcl"):
        return None
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    if above.pos_ not in ("VERB", "AUX"):
        return None
    praised = verb.dep_ == "pcomp" and verb.head.lower_ in ("for", "of")
    return next((child for child in above.rights if child.dep_ == "dobj"), None) if praised else own_subject(above)


def _ids(doc: Doc, token: Token) -> list[str]:
    """States and organisations that a phrase denotes; not persons of whom it is not known for whom they act."""
    return [actor.id for actor in actors_of(doc, token) if actor.id != actor.person]


def _acting(verb: Token) -> Token | None:
    who = subject(verb)
    return who if who is not None and who.tag_ != "WDT" else None


def _when(doc: Doc, verb: Token, mention: Mention) -> When | None:
    """The day of a step; a date in the agreement's own name is that of its signing and of nothing else."""
    found = anchor(doc, verb)
    if found is not None and not doc[mention.start].idx <= found.evidence.span.start < doc[mention.end - 1].idx:
        return found.when
    for child in verb.rights:
        last = child.right_edge
        if child.dep_ in ("prep", "npadvmod", "advmod") and last.i - child.i <= 3:
            for time in times_in(doc, child.left_edge.idx, last.idx + len(last)):
                if time.when is not None and time.kind is TimeKind.DATE:
                    return time.when
    return None


def factuality(doc: Doc, verb: Token) -> Factuality:
    """How certain a step is: what the events say of its word, else what the grammar around it does."""
    if verb.dep_ == "ccomp" and is_negated(verb.head):
        return Factuality.UNKNOWN
    for event in events_in(doc, verb.idx, verb.idx + 1):
        if event.evidence.span.start == verb.idx:
            return Factuality(event.factuality)
    modals = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    if modals & {"may", "might", "could", "can"}:
        return Factuality.POSSIBLE
    if is_negated(verb):
        return Factuality.CERTAIN_NOT
    if mark_of(verb) in ("if", "unless", "whether") or (mark_of(verb) in TIME_MARKS and verb.tag_ in ("VBZ", "VBP")):
        return Factuality.UNKNOWN
    if modals & {"will", "would", "’ll", "'ll"}:
        return Factuality.PROBABLE
    if "to" in modals or verb.dep_ in ("xcomp", "pcomp"):
        return _under(verb.head if verb.head.pos_ != "ADP" else verb.head.head)
    return Factuality.CERTAIN


def _under(governor: Token) -> Factuality:
    if governor.lemma_ in _PROBABLE:
        return Factuality.PROBABLE
    if governor.lemma_ in _OPEN or governor.pos_ in ("NOUN", "ADJ"):
        return Factuality.UNKNOWN
    return (
        Factuality.CERTAIN
        if governor.tag_ in ("VBD", "VBN") and governor.lemma_ in ("manage", "go")
        else Factuality.UNKNOWN
    )


def is_past(happening: Happening, doc: Doc) -> bool:
    """Whether a step is told as done, on or before the day of publication."""
    step, verb = happening.step, happening.verb
    late = step.when is not None and step.when.earliest is not None and step.when.earliest > document_of(doc).published
    to_come = any(
        child.lower_ in ("will", "would", "’ll", "'ll", "to", "can") for child in verb.children if child.dep_ == "aux"
    )
    return step.factuality is Factuality.CERTAIN and not late and not to_come
