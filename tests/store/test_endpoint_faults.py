"""An endpoint that fails on purpose: each fault is one clear line, and requests are bounded."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from smartcity_kb.model.errors import InputError, KnowledgeBaseError, QuerySyntaxError, StoreError, UsageError
from smartcity_kb.store.endpoint import EndpointStore, open_endpoint

from .conftest import free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


@pytest.fixture
def server() -> Iterator[FailingServer]:
    with FailingServer() as failing:
        thread = threading.Thread(target=failing.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield failing
        finally:
            failing.released.set()
            failing.shutdown()
            thread.join()


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


def failure(store: EndpointStore, query: str = QUERY) -> str:
    """The message of the StoreError that a query ends in: one line, that names the URL."""
    with store, pytest.raises(StoreError) as caught:
        list(store.select(query))
    message = str(caught.value)
    assert message.startswith("http://127.0.0.1:")
    assert "\n" not in message
    return message


def test_nobody_listens() -> None:
    url = f"http://127.0.0.1:{free_port()}/sparql"
    store = open_endpoint(url)
    message = failure(store)
    assert message.startswith(f"{url}: no connection (")
    assert message.endswith("is the endpoint running, and is the URL right?")
    assert store.client.requests == 4


def test_a_busy_endpoint_is_asked_again(server: FailingServer) -> None:
    server.responses = [says(503, "wait"), says(503, "wait", {"Retry-After": "0"}), says(200, FINE)]
    with open_endpoint(server.url) as store:
        assert [row["s"] for row in store.select(QUERY)] == [S]
        assert store.client.requests == len(server.received) == 3


def test_an_endpoint_that_stays_busy(server: FailingServer) -> None:
    server.responses = [says(503, "back at <b>noon</b>\x1b[31m")]
    message = failure(open_endpoint(server.url))
    assert message == (
        f"{server.url}: the endpoint is too busy or down (503): back at <b>noon</b> [31m; try again later"
    )
    assert len(server.received) == 4


def test_a_slow_endpoint_is_given_up_on_and_not_asked_again(
    server: FailingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.responses = [hang]
    monkeypatch.setenv("SMARTCITY_KB_TIMEOUT", "0.2")
    message = failure(open_endpoint(server.url))
    assert message == (
        f"{server.url}: no answer within 0.2 s; ask for less, or allow more time with SMARTCITY_KB_TIMEOUT"
        " (seconds)"
    )
    assert len(server.received) == 1


def test_an_answer_that_is_cut_is_asked_for_again(server: FailingServer) -> None:
    server.responses = [cut, says(200, FINE)]
    with open_endpoint(server.url) as store:
        assert [row["s"] for row in store.select(QUERY)] == [S]
    server.responses = [cut]
    assert "the answer was cut off" in failure(open_endpoint(server.url))
    assert len(server.received) == 2 + 4


def test_an_answer_that_ends_early_but_politely(server: FailingServer) -> None:
    server.responses = [says(200, FINE[:-3])]
    assert "the answer is damaged or cut off" in failure(open_endpoint(server.url))
    assert len(server.received) == 1


@pytest.mark.parametrize("status", [401, 403])
def test_no_permission(server: FailingServer, status: int) -> None:
    server.responses = [says(status, "who are you?")]
    message = failure(open_endpoint(server.url))
    assert f"not allowed ({status}): who are you?; set SMARTCITY_KB_USER and SMARTCITY_KB_PASSWORD" in message
    assert len(server.received) == 1


@pytest.mark.parametrize(
    ("headers", "what"),
    [
        (
            {"Content-Type": "text/html; charset=utf-8"},
            "answers with a web page where SPARQL results were due",
        ),
        ({"Content-Type": "image/png"}, "answers with 'image/png'"),
        ({}, "answers with 'nothing'"),
    ],
)
def test_no_sparql_results(server: FailingServer, headers: dict[str, str], what: str) -> None:
    server.responses = [says(200, "<!doctype html><title>Welcome</title>", headers)]
    assert what in failure(open_endpoint(server.url))
    with open_endpoint(server.url) as store, pytest.raises(StoreError, match="answers with"):
        store.construct("CONSTRUCT WHERE { ?s ?p ?o }")
    assert len(server.received) == 2


def test_results_of_another_form(server: FailingServer) -> None:
    server.responses = [says(200, '{"head":{},"boolean":true}')]
    assert "answers a SELECT query with yes or no" in failure(open_endpoint(server.url))
    server.responses = [says(200, FINE)]
    with (
        open_endpoint(server.url) as store,
        pytest.raises(StoreError, match="answers an ASK query with a table"),
    ):
        store.ask("ASK {}")


def test_a_damaged_graph(server: FailingServer) -> None:
    server.responses = [says(200, "<a:a> <a:b> ", {"Content-Type": "application/n-triples"})]
    with open_endpoint(server.url) as store, pytest.raises(StoreError, match="damaged or cut off"):
        store.construct("CONSTRUCT WHERE { ?s ?p ?o }")


def test_an_internal_error(server: FailingServer) -> None:
    server.responses = [says(500, "java.lang.NullPointerException\n  at org.example\n" * 9000)]
    message = failure(open_endpoint(server.url))
    assert message == (
        f"{server.url}: the endpoint failed (500): java.lang.NullPointerException; its own log says more"
    )
    assert len(server.received) == 1


def test_nothing_at_that_url(server: FailingServer) -> None:
    server.responses = [says(404, "<html>no</html>")]
    message = failure(open_endpoint(server.url))
    assert message.endswith("no endpoint there (404); give the URL that answers queries")


def test_a_redirect_elsewhere_is_refused(server: FailingServer) -> None:
    with FailingServer() as other:
        location = other.url.replace("127.0.0.1", "localhost")
        server.responses = [says(307, "", {"Location": location})]
        message = failure(EndpointStore(server.url, {"SMARTCITY_KB_TOKEN": "secret"}))
        assert "redirects to http://localhost, which was not asked for" in message
        assert other.received == []
        server.responses = [says(307, "", {"Location": other.url})]
        assert "which was not asked for" in failure(open_endpoint(server.url))
        assert other.received == []


def test_a_redirect_within_the_host_is_followed_with_the_query(server: FailingServer) -> None:
    server.responses = [says(308, "", {"Location": "/there"}), says(200, FINE)]
    with open_endpoint(server.url) as store:
        assert [row["s"] for row in store.select(QUERY)] == [S]
    assert [path for path, _, _ in server.received] == ["/sparql", "/there"]
    assert parse_qs(server.received[1][2].decode())["query"] == [QUERY]


def test_redirects_without_end(server: FailingServer) -> None:
    server.responses = [says(302, "", {"Location": "/sparql"})]
    assert "redirected more than 5 times" in failure(open_endpoint(server.url))
    assert len(server.received) == 5


def test_an_endless_answer_is_let_go_of(server: FailingServer, monkeypatch: pytest.MonkeyPatch) -> None:
    server.responses = [endless]
    monkeypatch.setenv("SMARTCITY_KB_MAX_ANSWER_MB", "2")
    message = failure(open_endpoint(server.url))
    assert "the answer is larger than 2 MB and was let go of" in message
    assert "SMARTCITY_KB_MAX_ANSWER_MB" in message
    assert len(server.received) == 1


def test_a_packed_bomb_is_let_go_of(server: FailingServer, monkeypatch: pytest.MonkeyPatch) -> None:
    import gzip

    bomb = gzip.compress(b" " * 50_000_000)
    server.responses = [says(200, bomb, {**JSON, "Content-Encoding": "gzip"})]
    monkeypatch.setenv("SMARTCITY_KB_MAX_ANSWER_MB", "2")
    assert "larger than 2 MB" in failure(open_endpoint(server.url))


def test_an_answer_that_is_not_packed_as_it_says(server: FailingServer) -> None:
    server.responses = [says(200, FINE, {**JSON, "Content-Encoding": "gzip"})]
    assert "the answer cannot be read" in failure(open_endpoint(server.url))


def test_a_part_of_an_answer_is_no_answer(server: FailingServer) -> None:
    headers = {**JSON, "X-SQL-State": "S1TAT", "X-SQL-Message": "RC...: Returning incomplete results"}
    server.responses = [says(200, FINE, headers)]
    assert "gave a part of the answer only: RC...: Returning incomplete results" in failure(
        open_endpoint(server.url)
    )


def test_rows_that_are_cut_where_pages_cannot_be_asked_for(server: FailingServer) -> None:
    server.responses = [says(200, FINE, {**JSON, "X-SPARQL-MaxRows": "1"})]
    message = failure(open_endpoint(server.url), "SELECT ?s FROM <https://example.org/g> WHERE { ?s ?p ?o }")
    assert "cuts answers at 1 rows and this query has more" in message
    with open_endpoint(server.url) as store:
        assert len(list(store.select("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1"))) == 1


def test_pages_that_do_not_add_up(server: FailingServer) -> None:
    count = {"type": "literal", "value": "3"}
    counted = json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": [{"n": count}]}})
    empty = json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": []}})
    server.responses = [
        says(200, FINE, {**JSON, "X-SPARQL-MaxRows": "1"}),
        says(200, counted),
        says(200, FINE),
        says(200, empty),
    ]
    assert "1 of 3 came by pages" in failure(open_endpoint(server.url))


def test_syntax_errors_are_put_back_in_place(server: FailingServer) -> None:
    # The server counts with our PREFIX declaration on the line.
    query = "SELECT ?s WHERE { ?s a sckb:Claim foo }"
    sent = "PREFIX sckb: <https://w3id.org/sckb/ns#> " + query
    column = sent.index("foo") + 1
    server.responses = [says(400, f"Parse error: Encountered foo at line 1, column {column}.")]
    with open_endpoint(server.url) as store, pytest.raises(QuerySyntaxError) as caught:
        store.query(query)
    lines = str(caught.value).splitlines()
    assert lines[0].startswith(
        f"the query does not parse: line 1, column {query.index('foo') + 1}: Parse error"
    )
    assert lines[1:] == [f"  {query}", "  " + " " * query.index("foo") + "^"]
    assert parse_qs(server.received[0][2].decode())["query"] == [sent]


def test_a_query_that_only_the_endpoint_does_not_take(server: FailingServer) -> None:
    server.responses = [says(400, "no more than 3 joins\nplease")]
    with open_endpoint(server.url) as store, pytest.raises(QuerySyntaxError) as caught:
        store.query(QUERY)
    assert str(caught.value) == "the endpoint does not take the query: no more than 3 joins"


def test_service_and_updates_are_never_sent(server: FailingServer) -> None:
    server.responses = [says(200, FINE)]
    with open_endpoint(server.url) as store:
        for text in (
            "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
            "DROP ALL",
            "EXPLAIN SELECT * {}",
        ):
            with pytest.raises(QuerySyntaxError):
                store.query(text)
    assert server.received == []


class Updates:
    """A store that takes updates of at most ``limit`` quads and says what it holds when asked."""

    def __init__(self, limit: int, status: int = 413) -> None:
        self.limit = limit
        self.status = status
        self.lines: list[str] = []
        self.sizes: list[int] = []

    def __call__(self, handler: Handler) -> None:
        _, headers, body = handler.server.received[-1]
        if headers["Content-Type"] != "application/sparql-update":
            rows = [line.split(" ", 2) for line in self.lines]
            handler.answer(200, self.results(rows), JSON)
            return
        lines = [line for line in body.decode().splitlines() if line.endswith(" .")]
        self.sizes.append(len(lines))
        if len(lines) > self.limit:
            handler.answer(self.status, "too much", {})
            return
        self.lines += [line for line in lines if line not in self.lines]
        handler.answer(204, "", {})

    @staticmethod
    def results(rows: list[list[str]]) -> str:
        def term(text: str) -> dict[str, str]:
            return {"type": "uri", "value": text.strip(" .<>")}

        bindings = [{"s": term(s), "p": term(p), "o": term(o)} for s, p, o in rows]
        return json.dumps({"head": {"vars": ["g", "s", "p", "o"]}, "results": {"bindings": bindings}})


def some_quads(count: int) -> list[Quad]:
    return [Quad(S, P, NamedNode(f"https://example.org/o{number}")) for number in range(count)]


@pytest.mark.parametrize("status", [400, 413, 500])
def test_batches_shrink_until_the_endpoint_takes_them(server: FailingServer, status: int) -> None:
    taken = Updates(limit=30, status=status)
    server.responses = [taken]
    with EndpointStore(server.url, {"SMARTCITY_KB_DIALECT": "generic"}) as store:
        store.add(some_quads(100))
    assert len(taken.lines) == 100
    assert max(size for size in taken.sizes if size <= 30) == 25
    assert len(taken.sizes) == 7  # 100, 50, 25, 25, 50, 25, 25


def test_a_quad_that_is_refused_alone_is_named(server: FailingServer) -> None:
    server.responses = [Updates(limit=0, status=500)]
    with (
        EndpointStore(server.url, {"SMARTCITY_KB_DIALECT": "generic"}) as store,
        pytest.raises(StoreError) as caught,
    ):
        store.add(some_quads(8))
    assert str(caught.value).endswith(
        "refused was <https://example.org/s> <https://example.org/p> <https://example.org/o0>"
    )
    assert "\n" not in str(caught.value)


def test_a_load_without_permission_is_not_tried_in_pieces(server: FailingServer) -> None:
    def refuse(handler: Handler) -> None:
        if handler.headers["Content-Type"] == "application/sparql-update":
            handler.answer(500, "Virtuoso 42000 Error SR186:SECURITY: No permission to execute", {})
        else:
            handler.answer(200, NOTHING, JSON)

    server.responses = [refuse]
    with (
        EndpointStore(server.url, {"SMARTCITY_KB_DIALECT": "generic"}) as store,
        pytest.raises(StoreError) as caught,
    ):
        store.add(some_quads(100))
    assert "not allowed to write" in str(caught.value)
    assert "SMARTCITY_KB_USER" in str(caught.value)
    assert (
        sum(headers["Content-Type"] == "application/sparql-update" for _, headers, _ in server.received) == 1
    )


def test_what_the_endpoint_lost_is_sent_again_then_named(server: FailingServer) -> None:
    def forget(handler: Handler) -> None:
        update = handler.headers["Content-Type"] == "application/sparql-update"
        handler.answer(204 if update else 200, "" if update else NOTHING, {} if update else JSON)

    server.responses = [forget]
    with (
        EndpointStore(server.url, {"SMARTCITY_KB_DIALECT": "generic"}) as store,
        pytest.raises(StoreError) as caught,
    ):
        store.add(some_quads(2))
    assert "took but does not hold <https://example.org/s>" in str(caught.value)
    assert (
        sum(headers["Content-Type"] == "application/sparql-update" for _, headers, _ in server.received) == 3
    )


def test_a_load_that_was_cut_goes_on_where_it_was(server: FailingServer) -> None:
    taken = Updates(limit=10_000)
    server.responses = [taken]
    quads = some_quads(2500)
    settings = {"SMARTCITY_KB_DIALECT": "generic", "SMARTCITY_KB_TIMEOUT": "1"}

    def broken() -> Iterator[Quad]:
        yield from quads[:1700]
        raise KeyboardInterrupt

    with EndpointStore(server.url, settings) as store:
        with pytest.raises(KeyboardInterrupt):
            store.add(broken())
        assert taken.sizes == [1000]
        store.add(quads)
    assert taken.sizes == [1000, 1000, 500]
    assert len(taken.lines) == 2500


@pytest.mark.parametrize(
    "quad",
    [
        Quad(BlankNode("b"), P, Literal("x")),
        Quad(S, P, BlankNode("b")),
        Quad(S, P, Literal("x"), BlankNode("b")),
    ],
)
def test_blank_nodes_never_leave(server: FailingServer, quad: Quad) -> None:
    server.responses = [says(200, NOTHING)]
    with EndpointStore(server.url, {"SMARTCITY_KB_DIALECT": "generic"}) as store:
        for write in (store.add, lambda quads: store.clear_graph(S, quads)):
            with pytest.raises(InputError, match="a blank node cannot be written to an endpoint"):
                write([quad])
    assert all(headers["Content-Type"] != "application/sparql-update" for _, headers, _ in server.received)


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("http://dba:secret@127.0.0.1:1/sparql", "a password in the URL"),
        ("http://token@127.0.0.1:1/sparql", "a password in the URL"),
        ("http:///sparql", "begins with http:// or https:// and a host"),
        ("http://[::1/sparql", "not a URL"),
    ],
)
def test_urls_that_cannot_be_used(url: str, what: str) -> None:
    with pytest.raises(UsageError) as caught:
        open_endpoint(url)
    assert what in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "token@" not in str(caught.value)


@pytest.mark.parametrize(
    "settings",
    [
        {"SMARTCITY_KB_TIMEOUT": "soon"},
        {"SMARTCITY_KB_TIMEOUT": "0"},
        {"SMARTCITY_KB_MAX_ANSWER_MB": "-1"},
        {"SMARTCITY_KB_DIALECT": "sesame"},
        {"SMARTCITY_KB_USER": "dba"},
        {"SMARTCITY_KB_PASSWORD": "dba"},
    ],
)
def test_settings_that_cannot_be_used(settings: dict[str, str]) -> None:
    with pytest.raises(KnowledgeBaseError) as caught:
        EndpointStore("http://127.0.0.1:1/sparql", settings)
    assert next(iter(settings)) in str(caught.value)


def test_proxies_of_the_environment_are_not_used(
    server: FailingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(variable, f"http://127.0.0.1:{free_port()}")
    server.responses = [says(200, FINE)]
    with open_endpoint(server.url) as store:
        assert len(list(store.select(QUERY))) == 1


def test_an_endpoint_that_is_opened_is_not_asked(server: FailingServer) -> None:
    server.responses = [says(200, FINE)]
    open_endpoint(server.url).close()
    assert server.received == []
