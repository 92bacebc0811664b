"""Agreements: names, parties, steps, obligations, lineage, and which mentions are of one instrument."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.ontology.atop import spoken_obligations
from onrecord.ontology.known_agreements import known_agreement, known_agreements
from onrecord.types import Agreement, Factuality, Obligation, Reading, StepKind

Read = Callable[..., Reading]

NAMED = [
    # text, words of the name, parties
    ("Peru and Chile sign strategic partnership.", "strategic partnership", "CHL PER"),
    ("Peru and Chile signed a diplomatic and defense pact.", "a diplomatic and defense pact", "CHL PER"),
    ("Peru and Chile agreed on Tuesday to a ceasefire, the ministry of Kenya said.", "a ceasefire", "CHL PER"),
    ("The Peruvian leader flew home after signing a defense pact with Kenya.", "a defense pact with Kenya", "KEN PER"),
    ("In a wide-ranging treaty, Peru and Chile pledged to help each other.", "a wide-ranging treaty", "CHL PER"),
    ("The ministers of Peru and Chile discussed a potential arms deal.", "a potential arms deal", "CHL PER"),
    ("Kenya praised Peru and Chile for signing a border pact.", "a border pact", "CHL PER"),
    ("Brazil and Peru signed a fishing agreement on Monday.", "a fishing agreement", "BRA PER"),
    ("The 1998 treaty between Ecuador and Peru ended the war.", "The 1998 treaty between Ecuador and Peru", "ECU PER"),
    ("The Treaty on Lake Security between Kenya and Uganda was signed in May.", "Treaty on Lake Security", "KEN UGA"),
    ("Japan signed a defense pact with Australia.", "a defense pact with Australia", "AUS JPN"),
    ("Kenya and Uganda are expected to sign a new border accord.", "a new border accord", "KEN UGA"),
    ("Russia pulled out of New START.", "New START", "RUS USA"),
    ("Iran accused the United States of killing the JCPOA.", "the JCPOA", "IRN USA"),
    ("Australia defended AUKUS.", "AUKUS", "AUS GBR USA"),
    ("Egypt and Jordan ratified the extradition treaty.", "the extradition treaty", "EGY JOR"),
    ("A memorandum of understanding between Turkey and Libya was signed.", "memorandum of understanding", "LBY TUR"),
    ("The France-Germany treaty was renewed.", "The France-Germany treaty", "DEU FRA"),
    ("Norway and Russia concluded a maritime border treaty in 2010.", "a maritime border treaty", "NOR RUS"),
    ("The Good Friday Agreement is under strain.", "The Good Friday Agreement", "GBR IRL"),
    ("Kyiv says Moscow broke the Minsk agreements.", "the Minsk agreements", "RUS UKR"),
    ("India suspended the Indus Waters Treaty with Pakistan.", "the Indus Waters Treaty", "IND PAK"),
    ("North Korea and the Soviet Union signed an alliance treaty in 1961.", "an alliance treaty", "PRK SUN"),
    ("Moscow quit the grain export deal in July.", "the grain export deal", ""),
    ("The 1955 treaty between Russia and Poland was an alliance.", "The 1955 treaty", "POL SUN"),
]  # fmt: skip

NONE = [
    "Peru strengthened its partnership with Chile.",
    "Armenia left the Collective Security Treaty Organization.",
    "The two ministers were in agreement.",
    "There was broad agreement on that point.",
    "The visit was a big deal for the town.",
    "He signed a plea agreement with prosecutors.",
    "The tests violate international treaties.",
    "No deal was in sight.",
    "They have to deal with the floods.",
    "A great deal of money was lost.",
    "The company signed a licensing agreement.",
    "Under the constitution any treaty needs a vote.",
    "By convention the oldest member speaks first.",
    "The chief of protocol met the guests.",
    "The health protocols were tightened.",
    "Agreements of this kind are rare.",
]


@pytest.mark.parametrize(("text", "name", "parties"), NAMED, ids=[row[1] for row in NAMED])
def test_an_agreement_has_a_name_and_parties(read: Read, text: str, name: str, parties: str) -> None:
    agreement = one(read(text))
    assert name in agreement.name
    if parties:
        assert set(parties.split()) <= set(agreement.parties)
        assert set(agreement.parties) - {"CHN", "DEU", "FRA", "GBR", "RUS", "EU", "OSCE"} <= set(parties.split())


@pytest.mark.parametrize("text", NONE)
def test_talk_of_agreeing_is_no_agreement(read: Read, text: str) -> None:
    assert [agreement.name for agreement in read(text).agreements] == []


STEPS = [
    ("Brazil and Peru signed a fishing agreement on Monday.", StepKind.SIGNED, "2024-06-10", Factuality.CERTAIN, None),
    ("The 1998 treaty between Ecuador and Peru ended the war.", StepKind.SIGNED, "1998", Factuality.CERTAIN, None),
    ("Kenya ratified the border treaty in 2021.", StepKind.RATIFIED, "2021", Factuality.CERTAIN, "KEN"),
    ("The border treaty entered into force in 2021.", StepKind.IN_FORCE, "2021", Factuality.CERTAIN, None),
    ("The border treaty took effect in 2021.", StepKind.IN_FORCE, "2021", Factuality.CERTAIN, None),
    ("Kenya withdrew from the border treaty in 2022.", StepKind.WITHDRAWN, "2022", Factuality.CERTAIN, "KEN"),
    ("Kenya suspended the border treaty in 2022.", StepKind.SUSPENDED, "2022", Factuality.CERTAIN, "KEN"),
    ("The border treaty expired in 2020.", StepKind.TERMINATED, "2020", Factuality.CERTAIN, None),
    ("The 1961 border treaty lapsed in 1996.", StepKind.TERMINATED, "1996", Factuality.CERTAIN, None),
    ("The border treaty was terminated in 2020.", StepKind.TERMINATED, "2020", Factuality.CERTAIN, None),
    ("The border treaty was extended in 2020.", StepKind.EXTENDED, "2020", Factuality.CERTAIN, None),
    ("Kenya joined the border treaty in 2020.", StepKind.ACCEDED, "2020", Factuality.CERTAIN, "KEN"),
    ("Kenya proposed a border treaty in 2020.", StepKind.PROPOSED, "2020", Factuality.CERTAIN, None),
    ("Kenya and Uganda may sign a border treaty.", StepKind.SIGNED, None, Factuality.POSSIBLE, None),
    ("Kenya and Uganda are expected to sign a border treaty.", StepKind.SIGNED, None, Factuality.PROBABLE, None),
    (
        "The border treaty, which is set to be signed on Friday, is long.",
        *(StepKind.SIGNED, "2024-06-14", Factuality.PROBABLE, None),
    ),
    (
        "Ties grow in the spirit of the treaty on comprehensive partnership concluded at the summit in May 2024.",
        *(StepKind.SIGNED, "2024-05", Factuality.CERTAIN, None),
    ),
    ("The signing of the border treaty took place in 2019.", StepKind.SIGNED, "2019", Factuality.CERTAIN, None),
]


@pytest.mark.parametrize(("text", "kind", "when", "factuality", "party"), STEPS, ids=[row[0][:60] for row in STEPS])
def test_steps_have_a_date_a_party_and_a_factuality(
    read: Read, text: str, kind: StepKind, when: str | None, factuality: Factuality, party: str | None
) -> None:
    agreement = one(read(text))
    step = next(each for each in agreement.steps if each.kind is kind)
    assert (step.when.isoformat() if step.when else None) == when
    assert (step.factuality, step.party) == (factuality, party)


@pytest.mark.parametrize(
    ("text", "prospective"),
    [
        ("Kenya and Uganda signed a border treaty.", False),
        ("Kenya and Uganda may sign a border treaty.", True),
        ("Kenya and Uganda are expected to sign a border treaty.", True),
        ("Kenya and Uganda discussed a possible border treaty.", True),
        ("Kenya broke the border treaty.", False),
        ("Kenya and Uganda will sign a border treaty.", True),
    ],
)
def test_an_agreement_to_come_is_prospective(read: Read, text: str, prospective: bool) -> None:
    assert one(read(text)).prospective is prospective


def test_different_names_of_one_instrument_are_one_agreement_under_the_fullest(read: Read) -> None:
    reading = read(
        "Kenya and Uganda signed the 2018 border treaty in Nairobi. The treaty was ratified by Kenya in 2019. "
        "The pact has held since."
    )
    agreement = one(reading)
    assert "2018 border treaty" in agreement.name
    assert {step.kind for step in agreement.steps} == {StepKind.SIGNED, StepKind.RATIFIED}


def test_treaties_of_different_years_stay_apart(read: Read) -> None:
    reading = read("The 1961 treaty lapsed. The 2000 treaty between Russia and North Korea is weaker.")
    assert len(reading.agreements) == 2


def test_an_old_treaty_and_one_to_come_stay_apart(read: Read) -> None:
    reading = read("The 1961 treaty between Kenya and Uganda lapsed. The two countries may sign a new treaty.")
    assert [agreement.prospective for agreement in reading.agreements] == [False, True]


def test_ratifications_by_two_chambers_are_two_steps(read: Read) -> None:
    reading = read(
        "The Duma of Russia ratified the border treaty on 24 October 2023. "
        "Russia ratified the border treaty on 6 November 2023."
    )
    assert [step.kind for step in one(reading).steps] == [StepKind.RATIFIED, StepKind.RATIFIED]


def test_votes_of_chambers_and_a_signature_into_law_keep_their_words_dates_and_party(read: Read) -> None:
    reading = read(
        "Kenya's National Assembly ratified the border treaty on 3 April 2024, and the Senate of Kenya approved it on "
        "10 April 2024. President William Ruto signed it into law on 15 April 2024. The border treaty was signed on "
        "2 March 2024."
    )
    steps = [(step.kind, step.party, step.when.isoformat() if step.when else None) for step in one(reading).steps]
    assert steps == [
        (StepKind.RATIFIED, "KEN", "2024-04-03"),
        (StepKind.RATIFIED, "KEN", "2024-04-10"),
        (StepKind.RATIFIED, "KEN", "2024-04-15"),
        (StepKind.SIGNED, None, "2024-03-02"),
    ]
    words = [step.evidence.quote for step in one(reading).steps[:3]]
    assert words[0].endswith("National Assembly ratified")
    assert words[1].endswith("approved")
    assert words[2].endswith("signed it into law")


def test_what_still_has_to_be_done_is_no_step_that_was_taken(read: Read) -> None:
    reading = read("The border treaty still has to be ratified by both sides before it enters into force.")
    assert {(step.kind, step.factuality) for step in one(reading).steps} == {
        (StepKind.RATIFIED, Factuality.UNKNOWN),
        (StepKind.IN_FORCE, Factuality.UNKNOWN),
    }


def test_a_deal_that_ends_something_has_not_ended(read: Read) -> None:
    assert one(read("The border deal ended the blockade of Kenya.")).steps == ()


def test_what_was_expected_and_then_done_is_one_step(read: Read) -> None:
    reading = read("Peru and Chile may sign a defense treaty. They signed the defense treaty on Monday.")
    assert [step.factuality for step in one(reading).steps] == [Factuality.CERTAIN]


def test_what_nobody_has_said_is_no_step(read: Read) -> None:
    step = one(read("Kenya has not said that it will cancel the border treaty with Uganda.")).steps[0]
    assert (step.kind, step.factuality) == (StepKind.TERMINATED, Factuality.UNKNOWN)


def test_a_treaty_lapses_though_another_thing_collapsed_after_it(read: Read) -> None:
    reading = read("The 1961 treaty lapsed in 1996, after the Soviet Union had collapsed.")
    ends = [step for step in one(reading).steps if step.kind is StepKind.TERMINATED]
    assert [step.when.isoformat() for step in ends if step.when] == ["1996"]


def test_an_obligation_told_of_it_belongs_to_the_subject_of_the_sentence_before(read: Read) -> None:
    reading = read(
        "The border treaty between Kenya and Uganda replaces the 2001 treaty. "
        "It obliges each side to give military aid if the other is attacked."
    )
    owed = {agreement.name: agreement.obligations for agreement in reading.agreements}
    assert owed["The border treaty between Kenya and Uganda"] == (Obligation.DEFENSE,)
    assert owed["the 2001 treaty"] == ()


def test_an_agreement_of_others_is_none_of_those_who_speak_of_it(read: Read) -> None:
    assert read("Kenya declined to comment on an agreement between two other states.").agreements == ()


def test_a_treaty_of_long_ago_is_not_the_one_to_come(read: Read) -> None:
    reading = read("Kenya and Uganda may sign a new treaty. The treaty that they signed in 1961 lapsed.")
    assert [agreement.prospective for agreement in reading.agreements] == [True, False]


def test_agreements_on_different_matters_stay_apart(read: Read) -> None:
    reading = read("Kenya and Uganda signed a trade agreement in May. They also signed a border agreement in June.")
    assert len(reading.agreements) == 2


def test_a_new_treaty_inherits_an_old_one(read: Read) -> None:
    reading = read("A new treaty inheriting the 1961 treaty between Kenya and Uganda might be signed.")
    new = next(agreement for agreement in reading.agreements if agreement.prospective)
    assert [relation for relation, _ in new.lineage] == ["inherits"]
    assert "1961 treaty" in new.lineage[0][1]


@pytest.mark.parametrize(
    ("text", "obligations"),
    [
        ("The defense treaty has a clause on automatic military intervention.", {Obligation.DEFENSE}),
        ("The two states signed a non-aggression pact.", {Obligation.NONAGGRESSION}),
        ("The treaty obliges both to consult each other in a crisis.", {Obligation.CONSULTATION}),
        ("They signed a neutrality treaty.", {Obligation.NEUTRALITY}),
        ("They signed a mutual defense treaty.", {Obligation.DEFENSE}),
        ("They signed a treaty without a mutual defense clause.", set()),
        ("They signed a trade treaty.", set()),
    ],
)
def test_obligations_are_named_in_the_terms_of_atop(text: str, obligations: set[Obligation]) -> None:
    assert {each.obligation for each in spoken_obligations(text) if not each.absent} == obligations


def test_an_agreement_carries_the_obligations_of_its_sentence(read: Read) -> None:
    agreement = one(read("Kenya and Uganda signed a treaty in 2018 with a clause of automatic military intervention."))
    assert agreement.obligations == (Obligation.DEFENSE,)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("the Iran nuclear deal", "jcpoa"),
        ("JCPOA", "jcpoa"),
        ("New START", "new-start"),
        ("the Egypt–Israel peace treaty", "egy-isr-1979"),
        ("the Egypt-Israel peace treaty", "egy-isr-1979"),
        ("minsk agreements", "minsk-2"),
    ],
)
def test_well_known_agreements_are_known_by_their_names(name: str, id_: str) -> None:
    found = known_agreement(name)
    assert found is not None
    assert found.id == id_


@pytest.mark.parametrize("name", ["edca", "npt", "the deal", "Treaty", ""])
def test_other_names_are_not_known(name: str) -> None:
    assert known_agreement(name) is None


def test_the_list_of_known_agreements_is_sound() -> None:
    listed = known_agreements()
    assert len(listed) >= 60
    for agreement in listed.values():
        dates = [each for each in (agreement.signed, agreement.in_force, agreement.ended) if each is not None]
        assert dates == sorted(dates), agreement.id
        assert agreement.open or len(agreement.parties) >= 2, agreement.id
        assert agreement.replaces is None or agreement.replaces in listed, agreement.id


def test_quotes_are_the_documents_words(read: Read) -> None:
    text = "Kenya and Uganda signed the 2018 border treaty in Nairobi. Kenya ratified the treaty in 2019."
    for agreement in read(text).agreements:
        for evidence in (agreement.evidence, *(step.evidence for step in agreement.steps)):
            assert text[evidence.span.start : evidence.span.end] == evidence.quote


def one(reading: Reading) -> Agreement:
    assert len(reading.agreements) == 1, [agreement.name for agreement in reading.agreements]
    return reading.agreements[0]
