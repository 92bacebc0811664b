"""The data files: whole, free of contradictions, and quick to use."""

from __future__ import annotations

import time
from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest

from onrecord.gazetteer import load_gazetteer
from onrecord.gazetteer.gazetteer import Gazetteer
from onrecord.gazetteer.names import surface
from onrecord.gazetteer.offices import SHARED_OFFICES, Term
from onrecord.gazetteer.organisations import load_metonyms, stop_phrases
from onrecord.gazetteer.outlets import outlet_names
from onrecord.gazetteer.periods import first_day, last_day, period
from onrecord.gazetteer.tables import lines, marked_name, rows

TODAY = date(2024, 6, 14)
# ISO 3166-1 alpha-3 has other codes for these, or none
OWN_CODES = {"ABH", "SOT", "TNT", "TRN", "SML"}


def test_there_are_as_many_as_promised() -> None:
    gazetteer = load_gazetteer()
    present = [state for state in gazetteer.states() if not state.past and state.code not in OWN_CODES]
    past = [state for state in gazetteer.states() if state.past]
    together = [one for one in gazetteer.organisations() if one.sort in {"organisation", "alliance"}]
    armed = [one for one in gazetteer.organisations() if one.sort == "armed group"]
    assert len(present) >= 193
    assert len(past) >= 60
    assert len(together) >= 150
    assert len(armed) >= 60
    assert len(outlet_names()) >= 150


def test_no_code_and_no_id_is_given_twice() -> None:
    for file, column in (("states.tsv", "code"), ("past_states.tsv", "code"), ("organisations.tsv", "id")):
        found = [row[column] for row in rows(file)]
        assert len(found) == len(set(found)), file
    present = {row["code"] for row in rows("states.tsv")}
    past = {row["code"] for row in rows("past_states.tsv")}
    assert not present & past


def test_codes_are_three_letters_and_cow_numbers_are_not_shared_by_states_of_today() -> None:
    states = load_gazetteer().states()
    assert all(len(state.code) == 3 and state.code.isupper() for state in states)
    numbers = [state.cow for state in states if state.cow is not None and not state.past]
    assert len(numbers) == len(set(numbers))
    two = [state.iso2 for state in states if state.iso2 is not None and not state.past]
    assert len(two) == len(set(two))


def test_a_successor_exists_and_a_past_state_has_one() -> None:
    gazetteer = load_gazetteer()
    for state in gazetteer.states():
        assert all(gazetteer.state(code) is not None for code in state.successors), state.code
        assert bool(state.successors) == state.past, state.code
        assert state.since is None or state.until is None or state.since < state.until, state.code


def test_every_office_belongs_to_a_known_actor() -> None:
    gazetteer = load_gazetteer()
    for term in gazetteer.terms:
        assert gazetteer.actor(term.state) is not None, term.line
    for metonym in load_metonyms():
        assert gazetteer.actor(metonym.actor) is not None, metonym


def test_every_outlet_is_in_a_known_country() -> None:
    gazetteer = load_gazetteer()
    for row in rows("outlets.tsv"):
        assert gazetteer.state(row["country"]) is not None, row


def test_no_outlet_is_listed_for_two_countries() -> None:
    countries: dict[str, set[str]] = defaultdict(set)
    for row in rows("outlets.tsv"):
        for name in row["names"].split(";"):
            countries[surface(name).casefold()].add(row["country"])
    assert {name: found for name, found in countries.items() if len(found) > 1} == {}


def test_terms_do_not_end_before_they_begin() -> None:
    for term in load_gazetteer().terms:
        assert term.time.since is not None
        assert term.time.until is None or term.time.since <= term.time.until, term.line


def test_no_term_is_listed_twice() -> None:
    seen: set[tuple[object, ...]] = set()
    for term in load_gazetteer().terms:
        key = (term.state, term.offices, term.title, term.person, term.begins)
        assert key not in seen, term.line
        seen.add(key)


def sections() -> dict[tuple[str, str], list[Term]]:
    found: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in load_gazetteer().terms:
        for office in set(term.offices) - SHARED_OFFICES:
            found[term.state, office].append(term)
    return {key: sorted(terms, key=lambda term: term.time.since or date.min) for key, terms in found.items()}


def test_no_two_hold_one_office_at_once_unless_it_says_so() -> None:
    for key, terms in sections().items():
        for earlier, later in pairwise(terms):
            if earlier.mark or later.mark:
                continue
            assert earlier.time.until is not None, (key, earlier.line, later.line)
            if earlier.ends:
                assert first_day(earlier.ends.rstrip("+")) <= last_day(later.begins), (earlier.line, later.line)


