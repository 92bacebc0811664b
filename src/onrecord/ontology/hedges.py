"""Words of probability: from a phrase to a step of one seven-step scale, and from a step to chances.

Comes in: a phrase as it stands in a report ("is very likely", "won't", "may well") and the name of a table (ICD 203,
PHIA, or the surveys of readers). Goes out: a `Hedge`, or the `Chances` that a table gives to it. The scale is shared by
all tables; what its steps mean in per cent is the table's. It reads its own data files and knows nothing of grammar:
which verb a phrase belongs to is the reading's business.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.errors import BadSettings
from onrecord.settings import BAND_TABLES
from onrecord.types import Hedge, Polarity

BANDS = ("almost no chance", "very unlikely", "unlikely", "roughly even", "likely", "very likely", "almost certain")
"""The scale, the least chance first. ``roughly even`` is also the step of what is only called possible."""

ROUGHLY_EVEN = BANDS[3]

_AUXILIARIES = frozenset(
    ("is", "are", "was", "were", "be", "been", "being", "to", "it", "that", "seems", "looks", "appears")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """What a table takes a hedge to mean: probabilities from 0 to 1. ``middle`` is the median where readers were asked,
    else the middle of the band."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Term:
    band: str
    negative: bool
    origin: str


def step(band: str) -> int:
    """Place of a band on the scale, 0 (almost no chance) to 6 (almost certain).

    Raises:
        BadSettings: for a word that is no step of the scale.
    """
    try:
        return BANDS.index(band)
    except ValueError:
        raise BadSettings("is no step of the scale", subject=band, remedy=f"Known: {', '.join(BANDS)}.") from None


def mirrored(band: str) -> str:
    """The band of the opposite: what is likely not to happen is unlikely to happen."""
    return BANDS[len(BANDS) - 1 - step(band)]


def band_chances(band: str, table: str = "icd203") -> Chances:
    """What ``table`` takes a step of the scale to mean.

    Raises:
        BadSettings: for an unknown band or table.
    """
    step(band)
    row = _table(table)[band]
    low, high = row["low"] / 100, row["high"] / 100
    return Chances(low=low, middle=row["middle"] / 100 if "middle" in row else round((low + high) / 2, 4), high=high)


def chances(hedge: Hedge) -> Chances:
    """What a hedge means by its own table. With ``readers``, a phrase that readers were asked about has its own
    quartiles; every other hedge has those of its band."""
    if hedge.table == "readers":
        phrase = normalised(hedge.phrase)
        survey, band = _surveys().get(_survey_key(phrase)), _readers_band(phrase)
        if survey is not None and band == hedge.band:
            return survey
        if survey is not None and band == mirrored(hedge.band):  # the negation stands apart from the phrase
            return Chances(low=1 - survey.high, middle=1 - survey.middle, high=1 - survey.low)
    return band_chances(hedge.band, hedge.table)


def by_table(hedge: Hedge, table: str) -> Hedge:
    """The hedge as another table reads its phrase.

    A phrase that the table does not know otherwise keeps its step of the scale. So does one that the text around it
    had moved, as a second hedge beside it may.

    Raises:
        BadSettings: for an unknown table.
    """
    _table(table)
    known, asked = hedge_for(hedge.phrase, hedge.table), hedge_for(hedge.phrase, table)
    if known is None or asked is None or hedge.band not in (known.band, mirrored(known.band)):
        return Hedge(phrase=hedge.phrase, band=hedge.band, table=table)
    return Hedge(
        phrase=hedge.phrase, band=asked.band if hedge.band == known.band else mirrored(asked.band), table=table
    )


def table_title(table: str) -> str:
    """The full name of a table, for people.

    Raises:
        BadSettings: for an unknown table.
    """
    _table(table)
    return str(_tables()[table]["title"])


def hedge_for(phrase: str, table: str = "icd203", *, negated: bool = False) -> Hedge | None:
    """The hedge that a phrase expresses.

    Args:
        phrase: The words, with or without auxiliaries: ``is very likely to``, ``may well``, ``will not``.
        table: ``icd203``, ``phia`` or ``readers``.
        negated: True where the negation stands apart from the phrase ("no deal *will* be signed").

    Returns:
        The hedge of the affirmative proposition, with the phrase as given; None for words that express none.

    Raises:
        BadSettings: for an unknown table.
    """
    _table(table)
    found = _find(normalised(phrase))
    if found is None:
        return None
    band = found.band
    if table == "readers":
        band = _readers_band(normalised(phrase)) or band
    return Hedge(phrase=phrase, band=mirrored(band) if negated else band, table=table)


