from __future__ import annotations

import csv
import io
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from onrecord.answers import FORMATS, Rows
from onrecord.errors import BadQuery, MissingExtra


@pytest.fixture
def rows() -> Rows:
    """Values that are easily lost on the way: NA, empty text, nothing, commas, quotes, lines, lists with holes."""
    values = [
        {
            "name": "NA",
            "note": 'a, "b"\nc',
            "who": ["RUS", None, "PRK"],
            "day": date(2024, 6, 14),
            "number": 1,
            "sure": True,
        },
        {"name": "", "note": None, "who": [], "day": None, "number": None, "sure": False},
    ]
    table = pa.Table.from_pylist(values).append_column(
        "at", pa.array([datetime(2024, 6, 14, 12, tzinfo=UTC), None], pa.timestamp("us", tz="UTC"))
    )
    return Rows(table, title="<Test>", shown=("name", "note"))


def test_rows_can_be_counted_and_walked(rows: Rows) -> None:
    assert len(rows) == 2
    assert [row["name"] for row in rows] == ["NA", ""]
    assert rows[-1]["note"] is None
    with pytest.raises(IndexError):
        rows[2]


def test_csv_tells_nothing_from_empty_and_keeps_na(rows: Rows) -> None:
    text = rows.to_csv()
    assert text.splitlines()[0] == "name,note,who,day,number,sure,at"
    assert text.splitlines()[-1] == '"",,"",,,false,'
    first = next(csv.DictReader(io.StringIO(text)))
    assert (first["name"], first["note"], first["who"]) == ("NA", 'a, "b"\nc', "RUS||PRK")
    assert (first["day"], first["at"]) == ("2024-06-14", "2024-06-14T12:00:00+00:00")


def test_a_reader_that_heeds_quotes_gets_every_text_back(rows: Rows) -> None:
    options = pa.csv.ConvertOptions(strings_can_be_null=True, quoted_strings_can_be_null=False)
    lines = pa.csv.ParseOptions(newlines_in_values=True)
    table = pa.csv.read_csv(io.BytesIO(rows.to_bytes("csv")), parse_options=lines, convert_options=options)
    assert table["name"].to_pylist() == ["NA", ""]
    assert table["note"].to_pylist() == ['a, "b"\nc', None]


def test_json_lines_have_one_object_each(rows: Rows) -> None:
    first, second = (json.loads(line) for line in rows.to_jsonl().splitlines())
    assert first["who"] == ["RUS", None, "PRK"]
    assert first["day"] == "2024-06-14"
    assert second["note"] is None


def test_parquet_comes_back_as_it_was(rows: Rows) -> None:
    assert pq.read_table(io.BytesIO(rows.to_parquet())).equals(rows.to_arrow())


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_s_ending_tells_the_format(rows: Rows, tmp_path: Path, form: str) -> None:
    rows.write(tmp_path / f"rows.{form}")
    assert (tmp_path / f"rows.{form}").read_bytes() == rows.to_bytes(form)


def test_an_unknown_format_is_refused(rows: Rows, tmp_path: Path) -> None:
    with pytest.raises(BadQuery, match="xlsx"):
        rows.write(tmp_path / "rows.xlsx")


def test_pandas_and_polars_get_the_values(rows: Rows) -> None:
    assert rows.to_pandas()["name"].tolist() == ["NA", ""]
    assert rows.to_polars()["who"].to_list() == [["RUS", None, "PRK"], []]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_is_named_with_the_command(rows: Rows, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtra, match=rf"pip install 'onrecord\[{library}\]'"):
        getattr(rows, f"to_{library}")()


def test_a_notebook_shows_a_table_with_nothing_unescaped() -> None:
    html = Rows(pa.table({"text": ["<script>&"] * 101}), title="<T>")._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;&amp;" in html
    assert "<caption>&lt;T&gt;</caption>" in html
    assert "1 more" in html
