"""When an event is, relative to publication: past, present or future.

Comes in: a trigger, the words on its path that speak of time, the interval that it was anchored to, and the day of
publication. Goes out: a `Tense`. A date decides; without one the words do; without these the verb's form.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from spacy.tokens import Token

from onrecord.reading.events.syntax import children, is_verb, reporter_of
from onrecord.reading.events.words import lemma
from onrecord.types import Tense, When

LONG_AGO = timedelta(days=550)


def tense_of(word: Token, times: Sequence[str], when: When | None, published: date, *, given: bool = False) -> Tense:
    """The tense of an event.

    Args:
        word: The trigger, or the verb that carries it.
        times: What the words on its path say (``future``, ``past``, ``present``, ``same``), outermost first.
        when: Its own date, if told.
        published: The day of publication.
        given: Whether the event is presupposed, so that an infinitive above it does not date it.
    """
    if when is not None:
        if when.latest is not None and when.latest < published:
            return Tense.PAST
        if when.earliest is not None and when.earliest > published:
            return Tense.FUTURE
    told = [time for time in times if time in ("past", "present", "future")]
    if told:
        return Tense(told[-1])
    return _form(word, given=given) or Tense.PRESENT


def _form(word: Token, *, given: bool) -> Tense | None:
    """The tense of the lowest finite verb from a word upwards; None when there is none."""
    reporter = reporter_of(word)
    above = word.ancestors if reporter is None else (reporter, *reporter.ancestors)
    for verb in (word, *above):
        if not is_verb(verb):
            continue
        found = _verb_form(verb)
        if given and (found is Tense.FUTURE or any(child.tag_ == "TO" for child in verb.lefts)):
            return Tense.PRESENT
        if found is not None:
            return found
    return None


def _verb_form(verb: Token) -> Tense | None:
    auxiliaries = children(verb, "aux", "auxpass")
    if any(aux.tag_ == "MD" for aux in auxiliaries):
        perfect = verb.tag_ == "VBN" and any(lemma(aux) == "have" for aux in auxiliaries)
        return Tense.PAST if perfect else Tense.FUTURE
    if any(aux.tag_ == "TO" for aux in auxiliaries):
        return None
    if any(aux.tag_ == "VBD" for aux in auxiliaries) or verb.tag_ == "VBD":
        return Tense.PAST
    if verb.tag_ == "VBN":
        if any(lemma(aux) == "have" for aux in auxiliaries) or verb.dep_ in ("acl", "advcl", "amod") or not auxiliaries:
            return Tense.PAST
        return Tense.PRESENT
    if verb.tag_ == "VBG" and not auxiliaries:
        return None
    if verb.tag_ in ("VBZ", "VBP") or auxiliaries:
        return Tense.PRESENT
    return None


def is_of_its_plan(times: Sequence[str], when: When, published: date) -> bool:
    """Whether a past date belongs to the plan for an event and not to the event, which is still to come: "agreed last
    year to share data". A plan long ago is taken to be over."""
    if not times or times[-1] != "future" or when.latest is None:
        return False
    return when.latest < published and published - when.latest <= LONG_AGO
