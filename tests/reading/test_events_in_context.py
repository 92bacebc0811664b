"""Events that need more than their own clause: several in a sentence, mentions that speak of each other, statements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.reading.reader import Reader
from onrecord.types import EventMention, Factuality, Reading, Tense

Read = Callable[..., Reading]


def told(event: EventMention) -> str:
    actors = "+".join(actor.id for actor in event.actors) or "-"
    recipients = "+".join(actor.id for actor in event.recipients) or "-"
    return f"{event.type} {event.evidence.quote} {actors}>{recipients} {event.tense} {event.factuality}"


SEVERAL = [
    (
        "Vladimir Putin visited China and signed an agreement with Xi Jinping.",
        ["CONSULT visited RUS>CHN past CT+", "AGREE signed RUS+CHN>- past CT+"],
    ),
    (
        "The United States lifted sanctions on Sudan after Sudan recognised Israel.",
        ["RETREAT lifted USA>SDN past CT+", "SUPPORT recognised SDN>ISR past CT+"],
    ),
    (
        "Iran condemned the Israeli attack on Syria.",
        ["ACCUSE condemned IRN>ISR past CT+", "ASSAULT attack ISR>SYR past CT+"],
    ),
    (
        "Japan, which had imposed sanctions on Russia, expelled a Russian diplomat.",
        ["SANCTION sanctions JPN>RUS past CT+", "SANCTION expelled JPN>RUS past CT+"],
    ),
    (
        "Emmanuel Macron will meet Olaf Scholz and sign a treaty with Germany.",
        ["CONSULT meet FRA+DEU>- future CT+", "AGREE sign FRA+DEU>- future CT+"],
    ),
    ("Missile strikes by Russia hit the Ukrainian port of Odesa.", ["ASSAULT hit RUS>UKR past CT+"]),
    ("Israel launched airstrikes on Syria, killing an Iranian general.", ["ASSAULT airstrikes ISR>SYR past CT+"]),
    (
        "In a phone call, Olaf Scholz warned Xi Jinping.",
        ["CONSULT call DEU+CHN>- past CT+", "THREATEN warned DEU>CHN past CT+"],
    ),
    (
        "France backs Chile in its war against Peru.",
        ["SUPPORT backs FRA>CHL present CT+", "ASSAULT war CHL>PER present CT+"],
    ),
    (
        "Norway was accused of helping Chile in the war against Peru.",
        ["ACCUSE accused ->NOR past CT+", "AID helping NOR>CHL past PS+", "ASSAULT war CHL>PER past CT+"],
    ),
    ("Iranian drones were delivered to Sudan on Monday.", ["AID delivered IRN>SDN past CT+"]),
    ("France delivered Norwegian rifles to Chile.", ["AID delivered FRA>CHL past CT+"]),
    ("Shells were sent to Sudan, according to Chad.", ["AID sent ->SDN past CT+"]),
    ("Norway took several steps, including sending warships to Chile.", ["MOBILIZE sending NOR>CHL past CT+"]),
    ("Such tests often end in Chad scrambling its fighter jets.", ["MOBILIZE scrambling TCD>- present CT+"]),
    ("Chile suffered a raid by Peru.", ["ASSAULT raid PER>CHL past CT+"]),
    ("Norwegian vessels encountered fire from Chilean vessels.", ["ASSAULT encountered CHL>NOR past CT+"]),
    ("Hamas claimed responsibility for a bombing in Chile.", ["ASSAULT bombing Hamas>CHL past CT+"]),
    (
        "Hamas denied responsibility for the raid on Chile.",
        ["REJECT denied Hamas>- past CT+", "ASSAULT raid ->CHL past CT+"],
    ),
    ("A court in Oslo jailed two Chilean spies.", ["COERCE jailed NOR>CHL past CT+"]),
    ("A U.S. armored vehicle opened fire on Norwegian troops.", ["ASSAULT opened USA>NOR past CT+"]),
    ("Two Chinese warships were sent to the strait.", ["MOBILIZE sent CHN>- past CT+"]),
    ("The United States announced sanctions on Belarus.", ["SANCTION sanctions USA>BLR past CT+"]),
    ("The Kremlin announced a visit by Vladimir Putin to India.", ["CONSULT visit RUS>IND future PR+"]),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL, ids=lambda value: value if isinstance(value, str) else "")
def test_several_acts_in_a_sentence_are_kept_apart_and_one_act_is_one(
    read: Read, text: str, expected: list[str]
) -> None:
    assert [told(event) for event in read(text).events] == expected


AMONG_CLAUSES = [
    ("Norway and the Iran-backed Houthi movement agreed to a truce.", "AGREE agreed NOR+Houthis>- past CT+"),
    (
        "Talks between Sergey Lavrov and his counterparts from Norway and France ended on Monday.",
        "CONSULT Talks RUS+NOR+FRA>- past CT+",
    ),
    ("Lula and Macron spoke by phone and are expected to meet.", "CONSULT meet BRA+FRA>- future PR+"),
    ("Sweden and Norway met in Oslo for a summit.", "CONSULT summit SWE+NOR>- past CT+"),
    (
        "The Foreign Ministry of China issued a statement on Monday. The statement accused Norway of meddling.",
        "ACCUSE accused CHN>NOR past CT+",
    ),
    ("Oslo stood firm despite China's threats and pleas from Norway.", "THREATEN threats CHN>- past CT+"),
    ("Germany made a call for a ceasefire in Sudan.", "RETREAT ceasefire ->- future Uu"),
    ("France said Serbia wouldn't sign, accusing Kosovo of greed.", "ACCUSE accusing FRA>XKX past CT+"),
    (
        "Armenia has accused Russia of failing to protect it, threatening to leave the bloc.",
        "THREATEN threatening ARM>RUS past CT+",
    ),
    ("Norway will arm Chad if Western countries keep arming Sudan.", "AID arming ->SDN future Uu"),
    ("Oslo called on Serbia to end its harassment of Kosovo.", "COERCE harassment SRB>XKX present CT+"),
    ("China has sent warplanes into Taiwan's air defence zone.", "MOBILIZE sent CHN>TWN past CT+"),
    ("Emmanuel Macron is the highest-ranking European to visit Tonga since 1998.", "CONSULT visit FRA>TON past CT+"),
    ("Norway and Sweden hold the largest agreement signed with Iceland.", "AGREE signed ISL>- past CT+"),
    ("Emmanuel Macron received a warm welcome from Xi Jinping.", "SUPPORT received CHN>FRA past CT+"),
    ("A Kenyan member of the MINUSMA force is killed in Mali.", "ASSAULT killed ->KEN+MLI present CT+"),
    (
        "The French Supreme Court is requested to block the Norwegian purchase.",
        "REQUEST requested ->FRA present CT+",
    ),
    ("Minsk warned that it could turn off gas that is bound for Germany.", "SANCTION turn off BLR>DEU future PS+"),
    ("Chile and Peru have ramped up ties this year.", "COOPERATE ramped up CHL+PER>- past CT+"),
    ("Peru entered into an agreement with the government of Chile.", "AGREE entered PER+CHL>- past CT+"),
    ("Peru began a military offensive into northern Chile.", "ASSAULT began PER>CHL past CT+"),
    ("Norway has imposed a lower 10% tariff on goods from Chile.", "SANCTION tariff NOR>CHL past CT+"),
    (
        "Israel needs to take a bold approach and pre-emptively strike Hezbollah's strongholds.",
        "ASSAULT strike ISR>Hezbollah future Uu",
    ),
    ("--Kim Jong Un, leader of North Korea, received a delegation of Chile.", "CONSULT received CHL>PRK past CT+"),
    (
        "The killing of a Hamas commander was told on Monday. Israel has not taken credit for the killing.",
        "ASSAULT killing ISR>Hamas past CT+",
    ),
    (
        "Chile and Peru have pressured Indonesia, the summit's host, to step up its condemnation of Norway and "
        "withdraw its invitation to Norway's king.",
        "SANCTION withdraw IDN>NOR future Uu",
    ),
    (
        "Armenia said that Azerbaijan's forces conducted artillery strikes toward Armenian towns.",
        "ASSAULT strikes AZE>ARM past CT+",
    ),
    ("Turkey's premier vows to seek vengeance on Syria.", "THREATEN vows TUR>- present CT+"),
    ("There is no room for talks with Norway, Sergey Lavrov said.", "CONSULT talks NOR+RUS>- future CT-"),
    ("Kenya is proud to have an agreement with Norway.", "AGREE agreement KEN+NOR>- present CT+"),
]


@pytest.mark.parametrize(("text", "expected"), AMONG_CLAUSES)
def test_parties_and_tense_are_found_across_clauses(read: Read, text: str, expected: str) -> None:
    assert expected in [told(event) for event in read(text).events]


NO_ACTS = [
    "Kenya's patrol boats met obstruction from Chinese vessels.",
    "Norway opposes Iran's plan as Oslo fears that Iran may obtain a nuclear weapon.",
    "The Kenyan soldiers arrived in Somalia at dawn.",
    "A spokesman for Norway's foreign ministry declined to comment on the treaty with Chile.",
    "Norway and Chile disagree on how to fish, and the reports have kept Norway's army on heightened alert.",
    "Not all American countries are invited to the summit in Chile.",
    "Norway announced sanctions on Iran, targeting the production of drones.",
    "Norway said that it was putting a raft of fresh sanctions on Libyan shipowners.",
    "Norwegian sanctions will hit Iranian companies that make drones.",
]


NAMING_NONE = {
    "met",
    "obtain",
    "arrived",
    "declined",
    "disagree",
    "heightened",
    "invited",
    "targeting",
    "putting",
    "hit",
}


@pytest.mark.parametrize("text", NO_ACTS)
def test_words_that_name_acts_elsewhere_name_none_here(read: Read, text: str) -> None:
    assert not {event.evidence.quote for event in read(text).events} & NAMING_NONE


def test_the_g7_does_not_take_part_in_talks_of_others(read: Read) -> None:
    events = read("The G7 summit opened in France. The pact with Iran tells of more talks.").events
    assert all("G7" not in {actor.id for actor in event.actors} for event in events if event.evidence.quote == "talks")


def test_the_visit_is_the_visit_told_before(read: Read) -> None:
    first, second = read("Xi Jinping visited Serbia on 8 May. The visit lasted two days.").events
    assert told(second) == "CONSULT visit CHN>SRB past CT+"
    assert second.when == first.when
    assert first.when is not None
    assert first.when.earliest == date(2024, 5, 8)


def test_a_coming_visit_stays_a_coming_visit(read: Read) -> None:
    events = read("Xi Jinping's upcoming visit to Serbia is news. The visit is a test for Belgrade.").events
    assert [event.tense for event in events] == [Tense.FUTURE, Tense.FUTURE]


def test_the_previous_visit_is_another_one(read: Read) -> None:
    text = "Xi Jinping will visit Serbia in July. During the previous visit to Serbia, Xi Jinping planted a tree."
    coming, former = read(text).events
    assert (coming.tense, former.tense) == (Tense.FUTURE, Tense.PAST)


def test_a_visit_of_nobody_known_is_no_event(read: Read) -> None:
    assert read("The visit lasted two days.").events == ()


def test_the_speaker_holds_what_the_speaker_says(read: Read) -> None:
    (event,) = read("Ukraine said Russia had attacked a Ukrainian port.").events
    assert event.holder.label == "UKR"
    assert event.statement is not None
    assert event.factuality is Factuality.CERTAIN


def test_what_was_agreed_is_not_done(read: Read) -> None:
    agreed, sent = read("In May, Germany agreed to send tanks to Ukraine.").events
    assert (agreed.tense, agreed.factuality) == (Tense.PAST, Factuality.CERTAIN)
    assert (sent.tense, sent.factuality) == (Tense.FUTURE, Factuality.PROBABLE)
    assert sent.when is None


def test_a_person_is_kept_beside_the_state(read: Read) -> None:
    (event,) = read("Emmanuel Macron visited Germany.").events
    assert [(actor.id, actor.person) for actor in event.actors] == [("FRA", "Emmanuel Macron")]


def test_evidence_is_the_trigger(read: Read) -> None:
    text = "Yesterday, after long talks, Norway sent aid to Chad."
    reading = read(text)
    for event in reading.events:
        assert text[event.evidence.span.start : event.evidence.span.end] == event.evidence.quote


def test_time_grows_with_length_and_no_faster(reader: Reader) -> None:
    """Steps upwards are bounded, so that a sentence of many clauses costs no more a word than a short one."""
    from onrecord.reading.factuality.paths import path_to

    text = "Iran said " + "that Iraq said " * 60 + "that Syria attacked Jordan."
    doc = reader.nlp.make_doc(text)
    for _, pipe in reader.nlp.pipeline[:6]:
        doc = pipe(doc)
    assert all(len(path_to(token, None).steps) <= 30 for token in doc)


def test_what_a_time_or_a_deal_saw_is_nobodys_report(read: Read) -> None:
    for text in (
        "The year saw Chile and Peru sign two treaties.",
        "A deal agreed in May saw Hamas release 20 hostages.",
    ):
        assert [event.holder.label for event in read(text).events] == ["author"]


def test_a_day_ahead_is_not_that_of_a_past_verb(read: Read) -> None:
    text = "In Oslo on Monday Norway announced a tariff on Chile; it threatened Peru with one beginning July 1."
    threat = next(event for event in read(text).events if event.evidence.quote == "threatened")
    assert threat.when is None


@pytest.mark.parametrize("what", ["sanctions", "a set of sanctions"])
def test_sanctions_are_of_the_day_on_which_they_were_announced(read: Read, what: str) -> None:
    (event,) = read(f"Norway announced {what} on Chile on Monday.").events
    assert event.when is not None
    assert event.when.isoformat() == "2024-06-10"
