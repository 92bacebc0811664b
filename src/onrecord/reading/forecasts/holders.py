"""Who makes a forecast.

Comes in: a cue, and the document's statements. Goes out: a `Holder` and the statement, if any, that the forecast stands
in. The speaker of the innermost statement around it comes first; then the subject of a word of believing or fearing;
what is merely expected, by nobody in particular, is the author's.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.reading.actors import actors_of, person_role
from onrecord.reading.annotations import characters
from onrecord.reading.forecasts.clauses import noun_phrase, subject
from onrecord.reading.forecasts.cues import Cue
from onrecord.reading.forecasts.datelines import behind_dateline, without_dateline
from onrecord.reading.forecasts.lexicon import words
from onrecord.reading.forecasts.lookup import innermost, statements_near
from onrecord.reading.forecasts.speakers import around, speaker_of
from onrecord.types import AUTHOR, Holder, HolderKind, Span, Statement

_SOME = frozenset({"some", "many", "others", "few", "most", "several", "both"})
_ARTICLES = frozenset({"a", "an", "the"})


def forecaster(doc: Doc, cue: Cue) -> tuple[Holder, Statement | None]:
    """Who makes the forecast, and in which statement."""
    holder, statement = _holder_and_statement(doc, cue)
    return _behind_place(holder), statement


def _holder_and_statement(doc: Doc, cue: Cue) -> tuple[Holder, Statement | None]:
    attitude = cue.attitude
    statement = _told_by(doc, attitude) or innermost(doc, _hedged(doc, cue))
    if statement is not None and _asks_itself(doc, statement):
        statement = around(doc, statement)
    if attitude is None or not _colours(attitude):
        return (speaker_of(doc, statement) if statement is not None else AUTHOR), statement
    if statement is not None and not statement.evidence.span.contains(characters(attitude)):
        return speaker_of(doc, statement), statement
    return _of_attitude(doc, attitude, statement), statement


def _hedged(doc: Doc, cue: Cue) -> Span:
    """The words from the hedge to what it hedges: who only plans ("plans *to leave*") is not who predicts the plan."""
    own = [place for place in cue.inserted if cue.stretch[0] <= place < cue.stretch[1]]
    first, last = min([cue.head.i, *own]), max([cue.head.i, *own])
    return Span(start=doc[first].idx, end=doc[last].idx + len(doc[last]))


def _told_by(doc: Doc, attitude: Token | None) -> Statement | None:
    """The statement whose cue is the word that the forecast depends on, wherever its content was taken to end."""
    if attitude is None:
        return None
    word = characters(attitude)
    near = statements_near(doc, word)
    return next((each for each in near if each.cue is not None and each.cue.overlaps(word)), None)


def _asks_itself(doc: Doc, statement: Statement) -> bool:
    """Whether a statement is what somebody is only deciding: not who decides foretells it, but who says so."""
    cue = statement.cue
    words_of_it = doc.char_span(cue.start, cue.end, alignment_mode="expand") if cue is not None else None
    open_or_not = words("outlooks", "open") | words("outlooks", "settled") - {"see"}
    return words_of_it is not None and any(token.lemma_.lower() in open_or_not for token in words_of_it)


def _colours(attitude: Token) -> bool:
    """Whether a word tells of a mind of its own; saying does not, the statements have it."""
    lemma = attitude.lemma_.lower()
    known = ("likely", "strong", "even", "low")
    if lemma in words("nominal", "attitudes") | words("infinitive", "vows"):
        return True
    return any(lemma in words("attitudes", group) for group in known)


def _of_attitude(doc: Doc, attitude: Token, statement: Statement | None) -> Holder:
    if attitude.pos_ in ("VERB", "AUX", "ADJ"):
        passive = any(child.dep_ == "auxpass" for child in attitude.children)
        who = None if passive else _behind_dateline(subject(attitude), attitude)
        if who is not None and who.pos_ == "PRON" and who.lower_ not in _SOME and not actors_of(doc, who):
            return speaker_of(doc, statement) if statement is not None else AUTHOR
        return holder_of(doc, who) if who is not None else Holder(kind=HolderKind.UNNAMED, name="")
    owner = next((child for child in attitude.lefts if child.dep_ == "poss"), None)
    if owner is not None:
        return holder_of(doc, owner)
    start, end = attitude.left_edge.i, attitude.i + 1
    return Holder(kind=HolderKind.UNNAMED, name=_without_article(doc, start, end))


def _behind_dateline(who: Token | None, verb: Token) -> Token | None:
    """In "Lima (Wire) Officials fear that", which the parser takes for Lima's fears: the officials."""
    if who is None or who.i + 1 >= len(who.doc) or who.nbor().text != "(" or who.i > who.sent.start + 3:
        return who
    shut = next((token.i for token in who.doc[who.i : verb.i] if token.text == ")"), None)
    nouns = [token for token in who.doc[shut + 1 : verb.i] if token.pos_ in ("NOUN", "PROPN")] if shut else []
    return nouns[-1] if nouns else who


def holder_of(doc: Doc, who: Token) -> Holder:
    """The holder that a noun phrase names: a person, those who act for a state, or somebody unnamed."""
    actors = actors_of(doc, who)
    role, affiliation = person_role(doc, who)
    ids = tuple(dict.fromkeys(actor.id for actor in actors))
    if len(actors) == 1 and actors[0].person is not None:
        return Holder(kind=HolderKind.PERSON, name=actors[0].person, actor_ids=ids, role=role, affiliation=affiliation)
    if actors and not _is_somebody(who):
        return Holder(kind=HolderKind.ACTOR, name="|".join(ids), actor_ids=ids)
    start, end = noun_phrase(who)
    if who.ent_type_ == "PERSON":
        return Holder(
            kind=HolderKind.PERSON, name=doc[who.left_edge.i : who.i + 1].text, role=role, affiliation=affiliation
        )
    return Holder(kind=HolderKind.UNNAMED, name=_without_article(doc, start, end), actor_ids=ids)


def _behind_place(holder: Holder) -> Holder:
    """A speaker whose words were taken with the dateline before them."""
    name = without_dateline(holder.name) if holder.kind is HolderKind.UNNAMED else holder.name
    return holder if name == holder.name else replace(holder, name=name)


def _is_somebody(who: Token) -> bool:
    """Officials, experts, sources: people who speak without a name."""
    return who.pos_ == "NOUN" and who.lemma_.lower() in words("holders", "people")


def _without_article(doc: Doc, start: int, end: int) -> str:
    start = behind_dateline(doc, start, doc[end - 1])
    while start < end - 1 and doc[start].lower_ in _ARTICLES:
        start += 1
    return str(doc[start:end].text)
