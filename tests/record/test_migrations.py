"""Records of earlier versions. ``data/version-1.tar.gz`` was made by the first schema: six of the documents that
`record.making` makes, in two additions, and three decisions."""

from __future__ import annotations

import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from deltalake import DeltaTable

from onrecord.answers import forecasts, happenings, timeline
from onrecord.errors import RecordVersion
from onrecord.record import DecisionKind, Record
from onrecord.record.rewriting import mark_version
from onrecord.record.schema import SCHEMA_VERSION, TABLES
from onrecord.types import Outcome
from record.making import contents, make_readings

AT = datetime(2024, 6, 1, tzinfo=UTC)
FIRST_TABLES = set(TABLES) - {"registers"}


@pytest.fixture
def old(tmp_path: Path) -> Record:
    """A record as the first version left it."""
    with tarfile.open(Path(__file__).parent / "data" / "version-1.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    return Record(tmp_path / "version-1")


def made_now(folder: Path) -> Record:
    """The same record, made by the present version."""
    record, readings = Record(folder), list(make_readings(1, 6))
    record.add(readings)
    who = {"decided_by": "J. Roe", "decided_at": AT}
    record.resolve(readings[0].forecasts[0].id, Outcome.YES, **who, note="it held")  # type: ignore[arg-type]
    record.decide(DecisionKind.REJECT, readings[1].events[0].id, **who)  # type: ignore[arg-type]
    others = [readings[3].events[0].id]
    record.decide(DecisionKind.MERGE, readings[2].events[0].id, others=others, **who)  # type: ignore[arg-type]
    return record


def test_a_record_of_the_first_version_says_how_to_bring_it_up_to_date(old: Record) -> None:
    for use in (old.view, old.exists, old.check, lambda: old.add(make_readings(1, 1))):
        with pytest.raises(RecordVersion, match="onrecord migrate"):
            use()


def test_a_record_of_the_first_version_becomes_what_the_present_one_makes(old: Record, tmp_path: Path) -> None:
    done: list[str] = []
    assert old.migrate(on_table=done.append) == 1
    assert set(done) == FIRST_TABLES
    now = made_now(tmp_path / "now")
    with old.view() as one, now.view() as other:
        before, after = contents(one), contents(other)
        for row in (*before["decisions"], *after["decisions"]):
            row.pop("other_words")  # what the first version did not keep
            row.pop("known_on")  # the first version did not look at when the subject was published
        assert before == after
        for question in (timeline, forecasts, happenings):
            assert question(one).to_dicts() == question(other).to_dicts()  # type: ignore[operator]
    assert old.check().sound
    assert old.add(make_readings(1, 6)).already == 6
    assert old.add(make_readings(2, 2)).added == 2


def test_migrating_again_does_nothing(old: Record) -> None:
    old.migrate()
    versions = {name: DeltaTable(f"{old.address}/{name}").version() for name in TABLES}
    done: list[str] = []
    assert old.migrate(on_table=done.append) == SCHEMA_VERSION
    assert done == []
    assert {name: DeltaTable(f"{old.address}/{name}").version() for name in TABLES} == versions


@pytest.mark.parametrize("after", sorted(FIRST_TABLES))
def test_a_migration_that_is_cut_off_is_completed_by_the_next(old: Record, after: str, tmp_path: Path) -> None:
    class Cut(Exception):
        pass

    def cut(name: str) -> None:
        if name == after:
            raise Cut

    with pytest.raises(Cut):
        old.migrate(on_table=cut)
    old.migrate()
    with Record(old.address).view() as view:
        assert view.documents().num_rows == 6
        assert view.query("SELECT id FROM events WHERE involved IS NULL OR named IS NULL").num_rows == 0


def test_a_table_that_was_marked_and_not_rewritten_is_still_of_the_old_version(old: Record) -> None:
    with old._store.of_any_version():
        mark_version(old._store, "events")
        assert old._store.schema_version("events") == SCHEMA_VERSION - 1
    old.migrate()
    with old.view() as view:
        assert view.query("SELECT involved FROM events WHERE involved <> '|'").num_rows > 0


def test_a_writer_of_the_old_version_that_is_still_running_is_refused(old: Record) -> None:
    """What it holds is the table as it was before: its commit fails, and looking again it finds the new version."""
    from deltalake import write_deltalake
    from deltalake.exceptions import CommitFailedError

    held = DeltaTable(f"{old.address}/times")
    rows = held.to_pyarrow_table()
    old.migrate()
    with pytest.raises(CommitFailedError):
        write_deltalake(held, rows, mode="append")
