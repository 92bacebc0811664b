"""Who does it and who has it done to them.

Comes in: a trigger and the lexicon row that it matched. Goes out: `Participants`, actors and recipients as far as the
sentence names them. A party that is not known stays out; nothing is guessed from the rest of the document here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from onrecord.gazetteer import load_gazetteer
from onrecord.ontology.plover_lexicon import Entry
from onrecord.reading.events.frames import is_definite, measured_by, prepositional_phrases
from onrecord.reading.events.setting import party
from onrecord.reading.events.syntax import (
    children,
    is_passive,
    is_verb,
    modifiers,
    objects,
    owners,
    prepositional,
    subjects,
    support_verb,
)
from onrecord.reading.events.words import lemma, word_set
from onrecord.types import Actor, ActorKind, EventType

#: How many words back a paper is looked for.
FAR = 80
JOINT_SIDES = ("with", "between", "among", "of", "by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Participants:
    """Both sides of an act, each in the order of the text and without doubles."""

    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()

    @property
    def all(self) -> tuple[Actor, ...]:
        return self.actors + self.recipients


def participants(trigger: Token, entry: Entry) -> Participants:
    """Actors and recipients of an act."""
    if entry.joint:
        return Participants(actors=_joint(trigger))
    reached = _reached(trigger, entry)
    giving = [token for slot in _givers(trigger, entry) for token in _slot(trigger, slot) if token not in reached]
    actors = unique(actor for token in giving for actor in _who(token))
    if not actors and trigger.pos_ != "VERB" and entry.mode == "visit":
        actors = unique(actor for token in _traveller(trigger) for actor in _who(token))
    takers: list[Actor] = [actor for token in reached for actor in party(token)]
    for slot in entry.takers:
        if takers and slot == "obj" and entry.kind is EventType.AID:
            break  # whose the thing was takes no part: "delivered Iranian drones to Sudan"
        for token in _slot(trigger, slot):
            takers += party(token) or _concerned(token)
            if not takers and entry.kind is EventType.SANCTION:
                takers += _origin(token, trigger)
    if trigger.pos_ != "VERB":
        addressed, inviter = _taken_up(trigger, entry)
        takers += addressed or _struck(trigger, takers)
        actors = actors or inviter
    known = {(actor.id, actor.person) for actor in actors} | {(actor.id, None) for actor in actors}
    return Participants(
        actors=actors, recipients=unique(actor for actor in takers if (actor.id, actor.person) not in known)
    )


def _givers(trigger: Token, entry: Entry) -> tuple[str, ...]:
    """The slots of who acts; what has an owner comes from nobody else: "China's threats and pleas from Norway"."""
    if trigger.pos_ != "VERB" and "subj" in entry.givers and any(party(owner) for owner in owners(trigger)):
        return tuple(slot for slot in entry.givers if slot != "from")
    return tuple(entry.givers)


def _reached(noun: Token, entry: Entry) -> list[Token]:
    """The lands before a noun that something is done to: "the Taiwan trip", "the Ukraine invasion"."""
    if noun.pos_ == "VERB" or not (entry.mode == "visit" or lemma(noun) in word_set("reaching")):
        return []
    lands = (token for token in modifiers(noun) if token.dep_ == "compound" and token.tag_ == "NNP")
    return [token for token in lands if (known := party(token)) and not any(actor.person for actor in known)]


def slots_of(trigger: Token, entry: Entry) -> tuple[list[Token], list[Token]]:
    """The tokens that head the phrases of both sides of an act that is not joint, known or not."""
    givers = [token for slot in entry.givers for token in _slot(trigger, slot)]
    return givers, [token for slot in entry.takers for token in _slot(trigger, slot)]


def enough(entry: Entry, found: Participants, *, told_of_powers: bool) -> bool:
    """Whether as many are known as the row needs. Amid talk of several powers one side will do, and for acts that the
    row does not want to be foreign none: who struck is often not told."""
    if _as_asked(entry, found):
        return True
    if entry.needs == "strict" or not told_of_powers:
        return False
    return bool(found.all) or entry.needs != "foreign"


def _as_asked(entry: Entry, found: Participants) -> bool:
    if entry.needs == "actor":
        return bool(found.actors)
    if entry.needs == "recipient":
        return bool(found.recipients)
    if entry.needs == "both":
        return bool(found.actors and found.recipients)
    if entry.needs in ("foreign", "strict"):
        return is_foreign(found.all)
    return bool(found.all)


def is_foreign(actors: Iterable[Actor]) -> bool:
    """Whether more than one party, or a body that is no state, takes part."""
    ids = {actor.id for actor in actors}
    return len(ids) > 1 or any(_is_body(id) for id in ids)


@cache
def _is_body(id: str) -> bool:
    """Whether an id is that of an organisation or armed group, of which members meet among themselves."""
    known = load_gazetteer().actor(id)
    return known is not None and known.kind in (ActorKind.ORGANISATION, ActorKind.ARMED_GROUP)


def of_both(own: Participants, other: Participants) -> Participants:
    """The sides of an act, and those of another where its own are not known."""
    return Participants(actors=own.actors or other.actors, recipients=own.recipients or other.recipients)


def ids_of(actors: Iterable[Actor]) -> set[str]:
    """The ids of actors."""
    return {actor.id for actor in actors}


def unique(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Each actor once, with its person where that is told."""
    found: dict[str, Actor] = {}
    for actor in actors:
        if actor.id not in found or (found[actor.id].person is None and actor.person is not None):
            found[actor.id] = actor
    return tuple(found.values())


