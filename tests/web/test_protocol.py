"""The SPARQL 1.1 Protocol: the requests of the W3C's protocol tests, and what else the text demands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import rdflib

if TYPE_CHECKING:
    import httpx

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
ASK = "ASK {}"
CLAIM_GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
VOCABULARY = "https://w3id.org/sckb/graph/vocabulary"
LINKS = "https://w3id.org/sckb/graph/links"


class Case(NamedTuple):
    """A request of a W3C protocol test, by that test's name, and the statuses that answer it rightly."""

    name: str
    method: str
    query_string: str
    content_type: str | None
    body: bytes
    status: int


CASES = [
    Case("query_get", "GET", "query=ASK%20%7B%7D", None, b"", 200),
    Case("query_post_form", "POST", "", FORM, b"query=ASK%20%7B%7D", 200),
    Case("query_post_direct", "POST", "", DIRECT, b"ASK {}", 200),
    Case("query_post_direct with a charset", "POST", "", f"{DIRECT}; charset=UTF-8", b"ASK {}", 200),
    Case("query_dataset_default_graph", "POST", f"default-graph-uri={LINKS}", DIRECT, b"ASK {?s ?p ?o}", 200),
    Case("bad_query_method", "PUT", "query=ASK%20%7B%7D", None, b"", 405),
    Case("bad_multiple_queries", "GET", "query=ASK%20%7B%7D&query=SELECT%20*%20%7B%7D", None, b"", 400),
    Case("bad_query_wrong_media_type", "POST", "", "text/plain", b"ASK {}", 415),
    Case("bad_query_missing_form_type", "POST", "", None, b"query=ASK%20%7B%7D", 415),
    Case("bad_query_missing_direct_type", "POST", "", None, b"ASK {}", 415),
    Case("bad_query_non_utf8", "POST", "", f"{DIRECT}; charset=UTF-16", ASK.encode("utf-16"), 415),
    Case("bad_query_non_utf8 bytes", "POST", "", DIRECT, b"ASK { ?s ?p '\xff' }", 400),
    Case("bad_query_non_utf8 in a form", "POST", "", FORM, b"query=ASK%20%7B%20%3Fs%20%3Fp%20'%FF'%7D", 400),
    Case("bad_query_syntax", "GET", "query=ASK%20%7B", None, b"", 400),
    Case("two queries in one text", "POST", "", DIRECT, b"ASK {} ASK {}", 400),
    Case("a form without a query", "POST", "", FORM, b"", 400),
    Case("bad_update_get", "GET", "update=CLEAR%20ALL", None, b"", 403),
    Case("update_post_form", "POST", "", FORM, b"update=CLEAR%20ALL", 403),
    Case("update_post_direct", "POST", "", "application/sparql-update", b"CLEAR ALL", 403),
    Case("an update as a query", "POST", "", DIRECT, b"DELETE WHERE { ?s ?p ?o }", 403),
    Case("a relative graph", "POST", "default-graph-uri=data", DIRECT, b"ASK {}", 400),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_request_is_answered_with_its_status(case: Case, web: httpx.Client) -> None:
    headers = {"content-type": case.content_type} if case.content_type else {}
    answer = web.request(case.method, f"/sparql?{case.query_string}", content=case.body, headers=headers)
    assert answer.status_code == case.status, answer.text
    if case.status == 200:
        assert isinstance(answer.json()["boolean"], bool)
    elif case.status != 405:
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert len(answer.text) > 10


def graphs(answer: httpx.Response) -> list[str]:
    return [row["g"]["value"] for row in answer.json()["results"]["bindings"]]


def count(web: httpx.Client, query: str, *dataset: tuple[str, str]) -> int:
    answer = web.get("/sparql", params=[("query", f"SELECT (COUNT(*) AS ?n) {query}"), *dataset])
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


@pytest.mark.parametrize("method", ["GET", "POST form", "POST direct"])
def test_the_dataset_of_the_request_is_the_dataset(method: str, web: httpx.Client) -> None:
    chosen: Any = [("named-graph-uri", VOCABULARY), ("named-graph-uri", LINKS)]
    asked: Any = [("query", CLAIM_GRAPHS)]
    if method == "GET":
        answer = web.get("/sparql", params=asked + chosen)
    elif method == "POST form":
        from urllib.parse import urlencode

        answer = web.post("/sparql", content=urlencode(asked + chosen), headers={"content-type": FORM})
    else:
        answer = web.post("/sparql", params=chosen, content=CLAIM_GRAPHS, headers={"content-type": DIRECT})
    assert graphs(answer) == [LINKS, VOCABULARY]


def test_default_graphs_are_merged_and_named_ones_alone_leave_it_empty(web: httpx.Client) -> None:
    links = count(web, "{ ?s ?p ?o }", ("default-graph-uri", LINKS))
    vocabulary = count(web, "{ ?s ?p ?o }", ("default-graph-uri", VOCABULARY))
    both = count(web, "{ ?s ?p ?o }", ("default-graph-uri", LINKS), ("default-graph-uri", VOCABULARY))
    assert links > 0
    assert vocabulary > 0
    assert both == links + vocabulary
    assert count(web, "{ ?s ?p ?o }", ("named-graph-uri", LINKS)) == 0
    assert count(web, "{ GRAPH ?g { ?s ?p ?o } }", ("default-graph-uri", LINKS)) == 0


def test_the_request_wins_over_from(web: httpx.Client) -> None:
    wanted = count(web, "{ ?s ?p ?o }", ("default-graph-uri", LINKS))
    assert count(web, f"FROM <{VOCABULARY}> {{ ?s ?p ?o }}", ("default-graph-uri", LINKS)) == wanted


SELECTED = "SELECT ?d WHERE { id:hoi-nghi-tptm-binh-duong-2016 sckb:when ?d }"
BUILT = "CONSTRUCT WHERE { id:hoi-nghi-tptm-binh-duong-2016 sckb:when ?d }"
ACCEPTED = [
    (SELECTED, "", "application/sparql-results+json"),
    (SELECTED, "*/*", "application/sparql-results+json"),
    (SELECTED, "application/sparql-results+xml", "application/sparql-results+xml"),
    (SELECTED, "text/csv", "text/csv; charset=utf-8"),
    (SELECTED, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
    (SELECTED, "application/json", "application/json"),
    (SELECTED, "text/csv;q=0.2, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
    (SELECTED, "application/*;q=0.4, text/csv;q=0.5", "text/csv; charset=utf-8"),
    (SELECTED, "application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
    (BUILT, "", "text/turtle; charset=utf-8"),
    (BUILT, "application/n-triples", "application/n-triples"),
    (BUILT, "application/rdf+xml", "application/rdf+xml"),
    (BUILT, "application/ld+json", "application/ld+json"),
    (BUILT, "application/trig", "application/trig"),
    (BUILT, "application/n-quads", "application/n-quads"),
    (BUILT, "text/html, application/ld+json;q=0.3", "application/ld+json"),
]


@pytest.mark.parametrize(("query", "accept", "got"), ACCEPTED)
def test_the_client_chooses_the_format(query: str, accept: str, got: str, web: httpx.Client) -> None:
    answer = web.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == got
    assert "Accept" in answer.headers["vary"]
    assert "2016-03" in answer.text


@pytest.mark.parametrize(("query", "accept"), [(SELECTED, "image/png"), (BUILT, "text/csv")])
def test_no_format_that_fits_is_406_with_those_there_are(query: str, accept: str, web: httpx.Client) -> None:
    answer = web.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert answer.status_code == 406
    assert ("text/turtle" if query == BUILT else "text/csv") in answer.text


def test_a_graph_is_the_same_in_every_format(web: httpx.Client) -> None:
    formats = {
        "text/turtle": "turtle", "application/n-triples": "nt", "application/rdf+xml": "xml",
        "application/ld+json": "json-ld",
    }  # fmt: skip
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s a sckb:Conference ; ?p ?o }"
    parsed = []
    for type_, name in formats.items():
        answer = web.get("/sparql", params={"query": query}, headers={"accept": type_})
        parsed.append(set(rdflib.Graph().parse(data=answer.text, format=name)))
    assert len(parsed[0]) > 10
    assert all(graph == parsed[0] for graph in parsed)


def test_without_a_query_the_service_describes_itself(web: httpx.Client) -> None:
    answer = web.get("/sparql")
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    [service] = graph.subjects(rdflib.RDF.type, sd.Service)
    assert list(graph.objects(service, sd.endpoint)) == [rdflib.URIRef(str(web.base_url.join("/sparql")))]
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in graph
    assert len(list(graph.objects(service, sd.resultFormat))) == 10
    assert web.get("/sparql", headers={"accept": "application/ld+json"}).json()


def test_a_browser_without_a_query_is_sent_to_the_page(web: httpx.Client) -> None:
    answer = web.get("/sparql", headers={"accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/query")


def test_an_error_shows_the_line_and_points_at_the_column(web: httpx.Client) -> None:
    answer = web.get("/sparql", params={"query": "SELECT *\nWHERE { ?s ?p ?o ; ; nope }"})
    assert answer.status_code == 400
    assert "line 2, column" in answer.text
    assert answer.text.splitlines()[-1].strip() == "^"


def test_pages_of_others_may_read_the_data(web: httpx.Client) -> None:
    answer = web.options("/sparql", headers={"origin": "https://example.org"})
    assert answer.status_code == 204
    assert "POST" in answer.headers["access-control-allow-methods"]
    for path in (
        "/sparql?query=ASK%7B%7D",
        "/sparql?query=nope",
        "/store?default",
        "/api/sources",
        "/id/vnpt.ttl",
    ):
        assert web.get(path).headers["access-control-allow-origin"] == "*"


def test_our_prefixes_are_known_and_own_ones_win(web: httpx.Client) -> None:
    own = "PREFIX sckb: <urn:other:> ASK { ?s a sckb:Conference }"
    assert web.get("/sparql", params={"query": "ASK { ?s a sckb:Conference }"}).json()["boolean"] is True
    assert web.get("/sparql", params={"query": own}).json()["boolean"] is False
