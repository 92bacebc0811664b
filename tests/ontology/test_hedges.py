"""Hedges: phrases, bands, and what the tables make of them."""

from __future__ import annotations

import pytest

from onrecord.errors import BadSettings
from onrecord.ontology.hedges import (
    BANDS,
    Chances,
    band_chances,
    by_table,
    chances,
    hedge_for,
    mirrored,
    polarity_of,
    raised,
)
from onrecord.settings import BAND_TABLES
from onrecord.types import Hedge, Polarity

YES, NO = Polarity.POSITIVE, Polarity.NEGATIVE


@pytest.mark.parametrize(
    ("phrase", "band", "polarity"),
    [
        ("will", "almost certain", YES),
        ("’ll", "almost certain", YES),
        ("will not", "almost no chance", NO),
        ("won’t", "almost no chance", NO),
        ("won't", "almost no chance", NO),
        ("may", "roughly even", YES),
        ("may not", "roughly even", NO),
        ("might", "roughly even", YES),
        ("could", "roughly even", YES),
        ("may well", "likely", YES),
        ("uncertain", "roughly even", YES),
        ("tentative", "roughly even", YES),
        ("is still only tentative", "roughly even", YES),
        ("is expected to", "likely", YES),
        ("are widely expected to", "likely", YES),
        ("is not expected to", "unlikely", NO),
        ("plans to", "likely", YES),
        ("would", "likely", YES),
        ("likely", "likely", YES),
        ("is likely to", "likely", YES),
        ("not likely", "unlikely", NO),
        ("very likely", "very likely", YES),
        ("extremely likely", "very likely", YES),
        ("increasingly likely", "likely", YES),
        ("unlikely", "unlikely", NO),
        ("it’s unlikely", "unlikely", NO),
        ("highly unlikely", "very unlikely", NO),
        ("extremely unlikely", "very unlikely", NO),
        ("not unlikely", "likely", YES),
        ("almost certainly", "almost certain", YES),
        ("almost certainly not", "almost no chance", NO),
        ("certain to", "almost certain", YES),
        ("set to", "very likely", YES),
        ("doubt", "unlikely", NO),
        ("impossible", "almost no chance", NO),
        ("remote chance", "almost no chance", NO),
        ("realistic possibility", "roughly even", YES),
    ],
)
def test_a_phrase_has_a_band_and_a_polarity(phrase: str, band: str, polarity: Polarity) -> None:
    assert hedge_for(phrase) == Hedge(phrase=phrase, band=band, table="icd203")
    assert polarity_of(phrase) is polarity


@pytest.mark.parametrize("phrase", ["", "signed", "willing", "maybe not so fast today", "expects nothing else than"])
def test_other_words_are_no_hedge(phrase: str) -> None:
    assert hedge_for(phrase) is None
    assert polarity_of(phrase) is None


def test_a_negation_that_stands_apart_turns_the_hedge_over() -> None:
    turned = hedge_for("will", negated=True)
    assert turned is not None
    assert turned.band == "almost no chance"
    assert polarity_of("will", negated=True) is NO
    assert polarity_of("unlikely", negated=True) is YES


@pytest.mark.parametrize(
    ("phrase", "band"),
    [
        ("improbable", "very unlikely"),
        ("probable", "likely"),
        ("realistic possibility", "roughly even"),
        ("may", "roughly even"),
    ],
)
def test_readers_place_a_phrase_by_the_median_of_their_answers(phrase: str, band: str) -> None:
    hedge = hedge_for(phrase, "readers")
    assert hedge is not None
    assert (hedge.band, hedge.table) == (band, "readers")


def test_a_phrase_put_to_readers_has_its_own_quartiles() -> None:
    assert chances(Hedge(phrase="may", band="roughly even", table="readers")) == Chances(low=0.3, middle=0.4, high=0.51)
    assert chances(Hedge(phrase="may", band="roughly even", table="icd203")) == Chances(low=0.45, middle=0.5, high=0.55)


@pytest.mark.parametrize(
    ("table", "band", "low", "high"),
    [
        ("icd203", "likely", 0.55, 0.80),
        ("icd203", "almost no chance", 0.01, 0.05),
        ("phia", "likely", 0.55, 0.75),
        ("phia", "roughly even", 0.40, 0.50),
        ("phia", "very unlikely", 0.10, 0.20),
        ("readers", "unlikely", 0.10, 0.25),
    ],
)
def test_tables_differ_in_what_a_band_means(table: str, band: str, low: float, high: float) -> None:
    found = band_chances(band, table)
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize("table", BAND_TABLES)
def test_every_table_gives_the_whole_scale_in_order(table: str) -> None:
    steps = [band_chances(band, table) for band in BANDS]
    assert [each.middle for each in steps] == sorted(each.middle for each in steps)
    assert all(each.low <= each.middle <= each.high for each in steps)


def test_mirroring_twice_changes_nothing() -> None:
    assert [mirrored(mirrored(band)) for band in BANDS] == list(BANDS)
    assert mirrored("very likely") == "very unlikely"


def test_raising_stays_on_the_scale() -> None:
    assert raised("almost certain") == "almost certain"
    assert raised("unlikely", 5) == "almost no chance"


@pytest.mark.parametrize(("band", "table"), [("likely", "kent"), ("so so", "icd203")])
def test_unknown_tables_and_bands_are_named(band: str, table: str) -> None:
    with pytest.raises(BadSettings, match="Known:"):
        band_chances(band, table)


def test_a_hedge_needs_a_known_table() -> None:
    with pytest.raises(BadSettings, match="readers"):
        hedge_for("will", "kent")


@pytest.mark.parametrize(
    ("phrase", "band", "table", "expected"),
    [
        ("is likely to", "likely", "phia", "likely"),
        ("might", "roughly even", "readers", "roughly even"),
        ("unlikely", "unlikely", "readers", "unlikely"),
        ("highly unlikely", "very unlikely", "readers", "very unlikely"),
        ("will", "almost no chance", "readers", "almost no chance"),  # "no deal will be signed"
        ("will", "likely", "readers", "likely"),  # moved by the text around it
    ],
)
def test_another_table_reads_the_same_phrase(phrase: str, band: str, table: str, expected: str) -> None:
    hedge = Hedge(phrase=phrase, band=band, table="icd203")
    assert by_table(hedge, table) == Hedge(phrase=phrase, band=expected, table=table)


def test_there_is_no_reading_by_an_unknown_table() -> None:
    with pytest.raises(BadSettings):
        by_table(Hedge(phrase="may", band="roughly even", table="icd203"), "nato")


def test_what_readers_said_of_a_phrase_is_turned_round_with_its_band() -> None:
    plain = chances(Hedge(phrase="likely", band="likely", table="readers"))
    denied = chances(Hedge(phrase="likely", band="unlikely", table="readers"))
    assert denied.middle == pytest.approx(1 - plain.middle)
    assert (denied.low, denied.high) == pytest.approx((1 - plain.high, 1 - plain.low))
