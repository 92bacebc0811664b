"""Fetch from the web, from public hosts alone.

Comes in: an address that somebody typed or a feed names. Goes out: the bytes behind it, or `UnreadableSource`. The
address that a name leads to is looked up once, checked, and connected to as it was checked, so that a name which leads
elsewhere a moment later reaches nothing; every redirect is checked in the same way. Size and time are bounded for the
whole of it. It takes no proxy, keeps no cookie and does not judge what it fetched.
"""

from __future__ import annotations

import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from onrecord.errors import DocumentTooLong, UnreadableSource

SECONDS = 20.0
MOST_REDIRECTS = 5
LONGEST_ADDRESS = 2_000
PORTS = (80, 443, 8080, 8443)
REDIRECTS = (301, 302, 303, 307, 308)
HEADERS = {
    "User-Agent": "onrecord (reads news reports)",
    "Accept": "application/rss+xml, application/atom+xml, text/html, text/plain;q=0.9, */*;q=0.5",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
ADDRESS_REMEDY = "Give an address that begins with https:// or http://."
PUBLIC_REMEDY = "Addresses are fetched from public hosts only; save the page and give it as a file."

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_TRANSLATED = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address holds. ``address`` is the last one, after redirects; ``charset`` what the server says of it."""

    address: str
    content: bytes
    charset: str | None = None


def is_public(address: str) -> bool:
    """Whether an IP address belongs to a host on the open internet: no loopback, private, link-local, shared,
    documentation, multicast or reserved range, and none of them written inside an IPv6 address."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv4Address):
        return ip.is_global and not (ip.is_multicast or ip.is_reserved)
    if (inside := _inside(ip)) is not None:
        return is_public(str(inside))
    return ip in _GLOBAL_UNICAST and ip.is_global and ip.scope_id is None


def _inside(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to: mapped, translated (NAT64) or tunnelled (6to4, Teredo)."""
    if ip in _TRANSLATED:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


def looked_up(host: str, port: int) -> list[str]:
    """The IP addresses of a host.

    Raises:
        OSError: when there is no such host.
    """
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """How the web is reached.

    Attributes:
        look_up: Gives the IP addresses of a host and port.
        allows: Says whether an IP address may be connected to.
        ports: The ports that may be.
        seconds: The longest that one address may take, redirects and all.
    """

    look_up: Callable[[str, int], Sequence[str]] = looked_up
    allows: Callable[[str], bool] = is_public
    ports: tuple[int, ...] = PORTS
    seconds: float = SECONDS

    def fetch(self, address: str, *, max_bytes: int) -> Fetched:
        """What an address holds.

        Args:
            address: An http or https address.
            max_bytes: The most that is taken, packed and unpacked.

        Raises:
            UnreadableSource: not http(s), not on a public host, not there, too slow, or sent round in circles.
            DocumentTooLong: more than ``max_bytes``.
        """
        until = time.monotonic() + self.seconds
        here = address.strip()
        for _ in range(MOST_REDIRECTS + 1):
            found = self._once(here, until, max_bytes)
            if isinstance(found, Fetched):
                return found
            here = found
        raise UnreadableSource(f"redirects more than {MOST_REDIRECTS} times", subject=address)

    def _once(self, address: str, until: float, max_bytes: int) -> Fetched | str:
        """What one address holds, or the address that it redirects to."""
        parts = checked_address(address, self.ports)
        host, port = _host(address, parts), parts.port or _port(parts)
        try:
            with _line(self._connected(address, host, port, until), parts.scheme, host, until) as line:
                return _asked(address, parts, line, max_bytes)
        except (OSError, HTTPException, ValueError, zlib.error) as error:
            if time.monotonic() >= until:
                raise self._too_slow(address) from error
            raise UnreadableSource(f"cannot be fetched ({_reason(error)})", subject=address) from error

    def _connected(self, address: str, host: str, port: int, until: float) -> socket.socket:
        """A connection to a host, once all that its name leads to has been checked."""
        try:
            found = list(dict.fromkeys(self.look_up(host, port)))
        except (OSError, UnicodeError) as error:
            raise UnreadableSource("there is no such host", subject=address, remedy="Check the address.") from error
        if not found or not all(self.allows(one) for one in found):
            raise UnreadableSource("is not on a public host", subject=address, remedy=PUBLIC_REMEDY)
        failed: OSError | None = None
        for one in found:
            left = until - time.monotonic()
            if left <= 0:
                raise self._too_slow(address)
            try:
                return socket.create_connection((one, port), timeout=left)
            except OSError as error:
                failed = error
        raise UnreadableSource(f"cannot be reached ({_reason(failed)})", subject=address) from failed

    def _too_slow(self, address: str) -> UnreadableSource:
        return UnreadableSource(
            f"took longer than {self.seconds:g} seconds", subject=address, remedy="Try again later, or give the file."
        )


def checked_address(address: str, ports: Sequence[int] = PORTS) -> SplitResult:
    """The parts of an address that may be fetched.

    Raises:
        UnreadableSource: when it is not one of http or https, names a user, or another port.
    """
    try:
        if len(address) > LONGEST_ADDRESS or not address.isprintable() or " " in address:
            raise ValueError
        parts = urlsplit(address)
        port = parts.port or _port(parts)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError
    except ValueError as error:
        raise UnreadableSource("is no web address", subject=address[:200], remedy=ADDRESS_REMEDY) from error
    if parts.username is not None or parts.password is not None:
        raise UnreadableSource("has a user name in it", subject=address, remedy="Give the address without it.")
    if port not in ports:
        raise UnreadableSource(f"names port {port}, which is not one of the web's", subject=address)
    return parts


def _port(parts: SplitResult) -> int:
    return 443 if parts.scheme == "https" else 80


def _host(address: str, parts: SplitResult) -> str:
    """The host's name as it is looked up: international names in their ASCII form."""
    name = parts.hostname or ""
    try:
        return name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise UnreadableSource("has no host that there can be", subject=address, remedy=ADDRESS_REMEDY) from error


@contextmanager
def _line(connected: socket.socket, scheme: str, host: str, until: float) -> Iterator[socket.socket]:
    """A connection to speak on, encrypted for https. At the end of its time it is cut under whoever waits for it, so
    that a server cannot hold us by dripping."""
    line = connected
    if scheme == "https":
        line = ssl.create_default_context().wrap_socket(connected, server_hostname=host, do_handshake_on_connect=False)
    clock = Timer(max(0.0, until - time.monotonic()), _cut_off, [line])
    clock.daemon = True
    clock.start()
    try:
        if isinstance(line, ssl.SSLSocket):
            line.do_handshake()
        yield line
    finally:
        clock.cancel()
        line.close()


def _cut_off(line: socket.socket) -> None:
    try:
        socket.socket.shutdown(line, socket.SHUT_RDWR)  # not SSLSocket's own, which would change it meanwhile
    except OSError:
        return


def _asked(address: str, parts: SplitResult, line: socket.socket, max_bytes: int) -> Fetched | str:
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(_host(address, parts), parts.port or _port(parts))
    connection.sock = line
    connection.request("GET", _target(parts), headers=HEADERS)
    answer = connection.getresponse()
    if answer.status in REDIRECTS and (place := answer.headers.get("Location")):
        return urljoin(address, place.strip())
    if answer.status != 200:
        told = " ".join(f"{answer.status} {answer.reason}".split())[:80]
        raise UnreadableSource(f"answers with {told}", subject=address, remedy="Open it in a browser to see why.")
    content = _content(address, answer, max_bytes)
    return Fetched(address=address, content=content, charset=_charset(answer.headers))


def _target(parts: SplitResult) -> str:
    """The path and query as they go over the line."""
    query = f"?{parts.query}" if parts.query else ""
    return quote(f"{parts.path or '/'}{query}", safe="/%:=&?~+!$,;'@()*[]")


def _content(address: str, answer: HTTPResponse, max_bytes: int) -> bytes:
    content = answer.read(max_bytes + 1)
    packing = answer.headers.get("Content-Encoding", "identity").strip().casefold()
    if packing in ("gzip", "x-gzip", "deflate") and len(content) <= max_bytes:
        content = zlib.decompressobj(wbits=47).decompress(content, max_bytes + 1)
    elif packing not in ("", "identity"):
        raise UnreadableSource(f"comes packed in an unknown way ({packing[:20]})", subject=address)
    if len(content) > max_bytes:
        raise DocumentTooLong(f"has more than {max_bytes:,} bytes", subject=address, remedy="Give a part as a file.")
    return content


def _charset(headers: Message) -> str | None:
    charset = headers.get_content_charset()
    return charset if isinstance(charset, str) else None


def _reason(error: Exception | None) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__
