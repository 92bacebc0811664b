"""What names mean: states present and past, metonyms, weak names, phrases that name nobody."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.gazetteer import Entry, NameRole, load_gazetteer

TODAY = date(2024, 6, 14)


def ids(name: str, on: date = TODAY) -> list[str]:
    return [entry.actor.id for entry in load_gazetteer().lookup(name, on=on)]


def first(name: str, on: date = TODAY) -> Entry:
    return load_gazetteer().lookup(name, on=on)[0]


@pytest.mark.parametrize(
    ("name", "id", "role"),
    [
        ("Russia", "RUS", NameRole.NAME),
        ("Russian Federation", "RUS", NameRole.NAME),
        ("Russian", "RUS", NameRole.ADJECTIVE),
        ("Russians", "RUS", NameRole.PEOPLE),
        ("North Korea", "PRK", NameRole.NAME),
        ("north korean", "PRK", NameRole.ADJECTIVE),
        ("Democratic People's Republic of Korea", "PRK", NameRole.NAME),
        ("DPRK", "PRK", NameRole.NAME),
        ("Republic of Korea", "KOR", NameRole.NAME),
        ("U.S.", "USA", NameRole.NAME),
        ("US", "USA", NameRole.NAME),
        ("UK", "GBR", NameRole.NAME),
        ("Côte d’Ivoire", "CIV", NameRole.NAME),
        ("Cote d'Ivoire's", "CIV", NameRole.NAME),
        ("Türkiye", "TUR", NameRole.NAME),
        ("Guinea-Bissau", "GNB", NameRole.NAME),
        ("Papua New Guinea", "PNG", NameRole.NAME),
        ("South Sudan", "SSD", NameRole.NAME),
        ("Democratic Republic of the Congo", "COD", NameRole.NAME),
        ("the Netherlands", "NLD", NameRole.NAME),
        ("Dutch", "NLD", NameRole.ADJECTIVE),
        ("Kosovo", "XKX", NameRole.NAME),
        ("Nagorno-Karabakh", "NKR", NameRole.NAME),
        ("NATO", "NATO", NameRole.NAME),
        ("North Atlantic Treaty Organization", "NATO", NameRole.NAME),
        ("European Union", "EU", NameRole.NAME),
        ("International Atomic Energy Agency", "IAEA", NameRole.NAME),
        ("Hamas", "Hamas", NameRole.NAME),
        ("Hizbollah", "Hezbollah", NameRole.NAME),
        ("G7", "G7", NameRole.NAME),
        ("Burma", "MMR", NameRole.NAME),
        ("Zaire", "COD", NameRole.NAME),
        ("West Germany", "DEU", NameRole.NAME),
    ],
)
def test_a_name_gives_its_actor_and_how_it_names_it(name: str, id: str, role: NameRole) -> None:
    entry = first(name)
    assert (entry.actor.id, entry.role) == (id, role)
    assert entry.strong


@pytest.mark.parametrize(
    ("name", "id", "on"),
    [
        ("Pyongyang", "PRK", TODAY),
        ("the Kremlin", "RUS", TODAY),
        ("Kremlin’s", "RUS", TODAY),
        ("the Kremlin", "SUN", date(1961, 7, 6)),
        ("Moscow", "SUN", date(1991, 12, 25)),
        ("Moscow", "RUS", date(1991, 12, 26)),
        ("Bonn", "DEU", date(1980, 1, 1)),
        ("Belgrade", "YUG", date(1999, 3, 24)),
        ("Belgrade", "SCG", date(2005, 1, 1)),
        ("Belgrade", "SRB", TODAY),
        ("the White House", "USA", TODAY),
        ("the Pentagon", "USA", TODAY),
        ("Downing Street", "GBR", TODAY),
        ("the Blue House", "KOR", date(2019, 1, 1)),
        ("the Élysée", "FRA", TODAY),
        ("Elysee", "FRA", TODAY),
        ("Zhongnanhai", "CHN", TODAY),
        ("the Knesset", "ISR", TODAY),
        ("KCNA", "PRK", TODAY),
        ("Brussels", "EU", TODAY),
        ("Brussels", "BEL", date(1970, 1, 1)),
    ],
)
def test_a_capital_or_a_seat_stands_for_whoever_sits_there_on_the_date(name: str, id: str, on: date) -> None:
    entry = first(name, on)
    assert (entry.actor.id, entry.role) == (id, NameRole.METONYM)


def test_a_capital_stands_for_nobody_once_the_government_has_left() -> None:
    assert ids("Bonn", TODAY) == []
    assert ids("Saigon", TODAY) == []


@pytest.mark.parametrize(
    ("name", "code", "born"),
    [
        ("Soviet Union", "SUN", date(1922, 12, 30)),
        ("USSR", "SUN", date(1922, 12, 30)),
        ("Soviet", "SUN", date(1922, 12, 30)),
        ("Yugoslavia", "YUG", date(1918, 12, 1)),
        ("East Germany", "DDR", date(1949, 10, 7)),
        ("GDR", "DDR", date(1949, 10, 7)),
        ("Czechoslovakia", "CSK", date(1918, 10, 28)),
        ("North Vietnam", "VDR", date(1945, 9, 2)),
        ("South Yemen", "YMD", date(1967, 11, 30)),
        ("Rhodesia", "RHO", date(1965, 11, 11)),
        ("Austria-Hungary", "AUH", date(1867, 6, 8)),
    ],
)
def test_a_past_state_is_known_from_its_beginning_on_and_for_ever(name: str, code: str, born: date) -> None:
    assert set(ids(name, TODAY)) == {code}
    assert set(ids(name, born)) == {code}
    assert ids(name, date(born.year - 1, 1, 1)) == []
    entry = first(name)
    assert entry.since == born
    assert entry.until is not None


def test_a_past_state_knows_its_successors_and_they_know_it() -> None:
    gazetteer = load_gazetteer()
    soviet_union = gazetteer.state("SUN")
    russia = gazetteer.state("RUS")
    assert soviet_union is not None
    assert russia is not None
    assert soviet_union.past
    assert soviet_union.until == date(1991, 12, 26)
    assert "RUS" in soviet_union.successors
    assert "SUN" in russia.predecessors
    assert not russia.past
    assert (russia.iso2, russia.cow) == ("RU", 365)


@pytest.mark.parametrize(
    ("name", "id"),
    [("Georgia", "GEO"), ("Jordan", "JOR"), ("Chad", "TCD"), ("Turkey", "TUR"), ("Guinea", "GIN"), ("Polish", "POL")],
)
def test_a_weak_name_is_marked_and_needs_its_case(name: str, id: str) -> None:
    assert first(name).actor.id == id
    assert not first(name).strong
    assert ids(name.lower()) == []
    assert ids(name.upper()) == [id], "headlines stand in capitals"


@pytest.mark.parametrize("word", ["us", "who", "is", "un", "quad", "china", "march", "may", "the", "house", "fed"])
def test_an_ordinary_word_is_no_name(word: str) -> None:
    assert ids(word) == []


@pytest.mark.parametrize(
    ("name", "meanings"), [("Korea", ["KOR", "PRK"]), ("Koreans", ["PRK", "KOR"]), ("Congo", ["COG", "COD"])]
)
def test_an_ambiguous_name_gives_all_its_meanings_as_weak(name: str, meanings: list[str]) -> None:
    entries = load_gazetteer().lookup(name, on=TODAY)
    assert {entry.actor.id for entry in entries} == set(meanings)
    assert not any(entry.strong for entry in entries)


def test_the_strong_meanings_stand_before_the_weak() -> None:
    gazetteer = load_gazetteer()
    for name in ("Washington", "Persian", "Brussels", "Holland", "British", "Kim", "Congo", "SPA", "President"):
        strengths = [entry.strong for entry in gazetteer.lookup(name, on=TODAY)]
        assert strengths == sorted(strengths, reverse=True), name


@pytest.mark.parametrize(
    ("text", "length", "id"),
    [
        ("South Korea said", 2, "KOR"),
        ("North Korean leader", 2, "PRK"),
        ("the North Korean leader", 3, "PRK"),
        ("Korea 's", 1, "KOR"),
        ("Russia's army", 1, "RUS"),
        ("Kim Jong - un 's visit", 5 - 1, "PRK"),
        ("Guinea - Bissau voted", 3, "GNB"),
        ("Guinea voted", 1, "GIN"),
        ("Papua New Guinea voted", 3, "PNG"),
        ("Democratic Republic of the Congo troops", 5, "COD"),
        ("South Sudan 's army", 2, "SSD"),
        ("U.S. -led talks", 1, "USA"),
        ("US-led talks", 0, ""),
        ("Vladimir Putin said", 2, "RUS"),
        ("UN Security Council members", 3, "UN Security Council"),
        ("Turkish Cypriot leader", 2, "TRN"),
        ("Israel Defense Forces said", 3, "ISR"),
    ],
)
def test_the_longest_name_wins(text: str, length: int, id: str) -> None:
    found = load_gazetteer().longest(text.split(), 0, on=TODAY)
    if not id:
        assert found is None
        return
    assert found is not None
    end, entries = found
    assert (end, entries[0].actor.id) == (length, id)


@pytest.mark.parametrize(
    "phrase",
    [
        "New Mexico",
        "New Jersey",
        "Gulf of Mexico",
        "South China Sea",
        "Latin American",
        "Korean War",
        "Korean Peninsula",
        "Paris Agreement",
        "China Daily",
        "The Jerusalem Post",
        "Georgia governor",
        "Native American",
        "Indian Ocean",
        "Voice of America",
    ],
)
def test_a_phrase_that_only_contains_a_name_is_passed_over_as_a_whole(phrase: str) -> None:
    words = [*phrase.split(), "said"]
    assert load_gazetteer().longest(words, 0, on=TODAY) == (len(words) - 1, ())
    assert ids(phrase) == []


def test_no_name_begins_at_an_unknown_word_or_at_a_hyphen() -> None:
    gazetteer = load_gazetteer()
    assert gazetteer.longest(["bananas", "ripen"], 0, on=TODAY) is None
    assert gazetteer.longest(["-", "Russia"], 0, on=TODAY) is None
    assert gazetteer.longest(["the"], 0, on=TODAY) is None


def test_an_actor_is_found_by_its_id() -> None:
    gazetteer = load_gazetteer()
    for id, kind in (("PRK", "state"), ("SUN", "state"), ("NATO", "organisation"), ("Hezbollah", "armed_group")):
        actor = gazetteer.actor(id)
        assert actor is not None
        assert (actor.id, actor.kind) == (id, kind)
    assert gazetteer.actor("Atlantis") is None
    assert gazetteer.state("NATO") is None
