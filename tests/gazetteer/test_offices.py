"""Who held an office on a date, which persons a name means, and what a common noun stands for."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.gazetteer import NameRole, agent_noun, load_gazetteer, outlet_country
from onrecord.gazetteer.offices import read_terms

TODAY = date(2024, 6, 14)


@pytest.mark.parametrize(
    ("office", "state", "on", "person"),
    [
        ("head of state", "RUS", date(2005, 1, 1), "Vladimir Putin"),
        ("head of state", "RUS", date(2010, 1, 1), "Dmitry Medvedev"),
        ("head of government", "RUS", date(2010, 1, 1), "Vladimir Putin"),
        ("head of state", "RUS", TODAY, "Vladimir Putin"),
        ("president", "RUS", TODAY, "Vladimir Putin"),
        ("president", "USA", date(2025, 1, 20), "Donald Trump"),
        ("president", "USA", date(2025, 1, 19), "Joe Biden"),
        ("president", "USA", date(1961, 7, 6), "John F. Kennedy"),
        ("secretary of state", "USA", date(1973, 10, 6), "Henry Kissinger"),
        ("defense secretary", "USA", date(2003, 3, 20), "Donald Rumsfeld"),
        ("chancellor", "DEU", date(2021, 12, 9), "Olaf Scholz"),
        ("chancellor", "DEU", date(2021, 12, 7), "Angela Merkel"),
        ("leader", "DEU", date(1990, 10, 3), "Helmut Kohl"),
        ("foreign secretary", "GBR", TODAY, "David Cameron"),
        ("foreign secretary", "GBR", date(1997, 7, 1), "Robin Cook"),
        ("prime minister", "GBR", date(2022, 9, 30), "Liz Truss"),
        ("prime minister", "GBR", date(1982, 4, 2), "Margaret Thatcher"),
        ("king", "GBR", TODAY, "Charles III"),
        ("queen", "GBR", date(1990, 1, 1), "Elizabeth II"),
        ("president", "KOR", TODAY, "Yoon Suk Yeol"),
        ("president", "KOR", date(2000, 6, 15), "Kim Dae Jung"),
        ("president", "KOR", date(2025, 6, 4), "Lee Jae Myung"),
        ("leader", "PRK", date(2000, 7, 19), "Kim Jong Il"),
        ("leader", "PRK", TODAY, "Kim Jong Un"),
        ("foreign minister", "PRK", TODAY, "Choe Son Hui"),
        ("leader", "SUN", date(1961, 7, 6), "Nikita Khrushchev"),
        ("foreign minister", "SUN", date(1961, 7, 6), "Andrei Gromyko"),
        ("president", "CHN", TODAY, "Xi Jinping"),
        ("premier", "CHN", TODAY, "Li Qiang"),
        ("foreign minister", "CHN", date(2023, 3, 1), "Qin Gang"),
        ("prime minister", "JPN", date(2022, 7, 8), "Fumio Kishida"),
        ("defence minister", "RUS", TODAY, "Andrei Belousov"),
        ("foreign minister", "RUS", date(2014, 3, 18), "Sergey Lavrov"),
        ("leader", "IRN", date(1979, 12, 31), "Ruhollah Khomeini"),
        ("supreme leader", "IRN", TODAY, "Ali Khamenei"),
        ("president", "IRN", date(2024, 5, 25), "Mohammad Mokhber"),
        ("prime minister", "ISR", TODAY, "Benjamin Netanyahu"),
        ("defense minister", "ISR", TODAY, "Yoav Gallant"),
        ("president", "UKR", TODAY, "Volodymyr Zelenskyy"),
        ("president", "TUR", TODAY, "Recep Tayyip Erdoğan"),
        ("foreign minister", "TUR", TODAY, "Hakan Fidan"),
        ("president", "BLR", TODAY, "Alexander Lukashenko"),
        ("prime minister", "ARM", TODAY, "Nikol Pashinyan"),
        ("leader", "ARM", TODAY, "Nikol Pashinyan"),
        ("president", "AZE", TODAY, "Ilham Aliyev"),
        ("king", "SAU", TODAY, "Salman bin Abdulaziz"),
        ("crown prince", "SAU", TODAY, "Mohammed bin Salman"),
        ("emir", "QAT", TODAY, "Tamim bin Hamad Al Thani"),
        ("secretary-general", "UN", TODAY, "António Guterres"),
        ("secretary general", "NATO", TODAY, "Jens Stoltenberg"),
        ("director general", "IAEA", TODAY, "Rafael Grossi"),
    ],
)
def test_an_office_has_its_holder_on_the_date(office: str, state: str, on: date, person: str) -> None:
    holder = load_gazetteer().office_holder(office, state, on=on)
    assert holder is not None
    assert (holder.id, holder.person) == (state, person)
    assert holder.office


@pytest.mark.parametrize(
    ("office", "state"),
    [("prime minister", "USA"), ("king", "FRA"), ("president", "GBR"), ("chancellor", "RUS"), ("president", "ZZZ")],
)
def test_an_office_that_a_state_has_not_is_held_by_nobody(office: str, state: str) -> None:
    assert load_gazetteer().office_holder(office, state, on=TODAY) is None


def test_a_vacant_office_is_held_by_nobody() -> None:
    gazetteer = load_gazetteer()
    assert gazetteer.office_holder("head of government", "DEU", on=date(1947, 1, 1)) is None
    assert gazetteer.office_holder("defence minister", "CHN", on=date(2023, 11, 15)) is None


@pytest.mark.parametrize(
    ("spelling", "person"),
    [
        ("Kim Jong Un", "Kim Jong Un"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Kim Jong-Un’s", "Kim Jong Un"),
        ("Jong Un Kim", "Kim Jong Un"),
        ("Vladimir Vladimirovich Putin", "Vladimir Putin"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Zelenskiy", "Volodymyr Zelenskyy"),
        ("Yoon Suk-yeol", "Yoon Suk Yeol"),
        ("Lee Jae-myung", "Lee Jae Myung"),
        ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"),
        ("Erdogan", "Recep Tayyip Erdoğan"),
        ("Putin", "Vladimir Putin"),
        ("Netanyahu", "Benjamin Netanyahu"),
        ("Ursula von der Leyen", "Ursula von der Leyen"),
        ("Moammar Gadhafi", "Muammar Gaddafi"),
        ("Kim Yo-jong", "Kim Yo Jong"),
        ("Dmitry Peskov", "Dmitry Peskov"),
    ],
)
def test_a_person_has_one_spelling_whatever_the_text_has(spelling: str, person: str) -> None:
    entries = load_gazetteer().lookup(spelling, on=TODAY)
    assert [entry.actor.person for entry in entries] == [person]
    assert entries[0].role is NameRole.PERSON
    assert entries[0].strong


def test_a_person_acts_for_the_state_or_organisation_of_the_date() -> None:
    gazetteer = load_gazetteer()

    def seen(name: str, on: date) -> tuple[str, str | None]:
        actor = gazetteer.lookup(name, on=on)[0].actor
        return actor.id, actor.office

    assert seen("Mark Rutte", date(2023, 1, 1)) == ("NLD", "Prime Minister")
    assert seen("Mark Rutte", date(2025, 1, 1)) == ("NATO", "Secretary General")
    assert seen("Donald Trump", date(2023, 1, 1)) == ("USA", None)
    assert seen("Mikhail Gorbachev", date(2020, 1, 1)) == ("SUN", None)
    assert seen("Donald Trump", date(2026, 1, 1)) == ("USA", "President")


@pytest.mark.parametrize(
    ("surname", "on", "first"),
    [
        ("Bush", date(1990, 8, 2), "George H. W. Bush"),
        ("Bush", date(2003, 3, 20), "George W. Bush"),
        ("Bush", date(2012, 1, 1), "George W. Bush"),
        ("Kim", TODAY, "Kim Jong Un"),
        ("Kim", date(2000, 6, 15), "Kim Dae Jung"),
        ("Park", date(1970, 1, 1), "Park Chung Hee"),
        ("Park", date(2015, 1, 1), "Park Geun Hye"),
        ("Assad", date(1990, 1, 1), "Hafez al-Assad"),
        ("Assad", date(2015, 1, 1), "Bashar al-Assad"),
        ("Trudeau", date(1975, 1, 1), "Pierre Trudeau"),
        ("Trudeau", TODAY, "Justin Trudeau"),
    ],
)
def test_of_namesakes_the_one_of_the_date_comes_first(surname: str, on: date, first: str) -> None:
    if (surname, on.year) == ("Kim", 2000):
        # two heads of state at once: both are among the first
        assert {actor.person for actor in load_gazetteer().persons(surname, on=on)[:2]} == {first, "Kim Jong Il"}
        return
    assert load_gazetteer().persons(surname, on=on)[0].person == first


def test_a_surname_that_many_bear_is_weak_and_a_capital_letter_is_needed() -> None:
    gazetteer = load_gazetteer()
    assert not any(entry.strong for entry in gazetteer.lookup("Kim", on=TODAY))
    assert not any(entry.strong for entry in gazetteer.lookup("May", on=date(2017, 1, 1)))
    assert gazetteer.lookup("putin", on=TODAY) == ()
    assert gazetteer.persons("Nobody", on=TODAY) == ()


def test_a_surname_means_nobody_long_before_they_are_known() -> None:
    assert load_gazetteer().lookup("Putin", on=date(1970, 1, 1)) == ()


def test_a_generic_office_is_an_entry_of_nobody_in_particular() -> None:
    entry = load_gazetteer().lookup("foreign minister", on=TODAY)[0]
    assert (entry.role, entry.actor.id, entry.actor.office) == (NameRole.OFFICE, "", "foreign minister")


@pytest.mark.parametrize(
    ("noun", "sector"),
    [
        ("troops", "MIL"),
        ("soldiers", "MIL"),
        ("air force", "MIL"),
        ("warships", "MIL"),
        ("jets", "MIL"),
        ("navy", "MIL"),
        ("parliament", "LEG"),
        ("lawmakers", "LEG"),
        ("ministry", "GOV"),
        ("ministries", "GOV"),
        ("embassy", "GOV"),
        ("embassies", "GOV"),
        ("officials", "GOV"),
        ("spokeswoman", "GOV"),
        ("Diplomats", "GOV"),
        ("state media", "MED"),
        ("state-run media", None),
        ("police", "POL"),
        ("bananas", None),
        ("", None),
    ],
)
def test_a_common_noun_has_the_sector_that_it_acts_for(noun: str, sector: str | None) -> None:
    assert agent_noun(noun) == sector


@pytest.mark.parametrize(
    ("outlet", "country"),
    [
        ("Chosun", "KOR"),
        ("The Chosun Daily", "KOR"),
        ("Yonhap", "KOR"),
        ("KCNA", "PRK"),
        ("TASS", "RUS"),
        ("Xinhua", "CHN"),
        ("Reuters", "GBR"),
        ("AP", "USA"),
        ("the associated press", "USA"),
        ("BBC News", "GBR"),
        ("CNN", "USA"),
        ("Al Jazeera", "QAT"),
        ("www.theguardian.com", "GBR"),
        ("https://edition.cnn.com/2024/06/14/world", "USA"),
        ("Hürriyet Daily News", "TUR"),
        ("A Gazette That Is Not", None),
        ("", None),
    ],
)
def test_an_outlet_has_a_country(outlet: str, country: str | None) -> None:
    assert outlet_country(outlet) == country


def test_a_term_without_an_end_lasts_until_the_next_one_begins() -> None:
    numbered = list(enumerate(["[XXX] head of state: President", "1990 First Holder", "1995-03-01 Second Holder"], 1))
    first, second = read_terms("made.txt", iter(numbered))
    assert first.time.until == date(1995, 3, 1)
    assert second.time.until is None


@pytest.mark.parametrize("line", ["1990", "Somebody 1990", "1990-1 Somebody", "[XXX] no colon"])
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    numbered = list(enumerate(["[XXX] head of state: President", line], 1))
    with pytest.raises(ValueError, match=r"made\.txt:2"):
        list(read_terms("made.txt", iter(numbered)))
