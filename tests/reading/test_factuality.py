"""Whether an act was done, and who says so: one act told in many ways, in sentences written for these tests.

An expectation reads "TYPE trigger tense factuality holder"; all events of a text must be those expected.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.reading.factuality.lexicon import _embedders
from onrecord.types import EventMention, Factuality, Reading

Read = Callable[..., Reading]


def judged(event: EventMention) -> str:
    """An event in the notation of the tables."""
    return f"{event.type} {event.evidence.quote} {event.tense} {event.factuality} {event.holder.label}"


AID = [
    ("Germany supplied tanks to Ukraine.", ["AID supplied past CT+ author"]),
    ("Germany has supplied tanks to Ukraine.", ["AID supplied past CT+ author"]),
    ("Germany is supplying tanks to Ukraine.", ["AID supplying present CT+ author"]),
    ("Germany will supply tanks to Ukraine.", ["AID supply future CT+ author"]),
    ("Germany will not supply tanks to Ukraine.", ["AID supply future CT- author"]),
    ("Germany did not supply tanks to Ukraine.", ["AID supply past CT- author"]),
    ("Germany never supplied tanks to Ukraine.", ["AID supplied past CT- author"]),
    ("Germany may supply tanks to Ukraine.", ["AID supply future PS+ author"]),
    ("Germany might not supply tanks to Ukraine.", ["AID supply future PS- author"]),
    ("Germany could have supplied tanks to Ukraine.", ["AID supplied past PS+ author"]),
    ("Germany will probably supply tanks to Ukraine.", ["AID supply future PR+ author"]),
    ("Germany is expected to supply tanks to Ukraine.", ["AID supply future PR+ author"]),
    (
        "Ghana and Togo are expected to sign a trade agreement, with Ghana's president saying that it is a good one.",
        ["AGREE sign future PR+ author"],
    ),
    ("Germany is not expected to supply tanks to Ukraine.", ["AID supply future PR- author"]),
    ("Germany is likely to supply tanks to Ukraine.", ["AID supply future PR+ author"]),
    ("Germany is unlikely to supply tanks to Ukraine.", ["AID supply future PR- author"]),
    ("Germany plans to supply tanks to Ukraine.", ["AID supply future PR+ author"]),
    ("Germany considered supplying tanks to Ukraine.", ["AID supplying future PS+ author"]),
    ("Germany managed to supply tanks to Ukraine.", ["AID supply past CT+ author"]),
    ("Germany failed to supply tanks to Ukraine.", ["AID supply past CT- author"]),
    ("Germany did not fail to supply tanks to Ukraine.", ["AID supply past CT+ author"]),
    ("Germany forgot to supply tanks to Ukraine.", ["AID supply past CT- author"]),
    ("Germany wants to supply tanks to Ukraine.", ["AID supply future Uu DEU"]),
    ("If Germany supplies tanks to Ukraine, prices rise.", ["AID supplies future Uu author"]),
    ("Has Germany supplied tanks to Ukraine?", ["AID supplied past Uu author"]),
    ("Germany reportedly supplied tanks to Ukraine.", ["AID supplied past CT+ unnamed: reports"]),
    (
        "Germany refused to supply tanks to Ukraine.",
        ["REJECT refused past CT+ author", "AID supply past CT- author"],
    ),
    (
        "Germany denied supplying tanks to Ukraine.",
        ["REJECT denied past CT+ author", "AID supplying past CT- DEU"],
    ),
    (
        "Germany agreed to supply tanks to Ukraine.",
        ["AGREE agreed past CT+ author", "AID supply future PR+ author"],
    ),
    (
        "Germany promised to supply tanks to Ukraine.",
        ["AGREE promised past CT+ author", "AID supply future PR+ author"],
    ),
    (
        "France urged Germany to supply tanks to Ukraine.",
        ["REQUEST urged past CT+ author", "AID supply future Uu FRA"],
    ),
    ("Germany cancelled plans to supply tanks to Ukraine.", ["AID supply future CT- author"]),
    ("Germany has no plans to supply tanks to Ukraine.", ["AID supply future PR- author"]),
    ("The possibility of German tank deliveries to Ukraine was raised.", ["AID deliveries future PS+ author"]),
]

VISIT = [
    ("Xi Jinping visited France in May.", ["CONSULT visited past CT+ author"]),
    ("Xi Jinping's visit to France is planned.", ["CONSULT visit future PR+ author"]),
    ("Xi Jinping's upcoming visit to France worries his hosts.", ["CONSULT visit future CT+ author"]),
    ("Xi Jinping's possible visit to France worries his hosts.", ["CONSULT visit future PS+ author"]),
    ("After Xi Jinping's visit to France, prices fell.", ["CONSULT visit past CT+ author"]),
    (
        "Xi Jinping cancelled his visit to France.",
        ["REJECT cancelled past CT+ author", "CONSULT visit future CT- author"],
    ),
    ("Xi Jinping postponed his visit to France.", ["CONSULT visit future PR+ author"]),
    ("A visit by Xi Jinping to France is unlikely.", ["CONSULT visit future PR- author"]),
    ("A visit by Xi Jinping to France is possible.", ["CONSULT visit future PS+ author"]),
    ("Xi Jinping hopes to visit France.", ["CONSULT visit future Uu Xi Jinping"]),
    ("Xi Jinping to visit France next week", ["CONSULT visit future PR+ author"]),
    (
        "Xi Jinping rejected an invitation to visit France.",
        ["REJECT rejected past CT+ author", "REQUEST invitation past CT+ author", "CONSULT visit past CT- author"],
    ),
    ("There was no meeting between Xi Jinping and Emmanuel Macron.", ["CONSULT meeting past CT- author"]),
    ("Talks between China and France have yet to begin.", ["CONSULT Talks future CT- author"]),
    ("Talks between China and France failed to take place.", ["CONSULT Talks past CT- author"]),
    ("Talks between China and France are expected to begin on Monday.", ["CONSULT Talks future PR+ author"]),
    ("It is unclear whether Xi Jinping will visit France.", ["CONSULT visit future Uu author"]),
]

CONFLICT = [
    ("Israel attacked Syria.", ["ASSAULT attacked past CT+ author"]),
    (
        "Israel threatened to attack Syria.",
        ["THREATEN threatened past CT+ author", "ASSAULT attack future PS+ author"],
    ),
    ("Israel stopped the shelling of Syria.", ["RETREAT stopped past CT+ author", "ASSAULT shelling past CT+ author"]),
    (
        "Syria accused Israel of shelling its villages.",
        ["ACCUSE accused past CT+ author", "ASSAULT shelling past PS+ SYR"],
    ),
    ("Fears that Israel might attack Syria are growing.", ["ASSAULT attack future PS+ unnamed"]),
    ("Concerns over an Israeli attack on Syria are growing.", ["ASSAULT attack future PS+ unnamed"]),
    ("An alleged Israeli attack on Syria shocked the region.", ["ASSAULT attack past PS+ author"]),
    ("A planned Israeli attack on Syria was called off.", ["ASSAULT attack future CT- author"]),
    ("Israel said it would attack Syria.", ["ASSAULT attack future PR+ ISR"]),
    ("Syria said Israel had attacked a Syrian port.", ["ASSAULT attacked past CT+ SYR"]),
    ("Israel avoided attacking Syria.", ["ASSAULT attacking past CT- author"]),
    ("Unless Syria yields, Israel will attack Syria.", ["ASSAULT attack future Uu author"]),
    ("In 1981 Israel bombed Iraq.", ["ASSAULT bombed past CT+ author"]),
    (
        "Turkey called on Israel to halt its attacks on Syria.",
        ["REQUEST called past CT+ author", "RETREAT halt future Uu TUR", "ASSAULT attacks present CT+ author"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), AID + VISIT + CONFLICT, ids=lambda v: v if isinstance(v, str) else "")
def test_one_act_told_in_many_ways(read: Read, text: str, expected: list[str]) -> None:
    assert [judged(event) for event in read(text).events] == expected


def test_the_cues_are_the_words_that_decided(read: Read) -> None:
    (event,) = read("Germany will probably not supply tanks to Ukraine.").events
    assert set(event.cues) == {"will", "probably", "not"}


def test_ids_come_from_content(read: Read) -> None:
    text = "Germany supplied tanks to Ukraine. Germany denied supplying tanks to Russia."
    first, second = read(text).events, read(text).events
    assert first == second
    assert len({event.id for event in first}) == len(first)


TURNS_OF_PHRASE = [
    ("Ghana is on the brink of cutting off aid to Togo.", "cutting off", "future PR+"),
    ("Ghana and Togo are on the verge of signing a trade agreement.", "signing", "future PR+"),
    ("Ghana is close to signing a deal with Togo.", "signing", "future Uu"),
    ("Ghana toyed with expelling Togo's ambassador.", "expelling", "future PS+"),
    ("Ghana held off on sanctioning Togo.", "sanctioning", "future Uu"),
    ("Ghana shied away from attacking Togo.", "attacking", "future Uu"),
    ("Ghana is bent on attacking Togo.", "attacking", "future Uu"),
    ("Ghana decided against sanctioning Togo.", "sanctioning", "future Uu"),
    ("Ghana balked at condemning Togo.", "condemning", "past CT-"),
    ("Ghana stopped short of condemning Togo.", "condemning", "past CT-"),
    ("Ghana succeeded in signing a deal with Togo.", "signing", "past CT+"),
    ("Ghana apologised for attacking Togo.", "attacking", "past CT+"),
    ("Ghana resorted to bombing Togo.", "bombing", "past CT+"),
    ("Ghana profited from arming Togo.", "arming", "past CT+"),
    ("Ghana contributed to arming Togo.", "arming", "past CT+"),
    ("Ghana's president returned from visiting Togo.", "visiting", "past CT+"),
    ("On signing the deal with Togo, Ghana praised it.", "signing", "past CT+"),
    ("In addition to sanctioning Togo, Ghana expelled its envoy.", "sanctioning", "past CT+"),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), TURNS_OF_PHRASE)
def test_a_gerund_behind_a_preposition_is_no_more_done_than_its_word_says(
    read: Read, text: str, trigger: str, expected: str
) -> None:
    events = {event.evidence.quote: f"{event.tense} {event.factuality}" for event in read(text).events}
    assert events[trigger] == expected


HOLDERS = [
    ("Russian guards shelled Afghan villages; Kabul protested.", "shelled", "author"),
    ("Kenya fired on Somali boats. Oslo protested.", "fired", "author"),
    ("It remains unclear what Norway gains from its support for Chad.", "support", "author"),
    ("Analysts said the truce would hold in the context of Ethiopia's invasion of Somalia.", "invasion", "author"),
    ("The minister said that Norway would meet Sweden after the summit with Iceland.", "summit", "author"),
    (
        "Oslo paid – and rockets have flowed from Serbia to Chad, several governments say.",
        "flowed",
        "several governments",
    ),
    ("The Defense Ministry in Moscow said that Kenya had fired on the ship.", "fired", "RUS"),
    ('"There will be no talks with Norway," Sergey Lavrov was quoted as saying.', "talks", "Sergey Lavrov"),
]


@pytest.mark.parametrize(("text", "trigger", "holder"), HOLDERS)
def test_what_others_do_not_say_is_the_authors(read: Read, text: str, trigger: str, holder: str) -> None:
    (event,) = [event for event in read(text).events if event.evidence.quote == trigger]
    assert event.holder.label.removeprefix("unnamed: ") == holder


def test_who_has_not_confirmed_an_attack_leaves_it_open(read: Read) -> None:
    (event,) = read("Kenya has not confirmed that its forces attacked Somalia.").events
    assert (event.factuality, event.holder.label) == (Factuality.UNKNOWN, "KEN")


def test_a_war_goes_on_whatever_it_may_come_to(read: Read) -> None:
    text = "Norway fears Russia's coming war on Finland may widen. The king spoke of Russia's war on Finland."
    assert [event.tense for event in read(text).events if event.evidence.quote == "war"][-1] != "future"


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("In response to renewed clashes with Norway, Sweden shut its border.", "clashes", "past CT+"),
        ("Norway suspended inspections in response to sanctions imposed by Sweden.", "sanctions", "past CT+"),
        ("Norway sent troops to Latvia as part of a NATO response to deter Russian attacks.", "attacks", "future Uu"),
    ],
)
def test_what_is_responded_to_is_taken_for_known(read: Read, text: str, trigger: str, expected: str) -> None:
    events = {event.evidence.quote: f"{event.tense} {event.factuality}" for event in read(text).events}
    assert events[trigger] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He stressed the importance of the Norway-Chile summit held last May.", "CT+"),
        ("He stressed the importance of the Norway-Chile summit to be held in July.", "Uu"),
    ],
)
def test_what_is_said_to_have_been_held_took_place(read: Read, text: str, expected: str) -> None:
    assert [str(event.factuality) for event in read(text).events if event.evidence.quote == "summit"] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Abiy Ahmed has threatened to arm Somalia if neighbouring countries continue providing aid to Eritrea.",
        "Norway threatened to attack Chile if it seized more ships.",
    ],
)
def test_a_threat_is_made_though_what_is_threatened_has_a_condition(read: Read, text: str) -> None:
    threat, threatened = read(text).events[:2]
    assert (threat.factuality, threatened.factuality) == ("CT+", "Uu")


def test_the_table_of_embedding_words_has_no_value_that_is_unknown() -> None:
    known = {"same", "given", *(value.value for value in Factuality)}
    assert [key for key, row in _embedders().items() if not {row.affirmed, row.denied} <= known] == []
