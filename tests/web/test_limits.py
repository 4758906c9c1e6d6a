"""The limits of answers: bytes and rows, refused with advice; large ones that fit come whole."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import pytest

from .serving import PATIENCE, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .serving import Server

SMALL = "ASK { id:vnpt a schema:Corporation }"


def test_an_answer_that_is_too_large_is_refused_with_advice(home: Path) -> None:
    with serving(home, "--max-answer", "1", "--deadline", "60") as server:
        everything = {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f }"}
        answer = httpx.get(f"{server.url}/sparql", params=everything, timeout=PATIENCE)
        assert answer.status_code == 400
        assert "LIMIT" in answer.text


@pytest.mark.parametrize(
    "accept",
    [
        "text/csv",
        "text/tab-separated-values",
        "application/sparql-results+json",
        "application/sparql-results+xml",
    ],
)
def test_an_answer_of_too_many_rows_is_refused_with_advice(accept: str, few_rows: httpx.Client) -> None:
    for query, status in (
        ("SELECT ?s { ?s ?p ?o } LIMIT 10", 200),
        ("SELECT ?s { ?s ?p ?o } LIMIT 11", 400),
    ):
        answer = few_rows.get("/sparql", params={"query": query}, headers={"accept": accept})
        assert answer.status_code == status
    assert "more than 10 rows" in answer.text
    assert "LIMIT" in answer.text
    for limit, status in ((10, 200), (11, 400)):
        query = f"CONSTRUCT WHERE {{ ?s ?p ?o }} LIMIT {limit}"
        assert few_rows.get("/sparql", params={"query": query}).status_code == status


@pytest.fixture(scope="module")
def few_rows(home: Path) -> Iterator[httpx.Client]:
    with (
        serving(home, "--max-rows", "10", "--deadline", "60", "--workers", "2") as server,
        httpx.Client(base_url=server.url, timeout=PATIENCE) as client,
    ):
        yield client


def test_a_large_answer_comes_whole_also_to_a_slow_client(server: Server, web: httpx.Client) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000"
    whole = web.get("/sparql", params={"query": query}, headers={"accept": "text/csv"}).content
    assert len(whole) > 2_000_000
    asked = "GET /sparql?query=" + quote(query) + " HTTP/1.1\r\nHost: a\r\nAccept: text/csv\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        connection.sendall(asked.encode())
        head, _, body = connection.recv(2000).partition(b"\r\n\r\n")
        assert f"content-length: {len(whole)}".encode() in head
        # Others are answered while it waits for us.
        assert web.get("/sparql", params={"query": SMALL}).json()["boolean"] is True
        while len(body) < len(whole):
            body += connection.recv(3000)
    assert sorted(body.splitlines()) == sorted(whole.splitlines())
