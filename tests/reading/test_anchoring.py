"""Which date belongs to which event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from spacy.tokens import Doc

from onrecord.reading.anchoring import anchor
from onrecord.reading.reader import Reader
from onrecord.types import DateBasis, Document, content_id

DocOf = Callable[[str], Doc]


@pytest.fixture(scope="session")
def doc_of(reader: Reader) -> DocOf:
    """A text of 14 June 2024 with its parse and times."""
    keep = ("onrecord_sentences", "onrecord_times")
    others = [name for name in reader.nlp.pipe_names if name.startswith("onrecord_") and name not in keep]

    def read(text: str) -> Doc:
        document = Document(
            id=content_id("document", text), text=text, published=date(2024, 6, 14), date_basis=DateBasis.GIVEN
        )
        with reader.nlp.select_pipes(disable=others):
            return reader.nlp(reader.make_doc(document))

    return read


def when(doc: Doc, trigger: str, which: int = 0) -> str | None:
    """The date of the event whose trigger is the given word, ISO 8601."""
    token = [token for token in doc if token.text == trigger][which]
    found = anchor(doc, token)
    return found.when.isoformat() if found is not None and found.when is not None else None


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("The president visited Pyongyang in July 2000.", "visited", "2000-07"),
        ("Putin's visit is expected around June 18-19.", "visit", "2024-06-18/2024-06-19"),
        ("The talks will take place in Geneva on July 3.", "talks", "2024-07-03"),
        ("They signed the pact in Moscow on Tuesday.", "signed", "2024-06-11"),
        ("They signed the pact in Moscow on Tuesday.", "pact", "2024-06-11"),
        ("The 1961 treaty obliged both to help.", "treaty", "1961"),
        ("The attack of May 3 killed two soldiers.", "attack", "2024-05-03"),
        ("Ministers praised Tuesday's agreement.", "agreement", "2024-06-11"),
        ("The accord, signed in June 2019, has lapsed.", "accord", "2019-06"),
        ("The talks, which took place in May, failed.", "talks", "2024-05"),
        ("Ties improved after the leaders' summit last September.", "summit", "2023-09"),
        ("On Monday, the two leaders met in Hanoi.", "met", "2024-06-10"),
        ("He arrived on Monday and met the king.", "met", "2024-06-10"),
        ("When the envoy visited Kabul in 2019, the rebels attacked a base.", "visited", "2019"),
        ("The army attacked the port on Monday, killing five people.", "killing", "2024-06-10"),
        ("In a call on Thursday, the president warned his rival.", "warned", "2024-06-13"),
        ("The minister is expected to visit Baghdad on Monday.", "visit", "2024-06-17"),
        ("They began to withdraw on Monday.", "withdraw", "2024-06-10"),
        ("The envoy received a delegation led by a general on June 10.", "received", "2024-06-10"),
        ("OSLO, June 12 (Wire) -- Norway received a delegation from Chile on June 10.", "received", "2024-06-10"),
        ("The envoy met the king of Spain in Oslo, June 4.", "met", "2024-06-04"),
    ],
)
def test_an_event_has_the_date_that_hangs_on_it(doc_of: DocOf, text: str, trigger: str, expected: str) -> None:
    assert when(doc_of(text), trigger) == expected


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The official said on June 13 that the envoy had left.", "left"),
        ("The official said Thursday that troops had crossed the border.", "crossed"),
        ("On Thursday, the ministry announced that it would ratify the pact.", "ratify"),
        ("The minister announced on Monday a visit to Oslo.", "visit"),
        ("He condemned on Monday the attack.", "attack"),
        ("The rebels attacked after the leaders met in May.", "attacked"),
        ("He recalled the 1961 treaty and demanded talks.", "demanded"),
        ("The ministers agreed on Monday to withdraw troops.", "withdraw"),
        ("The two sides signed a treaty.", "signed"),
        ("Oslo, June 12 (Wire) -- Anna Muster signed a treaty with Chile.", "signed"),
        ("PARIS (June 12) - France signed a treaty with Chile.", "signed"),
    ],
)
def test_a_date_of_another_event_is_not_taken(doc_of: DocOf, text: str, trigger: str) -> None:
    assert when(doc_of(text), trigger) is None


def test_the_date_of_saying_is_the_sayings(doc_of: DocOf) -> None:
    doc = doc_of("The official said on June 13 that the envoy had left.")
    assert when(doc, "said") == "2024-06-13"


def test_two_dates_go_to_their_own_events(doc_of: DocOf) -> None:
    doc = doc_of("The pact was signed in 1961 and abolished in 1996.")
    assert (when(doc, "signed"), when(doc, "abolished")) == ("1961", "1996")


def test_since_reaches_from_then_to_publication(doc_of: DocOf) -> None:
    doc = doc_of("The army has shelled the town since June 1.")
    assert when(doc, "shelled") == "2024-06-01/2024-06-14"


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("The summit took place on May 3. Two days after the summit, the army fired.", "fired", "2024-05-05"),
        ("The summit took place on May 3. The army fired a week before the summit.", "fired", "2024-04-26"),
        ("The leaders met on May 3. The army fired two days after the leaders met on May 3.", "fired", "2024-05-05"),
        ("The summit opened on May 3. Two days later the envoys left.", "left", "2024-05-05"),
        ("The army fired two days after the summit.", "fired", None),
        ("The summit took place in 2019. The army fired two days after the summit.", "fired", None),
        ("The war ended in 1953. Two years after the war, the allies left.", "left", "1955"),
    ],
)
def test_days_are_counted_from_events_that_have_a_day(
    doc_of: DocOf, text: str, trigger: str, expected: str | None
) -> None:
    assert when(doc_of(text), trigger) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Putin arrived before dawn for his first visit to Hanoi since July 2000.", "visit", None),
        ("It was the deadliest attack on the port since 1998.", "attack", None),
        ("The army fired its third missile since May.", "fired", None),
        ("He arrived on Tuesday for his first visit since July 2000.", "visit", "2024-06-11"),
        ("The two sides held their first talks since 2019 on Monday.", "talks", "2024-06-10"),
        ("Nobody has visited the town since 2000.", "visited", "2000-01-01/2024-06-14"),
    ],
)
def test_the_first_since_a_date_is_not_of_that_date(
    doc_of: DocOf, text: str, trigger: str, expected: str | None
) -> None:
    assert when(doc_of(text), trigger) == expected


def test_another_mention_of_the_same_event_lends_its_date(doc_of: DocOf) -> None:
    doc = doc_of("Seoul watches Putin's visit closely.\n\nPutin's visit is expected around June 18-19.")
    assert when(doc, "visit", 0) == "2024-06-18/2024-06-19"


@pytest.mark.parametrize(
    "text",
    [
        "Seoul watches Kim's visit closely.\n\nPutin's visit is expected around June 18-19.",
        "Seoul watches Putin's visit closely.\n\nPutin's visit was on May 3. Putin's visit will be on June 18.",
        "Seoul recalled his first visit.\n\nPutin's visit is expected around June 18-19.",
        "Seoul fears a visit.\n\nPutin's visit is expected around June 18-19.",
        "Seoul praised Putin's visit.\n\nYeltsin visited in 1992.",
        "Seoul praised her visit.\n\nYeltsin visited in 1992.",
    ],
)
def test_no_date_is_lent_between_events_that_may_differ(doc_of: DocOf, text: str) -> None:
    assert when(doc_of(text), "visit", 0) is None


def test_a_story_goes_on_with_a_pronoun(doc_of: DocOf) -> None:
    doc = doc_of("On Monday the ministers met in Cairo. They agreed to open the border.")
    assert when(doc, "agreed") == "2024-06-10"


def test_no_date_means_none_and_not_the_publication_day(doc_of: DocOf) -> None:
    doc = doc_of("Troops crossed the border.")
    assert anchor(doc, doc[1]) is None
