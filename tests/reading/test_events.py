"""Which acts a sentence names, who does them to whom, and when: tables of sentences written for these tests.

An expectation reads "TYPE trigger ACTORS>RECIPIENTS tense factuality", ids joined by "+", "-" for nobody. All events of
a text must be those expected, in their order, so that a spurious one fails as a missing one does.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.types import EventMention, Reading

Read = Callable[..., Reading]


def told(event: EventMention) -> str:
    """An event in the notation of the tables."""
    actors = "+".join(actor.id for actor in event.actors) or "-"
    recipients = "+".join(actor.id for actor in event.recipients) or "-"
    return f"{event.type} {event.evidence.quote} {actors}>{recipients} {event.tense} {event.factuality}"


ACTS = [
    # AGREE
    ("Russia and Iran signed a treaty on Monday.", ["AGREE signed RUS+IRN>- past CT+"]),
    ("A pact between Japan and Australia was signed in Tokyo in 2022.", ["AGREE signed JPN+AUS>- past CT+"]),
    (
        "Greece and Egypt agreed to share the costs of the canal.",
        ["AGREE agreed GRC+EGY>- past CT+", "COOPERATE share GRC+EGY>- future PR+"],
    ),
    ("China promised to build a railway in Kenya.", ["AGREE promised CHN>- past CT+"]),
    ("India and France concluded an agreement on fishing.", ["AGREE concluded IND+FRA>- past CT+"]),
    (
        "The 1972 treaty between the United States and the Soviet Union hangs on the wall.",
        ["AGREE treaty USA+SUN>- past CT+"],
    ),
    ("Poland has ratified the convention.", ["AGREE ratified POL>- past CT+"]),
    # CONSULT
    ("German Chancellor Olaf Scholz visited China in April.", ["CONSULT visited DEU>CHN past CT+"]),
    ("Brazil and Argentina held talks in Montevideo.", ["CONSULT talks BRA+ARG>- past CT+"]),
    ("Antony Blinken met with Sergey Lavrov in Bali.", ["CONSULT met USA+RUS>- past CT+"]),
    ("Narendra Modi paid a visit to Russia.", ["CONSULT visit IND>RUS past CT+"]),
    ("Talks between Armenia and Azerbaijan resumed on Friday.", ["CONSULT Talks ARM+AZE>- past CT+"]),
    ("Vladimir Putin arrived in Vietnam early on Thursday.", ["CONSULT arrived RUS>VNM past CT+"]),
    ("Qatar mediated between Israel and Hamas.", ["CONSULT mediated QAT>ISR+Hamas past CT+"]),
    ("Xi Jinping travelled to Serbia in May.", ["CONSULT travelled CHN>SRB past CT+"]),
    ("Joe Biden spoke with Xi Jinping by telephone.", ["CONSULT spoke USA+CHN>- past CT+"]),
    # SUPPORT
    ("Iran praised Syria.", ["SUPPORT praised IRN>SYR past CT+"]),
    ("Belarus congratulated China on its progress.", ["SUPPORT congratulated BLR>CHN past CT+"]),
    ("Spain recognised the State of Palestine in May.", ["SUPPORT recognised ESP>PSE past CT+"]),
    ("Turkey apologised to Russia.", ["SUPPORT apologised TUR>RUS past CT+"]),
    ("Canada expressed solidarity with Ukraine.", ["SUPPORT expressed CAN>UKR past CT+"]),
    ("Iran and Saudi Arabia restored diplomatic relations in 2023.", ["SUPPORT restored IRN+SAU>- past CT+"]),
    # CONCEDE
    ("Under pressure, Greece backed down.", ["CONCEDE backed down GRC>- past CT+"]),
    ("Britain gave in to Iran.", ["CONCEDE gave in GBR>IRN past CT+"]),
    ("China eased restrictions on Australia.", ["CONCEDE eased CHN>AUS past CT+"]),
    # COOPERATE
    ("Norway and Sweden cooperated closely in the search.", ["COOPERATE cooperated NOR+SWE>- past CT+"]),
    ("The United States shared intelligence with Ukraine.", ["COOPERATE shared USA>UKR past CT+"]),
    ("China and Russia held joint naval drills in the Sea of Japan.", ["COOPERATE drills CHN+RUS>- past CT+"]),
    ("Spain extradited the banker to the United States.", ["COOPERATE extradited ESP>USA past CT+"]),
    # AID
    ("Germany supplied tanks to Ukraine.", ["AID supplied DEU>UKR past CT+"]),
    ("India sent medicine to Sri Lanka.", ["AID sent IND>LKA past CT+"]),
    ("Ukraine received missiles from France.", ["AID received FRA>UKR past CT+"]),
    ("Norway gave Pakistan a loan of ten million dollars.", ["AID gave NOR>PAK past CT+"]),
    ("Arms shipments from Iran to Russia continued.", ["AID shipments IRN>RUS past CT+"]),
    ("Dutch instructors trained Ukrainian pilots.", ["AID trained NLD>UKR past CT+"]),
    # RETREAT
    ("Russia withdrew its troops from Syria.", ["RETREAT withdrew RUS>SYR past CT+"]),
    ("Iran released two British sailors.", ["RETREAT released IRN>GBR past CT+"]),
    ("The United States lifted sanctions on Sudan.", ["RETREAT lifted USA>SDN past CT+"]),
    ("Ethiopia and Eritrea exchanged prisoners.", ["RETREAT exchanged ETH+ERI>- past CT+"]),
    ("North Korea dismantled a reactor.", ["RETREAT dismantled PRK>- past CT+"]),
    # REQUEST
    ("Pakistan asked China for a loan.", ["REQUEST asked PAK>CHN past CT+"]),
    ("Iran invited Saudi Arabia.", ["REQUEST invited IRN>SAU past CT+"]),
    ("Egypt appealed to Ethiopia for patience.", ["REQUEST appealed EGY>ETH past CT+"]),
    ("Japan demanded an answer from North Korea.", ["REQUEST demanded JPN>PRK past CT+"]),
    ("Ukraine is seeking missiles from Germany.", ["REQUEST seeking UKR>DEU present CT+"]),
    # ACCUSE
    ("Iran condemned Israel.", ["ACCUSE condemned IRN>ISR past CT+"]),
    ("Poland accused Belarus.", ["ACCUSE accused POL>BLR past CT+"]),
    ("Chad blamed Sudan.", ["ACCUSE blamed TCD>SDN past CT+"]),
    ("Russia was criticised by Finland.", ["ACCUSE criticised FIN>RUS past CT+"]),
    ("China summoned the Japanese ambassador.", ["ACCUSE summoned CHN>JPN past CT+"]),
    # REJECT
    ("Israel rejected the Egyptian proposal.", ["REJECT rejected ISR>EGY past CT+"]),
    ("Russia vetoed the resolution.", ["REJECT vetoed RUS>- past CT+"]),
    ("Britain withdrew from the European Union.", ["REJECT withdrew GBR>EU past CT+"]),
    ("The Russian delegation walked out.", ["REJECT walked RUS>- past CT+"]),
    ("Iran dismissed the accusations.", ["REJECT dismissed IRN>- past CT+"]),
    ("North Korea broke off talks with the United States.", ["REJECT broke off PRK>USA past CT+"]),
    ("Turkey tore up the agreement.", ["REJECT tore up TUR>- past CT+"]),
    # THREATEN
    ("North Korea threatened South Korea.", ["THREATEN threatened PRK>KOR past CT+"]),
    ("China warned Japan.", ["THREATEN warned CHN>JPN past CT+"]),
    ("China issued a warning to Australia.", ["THREATEN warning CHN>AUS past CT+"]),
    ("Russia gave Ukraine an ultimatum.", ["THREATEN ultimatum RUS>UKR past CT+"]),
    # PROTEST
    ("Iranians protested outside the Swedish embassy.", ["PROTEST protested IRN>SWE past CT+"]),
    # SANCTION
    ("The European Union imposed sanctions on Belarus.", ["SANCTION sanctions EU>BLR past CT+"]),
    ("Canada expelled four Indian diplomats.", ["SANCTION expelled CAN>IND past CT+"]),
    ("Sudan cut ties with Iran.", ["SANCTION cut SDN>IRN past CT+"]),
    ("France recalled its ambassador to Australia.", ["SANCTION recalled FRA>AUS past CT+"]),
    ("Colombia broke off relations with Israel.", ["SANCTION broke off COL>ISR past CT+"]),
    # MOBILIZE
    ("North Korea fired a ballistic missile toward Japan.", ["MOBILIZE fired PRK>JPN past CT+"]),
    ("Venezuela deployed troops near the border with Guyana.", ["MOBILIZE deployed VEN>GUY past CT+"]),
    ("The missile test by North Korea lasted an hour.", ["MOBILIZE test PRK>- past CT+"]),
    ("Russia tested a nuclear torpedo.", ["MOBILIZE tested RUS>- past CT+"]),
    # COERCE
    ("Iran seized a Greek tanker.", ["COERCE seized IRN>GRC past CT+"]),
    ("Russia detained an American journalist.", ["COERCE detained RUS>USA past CT+"]),
    ("Russia annexed Ukrainian territory in 2014.", ["COERCE annexed RUS>UKR past CT+"]),
    ("Qatar was blockaded by Saudi Arabia.", ["COERCE blockaded SAU>QAT past CT+"]),
    # ASSAULT
    ("Russia invaded Ukraine in 2022.", ["ASSAULT invaded RUS>UKR past CT+"]),
    ("Israel launched airstrikes on Syria.", ["ASSAULT airstrikes ISR>SYR past CT+"]),
    ("Ukrainian troops were attacked by Russian forces.", ["ASSAULT attacked RUS>UKR past CT+"]),
    ("Iran launched missiles at Israel.", ["ASSAULT launched IRN>ISR past CT+"]),
    ("Indian and Pakistani troops clashed along the border.", ["ASSAULT clashed IND+PAK>- past CT+"]),
]

NONE = [
    # sport
    "Turkey beat Greece in the championship match.",
    "The Russian striker scored twice against Turkey in the final.",
    "Germany signed the Brazilian goalkeeper for 20 million euros.",
    "France met Spain in the semi-final and lost.",
    "England attacked early but Italy held firm in the second half.",
    "Japan launched its bid for the gold medal with a victory.",
    "The Australian captain praised the pitch.",
    "Croatia's defence was under fire throughout the match.",
    # economy
    "China's economy grew 5 percent last year.",
    "Iran's currency lost ten percent of its value.",
    "Oil exports from Norway rose in May.",
    "Japan met the target for exports.",
    "Japan's central bank raised rates to fight inflation.",
    "The Chinese company launched a new phone.",
    "Germany's industry supplied fewer cars than a year ago.",
    "Higher wages hit Polish employers.",
    "The Indian market struck a record high.",
    "Swiss banks offered better rates.",
    # biography
    "Recep Tayyip Erdogan was born in 1954 in Istanbul.",
    "Angela Merkel studied physics in Leipzig.",
    "Emmanuel Macron was a banker before he entered politics.",
    "Xi Jinping's father was a veteran of the party.",
    "Narendra Modi practises yoga every morning.",
    "Olaf Scholz has been a lawyer since 1985.",
    # opinion and background
    "Washington should think again about its policy towards Iran.",
    "Ukraine needs ammunition more than ever.",
    "Israel and Iran have been enemies for decades.",
    "The relations between China and Japan are tense.",
    "Nobody understands Russia better than its poets.",
    "The book tells of the long history of Greece and Turkey.",
    "Egypt has more than a hundred million inhabitants.",
    "Belarus lies between Poland and Russia.",
    # words of acts in their everyday senses
    "Russia hosted a website for readers of poetry.",
    "The two writers struck a balance between Iran and Israel.",
    "An attack of flu kept the French minister at home.",
    "Tourists visited in record numbers, Thailand's hotels reported.",
    "A strong earthquake struck Turkey.",
    "In Greece, fires killed ten people.",
    "A Chilean military plane crashed after takeoff, killing four people.",
    "Heavy snow blocked roads in Austria.",
    "The exhibition in Vienna meets the needs of children.",
    "The talk of the town in Rome is a cat.",
    "Rain is expected in Portugal on Tuesday.",
    "The Danish minister broke a leg while skiing.",
    "The relationship goes back decades in Canada.",
]


@pytest.mark.parametrize(("text", "expected"), ACTS, ids=lambda value: value if isinstance(value, str) else "")
def test_an_act_is_found_with_its_parties(read: Read, text: str, expected: list[str]) -> None:
    assert [told(event) for event in read(text).events] == expected


@pytest.mark.parametrize("text", NONE)
def test_no_event_where_nothing_was_done_between_parties(read: Read, text: str) -> None:
    assert [told(event) for event in read(text).events] == []
