"""The acts that a document's words name.

Comes in: a parsed ``Doc`` with actors. Goes out: `Act` values in the order of the text: trigger, type, mode, both
sides; by the lexicon, and by the trained heads. Two words for one act (a verb and the noun that it governs) are one.
Whether an act was done is not asked here."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from onrecord.ontology.plover_lexicon import Entry, entries_for, word_class
from onrecord.reading.events.act import Act
from onrecord.reading.events.frames import is_definite, matching_entry, prepositional_phrases
from onrecord.reading.events.heads import scores_of
from onrecord.reading.events.learned import BOTH_TAKE_PART, added, is_open, is_undergone, judged, sides_of, with_sides
from onrecord.reading.events.parties import VIOLENT, Told, named, of_sentence
from onrecord.reading.events.reference import with_earlier_parties, with_later_parties
from onrecord.reading.events.roles import (
    Participants,
    enough,
    ids_of,
    is_foreign,
    of_both,
    participants,
    slots_of,
    unique,
)
from onrecord.reading.events.setting import is_told_of_powers, party
from onrecord.reading.events.syntax import is_passive, modifiers, objects, owners, prepositional, subjects, support_verb
from onrecord.reading.events.words import lemma, word_set
from onrecord.types import Actor, EventType

WORDS = frozenset({"VERB", "NOUN", "PROPN"})
SILENT = frozenset({"compound", "nmod"})


def find_acts(doc: Doc) -> tuple[Act, ...]:
    """All acts with somebody known on a side that the lexicon wants known."""
    found: dict[int, Act] = {}
    for token in (token for sentence in doc.sents if not _is_sport(sentence) for token in sentence):
        if token.pos_ not in WORDS or token.dep_ in SILENT or _only_describes(token):
            continue
        if not entries_for(lemma(token), noun=token.pos_ != "VERB"):
            continue
        entry = matching_entry(token)
        if entry is not None and entry.kind is not None:
            found[token.i] = _act(token, entry)
    told = with_later_parties(with_earlier_parties(_joined(doc, found)))
    return _completed([act for act in _seen(doc, told) if _is_kept(act)])


def _joined(doc: Doc, found: dict[int, Act]) -> list[Act]:
    """The lexicon's acts and the heads', in the order of the text."""
    scores = scores_of(doc)
    kept = [judged(act, scores) for act in _without_doubles(found)]
    new = [
        act
        for act in added(doc, found.values(), scores)
        if not _is_sport(act.trigger.sent) and not _is_of_its_cause(found, act) and not _brings_about(found, act)
    ]
    return sorted((*kept, *new), key=lambda act: act.trigger.i)


def _seen(doc: Doc, acts: list[Act]) -> list[Act]:
    """The acts with sides that are still empty filled by who the heads see there."""
    scores = scores_of(doc)
    return [with_sides(act, _not_against(act, sides_of(act, scores))) if is_open(act) else act for act in acts]


def _not_against(act: Act, seen: Participants) -> Participants:
    """Who the heads see, but who acts as the grammar has it, also where it names somebody unknown: in "if Western
    countries send arms" nobody else sends them."""
    if act.trigger.pos_ != "VERB":
        return _without_asker(act, seen)
    doing = [] if is_undergone(act.trigger, act.kind) else subjects(act.trigger)
    if act.entry.joint:
        return Participants() if not act.sides.all and _are_strangers(doing) else seen
    if act.sides.actors:
        return seen
    if not doing and is_passive(act.trigger):
        return _undergone(act, seen)
    known = unique(actor for token in doing for actor in party(token))
    if known:
        others = tuple(actor for actor in seen.actors if actor.id not in ids_of(known))
        return Participants(actors=known, recipients=seen.recipients or others)
    return Participants(recipients=seen.recipients) if _are_strangers(doing) else seen


def _are_strangers(doing: list[Token]) -> bool:
    """Whether somebody does it whom no word names: "the rebels"."""
    return any(token.tag_ == "NNS" and token.ent_type_ == "" for token in doing)


