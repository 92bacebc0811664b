"""From mentions to instruments: which of them are of one agreement, who its parties are, which steps it has taken.

Comes in: the mentions of a document in order. Goes out: `Instrument`s. Two mentions are of one agreement when nothing
they say stands against it: not the year, the parties, what it is about, nor that one exists and the other is to come.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from spacy.tokens import Doc, Token

from onrecord.gazetteer import load_gazetteer
from onrecord.ontology.agreement_subjects import subject_of
from onrecord.ontology.known_agreements import KnownAgreement
from onrecord.reading.actors import actors_of
from onrecord.reading.agreements.lexicon import listed
from onrecord.reading.agreements.mentions import Mention
from onrecord.reading.agreements.steps import Happening, happenings, is_past, lineage
from onrecord.reading.annotations import document_of
from onrecord.reading.forecasts.clauses import SUBJECTS, ancestors, subject
from onrecord.reading.forecasts.lookup import actors_in, statements_near
from onrecord.types import ActorKind, Factuality, Span, StepKind, When

_MAKING = frozenset({StepKind.SIGNED, StepKind.NEGOTIATED, StepKind.RATIFIED, StepKind.IN_FORCE})
# What "it" in a report is said to undergo only when it is an agreement.
_SAID_OF_IT = frozenset(
    {StepKind.SIGNED, StepKind.RATIFIED, StepKind.IN_FORCE, StepKind.EXTENDED, StepKind.SUSPENDED, StepKind.TERMINATED}
)
_UNREAL = frozenset(
    {Factuality.POSSIBLE, Factuality.PROBABLE, Factuality.UNKNOWN, Factuality.PROBABLE_NOT, Factuality.POSSIBLE_NOT}
)


@dataclass(slots=True, kw_only=True)
class Instrument:
    """One agreement as it takes shape while a document is read."""

    mentions: list[Mention] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    known: KnownAgreement | None = None
    parties: list[str] = field(default_factory=list)
    inferred: list[str] = field(default_factory=list)
    groups: set[str] = field(default_factory=set)
    when: When | None = None
    prospective: bool = False
    plural: bool = False
    lineage: list[tuple[str, int]] = field(default_factory=list)


def instruments(doc: Doc, found: list[Mention]) -> list[Instrument]:
    """The agreements that mentions are of, in the order of their first mention."""
    made: list[Instrument] = []
    for mention in found:
        told = happenings(doc, mention)
        known = _match(doc, made, mention, told)
        if known is None:
            if not _stands_alone(mention, told):
                continue
            known = Instrument(plural=mention.plural, prospective=_is_prospective(doc, mention, told))
            made.append(known)
        _add(doc, known, mention, told)
    _follow_pronouns(doc, made)
    _infer_parties(doc, made)
    _link(made)
    return made


def _follow_pronouns(doc: Doc, made: list[Instrument]) -> None:
    """Steps told of "it": the Council "approved it", the president "signed it into law", "it expired". It is the last
    agreement before it, in the same sentence or the one before."""
    places = sorted((mention.start, number) for number, each in enumerate(made) for mention in each.mentions)
    begun: dict[int, tuple[int, int]] = {}
    for pronoun in doc:
        if pronoun.lower_ != "it" or pronoun.dep_ not in ("dobj", "nsubjpass", "nsubj"):
            continue
        before = bisect_left(places, (pronoun.i, -1))
        if before == 0:
            continue
        start, number = begun.get(pronoun.sent.start) or _spoken_of(doc, pronoun, places[:before])
        owner = made[number]
        last = next(mention for mention in reversed(owner.mentions) if mention.start == start)
        sentence = pronoun.sent
        if start < (doc[sentence.start - 1].sent.start if sentence.start else 0) or last.plural or start == pronoun.i:
            continue
        if pronoun.i <= sentence.start + 1:
            begun[sentence.start] = (start, number)
        stand_in = replace(last, head=pronoun, start=pronoun.i, end=pronoun.i + 1, when=None)
        owner.happenings += [each for each in happenings(doc, stand_in) if each.step.kind in _SAID_OF_IT]


def _spoken_of(doc: Doc, pronoun: Token, before: list[tuple[int, int]]) -> tuple[int, int]:
    """The mention that "it" goes back to: for one that begins its sentence the subject of the sentence before, where
    that is an agreement; else the last."""
    sentence = pronoun.sent
    if pronoun.i > sentence.start + 1:
        return before[-1]
    return subject_place(doc, before, sentence.start) or before[-1]


def subject_place(doc: Doc, before: list[tuple[int, int]], start: int) -> tuple[int, int] | None:
    """The mention that is the subject of the sentence that ends at ``start``.

    Args:
        doc: The document.
        before: First token and instrument of each mention before ``start``, in order.
        start: First token of the sentence that follows.
    """
    if start == 0:
        return None
    first = doc[start - 1].sent.start
    inside = [place for place in before[-8:] if place[0] >= first]
    root = doc[start - 1].sent.root
    verbs = [root, *(child for child in root.children if child.dep_ == "ccomp")]
    subjects = [child for verb in verbs for child in verb.lefts if child.dep_ in SUBJECTS]
    return next((place for place in inside if any(who.left_edge.i <= place[0] <= who.i for who in subjects)), None)


def _stands_alone(mention: Mention, told: list[Happening]) -> bool:
    """Whether a mention is enough to make an agreement of."""
    if not mention.bare or mention.definite:
        return not (mention.bare and mention.plural)
    if any(each.step.kind in _MAKING for each in told) or _is_place_of_a_pledge(mention.head):
        return True
    return "new" in mention.vague and bool(mention.purposes or told)


def _is_place_of_a_pledge(head: Token) -> bool:
    """ "In a treaty, the two pledged ..."."""
    verb = head.head.head
    return (
        head.dep_ == "pobj"
        and head.head.lower_ == "in"
        and verb.lemma_ in ("pledge", "agree", "promise", "commit", "undertake")
    )


def _match(doc: Doc, made: list[Instrument], mention: Mention, told: list[Happening]) -> Instrument | None:
    """The latest instrument that a mention can be of."""
    equated = _equated(made, mention)
    if equated is not None:
        return equated
    fitting = [each for each in reversed(made[-12:]) if _fits(doc, each, mention, told)]
    exact = [each for each in fitting if mention.known is not None and each.known is mention.known]
    exact = exact or [each for each in fitting if any(known.lemma == mention.lemma for known in each.mentions)]
    return next(iter(exact or fitting), None)


def _equated(made: list[Instrument], mention: Mention) -> Instrument | None:
    """The instrument that a mention is said to be: "the pact is the most significant agreement", an apposition."""
    head = mention.head
    if head.dep_ == "attr":
        other = next((child for child in head.head.children if child.dep_ == "nsubj"), None)
    else:
        other = head.head if head.dep_ == "appos" else None
    if other is None:
        return None
    return next(
        (each for each in made[-12:] for known in each.mentions[-12:] if known.start <= other.i < known.end), None
    )


def _fits(doc: Doc, instrument: Instrument, mention: Mention, told: list[Happening]) -> bool:
    if any(mention.start <= other < mention.end for _, other in instrument.lineage):
        return False
    if mention.known is not None and instrument.known is not None:
        return mention.known.id == instrument.known.id
    if mention.plural != instrument.plural and mention.known is None:
        return False
    if not _years_agree(instrument, mention, told, doc):
        return False
    if not mention.definite and _is_prospective(doc, mention, told) != instrument.prospective:
        return False
    if (
        not mention.definite
        and "new" in mention.vague
        and _is_over(doc, instrument)
        and _made_elsewhere(mention, told, doc)
    ):
        return False
    return _subjects_agree(instrument, mention) and _parties_agree(doc, instrument, mention)


def _years_agree(instrument: Instrument, mention: Mention, told: list[Happening], doc: Doc) -> bool:
    mine, theirs = mention.when or _signed(told), instrument.when
    if mine is None or theirs is None:
        if mine is not None and instrument.prospective and _is_long_ago(doc, mine):
            return False
        if instrument.known is not None and mine is not None and mine.earliest is not None:
            return (instrument.known.signed or "")[:4] == f"{mine.earliest.year}"
        return "original" not in mention.vague or theirs is not None
    return _overlap(mine, theirs)


def _is_long_ago(doc: Doc, when: When) -> bool:
    """Too long before publication for what is told as still to come."""
    return when.latest is not None and document_of(doc).published - when.latest > timedelta(days=60)


def _signed(told: list[Happening]) -> When | None:
    return next((each.step.when for each in told if each.step.kind is StepKind.SIGNED and each.step.when), None)


def _overlap(one: When, other: When) -> bool:
    first, second = (
        (one.earliest or date.min, one.latest or date.max),
        (other.earliest or date.min, other.latest or date.max),
    )
    return first[0] <= second[1] and second[0] <= first[1]


def _is_over(doc: Doc, instrument: Instrument) -> bool:
    return instrument.when is not None and not instrument.prospective


def _made_elsewhere(mention: Mention, told: list[Happening], doc: Doc) -> bool:
    """ "a new treaty" beside an older one, unless its own date says that it is the same."""
    return mention.when is None and _signed(told) is None


def _subjects_agree(instrument: Instrument, mention: Mention) -> bool:
    """What both are about: no two different groups of words; a particular name needs a shared word."""
    mine = _groups(mention)
    return not mine or not instrument.groups or bool(mine & instrument.groups)


def _groups(mention: Mention) -> set[str]:
    known = subject_of()
    found = {known.get(word, word) for word in mention.words + mention.topic}
    if mention.lemma in known:
        found.add(known[mention.lemma])
    return found


def _parties_agree(doc: Doc, instrument: Instrument, mention: Mention) -> bool:
    mine, theirs = set(mention.parties), set(instrument.parties)
    if not mine or not theirs:
        return True
    return mine <= theirs or theirs <= mine or (instrument.known is not None and bool(mine & theirs))


def _is_prospective(doc: Doc, mention: Mention, told: list[Happening]) -> bool:
    """Whether the agreement is still to come: so its words, or the step that would make it."""
    if mention.known is not None or mention.when is not None:
        return False
    if listed("modifiers", "prospective") & set(mention.vague):
        return True
    making = [each for each in told if each.step.kind in _MAKING or each.step.kind is StepKind.PROPOSED]
    if making:
        return not any(is_past(each, doc) for each in making)
    return not mention.definite and _under_possibility(mention)


def _under_possibility(mention: Mention) -> bool:
    words = listed("modifiers", "trying")
    modal = {"may", "might", "could", "will", "would", "can"}
    for head in ancestors(mention.head, 4):
        if head.lemma_.lower() in words or any(child.lower_ in modal for child in head.lefts if child.dep_ == "aux"):
            return True
    return False


def _add(doc: Doc, instrument: Instrument, mention: Mention, told: list[Happening]) -> None:
    instrument.mentions.append(mention)
    instrument.happenings += told
    instrument.groups |= _groups(mention)
    instrument.known = instrument.known or mention.known
    instrument.when = instrument.when or mention.when or _past_signing(doc, told)
    instrument.prospective = instrument.prospective and not any(
        each.step.kind in _MAKING and is_past(each, doc) for each in told
    )
    instrument.parties += [id_ for id_ in mention.parties if id_ not in instrument.parties]
    for each in told:
        if each.step.kind not in (StepKind.SUPERSEDED, StepKind.TERMINATED, StepKind.AMENDED, StepKind.RATIFIED):
            instrument.inferred += [id_ for id_ in each.actors if id_ not in instrument.inferred]
    instrument.lineage += [(relation, other.i) for relation, other in lineage(mention)]


def _past_signing(doc: Doc, told: list[Happening]) -> When | None:
    return next(
        (
            each.step.when
            for each in told
            if each.step.kind is StepKind.SIGNED and is_past(each, doc) and each.step.when
        ),
        None,
    )


def _infer_parties(doc: Doc, made: list[Instrument]) -> None:
    """Parties that the name does not give: who took its steps, the parties of the treaty that it follows, those whom
    its sentence speaks of; all as of its year."""
    for place, instrument in enumerate(made):
        if len(instrument.parties) < 2:
            instrument.parties += [id_ for id_ in instrument.inferred if id_ not in instrument.parties]
        if len(instrument.parties) < 2 and not (instrument.known and instrument.known.open):
            _from_context(doc, instrument, made[:place])
        instrument.parties = _as_of(instrument.parties, instrument.when)


def _from_context(doc: Doc, instrument: Instrument, before: list[Instrument]) -> None:
    here = _states_around(doc, instrument)
    given = set(instrument.parties) | set(here)
    for other in reversed(before):
        theirs = _as_of(other.parties, instrument.when, later=True)
        if len(theirs) == 2 and given <= set(theirs) and other.groups.isdisjoint({"foreign"}):
            instrument.parties = list(theirs)
            return
    if len(given) == 2:
        instrument.parties += [id_ for id_ in here if id_ not in instrument.parties]
    elif instrument.known is not None and instrument.known.parties:
        instrument.parties = list(instrument.known.parties)


def _states_around(doc: Doc, instrument: Instrument) -> list[str]:
    """The states that the sentence of the first mention speaks of."""
    sentence = instrument.mentions[0].head.sent
    together = _acting_together(doc, instrument.mentions[0].head)
    if together:
        return together
    telling = _telling(doc, sentence.start_char)
    named = [
        (mention.evidence.span in telling, actor.id)
        for mention in actors_in(doc, sentence.start_char, sentence.end_char)
        for actor in mention.actors
        if _is_state(actor.id) and actor.kind is not ActorKind.GROUP
    ]
    told_of = list(dict.fromkeys(id_ for tells, id_ in named if not tells))
    enough = len({*told_of, *instrument.parties}) > 1
    return told_of if enough else list(dict.fromkeys(id_ for _, id_ in named))


def _acting_together(doc: Doc, head: Token) -> list[str]:
    """The two or more whom the clause around an agreement has as its subject ("*the two leaders* discussed a deal"), or
    as what it does something for ("the agreement would help *both countries*")."""
    verb = next((each for each in ancestors(head, 4) if each.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return []
    phrases = [subject(verb), *(child for child in verb.rights if child.dep_ == "dobj")]
    for phrase in phrases:
        ids = [actor.id for actor in actors_of(doc, phrase)] if phrase is not None and phrase != head else []
        if len(set(ids)) > 1:
            return list(dict.fromkeys(ids))
    return []


def _telling(doc: Doc, start: int) -> set[Span]:
    """Who only tells of it: the words for the speakers of a sentence's statements."""
    return {each.source for each in statements_near(doc, Span(start=start, end=start + 1)) if each.source is not None}


