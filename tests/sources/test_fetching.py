"""Only public hosts are reached, by the address that was checked, and never for long."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from onrecord.errors import DocumentTooLong, UnreadableSource
from onrecord.sources.fetching import Web, checked_address, is_public
from sources.serving import Answer, serving

MOST = 1_000_000


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "localhost",
        "",
    ],
)
def test_no_inner_address_counts_as_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "151.101.0.81", "2606:4700::6810:84e5", "::ffff:8.8.8.8"])
def test_hosts_of_the_open_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "news.test/feed",
        "//news.test/feed",
        "file:///etc/passwd",
        "ftp://news.test/feed",
        "gopher://news.test:80/x",
        "javascript:alert(1)",
        "http://",
        "http:///feed",
        "http://news.test:99999/",
        "http://news.test:22/",
        "http://user:secret@news.test/",
        "http://news.test/a b",
        "http://news.test/\r\nX-Header: 1",
        "http://news.test/\u202egpj.exe",
        "http://[::1/",
        "http://" + "a" * 3000,
    ],
)
def test_what_is_no_web_address_is_refused_before_anything_is_looked_up(address: str) -> None:
    with pytest.raises(UnreadableSource):
        checked_address(address)
    with pytest.raises(UnreadableSource):
        Web(look_up=_must_not_be_asked).fetch(address, max_bytes=MOST)


def _must_not_be_asked(host: str, port: int) -> list[str]:
    raise AssertionError(f"{host} was looked up")


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/", "http://[::1]/", "http://2130706433/", "http://0x7f.1/", "http://127.1/"]
)
def test_loopback_is_refused_however_it_is_written(address: str) -> None:
    with pytest.raises(UnreadableSource, match="not on a public host"):
        Web().fetch(address, max_bytes=MOST)


def test_a_host_with_one_inner_address_among_public_ones_is_refused() -> None:
    web = Web(look_up=lambda host, port: ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(UnreadableSource, match="not on a public host"):
        web.fetch("http://news.test/", max_bytes=MOST)


def test_a_host_that_is_not_there_is_told() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(8, "nodename nor servname provided")

    with pytest.raises(UnreadableSource, match="no such host"):
        Web(look_up=unknown).fetch("http://news.test/", max_bytes=MOST)


PACKED = gzip.compress(b"a" * 5_000)
ANSWERS: dict[str, Answer] = {
    "/": (200, {"Content-Type": "text/plain; charset=latin-1"}, b"Ministers met."),
    "/a%20b?q=%C3%A9": (200, {}, b"found"),
    "/packed": (200, {"Content-Encoding": "gzip"}, PACKED),
    "/bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"\0" * 50_000_000)),
    "/strange": (200, {"Content-Encoding": "br"}, b"xx"),
    "/long": (200, {}, b"a" * (MOST + 1)),
    "/moved": (302, {"Location": "/"}, b""),
    "/inwards": (302, {"Location": "http://inside.test/"}, b""),
    "/to-loopback": (301, {"Location": "http://[::1]/"}, b""),
    "/to-file": (307, {"Location": "file:///etc/passwd"}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/error": (500, {}, b""),
}


@pytest.fixture(scope="module")
def base() -> Iterator[tuple[str, Web]]:
    with serving(ANSWERS) as served:
        yield served


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    ("path", "content"),
    [("/", b"Ministers met."), ("/a%20b?q=é", b"found"), ("/packed", b"a" * 5_000), ("/moved", b"Ministers met.")],
)
def test_what_an_address_holds_is_fetched(base: tuple[str, Web], path: str, content: bytes) -> None:
    fetched = base[1].fetch(base[0] + path, max_bytes=MOST)
    assert fetched.content == content


@pytest.mark.enable_socket
def test_where_it_came_from_after_redirects_is_told(base: tuple[str, Web]) -> None:
    fetched = base[1].fetch(f"{base[0]}/moved", max_bytes=MOST)
    assert (fetched.address, fetched.charset) == (f"{base[0]}/", "latin-1")


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/nowhere", "404"),
        ("/error", "500"),
        ("/strange", "packed in an unknown way"),
        ("/inwards", "port 80"),
        ("/to-loopback", "port 80"),
        ("/to-file", "no web address"),
        ("/round", "redirects more than"),
    ],
)
def test_what_cannot_be_fetched_says_why(base: tuple[str, Web], path: str, words: str) -> None:
    with pytest.raises(UnreadableSource, match=words):
        base[1].fetch(base[0] + path, max_bytes=MOST)


@pytest.mark.enable_socket
def test_a_redirect_to_an_inner_host_is_refused(base: tuple[str, Web]) -> None:
    address, web = base
    open_ports = Web(look_up=web.look_up, allows=web.allows, ports=(*web.ports, 80))
    for path in ("/inwards", "/to-loopback"):
        with pytest.raises(UnreadableSource, match="not on a public host"):
            open_ports.fetch(address + path, max_bytes=MOST)


@pytest.mark.enable_socket
@pytest.mark.parametrize("path", ["/long", "/bomb"])
def test_no_more_is_taken_than_is_wanted(base: tuple[str, Web], path: str) -> None:
    with pytest.raises(DocumentTooLong):
        base[1].fetch(base[0] + path, max_bytes=MOST)


@pytest.mark.enable_socket
def test_a_name_that_leads_elsewhere_a_moment_later_reaches_nothing_else(base: tuple[str, Web]) -> None:
    """The address that was checked is the one that is connected to: the name is looked up once."""
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    web = Web(look_up=rebinding, allows=base[1].allows, ports=base[1].ports)
    assert web.fetch(f"{base[0]}/", max_bytes=MOST).content == b"Ministers met."
    assert asked == ["news.test"]


@pytest.mark.enable_socket
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_server_that_drips_is_cut_off(scheme: str) -> None:
    """Each byte comes soon after the one before; the whole would take for ever."""
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def drip() -> None:
        accepted, _ = listening.accept()
        with accepted:
            while not over.wait(0.05):
                try:
                    accepted.sendall(b"\x16" if scheme == "https" else b"H")
                except OSError:
                    return

    thread = threading.Thread(target=drip)
    thread.start()
    port = listening.getsockname()[1]
    web = Web(look_up=lambda *_: ["127.0.0.1"], allows=lambda _: True, ports=(port,), seconds=0.4)
    start = time.monotonic()
    try:
        with pytest.raises(UnreadableSource):
            web.fetch(f"{scheme}://news.test:{port}/", max_bytes=MOST)
        assert time.monotonic() - start < 3
    finally:
        over.set()
        thread.join()
        listening.close()
