"""Clients that are slow, greedy or crooked: each is ended by the server, and others are served meanwhile.

The server runs with limits so short that nobody waits, and every wait here is for what the server does.
"""

from __future__ import annotations

import select
import socket
import subprocess
import sys
from contextlib import ExitStack, suppress
from time import monotonic
from typing import TYPE_CHECKING

import httpx
import pytest

from smartcity_kb.store.folder_layout import shipped_folder

from .serving import PATIENCE, Server, environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SERVE = """
import sys

from smartcity_kb.web.limits import Limits
from smartcity_kb.web.server import serve
def ready(url):
    print("serving at", url, file=sys.stderr, flush=True)

limits = Limits(deadline=60, workers=2, request_seconds=0.5, sending_seconds=0.5)
try:
    serve(sys.argv[1], port=0, limits=limits, ready=ready)
except KeyboardInterrupt:
    pass
"""
# More than what the buffers of two sockets hold.
MUCH = "SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 60000"


@pytest.fixture(scope="module")
def short(home: Path) -> Iterator[Server]:
    """A server that waits half a second for a client, not ten."""
    with subprocess.Popen(
        [sys.executable, "-c", _SERVE, str(shipped_folder())],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        env=environment(home), cwd=home,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        yield Server(process, process.stderr.readline())
        process.terminate()


@pytest.fixture
def client(short: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=short.url, timeout=PATIENCE) as made:
        yield made


def connected(server: Server, buffer: int = 0) -> socket.socket:
    made = socket.socket()
    if buffer:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    made.settimeout(PATIENCE)
    made.connect(("127.0.0.1", server.port))
    return made


def everything(connection: socket.socket) -> bytes:
    """What comes until the server ends the connection, gently or not."""
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionError:
        pass
    return b"".join(parts)


def is_served(client: httpx.Client) -> bool:
    answer = client.get("/sparql", params={"query": "ASK { id:vnpt a schema:Corporation }"})
    return answer.json()["boolean"] is True


@pytest.mark.parametrize(
    ("start", "drop"),
    [
        (b"GET / HTTP/1.1\r\nHost: a\r\n", b"X: y\r\n"),
        (b"GET /", b"x"),
        (b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
         b"Content-Length: 900000\r\n\r\nASK {}", b"#"),
        (b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
         b"Transfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\n", b"1\r\n#\r\n"),
    ],
    ids=["headers", "an address", "a body", "chunks"],
)  # fmt: skip
def test_a_request_that_drips_is_ended(
    start: bytes, drop: bytes, short: Server, client: httpx.Client
) -> None:
    """Each drop comes in time; all of it would not."""
    with connected(short) as connection:
        connection.sendall(start)
        try:
            while not select.select([connection], [], [], 0.02)[0]:
                connection.sendall(drop)
        except ConnectionError:
            # Closed between the look and the drop; what it said is still to be read, or was thrown away.
            pass
        said = everything(connection)
    assert said == b"" or said.startswith(b"HTTP/1.1 408 ")
    assert is_served(client)


def ask_for_much(server: Server) -> socket.socket:
    """A connection that asked for a large answer and does not take it."""
    connection = connected(server, buffer=4096)
    body = MUCH.encode()
    connection.sendall(
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nAccept: text/tab-separated-values\r\n"
        b"Content-Type: application/sparql-query\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    )
    return connection


def is_held(server: Server, connection: socket.socket) -> bool:
    """Whether the server's end of a connection is still the server's, as the kernel sees it."""
    ends = f":{server.port:04X}", f":{connection.getsockname()[1]:04X}"
    with open("/proc/net/tcp") as table:
        rows = [line.split() for line in table]
    established = "01"
    return any((row[1][-5:], row[2][-5:], row[3]) == (*ends, established) for row in rows)


def test_answers_that_are_not_taken_are_broken_off(short: Server, client: httpx.Client) -> None:
    with ExitStack() as stack:
        greedy = [stack.enter_context(ask_for_much(short)) for _ in range(8)]
        until = monotonic() + PATIENCE
        while any(is_held(short, connection) for connection in greedy):
            assert is_served(client)
            assert monotonic() < until, "the server still holds the answers"
        assert len(everything(greedy[0])) < 10_000_000
    assert is_served(client)


def test_who_takes_small_bites_gets_all_of_it(short: Server, client: httpx.Client) -> None:
    headers = {"accept": "text/tab-separated-values"}
    query = MUCH.replace("60000", "5000")
    whole = client.post("/sparql", data={"query": query}, headers=headers).content
    bites = b""
    with client.stream("POST", "/sparql", data={"query": query}, headers=headers) as answer:
        for bite in answer.iter_bytes(512):
            bites += bite
    assert bites == whole
    assert whole.count(b"\n") == 5001


CROOKED = {
    "two lengths": b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n"
    b"Content-Length: 60\r\n\r\nASK {}",
    "a length and chunks": b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
    "a negative length": b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    "an endless length": b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
    "an endless chunk": b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"fffffffffffffffff\r\n",
    "a header with a line break": b"GET / HTTP/1.1\r\nHost: a\r\nX: a\nb\r\n\r\n",
    "a space before the colon": b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
    "zero bytes": b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
    "headers without end": b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: yyyyyyyyyyyyyyyyyy\r\n" * 200_000,
    "an enormous header": b"GET / HTTP/1.1\r\nHost: a\r\nCookie: " + b"x" * 4_000_000 + b"\r\n\r\n",
    "an enormous address": b"GET /sparql?query=" + b"x" * 4_000_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    "an enormous query": b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
    b"Content-Length: 4000000\r\n\r\nASK {} #" + b"x" * 4_000_000,
}


@pytest.mark.parametrize("request_", CROOKED.values(), ids=CROOKED)
def test_crooked_requests_are_refused(request_: bytes, short: Server, client: httpx.Client) -> None:
    with connected(short) as connection:
        # Closed while we were still sending: as good an answer.
        with suppress(ConnectionError):
            connection.sendall(request_)
        said = everything(connection)
    assert said == b"" or said.startswith(b"HTTP/1.1 4")
    assert said.count(b"HTTP/1.1 ") <= 1
    assert is_served(client)


def test_a_flood_of_requests_on_one_connection_is_answered_in_order(short: Server) -> None:
    many = 300
    with connected(short) as connection:
        for number in range(many):
            connection.sendall(b"GET /no/such/%d HTTP/1.1\r\nHost: a\r\n\r\n" % number)
        connection.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        said = everything(connection)
    assert said.count(b"HTTP/1.1 404 ") == many
    assert said.count(b"HTTP/1.1 200 ") == 1
    assert said.rindex(b"HTTP/1.1 404 ") < said.index(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "path",
    [
        "/static/app/../style.css", "/static/app/../../security.py", "/static/app/..%2f..%2fsecurity.py",
        "/static/app/%2e%2e/%2e%2e/security.py", "/static/app/..%5c..%5csecurity.py",
        "/static/app//etc/passwd", "/static/app/%2Fetc%2Fpasswd", "/static/app/explorer.js%00.css",
        "/static/app/explorer.js/../../../security.py", "/static/app/....//....//security.py",
        "/static/app/%252e%252e/security.py", "/static/app/.", "/static/app/..", "/static/app",
        "/static/app/explorer.js/x",
    ],
)  # fmt: skip
def test_no_path_leaves_the_built_front_end(path: str, short: Server) -> None:
    with connected(short) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
        said = everything(connection)
    assert said.startswith(b"HTTP/1.1 404 ")
    for secret in (b"root:", b"def ", b"import ", b"--paper"):
        assert secret not in said
