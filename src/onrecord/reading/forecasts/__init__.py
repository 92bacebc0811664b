"""Forecasts: every prediction in a report, by whomever.

Comes in: a parsed ``Doc`` with times, actors, statements and events. Goes out, at ``doc._.forecasts``: a `Forecast` for
each clause or event that somebody says will, may or will not come about, with who says so, the hedge in the words of
the text and in the band of the table that the settings name, polarity, condition, horizon, and an affirmative sentence
that reads on its own. What an actor undertakes by agreeing, what was expected once, hypotheses about the past and
questions are none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from spacy.tokens import Doc, Token

from onrecord.reading.anchoring import anchor
from onrecord.reading.annotations import component, document_of, evidence
from onrecord.reading.forecasts.announced import announced_cues
from onrecord.reading.forecasts.clauses import CONDITION_MARKS, ancestors, clause, mark_of, own_subject
from onrecord.reading.forecasts.cues import Cue
from onrecord.reading.forecasts.datelines import behind_dateline
from onrecord.reading.forecasts.holders import forecaster
from onrecord.reading.forecasts.horizons import horizon
from onrecord.reading.forecasts.lexicon import words
from onrecord.reading.forecasts.lookup import events_in
from onrecord.reading.forecasts.modals import modal_cues
from onrecord.reading.forecasts.nominals import nominal_cues
from onrecord.reading.forecasts.outlooks import outlook_cues
from onrecord.reading.forecasts.predicates import participle_cues, predicate_cues
from onrecord.reading.forecasts.propositions import proposition
from onrecord.types import Forecast, Hedge, HolderKind, Span, content_id

__all__ = ["find_forecasts"]

_RECENT = timedelta(days=60)


@component("forecasts")
def find_forecasts(doc: Doc) -> tuple[Forecast, ...]:
    """The forecasts of a document, in the order of their words."""
    table = doc._.settings.bands if doc._.settings is not None else "icd203"
    found = (_forecast(doc, _behind_dateline(doc, cue), table) for cue in _cues(doc, table))
    return tuple(each for each in found if not _is_provision(each))


def _behind_dateline(doc: Doc, cue: Cue) -> Cue:
    start, end = cue.stretch
    behind = behind_dateline(doc, start, own_subject(cue.head) or cue.head)
    return replace(cue, stretch=(behind, end)) if start < behind < end else cue


def _is_provision(forecast: Forecast) -> bool:
    """What a treaty says that its parties will do is their undertaking and nobody's prediction."""
    holder = forecast.forecaster
    first_words = holder.name.lower().split()[:3]
    return holder.kind is HolderKind.UNNAMED and not words("holders", "texts").isdisjoint(first_words)


def _cues(doc: Doc, table: str) -> list[Cue]:
    """One cue for each head and stretch: where two claim the same words, the one of higher rank."""
    finders = (modal_cues, predicate_cues, nominal_cues, announced_cues, outlook_cues)
    found = [cue for find in finders for cue in find(doc, table) if not _is_wished(cue) and not _is_history(doc, cue)]
    found += participle_cues(doc, table, frozenset(cue.head.i for cue in found))
    chosen: dict[int, Cue] = {}
    for cue in found:
        known = chosen.get(cue.head.i)
        if known is None or cue.rank > known.rank:
            chosen[cue.head.i] = cue
    return _apart(sorted(chosen.values(), key=lambda cue: (cue.stretch, cue.head.i)))


def _apart(cues: list[Cue]) -> list[Cue]:
    """Without those whose words nearly are another's: two thirds of the two shared."""
    kept: list[Cue] = []
    for cue in cues:
        rival = next((each for each in kept[-4:] if _shared(each, cue) > 0.66), None)
        if rival is None:
            kept.append(cue)
        elif cue.rank > rival.rank:
            kept[kept.index(rival)] = cue
    return kept


