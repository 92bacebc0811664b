"""A run adds what can be added; it counts, names and explains the rest."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import NoPublicationDate, OnrecordError, ReadingFailed, RecordError
from onrecord.reading.reader import Reader
from onrecord.record import Record
from onrecord.runs import RunReport, Skipped, add_files
from onrecord.runs.adding import Seen
from onrecord.settings import Settings
from onrecord.types import Document, Reading

TODAY = date(2025, 1, 31)
CAPITALS = ("Oslo", "Lima", "Rome", "Cairo", "Hanoi", "Quito", "Accra", "Dakar", "Doha", "Tunis")


def report(number: int, *, dated: bool = True) -> str:
    head = f"---\npublished: 2024-06-{number % 28 + 1:02d}\n---\n" if dated else ""
    return f"{head}Ministers met in {CAPITALS[number % 10]} on Monday and signed {number + 2} agreements.\n"


def written(folder: Path, contents: Iterable[str]) -> list[str]:
    paths = []
    for number, content in enumerate(contents):
        path = folder / f"report-{number:02d}.txt"
        path.write_text(content)
        paths.append(str(path))
    return paths


def added(record: Record) -> int:
    return int(record.documents().num_rows)


def test_nineteen_of_twenty_are_added_when_one_has_no_date(tmp_path: Path, reader: Reader) -> None:
    names = written(tmp_path, (report(number, dated=number != 7) for number in range(20)))
    record = Record(tmp_path / "record")
    result = add_files(names, record, reader, today=TODAY)
    assert result.summary() == "read 19, added 19, skipped 1: 1 no date"
    (skipped,) = result.skipped
    assert (skipped.name, skipped.reason, type(skipped.error)) == (names[7], "no date", NoPublicationDate)
    assert added(record) == 19


def test_a_second_run_reads_nothing_again_and_takes_in_what_was_put_right(tmp_path: Path, reader: Reader) -> None:
    names = written(tmp_path, (report(number, dated=number != 2) for number in range(5)))
    record = Record(tmp_path / "record")
    add_files(names, record, reader, today=TODAY)
    again = add_files(names, record, NeverReads(), today=TODAY)  # type: ignore[arg-type]
    assert (again.read, again.added, again.already, len(again.skipped)) == (0, 0, 4, 1)
    Path(names[2]).write_text(report(2))
    final = add_files(names, record, reader, today=TODAY)
    assert final.summary() == "read 1, added 1, 4 already in the record, skipped 0"
    assert added(record) == 5


class NeverReads:
    """Stands where a reader would, to show that it is not asked."""

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        raise AssertionError(f"was asked to read {documents}")


def test_no_reader_is_loaded_when_there_is_nothing_to_read(tmp_path: Path) -> None:
    result = add_files(
        [str(tmp_path / "none.txt")],
        Record(tmp_path / "record"),
        today=TODAY,
        settings=Settings(model="a_model_that_is_not_installed"),
    )
    assert result.summary() == "read 0, added 0, skipped 1: 1 not readable"
    assert not (tmp_path / "record").exists()


def test_the_same_report_twice_in_a_run_is_told_and_added_once(tmp_path: Path, reader: Reader) -> None:
    names = written(tmp_path, [report(1), report(2), report(1), report(1) + "\n\n"])
    result = add_files(names, Record(tmp_path / "record"), reader, today=TODAY, settings=Settings(batch_size=2))
    assert result.repeated == ((names[2], names[0]), (names[3], names[0]))
    assert result.summary() == "read 2, added 2, 2 the same as another, skipped 0"


def test_every_kind_of_bad_input_costs_only_itself(tmp_path: Path, reader: Reader) -> None:
    bad = {
        "empty.txt": b"",
        "blank.txt": b" \n\t ",
        "photo.txt": b"\x89PNG\r\n\x1a\n\x00\x00",
        "broken.txt": b"---\npublished: 2024-02-31\n---\nMinisters met.",
        "future.txt": b"---\npublished: 2099-01-01\n---\nMinisters met.",
        "german.txt": b"---\npublished: 2024-06-01\n---\n"
        + b"Die Minister haben sich am Montag in Wien getroffen. " * 5,
        "cut.txt.gz": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03KL",
    }
    good = written(tmp_path, [report(1), report(2)])
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
    names = [good[0], *(str(tmp_path / name) for name in bad), str(tmp_path), str(tmp_path / "none.txt"), good[1]]
    result = add_files(names, Record(tmp_path / "record"), reader, today=TODAY)
    assert result.summary() == ("read 2, added 2, skipped 9: 4 not readable, 2 bad date, 2 empty, 1 not English")
    assert [skipped.name for skipped in result.skipped] == names[1:-1]


def test_a_table_is_as_many_items_as_it_has_rows(tmp_path: Path, reader: Reader) -> None:
    table = (
        b'{"text": "Ministers met in Oslo.", "published": "2024-06-01"}\nnonsense\n{"text": "Envoys met in Lima."}\n'
    )
    record = Record(tmp_path / "record")
    result = add_files(["-"], record, reader, today=TODAY, stdin=io.BytesIO(table))
    assert result.summary() == "read 1, added 1, skipped 2: 1 no date, 1 not readable"
    assert [skipped.name for skipped in result.skipped] == ["standard input:2", "standard input:3"]


def test_a_given_date_and_outlet_hold_for_all(tmp_path: Path, reader: Reader) -> None:
    names = written(tmp_path, [report(1, dated=False), report(2)])
    record = Record(tmp_path / "record")
    add_files(names, record, reader, today=TODAY, published="2024-07-01", outlet="Example Times")
    rows = record.documents().to_pylist()
    assert {(row["published"], row["outlet"], row["date_basis"]) for row in rows} == {
        (date(2024, 7, 1), "Example Times", "given")
    }


class Breaks:
    """A reader that breaks on some documents, as a defect would make it; all else is read as ever."""

    def __init__(self, reader: Reader, word: str, error: Exception) -> None:
        self.reader, self.word, self.error = reader, word, error

    def read(self, document: Document) -> Reading:
        return next(self.read_many([document]))

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        for document in documents:
            if self.word in document.text:
                raise self.error
            yield self.reader.read(document)


@pytest.mark.parametrize(
    ("error", "kind"), [(ZeroDivisionError("division by zero"), ReadingFailed), (OnrecordError("x"), OnrecordError)]
)
def test_a_document_that_breaks_the_reader_costs_only_itself(
    tmp_path: Path, reader: Reader, error: Exception, kind: type[OnrecordError]
) -> None:
    names = written(tmp_path, [report(0), report(1), report(2)])
    record = Record(tmp_path / "record")
    seen: list[Seen] = []
    result = add_files(names, record, Breaks(reader, "Lima", error), today=TODAY, on_seen=seen.append)  # type: ignore[arg-type]
    assert (result.read, result.added) == (2, 2)
    assert [(skipped.name, type(skipped.error)) for skipped in result.skipped] == [(names[1], kind)]
    assert sorted(one.name for one in seen) == names
    assert added(record) == 2


def test_every_item_is_reported_once_as_it_is_done_with(tmp_path: Path, reader: Reader) -> None:
    names = written(tmp_path, [report(0), report(1, dated=False), report(0), report(3), report(4)])
    seen: list[Seen] = []
    add_files(
        names,
        Record(tmp_path / "record"),
        reader,
        today=TODAY,
        settings=Settings(batch_size=2),
        on_seen=seen.append,
    )
    assert sorted(one.name for one in seen) == names
    assert [one.name for one in seen if one.error] == [names[1]]


def test_what_was_added_before_a_failure_stays(tmp_path: Path, reader: Reader) -> None:
    names = written(tmp_path, [report(number) for number in range(4)])
    record = Record(tmp_path / "record")

    def stop(seen: Seen) -> None:
        if seen.name == names[3]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_files(names, record, reader, today=TODAY, settings=Settings(batch_size=1), on_seen=stop)
    assert added(record) == 3
    assert add_files(names, record, reader, today=TODAY).summary() == (
        "read 1, added 1, 3 already in the record, skipped 0"
    )


def test_a_record_that_cannot_be_used_ends_the_run(tmp_path: Path, reader: Reader) -> None:
    folder = tmp_path / "record"
    folder.mkdir()
    (folder / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(RecordError):
        add_files(written(tmp_path, [report(1)]), Record(folder), reader, today=TODAY)


@pytest.mark.parametrize(
    ("report", "line"),
    [
        (RunReport(), "read 0, added 0, skipped 0"),
        (
            RunReport(read=1_000, added=999, already=2_000),
            "read 1,000, added 999, 2,000 already in the record, skipped 0",
        ),
        (
            RunReport(
                skipped=(
                    Skipped(name="a", error=NoPublicationDate("x")),
                    Skipped(name="b", error=ReadingFailed("x")),
                    Skipped(name="c", error=NoPublicationDate("x")),
                )
            ),
            "read 0, added 0, skipped 3: 2 no date, 1 broke the reader",
        ),
    ],
)
def test_the_closing_line(report: RunReport, line: str) -> None:
    assert report.summary() == line
