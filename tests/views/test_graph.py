"""The networkx view, its measures, and rdflib over the same store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pyoxigraph
import pytest
import rdflib
from rdflib.namespace import SKOS

from smartcity_kb.model.errors import StoreError, UsageError
from smartcity_kb.model.prefixes import PREFIXES
from smartcity_kb.store.disk import open_to_read, open_to_write
from smartcity_kb.store.endpoint import EndpointStore
from smartcity_kb.store.folder_layout import shipped_folder
from smartcity_kb.store.open import open_store
from smartcity_kb.store.quads import claims_from_quads
from smartcity_kb.views.graph import betweenness, communities, degrees, graph
from smartcity_kb.views.rdflib_dataset import rdflib_dataset
from tests.export.serving import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from smartcity_kb.store.base import Store

_ID = PREFIXES["id"]


@pytest.fixture(scope="module")
def article() -> Store:
    return open_store(shipped_folder())


@pytest.fixture(scope="module")
def endpoint(article: Store) -> Iterator[EndpointStore]:
    """The article behind a real server."""
    with served() as url, EndpointStore(url, {}) as store:
        store.add(article.quads())
        yield store


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_claim_between_entities_is_an_edge_with_its_quote(article: Store, lang: str) -> None:
    built = graph(article, lang)
    body = pyoxigraph.NamedNode(PREFIXES["schema"] + "articleBody")
    text = next(str(getattr(quad.object, "value", "")) for quad in article.quads(predicate=body))
    wanted = {
        (str(triple.subject)[1:-1], str(triple.object)[1:-1], triple.predicate.value, claim.iri.value)
        for claim in claims_from_quads(article.quads())
        for triple in claim.states
        if isinstance(triple.object, pyoxigraph.NamedNode) and triple.object.value.startswith(_ID)
    }
    found = {(s, o, about["iri"], about["claim"]) for s, o, about in built.edges(data=True)}
    assert found == wanted
    assert built.number_of_edges() == len(wanted)
    for _, _, about in built.edges(data=True):
        assert text[about["start"] : about["end"]] == about["quote"]
    assert not any(":" in about["label"] for _, _, about in built.edges(data=True))


def test_nodes_have_labels_types_and_values(article: Store) -> None:
    node = graph(article, "en").nodes[_ID + "hoi-nghi-tptm-binh-duong-2017"]
    assert node["label"] == node["label_en"]
    assert node["label_vi"].startswith("Hội nghị")
    assert "sckb:Conference" in node["type"].split()
    assert node["schema:position"] == 2
    assert node["sckb:when"] == "2017-11-25/2017-11-27"


def test_the_same_graph_from_memory_disk_and_an_endpoint(
    tmp_path: Path, article: Store, endpoint: EndpointStore
) -> None:
    wanted = graph(article, "vi")
    with open_to_write(str(tmp_path / "store")) as disk:
        disk.add(article.quads())
    with open_to_read(str(tmp_path / "store")) as disk:
        assert nx.utils.graphs_equal(graph(disk, "vi"), wanted)
    assert nx.utils.graphs_equal(graph(endpoint, "vi"), wanted)


def test_measures(article: Store) -> None:
    built = graph(article, "vi")
    simple = nx.Graph(built)
    best = degrees(built, 3)
    assert [row.value for row in best] == sorted((d for _, d in simple.degree()), reverse=True)[:3]
    assert best[0].label == built.nodes[best[0].iri]["label"]
    exact = nx.betweenness_centrality(simple)
    for row in betweenness(built, 5):
        assert row.value == pytest.approx(exact[row.iri])
    groups = communities(built)
    members = [iri for group in groups for iri, _ in group.members]
    assert len(members) == len(set(members))
    assert set(members) == {node for node in simple if simple.degree(node)}
    assert [len(group.members) for group in groups] == sorted((len(g.members) for g in groups), reverse=True)
    partition = [{iri for iri, _ in group.members} for group in groups]
    rest = [{node} for node in simple if node not in members]
    assert nx.community.modularity(simple, partition + rest) > 0.3
    assert communities(graph(article, "vi")) == groups


_QUOTES_OF_PARTNERS = (
    "SELECT ?claim ?quote WHERE { GRAPH ?claim { ?a sckb:partner id:vnpt }"
    " ?claim sckb:evidence/oa:exact ?quote }"
)


def _rows(dataset: rdflib.Dataset, query: str, **bindings: rdflib.URIRef) -> list[tuple[str, ...]]:
    return [tuple(map(str, row)) for row in dataset.query(query, initBindings=bindings)]  # type: ignore[arg-type]


def test_rdflib_code_runs_on_the_store(article: Store, endpoint: EndpointStore) -> None:
    for store in (article, endpoint):
        dataset = rdflib_dataset(store)
        town = rdflib.URIRef(_ID + "eindhoven")
        assert rdflib.Literal("Eindhoven", lang="vi") in set(dataset.objects(town, SKOS.prefLabel))
        ((claim, quote),) = _rows(dataset, _QUOTES_OF_PARTNERS)
        assert "VNPT" in quote
        assert set(dataset.graph(rdflib.URIRef(claim))) <= set(dataset.triples((None, None, None)))
        alias = _rows(dataset, "SELECT ?e ?l WHERE { ?e skos:altLabel ?l } LIMIT 5", e=town)
        assert alias == [(str(town), "thành phố Eindhoven")]
        with pytest.raises((UsageError, RuntimeError)):
            _rows(dataset, "SELECT ?l WHERE { ?e skos:altLabel ?l }", e=town)
        assert rdflib.URIRef(PREFIXES["graph"] + "links") in {each.identifier for each in dataset.graphs()}


def test_an_endpoint_is_only_read_through_rdflib(endpoint: EndpointStore) -> None:
    dataset = rdflib_dataset(endpoint)
    fact = (rdflib.URIRef("urn:a"), rdflib.URIRef("urn:b"), rdflib.URIRef("urn:c"))
    with pytest.raises(StoreError, match="only read through rdflib"):
        dataset.add(fact)
    with pytest.raises(StoreError, match="only read through rdflib"):
        dataset.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    with pytest.raises(UsageError, match="GRAPH"):
        dataset.graph(rdflib.URIRef(PREFIXES["graph"] + "links")).query("SELECT ?s WHERE { ?s ?p ?o }")
