"""What every finder of forecasts yields: the words of a prediction and how firm they are."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.ontology.hedges import BANDS, ROUGHLY_EVEN, mirrored, step
from onrecord.ontology.hedges import hedge_for as look_up
from onrecord.reading.forecasts.clauses import Stretch
from onrecord.types import Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A prediction as a finder sees it.

    Attributes:
        head: The verb, or the noun of an event, that is predicted.
        stretch: The words of the prediction.
        phrase: The hedge as the text has it.
        band: The chance of the affirmative proposition.
        polarity: Whether it is said to happen or not.
        rank: Which cue wins when two stand at one head; the higher.
        attitude: The word of believing, fearing or hoping that the prediction depends on.
        inserted: Places of the tokens that only hedge, left out of the proposition.
    """

    head: Token
    stretch: Stretch
    phrase: str
    band: str
    polarity: Polarity
    rank: int
    attitude: Token | None = None
    inserted: frozenset[int] = frozenset()


def graded(phrase: str, *, negated: bool, table: str) -> tuple[str, Polarity] | None:
    """Band and polarity of a phrase; None when it is no hedge."""
    hedge = look_up(phrase, table)
    if hedge is None:
        return None
    negative = (step(hedge.band) < step(ROUGHLY_EVEN)) != negated
    band = mirrored(hedge.band) if negated else hedge.band
    return band, Polarity.NEGATIVE if negative else Polarity.POSITIVE


def weakened(band: str, to: str) -> str:
    """A band drawn towards the middle, to ``to`` or its mirror image at most, on its own side."""
    limit = step(to)
    if step(band) >= step(ROUGHLY_EVEN):
        return BANDS[min(step(band), limit)]
    return BANDS[max(step(band), step(mirrored(to)))]