def _joint(trigger: Token) -> tuple[Actor, ...]:
    tokens = _slot(trigger, "subj")
    if trigger.pos_ == "VERB":
        tokens = tokens + objects(trigger)
    for preposition in JOINT_SIDES:
        tokens = tokens + prepositional_phrases(trigger, preposition)
    if trigger.pos_ == "VERB":
        for noun in objects(trigger) + prepositional(trigger, "into"):
            for preposition in ("with", "between"):
                tokens = tokens + prepositional(noun, preposition)
    found = unique(actor for token in tokens for side in (token, *_joined_to(token)) for actor in _who(side))
    if trigger.pos_ == "VERB":
        return found
    if not found:
        purposes = [noun for clause in children(trigger, "acl") for noun in objects(clause)]
        tokens = [token for noun in purposes for token in prepositional(noun, "between")]
        found = unique(actor for token in tokens for actor in _who(token))
    if len(found) == 1 and prepositional(trigger, "with"):
        return unique(found + tuple(actor for token in _clause_subjects(trigger) for actor in _who(token)))
    return found or _clause_parties(trigger)


def _joined_to(token: Token) -> list[Token]:
    """Those joined to a phrase whom only other words tell: "between Muster and his colleagues from Norway"."""
    return [other for other in token.conjuncts if other.i > token.i and lemma(other) in word_set("agents")]


def _who(token: Token) -> tuple[Actor, ...]:
    """The actors that a phrase denotes; for "envoys from the League" and "the resolution by France" those behind it."""
    known = party(token)
    if known:
        return known
    if lemma(token) in word_set("papers"):
        return _concerned(token) or _issuers(token)
    if lemma(token) in word_set("agents"):
        behind = modifiers(token) + prepositional(token, "from") + prepositional(token, "of")
        return unique(actor for inner in behind for actor in party(inner))
    return ()


def _issuers(paper: Token) -> tuple[Actor, ...]:
    """Who issued the paper that a definite noun means: "Oslo issued a statement. The statement condemned ..."; looked
    for in this sentence and the one before."""
    if not is_definite(paper):
        return ()
    doc, name = paper.doc, lemma(paper)
    first = doc[paper.sent.start - 1].sent.start if paper.sent.start else 0
    for token in reversed(doc[max(first, paper.i - FAR) : paper.i]):
        if token.pos_ != "NOUN" or lemma(token) != name:
            continue
        verb = _clause(token)
        tokens = owners(token) or (subjects(verb) if verb is not None else [])
        if actors := unique(actor for other in tokens for actor in party(other)):
            return actors
    return ()


def _clause(noun: Token) -> Token | None:
    """The verb of the clause that a noun phrase stands in."""
    return next((ancestor for ancestor in noun.ancestors if is_verb(ancestor)), None)


def _clause_subjects(noun: Token) -> list[Token]:
    """The subjects of the clause that a noun phrase stands in: "Blinken spoke after talks with Lavrov"."""
    verb = _clause(noun)
    return subjects(verb) if verb is not None else []


