"""Hostile input: markup in data, paths that climb, sizes, slowness, services, updates, runaway queries."""

from __future__ import annotations

import json
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import httpx
import pytest
from lxml import html

from ..cli.process import write_source
from .serving import PATIENCE, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .serving import Server

SCRIPT = '<script>alert("1")</script>'
IMAGE = "<img src=x onerror=alert(1)>"
ARTICLE = f"Tin {SCRIPT} mới: Bình Dương họp {IMAGE} với “Eindhoven” & bạn.\n"
CLAIMS = f"""\
source:
  id: hostile
  type: schema:NewsArticle
  text: article.txt
  sha256: SHA256
  language: vi
  title:
    vi: '</title>{SCRIPT}'
    en: '</title>{SCRIPT}'
noise:
  - start: 0
    end: 3
    reason: '"><script>alert(2)</script>'
entities:
  ke-xau:
    type: schema:Organization
    label:
      vi: 'Kẻ xấu {SCRIPT}'
      en: 'Villain {SCRIPT}'
    aliases:
      vi: ['"onmouseover="alert(3)']
    note: 'a note {SCRIPT}'
  nan-nhan:
    type: schema:Organization
    label:
      vi: Nạn nhân
      en: Victim
claims:
  - quote: '{SCRIPT} mới: Bình Dương họp {IMAGE}'
    certainty: hedged
    note: 'why {SCRIPT}'
    states:
      ke-xau:
        memberOf: nan-nhan
"""
LINKS = """\
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix id: <https://w3id.org/sckb/id/> .
id:ke-xau owl:sameAs <javascript:alert(4)> .
<urn:l> rdf:subject id:ke-xau ; rdf:predicate owl:sameAs ; rdf:object <javascript:alert(4)> ;
  dcterms:source <javascript:alert(5)> .
"""


