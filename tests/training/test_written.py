"""Annotated text in, rows with spans out."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from training.statements.written import MalformedMarks, Row, borrowed, examined, main, parse, runs

NESTED = """\
# wire, Caucasus, 2023
{s1|The foreign ministry} {c1|said} on Tuesday that {k1|it had received {c2|assurances} from {s2|Moscow} that {k2|the \
road would be reopened}}.
Traffic was light along the river.
"""


def words(row: Row, number: int) -> dict[str, list[str]]:
    return {role: [row["text"][s:e] for s, e in spans] for role, spans in row["attributions"][number].items()}


def test_marks_leave_the_text_and_become_spans() -> None:
    [row] = parse(NESTED, "folder/reports.txt")
    assert row["doc"] == "reports/01"
    assert row["text"] == (
        "The foreign ministry said on Tuesday that it had received assurances from Moscow that the road would be "
        "reopened.\nTraffic was light along the river."
    )
    assert words(row, 0) == {
        "source": ["The foreign ministry"],
        "cue": ["said"],
        "content": ["it had received assurances from Moscow that the road would be reopened"],
    }
    assert words(row, 1) == {"source": ["Moscow"], "cue": ["assurances"], "content": ["the road would be reopened"]}


def test_a_split_part_keeps_its_pieces_in_the_order_of_the_text() -> None:
    [row] = parse("{k1|“No,”} {s1|she} {c1|said}. {k1|“Not yet.”}", "x.txt")
    assert words(row, 0)["content"] == ["“No,”", "“Not yet.”"]


def test_a_source_may_be_missing() -> None:
    [row] = parse("{k1|Talks} {c1|are expected} {k1|to resume}.", "x.txt")
    assert words(row, 0) == {"source": [], "cue": ["are expected"], "content": ["Talks", "to resume"]}


def test_one_source_may_belong_to_two_attributions() -> None:
    [row] = parse("{s1|{s2|Rome}} {c1|said} {k1|no}, {c2|adding} {k2|that it was late}.", "x.txt")
    assert [words(row, n)["source"] for n in (0, 1)] == [["Rome"], ["Rome"]]


def test_outer_attributions_come_before_those_inside_them_whatever_their_numbers() -> None:
    [row] = parse("{k2|{s1|Oslo} {c1|fears} {k1|a delay}}, {s2|an envoy} {c2|said}.", "x.txt")
    assert [words(row, n)["cue"] for n in (0, 1)] == [["said"], ["fears"]]


def test_an_outer_attribution_comes_first_when_both_begin_with_the_same_word() -> None:
    [row] = parse(
        "{k2|{s1|Oslo} {c1|fears} {k1|a delay}}, {c2|it was said}.\n{s3|{s4|He}} {c4|said} {k4|he {c3|left} {k3|it}}.",
        "x.txt",
    )
    assert [words(row, n)["cue"] for n in range(4)] == [["it was said"], ["fears"], ["said"], ["left"]]


def test_records_are_numbered_and_those_without_attributions_count() -> None:
    rows = parse("# brief\n\nRain fell.\n---\n\n---\nSnow fell.\n\nIt lay.\n---\n", "b.txt")
    assert [(row["doc"], row["text"]) for row in rows] == [("b/01", "Rain fell."), ("b/02", "Snow fell.\n\nIt lay.")]
    assert all(row["attributions"] == [] for row in rows)


@pytest.mark.parametrize(
    ("text", "record", "line", "message"),
    [
        ("{s1|Rome {c1|said} {k1|no}.", 1, 1, "{s1| is not closed"),
        ("Fine.\n---\n# wire\nFine.\nRome} said.", 2, 5, "a closing brace without a mark"),
        ("Fine.\n{x1|Rome} said.", 1, 2, "a brace that begins no mark"),
        ("{s|Rome} said.", 1, 1, "a brace that begins no mark"),
        ("{s0|Rome} said.", 1, 1, "a brace that begins no mark"),
        ("Rome {c1|said}\n{k1|}.", 1, 2, "{k1| is empty"),
        ("Rome {c1|said }{k1|no}.", 1, 1, "{c1| begins or ends with a space"),
        ("Rome {c1|said} {k1|that {k1|no}}.", 1, 1, "{k1| inside itself"),
        ("Fine.\nFine. {s1|Rome} {c1|said} so.", 1, 2, "attribution 1 has no content"),
        ("{s3|Rome} said {k3|no}.", 1, 1, "attribution 3 has no cue"),
        ("Fine.\n---\n# wire\n---\nFine.", 2, 4, "a heading without a text"),
    ],
)
def test_malformed_marks_are_named_with_file_record_and_line(text: str, record: int, line: int, message: str) -> None:
    with pytest.raises(MalformedMarks) as caught:
        parse(text, "deep/bad.txt")
    assert (caught.value.record, caught.value.line) == (record, line)
    assert str(caught.value).startswith(f"deep/bad.txt, record {record}, line {line}: {message}")


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("One, two THREE; four", 3, ["one two three", "two three four"]),
        ("U.N. envoy", 3, ["u n envoy"]),
        ("Too short", 8, ["too short"]),
        ("", 8, [""]),
    ],
)
def test_runs_are_of_lower_case_words_without_punctuation(text: str, length: int, expected: list[str]) -> None:
    assert list(runs(text, length)) == expected


def test_a_run_of_eight_words_of_an_examination_is_found_through_marks_and_case() -> None:
    run = "the minister will not meet the envoy today"
    shingles = frozenset({hashlib.sha256(run.encode()).hexdigest()[:16]})
    rows = parse("{c1|Word} was that {k1|the Minister will not meet}, the envoy; today.\n---\nNothing.", "x.txt")
    assert examined(rows, shingles) == [("x/01", run)]


def test_only_whole_runs_count_as_taken_from_others() -> None:
    rows = parse("Ships left the port at dawn.\n---\nShips left.", "x.txt")
    assert borrowed(rows, ["Ships left.", "Old ships left the port."], 4) == [("x/01", "ships left the port")]


def test_the_command_writes_rows(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NESTED, "utf-8")
    (tmp_path / "exam.txt").write_text("0000000000000000\n", "utf-8")
    out = tmp_path / "rows.jsonl"
    assert main([str(tmp_path / "a.txt"), "--out", str(out), "--exam", str(tmp_path / "exam.txt")]) == 0
    assert [json.loads(line) for line in out.read_text("utf-8").splitlines()] == parse(NESTED, "a.txt")


def test_the_command_names_refused_records_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("Fine.\n---\nRain fell on the old town all through the night.", "utf-8")
    run = "fell on the old town all through the"
    (tmp_path / "exam.txt").write_text(hashlib.sha256(run.encode()).hexdigest()[:16] + "\n", "utf-8")
    (tmp_path / "others.jsonl").write_text(json.dumps({"text": "Rain fell on the hills."}) + "\n", "utf-8")
    out = tmp_path / "rows.jsonl"
    call = [str(tmp_path / "a.txt"), "--out", str(out), "--exam", str(tmp_path / "exam.txt")]
    assert main([*call, "--apart-from", str(tmp_path / "others.jsonl"), "--run", "4"]) == 1
    refused = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in refused] == ["a/02", "a/02"]
    assert ("examination" in refused[0], "another's" in refused[1]) == (True, True)
    assert not out.exists()


def test_the_command_says_where_a_file_is_malformed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("{s1|Rome said no.", "utf-8")
    assert main([str(tmp_path / "a.txt"), "--out", str(tmp_path / "rows.jsonl")]) == 1
    assert "a.txt, record 1, line 1: {s1| is not closed" in capsys.readouterr().err
