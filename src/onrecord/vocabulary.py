"""The closed lists of words that the core values use: the field's own (TIMEX3, PLOVER, FactBank, ATOP) and ours.

Comes in: nothing. Goes out: enumerations whose values are the words as they stand in records, tables and commands.
"""

from __future__ import annotations

from enum import StrEnum


class DateBasis(StrEnum):
    """What a publication date rests on, the firmest first."""

    GIVEN = "given"
    METADATA = "metadata"
    URL = "url"
    TEXT = "text"


class TimeKind(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Precision(StrEnum):
    """How narrowly a date is known. ``RANGE``: an interval that is no calendar unit."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    UNKNOWN = "unknown"


class ActorKind(StrEnum):
    STATE = "state"
    ORGANISATION = "organisation"
    ARMED_GROUP = "armed_group"
    COMPANY = "company"
    PERSON = "person"
    GROUP = "group"


class StatementKind(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class EventType(StrEnum):
    """The sixteen roots of PLOVER."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Tense(StrEnum):
    """When the event is, relative to publication (not the verb's grammatical tense)."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


class Factuality(StrEnum):
    """FactBank's values: certain, probable, possible; positive or negative; underspecified."""

    CERTAIN = "CT+"
    PROBABLE = "PR+"
    POSSIBLE = "PS+"
    CERTAIN_NOT = "CT-"
    PROBABLE_NOT = "PR-"
    POSSIBLE_NOT = "PS-"
    UNKNOWN = "Uu"


class HolderKind(StrEnum):
    """Whose view a line is: the report's author, a state or organisation, a named person, or somebody unnamed."""

    AUTHOR = "author"
    ACTOR = "actor"
    PERSON = "person"
    UNNAMED = "unnamed"


class Polarity(StrEnum):
    """Whether a forecaster says that something will happen or that it will not."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Obligation(StrEnum):
    """What members of an alliance owe each other, in ATOP's terms."""

    DEFENSE = "defense"
    OFFENSE = "offense"
    NEUTRALITY = "neutrality"
    NONAGGRESSION = "nonaggression"
    CONSULTATION = "consultation"


class StepKind(StrEnum):
    """A step in the life of an agreement."""

    PROPOSED = "proposed"
    NEGOTIATED = "negotiated"
    SIGNED = "signed"
    RATIFIED = "ratified"
    ACCEDED = "acceded"
    IN_FORCE = "in force"
    AMENDED = "amended"
    EXTENDED = "extended"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"
    SUPERSEDED = "superseded"


class Outcome(StrEnum):
    """How a forecast was resolved. Ambiguous: reality is unclear; annulled: the question is."""

    YES = "yes"
    NO = "no"
    AMBIGUOUS = "ambiguous"
    ANNULLED = "annulled"
