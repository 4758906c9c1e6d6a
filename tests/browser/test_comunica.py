"""Comunica, a SPARQL engine in JavaScript that others wrote, as a client of the endpoint."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import rdflib

from smartcity_kb import KnowledgeBase

from ..web.serving import PATIENCE

if TYPE_CHECKING:
    from ..web.serving import Server

COMUNICA = Path(__file__).parents[1] / "clients/node_modules/@comunica/query-sparql/bin/query.js"
PREFIXES = """PREFIX sckb: <https://w3id.org/sckb/ns#> PREFIX id: <https://w3id.org/sckb/id/>
PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


def comunica(source: str, query: str, media_type: str, *options: str) -> str:
    node = shutil.which("node")
    assert node, "Comunica runs on Node"
    done = subprocess.run(
        [node, str(COMUNICA), source, "-q", PREFIXES + query, "-t", media_type, *options],
        capture_output=True,
        timeout=PATIENCE * 5,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def rows(source: str, query: str) -> list[dict[str, Any]]:
    answer = json.loads(comunica(source, query, "application/sparql-results+json"))
    found: list[dict[str, Any]] = answer["results"]["bindings"]
    return found


QUOTES = """SELECT DISTINCT ?quote ?start WHERE {
  GRAPH ?claim { id:mai-hung-dung ?p ?o } ?claim sckb:evidence ?e . ?e oa:exact ?quote ; oa:start ?start }"""


@pytest.mark.parametrize("source", ["sparql@{url}/sparql", "{url}/sparql"], ids=["told", "found out"])
def test_it_finds_the_quotes(source: str, server: Server) -> None:
    """Once told that this is an endpoint, once finding out by itself from the service description."""
    with KnowledgeBase.open() as kb:
        wanted = {(row["quote"].value, int(row["start"].value)) for row in kb.query(QUOTES)}
    found = rows(source.format(url=server.url), QUOTES)
    assert {(row["quote"]["value"], int(row["start"]["value"])) for row in found} == wanted
    assert wanted


def test_it_filters_and_counts_on_its_own(server: Server) -> None:
    query = """SELECT ?type (COUNT(DISTINCT ?e) AS ?n) WHERE {
      ?e a ?type ; skos:prefLabel ?l . FILTER(LANG(?l) = "vi" && STRSTARTS(STR(?e), STR(id:))) }
      GROUP BY ?type ORDER BY DESC(?n) ?type"""
    with KnowledgeBase.open() as kb:
        wanted = [(row["type"].value, int(row["n"].value)) for row in kb.query(query)]
    found = rows(f"sparql@{server.url}/sparql", query)
    assert [(row["type"]["value"], int(row["n"]["value"])) for row in found] == wanted


def test_it_builds_a_graph_and_asks(server: Server) -> None:
    source = f"sparql@{server.url}/sparql"
    built = comunica(source, "CONSTRUCT WHERE { ?e a sckb:Conference }", "text/turtle")
    graph = rdflib.Graph().parse(data=built, format="turtle")
    assert len(set(graph.subjects())) == 2
    assert comunica(source, "ASK { ?e a sckb:Conference }", "simple").strip() == "true"


def test_it_follows_a_document_of_linked_data(server: Server) -> None:
    """The address of an entity gives Turtle to a client that is no endpoint's."""
    query = "SELECT ?label WHERE { id:vnpt skos:prefLabel ?label }"
    labels = {row["label"]["value"] for row in rows(f"{server.url}/id/vnpt", query)}
    with KnowledgeBase.open() as kb:
        assert labels == {row["label"].value for row in kb.query(query)}
    assert labels