def test_the_terms_of_a_section_stand_in_order() -> None:
    by_section: dict[tuple[str, str, str], list[Term]] = defaultdict(list)
    for term in load_gazetteer().terms:
        if not SHARED_OFFICES.intersection(term.offices):
            by_section[term.line.split(":")[0], term.state, "/".join(term.offices)].append(term)
    for key, terms in by_section.items():
        begins = [term.time.since for term in terms]
        assert begins == sorted(begins, key=lambda day: day or date.min), key


@pytest.mark.parametrize("office", ["head of state", "head of government", "foreign minister", "defence minister"])
@pytest.mark.parametrize("state", ["USA", "GBR", "FRA", "DEU", "RUS", "CHN", "JPN", "KOR", "IND", "TUR", "ISR", "UKR"])
def test_the_great_offices_of_the_great_states_are_filled_today_and_a_decade_ago(office: str, state: str) -> None:
    gazetteer = load_gazetteer()
    for on in (date(2014, 6, 14), TODAY):
        assert gazetteer.office_holder(office, state, on=on) is not None, on


def test_no_phrase_that_names_nobody_is_also_a_name() -> None:
    names = {
        surface(marked_name(name.strip()).text).casefold()
        for file in ("states.tsv", "past_states.tsv", "organisations.tsv", "metonyms.tsv")
        for row in rows(file)
        for column in ("name", "names", "adjectives", "people", "capital")
        for name in row.get(column, "").split(";")
        if name.strip()
    }
    clash = sorted(phrase for phrase in stop_phrases() if surface(phrase).casefold() in names)
    assert clash == []


def test_no_two_persons_share_a_full_name() -> None:
    gazetteer = load_gazetteer()
    spelt: dict[str, set[str]] = defaultdict(set)
    for name in gazetteer.people:
        spelt[surface(name).casefold()].add(name)
    assert {key: names for key, names in spelt.items() if len(names) > 1} == {}


def test_every_name_of_the_data_is_found_again() -> None:
    gazetteer = load_gazetteer()
    for row in [*rows("states.tsv"), *rows("past_states.tsv")]:
        for column in ("name", "names", "adjectives", "people"):
            for cell in filter(None, (name.strip() for name in row[column].split(";"))):
                name = marked_name(cell)
                found = {entry.actor.id for entry in gazetteer.lookup(name.text, on=TODAY)}
                assert row["code"] in found, name.text
    for name, person in gazetteer.people.items():
        begins = person.terms[0].time.since
        assert begins is not None
        assert name in {entry.actor.person for entry in gazetteer.lookup(name, on=begins)}, name


def test_tables_have_no_trailing_columns_and_no_tabs_in_lists() -> None:
    for file in ("states.tsv", "past_states.tsv", "organisations.tsv", "metonyms.tsv", "outlets.tsv"):
        width = len(next(line for _, line in lines(file)).split("\t"))
        for number, line in lines(file):
            assert len(line.split("\t")) <= width, f"{file}:{number}"
    for file in ("stop_phrases.txt", "common_surnames.txt", "persons.txt"):
        assert not any("\t" in line for _, line in lines(file)), file


@pytest.mark.parametrize("text", ["1991-13", "91", "1991-02-30", "1991-1-1", "", "soon"])
def test_a_date_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        first_day(text)


def test_a_period_is_as_wide_as_its_dates_are_vague() -> None:
    vague = period("1991", "1992-02")
    assert (vague.since, vague.until) == (date(1991, 1, 1), date(1992, 2, 29))
    assert vague.includes(date(1991, 1, 1))
    assert not vague.includes(date(1992, 3, 1))
    assert vague.distance(date(1992, 3, 2)) == 2


def test_a_hundred_thousand_names_are_looked_up_in_two_seconds() -> None:
    gazetteer = load_gazetteer()
    names = ["Russia", "Putin", "North Korea", "Kim", "the Kremlin's", "U.S.", "banana", "Seoul", "Bush", "table"]
    started = time.process_time()
    for _ in range(10_000):
        for name in names:
            gazetteer.lookup(name, on=TODAY)
    assert time.process_time() - started < 2


def test_the_gazetteer_loads_in_a_second() -> None:
    started = time.process_time()
    Gazetteer()
    assert time.process_time() - started < 1
