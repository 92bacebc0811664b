"""The core values: what a document is, and what reading it yields.

Comes in: nothing of ours; this module stands on the ground floor. Goes out: frozen, slotted, keyword-only
dataclasses, with the closed lists of words that they use (`onrecord.vocabulary`). It does no input or output and knows
neither spaCy nor a store. Offsets are Unicode code points into ``Document.text``, half open. Dates are
``datetime.date``; an instant is an aware ``datetime``. Every annotation carries `Evidence`, the words that it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape

from onrecord.errors import NoEvidence
from onrecord.ids import content_id
from onrecord.showing import html_table
from onrecord.vocabulary import (
    ActorKind,
    DateBasis,
    EventType,
    Factuality,
    HolderKind,
    Obligation,
    Outcome,
    Polarity,
    Precision,
    StatementKind,
    StepKind,
    Tense,
    TimeKind,
)

__all__ = [
    "AUTHOR",
    "Actor",
    "ActorKind",
    "ActorMention",
    "Agreement",
    "AgreementStep",
    "DateBasis",
    "Document",
    "EventMention",
    "EventType",
    "Evidence",
    "Factuality",
    "Forecast",
    "Hedge",
    "Holder",
    "HolderKind",
    "Link",
    "Obligation",
    "Outcome",
    "Polarity",
    "Precision",
    "RawItem",
    "Reading",
    "Resolution",
    "Span",
    "Statement",
    "StatementKind",
    "StepKind",
    "Tense",
    "TimeExpression",
    "TimeKind",
    "When",
    "content_id",
]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of ``Document.text``: code points, half open, never empty.

    Raises:
        ValueError: when ``start`` is negative or ``end`` is not after it.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"no such span: {self.start}-{self.end}")

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words a line rests on: ``Document.text[span.start:span.end] == quote``.

    Raises:
        NoEvidence: when the quote is empty or is not as long as its span.
    """

    document_id: str
    sentence: int
    span: Span
    quote: str

    def __post_init__(self) -> None:
        if len(self.quote) != self.span.end - self.span.start:
            raise NoEvidence(
                "a quote is not the text of its span", subject=f"{self.document_id}:{self.span.start}-{self.span.end}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One report as published.

    ``id`` comes from the content (`document_id`). ``published`` is the outlet's calendar day; ``published_at`` the
    instant where the report gives one. ``country`` is the outlet's, ISO 3166-1 alpha-3, where known: it decides
    between day-month and month-day. ``other_date`` keeps a second publication date that was found and not chosen.
    """

    id: str
    text: str
    published: date
    date_basis: DateBasis
    published_at: datetime | None = None
    other_date: date | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    country: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date as known: the first and the last day that it can be. None on a side: open on that side.

    Raises:
        ValueError: when ``latest`` lies before ``earliest``.
    """

    earliest: date | None
    latest: date | None
    precision: Precision

    def __post_init__(self) -> None:
        if self.earliest is not None and self.latest is not None and self.latest < self.earliest:
            raise ValueError(f"{self.latest} lies before {self.earliest}")

    def isoformat(self) -> str:
        """ISO 8601 at its precision: ``2024-06-18``, ``2024-06``, ``2024``, or ``2024-06-18/2024-06-19``; an open
        side is ``..`` (ISO 8601-2)."""
        if self.earliest is not None and self.precision in _PRECISION_LENGTH:
            return self.earliest.isoformat()[: _PRECISION_LENGTH[self.precision]]
        first = self.earliest.isoformat() if self.earliest else ".."
        last = self.latest.isoformat() if self.latest else ".."
        return f"{first}/{last}"


_PRECISION_LENGTH = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A TIMEX3: its words, type and ISO 8601 ``value``, resolved against publication.

    ``modifier`` is TIMEX3's ``mod`` (APPROX, START, MID, END, BEFORE, AFTER, ...). ``when`` is the calendar interval
    that a DATE or TIME denotes; None for durations, sets, and references such as PAST_REF. ``ambiguous`` marks a
    day-month order that could not be known.
    """

    id: str
    evidence: Evidence
    kind: TimeKind
    value: str
    modifier: str | None = None
    when: When | None = None
    ambiguous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts. ``id``: ISO 3166-1 alpha-3 for a state and for all who act for it (past states too: SUN, YUG, DDR),
    else the name of the organisation, group or person. ``person`` and ``office`` are kept beside the state."""

    id: str
    name: str
    kind: ActorKind
    person: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention:
    """Words that name one actor or, jointly, several ("the two countries", "they")."""

    id: str
    evidence: Evidence
    actors: tuple[Actor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whose view something is.

    ``name`` is ``author``; the id of a state or organisation; a person's name; or, for somebody unnamed, who it is
    said to be ("high-ranking South Korean official"), empty when nothing is said. ``actor_ids`` are those they speak
    for. Joint holders have their names joined by ``|``.
    """

    kind: HolderKind
    name: str
    actor_ids: tuple[str, ...] = ()
    role: str | None = None
    affiliation: str | None = None

    @property
    def label(self) -> str:
        """The holder in one string; for the unnamed with the mark ``unnamed:``."""
        if self.kind is not HolderKind.UNNAMED:
            return self.name
        return f"unnamed: {self.name}" if self.name else "unnamed"


AUTHOR = Holder(kind=HolderKind.AUTHOR, name="author")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An attribution in PARC's and PolNeAR's sense. ``evidence`` covers the content.

    ``source`` and ``cue`` are spans in the document; None where the text has none (agentless passives, a quotation
    that runs on). ``said_on`` is the day it was said, where told; ``medium`` where ("interview"); ``via`` who
    relayed it. ``parent`` is the id of the statement that this one is nested in.
    """

    id: str
    evidence: Evidence
    speaker: Holder
    kind: StatementKind
    source: Span | None = None
    cue: Span | None = None
    said_on: When | None = None
    medium: str | None = None
    via: str | None = None
    parent: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """A mention of something done, planned, possible or denied. ``evidence`` covers the trigger.

    ``actors`` do it and ``recipients`` have it done to them; in a joint act both sides are actors. ``when`` is the
    event's own time and ``time_expression`` the id of the `TimeExpression` it was taken from. ``cues`` are the words
    that decided factuality. One trigger has one mention for each holder who takes a view of it.
    """

    id: str
    evidence: Evidence
    type: EventType
    tense: Tense
    factuality: Factuality
    holder: Holder = AUTHOR
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    when: When | None = None
    time_expression: str | None = None
    place: str | None = None
    statement: str | None = None
    cues: tuple[str, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementStep:
    """One dated step in the life of an agreement; ``party`` is None when it holds for all."""

    kind: StepKind
    when: When | None
    evidence: Evidence
    factuality: Factuality = Factuality.CERTAIN
    party: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A treaty or other instrument as one document tells of it. ``evidence`` covers its name or description.

    ``parties`` are actor ids. ``prospective`` instruments do not exist yet. ``lineage`` says how it stands to others:
    pairs of (``inherits`` | ``replaces`` | ``revises``, the other's name or id).
    """

    id: str
    evidence: Evidence
    name: str
    parties: tuple[str, ...] = ()
    kind: str = "agreement"
    obligations: tuple[Obligation, ...] = ()
    steps: tuple[AgreementStep, ...] = ()
    prospective: bool = False
    lineage: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedge:
    """A verbal probability: the phrase, the band it falls in, and the table that the band is from."""

    phrase: str
    band: str
    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """A prediction. ``evidence`` covers its exact words; ``proposition`` is affirmative and reads on its own.

    ``hedge`` gives the chance of the affirmative proposition; ``polarity`` is negative when the forecaster says that
    it will not happen. ``horizon`` is when it should have come true, from the text, or None.
    """

    id: str
    evidence: Evidence
    proposition: str
    forecaster: Holder
    hedge: Hedge
    polarity: Polarity
    condition: str | None = None
    horizon: When | None = None
    event: str | None = None
    statement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A claim that one thing explains or causes another. ``evidence`` covers cause and effect; ``relation`` is one of
    causes, explains, purpose, condition, indicates, enables, prevents, is linked to."""

    id: str
    evidence: Evidence
    cause: Span
    effect: Span
    relation: str
    cue: str
    holder: Holder = AUTHOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What became of a forecast: who decided, when, and on which evidence."""

    forecast_id: str
    outcome: Outcome
    decided_by: str
    decided_at: datetime
    evidence: tuple[Evidence, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one document says, as read by one version of the reader; a function of these two and nothing else."""

    document: Document
    reader_version: str
    sentences: tuple[Span, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[EventMention, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    links: tuple[Link, ...] = ()

    def _repr_html_(self) -> str:
        """What it shows of itself in a notebook: events, statements, agreements and forecasts with their words."""
        document = self.document
        title = ", ".join(filter(None, (document.title, document.outlet, document.published.isoformat())))
        events = [
            (
                e.when.isoformat() if e.when else "",
                _names(e.actors),
                e.type.value,
                _names(e.recipients),
                e.tense.value,
                e.factuality.value,
                e.holder.label,
                e.evidence.quote,
            )
            for e in self.events
        ]
        statements = [(s.speaker.label, s.kind.value, s.evidence.quote) for s in self.statements]
        agreements = [(a.name, "|".join(a.parties), "; ".join(map(_step, a.steps))) for a in self.agreements]
        forecasts = [(f.forecaster.label, f.hedge.band, f.polarity.value, f.proposition) for f in self.forecasts]
        tables = (
            ("events", ("when", "who", "what", "whom", "tense", "factuality", "holder", "words"), events),
            ("statements", ("who", "how", "words"), statements),
            ("agreements", ("name", "parties", "steps"), agreements),
            ("forecasts", ("who", "chance", "polarity", "proposition"), forecasts),
        )
        return f"<h3>{escape(title)}</h3>" + "".join(html_table(*table) for table in tables if table[2])


def _names(actors: tuple[Actor, ...]) -> str:
    return "|".join(f"{actor.id} ({actor.person})" if actor.person else actor.id for actor in actors)


def _step(step: AgreementStep) -> str:
    return f"{step.kind.value} {step.when.isoformat()}" if step.when else step.kind.value


@dataclass(frozen=True, slots=True, kw_only=True)
class RawItem:
    """Bytes as they came in, with what is known of where they came from. ``name`` is a path, an address or a row, for
    messages; ``media_type`` is ``text/plain``, ``text/html``, or None when it is to be told from the bytes."""

    name: str
    content: bytes
    media_type: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
