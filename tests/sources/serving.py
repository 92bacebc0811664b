"""A server on this machine for tests of fetching, and a way to it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from onrecord.sources.fetching import Web

Answer = tuple[int, dict[str, str], bytes]


@contextmanager
def serving(answers: dict[str, Answer], *, seconds: float = 5.0) -> Iterator[tuple[str, Web]]:
    """A server of these answers: its address under a public-looking name, and a web in which that name leads here."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, content = answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    port = server.server_address[1]
    names = {"news.test": ["127.0.0.1"], "inside.test": ["10.0.0.1"]}
    web = Web(
        look_up=lambda host, port: names.get(host, [host]),
        allows=lambda address: address == "127.0.0.1",
        ports=(port,),
        seconds=seconds,
    )
    try:
        yield f"http://news.test:{port}", web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
