"""One act as a text names it, before it is a mention: what the modules of this folder hand to each other."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.ontology.plover_lexicon import Entry
from onrecord.reading.events.roles import Participants
from onrecord.types import EventType


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act.

    ``entry`` is the row of the lexicon that it fits, ``carrier`` the verb that only carries a noun ("held" of talks),
    ``confidence`` the probability that the trigger names an act.
    """

    trigger: Token
    entry: Entry
    kind: EventType
    mode: str | None
    sides: Participants
    carrier: Token | None = None
    confidence: float | None = None
