"""Graph Store Protocol (read), VoID, and IRIs that dereference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import rdflib

from smartcity_kb.store.open import open_store

if TYPE_CHECKING:
    import httpx

BASE = "https://w3id.org/sckb/"
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")


def size(pattern: str) -> int:
    with open_store() as store:
        return int(next(iter(store.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")))[0].value)


def test_the_default_graph_comes_whole(web: httpx.Client) -> None:
    answer = web.get("/store?default", headers={"accept": "application/n-triples"})
    assert len(rdflib.Graph().parse(data=answer.text, format="nt")) == size("?s ?p ?o")


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "application/ld+json"])
def test_a_named_graph_comes_whole(accept: str, web: httpx.Client) -> None:
    answer = web.get("/store", params={"graph": BASE + "graph/links"}, headers={"accept": accept})
    assert answer.headers["content-type"].startswith(accept)
    graph = rdflib.Graph().parse(data=answer.text, format=accept)
    assert len(graph) == size("GRAPH graph:links { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/store", 400),
        ("/store?default&graph=urn:x", 400),
        ("/store?graph=nope", 400),
        ("/store?graph=urn:x", 404),
    ],
)
def test_one_graph_that_exists_has_to_be_named(address: str, status: int, web: httpx.Client) -> None:
    assert web.get(address).status_code == status


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_graphs_are_not_written(method: str, web: httpx.Client) -> None:
    answer = web.request(method, "/store?default", content=b"<urn:a> <urn:b> <urn:c> .")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_head_is_get_without_the_body(web: httpx.Client) -> None:
    got, head = web.get("/store?default"), web.head("/store?default")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"]


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "application/ld+json"])
def test_void_says_what_is_there(accept: str, web: httpx.Client) -> None:
    answer = web.get("/.well-known/void", headers={"accept": accept})
    graph = rdflib.Graph().parse(data=answer.text, format=accept)
    [dataset] = graph.subjects(rdflib.RDF.type, VOID.Dataset)
    assert int(str(graph.value(dataset, VOID.triples))) == size("?s ?p ?o")
    endpoint = graph.value(dataset, VOID.sparqlEndpoint)
    assert web.get(str(endpoint), params={"query": "ASK {}"}).json() == {"head": {}, "boolean": True}
    parts = {
        str(graph.value(part, VOID["class"])): int(str(graph.value(part, VOID.entities)))
        for part in graph.objects(dataset, VOID.classPartition)
    }
    assert parts[BASE + "ns#Conference"] == 2


NAMED = ["/id/vnpt", "/source/binh-duong-2017"]


@pytest.mark.parametrize("path", NAMED)
@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json", "application/rdf+xml"])
def test_an_iri_gives_data_to_programs(path: str, accept: str, web: httpx.Client) -> None:
    answer = web.get(path, headers={"accept": accept})
    assert answer.status_code == 200
    thing = rdflib.URIRef(BASE.rstrip("/") + path)
    graph = rdflib.Graph().parse(data=answer.text, format=accept)
    assert (thing, rdflib.RDF.type, None) in graph
    assert answer.headers["link"] == f'<{thing}>; rel="describes"'
    same = web.get(answer.headers["content-location"])
    assert set(rdflib.Graph().parse(data=same.text, format=accept)) == set(graph)


@pytest.mark.parametrize("path", NAMED)
def test_an_iri_gives_a_page_to_people(path: str, web: httpx.Client) -> None:
    for accept in ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "*/*", ""):
        answer = web.get(path, headers={"accept": accept})
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Accept" in answer.headers["vary"]
    same = web.get(path + ".html", headers={"accept": "text/turtle"})
    assert same.text.replace(path + ".html", path) == answer.text


def test_a_claim_gives_what_it_states_and_its_quote(web: httpx.Client) -> None:
    rows = web.get("/api/evidence?subject=de-an-tptm-binh-duong&term=approvedBy").json()
    proof = rows["proofs"][0]["evidence"][0]
    graph = rdflib.Graph().parse(data=web.get(proof["claim"].replace(BASE, "/") + ".ttl").text)
    sckb = rdflib.Namespace(BASE + "ns#")
    assert (rdflib.URIRef(BASE + "id/de-an-tptm-binh-duong"), sckb.approvedBy, None) in graph
    quote = graph.value(rdflib.URIRef(proof["claim"]), sckb.evidence)
    exact = rdflib.URIRef("http://www.w3.org/ns/oa#exact")
    assert str(graph.value(quote, exact)) == proof["quote"]


@pytest.mark.parametrize("path", ["/id/nobody", "/source/nothing", "/claim/aaaaaaaaaa", "/nowhere"])
def test_what_is_not_there_is_404_in_every_form(path: str, web: httpx.Client) -> None:
    for accept in ("text/html", "text/turtle"):
        assert web.get(path, headers={"accept": accept}).status_code == 404
