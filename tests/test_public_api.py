"""What ``import onrecord`` offers: every name, at no cost until it is used."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import onrecord

REPORT = """\
Norway and Chile signed a fisheries treaty in Oslo on 3 May 2024. Chilean officials said that the parliament in \
Santiago would probably ratify it in June.
"""


def test_the_table_of_homes_and_the_list_of_names_agree() -> None:
    assert sorted(onrecord.__all__) == sorted([*onrecord._HOME, "__version__"])


@pytest.mark.parametrize("name", onrecord.__all__)
def test_every_public_name_can_be_had(name: str) -> None:
    assert getattr(onrecord, name) is not None


def test_a_name_that_is_not_public_is_refused() -> None:
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = onrecord.nothing_like_it


def test_importing_it_imports_no_heavy_library() -> None:
    heavy = {"spacy", "duckdb", "pyarrow", "deltalake", "trafilatura"}
    code = f"import sys, onrecord; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.fixture(scope="module")
def reading() -> onrecord.Reading:
    return onrecord.read(REPORT, published="2024-05-06", title="A treaty on fish")


def test_a_reading_turns_into_frames_of_every_kind(reading: onrecord.Reading) -> None:
    events = onrecord.rows(reading, "events")
    assert len(events) == len(reading.events) > 0
    assert events.to_arrow().num_rows == len(events.to_pandas()) == events.to_polars().height == len(events)


def test_a_reading_shows_itself_in_a_notebook_with_all_text_escaped() -> None:
    hostile = "Norway signed a treaty with Chile on 3 May 2024, <script>alert(1)</script> said Oslo."
    shown = onrecord.read(hostile, published="2024-05-06", title="<b>Treaty</b>")._repr_html_()
    assert "<table>" in shown
    assert "<script>" not in shown
    assert "<b>Treaty" not in shown


def test_a_record_adds_and_answers(reading: onrecord.Reading, tmp_path: Path) -> None:
    record = onrecord.Record(tmp_path / "record")
    assert record.add(reading).added == 1
    assert record.add(reading).added == 0
    before = record.dossier("NOR", "CHL", as_of=date(2024, 5, 5))
    after = record.dossier("NOR", "CHL", as_of=date(2024, 5, 6))
    assert len(before) == 0
    assert len(after.done) > 0
    assert "2024-05-03" in [row["when"] for row in record.timeline(actor="Norway", with_="CL")]
    assert [row["state"] for row in record.happenings(actor="NOR", types=["AGREE"])] == ["done"]
    assert len(record.agreements(actor="NOR")) == 1
    assert len(record.forecasts(actor="CHL")) == 1
    assert len(record.statements(actor="CHL")) == 1


def test_many_documents_are_read_in_their_order(reader: onrecord.Reader) -> None:
    documents = [
        onrecord.document(f"Norway and Chile signed treaty number {n} in Oslo.", published=date(2024, 5, n))
        for n in range(1, 8)
    ]
    assert [reading.document for reading in reader.read_many(documents)] == documents
