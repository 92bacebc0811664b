"""A row of a table is an item; a row that cannot be read costs only itself."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.errors import DocumentTooLong, InputError
from onrecord.sources import open_source
from onrecord.types import RawItem

ROW = {"text": "Envoys met in Muscat.", "published": "2024-03-01", "title": "Talks", "desk": "Gulf"}
TOLD = {"published": "2024-03-01", "title": "Talks", "desk": "Gulf"}


def rows_of(path: Path, *, max_bytes: int = 100_000) -> list[RawItem | InputError]:
    return list(open_source(str(path), max_bytes=max_bytes))


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return path


def parquet(folder: Path, columns: dict[str, Sequence[object]], name: str = "rows.parquet") -> Path:
    path = folder / name
    pq.write_table(pa.table(columns), path)
    return path


@pytest.mark.parametrize(
    ("name", "content", "number"),
    [
        ("rows.jsonl", json.dumps(ROW), 1),
        ("rows.jsonl", "\ufeff" + json.dumps(ROW), 1),
        ("rows.jsonl.gz", "\n\n" + json.dumps(ROW), 3),
        ("rows.json", json.dumps([ROW]), 1),
        ("rows.json", json.dumps(ROW, indent=2), 1),
        ("rows.csv", "text,published,title,desk\nEnvoys met in Muscat.,2024-03-01,Talks,Gulf\n", 2),
        ("rows.csv.gz", "\ufeffText,Date, TITLE ,desk\r\nEnvoys met in Muscat.,2024-03-01,Talks,Gulf\r\n", 2),
        ("rows.tsv", "text\tpublished\ttitle\tdesk\nEnvoys met in Muscat.\t2024-03-01\tTalks\tGulf\n", 2),
    ],
)
def test_each_form_gives_the_same_item(tmp_path: Path, name: str, content: str, number: int) -> None:
    path = written(tmp_path, name, content.encode())
    assert rows_of(path) == [
        RawItem(name=f"{path}:{number}", content=b"Envoys met in Muscat.", media_type="text/plain", metadata=TOLD)
    ]


@pytest.mark.parametrize("packed", [False, True])
def test_parquet_gives_the_same_item(tmp_path: Path, packed: bool) -> None:
    path = parquet(tmp_path, {column: [value] for column, value in ROW.items()})
    if packed:
        path = written(tmp_path, "rows.parquet.gz", path.read_bytes())
    (item,) = rows_of(path)
    assert isinstance(item, RawItem)
    assert (item.name, item.content, item.metadata) == (f"{path}:1", b"Envoys met in Muscat.", TOLD)


def test_parquet_dates_instants_and_lists_become_text(tmp_path: Path) -> None:
    day = pa.array([date(2024, 3, 1)])
    instant = pa.array([datetime(2024, 3, 1, 6, 30, tzinfo=UTC)], pa.timestamp("ns", tz="UTC"))
    path = parquet(tmp_path, {"text": ["x"], "published": day, "seen": instant, "topics": [["oil", "gas"]]})  # type: ignore[dict-item]
    (item,) = rows_of(path)
    assert isinstance(item, RawItem)
    assert item.metadata == {"published": "2024-03-01", "seen": "2024-03-01T06:30:00+00:00", "topics": '["oil", "gas"]'}


def test_published_goes_before_date(tmp_path: Path) -> None:
    path = written(tmp_path, "r.jsonl", b'{"text": "x", "date": "2024-03-02", "published": "2024-03-01"}')
    (item,) = rows_of(path)
    assert isinstance(item, RawItem)
    assert item.metadata == {"published": "2024-03-01", "date": "2024-03-02"}


@pytest.mark.parametrize(
    ("row", "outlet"),
    [
        (b'{"text": "x", "outlets": ["Courier", "Times"]}', "Courier, Times"),
        (b'{"text": "x", "outlets": []}', None),
        (b'{"text": "x", "outlets": ["Courier"], "outlet": "Herald"}', "Herald"),
    ],
)
def test_several_outlets_of_a_row_are_named_together(tmp_path: Path, row: bytes, outlet: str | None) -> None:
    (item,) = rows_of(written(tmp_path, "r.jsonl", row))
    assert isinstance(item, RawItem)
    assert item.metadata.get("outlet") == outlet


def test_empty_and_missing_fields_are_not_told(tmp_path: Path) -> None:
    path = written(tmp_path, "r.jsonl", b'{"text": "x", "title": "", "author": null, "pages": 3}')
    (item,) = rows_of(path)
    assert isinstance(item, RawItem)
    assert item.metadata == {"pages": "3"}


GOOD = b'{"text": "x"}\n'


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (b'{"text": \n', "is not JSON"),
        (b'["text"]\n', "is not an object with named fields"),
        (b'{"title": "x"}\n', "has no field 'text'"),
        (b'{"text": "caf\xe9"}\n', "is not in UTF-8"),
        (b'{"text": null}\n', "has no field 'text'"),
        (b"[" * 50_000 + b"\n", "is not JSON"),
        (b'{"text": "' + b"x" * 200_000 + b'"}\n', "has more than 100,000 bytes"),
    ],
    ids=["cut", "list", "no text", "latin-1", "null", "deep", "huge"],
)
def test_a_bad_line_costs_only_itself(tmp_path: Path, bad: bytes, message: str) -> None:
    path = written(tmp_path, "rows.jsonl", GOOD + bad + GOOD)
    first, error, last = rows_of(path)
    assert isinstance(first, RawItem)
    assert isinstance(last, RawItem)
    assert isinstance(error, InputError)
    assert error.subject == f"{path}:2"
    assert message in str(error)
    assert last.name == f"{path}:3"


@pytest.mark.parametrize(
    ("bad", "message"),
    [(b"only one field\n", "has 1 fields where the first line names 2"), (b"caf\xe9,2024-03-01\n", "is not in UTF-8")],
)
def test_a_bad_row_of_csv_costs_only_itself(tmp_path: Path, bad: bytes, message: str) -> None:
    path = written(tmp_path, "rows.csv", b"text,published\nx,2024-03-01\n" + bad + b"y,2024-03-02\n")
    first, error, last = rows_of(path)
    assert isinstance(error, InputError)
    assert (error.subject, isinstance(first, RawItem), isinstance(last, RawItem)) == (f"{path}:3", True, True)
    assert message in str(error)


def test_a_row_of_csv_is_named_by_its_first_line_and_may_have_several(tmp_path: Path) -> None:
    path = written(tmp_path, "rows.csv", b'text,published\n"One line,\nand a second.",2024-03-01\nx,2024-03-02\n')
    first, second = rows_of(path)
    assert isinstance(first, RawItem)
    assert isinstance(second, RawItem)
    assert (first.name, first.content) == (f"{path}:2", b"One line,\nand a second.")
    assert second.name == f"{path}:4"


def test_a_quote_that_never_closes_is_told_with_its_row(tmp_path: Path) -> None:
    path = written(
        tmp_path, "rows.csv", b'text,published\nx,2024-03-01\n"never closed,2024-03-02\n' + b"y,z\n" * 100_000
    )
    first, error = rows_of(path)
    assert isinstance(first, RawItem)
    assert isinstance(error, InputError)
    assert error.subject == f"{path}:3"
    assert "is not readable from here on" in str(error)


@pytest.mark.parametrize("name", ["rows.csv", "rows.parquet"])
def test_a_table_without_text_is_refused_as_a_whole(tmp_path: Path, name: str) -> None:
    if name.endswith(".csv"):
        path = written(tmp_path, name, b"body,published\nx,2024-03-01\n")
    else:
        path = parquet(tmp_path, {"body": ["x"], "published": ["2024-03-01"]})
    (error,) = rows_of(path)
    assert "has no column 'text' (its columns: body, published)" in str(error)


def test_an_empty_csv_has_no_text(tmp_path: Path) -> None:
    (error,) = rows_of(written(tmp_path, "rows.csv", b""))
    assert "its columns: none" in str(error)


def test_an_empty_table_of_json_lines_has_no_items(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path, "rows.jsonl", b"\n")) == []


@pytest.mark.parametrize("keep", [200, 40, 8])
def test_damaged_parquet_is_an_error(tmp_path: Path, keep: int) -> None:
    whole = parquet(tmp_path, {"text": ["x"] * 50}).read_bytes()
    (error,) = rows_of(written(tmp_path, "cut.parquet", whole[:keep]))
    assert "is damaged or cut off" in str(error)


def test_a_huge_cell_of_parquet_costs_only_its_row(tmp_path: Path) -> None:
    first, second = rows_of(parquet(tmp_path, {"text": ["x" * 200_000, "y"]}))
    assert isinstance(first, DocumentTooLong)
    assert isinstance(second, RawItem)


def test_rows_before_a_cut_in_gzip_are_kept(tmp_path: Path) -> None:
    import random

    numbers = random.Random(7)
    lines = b"".join(b'{"text": "%d"}\n' % numbers.getrandbits(200) for _ in range(2_000))
    path = tmp_path / "rows.jsonl.gz"
    packed = gzip.compress(lines)
    path.write_bytes(packed[: len(packed) - 2_000])
    *items, error = rows_of(path)
    assert len(items) > 1_000
    assert all(isinstance(item, RawItem) for item in items)
    assert "cut off" in str(error)
