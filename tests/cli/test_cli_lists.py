"""Questions to a record, in every format; rulings and their undoing."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from cli.commands import Run, failed
from onrecord.record import Record

LISTS = ("timeline", "statements", "agreements", "forecasts")
WITH_ROWS = ("timeline", "statements", "forecasts")

Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def ask(run: Run, record: Path) -> Ask:
    """The rows that a list gives."""

    def rows(*arguments: object) -> list[dict[str, Any]]:
        result = run(*arguments, "--record", record, "--format", "jsonl")
        assert result.exit_code == 0, result.output
        return [json.loads(line) for line in result.stdout.splitlines()]

    return rows


@pytest.mark.parametrize("verb", WITH_ROWS)
def test_a_list_is_the_same_in_every_format(run: Run, record: Path, ask: Ask, tmp_path: Path, verb: str) -> None:
    rows = ask(verb, "RUS", "PRK")
    assert rows
    table = run(verb, "RUS", "PRK", "--record", record)
    assert table.exit_code == 0
    assert "Onrecord examples" in table.stdout
    csv_rows = list(csv.DictReader(io.StringIO(run(verb, "RUS", "PRK", "--record", record, "--format", "csv").stdout)))
    assert [row["id"] for row in csv_rows] == [row["id"] for row in rows]
    output = tmp_path / "rows.parquet"
    assert run(verb, "RUS", "PRK", "--record", record, "--output", output).exit_code == 0
    assert pq.read_table(output).column("id").to_pylist() == [row["id"] for row in rows]


@pytest.mark.parametrize("verb", LISTS)
def test_nothing_found_is_said_and_is_no_error(run: Run, record: Path, verb: str) -> None:
    result = run(verb, "Iceland", "Peru", "--record", record)
    assert result.exit_code == 0
    assert "nothing in the record" in result.stdout


def test_every_line_points_at_its_words(ask: Ask, record: Path) -> None:
    documents = Record(record)
    for row in ask("timeline", "--limit", 10):
        text = documents.document(row["document_id"])["text"]
        assert text[row["start"] : row["end"]] == row["quote"]


def test_options_and_positions_say_the_same(ask: Ask) -> None:
    assert ask("timeline", "RUS", "PRK") == ask("timeline", "--actor", "Russia", "--with", "North Korea")
    assert ask("timeline", "RUS", "--with", "PRK") == ask("timeline", "RUS", "PRK")
    assert len(ask("timeline")) > len(ask("timeline", "RUS")) > len(ask("timeline", "RUS", "PRK")) > 0


def test_a_period_a_limit_and_values_narrow_a_list(ask: Ask) -> None:
    everything = ask("timeline")
    past = ask("timeline", "--until", "2001-01-01")
    assert past
    assert all(row["earliest"] <= "2001-01-01" for row in past)
    assert ask("timeline", "--limit", 2) == everything[:2]
    certain = ask("timeline", "--factuality", "CT+", "--tense", "past", "--type", "CONSULT")
    assert certain
    assert {(row["factuality"], row["tense"], row["type"]) for row in certain} == {("CT+", "past", "CONSULT")}


def test_as_of_hides_what_was_published_later(ask: Ask) -> None:
    rows = ask("timeline", "--as-of", "2024-06-14")
    assert {row["published"] for row in rows} == {"2024-06-14"}
    assert ask("timeline", "--as-of", "2024-06-13") == []


def test_a_dossier_has_its_parts(run: Run, record: Path, tmp_path: Path) -> None:
    table = run("dossier", "RUS", "PRK", "--record", record, "--as-of", "2024-06-14")
    assert table.exit_code == 0
    assert table.stdout.startswith("Russia and North Korea, as of 2024-06-14\n")
    for part in ("Done", "Expected or possible", "Statements", "Forecasts"):
        assert f"\n{part}" in table.stdout
    lines = run("dossier", "RUS", "PRK", "--record", record, "--format", "jsonl").stdout.splitlines()
    assert {"done", "expected", "said"} <= {json.loads(line)["section"] for line in lines}
    folder = tmp_path / "dossier"
    assert run("dossier", "RUS", "PRK", "--record", record, "--format", "csv", "--output", folder).exit_code == 0
    names = {"done", "claimed", "disputed", "expected", "denied", "said", "agreed", "predicted"}
    assert {path.stem for path in folder.glob("*.csv")} == names


def test_a_table_can_be_written_to_a_file(run: Run, record: Path, tmp_path: Path) -> None:
    path = tmp_path / "timeline.txt"
    assert run("timeline", "RUS", "--record", record, "--format", "table", "--output", path).stdout == ""
    text = path.read_text("utf-8")
    assert "Onrecord examples" in text
    assert "\x1b" not in text


def test_a_forecast_is_resolved_and_the_ruling_undone(run: Run, record: Path, tmp_path: Path) -> None:
    mine = tmp_path / "record"
    shutil.copytree(record, mine)

    def forecasts() -> list[dict[str, Any]]:
        result = run("forecasts", "--record", mine, "--format", "jsonl")
        return [json.loads(line) for line in result.stdout.splitlines()]

    forecast = forecasts()[0]
    document_id, text = forecast["document_id"], Record(mine).document(forecast["document_id"])["text"]
    words = text[10:30]
    for evidence in (f"{document_id}:10-30", f"{document_id}:{words}"):
        ruling = ("--evidence", evidence, "--by", "J. Roe", "--note", "seen")
        result = run("resolve", forecast["id"], "yes", *ruling, "--record", mine)
        assert result.exit_code == 0, result.output
    decision = result.stdout.partition(":")[0]
    resolved = next(row for row in forecasts() if row["id"] == forecast["id"])
    assert (resolved["state"], resolved["resolved_by"], resolved["resolution_note"]) == ("yes", "J. Roe", "seen")
    assert resolved["resolution_quotes"] == [words]
    assert "J. Roe" in run("forecasts", "--state", "yes", "--record", mine).stdout

    assert run("undo", decision, "--by", "J. Roe", "--record", mine).exit_code == 0
    assert run("undo", forecast["id"], "--by", "J. Roe", "--record", mine).exit_code == 0
    assert next(row for row in forecasts() if row["id"] == forecast["id"])["state"] in ("open", "due")
    failed(run("undo", forecast["id"], "--by", "J. Roe", "--record", mine), 2, "is not a decision of this record")


def test_wrong_rulings_are_refused(run: Run, record: Path) -> None:
    forecast = json.loads(run("forecasts", "--record", record, "--format", "jsonl", "--limit", 1).stdout)
    ruling = ("resolve", forecast["id"], "yes", "--by", "J. Roe", "--record", record, "--evidence")
    failed(run(*ruling, "document-none"), 2, "document-none: is not a document of this record")
    failed(run(*ruling, f"{forecast['document_id']}:5-999999"), 2, "has no characters 5-999999", "the first is 0")
    failed(run(*ruling, f"{forecast['document_id']}:9-9"), 2, "has no characters 9-9")
    failed(run(*ruling, f"{forecast['document_id']}:words that nobody wrote"), 2, "does not say")
    failed(run("resolve", "forecast-none", "no", "--by", "x", "--record", record), 2, "is not in this record")
    assert run("resolve", forecast["id"], "perhaps", "--by", "x", "--record", record).exit_code == 2
    assert run("resolve", forecast["id"], "yes", "--record", record).exit_code == 2


WRONG = [
    (("timeline", "Rusia"), "Rusia: is no actor", "Russia"),
    (("timeline", "RUS", "--since", "2024-06-02", "--until", "2024-06-01"), "a period cannot end on 2024-06-01"),
    (("timeline", "--type", "DANCE"), "DANCE: is not one of AGREE"),
    (("dossier", "RUS", "RUS"), "is named twice"),
    (("timeline", "RUS", "PRK", "KOR"), "At most two actors"),
    (("timeline", "RUS", "--actor", "PRK"), "either by --actor or by position"),
    (("timeline", "--with", "PRK"), "--with needs --actor"),
    (("timeline", "--since", "2024-13-01"), "'2024-13-01' is not a day"),
    (("timeline", "--since", "20240101"), "'20240101' is not a day"),
    (("timeline", "--limit", "0"), "0 is not in the range"),
    (("timeline", "--format", "xml"), "'xml' is not one of"),
    (("timeline", "--output", "rows.xlsx"), "tells no format"),
    (("dossier", "RUS", "PRK", "--format", "csv"), "give --output FOLDER"),
    (("dossier", "RUS"), "Missing argument"),
]


@pytest.mark.parametrize("case", WRONG, ids=lambda case: " ".join(case[0]))
def test_a_wrong_question_is_exit_code_2(run: Run, record: Path, case: tuple[tuple[str, ...], str]) -> None:
    arguments, *parts = case
    failed(run(*arguments, "--record", record), 2, *parts)


@pytest.mark.parametrize("verb", [*LISTS, "dossier", "resolve", "undo", "check"])
def test_a_record_that_is_not_there_is_exit_code_1(run: Run, tmp_path: Path, verb: str) -> None:
    arguments = {"dossier": ["RUS", "PRK"], "resolve": ["f", "yes", "--by", "x"], "undo": ["d", "--by", "x"]}
    result = run(verb, *arguments.get(verb, []), "--record", tmp_path / "none")
    failed(result, 1, f"{tmp_path / 'none'}: there is no record")


def test_a_record_is_verified(run: Run, record: Path, tmp_path: Path) -> None:
    whole = run("check", "--record", record)
    assert (whole.exit_code, whole.stderr) == (0, "")
    assert whole.stdout.startswith("6 documents, ")
    assert whole.stdout.endswith("all in order\n")
    damaged = tmp_path / "record"
    shutil.copytree(record, damaged)
    for file in (damaged / "events").rglob("*.parquet"):
        file.write_bytes(file.read_bytes()[:100])
    failed(run("check", "--record", damaged), 1, "cannot be read")


def test_a_file_that_cannot_be_written_is_exit_code_1(run: Run, record: Path, tmp_path: Path) -> None:
    result = run("timeline", "--record", record, "--output", tmp_path / "none" / "rows.csv")
    failed(result, 1, "rows.csv: cannot be written (No such file or directory)")


def test_more_rows_than_a_person_reads_are_counted(
    run: Run, record: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord.cli import answering

    monkeypatch.setattr(answering, "MOST_IN_A_TABLE", 3)
    result = run("timeline", "--record", record)
    assert f"3 of {len(ask('timeline'))} rows shown" in result.stderr
