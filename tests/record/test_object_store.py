"""A record on an object store: a local server that speaks S3."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from socket import socket
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from onrecord.answers import dossier, happenings, search, timeline
from onrecord.errors import RecordNotFound
from onrecord.record import DecisionKind, Record
from onrecord.record.search import SearchIndex
from record.making import contents, make_readings

pytestmark = pytest.mark.enable_socket
AT = datetime(2024, 7, 1, tzinfo=UTC)
PATIENCE = 60


@pytest.fixture(scope="module")
def store() -> Iterator[dict[str, str]]:
    """What reaches a server with a bucket named ``records``."""
    with closing(socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _make_bucket(f"http://127.0.0.1:{port}/records", server)
        yield {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_ALLOW_HTTP": "true",
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "made",
            "AWS_SECRET_ACCESS_KEY": "up",
        }
    finally:
        server.terminate()
        server.wait()


def _make_bucket(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        assert server.poll() is None, "the server ended"
        try:
            with urlopen(Request(address, method="PUT"), timeout=10) as answer:
                assert answer.status == 200
                return
        except URLError:
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.2)


def test_a_record_on_an_object_store_is_the_record_of_a_folder(store: dict[str, str], tmp_path: Path) -> None:
    there, here = Record("s3://records/one", options=store), Record(tmp_path / "here")
    assert not there.exists()
    with pytest.raises(RecordNotFound):
        there.view()
    readings = list(make_readings(3, 6))
    for record in (there, here):
        assert record.add(readings[:4]).added == 4
        assert record.add(readings).added == 2
        event = readings[0].events[0].id
        record.decide(DecisionKind.CORRECT, event, attribute="place", value="Oslo", decided_by="editor", decided_at=AT)
        record.add(replace(readings[5], reader_version="0.2.0", links=()))
    for as_of in (None, date(2024, 5, 1)):
        with there.view(as_of=as_of) as one, here.view(as_of=as_of) as other:
            assert contents(one) == contents(other)
            for question in (timeline, happenings):
                assert question(one, limit=5).to_dicts() == question(other, limit=5).to_dicts()  # type: ignore[operator]
            assert dossier(one, "RUS", "PRK").to_dict() == dossier(other, "RUS", "PRK").to_dict()
    assert there.check() == here.check()
    assert there.version() == here.version()


def test_upkeep_and_rereading_work_on_an_object_store(
    store: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = Record("s3://records/two", options=store)
    readings = list(make_readings(4, 5))
    for reading in readings:
        record.add(reading)
    with record.view() as view:
        before = contents(view)
    assert record.compact(keep=timedelta(0)).files_joined > 5
    with record.view() as view:
        assert contents(view) == before
    aside = record.aside("0.2.0")
    better = [replace(reading, reader_version="0.2.0", forecasts=()) for reading in readings]
    aside.add(better[:3])
    with record.view_with(aside) as view:
        assert len({row["document_id"] for row in contents(view)["forecasts"]}) == 2
    assert record.take(aside) == 3
    with record.view() as view:
        assert len({row["document_id"] for row in contents(view)["forecasts"]}) == 2
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    index = SearchIndex(record)
    assert index.update() == 5
    assert index.path.is_relative_to(tmp_path)
    with record.view() as view:
        assert len(search(view, index, "note", limit=3)) == 3


def test_credentials_come_from_the_environment(store: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in store.items():
        monkeypatch.setenv(name, value)
    record = Record("s3://records/four")
    record.add(make_readings(7, 2))
    with record.view() as view:
        assert view.documents().num_rows == 2


def test_two_processes_worth_of_writers_lose_nothing(store: dict[str, str]) -> None:
    one, other = (Record("s3://records/three", options=store) for _ in range(2))
    readings = list(make_readings(6, 6))
    one.create()
    for first, second in zip(readings[:3], readings[3:], strict=True):
        one.add(first)
        other.add(second)
    with one.view() as view:
        assert view.documents().num_rows == 6
