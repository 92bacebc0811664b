"""How certainties add up: FactBank's values as a degree and a direction, and what an effect makes of one.

Comes in: a `View` and effects as the tables name them. Goes out: a `View`; nothing here knows language.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from onrecord.types import Factuality


class Degree(IntEnum):
    """How firm a view is."""

    OPEN = 0
    POSSIBLE = 1
    PROBABLE = 2
    CERTAIN = 3


@dataclass(frozen=True, slots=True)
class View:
    """How firmly, and whether for or against."""

    degree: Degree = Degree.CERTAIN
    positive: bool = True


_VALUES = {
    (Degree.CERTAIN, True): Factuality.CERTAIN,
    (Degree.PROBABLE, True): Factuality.PROBABLE,
    (Degree.POSSIBLE, True): Factuality.POSSIBLE,
    (Degree.CERTAIN, False): Factuality.CERTAIN_NOT,
    (Degree.PROBABLE, False): Factuality.PROBABLE_NOT,
    (Degree.POSSIBLE, False): Factuality.POSSIBLE_NOT,
}
_DEGREES = {"CT": Degree.CERTAIN, "PR": Degree.PROBABLE, "PS": Degree.POSSIBLE}


def value_of(view: View) -> Factuality:
    """FactBank's name for a view."""
    return _VALUES.get((view.degree, view.positive), Factuality.UNKNOWN)


def apply(effect: str, view: View) -> View:
    """The view of an event, given the view of what it depends on.

    Args:
        effect: ``same``; ``not`` (turns round); ``Uu``; or a value such as ``PR-``, which is reached at most as
            firmly as the given view holds.
        view: What is held of the word that the event depends on.
    """
    if view.degree is Degree.OPEN or effect == "Uu":
        return View(Degree.OPEN, True)
    if effect == "same":
        return view
    if effect == "not":
        return View(view.degree, not view.positive)
    return View(min(view.degree, _DEGREES[effect[:2]]), effect.endswith("+"))


def weaken(effect: str, view: View) -> View:
    """The view after a word beside the event, such as a modal: it lowers the degree and keeps the direction, save
    that a negative value turns it round."""
    if effect in ("same", "not", "Uu"):
        return apply(effect, view)
    if view.degree is Degree.OPEN:
        return view
    return View(min(view.degree, _DEGREES[effect[:2]]), view.positive is effect.endswith("+"))
