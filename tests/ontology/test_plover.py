"""PLOVER's tables: complete, consistent with each other, and right on known codes."""

from __future__ import annotations

import pytest

from onrecord.errors import BadQuery
from onrecord.ontology.plover import Modality, Quad, codebook_type, from_cameo, meaning, quad_class, read_table
from onrecord.ontology.plover_lexicon import entries_for, word_class
from onrecord.reading.events.frames import WAYS
from onrecord.types import EventType


@pytest.mark.parametrize("kind", list(EventType))
def test_each_type_has_a_quad_class_and_a_meaning(kind: EventType) -> None:
    assert quad_class(kind) in Quad
    assert len(meaning(kind)) > 10


def test_the_quads_hold_four_types_of_cooperation_and_more_of_conflict() -> None:
    quads = [quad_class(kind) for kind in EventType]
    assert [quads.count(quad) for quad in Quad] == [4, 3, 4, 5]


@pytest.mark.parametrize(
    ("code", "kind", "mode"),
    [
        ("042", EventType.CONSULT, "visit"),
        ("0311", EventType.AGREE, None),
        ("073", EventType.AID, None),
        ("0871", EventType.RETREAT, "ceasefire"),
        ("081", EventType.CONCEDE, None),
        ("129", EventType.REJECT, "yield"),
        ("163", EventType.COERCE, "restrict"),
        ("161", EventType.SANCTION, "withdraw"),
        ("1824", EventType.ASSAULT, "beat"),
        ("19", EventType.ASSAULT, None),
    ],
)
def test_a_cameo_code_has_its_type_or_that_of_its_longest_listed_beginning(
    code: str, kind: EventType, mode: str | None
) -> None:
    assert from_cameo(code) == (kind, mode)


def test_a_statement_in_cameo_is_no_act() -> None:
    assert from_cameo("010") is None


@pytest.mark.parametrize("code", ["4", "", "04x", "12345", "٠٤"])
def test_what_is_no_cameo_code_is_refused(code: str) -> None:
    with pytest.raises(BadQuery, match="is not a CAMEO code"):
        from_cameo(code)


@pytest.mark.parametrize(
    ("act", "modality", "filed"),
    [
        (EventType.AID, Modality.DONE, EventType.AID),
        (EventType.AID, Modality.ANNOUNCED, EventType.AGREE),
        (EventType.AID, Modality.REFUSED, EventType.REJECT),
        (EventType.AID, Modality.ASKED, EventType.REQUEST),
        (EventType.ASSAULT, Modality.ANNOUNCED, EventType.THREATEN),
        (EventType.SANCTION, Modality.THREATENED, EventType.THREATEN),
        (EventType.CONSULT, Modality.ANNOUNCED, EventType.CONSULT),
        (EventType.CONCEDE, Modality.ANNOUNCED, EventType.CONCEDE),
    ],
)
def test_the_codebook_files_what_was_not_done_under_another_type(
    act: EventType, modality: Modality, filed: EventType
) -> None:
    assert codebook_type(act, modality) is filed


def test_every_row_of_the_lexicon_can_be_read() -> None:
    rows = read_table("plover_lexicon.tsv")
    assert {len(row) for row in rows} <= {4, 8}
    for row in rows:
        for lemma in row[0].split():
            entries = entries_for(lemma, noun=row[1] == "n")
            assert entries, lemma
            assert all(entry.needs in ("any", "actor", "recipient", "both", "foreign", "strict") for entry in entries)


PREPOSITIONS = {
    "alongside",
    "to",
    "on",
    "with",
    "for",
    "from",
    "of",
    "in",
    "into",
    "at",
    "against",
    "between",
    "by",
    "behind",
    "under",
    "over",
    "around",
    "along",
    "near",
    "off",
    "out",
    "outside",
    "toward",
    "towards",
    "upon",
    "onto",
    "through",
    "as",
}


def test_every_condition_of_a_frame_is_one_that_can_be_looked_up() -> None:
    slots = {
        condition.slot
        for row in read_table("plover_lexicon.tsv")
        for lemma in row[0].split()
        for entry in entries_for(lemma, noun=row[1] == "n")
        for frame in entry.frames
        for condition in frame
    }
    assert slots <= PREPOSITIONS | WAYS.keys()


def test_every_type_has_words_as_verbs_and_as_nouns() -> None:
    rows = [row for row in read_table("plover_lexicon.tsv") if row[3] != "-"]
    verbs = {row[3] for row in rows if row[1] == "v"}
    nouns = {row[3] for row in rows if row[1] == "n"}
    assert verbs == {kind.value for kind in EventType}
    assert nouns == {kind.value for kind in EventType}


def test_a_sense_that_is_no_act_stands_before_the_act() -> None:
    first, *others = entries_for("meet", noun=False)
    assert first.kind is None
    assert EventType.CONSULT in {entry.kind for entry in others}


def test_a_word_class_is_known_by_name() -> None:
    assert "missile" in word_class("weapon")
    assert "treaty" in word_class("accord")
