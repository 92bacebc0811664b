"""``onrecord read`` prints what a report says, or why it cannot."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from cli.commands import Run, failed
from onrecord.cli.reading_tables import reading_tables
from onrecord.types import (
    AUTHOR,
    Actor,
    ActorKind,
    Agreement,
    AgreementStep,
    DateBasis,
    Document,
    EventMention,
    EventType,
    Evidence,
    Factuality,
    Forecast,
    Hedge,
    Holder,
    HolderKind,
    Link,
    Obligation,
    Polarity,
    Precision,
    Reading,
    Span,
    Statement,
    StatementKind,
    StepKind,
    Tense,
    When,
)

REPORT = "Norwegian Foreign Minister Espen Barth Eide visited Chile on 3 May 2024. He signed a treaty with Chile."


def test_the_table_shows_the_events_with_their_words(run: Run, examples: list[Path]) -> None:
    result = run("read", examples[0])
    assert result.exit_code == 0
    assert result.stdout.startswith("Seoul expects Putin in Pyongyang within days\n")
    assert "Onrecord examples, 2024-06-14 (metadata)" in result.stdout
    for part in ("\nEvents", "CONSULT", "2000-07", "\nStatements", "\nForecasts", "“would probably”"):
        assert part in result.stdout
    assert result.stderr == ""


def test_a_date_and_an_outlet_can_be_given(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT)
    result = run("read", path, "--published", "2024-05-06", "--outlet", "Example Times")
    assert result.exit_code == 0
    assert "Example Times, 2024-05-06 (given)" in result.stdout
    assert "2024-05-03" in result.stdout


@pytest.mark.parametrize("packed", [False, True])
def test_json_is_the_whole_reading(run: Run, packed: bool) -> None:
    stdin = gzip.compress(REPORT.encode()) if packed else REPORT.encode()
    result = run("read", "-", "--published", "2024-05-06", "--format", "json", stdin=stdin)
    reading = json.loads(result.stdout)
    assert set(reading) == set(Reading.__dataclass_fields__)
    assert reading["document"]["text"] == REPORT
    assert reading["document"]["published"] == "2024-05-06"
    for event in reading["events"]:
        span = event["evidence"]["span"]
        assert REPORT[span["start"] : span["end"]] == event["evidence"]["quote"]
    assert reading["events"]


def test_a_table_gives_each_of_its_reports_and_names_what_is_wrong(run: Run) -> None:
    good = json.dumps({"text": REPORT, "published": "2024-05-06", "title": "Visit"})
    rows = f"{good}\n{json.dumps({'text': REPORT})}\n{good}\n".encode()
    result = run("read", "-", stdin=rows)
    assert result.stdout.count("Visit\n") == 2
    failed(result, 1, "standard input:2: does not say when it was published")


BAD = [
    ("empty.txt", b"", "has no text"),
    ("blank.txt", b"\n \t", "has no text"),
    ("image.png", b"\x89PNG\r\n\x1a\n", "is a PNG image, not text"),
    ("scan.pdf", b"%PDF-1.4", "is a PDF document, not text"),
    ("essay.docx", b"PK\x03\x04", "is a ZIP archive or an office document"),
    ("blob.txt", b"a\x00b", "is binary, not text"),
    ("noise.txt", bytes(range(128, 256)) * 20, "is in no encoding that makes sense of it"),
    ("cut.txt.gz", gzip.compress(b"x" * 100)[:-9], "is damaged or cut off"),
    ("page.html", b"<html><head></head></html>", "has no report on it"),
    ("deep.html", b"<html><body>" + b"<div>" * 1_000_000, "has 1,000,002 tags, more than any report"),
    ("long.txt", b"word " * 110_000, "has 549,999 characters, more than 500,000"),
    ("huge.txt", b"word " * 2_000_000, "has more than 8,000,000 bytes"),
    ("polish.txt", "Ministrowie spotkali się w poniedziałek w Wiedniu i rozmawiali o granicy. ".encode() * 4, "Polish"),
]


@pytest.mark.parametrize(("name", "content", "message"), BAD, ids=[name for name, _, _ in BAD])
def test_bad_input_has_a_message_and_exit_code_1(
    run: Run, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    result = run("read", path, "--published", "2024-05-06")
    failed(result, 1, f"Error: {path}: ", message)
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("published", "message"),
    [
        ("2024-02-31", "2024-02-31: there is no such date"),
        ("31/31/2024", "31/31/2024: is not a date that can be read. Write it as YYYY-MM-DD."),
        ("2999-01-01", "lies in the future"),
        ("1492-10-12", "lies before 1800"),
    ],
)
def test_a_broken_date_has_a_message_and_exit_code_1(run: Run, published: str, message: str) -> None:
    failed(run("read", "-", "--published", published, stdin=REPORT.encode()), 1, message)


def test_a_report_without_a_date_a_missing_file_and_a_folder(run: Run, tmp_path: Path) -> None:
    failed(run("read", "-", stdin=REPORT.encode()), 1, "does not say when it was published", "--published YYYY-MM-DD")
    failed(run("read", tmp_path / "none.txt"), 1, "there is no such file")
    failed(run("read", tmp_path), 1, "is a folder")


def test_a_model_that_is_not_installed_is_named(run: Run) -> None:
    env = {"ONRECORD_MODEL": "no_such_model"}
    result = run("read", "-", "--published", "2024-05-06", stdin=REPORT.encode(), env=env)
    failed(result, 1, "no_such_model: is not installed")


EVIL = "[bold]Envoys[/bold] \x1b[31mmet\x1b[0m \x1b]0;title\x07in \u202eMuscat\u202c [link=x]today."


def made_reading() -> Reading:
    """A reading with a line in every part, whose text tries to act on the terminal (documents are cleaned of that)."""
    document = Document(
        id="document-1", text=EVIL, published=date(2024, 6, 14), date_basis=DateBasis.GIVEN, title=EVIL, outlet=EVIL
    )
    span = Span(start=0, end=20)
    words = Evidence(document_id="document-1", sentence=0, span=span, quote=EVIL[:20])
    when = When(earliest=date(2024, 6, 18), latest=date(2024, 6, 19), precision=Precision.RANGE)
    actor = Actor(id="OMN", name="Oman", kind=ActorKind.STATE, person=EVIL)
    holder = Holder(kind=HolderKind.UNNAMED, name=EVIL, role=EVIL)
    hedge = Hedge(phrase="may [x]", band="roughly even chance", table="icd203")
    step = AgreementStep(kind=StepKind.SIGNED, when=when, evidence=words, factuality=Factuality.POSSIBLE, party="OMN")
    return Reading(
        document=document,
        reader_version="1",
        sentences=(Span(start=0, end=len(EVIL)),),
        statements=(
            Statement(id="s", evidence=words, speaker=holder, kind=StatementKind.INDIRECT, cue=span, medium=EVIL),
        ),
        events=(
            EventMention(
                id="e",
                evidence=words,
                type=EventType.CONSULT,
                tense=Tense.FUTURE,
                factuality=Factuality.POSSIBLE,
                holder=holder,
                actors=(actor,),
                recipients=(actor,),
                when=when,
            ),
        ),
        agreements=(
            Agreement(
                id="a",
                evidence=words,
                name=EVIL,
                parties=("OMN",),
                obligations=(Obligation.DEFENSE,),
                steps=(step,),
                prospective=True,
                lineage=(("replaces", EVIL),),
            ),
        ),
        forecasts=(
            Forecast(
                id="f",
                evidence=words,
                proposition=EVIL,
                forecaster=holder,
                hedge=hedge,
                polarity=Polarity.NEGATIVE,
                condition=EVIL,
                horizon=when,
            ),
        ),
        links=(Link(id="l", evidence=words, cause=span, effect=span, relation="causes", cue=EVIL, holder=AUTHOR),),
    )


@pytest.mark.parametrize("width", [30, 60, 80, 200])
def test_every_part_is_printed_at_any_width_and_nothing_in_it_acts_on_the_terminal(width: int) -> None:
    import io

    stream = io.StringIO()
    Console(file=stream, width=width, highlight=False).print(reading_tables(made_reading()))
    shown = stream.getvalue()
    assert all(len(line.rstrip()) <= width for line in shown.splitlines())
    assert not any(letter in shown for letter in "\x1b\x07\x9b\u202e\u202c")
    flat = " ".join(shown.split())
    for part in ("Events", "Statements", "Agreements", "Forecasts", "Links", "2024-06-18"):
        assert part in flat
    if width >= 60:
        assert "[bold]Envoys[/bold] met in Muscat [link=x]today." in flat
    if width == 200:
        assert "CONSULT" in flat
        assert "future PS+" in flat
        assert "OMN signed 2024-06-18/2024-06-19 (PS+)" in flat
        assert "“may [x]”: roughly even chance" in flat