def _completed(acts: list[Act]) -> tuple[Act, ...]:
    """The acts with sides that were empty filled from other words of the report, where these agree."""
    told = Told()
    for act in acts:
        told.note(act.kind, act.sides.actors, act.sides.recipients, joint=act.entry.joint)
    return tuple(replace(act, sides=_filled(act, told)) for act in acts)


def _filled(act: Act, told: Told) -> Participants:
    noun = act.trigger.pos_ != "VERB"
    actors, recipients = act.sides.actors, act.sides.recipients
    if act.entry.joint:
        open_to = noun and not is_foreign(actors) and not _askers(act)
        found = (told.partners(act.kind, actors) or of_sentence(act.trigger, actors)) if open_to else ()
        return Participants(actors=found or actors)
    givers, takers = slots_of(act.trigger, act.entry)
    if not (actors and recipients) and act.entry.takers and _may_be_told(act, takers):
        found_actors, found_recipients = told.counterpart(act.kind, actors, recipients)
        actors, recipients = found_actors or actors, found_recipients or recipients
    return Participants(actors=actors or named(givers), recipients=recipients or _named_takers(act, takers))


def _named_takers(act: Act, takers: list[Token]) -> tuple[Actor, ...]:
    """Names nobody knows on the side that it is done to; where troops are sent to is a place."""
    return () if act.kind is EventType.MOBILIZE else named(takers)


def _may_be_told(act: Act, takers: list[Token]) -> bool:
    """Whether other words may tell who takes part in an act. Not where its own do in words that nobody knows ("the
    fight against terrorism"), nor for something new that names nobody ("needs support")."""
    noun = act.trigger.pos_ != "VERB"
    if noun and takers and not act.sides.recipients:
        return False
    if act.kind in VIOLENT:
        return True
    return noun and bool(act.sides.all or is_definite(act.trigger) or act.trigger.tag_ == "NNS")


def _is_kept(act: Act) -> bool:
    return enough(act.entry, act.sides, told_of_powers=is_told_of_powers(act.trigger))


def _is_sport(sentence: Span) -> bool:
    """Whether a sentence tells of games, where "attack", "meet" and "defend" mean other things."""
    words = word_class("sport")
    return any(token.lower_ in words for token in sentence)


def _only_describes(token: Token) -> bool:
    """Whether a participle is a part of an adjective: "crisis-hit", "the internationally recognised government"."""
    if lemma(token) == "ask" and token.tag_ == "VBN" and any(child.lower_ == "when" for child in token.lefts):
        return True  # "when asked to comment"
    if token.dep_ != "amod":
        return False
    hyphened = token.i > 0 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_
    of_land = token.tag_ == "VBN" and token.head.ent_type_ == "GPE"  # "occupied Ukraine"
    return hyphened or of_land or lemma(token) in word_set("describing")


def _act(token: Token, entry: Entry) -> Act:
    assert entry.kind is not None
    noun = token.pos_ != "VERB"
    return Act(
        trigger=token,
        entry=entry,
        kind=entry.kind,
        mode=entry.mode,
        sides=participants(token, entry),
        carrier=support_verb(token) if noun else None,
    )


def _without_doubles(found: dict[int, Act]) -> list[Act]:
    """Drop nouns that are a part of their verb's act, and verbs that only carry a noun's."""
    dropped: set[int] = set()
    merged: dict[int, Act] = {}
    for act in found.values():
        token = act.trigger
        if act.carrier is not None and act.carrier.i in found:
            other = found[act.carrier.i]
            if not other.entry.absorbs and other.kind is act.kind:
                dropped.add(act.carrier.i)
        if _is_of_its_cause(found, act):
            dropped.add(token.i)
        if (means := _means(found, act)) is not None:
            dropped.add(means.trigger.i)
            merged[token.i] = replace(act, sides=of_both(act.sides, means.sides))
        for noun in _governed(token):
            inner = found.get(noun.i)
            if inner is not None and (act.entry.absorbs or inner.kind is act.kind) and act.carrier != noun:
                dropped.add(noun.i)
    return [merged.get(index, act) for index, act in found.items() if index not in dropped]


