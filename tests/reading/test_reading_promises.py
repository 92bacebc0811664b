"""What every reading keeps to, whatever the text: no crash, evidence that is in the text, ids and references that hold,
no influence of neighbours or hash seeds, and time in step with length."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made import make_document
from onrecord.errors import UnreadableSource
from onrecord.reading.annotations import LAYERS
from onrecord.reading.reader import Reader, batches
from onrecord.reading.tokens import LONGEST_RUN, LONGEST_WORD, is_no_word
from onrecord.types import Document, Evidence, HolderKind, Reading, Span

Read = Callable[..., Reading]

REPORT = (
    "Freedonia's foreign minister arrived in Ankara on Tuesday for two days of talks, the ministry said. "
    "Turkey and Greece signed a pact on shared waters in May 2019, and both ratified it a year later. "
    "“We will not be threatened,” President Recep Tayyip Erdogan told reporters. He said that Athens might break the "
    "treaty. Greece denied the claim and summoned the Turkish ambassador. Because of the dispute, the two countries "
    "are likely to put off a summit that was expected next week, according to a senior Greek diplomat.\n\n"
    "If the talks fail, the European Union could impose sanctions by the end of the year. Officials in Brussels fear "
    "that a clash would lead to new attacks. Egypt reportedly offered to mediate. Its president is to visit Ankara.\n\n"
)


def values(item: object, kind: type) -> Iterator[object]:
    """All values of a kind inside an item."""
    if isinstance(item, kind):
        yield item
    elif is_dataclass(item):
        for field in fields(item):
            yield from values(getattr(item, field.name), kind)
    elif isinstance(item, tuple):
        for each in item:
            yield from values(each, kind)


def breaches(reading: Reading) -> list[str]:
    """What in a reading breaks a promise, in words; [] when all is well."""
    return [*_of_words(reading), *_of_ids(reading), *_of_references(reading), *_of_holders(reading)]


def _of_words(reading: Reading) -> Iterator[str]:
    text = reading.document.text
    for one, other in zip(reading.sentences, reading.sentences[1:], strict=False):
        if one.end > other.start:
            yield f"sentences overlap: {one}, {other}"
    for layer in LAYERS:
        items = getattr(reading, layer)
        starts = [item.evidence.span.start for item in items]
        if layer != "agreements" and starts != sorted(starts):
            yield f"{layer} are not in the order of the text"
        for found in values(items, Evidence):
            assert isinstance(found, Evidence)
            if text[found.span.start : found.span.end] != found.quote or not found.quote.strip():
                yield f"{layer}: the quote {found.quote!r} is not what stands at {found.span}"
            if found.document_id != reading.document.id:
                yield f"{layer}: evidence from another document"
            if not reading.sentences[found.sentence].start <= found.span.start <= reading.sentences[found.sentence].end:
                yield f"{layer}: {found.span} does not begin in sentence {found.sentence}"
        for span in values(items, Span):
            assert isinstance(span, Span)
            if span.end > len(text):
                yield f"{layer}: {span} ends behind the text"


def _of_ids(reading: Reading) -> Iterator[str]:
    for layer in LAYERS:
        ids = [item.id for item in getattr(reading, layer)]
        if len(set(ids)) != len(ids) or not all(ids):
            yield f"{layer}: an id is empty or there twice"


def _of_references(reading: Reading) -> Iterator[str]:
    times, statements, events = (
        {item.id for item in getattr(reading, layer)} for layer in ("times", "statements", "events")
    )
    parents = {statement.id: statement.parent for statement in reading.statements}
    wanted = [("statement", statement.parent, statements) for statement in reading.statements]
    wanted += [("event", event.statement, statements) for event in reading.events]
    wanted += [("event", event.time_expression, times) for event in reading.events]
    wanted += [("forecast", forecast.statement, statements) for forecast in reading.forecasts]
    wanted += [("forecast", forecast.event, events) for forecast in reading.forecasts]
    for what, id_, known in wanted:
        if id_ is not None and id_ not in known:
            yield f"a {what} refers to {id_}, which is not there"
    for first in parents:
        seen, current = {first}, parents[first]
        while current is not None and current not in seen:
            seen.add(current)
            current = parents.get(current)
        if current is not None:
            yield f"statement {first} lies within itself"
            return


def _of_holders(reading: Reading) -> Iterator[str]:
    holders = [statement.speaker for statement in reading.statements]
    holders += [event.holder for event in reading.events]
    holders += [link.holder for link in reading.links]
    holders += [forecast.forecaster for forecast in reading.forecasts]
    yield from (f"{h.kind} without a name" for h in holders if h.kind is not HolderKind.UNNAMED and not h.name)
    yield from ("a mention of no actor" for mention in reading.actors if not mention.actors)
    yield from ("a forecast that says nothing" for f in reading.forecasts if not f.proposition.strip(" ."))


HOSTILE = {
    "nothing": "",
    "white space": " \n\t\n\n \u2028\x0b ",
    "one mark": ".",
    "control characters": "".join(map(chr, range(0x20))) + REPORT,
    "capitals": REPORT.upper(),
    "lower case": REPORT.lower(),
    "no punctuation": "".join(c for c in REPORT if c.isalnum() or c.isspace()),
    "curly marks that open and never close": "“Russia said ‘no " * 200,
    "straight marks that open and never close": '"Russia said ' * 200,
    "only marks": '" ' * 1500,
    "a page of marks": '"' * 20_000,
    "a rule in the text": f"Iran signed the pact.\n{'—' * 20_000}\nIraq denied it.",
    "brackets around": "(" * 5000 + "Russia" + ")" * 5000,
    "a long word": "x" * 50_000,
    "numbers": " ".join(str(i * 7919 % 100_000) for i in range(800)),
    "dates": ", ".join(f"{i % 28 + 1} June {1900 + i % 150}" for i in range(300)),
    "dates that are none": "31 February 2024, 99 June, 0000-00-00, 2024-13-45, 25:61 pm, Q9 2024, 2024-W60, year 0, "
    "99999999999 years ago, in 10000000000000 centuries, 10 years after 9999, 29 February 2023, 2024-25, 1 BC. " * 3,
    "one word a line": "Monday\n" * 800,
    "a name a line": "Russia\n" * 800,
    "a table": "\n".join(f"Japan\t{i}\t{i * 3}%\t| {i}/{i} |" for i in range(150)),
    "a transcript": "Q: Will Iran strike Iraq in May?\nMR. ROE: I would not say so. We condemn Iran.\nQ: “Really?”\n"
    * 40,
    "pictures": "🇷🇺 Russia 🤝 🇰🇵 signed 😀 a treaty 👨‍👩‍👧‍👦 on Monday. " * 20,
    "combining characters": "".join(f"{c}\u0301\u0323" for c in REPORT[:600]),
    "one letter with many accents": f"Russia{chr(0x301) * 3000} said it would attack.",
    "right to left": "قالت روسيا يوم الاثنين. \u202eRussia said on Monday\u202c it would sign. " * 20,
    "no spaces": "俄罗斯和朝鲜周三在平壤签署了条约。" * 60,
    "a long sentence": "Iran said that " + " and ".join(f"China will meet Japan on {i + 1} June" for i in range(120)),
    "speech in speech": "Russia said that China said that Japan said that " * 60 + "it would attack.",
    "of of of": "the official of the country of the leader of " * 80 + "Russia said.",
    "many persons": ", ".join(f"Ivan Petrov{i} of Russia" for i in range(300)),
    "addresses": "https://example.com/a/b?c=d&e=%20 www.example.org me@example.org " * 60,
    "said said said": "said " * 1200,
    "hedges": "if it may likely will could might unless is expected to " * 80,
    "treaties": "The treaty was signed, ratified, amended, suspended and terminated by Iran and Iraq in 2001. " * 40,
    "causes": "This caused that because of this, as it led to that in order to prevent this. " * 50,
    "titles": "Russian Foreign Minister Sergei Lavrov's " * 150,
    "pronouns": "They said they would attack them, and it may strike its ally. " * 80,
    "carriage returns": REPORT.replace(". ", ".\r\n"),
    "odd spaces": REPORT.replace(" ", "\xa0"),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_reading_of_any_text_keeps_the_promises(read: Read, text: str) -> None:
    assert breaches(read(text)) == []


def test_a_plain_report_has_something_in_every_layer_and_keeps_the_promises(read: Read) -> None:
    reading = read(REPORT)
    assert [layer for layer in LAYERS if not getattr(reading, layer)] == []
    assert breaches(reading) == []


PIECES = st.sampled_from(
    [piece for sentence in REPORT.split(". ") for piece in (sentence, *sentence.split())]
    + ["\n", "\n\n", "“", "”", '"', "‘", "’", "—", ",", ".", "?", ":", "(", ")", "\t", "\xa0", "é", "\u0301", "🤝"]
    + ["said", "that", "if", "will", "treaty", "on Monday", "in 2019", "Iran", "Mr. Roe", "attack", "not", "its"]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join))


@settings(
    max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=TEXTS)
def test_arbitrary_text_is_read_or_refused_by_name(reader: Reader, text: str) -> None:
    document = make_document(text.encode("utf-8", "replace").decode("utf-8"))
    assert breaches(reader.read(document)) == []


def test_half_of_a_surrogate_pair_is_refused_with_its_place(reader: Reader) -> None:
    with pytest.raises(UnreadableSource, match="offset 5"):
        reader.make_doc(replace(make_document("Iran said."), text="Iran \ud800 said."))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Russia", False),
        ("(“U.S.-led”),", False),
        ("—" * (LONGEST_RUN - 1), False),
        ("—" * LONGEST_RUN, True),
        (f"{'(' * LONGEST_RUN}Russia", True),
        (f"Russia{')' * LONGEST_RUN}", True),
        ("https://example.com/" + "a/b" * 100, False),
        ("x" * (LONGEST_WORD + 1), True),
    ],
)
def test_only_what_no_word_can_be_is_left_whole(text: str, whole: bool) -> None:
    assert is_no_word(text) is whole


def sixteen_documents() -> list[Document]:
    """Reports of several kinds and lengths, no two alike."""
    parts = REPORT.split("\n\n")
    texts = [f"{parts[i % 2]}\n{list(HOSTILE.values())[i * 2][:400]}\nReport {i}." for i in range(16)]
    return [make_document(text) for text in texts]


@pytest.mark.parametrize("batch", [1, 3, 50])
def test_neither_batch_nor_neighbours_change_a_reading(
    reader: Reader, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = sixteen_documents()
    alone = [reader.read(document) for document in documents]
    monkeypatch.setattr("onrecord.reading.reader.MOST_DOCUMENTS", batch)
    assert list(reader.read_many(documents)) == alone
    assert list(reader.read_many(documents[::-1])) == alone[::-1]


def test_documents_are_read_a_few_at_once_and_in_their_order() -> None:
    short, long = make_document("A border."), make_document("A border. " * 4_000)
    assert [len(batch) for batch in batches([short] * 120)] == [50, 50, 20]
    assert [len(batch) for batch in batches([short, long, long, short])] == [2, 2]
    assert list(batches([])) == []


def digest(reader: Reader) -> str:
    """A fingerprint of the readings of `sixteen_documents`."""
    text = "\n".join(map(repr, reader.read_many(sixteen_documents())))
    return hashlib.sha256(text.encode()).hexdigest()


def test_hash_seeds_do_not_change_a_reading(reader: Reader) -> None:
    code = (
        "from onrecord.reading.reader import Reader; from test_reading_promises import digest; print(digest(Reader()))"
    )
    folders = os.pathsep.join(str(Path(__file__).parents[level]) for level in (0, 1))
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": folders},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == digest(reader)


GROWING: dict[str, Callable[[int], str]] = {
    "reports": lambda n: REPORT * (n // len(REPORT)),
    "one long line": lambda n: REPORT.replace("\n\n", " ") * (n // len(REPORT)),
    "one long sentence": lambda n: "Iran said that Iraq will sign the treaty and " * (n // 45),
    "open quotation marks": lambda n: '"Iran said, ' * (n // 12),
    "lines": lambda n: "Iran said.\n" * (n // 11),
    "names": lambda n: "Jane Roe of Iran, " * (n // 18),
}


@pytest.mark.parametrize("text", GROWING.values(), ids=GROWING.keys())
def test_time_grows_with_the_length_of_the_text(reader: Reader, text: Callable[[int], str]) -> None:
    """Of our components, four times the text; quadratic work would take sixteen times as long."""
    small = min(_seconds(reader, text(2500)) for _ in range(2))
    assert any(_seconds(reader, text(10_000)) < 9 * small + 0.03 for _ in range(3))


def _seconds(reader: Reader, text: str) -> float:
    """Processor time of our components on a text."""
    doc = reader.make_doc(make_document(text))
    total = 0.0
    for name, run in reader.nlp.pipeline:
        start = time.process_time()
        doc = run(doc)
        total += (time.process_time() - start) if name.startswith("onrecord_") else 0.0
    return total
