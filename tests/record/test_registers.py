"""What a record keeps of registers: editions, days, and the entries as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from onrecord.record import Record
from onrecord.record.registers import RegisterEntry, RegisterStep
from onrecord.types import Obligation, Precision, StepKind, When


def on(day: date) -> When:
    return When(earliest=day, latest=day, precision=Precision.DAY)


ENTRY = RegisterEntry(
    source="ATOP",
    entry="1",
    name="Ruritania and Graustark, alliance of 1961",
    parties=("RUR", "GRA"),
    kind="alliance",
    obligations=(Obligation.DEFENSE,),
    steps=(
        RegisterStep(kind=StepKind.SIGNED, when=on(date(1961, 7, 6))),
        RegisterStep(kind=StepKind.RATIFIED, party="GRA"),
        RegisterStep(kind=StepKind.TERMINATED, when=on(date(1996, 9, 10))),
    ),
    in_force_from_signature=True,
)


def kept(record: Record, as_of: date | None = None) -> tuple[RegisterEntry, ...]:
    with record.view(as_of=as_of) as view:
        return view.register_entries()


def test_an_entry_comes_back_as_it_was(record: Record) -> None:
    assert record.add_register([ENTRY]).added == 1
    assert kept(record) == (ENTRY,)


def test_importing_again_changes_nothing(record: Record) -> None:
    record.add_register([ENTRY, ENTRY])
    assert record.add_register([ENTRY]).already == 1
    assert kept(record) == (ENTRY,)


def test_of_two_editions_the_last_imported_counts(record: Record) -> None:
    corrected = replace(ENTRY, name="Ruritania and Graustark, treaty of 1961")
    record.add_register([ENTRY], imported_at=datetime(2024, 1, 1, tzinfo=UTC))
    record.add_register([corrected], imported_at=datetime(2024, 2, 1, tzinfo=UTC))
    assert kept(record) == (corrected,)


def test_as_of_a_day_only_what_was_agreed_and_taken_by_then_counts(record: Record) -> None:
    record.add_register([ENTRY])
    assert kept(record, date(1961, 7, 5)) == ()
    (then,) = kept(record, date(1990, 1, 1))
    assert [step.kind for step in then.steps] == [StepKind.SIGNED, StepKind.RATIFIED]


def test_a_register_that_was_published_later_is_not_known_before(record: Record) -> None:
    record.add_register([replace(ENTRY, published=date(2018, 1, 1))])
    assert kept(record, date(2017, 12, 31)) == ()
    assert len(kept(record, date(2018, 1, 1))) == 1


def test_a_register_changes_the_version_of_a_record(record: Record) -> None:
    record.create()
    before = record.version()
    record.add_register([ENTRY])
    assert record.version() != before
