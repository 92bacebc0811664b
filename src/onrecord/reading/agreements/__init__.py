"""Agreements: treaties, pacts, accords and deals between states, as one report tells of them.

Comes in: a parsed ``Doc`` with times, actors and events. Goes out, at ``doc._.agreements``: an `Agreement` for each
instrument, under its fullest name, with parties, kind, obligations in ATOP's terms, dated steps, lineage, and whether
it is still to come. Different mentions of one instrument are one agreement. What well-known agreements are is looked up
for the parties and obligations that the report leaves out; dates and steps are the report's alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from onrecord.ontology.atop import spoken_obligations
from onrecord.reading.agreements.instruments import Instrument, instruments, subject_place
from onrecord.reading.agreements.mentions import Mention, mentions
from onrecord.reading.annotations import component, document_of, evidence
from onrecord.reading.forecasts.lookup import times_in
from onrecord.types import Agreement, AgreementStep, Evidence, Factuality, Obligation, Span, StepKind, When, content_id

__all__ = ["find_agreements"]

_Key = tuple[StepKind, str | None, Factuality, When | None]


@component("agreements")
def find_agreements(doc: Doc) -> tuple[Agreement, ...]:
    """The agreements of a document, in the order of their first mention."""
    made = instruments(doc, list(mentions(doc)))
    owed = _obligations(doc, made)
    names = [_name(doc, _fullest(each.mentions)) for each in made]
    return tuple(_agreement(doc, each, names, owed[number]) for number, each in enumerate(made))


def _agreement(doc: Doc, instrument: Instrument, names: list[str], owed: tuple[Obligation, ...]) -> Agreement:
    best = _fullest(instrument.mentions)
    span = _span(doc, best)
    known = instrument.known
    return Agreement(
        id=content_id("agreement", document_of(doc).id, span.start, span.end),
        evidence=evidence(doc, span),
        name=_name(doc, best),
        parties=tuple(instrument.parties),
        kind=_kind(instrument, best),
        obligations=owed or (known.obligations if known is not None else ()),
        steps=_steps(doc, instrument),
        prospective=instrument.prospective,
        lineage=tuple(dict.fromkeys((relation, names[other]) for relation, other in instrument.lineage)),
    )


def _fullest(found: list[Mention]) -> Mention:
    """The mention that says most; the first of them when several say as much."""
    return max(found, key=lambda mention: (mention.fullness, -mention.start))


def _span(doc: Doc, mention: Mention) -> Span:
    words = [token for token in doc[mention.start : mention.end] if not token.is_space]
    return Span(start=words[0].idx, end=words[-1].idx + len(words[-1]))


def _name(doc: Doc, mention: Mention) -> str:
    span = _span(doc, mention)
    return " ".join(document_of(doc).text[span.start : span.end].split())


def _kind(instrument: Instrument, best: Mention) -> str:
    """What sort of agreement it is, in the report's words, else as known."""
    lemma = best.lemma or next((mention.lemma for mention in instrument.mentions if mention.lemma), "")
    words = max((mention.words for mention in instrument.mentions), key=len, default=())
    if not words and instrument.known is not None:
        return instrument.known.kind
    return " ".join([*dict.fromkeys(words), lemma]).strip() or "agreement"


def _steps(doc: Doc, instrument: Instrument) -> tuple[AgreementStep, ...]:
    """The steps in the order of the text, each kind once for each party, date and degree of certainty; a date in the
    name is that of signing."""
    found: dict[_Key, AgreementStep] = {}
    dated = next((mention for mention in instrument.mentions if mention.when is not None), None)
    if dated is not None:
        words = _date_words(doc, dated)
        step = AgreementStep(kind=StepKind.SIGNED, when=dated.when, evidence=words, factuality=Factuality.CERTAIN)
        found[(StepKind.SIGNED, None, Factuality.CERTAIN, dated.when)] = step
    for each in instrument.happenings:
        step = each.step
        found.setdefault((step.kind, step.party, step.factuality, step.when), step)
    for key, step in list(found.items()):
        if any(other[:3] == key[:3] and _is_finer(other[3], step.when) for other in found) or _is_overtaken(key, found):
            del found[key]
    return tuple(sorted(found.values(), key=lambda step: (step.evidence.span.start, step.kind, step.factuality)))


def _is_overtaken(key: _Key, found: Mapping[_Key, AgreementStep]) -> bool:
    """Whether what was only expected, and without a date, is told as done as well: nothing is signed twice."""
    kind, party, factuality, when = key
    once = kind in (StepKind.SIGNED, StepKind.IN_FORCE) and factuality is not Factuality.CERTAIN and when is None
    return once and any(other[:3] == (kind, party, Factuality.CERTAIN) for other in found)


def _is_finer(one: When | None, other: When | None) -> bool:
    """Whether a date says more than another that it agrees with: July 1961 than 1961, any than none."""
    if one is None or other is None:
        return one is not None
    if one == other or None in (one.earliest, one.latest, other.earliest, other.latest):
        return False
    return bool(other.earliest <= one.earliest and one.latest <= other.latest)  # type: ignore[operator]


def _date_words(doc: Doc, mention: Mention) -> Evidence:
    span = _span(doc, mention)
    for time in times_in(doc, span.start, span.end):
        if span.contains(time.evidence.span) and time.when == mention.when:
            return evidence(doc, time.evidence.span)
    return evidence(doc, span)


def _obligations(doc: Doc, made: list[Instrument]) -> list[tuple[Obligation, ...]]:
    """What each instrument's sentences say that its parties owe; an obligation goes to the last mention before it in
    the sentence, or to the first after it."""
    owed: list[dict[Obligation, bool]] = [{} for _ in made]
    places = sorted(
        (mention.start, number) for number, instrument in enumerate(made) for mention in instrument.mentions
    )
    by_sentence: dict[int, list[tuple[int, int]]] = {}
    for place, number in places:
        by_sentence.setdefault(doc[place].sent.start, []).append((place, number))
    last: list[tuple[int, int]] = []
    for sentence in doc.sents:
        inside = by_sentence.get(sentence.start, [])
        if not inside and last and _speaks_of_it(sentence):
            spoken_of = subject_place(doc, last, sentence.start) or last[-1]
            inside = [(sentence.start, spoken_of[1])]
        elif not inside:
            last = []
            continue
        last = inside
        for spoken in spoken_obligations(sentence.text):
            at = sentence.start_char + spoken.start
            before = [number for place, number in inside if doc[place].idx <= at]
            number = before[-1] if before else inside[0][1]
            owed[number].setdefault(spoken.obligation, not spoken.absent)
    return [tuple(sorted(kind for kind, there in each.items() if there)) for each in owed]


def _speaks_of_it(sentence: TokenSpan) -> bool:
    """Whether a sentence goes on about the agreement of the one before: "It obliges ...", "Article 4 says ..."."""
    words = [token.lower_ for token in sentence[:4] if not token.is_punct]
    return bool(words) and (
        words[0] in ("it", "its", "article") or words[:2] in (["that", "clause"], ["the", "clause"])
    )