@pytest.fixture(scope="module")
def hostile(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = write_source(tmp_path_factory.mktemp("hostile") / "hostile", ARTICLE, CLAIMS)
    (folder / "links.ttl").write_text(LINKS)
    with (
        serving(home, "--kb", str(folder), "--deadline", "60") as server,
        httpx.Client(base_url=server.url, timeout=PATIENCE) as client,
    ):
        yield client


PAGES = [
    "/",
    "/id/ke-xau",
    "/id/nan-nhan",
    "/source/hostile",
    "/source/hostile?quote=4,31",
    "/search?q=ke xau",
    f"/search?q={SCRIPT}",
    f"/search?q=%22%3E{SCRIPT}&lang=en",
    "/path?from=ke-xau&to=nan-nhan",
    f"/path?from={SCRIPT}&to=%22%3E{SCRIPT}",
    f"/timeline?entity={SCRIPT}",
    f"/query?query={SCRIPT}",
    "/query?query=SELECT ?l { ?e skos:prefLabel ?l }",
    f"/queries/{SCRIPT.replace('/', '%2F')}",
    f"/id/{SCRIPT.replace('/', '%2F')}",
    "/entity?iri=javascript:alert(1)",
    "/statistics",
    "/queries/entities",
]


@pytest.mark.parametrize("address", PAGES)
def test_markup_in_data_and_in_addresses_is_text(address: str, hostile: httpx.Client) -> None:
    answer = hostile.get(address)
    assert answer.status_code < 500
    tree = html.fromstring(answer.text)
    assert not tree.xpath("//script[@src != '/static/app/explorer.js' or node()] | //img | //main//iframe")
    assert not tree.xpath("//*[@*[starts-with(name(), 'on')]]")
    for link in tree.xpath("//@href | //@src | //@action | //@cite"):
        assert not link.strip().lower().startswith(("javascript:", "data:"))
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; ")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_was_escaped_is_still_all_there(hostile: httpx.Client) -> None:
    tree = html.fromstring(hostile.get("/source/hostile?quote=4,31").text)
    [shown] = tree.xpath("//div[@class='text']")
    assert shown.text_content() == ARTICLE
    assert tree.get_element_by_id("quote").text_content() == ARTICLE[4:31] == SCRIPT
    page = html.fromstring(hostile.get("/id/ke-xau?lang=vi").text)
    assert page.find(".//h1").text_content() == f"Kẻ xấu {SCRIPT}"
    assert IMAGE in page.find(".//q").text_content()


def raw(server: Server, request: bytes, give_up: float = PATIENCE) -> bytes:
    """What the server says to these bytes, until it closes the connection."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=give_up) as connection:
        connection.sendall(request)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
        return b"".join(parts)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/%2e%2e/cli/main.py",
        "/static//etc/passwd",
        "/queries/..%2f..%2fpyproject", "/queries/%2Fetc%2Fpasswd", "/queries/conferences.rq",
        "/id/..%2f..%2f..%2fetc%2fpasswd", "/source/..%2f..%2fetc%2fpasswd", "/../../etc/passwd",
        "/api/..%2f..%2fetc%2fpasswd", "/queries/partners%00",
    ],
)  # fmt: skip
def test_no_path_climbs_out(path: str, server: Server) -> None:
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    answer = raw(server, request.encode())
    assert answer.startswith(b"HTTP/1.1 404 ")
    for secret in (b"root:", b"def ", b"SELECT DISTINCT", b"[project]"):
        assert secret not in answer


def test_an_enormous_query_is_413(web: httpx.Client) -> None:
    headers = {"content-type": "application/sparql-query"}
    body = b"ASK {} # " + b"x" * 2_000_000
    assert web.post("/sparql", content=body, headers=headers).status_code == 413
    pieces = (b"#" * 65536 for _ in range(64))
    try:
        assert web.post("/sparql", content=pieces, headers=headers).status_code == 413
    except httpx.WriteError:
        # The server hung up on what it had refused before all of it was sent.
        assert web.get("/sparql", params={"query": "ASK {}"}).status_code == 200


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 100_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 5_000_000,
        b"GET /?" + b"x" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    ],
    ids=["a long header", "many headers", "a header without an end", "a long address"],
)
def test_enormous_heads_are_refused(request_: bytes, server: Server) -> None:
    try:
        status = raw(server, request_).split(b" ")[1]
    except ConnectionError:
        # Closed while we were still sending: as good an answer.
        status = b"431"
    assert status in (b"431", b"414", b"400")


@pytest.mark.parametrize(
    "start", [b"GET / HTTP/1.1\r\nHo", b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n"
              b"Content-Type: application/sparql-query\r\n\r\nASK"],
    ids=["head", "body"],
)  # fmt: skip
def test_a_request_that_does_not_come_is_ended(start: bytes, server: Server) -> None:
    assert raw(server, start).startswith(b"HTTP/1.1 408 ")


def test_an_enormous_query_that_fits_is_answered(web: httpx.Client) -> None:
    deep = "ASK {" + "{" * 20_000 + "}" * 20_000 + "}"
    answer = web.post("/sparql", content=deep, headers={"content-type": "application/sparql-query"})
    assert answer.status_code in (200, 400, 503)
    assert web.get("/sparql", params={"query": "ASK {}"}).status_code == 200


@pytest.mark.parametrize("host", ['evil"><script>', "a b", "", "x" * 300])
def test_a_hostile_host_header_gets_nowhere(host: str, server: Server) -> None:
    request = f"GET /.well-known/void HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    answer = raw(server, request.encode())
    assert answer.startswith((b"HTTP/1.1 200 ", b"HTTP/1.1 400 "))
    assert b"<script" not in answer
    assert b"evil" not in answer


class Other(BaseHTTPRequestHandler):
    """Another endpoint, which counts what it is asked."""

    asked = 0

    def _answer(self) -> None:
        Other.asked += 1
        body = json.dumps(
            {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "seen"}}]}}
        ).encode()
        self.send_response(200)
        self.send_header("content-type", "application/sparql-results+json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def other() -> Iterator[str]:
    Other.asked = 0
    with HTTPServer(("127.0.0.1", 0), Other) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/sparql"
        running.shutdown()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <%s> { ?x ?y ?z } }",
        "SELECT * { SERVICE SILENT <%s> { ?x ?y ?z } }",
        "SELECT * { sErViCe#c\n<%s> { ?x ?y ?z } }",
        "SELECT * { BIND(<%s> AS ?e) SERVICE ?e { ?x ?y ?z } }",
        "BASE <%s> SELECT * { SERVICE <> { ?x ?y ?z } }",
        "PREFIX e: <%s> SELECT * { SERVICE e: { ?x ?y ?z } }",
        "SELECT * { FILTER EXISTS { SERVICE <%s> { ?x ?y ?z } } }",
    ],
)
def test_no_service_is_asked(query: str, other: str, web: httpx.Client) -> None:
    for path in ("/sparql", "/query"):
        assert web.get(path, params={"query": query % other}).status_code in (400, 403)
    assert Other.asked == 0


def test_a_service_that_is_allowed_by_name_is_asked_and_no_other(other: str, home: Path) -> None:
    with (
        serving(home, "--allow-service", other, "--deadline", "60") as server,
        httpx.Client(base_url=server.url, timeout=PATIENCE) as client,
    ):
        query = f"SELECT ?x {{ SERVICE <{other}> {{ ?x ?y ?z }} }}"
        answer = client.get("/sparql", params={"query": query}, headers={"accept": "text/csv"})
        assert (answer.status_code, answer.text.split()) == (200, ["x", "seen"])
        assert Other.asked == 1
        both = f"SELECT * {{ SERVICE <{other}> {{ ?x ?y ?z }} SERVICE <{other}2> {{ ?a ?b ?c }} }}"
        assert client.get("/sparql", params={"query": both}).status_code == 403
        assert Other.asked == 1


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "CLEAR ALL",
        "LOAD <http://127.0.0.1:9/x>",
        "DROP GRAPH <urn:a>",
    ],
)
def test_updates_are_403_whichever_way_they_come(update: str, web: httpx.Client) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert web.get("/sparql", params={"query": update}).status_code == 403
    assert web.get("/sparql", params={"update": update}).status_code == 403
    assert web.post("/sparql", data={"update": update}, headers=form).status_code == 403
    for kind in ("application/sparql-query", "application/sparql-update"):
        assert web.post("/sparql", content=update, headers={"content-type": kind}).status_code == 403
    assert web.get("/query", params={"query": update}).status_code == 403
    assert web.get("/sparql", params={"query": "ASK { <urn:a> ?p ?o }"}).json()["boolean"] is False


RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
SMALL = "ASK { id:vnpt a schema:Corporation }"


def test_runaway_queries_are_killed_while_others_go_on(home: Path) -> None:
    with (
        serving(home, "--deadline", "6", "--workers", "4") as server,
        httpx.Client(base_url=server.url, timeout=PATIENCE) as client,
        ThreadPoolExecutor(16) as pool,
    ):
        one = pool.submit(client.get, "/sparql", params={"query": RUNAWAY})
        answers = list(pool.map(lambda _: client.get("/sparql", params={"query": SMALL}), range(20)))
        assert [answer.json()["boolean"] for answer in answers] == [True] * 20
        assert not one.done() or one.result().status_code == 503
        # More of them than there are workers: pages still come, and then queries again.
        many = [pool.submit(client.get, "/sparql", params={"query": RUNAWAY}) for _ in range(9)]
        assert client.get("/id/vnpt").status_code == 200
        for future in [one, *many]:
            answer = future.result()
            assert answer.status_code == 503
            assert answer.headers["retry-after"]
        assert "stopped after 6 s" in one.result().text
        again = [client.get("/sparql", params={"query": SMALL}) for _ in range(8)]
        assert {answer.status_code for answer in again} <= {200, 503}
        assert 200 in {answer.status_code for answer in again}


def test_a_query_that_eats_memory_ends_its_worker_not_the_server(home: Path) -> None:
    with (
        serving(home, "--deadline", "50", "--workers", "2") as server,
        httpx.Client(base_url=server.url, timeout=PATIENCE) as client,
    ):
        eater = (
            "SELECT (STRLEN(GROUP_CONCAT(?long)) AS ?n) { ?a ?b ?c . ?d ?e ?f ."
            " src:binh-duong-2017 schema:articleBody ?text BIND(CONCAT(?text, ?text, ?text) AS ?long) }"
        )
        answer = client.get("/sparql", params={"query": eater})
        assert answer.status_code == 503
        assert client.get("/id/vnpt").status_code == 200


def test_many_clients_at_once_all_get_their_own_answer(server: Server) -> None:
    def ask(number: int) -> bool:
        query = f"SELECT ({number} AS ?n) {{}}"
        answer = httpx.get(
            f"{server.url}/sparql", params={"query": query}, headers={"accept": "text/csv"}, timeout=PATIENCE
        )
        return answer.text.split() == ["n", str(number)]

    with ThreadPoolExecutor(32) as pool:
        assert all(pool.map(ask, range(200)))
