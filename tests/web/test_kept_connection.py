"""One connection, many requests: each is answered by what it says, however like the one before it is."""

from __future__ import annotations

import socket
from http.client import HTTPResponse
from typing import TYPE_CHECKING
from urllib.parse import quote

from .serving import PATIENCE

if TYPE_CHECKING:
    from .serving import Server

CSV, JSON, XML = "text/csv", "application/sparql-results+json", "application/sparql-results+xml"


def get(number: int, accept: str, version: str = "1.1") -> bytes:
    query = quote(f"SELECT ({number} AS ?n) {{}}", safe="")
    return f"GET /sparql?query={query} HTTP/{version}\r\nHost: a\r\nAccept: {accept}\r\n\r\n".encode()


def post(number: int, accept: str) -> bytes:
    query = f"SELECT ({number} AS ?n) {{}}"
    head = f"POST /sparql HTTP/1.1\r\nHost: a\r\nAccept: {accept}\r\nContent-Length: {len(query)}\r\n"
    return f"{head}Content-Type: application/sparql-query\r\n\r\n{query}".encode()


def answered(connection: socket.socket) -> tuple[str, str, str]:
    """The status, the media type and the text of the next answer."""
    response = HTTPResponse(connection)
    response.begin()
    text = response.read().decode()
    return str(response.status), response.headers.get_content_type(), text


def asked(connection: socket.socket, *pieces: bytes) -> tuple[str, str, str]:
    for piece in pieces:
        connection.sendall(piece)
    return answered(connection)


def test_requests_in_a_row_are_each_answered_by_their_own_head(server: Server) -> None:
    csv, xml, posted = get(1, CSV), get(2, XML), post(3, JSON)
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        assert asked(connection, csv) == ("200", CSV, "n\r\n1\r\n")
        assert asked(connection, get(4, CSV)) == ("200", CSV, "n\r\n4\r\n")
        for in_two in (True, False):
            # In two pieces for certain: the second waits for the server to say that it read the first.
            head, _, body = posted.partition(b"\r\n\r\n")
            if in_two:
                connection.sendall(head + b"\r\nExpect: 100-continue\r\n\r\n")
                assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
            status, type_, text = asked(connection, body if in_two else posted)
            assert (status, type_) == ("200", JSON)
            assert '"3"' in text
            assert asked(connection, csv) == ("200", CSV, "n\r\n1\r\n")
        assert asked(connection, xml[:30], xml[30:])[:2] == ("200", XML)
        assert asked(connection, get(5, CSV)) == ("200", CSV, "n\r\n5\r\n")


def test_requests_sent_together_are_answered_in_order(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as connection:
        assert asked(connection, get(0, CSV))[2] == "n\r\n0\r\n"
        stream = connection.makefile("rb")
        connection.sendall(b"".join(get(number, CSV) for number in range(1, 9)) + get(9, CSV, "1.0"))
        everything = stream.read().decode()
    assert [everything.count(f"\r\n\r\nn\r\n{number}\r\n") for number in range(1, 10)] == [1] * 9
    places = [everything.index(f"\r\n\r\nn\r\n{number}\r\n") for number in range(1, 10)]
    assert places == sorted(places)


def test_a_like_request_of_another_version_or_address_is_read_as_it_is(server: Server) -> None:
    head = b" HTTP/1.1\r\nHost: a\r\nAccept: text/csv\r\n\r\n"
    for line, status in (
        (b"GET /s p" + head, "400"),
        (b"GET /sp\xc3\xa4" + head, None),
        (b"get /" + head, "400"),
    ):
        with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as connection:
            assert asked(connection, get(1, CSV))[0] == "200"
            again = asked(connection, line)[0]
        with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as connection:
            assert asked(connection, line)[0] == again
        assert status in (None, again)


def test_who_ends_sending_is_still_answered_all(server: Server) -> None:
    many = 50
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as connection:
        connection.sendall(b"".join(get(number, CSV) for number in range(many)))
        connection.shutdown(socket.SHUT_WR)
        everything = connection.makefile("rb").read().decode()
    assert everything.count("HTTP/1.1 200 ") == many
    assert everything.endswith(f"n\r\n{many - 1}\r\n")