def polarity_of(phrase: str, *, negated: bool = False) -> Polarity | None:
    """Whether who uses the phrase says that something will happen or that it will not; None for words that are no
    hedge. "may not" is negative although its chance is even."""
    found = _find(normalised(phrase))
    if found is None:
        return None
    return Polarity.NEGATIVE if found.negative != negated else Polarity.POSITIVE


def raised(band: str, steps: int = 1) -> str:
    """The band ``steps`` further away from the middle on its own side; the middle itself rises towards likely."""
    place = step(band)
    place += steps if place >= step(ROUGHLY_EVEN) else -steps
    return BANDS[max(0, min(len(BANDS) - 1, place))]


def normalised(phrase: str) -> str:
    """A phrase as the tables have it: lower case, one space, and no auxiliaries around it."""
    plain = re.sub(r"['’]s\b", "", re.sub(r"\bwon['’]t\b", "will not", phrase.lower()))
    return " ".join(word for word in plain.split() if word not in _AUXILIARIES).replace("can not", "cannot")


def _find(phrase: str) -> _Term | None:
    """Look a normalised phrase up: as it is, without softeners, with an intensifier taken off, with a negation."""
    terms = _terms()
    if phrase in terms:
        return terms[phrase]
    words = phrase.split()
    modifiers = _modifiers()
    for place, word in enumerate(words[:-1]):
        rest = " ".join(words[:place] + words[place + 1 :])
        if word in modifiers["softeners"]:
            return _find(rest)
        if word in modifiers["intensifiers"] and (found := _find(rest)) is not None:
            return _Term(band=raised(found.band), negative=found.negative, origin=found.origin)
    return _negated(words, modifiers["negators"])


def _negated(words: list[str], negators: frozenset[str]) -> _Term | None:
    for place, word in enumerate(words):
        rest = " ".join(words[:place] + words[place + 1 :])
        if word in negators and rest and (found := _find(rest)) is not None:
            return _Term(band=mirrored(found.band), negative=not found.negative, origin=found.origin)
    return None


def _readers_band(phrase: str) -> str | None:
    """The step whose median, as readers gave it, lies nearest to that of a phrase that they were asked about."""
    survey = _surveys().get(_survey_key(phrase))
    if survey is None:
        return None
    return min(BANDS, key=lambda band: abs(band_chances(band, "readers").middle - survey.middle))


def _survey_key(phrase: str) -> str:
    """Readers were asked about "may happen", which is the bare "may" of a report."""
    whole = f"{phrase} happen"
    return whole if whole in _surveys() else phrase


def _table(name: str) -> dict[str, dict[str, float]]:
    if name not in BAND_TABLES:
        raise BadSettings("is no table of hedges", subject=name, remedy=f"Known: {', '.join(BAND_TABLES)}.")
    bands: dict[str, dict[str, float]] = _tables()[name]["bands"]
    return bands


@cache
def _tables() -> dict[str, dict[str, dict[str, dict[str, float]]]]:
    return tomllib.loads(_text("hedge_tables.toml"))


@cache
def _modifiers() -> dict[str, frozenset[str]]:
    return {kind: frozenset(words) for kind, words in _tables()["modifiers"].items()}


@cache
def _terms() -> dict[str, _Term]:
    rows = (line.split("\t") for line in _text("hedges.tsv").splitlines() if line and not line.startswith("#"))
    return {
        normalised(phrase): _Term(band=BANDS[step(band)], negative=sign == "-", origin=origin)
        for phrase, band, sign, origin in rows
    }


@cache
def _surveys() -> dict[str, Chances]:
    rows = (line.split("\t") for line in _text("hedge_surveys.tsv").splitlines() if line and not line.startswith("#"))
    return {
        phrase: Chances(low=float(q25) / 100, middle=float(median) / 100, high=float(q75) / 100)
        for phrase, median, q25, q75, _, _ in rows
    }


def _text(name: str) -> str:
    return (files("onrecord.ontology") / "data" / name).read_text("utf-8")