def _traveller(noun: Token) -> list[Token]:
    """Who makes a trip that has no owner: "he spoke on a trip to Rome"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("on", "during", "in", "after", "before", "at"):
        return []
    if any(child.dep_ == "det" and child.lower_ in ("the", "this", "that") for child in noun.lefts):
        return []
    verb = _clause(noun)
    if verb is None:
        return []
    return objects(verb) if is_passive(verb) else subjects(verb)


def _clause_parties(noun: Token) -> tuple[Actor, ...]:
    """Both sides of the clause in "In a phone call, Lula thanked Macron"."""
    verb = _clause(noun)
    if verb is None or noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "during", "at") or noun.head.head != verb:
        return ()
    tokens = subjects(verb) + objects(verb) + prepositional_phrases(verb, "to") + prepositional_phrases(verb, "with")
    return unique(actor for token in tokens for actor in party(token))


def _slot(trigger: Token, slot: str) -> list[Token]:
    if slot == "subj":
        return subjects(trigger) if is_verb(trigger) else _noun_subjects(trigger)
    if slot == "obj":
        return objects(trigger)
    if slot == "dat":
        return children(trigger, "dative")
    if slot == "objposs":
        return [owner for token in objects(trigger) for owner in owners(token) + _named_modifiers(token)]
    if slot in ("comp", "compobj"):
        return _of_complement(trigger, of_object=slot == "compobj")
    if slot == "for":
        return prepositional_phrases(trigger, "for") + _for_clause(trigger)
    if slot == "compound":
        return [token for token in _named_modifiers(trigger) if token.dep_ == "compound"]
    if slot == "to" and not is_verb(trigger) and (verb := support_verb(trigger)) is not None:
        return prepositional_phrases(trigger, slot) + children(verb, "dative")
    return prepositional_phrases(trigger, slot)


def _of_complement(trigger: Token, *, of_object: bool) -> list[Token]:
    found: list[Token] = []
    for clause in trigger.rights:
        if clause.dep_ in ("ccomp", "xcomp") and is_verb(clause):
            if of_object:
                found += objects(clause) + prepositional_phrases(clause, "to")
            else:
                found += [token for token in children(clause, "nsubj", "nsubjpass") if token.tag_ not in ("WDT", "WP")]
    return found


def _for_clause(trigger: Token) -> list[Token]:
    """ "called for Turkey to halt": the parser makes a clause of it."""
    return [
        subject
        for clause in trigger.rights
        if clause.dep_ in ("ccomp", "advcl", "xcomp") and any(child.lower_ == "for" for child in clause.lefts)
        for subject in children(clause, "nsubj")
    ]


def _named_modifiers(noun: Token) -> list[Token]:
    return [token for token in modifiers(noun) if token.pos_ in ("PROPN", "ADJ", "NOUN") and party(token)]


def _noun_subjects(noun: Token) -> list[Token]:
    if (measure := measured_by(noun)) is not None and not _named_modifiers(noun):
        return _noun_subjects(measure)  # "announced a set of sanctions"
    own = [token for token in owners(noun) if party(token)] or _named_modifiers(noun)
    own = own + prepositional(noun, "by")
    if own:
        return own
    if noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        return _noun_subjects(noun.head)
    if (verb := support_verb(noun)) is not None and lemma(verb) not in word_set("receiving"):
        return subjects(verb)
    verb = noun.head
    if noun.dep_ in ("dobj", "nsubjpass") and is_verb(verb) and _carries(verb):
        return subjects(verb)
    if noun.dep_ != "pobj":
        return []
    governor = verb.head
    if verb.lower_ == "for" and lemma(governor) in ("responsibility", "credit") and governor.dep_ == "dobj":
        # "claimed responsibility for the raid"
        return subjects(governor.head) if lemma(governor.head) in word_set("owning") else []
    if verb.lower_ == "in" and lemma(governor) in word_set("helping") and (helped := objects(governor)):
        return helped
    if verb.lower_ == "in" and lemma(noun) in word_set("wars") and party(governor):
        return [governor]  # "help for Kyiv in the war", which the parser hangs on the name
    if is_verb(governor) and verb.lower_ in ("on", "in", "with", "for", "to") and _carries(governor):
        return subjects(governor)
    if (
        governor.pos_ == "NOUN"
        and lemma(governor) in word_set("about_acts")
        and verb.lower_ in ("of", "for", "to", "in")
    ):
        return _noun_subjects(governor)
    return []


def _taken_up(noun: Token, entry: Entry) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who has a request put to them, and who put it, in "rejected a call to come to Oslo": an invitation to
    come is its host's."""
    verb = noun.head
    if entry.kind is not EventType.REQUEST or noun.dep_ != "dobj" or lemma(verb) not in word_set("receiving"):
        return (), ()
    addressed = unique(actor for token in subjects(verb) for actor in party(token))
    hosts: list[Token] = []
    if entry.mode == "meet":
        for clause in children(noun, "acl"):
            hosts += objects(clause) + prepositional(clause, "to")
        hosts += prepositional(noun, "to")
    return addressed, unique(actor for token in hosts for actor in party(token))


def _struck(noun: Token, takers: Iterable[Actor]) -> tuple[Actor, ...]:
    """Who undergoes what a noun names, where its own words do not tell: "Chile suffered a raid"."""
    if takers or noun.dep_ != "dobj" or lemma(noun.head) not in word_set("undergoing"):
        return ()
    return tuple(actor for token in subjects(noun.head) for actor in party(token))


def _carries(verb: Token) -> bool:
    """Whether a verb's subject also does what its object names."""
    name = lemma(verb)
    return name not in word_set("receiving") and (name in word_set("support") or name in word_set("carrying"))


def _origin(goods: Token, trigger: Token) -> tuple[Actor, ...]:
    """Where the goods come from that are hit by "a tariff on goods from Chile"; the parser may hang that on either."""
    behind = [token for token in prepositional(trigger, "from") if token.i > goods.i]
    return unique(actor for token in prepositional(goods, "from") + behind for actor in party(token))


def _concerned(token: Token) -> tuple[Actor, ...]:
    """The actors that a thing is of: "Russia's invasion", "the memorandum between Turkey and Libya"."""
    tokens = owners(token) + _named_modifiers(token)
    for preposition in ("by", "of", "between", "with"):
        tokens = tokens + prepositional(token, preposition)
    return unique(actor for inner in tokens for actor in party(inner))