def _means(found: dict[int, Act], act: Act) -> Act | None:
    """The act that a verb of the same act has for its subject: "missile strikes hit the port" is one."""
    if act.trigger.pos_ != "VERB":
        return None
    inner = (found[token.i] for token in subjects(act.trigger) if token.i in found)
    return next((other for other in inner if other.kind is act.kind), None)


def _is_of_its_cause(found: dict[int, Act], act: Act) -> bool:
    """Whether a participle tells what an act of the same type led to: "launched airstrikes, killing a general"."""
    token = act.trigger
    if token.dep_ != "advcl" or token.tag_ != "VBG" or token.head.i > token.i:
        return False
    cause = found.get(token.head.i) or _carried_by(found, token.head)
    return cause is not None and cause.kind is act.kind


def _brings_about(found: dict[int, Act], act: Act) -> bool:
    """Whether a verb only says that its object, an act, came about: "secured a deal", of the same type, and "put a bevy
    of sanctions on Peru"."""
    if act.trigger.pos_ != "VERB":
        return False
    things = objects(act.trigger)
    inner = (found[noun.i] for thing in things for noun in (thing, *prepositional(thing, "of")) if noun.i in found)
    carries = lemma(act.trigger) in word_set("support")
    return any(carries or other.kind is act.kind for other in inner)


def _carried_by(found: dict[int, Act], verb: Token) -> Act | None:
    return next((found[noun.i] for noun in objects(verb) if noun.i in found), None)


def _governed(token: Token) -> list[Token]:
    """Nouns in the object of a verb, and in the phrases that belong to it."""
    nouns = objects(token) if token.pos_ == "VERB" else prepositional(token, "of")
    for preposition in ("from", "out", "of", "to", "in", "with", "into", "on"):
        nouns = nouns + prepositional_phrases(token, preposition)
    return [inner for noun in nouns for inner in (noun, *noun.conjuncts)]


def _undergone(act: Act, seen: Participants) -> Participants:
    """Who the heads see, but nobody whom the subject of a passive names does it, "a member of the force was killed",
    unless it is theirs to send: "Iranian drones were delivered to Sudan"."""
    verb = act.trigger
    before = [token for thing in objects(verb) for token in thing.subtree if token.i < verb.i]
    within = ids_of(actor for token in before for actor in party(token))
    things = [token for thing in objects(verb) for token in (thing, *owners(thing), *modifiers(thing))]
    patients = unique(actor for token in things for actor in party(token))
    if patients and (act.kind is EventType.MOBILIZE or (act.kind is EventType.AID and act.sides.recipients)):
        known = ids_of(patients) | ids_of(act.sides.recipients)
        return Participants(
            actors=patients, recipients=tuple(actor for actor in seen.recipients if actor.id not in known)
        )
    undergoing = tuple(actor for actor in seen.actors if actor.id in within)
    actors = tuple(actor for actor in seen.actors if actor.id not in within)
    return Participants(actors=actors, recipients=seen.recipients or undergoing)


def _without_asker(act: Act, seen: Participants) -> Participants:
    """Who the heads see, but not who only asks for it: "made a call for a ceasefire"."""
    askers = _askers(act)
    return Participants(
        actors=tuple(actor for actor in seen.actors if actor.id not in askers),
        recipients=tuple(actor for actor in seen.recipients if actor.id not in askers),
    )


def _askers(act: Act) -> set[str]:
    """Who asks for what a noun names, of talks and agreements nobody, as who asks for those takes part in them; and
    who only reacts to it: "China's response to the visit"."""
    noun = act.trigger
    if noun.dep_ != "pobj":
        return set()
    if lemma(noun.head.head) in word_set("reactions"):
        return ids_of(actor for owner in owners(noun.head.head) for actor in party(owner))
    if noun.head.lower_ != "for" or act.kind in BOTH_TAKE_PART:
        return set()
    words = [noun.head.head, *objects(noun.head.head)]
    asking = [(word, row) for word in words if (row := matching_entry(word)) and row.kind is EventType.REQUEST]
    return ids_of(actor for word, row in asking for token in slots_of(word, row)[0] for actor in party(token))
