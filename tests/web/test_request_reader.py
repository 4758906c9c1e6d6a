"""Requests are the same however their bytes are cut into pieces, and what is kept of them is bounded."""

from __future__ import annotations

import pytest

from smartcity_kb.web.limits import BODY_BYTES, HEAD_BYTES
from smartcity_kb.web.request_reader import RequestReader

HEAD = b" HTTP/1.1\r\nHost: a\r\nAccept: text/csv\r\nAccept: text/html;q=0\r\n\r\n"
GET = b"GET /sparql?query=ASK%%7B%%7D%d" + HEAD
POST = (
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
    b"Content-Length: 6\r\n\r\nASK {}"
)


def read(*pieces: bytes) -> RequestReader:
    reader = RequestReader()
    for piece in pieces:
        reader.feed(piece)
    return reader


def test_a_request_is_the_same_wherever_it_is_cut() -> None:
    whole = GET % 1 + POST + GET % 2 + GET % 3
    expected = list(read(whole).requests)
    assert [request.url for request in expected] == [
        b"/sparql?query=ASK%7B%7D1", b"/sparql", b"/sparql?query=ASK%7B%7D2", b"/sparql?query=ASK%7B%7D3",
    ]  # fmt: skip
    assert expected[0].accept == "text/csv, text/html;q=0"
    assert (expected[1].content_type, expected[1].body) == ("application/sparql-query", b"ASK {}")
    for cut in range(1, len(whole)):
        reader = read(whole[:cut], whole[cut:])
        assert list(reader.requests) == expected, cut
        assert reader.between
    assert list(read(GET % 1, POST, GET % 2, GET % 3).requests) == expected


def test_a_request_like_the_last_one_is_read_as_the_parser_reads_it() -> None:
    pieces = [GET % number for number in range(4)]
    assert list(read(*pieces).requests) == [read(piece).requests[0] for piece in pieces]
    for end in (b"HTTP/1.0\r\nHost: a", b"HTTP/1.1\r\nHost: b", b"HTTP/1.1\r\nHost: a\r\nConnection: close"):
        other = b"GET /x " + end + b"\r\n\r\n"
        assert list(read(GET % 1, other).requests) == [read(GET % 1).requests[0], read(other).requests[0]]


@pytest.mark.parametrize("url", [b"/a b", b"/a\x00", b"http://a/ /x", b""])
def test_no_address_passes_by_the_parser_that_it_refuses(url: bytes) -> None:
    line = b"GET " + url + HEAD
    first = read(line)
    assert first.refusal is not None
    assert read(GET % 1, line).refusal == first.refusal


@pytest.mark.parametrize(
    ("start", "piece", "status", "most"),
    [
        (b"GET / HTTP/1.1\r\n", b"X: y\r\n" * 1000, 431, HEAD_BYTES + 128 * 1024),
        (b"GET /", b"x" * 10_000, 414, HEAD_BYTES + 128 * 1024),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", b"2710\r\n" + bytes(10_000) + b"\r\n",
         413, BODY_BYTES + 64 * 1024),
    ],
    ids=["headers", "an address", "chunks"],
)  # fmt: skip
def test_what_never_ends_is_refused(start: bytes, piece: bytes, status: int, most: int) -> None:
    reader = read(start)
    fed = 0
    while reader.refusal is None:
        reader.feed(piece)
        fed += len(piece)
        assert fed < most
    assert reader.refusal[0] in (status, 431)
    assert not reader.requests
    reader.feed(b"\r\n\r\n" + GET % 1)
    assert not reader.requests


def test_a_client_that_waits_for_a_word_is_known_once_and_only_before_its_body() -> None:
    head, _, body = POST.partition(b"\r\n\r\n")
    waiting = head + b"\r\nExpect: 100-continue\r\n\r\n"
    assert not read(waiting + body).wants_more()
    reader = read(waiting)
    assert [reader.wants_more(), reader.wants_more()] == [True, False]
    reader.feed(body)
    assert reader.requests[0].body == body
