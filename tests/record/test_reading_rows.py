from __future__ import annotations

from dataclasses import fields

import pyarrow as pa
import pytest

from onrecord.errors import BadQuery
from onrecord.record import reading_rows
from onrecord.record.rows import LAYER_NAMES, layer_rows
from onrecord.record.schema import READING_TABLES, TABLES
from onrecord.types import Reading
from record.making import make_readings


@pytest.fixture(scope="module")
def reading() -> Reading:
    return next(make_readings(8, 1))


@pytest.mark.parametrize("layer", LAYER_NAMES)
def test_every_layer_becomes_rows_in_its_columns(reading: Reading, layer: str) -> None:
    table = reading_rows(reading, layer)
    assert table.schema == TABLES[layer].schema
    assert "batch" not in table.column_names
    assert table.num_rows > 0
    missing = {row_key for row in layer_rows(reading, layer) for row_key in table.column_names if row_key not in row}
    assert not missing


def test_every_layer_of_a_reading_has_a_table() -> None:
    layers = {field.name for field in fields(Reading)} - {"document", "reader_version", "sentences"}
    assert layers | {"agreement_steps"} == {table.name for table in READING_TABLES}


def test_an_unknown_layer_is_refused(reading: Reading) -> None:
    with pytest.raises(BadQuery, match="decisions"):
        reading_rows(reading, "decisions")


def test_a_statement_knows_whom_its_content_names(reading: Reading) -> None:
    about = reading_rows(reading, "statements")["about"].to_pylist()
    events = reading.events
    assert about == [sorted({events[i].actors[0].id, events[i].recipients[0].id}) for i in range(len(events))]


def test_a_forecast_is_about_those_whom_its_event_involves(reading: Reading) -> None:
    about = reading_rows(reading, "forecasts")["about"].to_pylist()
    assert about == [sorted({e.actors[0].id, e.recipients[0].id}) for e in reading.events]


def test_every_column_says_what_it_is() -> None:
    for table in TABLES.values():
        assert table.about
        names = [column.name for column in table.columns + table.bookkeeping]
        assert len(set(names)) == len(names)
        assert all(len(column.about) > 5 for column in table.columns), table.name
        assert isinstance(table.stored_schema, pa.Schema)
