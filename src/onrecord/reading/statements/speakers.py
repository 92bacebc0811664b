"""Who speaks: the source of an attribution resolved to a `Holder`, and when and where it was said.

Comes in: an `Attribution` and a ``Doc`` with its actors and times. Goes out: a `Holder`: a state or organisation, a
named person with role and affiliation, or somebody unnamed with what is said of them; the day and the medium. It takes
what the component ``actors`` knows and resolves no name itself.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from spacy.tokens import Doc, Token

from onrecord.reading.actors import actors_of, person_role
from onrecord.reading.actors.index import RELATIVES, meant_by_relative
from onrecord.reading.actors.lexicon import Category, lexicon
from onrecord.reading.anchoring import anchor
from onrecord.reading.annotations import sentence_number, text_of
from onrecord.reading.statements.attribution import Attribution, token_span
from onrecord.types import Actor, ActorKind, Holder, HolderKind, When

HEARSAY = Holder(kind=HolderKind.UNNAMED, name="reports")
NOBODY = Holder(kind=HolderKind.UNNAMED, name="")
ARTICLES = frozenset({"a", "an", "the"})
ACTS_FOR_ITSELF = frozenset({Category.BODY, Category.LAND, Category.ASSET})
PLACES = frozenset({"in", "on", "at", "during", "via", "through", "to", "by", "over"})


def speaker_of(doc: Doc, attribution: Attribution) -> Holder:
    """The holder that an attribution's source denotes."""
    if attribution.hearsay:
        return HEARSAY
    token, span = attribution.source_token, attribution.source
    if token is None or span is None:
        return NOBODY
    if token.tag_ in RELATIVES:
        token = meant_by_relative(token) or token
    actors = actors_of(doc, token)
    persons = tuple(actor for actor in actors if actor.person is not None)
    if persons and not _is_plural(token):
        return _person(doc, token, persons)
    if actors and _speaks_for_itself(token, actors):
        ids = tuple(dict.fromkeys(actor.id for actor in actors))
        return Holder(kind=HolderKind.ACTOR, name="|".join(ids), actor_ids=ids, affiliation=person_role(doc, token)[1])
    if not actors and token.pos_ == "PROPN":
        return _unknown_name(doc, token)
    return _unnamed(doc, token, actors)


def _person(doc: Doc, token: Token, persons: tuple[Actor, ...]) -> Holder:
    names = tuple(dict.fromkeys(actor.person or actor.name for actor in persons))
    ids = tuple(dict.fromkeys(actor.id for actor in persons if actor.id not in names))
    role, affiliation = person_role(doc, token)
    return Holder(
        kind=HolderKind.PERSON,
        name="|".join(names),
        actor_ids=ids,
        role=role or persons[0].office,
        affiliation=affiliation,
    )


def _is_plural(token: Token) -> bool:
    """A plural common noun: "the foreign ministers of ..." are no persons by name."""
    return token.tag_ == "NNS"


def _speaks_for_itself(token: Token, actors: tuple[Actor, ...]) -> bool:
    """Whether a phrase stands for its state or organisation, and not for an unnamed person of it."""
    if any(actor.kind is ActorKind.GROUP for actor in actors):
        return False
    if token.pos_ in {"PROPN", "PRON"}:
        return True
    found = lexicon().noun_ending([token.lower_], 1)
    if found is None:
        return bool(token.ent_type_)
    category = found[1].category
    return category in ACTS_FOR_ITSELF or (category is Category.OFFICE and token.tag_ == "NNS")


def _unknown_name(doc: Doc, token: Token) -> Holder:
    """A name that no list has: a person by its look, else an organisation."""
    first = token.i
    while first > token.left_edge.i and doc[first - 1].pos_ == "PROPN":
        first -= 1
    last = token.i
    while last < token.right_edge.i and doc[last + 1].pos_ == "PROPN" and doc[last + 1].dep_ != "appos":
        last += 1
    name = doc[first : last + 1].text
    role, affiliation = person_role(doc, token)
    if token.ent_type_ == "PERSON":
        return Holder(kind=HolderKind.PERSON, name=name, role=role, affiliation=affiliation)
    return Holder(kind=HolderKind.ACTOR, name=name)


def _unnamed(doc: Doc, token: Token, actors: tuple[Actor, ...]) -> Holder:
    """ "a high-ranking South Korean official", "some Russian experts", "sources familiar with the talks"."""
    first, last = token.left_edge.i, token.right_edge.i
    if token.dep_ == "poss":
        last = token.i
    for child in token.rights:
        if child.dep_ in {"relcl", "appos", "punct", "cc"} and child.left_edge.i <= last:
            last = child.left_edge.i - 1
            break
    while first < token.i and doc[first].lower_ in ARTICLES:
        first += 1
    span = token_span(doc, first, max(last, token.i))
    role, affiliation = person_role(doc, token)
    name = text_of(doc)[span.start : span.end] if span else token.text
    ids = tuple(dict.fromkeys(a.id for a in actors if a.kind is not ActorKind.PERSON or a.id != a.person))
    name = name[0].lower() + name[1:] if doc[first].is_sent_start and doc[first].pos_ not in {"PROPN", "ADJ"} else name
    return Holder(kind=HolderKind.UNNAMED, name=name, actor_ids=ids, role=role, affiliation=affiliation)


@dataclass(frozen=True, slots=True)
class Media:
    """The words that tell where something was said."""

    nouns: frozenset[str]
    platforms: frozenset[str]
    audiences: frozenset[str]


@cache
def media() -> Media:
    table = tomllib.loads(resources.files("onrecord.reading").joinpath("data/statement_media.toml").read_text("utf-8"))
    return Media(*(frozenset(table[name]) for name in ("nouns", "platforms", "audiences")))


def medium_of(cue: Token | None) -> str | None:
    """ "interview" of "said in an interview", "Telegram" of "wrote on Telegram", "reporters" of "told reporters"."""
    if cue is None:
        return None
    known = media()
    for child in cue.children:
        if child.dep_ in {"dobj", "dative"} and child.lower_ in known.audiences:
            return child.lower_
        if child.dep_ != "prep" or child.lower_ not in PLACES:
            continue
        for place in child.rights:
            if place.dep_ == "pobj" and (place.lemma_.lower() in known.nouns or place.text in known.platforms):
                return _compound(place) if place.pos_ == "NOUN" else place.text
            if place.dep_ == "pobj" and place.lower_ in known.audiences:
                return place.lower_
    return None


def _compound(noun: Token) -> str:
    """A noun with the nouns before it: "press conference"."""
    first = noun.i
    while first > 0 and noun.doc[first - 1].dep_ == "compound" and noun.doc[first - 1].pos_ == "NOUN":
        first -= 1
    words = [token.lower_ for token in noun.doc[first : noun.i]] + [noun.lemma_.lower()]
    return " ".join(words)


def said_on(doc: Doc, attribution: Attribution) -> When | None:
    """The day that the cue is dated with; what stands in the content dates the content."""
    cue = attribution.cue_token
    if cue is None:
        return None
    occasions = [place for child in cue.children if child.dep_ == "prep" for place in child.rights]
    for token in (cue, *occasions):  # "said on Monday", "said in an interview on Monday"
        expression = anchor(doc, token)
        if expression is None:
            continue
        span = expression.evidence.span
        beside = sentence_number(doc, span.start) == sentence_number(doc, cue.idx)
        if beside and not any(span.overlaps(content) for content in attribution.contents):
            return expression.when
    return None
