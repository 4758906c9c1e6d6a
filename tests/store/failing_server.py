"""A local server that fails on purpose, and what it can answer."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from collections.abc import Callable

S, P = NamedNode("https://example.org/s"), NamedNode("https://example.org/p")
QUERY = "SELECT ?s WHERE { ?s ?p ?o }"
FINE = json.dumps(
    {"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": S.value}}]}}
)
NOTHING = json.dumps({"head": {"vars": ["g", "s", "p", "o"]}, "results": {"bindings": []}})
JSON = {"Content-Type": "application/sparql-results+json"}


class Handler(BaseHTTPRequestHandler):
    """Answers each request with the next of the server's responses, the last one again and again."""

    server: FailingServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.received.append((self.path, dict(self.headers), body))
        responses = self.server.responses
        respond = responses.pop(0) if len(responses) > 1 else responses[0]
        respond(self)

    def answer(self, status: int, body: str | bytes, headers: dict[str, str]) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.send_response_only(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class FailingServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.responses: list[Callable[[Handler], None]] = []
        self.received: list[tuple[str, dict[str, str], bytes]] = []
        self.released = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/sparql"


def says(status: int, body: str | bytes, headers: dict[str, str] | None = None) -> Callable[[Handler], None]:
    return lambda handler: handler.answer(status, body, JSON if headers is None else headers)


def cut(handler: Handler) -> None:
    """Announce more than comes."""
    handler.answer(200, FINE[:-20], {**JSON, "Content-Length": "5000", "Connection": "close"})
    handler.close_connection = True


def hang(handler: Handler) -> None:
    """Say nothing until the test is over."""
    handler.server.released.wait()
    handler.close_connection = True


def endless(handler: Handler) -> None:
    handler.send_response_only(200)
    handler.send_header("Content-Type", JSON["Content-Type"])
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    try:
        handler.wfile.write(FINE.split("[{")[0].encode() + b"[")
        while not handler.server.released.is_set():
            handler.wfile.write(b'{"s":{"type":"literal","value":"' + b"x" * 65536 + b'"}},')
    except OSError:
        return
