"""Clients that others wrote: SPARQLWrapper, rdflib's SPARQLStore, and our own endpoint store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    JSON,
    JSONLD,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)

from smartcity_kb import KnowledgeBase

if TYPE_CHECKING:
    from .serving import Server

CONFERENCES = "SELECT DISTINCT ?e WHERE { ?e a sckb:Conference } ORDER BY ?e"
BASE = "https://w3id.org/sckb/"
WANTED = [BASE + "id/hoi-nghi-tptm-binh-duong-2016", BASE + "id/hoi-nghi-tptm-binh-duong-2017"]


def answered(client: SPARQLWrapper) -> Any:
    """An answer as the client turns it into Python: a kind of its own for each format."""
    return client.query().convert()


@pytest.mark.parametrize("how", ["GET", URLENCODED, POSTDIRECTLY])
def test_sparqlwrapper_asks_in_every_way(how: str, server: Server) -> None:
    client = SPARQLWrapper(server.url + "/sparql", returnFormat=JSON)
    if how != "GET":
        client.setMethod(POST)
        client.setRequestMethod(how)
    client.setQuery(CONFERENCES)
    rows = answered(client)["results"]["bindings"]
    assert [row["e"]["value"] for row in rows] == WANTED


def test_sparqlwrapper_takes_every_format(server: Server) -> None:
    client = SPARQLWrapper(server.url + "/sparql")
    client.setQuery(CONFERENCES)
    client.setReturnFormat(XML)
    assert [node.firstChild.nodeValue for node in answered(client).getElementsByTagName("uri")] == WANTED
    client.setReturnFormat(CSV)
    assert answered(client).decode().split() == ["e", *WANTED]
    client.setQuery("CONSTRUCT WHERE { ?e a sckb:Conference }")
    for kind in (TURTLE, RDFXML, JSONLD):
        client.setReturnFormat(kind)
        answer = answered(client)
        graph = (
            answer if isinstance(answer, rdflib.Graph) else rdflib.Graph().parse(data=answer, format="turtle")
        )
        assert sorted(map(str, graph.subjects())) == WANTED


def test_sparqlwrapper_names_the_dataset(server: Server) -> None:
    client = SPARQLWrapper(server.url + "/sparql", returnFormat=JSON)
    client.setQuery("ASK { ?e a sckb:Conference }")
    client.addDefaultGraph(BASE + "graph/links")
    assert answered(client)["boolean"] is False


def test_rdflib_reads_it_as_a_store(server: Server) -> None:
    store = SPARQLStore(server.url + "/sparql")
    graph = rdflib.Graph(store)
    sckb = rdflib.Namespace(BASE + "ns#")
    assert sorted(map(str, graph.subjects(rdflib.RDF.type, sckb.Conference))) == WANTED
    rows: Any = graph.query("SELECT ?d WHERE { ?e sckb:when ?d } ORDER BY ?d", initNs={"sckb": sckb})
    assert [str(row[0]) for row in rows] == ["2016-03", "2016-08-15", "2017-11-25/2017-11-27"]
    assert str(next(graph.objects(rdflib.URIRef(WANTED[0]), sckb.when))) == "2016-03"


def test_the_program_reads_from_another_server(server: Server) -> None:
    with KnowledgeBase.open() as here, KnowledgeBase.open(server.url + "/sparql") as there:
        assert there.show("Mai Hùng Dũng") == here.show("Mai Hùng Dũng")
        assert there.search("eindhovn") == here.search("eindhovn")
        ends = ("Philips Lighting", "Tỉnh ủy Bình Dương")
        assert there.path(*ends) == here.path(*ends)