def _shared(one: Cue, other: Cue) -> float:
    common = min(one.stretch[1], other.stretch[1]) - max(one.stretch[0], other.stretch[0])
    whole = max(one.stretch[1], other.stretch[1]) - min(one.stretch[0], other.stretch[0])
    return max(0, common) / whole


def _is_wished(cue: Cue) -> bool:
    return cue.attitude is not None and cue.attitude.lemma_.lower() in words("attitudes", "wish")


def _is_history(doc: Doc, cue: Cue) -> bool:
    """Whether it was made long ago ("In 2019 Chile threatened to ..."): the word for it has a date of its own."""
    limit = document_of(doc).published - _RECENT
    hedging = [doc[place] for place in sorted(cue.inserted)]
    if any(_is_bygone(verb) for verb in (*hedging, *([cue.attitude] if cue.attitude is not None else []))):
        return True
    for verb in (*hedging, *ancestors(cue.head, 3), *([cue.attitude] if cue.attitude is not None else [])):
        if verb.tag_ not in ("VBD", "VBN") or verb == cue.head:
            continue
        time = anchor(doc, verb)
        if time is not None and time.when is not None and time.when.latest is not None and time.when.latest < limit:
            return True
    return False


def _is_bygone(verb: Token) -> bool:
    """ "previously threatened to leave": what was planned or threatened once."""
    if verb.tag_ != "VBD" or verb.lemma_ not in words("infinitive", "verbs"):
        return False
    return any(child.lower_ in ("previously", "originally", "initially", "once") for child in verb.lefts)


def _forecast(doc: Doc, cue: Cue, table: str) -> Forecast:
    start = doc[cue.stretch[0]].idx
    last = doc[cue.stretch[1] - 1]
    span = Span(start=start, end=last.idx + len(last))
    holder, statement = forecaster(doc, cue)
    until = horizon(doc, cue)
    return Forecast(
        id=content_id("forecast", document_of(doc).id, span.start, span.end, cue.head.idx),
        evidence=evidence(doc, span),
        proposition=proposition(doc, cue, until),
        forecaster=holder,
        hedge=Hedge(phrase=cue.phrase, band=cue.band, table=table),
        polarity=cue.polarity,
        condition=_condition(cue.head, cue.attitude),
        horizon=until,
        event=_event(doc, cue, span),
        statement=statement.id if statement is not None else None,
    )


def _condition(head: Token, attitude: Token | None) -> str | None:
    """The words of the condition that a forecast stands under: its own, that of the clause it is joined to, or, for a
    noun, that of the verb above ("warned of consequences if")."""
    holders = [head, *([attitude] if attitude is not None and head.pos_ == "NOUN" else [])]
    if head.dep_ in ("conj", "ccomp", "xcomp", "acomp"):
        holders.append(head.head)
    for child in (child for holder in holders for child in holder.children):
        if child.dep_ == "advcl" and mark_of(child) in CONDITION_MARKS:
            start, end = clause(child)
            words_of_it = re.sub(r"^(?:if|unless)\s+", "", head.doc[start:end].text, flags=re.IGNORECASE)
            return words_of_it if mark_of(child) == "if" else f"not: {words_of_it}"
    return _event_condition(head)


def _event_condition(head: Token) -> str | None:
    """ "in the event of an attack", "in case of war"."""
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ == "in":
            noun = next((part for part in child.children if part.lemma_ in ("event", "case")), None)
            of = next((part for part in noun.children if part.lower_ == "of"), None) if noun is not None else None
            if of is not None:
                return str(head.doc[of.i + 1 : of.right_edge.i + 1].text)
    return None


def _event(doc: Doc, cue: Cue, span: Span) -> str | None:
    """The event mention that the forecast is about: at its head, else the first future one in its words."""
    inside = events_in(doc, span.start, span.end)
    at_head = [event for event in inside if event.evidence.span.start <= cue.head.idx < event.evidence.span.end]
    chosen = at_head or [event for event in inside if event.tense == "future"]
    return chosen[0].id if chosen else None
