"""Who is mentioned: names, offices and persons, in news of varied regions and times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest

from onrecord.reading.reader import Reader
from onrecord.types import ActorKind, ActorMention, DateBasis, Document

Read = Callable[..., tuple[ActorMention, ...]]

Y1962 = date(1962, 10, 26)
Y1975 = date(1975, 3, 12)
Y1987 = date(1987, 12, 9)
Y1994 = date(1994, 7, 2)
Y2003 = date(2003, 3, 20)
Y2019 = date(2019, 5, 6)
Y2024 = date(2024, 6, 14)

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


def mentions(reading: tuple[ActorMention, ...]) -> dict[str, tuple[str, ...]]:
    """The words of each mention with the ids (and persons) of its actors."""
    found: dict[str, tuple[str, ...]] = {}
    for mention in reading:
        found[mention.evidence.quote] = tuple(
            f"{actor.id}/{actor.person}" if actor.person and actor.person != actor.id else actor.id
            for actor in mention.actors
        )
    return found


NAMES = [
    # states, present and past, and the words for their people
    ("Kenya and Uganda reopened their border.", Y2024, {"Kenya": ("KEN",), "Uganda": ("UGA",)}),
    ("The Soviet Union protested to Turkey.", Y1962, {"Soviet Union": ("SUN",), "Turkey": ("TUR",)}),
    ("East Germany recalled its envoy from Belgrade.", Y1975, {"East Germany": ("DDR",)}),
    ("Yugoslavia accused Bulgaria of spying.", Y1975, {"Yugoslavia": ("YUG",), "Bulgaria": ("BGR",)}),
    ("Brazilians voted on Sunday.", Y2024, {"Brazilians": ("BRA",)}),
    ("The U.S. warned N. Korea.", Y2024, {"U.S.": ("USA",), "N. Korea": ("PRK",)}),
    ("US-China trade fell.", Y2024, {"US": ("USA",), "China": ("CHN",)}),
    ("South Sudan left the talks with Sudan.", Y2024, {"South Sudan": ("SSD",), "Sudan": ("SDN",)}),
    # seats of government
    ("Pyongyang fired two missiles.", Y2024, {"Pyongyang": ("PRK",)}),
    ("The Kremlin denied the claim.", Y2024, {"Kremlin": ("RUS",)}),
    ("The Kremlin denied the claim.", Y1987, {"Kremlin": ("SUN",)}),
    ("Moscow rejected the offer.", Y1962, {"Moscow": ("SUN",)}),
    ("The White House welcomed the decision.", Y2003, {"White House": ("USA",)}),
    ("The minister flew to Cairo.", Y2019, {"Cairo": ("EGY",)}),
    # organisations and armed groups
    ("NATO and the EU condemned the attack.", Y2024, {"NATO": ("NATO",), "EU": ("EU",)}),
    ("Hamas released four hostages.", Y2024, {"Hamas": ("Hamas",)}),
    ("IAEA inspectors left Iran.", Y2019, {"IAEA inspectors": ("IAEA",), "Iran": ("IRN",)}),
    ("Hezbollah fighters shelled the town.", Y2024, {"Hezbollah fighters": ("Hezbollah",)}),
]


@pytest.mark.parametrize(("text", "published", "expected"), NAMES)
def test_names_resolve_on_the_reports_date(
    read: Read, text: str, published: date, expected: dict[str, tuple[str, ...]]
) -> None:
    found = mentions(read(text, published=published))
    assert {quote: found.get(quote) for quote in expected} == expected


NOBODY = [
    ("The senator from New Mexico resigned.", {"MEX"}),
    ("The Washington Post reported a delay.", {"USA"}),
    ("Paris Hilton opened a hotel.", {"FRA"}),
    ("Michael Jordan bought a team.", {"JOR"}),
    ("A court in Atlanta, Georgia, freed the man.", {"GEO"}),
    ("Voters in Georgia chose a Republican governor.", {"GEO"}),
    ("Ships crossed the Taiwan Strait.", {"TWN"}),
    ("The dispute over the South China Sea goes on.", {"CHN"}),
    ("Oil flows through the Panama Canal.", {"PAN"}),
    ("Tensions on the Korean Peninsula rose.", {"KOR", "PRK"}),
    ("He flew with Turkish Airlines.", {"TUR"}),
    ("The Geneva talks ended without a result.", {"CHE"}),
    ("Envoys from both sides met in Vienna.", {"AUT"}),
    ("The Paris agreement was signed by many.", {"FRA"}),
    ("CAIRO (Agency) - Talks went on.", {"EGY"}),
    ("The officer spoke in Russian.", {"RUS"}),
    ("Prices rose across Latin America.", {"USA"}),
    ("Inflation may fall in May.", {"GBR"}),
    ("The chad was hanging from the ballot.", {"TCD"}),
    ("The Geological Survey of India closed an office.", {"IND"}),
    ("Police fought residents in the capital, Ankara.", {"TUR"}),
]


@pytest.mark.parametrize(("text", "absent"), NOBODY)
def test_a_name_that_is_part_of_something_else_names_no_state(read: Read, text: str, absent: set[str]) -> None:
    ids = {actor.id for mention in read(text, published=Y2019) for actor in mention.actors}
    assert not ids & absent


WEAK = [
    ("Georgia accused Russia of shelling a village.", Y2024, "Georgia", "GEO"),
    ("Jordan closed its airspace.", Y2024, "Jordan", "JOR"),
    ("Chad expelled the German ambassador.", Y2024, "Chad", "TCD"),
    ("Turkey and Mali signed an accord.", Y2024, "Mali", "MLI"),
    ("Washington imposed new sanctions.", Y2024, "Washington", "USA"),
]


@pytest.mark.parametrize(("text", "published", "quote", "id"), WEAK)
def test_a_weak_name_counts_where_nothing_speaks_against_it(
    read: Read, text: str, published: date, quote: str, id: str
) -> None:
    assert mentions(read(text, published=published))[quote] == (id,)


OFFICES = [
    ("The Russian president met reporters.", Y2024, "Russian president", ("RUS/Vladimir Putin",)),
    ("Russian President Vladimir Putin left.", Y2024, "Russian President Vladimir Putin", ("RUS/Vladimir Putin",)),
    ("The Israeli prime minister declined.", Y2024, "Israeli prime minister", ("ISR/Benjamin Netanyahu",)),
    ("The president of France spoke first.", Y2024, "president of France", ("FRA/Emmanuel Macron",)),
    ("The North Korean leader waved.", Y1994, "North Korean leader", ("PRK/Kim Il Sung",)),
    ("Putin arrived in Hanoi.", Y2024, "Putin", ("RUS/Vladimir Putin",)),
    ("Iran's Foreign Ministry summoned the envoy.", Y2024, "Iran's Foreign Ministry", ("IRN",)),
    ("The South Korean government agreed.", Y2024, "South Korean government", ("KOR",)),
    ("US officials were silent.", Y2024, "US officials", ("USA",)),
    ("Russian troops crossed the river.", Y2024, "Russian troops", ("RUS",)),
    ("The Chinese embassy protested.", Y2003, "Chinese embassy", ("CHN",)),
    ("The Turkish Ministry of Foreign Affairs replied.", Y2019, "Turkish Ministry of Foreign Affairs", ("TUR",)),
    ("The governments of Japan and India agreed.", Y2019, "governments of Japan and India", ("JPN", "IND")),
    ("Russian and Chinese officials met.", Y2024, "Russian and Chinese officials", ("RUS", "CHN")),
    ("Officials in Seoul were surprised.", Y2024, "Officials in Seoul", ("KOR",)),
    ("The Biden administration hesitated.", Y2024, "Biden administration", ("USA",)),
    ("A Norwegian tanker was seized.", Y2019, "Norwegian tanker", ("NOR",)),
    ("The Ethiopian-led mission paused.", Y2019, "Ethiopian-led mission", ("ETH",)),
    ("Israeli leaders were silent.", Y2024, "Israeli leaders", ("ISR",)),
    ("He blamed Turkish army deployments.", Y2019, "Turkish army", ("TUR",)),
    ("The president of France's speech was short.", Y2024, "president of France", ("FRA/Emmanuel Macron",)),
    ("The leader of Kenya's union spoke.", Y2024, "leader of Kenya", None),
    ("Putin's spokesman declined.", Y2024, "Putin's spokesman", ("RUS",)),
    ("Soviet officials were silent.", Y1987, "Soviet officials", ("SUN",)),
    ("The Soviet leader waved.", Y1987, "Soviet leader", ("SUN/Mikhail Gorbachev",)),
    ("President Bush telephoned Moscow.", Y2003, "President Bush", ("USA/George W. Bush",)),
    ("President Kennedy telephoned London.", Y1962, "President Kennedy", ("USA/John F. Kennedy",)),
    (
        "House Speaker Nancy Pelosi landed in Taiwan.",
        date(2022, 8, 2),
        "House Speaker Nancy Pelosi",
        ("USA/Nancy Pelosi",),
    ),
    (
        "Finnish and Swedish foreign ministers spoke.",
        date(2022, 5, 12),
        "Finnish and Swedish foreign ministers",
        ("FIN/Pekka Haavisto", "SWE/Ann Linde"),
    ),
]


@pytest.mark.parametrize(("text", "published", "quote", "expected"), OFFICES)
def test_offices_and_bodies_stand_for_their_state(
    read: Read, text: str, published: date, quote: str, expected: tuple[str, ...] | None
) -> None:
    assert mentions(read(text, published=published)).get(quote) == expected


def test_an_office_is_kept_beside_the_person(read: Read) -> None:
    (mention,) = read("Vladimir Putin smiled.", published=Y2024)
    (actor,) = mention.actors
    assert (actor.id, actor.person, actor.office, actor.kind) == (
        "RUS",
        "Vladimir Putin",
        "President",
        ActorKind.PERSON,
    )


def test_a_former_office_does_not_name_todays_holder(read: Read) -> None:
    found = mentions(read("A former Russian president wrote to the former French president.", published=Y2024))
    assert found["Russian president"] == ("RUS",)
    assert found["French president"] == ("FRA",)


def test_a_deputy_is_not_the_minister(read: Read) -> None:
    reading = read("The Russian deputy foreign minister arrived.", published=Y2024)
    (actor,) = reading[0].actors
    assert actor.id == "RUS"
    assert actor.person is None


def test_a_former_president_still_belongs_to_the_state(read: Read) -> None:
    found = mentions(read("Former President Barack Obama praised the accord.", published=Y2024))
    assert ("USA/Barack Obama",) in found.values()


def test_people_of_a_state_do_not_act_for_it(read: Read) -> None:
    reading = read("Some Russian experts doubted it.", published=Y2024)
    (actor,) = reading[0].actors
    assert (actor.id, actor.kind) == ("RUS", ActorKind.GROUP)


PERSONS = [
    (
        "Konrad Muster, a senior researcher at the Example Institute, disagreed. Muster said more.",
        Y2024,
        {"Konrad Muster": ("Konrad Muster",), "Muster": ("Konrad Muster",)},
    ),
    (
        "Japanese diplomat Taro Beispiel arrived. Beispiel declined to comment.",
        Y2019,
        {"Japanese diplomat Taro Beispiel": ("JPN/Taro Beispiel",), "Beispiel": ("JPN/Taro Beispiel",)},
    ),
    ("Ukraine's envoy Andriy Muster left.", Y2024, {"Ukraine's envoy Andriy Muster": ("UKR/Andriy Muster",)}),
    (
        "Iran's Foreign Ministry spokesman Nasser Muster denied the report.",
        Y2024,
        {"Iran's Foreign Ministry spokesman Nasser Muster": ("IRN/Nasser Muster",)},
    ),
    (
        "Hyun Seung-min, a fellow at a think tank, agreed. Hyun added a warning.",
        Y2024,
        {"Hyun Seung-min": ("Hyun Seung-min",), "Hyun": ("Hyun Seung-min",)},
    ),
    ("Kim Jong-un thanked his guest.", Y2024, {"Kim Jong-un": ("PRK/Kim Jong Un",)}),
    ("Kim Jong Un thanked his guest.", Y2024, {"Kim Jong Un": ("PRK/Kim Jong Un",)}),
    ("Jane Muster, Kenya's ambassador to Japan, resigned.", Y2024, {"Jane Muster": ("KEN/Jane Muster",)}),
    (
        "Lin Beispiel, a spokeswoman for the Chinese foreign ministry, replied.",
        Y2024,
        {"Lin Beispiel": ("CHN/Lin Beispiel",)},
    ),
    ("President Jane Muster of Kenya spoke.", Y2024, {"President Jane Muster": ("KEN/Jane Muster",)}),
    (
        "US Special Envoy for Iran Robert Muster resigned.",
        Y2024,
        {"US Special Envoy for Iran Robert Muster": ("USA/Robert Muster",)},
    ),
    (
        "Jane Muster met John Muster. Jane Muster left early.",
        Y2024,
        {"Jane Muster": ("Jane Muster",), "John Muster": ("John Muster",)},
    ),
    ("North Korea's Kim went home.", Y2024, {"North Korea's Kim": ("PRK/Kim Jong Un",)}),
    (
        "The Hungarian foreign minister, Jolán Muster, disagreed.",
        date(1931, 4, 1),
        {"Jolán Muster": ("HUN/Jolán Muster",)},
    ),
    (
        "Putin's spokesman Sergei Muster declined to comment.",
        Y2024,
        {"Putin": ("RUS/Vladimir Putin",), "spokesman Sergei Muster": ("RUS/Sergei Muster",)},
    ),
    ("The rebel leader Jan Muster fled.", Y2019, {"rebel leader Jan Muster": ("Jan Muster",)}),
    (
        "Jane Muster, director for Iran at the Example Council, agreed.",
        Y2024,
        {"Jane Muster": ("Jane Muster",)},
    ),
    (
        "Sergei Viktorovich Lavrov, foreign minister of Russia, left.",
        Y2024,
        {"Sergei Viktorovich Lavrov": ("RUS/Sergey Lavrov",)},
    ),
]


@pytest.mark.parametrize(("text", "published", "expected"), PERSONS)
def test_persons_are_found_with_their_titles(
    read: Read, text: str, published: date, expected: dict[str, tuple[str, ...]]
) -> None:
    found = mentions(read(text, published=published))
    assert {quote: found.get(quote) for quote in expected} == expected


def test_a_surname_of_two_persons_stays_open_when_both_are_near(read: Read) -> None:
    reading = read("Jane Muster, an analyst, met John Muster, a lawyer. Muster left early.", published=Y2024)
    assert "Muster" not in mentions(reading)


def test_mentions_stand_in_text_order_and_do_not_overlap(read: Read) -> None:
    text = (
        "Russian President Vladimir Putin and North Korea's Kim met. They said their countries would help each other."
    )
    spans = [mention.evidence.span for mention in read(text, published=Y2024)]
    assert spans == sorted(spans)
    assert not any(one.overlaps(other) for one, other in pairwise(spans))


def test_evidence_is_the_words_of_the_mention(read: Read) -> None:
    text = "Officials in Seoul said that South Korea’s foreign minister would meet his Japanese counterpart."
    for mention in read(text, published=Y2024):
        span = mention.evidence.span
        assert text[span.start : span.end] == mention.evidence.quote


LISTS = [
    ("French President Emmanuel Macron and Chinese President Xi Jinping visit a school in Lyon.", {"FRA", "CHN"}),
    (
        "U.S. Deputy Secretary of State Jane Roe and South Korean Vice Foreign Minister Cho Hyun-dong discussed the "
        "alliance by telephone.",
        {"USA", "KOR"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_two_titled_persons_are_one_subject(reader: Reader, text: str, expected: set[str]) -> None:
    document = Document(id="document-1", text=text, published=date(2023, 4, 8), date_basis=DateBasis.GIVEN)
    (event,) = reader.read(document).events
    assert {actor.id for actor in event.actors} == expected


def test_brackets_after_an_institute_do_not_hide_it(reader: Reader) -> None:
    text = (
        "Jane Roe, a research fellow at the Example Institute for National Things (EINT), believes that rain will come."
    )
    document = Document(id="document-1", text=text, published=date(2023, 4, 8), date_basis=DateBasis.GIVEN)
    (statement,) = reader.read(document).statements
    assert (statement.speaker.role, statement.speaker.affiliation) == (
        "research fellow",
        "Example Institute for National Things",
    )
