"""Measures on a cluster are those of networkx."""

from __future__ import annotations

import networkx as nx
import pytest

from smartcity_kb.cluster import measures
from smartcity_kb.cluster.graph import measured_here, measured_on_spark
from smartcity_kb.cluster.one_process import EdgeMatrix


@pytest.fixture(scope="module")
def edges():
    graph = nx.gnm_random_graph(160, 120, seed=7, directed=True)
    pairs = [(f"n{a:03}", f"n{b:03}") for a, b in graph.edges]
    return [*pairs, pairs[0], ("loop", "loop")]


@pytest.fixture(scope="module")
def frame(session, edges):
    return session.createDataFrame(edges, "a string, b string").cache()


@pytest.fixture(scope="module")
def graph(edges):
    return nx.MultiDiGraph(edges)


@pytest.fixture(scope="module")
def components(graph):
    return {node: min(part) for part in nx.weakly_connected_components(graph) for node in part}


@pytest.fixture(scope="module")
def ranks(graph):
    weighted: nx.DiGraph[str] = nx.DiGraph()
    for a, b in graph.edges():
        before = weighted.get_edge_data(a, b, {"weight": 0})["weight"]
        weighted.add_edge(a, b, weight=before + 1)
    return nx.pagerank(weighted, tol=1e-10)


def test_components_on_spark(frame, components):
    found = {row["node"]: row["component"] for row in measures.connected_components(frame).collect()}
    assert found == components


def test_components_in_one_process(edges, components):
    assert EdgeMatrix(edges).connected_components() == components


def test_pagerank_on_spark(frame, ranks):
    found = {row["node"]: row["rank"] for row in measures.pagerank(frame, tolerance=1e-8).collect()}
    assert found == pytest.approx(ranks, abs=1e-5)


def test_pagerank_in_one_process(edges, ranks):
    assert EdgeMatrix(edges).pagerank(tolerance=1e-10) == pytest.approx(ranks, abs=1e-6)


def test_degrees(frame, edges, graph):
    expected = dict(graph.degree)
    assert {row["node"]: row["degree"] for row in measures.degrees(frame).collect()} == expected
    assert EdgeMatrix(edges).degrees() == expected


def test_levels(frame, edges, graph):
    start = max(graph.degree, key=lambda pair: pair[1])[0]
    expected = nx.single_source_shortest_path_length(graph.to_undirected(), start)
    assert {row["node"]: row["level"] for row in measures.levels(frame, start).collect()} == expected
    assert EdgeMatrix(edges).levels(start) == expected


def test_both_engines_tell_the_same(session, edges):
    here, there = measured_here(edges, 5), measured_on_spark(session, edges, 5)
    assert there.replace(ranks=()) == here.replace(ranks=())
    assert [node for node, _ in there.ranks] == [node for node, _ in here.ranks]
