"""Statements of whole sentences: content, cue, source, kind, speaker, day and medium."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.reading.statements import cue_class
from onrecord.types import HolderKind, Reading, Statement, StatementKind

Read = Callable[..., Reading]


def words(reading: Reading, statement: Statement) -> tuple[str, str, str]:
    """Source, cue and content as text; empty where there is none."""
    text = reading.document.text
    source = text[statement.source.start : statement.source.end] if statement.source else ""
    cue = text[statement.cue.start : statement.cue.end] if statement.cue else ""
    return source, cue, statement.evidence.quote


def all_words(reading: Reading) -> list[tuple[str, str, str]]:
    return [words(reading, statement) for statement in reading.statements]


ATTRIBUTIONS = [
    (
        "The minister said that the border would reopen in May.",
        ("The minister", "said", "the border would reopen in May"),
    ),
    ("Norway believes the talks can be saved.", ("Norway", "believes", "the talks can be saved")),
    ("The border is safe, the general said.", ("the general", "said", "The border is safe")),
    ("“The border is safe,” said General Anna Berg.", ("General Anna Berg", "said", "The border is safe,")),
    ('"The border is safe," General Anna Berg said.', ("General Anna Berg", "said", "The border is safe,")),
    ("General Anna Berg said: “We will hold the bridge.”", ("General Anna Berg", "said", "We will hold the bridge.")),
    ("‘The border is safe,’ the general said.", ("the general", "said", "The border is safe,")),
    ("''The border is safe,'' the general said.", ("the general", "said", "The border is safe,")),
    (
        "According to the embassy, two ships were turned back.",
        ("the embassy", "According to", "two ships were turned back"),
    ),
    (
        "Two ships were turned back, according to the embassy.",
        ("the embassy", "according to", "Two ships were turned back"),
    ),
    (
        "Peru, an ally of Chile, is accusing Oslo of trying to win the war by arming Peruvian men and forcing them to "
        "fight, a top official said Tuesday.",
        (
            "a top official",
            "said Tuesday",
            "Peru, an ally of Chile, is accusing Oslo of trying to win the war by arming Peruvian men and forcing them "
            "to fight",
        ),
    ),
    ("Brazil denied the allegations.", ("Brazil", "denied", "the allegations")),
    ("The ministry declined to comment on the report.", ("The ministry", "declined", "to comment on the report")),
    ("Finland vowed to answer any attack.", ("Finland", "vowed", "to answer any attack")),
    ("Some predict that the ceasefire will fail.", ("Some", "predict", "the ceasefire will fail")),
    (
        "Canada urged both sides to return to the table.",
        ("Canada", "urged", "both sides to return to the table"),
    ),
    (
        "Kenya sees the pipeline as a threat to its ports.",
        ("Kenya", "sees", "the pipeline as a threat to its ports"),
    ),
    ("The visit is seen as a warning to Peru.", ("", "is seen", "a warning to Peru")),
    ("The rebels are believed to hold three towns.", ("", "are believed", "to hold three towns")),
    (
        "There are international fears that the dam might burst.",
        ("international fears", "There are international fears", "the dam might burst"),
    ),
    ("The army reportedly wants new tanks.", ("", "reportedly", "wants new tanks")),
    (
        "Sources familiar with the talks said a deal was close.",
        ("Sources familiar with the talks", "said", "a deal was close"),
    ),
    (
        "The embassy issued a statement saying the raid was a mistake.",
        ("The embassy", "issued a statement saying", "the raid was a mistake"),
    ),
    ("Chile railed against the new tariffs.", ("Chile", "railed against", "the new tariffs")),
    ("Mexico warned of a long crisis.", ("Mexico", "warned of", "a long crisis")),
]


@pytest.mark.parametrize(("text", "expected"), ATTRIBUTIONS)
def test_source_cue_and_content_are_found(read: Read, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in all_words(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "The ship reached the harbour on Monday.",
        "Troops crossed the river and took the bridge.",
        "The treaty was signed in 1975 and has 12 articles.",
        "The summit is expected to take place in June.",
    ],
)
def test_plain_reports_have_no_statement(read: Read, text: str) -> None:
    assert all_words(read(text)) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sweden said the pact was dead.", StatementKind.INDIRECT),
        ("Sweden said the pact was “dead and buried.”", StatementKind.MIXED),
        ("“The pact is dead,” Sweden said.", StatementKind.DIRECT),
    ],
)
def test_kind_goes_by_quotation_marks(read: Read, text: str, kind: StatementKind) -> None:
    assert [statement.kind for statement in read(text).statements] == [kind]


def test_a_quotation_that_goes_on_keeps_its_speaker_and_has_no_cue(read: Read) -> None:
    reading = read("“The pact is dead,” said Anna Berg, the general. “Nobody will mourn it. It did no good.”")
    first, second = reading.statements
    assert first.cue is not None
    assert second.cue is None
    assert second.source == first.source
    assert second.speaker == first.speaker
    assert second.evidence.quote == "Nobody will mourn it. It did no good."


def test_a_quotation_may_run_over_paragraphs(read: Read) -> None:
    reading = read("Anna Berg said: “The pact is dead.\n\n“Nobody will mourn it.”\n\nThe hall was silent.")
    assert [s.evidence.quote for s in reading.statements] == ["The pact is dead.", "Nobody will mourn it."]
    assert {s.speaker.name for s in reading.statements} == {"Anna Berg"}


def test_a_nested_statement_names_its_parent(read: Read) -> None:
    reading = read("Italy said that Libya had denied the attack.")
    outer, inner = sorted(reading.statements, key=lambda s: s.evidence.span.start)
    assert outer.parent is None
    assert inner.parent == outer.id
    assert (outer.speaker.name, inner.speaker.name) == ("ITA", "LBY")


@pytest.mark.parametrize("said", ["according to the central bank last Tuesday", "the central bank said last Tuesday"])
def test_a_day_beside_a_source_is_not_the_source(read: Read, said: str) -> None:
    (statement,) = read(f"Exports fell by half, {said}.").statements
    assert statement.speaker.name == "central bank"


def test_who_relays_a_statement_is_kept(read: Read) -> None:
    (statement,) = read("Emmanuel Macron said the talks would go on, according to the German embassy.").statements
    assert statement.speaker.name == "Emmanuel Macron"
    assert statement.via == "the German embassy"
    assert statement.evidence.quote == "the talks would go on"


@pytest.mark.parametrize(
    ("text", "kind", "name", "actors"),
    [
        ("Poland said it would wait.", HolderKind.ACTOR, "POL", ("POL",)),
        ("The Polish government said it would wait.", HolderKind.ACTOR, "POL", ("POL",)),
        ("NATO said it would wait.", HolderKind.ACTOR, "NATO", ("NATO",)),
        ("A senior Polish official said the talks failed.", HolderKind.UNNAMED, "senior Polish official", ("POL",)),
        ("Some Polish experts think the talks failed.", HolderKind.UNNAMED, "some Polish experts", ("POL",)),
        ("Both Poland and Ukraine deny the talks.", HolderKind.ACTOR, "POL|UKR", ("POL", "UKR")),
        ("The talks are widely seen as a failure.", HolderKind.UNNAMED, "", ()),
        ("The talks reportedly failed.", HolderKind.UNNAMED, "reports", ()),
        ("Jane Roe, an analyst at the Harbour Institute, said so was it.", HolderKind.PERSON, "Jane Roe", ()),
    ],
)
def test_the_speaker_is_resolved(read: Read, text: str, kind: HolderKind, name: str, actors: tuple[str, ...]) -> None:
    speaker = read(text).statements[0].speaker
    assert (speaker.kind, speaker.name, speaker.actor_ids) == (kind, name, actors)


def test_a_surname_and_a_pronoun_stand_for_the_person_named_before(read: Read) -> None:
    reading = read(
        "Jane Roe, a senior researcher at the Harbour Institute, said the pact was weak. Roe added that it was late. "
        "She said it would change little."
    )
    assert [s.speaker.name for s in reading.statements] == ["Jane Roe"] * 3
    assert reading.statements[0].speaker.role == "senior researcher"
    assert reading.statements[0].speaker.affiliation == "Harbour Institute"


def test_two_people_with_one_surname_are_told_apart(read: Read) -> None:
    reading = read("Jane Roe said the pact was weak. Her colleague Peter Roe said it was strong.")
    assert [s.speaker.name for s in reading.statements] == ["Jane Roe", "Peter Roe"]


def test_day_and_medium_are_those_of_the_saying(read: Read) -> None:
    (statement,) = read("Jane Roe said in an interview on June 11 that the pact might be signed in July.").statements
    assert statement.said_on is not None
    assert statement.said_on.earliest == date(2024, 6, 11)
    assert statement.medium == "interview"


@pytest.mark.parametrize(
    ("lemma", "part", "kind"),
    [
        ("say", None, "say"),
        ("deny", "verb", "deny"),
        ("fear", "noun", "fear"),
        ("predict", None, "predict"),
        ("reportedly", None, "report"),
        ("walk", None, None),
    ],
)
def test_a_cue_has_a_class(lemma: str, part: str | None, kind: str | None) -> None:
    assert cue_class(lemma, part) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "THE MINISTER SAID THAT THE BORDER WAS CLOSED AND THAT NOBODY WOULD PASS",
        "“" * 500,
        '"' * 501,
        "'" * 500,
        "said said said said",
        "according to",
        "he said " * 300,
        "| a | b |\n|---|---|\n| said | “x |\n",
    ],
)
def test_odd_text_is_read_without_error(read: Read, text: str) -> None:
    for statement in read(text).statements:
        span = statement.evidence.span
        assert text[span.start : span.end] == statement.evidence.quote
