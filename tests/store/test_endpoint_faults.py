"""An endpoint that fails on purpose when it is asked: each fault is one clear line, requests are bounded."""

from __future__ import annotations

import json
from urllib.parse import parse_qs

import pytest

from smartcity_kb.model.errors import KnowledgeBaseError, QuerySyntaxError, StoreError, UsageError
from smartcity_kb.store.endpoint import EndpointStore, open_endpoint

from .conftest import free_port
from .failing_server import FINE, JSON, QUERY, FailingServer, S, cut, endless, hang, says


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
