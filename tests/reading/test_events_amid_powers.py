"""Acts whose parties are not all told: they count in a report that speaks of several powers, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.types import EventMention, Reading

Read = Callable[..., Reading]


def told(event: EventMention) -> str:
    actors = "+".join(actor.id for actor in event.actors) or "-"
    recipients = "+".join(actor.id for actor in event.recipients) or "-"
    return f"{event.type} {event.evidence.quote} {actors}>{recipients}"


AMID = [
    ("Italy and Malta met in Rome. Two sailors were released on Sunday.", "RETREAT released ->-"),
    ("Iran and Israel accuse each other. The attack came at night.", "ASSAULT attack ->-"),
    ("Kenya and Uganda held talks in June. Negotiations stalled, diplomats said.", "CONSULT Negotiations KEN+UGA>-"),
    ("Chile and Peru signed a pact. Without a deal, Chile would close the border.", "AGREE deal CHL+PER>-"),
    ("Police in Denmark said that Norwegian troops were killed in a Swedish strike.", "ASSAULT killed SWE>NOR"),
]


@pytest.mark.parametrize(("text", "expected"), AMID)
def test_an_act_counts_though_parties_are_not_told(read: Read, text: str, expected: str) -> None:
    assert expected in [told(event) for event in read(text).events]


ALONE = [
    "Two sailors were released on Sunday.",
    "The attack came at night in Denmark.",
    "Negotiations over wages in Norway stalled.",
    "Without a deal, the shops in Chile would close.",
]


@pytest.mark.parametrize("text", ALONE)
def test_it_does_not_count_where_one_power_or_none_is_spoken_of(read: Read, text: str) -> None:
    assert read(text).events == ()


WORDS = [
    ("Canada announced a new set of sanctions on Belarus.", "SANCTION sanctions CAN>BLR"),
    ('"We condemn Serbia," Prime Minister Albin Kurti of Kosovo said.', "ACCUSE condemn XKX>SRB"),
    ("Ahead of the Taiwan visit, China fired two missiles.", "CONSULT visit ->TWN"),
    ("Iran enriched uranium at a second plant, the IAEA said.", "MOBILIZE enriched IRN>-"),
    ("Finland applied to join NATO.", "AGREE join FIN>NATO"),
    ("Russia and Japan exchanged letters about the islands.", "CONSULT exchanged RUS+JPN>-"),
    ("Brazil vowed to help Bolivia.", "AGREE vowed BRA>BOL"),
    ("Serbia promised to send troops to Cyprus.", "AGREE promised SRB>-"),
    ("Pakistan used its veto against India.", "REJECT used PAK>IND"),
    ("The leaders of Latvia and Estonia spoke by telephone.", "CONSULT spoke LVA+EST>-"),
    ("Spain cancelled a contract with Israel.", "REJECT cancelled ESP>ISR"),
    ("Crisis-hit Greece asked Germany for help.", "REQUEST asked GRC>DEU"),
    ("Canada left the pact that Mexico had withdrawn from.", "REJECT withdrawn MEX>-"),
    ("The North Korea-Russia summit ended without a statement.", "CONSULT summit RUS+PRK>-"),
    ("New Zealand shrugged off the warning from China.", "REJECT shrugged off NZL>CHN"),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_these_words_name_acts(read: Read, text: str, expected: str) -> None:
    assert expected in [told(event) for event in read(text).events]


NO_ACTS = [
    "Crisis-hit Greece and sunny Spain are far from Norway.",
    "The dispute between Turkey and Greece threatens to delay the ferry.",
    "Typhoon Example killed ten people in Japan and China.",
    "Portugal and Spain fight fires in the north.",
]


@pytest.mark.parametrize("text", NO_ACTS)
def test_these_words_name_none(read: Read, text: str) -> None:
    assert read(text).events == ()


def test_a_refusal_takes_the_past_date_of_what_was_refused(read: Read) -> None:
    (refusal, *_) = read("Sweden turned down an invitation to visit Iran in 2019.").events
    assert (refusal.evidence.quote, refusal.when and refusal.when.isoformat()) == ("turned down", "2019")


def test_a_refusal_does_not_take_a_date_to_come(read: Read) -> None:
    (refusal, *_) = read("Sweden declined an invitation to visit Iran in 2031.").events
    assert refusal.when is None


CHANCES = [
    ("It is doubtful that Russia will withdraw its troops from Georgia.", "RETREAT", "PR-"),
    ("There is no chance that Cuba will visit Spain.", "CONSULT", "CT-"),
    ("There is little chance of a treaty between Iran and Israel.", "AGREE", "PR-"),
    ("The prospects of a deal between China and India are dim.", "AGREE", "PR-"),
    ("The prospects of a deal between China and India are good.", "AGREE", "PS+"),
    ("Chances of a meeting between China and India are slim.", "CONSULT", "PR-"),
]


@pytest.mark.parametrize(("text", "kind", "value"), CHANCES)
def test_a_slim_chance_speaks_against_the_event(read: Read, text: str, kind: str, value: str) -> None:
    assert [(event.type, event.factuality) for event in read(text).events] == [(kind, value)]
