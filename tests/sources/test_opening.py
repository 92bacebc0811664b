"""Whatever a user names is opened, or an error says why not."""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

import pytest

from onrecord.errors import DocumentTooLong, InputError, OnrecordError, UnreadableSource
from onrecord.sources import open_source
from onrecord.sources.kinds import FOREIGN, Kind, recognise
from onrecord.sources.opening import unopened
from onrecord.types import RawItem

LIMIT = 100_000
REPORT = "Two ministers met in Vienna on Monday and agreed to meet again.\n"
PAGE = f"<!DOCTYPE html>\n<html><head><title>Talks</title></head><body><p>{REPORT}</p></body></html>"


def found(path: Path | str, *, max_bytes: int = LIMIT, stdin: bytes | None = None) -> list[RawItem | InputError]:
    stream = None if stdin is None else io.BytesIO(stdin)
    return list(open_source(str(path), max_bytes=max_bytes, stdin=stream))


def the_error(path: Path | str, **keywords: object) -> InputError:
    (error,) = found(path, **keywords)  # type: ignore[arg-type]
    assert isinstance(error, InputError)
    return error


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("report.txt", REPORT.encode(), Kind.TEXT),
        ("report.md", b"---\ntitle: Talks\n---\n" + REPORT.encode(), Kind.TEXT),
        ("report", REPORT.encode(), Kind.TEXT),
        ("report.txt", b"", Kind.TEXT),
        ("page.html", PAGE.encode(), Kind.HTML),
        ("page.htm", b"no tags at all", Kind.HTML),
        ("page.txt", PAGE.encode(), Kind.HTML),
        ("page", b"\xef\xbb\xbf\n<!-- saved --><HTML lang=en>", Kind.HTML),
        ("page", b'<?xml version="1.0"?><!DOCTYPE html><html>', Kind.HTML),
        ("page", PAGE.encode("utf-16"), Kind.HTML),
        ("rows.jsonl", b'{"text": "x"}', Kind.JSON_LINES),
        ("rows.ndjson.gz", b'{"text": "x"}', Kind.JSON_LINES),
        ("rows", b' {"text": "x"}', Kind.JSON_LINES),
        ("rows.json", b"[]", Kind.JSON),
        ("ROWS.CSV", b"text,published", Kind.CSV),
        ("rows.tsv", b"text\tpublished", Kind.TSV),
        ("rows", b"PAR1....", Kind.PARQUET),
        ("quote.txt", b'{"In quotes" is how it began', Kind.TEXT),
    ],
)
def test_bytes_and_suffix_tell_the_kind(name: str, content: bytes, kind: Kind) -> None:
    assert recognise(name, content) is kind


@pytest.mark.parametrize(("magic", "what"), FOREIGN, ids=lambda value: str(value)[:20])
def test_other_kinds_of_files_are_named_and_refused(magic: bytes, what: str) -> None:
    with pytest.raises(UnreadableSource, match=f"^photo.txt: is {what[:10]}".replace("(", r"\(")):
        recognise("photo.txt", magic + b" and more")


def test_binary_without_a_known_beginning_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "blob.txt"
    path.write_bytes(b"abc\x00\x01\x02" * 10)
    assert "is binary, not text" in str(the_error(path))


def test_a_feed_is_no_report() -> None:
    with pytest.raises(UnreadableSource, match="is XML, not a report"):
        recognise("feed", b'<?xml version="1.0"?><rss version="2.0"><channel>')


def test_a_file_that_only_claims_to_be_parquet_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="is not a Parquet file"):
        recognise("rows.parquet", b"text,published")


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_a_text_and_a_page_are_one_item_each(tmp_path: Path, suffix: str) -> None:
    pack = gzip.compress if suffix else bytes
    for name, content, media_type in (("a.txt", REPORT, "text/plain"), ("b.html", PAGE, "text/html")):
        path = tmp_path / (name + suffix)
        path.write_bytes(pack(content.encode()))
        assert found(path) == [RawItem(name=str(path), content=content.encode(), media_type=media_type)]


@pytest.mark.parametrize("content", [REPORT.encode(), gzip.compress(REPORT.encode())], ids=["plain", "gzip"])
def test_standard_input_is_read_by_its_bytes(content: bytes) -> None:
    assert found("-", stdin=content) == [
        RawItem(name="standard input", content=REPORT.encode(), media_type="text/plain")
    ]


def test_no_standard_input_is_an_error() -> None:
    assert str(the_error("-")) == "standard input: there is nothing on standard input"


def test_a_missing_file_a_folder_and_a_name_that_is_none(tmp_path: Path) -> None:
    assert "there is no such file" in str(the_error(tmp_path / "none.txt"))
    assert "is a folder" in str(the_error(tmp_path))
    assert "is no name of a file" in str(the_error("a\x00b"))
    (tmp_path / "file").write_text("x")
    assert "cannot be read (Not a directory)" in str(the_error(tmp_path / "file" / "inner.txt"))


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(REPORT)
    path.chmod(0)
    assert "may not be read" in str(the_error(path))


def test_lack_of_permission_has_its_words() -> None:
    assert str(unopened("secret.txt", PermissionError(13, "Permission denied"))) == (
        "secret.txt: may not be read. Check its permissions."
    )


@pytest.mark.parametrize("packed", [False, True])
def test_a_huge_file_is_refused_before_it_is_decoded(tmp_path: Path, packed: bool) -> None:
    content = b"word " * 50_000
    path = tmp_path / "huge.txt"
    path.write_bytes(gzip.compress(content) if packed else content)
    error = the_error(path, max_bytes=1_000)
    assert isinstance(error, DocumentTooLong)
    assert "has more than 1,000 bytes" in str(error)


@pytest.mark.parametrize("name", ["report.txt.gz", "page.html.gz", "rows.csv.gz"])
def test_truncated_gzip_is_an_error_of_its_own(tmp_path: Path, name: str) -> None:
    packed = gzip.compress(os.urandom(20_000).hex().encode())
    path = tmp_path / name
    path.write_bytes(packed[: len(packed) // 2])
    errors = [one for one in found(path) if isinstance(one, OnrecordError)]
    assert "cut off" in str(errors[-1])


def test_gzip_in_name_only_and_damaged_gzip(tmp_path: Path) -> None:
    plain = tmp_path / "plain.txt.gz"
    plain.write_text(REPORT)
    assert isinstance(found(plain)[0], RawItem)
    broken = tmp_path / "broken.txt.gz"
    broken.write_bytes(b"\x1f\x8b\x08\x00" + b"nonsense" * 20)
    assert "damaged or cut off" in str(the_error(broken))


def test_gzip_within_gzip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "twice.txt.gz"
    path.write_bytes(gzip.compress(gzip.compress(REPORT.encode())))
    assert "packed with gzip twice" in str(the_error(path))