def _is_state(id_: str) -> bool:
    return load_gazetteer().state(id_) is not None


def _as_of(ids: list[str], when: When | None, *, later: bool = False) -> list[str]:
    """States as they were in a year: Moscow's treaty of 1961 is the Soviet Union's; what follows it, Russia's."""
    day = when.earliest if when is not None else None
    if day is None:
        return [_successor(id_) for id_ in ids] if later else ids
    return list(dict.fromkeys(_then(id_, day) for id_ in ids))


def _then(id_: str, day: date) -> str:
    gazetteer = load_gazetteer()
    state = gazetteer.state(id_)
    if state is None:
        return id_
    if state.until is not None and day > state.until:
        return state.successors[0] if state.successors else id_
    if state.since is not None and day < state.since:
        for code in state.predecessors:
            earlier = gazetteer.state(code)
            if (
                earlier is not None
                and (earlier.since is None or earlier.since <= day)
                and (earlier.until is None or day <= earlier.until)
            ):
                return code
    return id_


def _successor(id_: str) -> str:
    state = load_gazetteer().state(id_)
    return state.successors[0] if state is not None and state.until is not None and state.successors else id_


def _link(made: list[Instrument]) -> None:
    """Replace the token that a lineage points at by the number of its instrument; drop what is none."""
    owner = {
        token: number for number, each in enumerate(made) for m in each.mentions for token in range(m.start, m.end)
    }
    for number, instrument in enumerate(made):
        instrument.lineage = [
            (relation, owner[token]) for relation, token in instrument.lineage if owner.get(token, number) != number
        ]
