"""PLOVER, the ontology of what states do to each other: its sixteen types, their quad classes, and CAMEO's codes.

Comes in: the tables ``plover_types.tsv`` and ``plover_cameo.tsv``. Goes out: `quad_class`, `from_cameo`, and
`codebook_type`, which says under which type the codebook files an act that was not simply done (announced, refused,
asked for, threatened). It knows no language; the words that name acts are in `onrecord.ontology.plover_lexicon`.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib.resources import files

from onrecord.errors import BadQuery
from onrecord.types import EventType


class Quad(StrEnum):
    """The four classes that the types fall in."""

    VERBAL_COOPERATION = "verbal cooperation"
    MATERIAL_COOPERATION = "material cooperation"
    VERBAL_CONFLICT = "verbal conflict"
    MATERIAL_CONFLICT = "material conflict"


class Modality(StrEnum):
    """How an act is spoken of, apart from which act it is."""

    DONE = "done"
    ANNOUNCED = "announced"
    REFUSED = "refused"
    ASKED = "asked"
    THREATENED = "threatened"


_SPOKEN = {
    Modality.REFUSED: EventType.REJECT,
    Modality.ASKED: EventType.REQUEST,
    Modality.THREATENED: EventType.THREATEN,
}


def read_table(name: str) -> list[tuple[str, ...]]:
    """The rows of a table beside this module: cells between tabs; lines that start with ``#`` are remarks."""
    text = (files("onrecord.ontology") / "data" / name).read_text("utf-8")
    return [tuple(line.split("\t")) for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def _quads() -> dict[EventType, Quad]:
    return {EventType(row[0]): Quad(row[1]) for row in read_table("plover_types.tsv")}


@cache
def _meanings() -> dict[EventType, str]:
    return {EventType(row[0]): row[2] for row in read_table("plover_types.tsv")}


@cache
def _crosswalk() -> dict[str, tuple[EventType, str | None]]:
    return {
        code: (EventType(kind), None if mode == "." else mode) for code, kind, mode in read_table("plover_cameo.tsv")
    }


def quad_class(kind: EventType) -> Quad:
    """The quad class of a type."""
    return _quads()[kind]


def meaning(kind: EventType) -> str:
    """What counts as this type, in one line."""
    return _meanings()[kind]


def from_cameo(code: str) -> tuple[EventType, str | None] | None:
    """The PLOVER type and mode of a CAMEO code.

    Args:
        code: Two to four digits ("0871").

    Returns:
        None for CAMEO 01 and most of 02, which are statements and no acts.

    Raises:
        BadQuery: when the code is not two to four digits.
    """
    if not (code.isascii() and code.isdigit() and 2 <= len(code) <= 4):
        raise BadQuery("is not a CAMEO code", subject=code, remedy="Give two to four digits, for example 042.")
    for length in range(len(code), 1, -1):
        if found := _crosswalk().get(code[:length]):
            return found
    return None


def codebook_type(act: EventType, modality: Modality) -> EventType:
    """The type that the codebook files an act under, given how it is spoken of.

    Refused acts are REJECT, acts asked for REQUEST, acts threatened THREATEN. Announced cooperation is AGREE and
    announced conflict THREATEN; announced words (talks, praise, a concession) keep their type.

    Onrecord's own events keep the act's type and tell the rest by factuality and tense, so that nothing is lost;
    this function is for exchange with data that has one type a row.
    """
    if modality is Modality.DONE:
        return act
    if modality in _SPOKEN:
        return _SPOKEN[modality]
    quad = quad_class(act)
    if quad is Quad.MATERIAL_COOPERATION:
        return EventType.AGREE
    return EventType.THREATEN if quad is Quad.MATERIAL_CONFLICT else act
