"""Words that point back: pronouns, "the two countries", "the country", "the minister"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.reading.reader import Reader
from onrecord.types import ActorMention, DateBasis, Document

Read = Callable[..., tuple[ActorMention, ...]]

PUBLISHED = date(2024, 6, 14)

LATER = ("statements", "events", "factuality", "agreements", "forecasts", "links", "times")


@pytest.fixture(scope="module")
def read(reader: Reader) -> Read:
    """``read(text, published=...)``: the mentions of actors in a text, without the components that come after."""

    def read_text(text: str, *, published: date) -> tuple[ActorMention, ...]:
        document = Document(id="document-1", text=text, published=published, date_basis=DateBasis.GIVEN)
        with reader.nlp.select_pipes(disable=[f"onrecord_{name}" for name in LATER]):
            found: tuple[ActorMention, ...] = next(reader.nlp.pipe([reader.make_doc(document)]))._.actors
        return found

    return read_text


def pointed(reading: tuple[ActorMention, ...], quote: str) -> set[str] | None:
    """The ids (or persons) of the last mention with these words; None when there is no such mention."""
    found = [mention for mention in reading if mention.evidence.quote.lower() == quote]
    return {actor.person or actor.id for actor in found[-1].actors} if found else None


KNOWN = [
    # pairs of states
    ("North Korea and Russia met. The two countries signed a pact.", "the two countries", {"PRK", "RUS"}),
    ("India protested to Pakistan. Both sides recalled envoys.", "both sides", {"IND", "PAK"}),
    ("Talks between Chile and Peru failed. The neighbours blamed a map.", "the neighbours", {"CHL", "PER"}),
    (
        "Egypt and Sudan hope for a deal on the dam. The two nations have waited, though Italy offered help.",
        "the two nations",
        {"EGY", "SDN"},
    ),
    (
        "Serbia and Kosovo argued again. Some Serbian experts say the two countries may yet agree.",
        "the two countries",
        {"SRB", "XKX"},
    ),
    (
        "France, Spain and Italy met. The three countries agreed on quotas.",
        "the three countries",
        {"FRA", "ESP", "ITA"},
    ),
    # their leaders
    (
        "Vladimir Putin received Xi Jinping. The two leaders talked for hours.",
        "the two leaders",
        {"Vladimir Putin", "Xi Jinping"},
    ),
    (
        "Emmanuel Macron visited Olaf Scholz in Berlin. Both leaders praised the plan.",
        "both leaders",
        {"Emmanuel Macron", "Olaf Scholz"},
    ),
    # they, their
    ("Japan and Australia want to deepen their ties.", "their", {"JPN", "AUS"}),
    ("Japan and Australia met. They agreed on a plan.", "they", {"JPN", "AUS"}),
    ("US officials said they knew of the plan.", "they", {"USA"}),
    # he, she
    ("Putin said he would visit Vietnam.", "he", {"Vladimir Putin"}),
    ("Putin left. He had stayed for two days.", "he", {"Vladimir Putin"}),
    ("Konrad Muster, an analyst, spoke. He expects a deal.", "he", {"Konrad Muster"}),
    ("Ursula von der Leyen met Macron. She thanked her host.", "she", {"Ursula von der Leyen"}),
    # it, its
    ("China said it would respond.", "it", {"CHN"}),
    ("Turkey recalled its ambassador.", "its", {"TUR"}),
    ("The United States urged China to use its influence.", "its", {"CHN"}),
    ("Cuba accused Spain of harming its trade.", "its", {"ESP"}),
    ("Hamas said it accepted the terms.", "it", {"Hamas"}),
    # the country, the alliance, the minister
    ("Poland called an election. The country has been divided for years.", "the country", {"POL"}),
    ("NATO met on Monday. The alliance will add troops.", "the alliance", {"NATO"}),
    (
        "Kenyan Foreign Minister Jane Muster arrived. The minister declined to answer.",
        "the minister",
        {"Jane Muster"},
    ),
    ("Iran and Iraq met. The two agreed.", "iraq", {"IRQ"}),
    (
        "Vladimir Putin met Kim Jong Un. The two are expected to sign a pact.",
        "the two",
        {"Vladimir Putin", "Kim Jong Un"},
    ),
    ("The board censured Iran over its failure to help.", "its", {"IRN"}),
    ("The president of Chile thanked Peru for its help.", "its", {"PER"}),
    ("Norway backs Chile in its quarrel with Peru.", "its", {"CHL"}),
    ("Norway promised to help Chile if it was attacked.", "it", {"CHL"}),
    ("Norway promised to help Chile if it can.", "it", {"NOR"}),
    ("Norway said it took Chilean soldiers prisoner because they spied.", "it", {"NOR"}),
    ("Norway expelled Chilean diplomats after they met with spies.", "they", {"CHL"}),
    ("Chilean troops entered Peru in May. The troops attacked a base.", "the troops", {"CHL"}),
    ("Kim Jong Un gave a dinner. For Vladimir Putin, the pact is a success. He wants more.", "he", {"Vladimir Putin"}),
    ("Joe Biden and his cabinet met.", "his", {"Joe Biden"}),
    ("Vladimir Putin himself signed it.", "himself", {"Vladimir Putin"}),
    (
        "Margit Muster, a lawyer, said she had warned Igor Muster-Klein, a banker. He laughed.",
        "he",
        {"Igor Muster-Klein"},
    ),
    ("North Korea and its leader, Kim Jong Un, sent greetings.", "its", {"PRK"}),
    ("The Korean War ended long ago. The two Koreas have no treaty.", "the two koreas", {"PRK", "KOR"}),
    ("Germany banned an airline from flying in the country.", "germany", {"DEU"}),
    ("Paul Keating, who had ended his campaign, smiled.", "his", {"Paul Keating"}),
]


@pytest.mark.parametrize(("text", "quote", "expected"), KNOWN)
def test_words_that_point_back_find_their_actor(read: Read, text: str, quote: str, expected: set[str]) -> None:
    assert pointed(read(text, published=PUBLISHED), quote) == expected


UNKNOWN = [
    ("It is unlikely that the treaty will return.", "it"),
    ("It turned out that Iran had agreed.", "it"),
    ("Putin's visit led to a treaty, but it lacked a clause.", "it"),
    ("Iran signed the pact. A diplomat said he was pleased.", "he"),
    ("The two countries will meet in spring.", "the two countries"),
    ("Talks failed. They had lasted for years.", "they"),
    ("France, Spain, Italy and Malta met. The two countries agreed.", "the two countries"),
    ("The minister declined to answer.", "the minister"),
    ("Iran and Iraq met. The news agency carried a statement.", "the news agency"),
    ("Emmanuel Macron met Olaf Scholz. The king was absent.", "the king"),
    ("Greece and Malta met in the rain. More rain fell in the country.", "the country"),
    ("Iran agreed. Some hope to get them out.", "them"),
    ("Chilean soldiers met Peruvian soldiers. The soldiers left.", "the soldiers"),
]


@pytest.mark.parametrize(("text", "quote"), UNKNOWN)
def test_what_cannot_be_told_stays_unknown(read: Read, text: str, quote: str) -> None:
    assert pointed(read(text, published=PUBLISHED), quote) is None


def test_an_object_pronoun_is_not_the_subject(read: Read) -> None:
    reading = read("Emmanuel Macron arrived. Olaf Scholz greeted him.", published=PUBLISHED)
    assert pointed(reading, "him") == {"Emmanuel Macron"}


def test_he_can_be_the_one_whom_a_sentence_reports_on(read: Read) -> None:
    text = (
        "French President Emmanuel Macron spoke in Lyon.\n\n"
        "Tokyo says that President Joko Widodo is expected on Monday. He last came in spring."
    )
    assert pointed(read(text, published=PUBLISHED), "he") == {"Joko Widodo"}
