"""Shortest paths and neighbourhoods, against networkx on random worlds."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from smartcity_kb.model.errors import UsageError
from smartcity_kb.model.prefixes import PREFIXES
from smartcity_kb.store.open import open_store
from smartcity_kb.views.neighbours import Branch, neighbours
from smartcity_kb.views.paths import Hop, paths

from .world import Fact, content, iri, slug_of, store_of

NODES = [f"n{number}" for number in range(9)]
TERMS = ["sckb:partner", "org:memberOf", "schema:location"]
FACTS = st.lists(
    st.tuples(st.sampled_from(NODES), st.sampled_from(TERMS), st.sampled_from(NODES)),
    max_size=16,
    unique=True,
)


def graph_of(facts: list[Fact]) -> nx.MultiGraph[str]:
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    graph.add_nodes_from(NODES)
    for s, p, o in facts:
        if s != o:
            graph.add_edge(s, o, fact=(s, p, o))
    return graph


def facts_between(graph: nx.MultiGraph[str], left: str, right: str) -> list[Fact]:
    return [data["fact"] for data in graph[left][right].values()]


def object_of(hop: Hop) -> str:
    assert isinstance(hop.fact.object, NamedNode)
    return slug_of(hop.fact.object.value)


@settings(max_examples=100)
@given(FACTS)
def test_paths_are_the_shortest_and_all_of_them(facts: list[Fact]) -> None:
    names = dict.fromkeys(NODES, ("", "")) | {node: (node, node) for node in NODES}
    store, graph = store_of(content(facts, names)), graph_of(facts)
    report = paths(store, iri("n0"), iri("n1"), max_length=8, every=True)
    found = {
        tuple((slug_of(hop.fact.subject), hop.fact.term, object_of(hop)) for hop in path.hops)
        for path in report.paths
    }
    expected = set()
    if nx.has_path(graph, "n0", "n1"):
        # As many as there are ways to choose one fact per step of every shortest chain of entities.
        for nodes in nx.all_shortest_paths(nx.Graph(graph), "n0", "n1"):
            chains: list[tuple[Fact, ...]] = [()]
            for left, right in pairwise(nodes):
                chains = [(*chain, fact) for chain in chains for fact in facts_between(graph, left, right)]
            expected |= {tuple((s, iri(p).value, o) for s, p, o in chain) for chain in chains}
    assert found == expected
    assert len(report.paths) == len(found)
    for path in report.paths:
        at = "n0"
        for hop in path.hops:
            ends = (slug_of(hop.fact.subject), object_of(hop))
            assert (hop.subject, hop.object) == (ends[::-1] if hop.inverse else ends)
            assert hop.subject == at
            assert [row.quote for row in hop.evidence] == [
                f"{ends[0]} {next(t for t in TERMS if iri(t).value == hop.fact.term)} {ends[1]}."
            ]
            at = hop.object
        assert at == "n1"
    if report.paths:
        (first,) = paths(store, iri("n0"), iri("n1"), max_length=8).paths
        assert first == report.paths[0]


@settings(max_examples=100)
@given(FACTS, st.integers(1, 4), st.sampled_from(["in", "out", "both"]), st.sets(st.sampled_from(TERMS)))
def test_neighbours_are_those_within_the_depth(
    facts: list[Fact], depth: int, direction: str, terms: set[str]
) -> None:
    names = {node: (node, node) for node in NODES}
    chosen = [fact for fact in facts if not terms or fact[1] in terms]
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(NODES)
    for s, _, o in chosen:
        graph.add_edges_from(
            ([(s, o)] if direction != "in" else []) + ([(o, s)] if direction != "out" else [])
        )
    tree = neighbours(
        store_of(content(facts, names)), iri("n0"), depth, [iri(t).value for t in terms], direction
    )
    expected = nx.single_source_shortest_path_length(graph, "n0", cutoff=depth)
    found = depths(tree.branches, 1)
    assert {node: steps for node, steps in found.items() if node != "n0"} == {
        node: steps for node, steps in expected.items() if node != "n0"
    }
    expanded = [slug_of(branch.iri) for branch in walk(tree.branches) if branch.branches]
    assert len(expanded) == len(set(expanded))


def depths(branches: tuple[Branch, ...], depth: int) -> dict[str, int]:
    """Entity -> how near to the root it first stands in the tree."""
    nearest: dict[str, int] = {}
    for branch in branches:
        for node, steps in [(slug_of(branch.iri), depth), *depths(branch.branches, depth + 1).items()]:
            nearest[node] = min(steps, nearest.get(node, steps))
    return nearest


def walk(branches: tuple[Branch, ...]) -> list[Branch]:
    return [inner for branch in branches for inner in (branch, *walk(branch.branches))]


def test_a_path_prefers_acting_together_to_lying_in_the_same_place() -> None:
    store = store_of(
        content(
            [
                ("a", "schema:location", "place"),
                ("b", "schema:location", "place"),
                ("a", "sckb:partner", "z-deal"),
                ("z-deal", "sckb:partner", "b"),
            ]
        )
    )
    (path,) = paths(store, iri("a"), iri("b")).paths
    assert [hop.object for hop in path.hops] == ["z-deal", "b"]


def test_a_path_longer_than_allowed_is_none() -> None:
    store = store_of(content([("a", "sckb:partner", "b"), ("b", "sckb:partner", "c")]))
    assert paths(store, iri("a"), iri("c"), max_length=1).paths == ()
    assert len(paths(store, iri("a"), iri("c"), max_length=2).paths) == 1


@pytest.mark.parametrize(("end", "length"), [("a", 6), ("b", 0)])
def test_a_path_needs_two_ends_and_a_length(end: str, length: int) -> None:
    store = store_of(content([("a", "sckb:partner", "b")]))
    with pytest.raises(UsageError):
        paths(store, iri("a"), iri(end), max_length=length)


def test_very_many_shortest_paths_are_cut_and_it_is_said() -> None:
    middle = [f"m{number:03}" for number in range(150)]
    facts = [(("a", "sckb:partner", m), (m, "sckb:partner", "b")) for m in middle]
    store = store_of(content([fact for pair in facts for fact in pair]))
    report = paths(store, iri("a"), iri("b"), every=True)
    assert (len(report.paths), report.truncated) == (100, True)
    assert not paths(store, iri("a"), iri("b")).truncated


@pytest.mark.parametrize(("depth", "direction"), [(0, "both"), (1, "sideways")])
def test_neighbours_need_a_depth_and_a_direction(depth: int, direction: str) -> None:
    store = store_of(content([("a", "sckb:partner", "b")]))
    with pytest.raises(UsageError):
        neighbours(store, iri("a"), depth, (), direction)


@pytest.mark.parametrize("reads", [10_000, 50])
def test_of_a_hub_some_of_each_relation_are_given_and_the_number_of_the_rest(
    monkeypatch: pytest.MonkeyPatch, reads: int
) -> None:
    """Whether its links are read as a whole, or (where they are too many) only some of them."""
    monkeypatch.setattr("smartcity_kb.views.hub_links._MOST_READ", reads)
    places = [(f"n{number:03}", "schema:location", "hub") for number in range(230)]
    facts = [("root", "sckb:partner", "hub"), ("hub", "sckb:assessment", '"đông"'), *places]
    facts += [("n000", "sckb:partner", "far"), ("hub", "schema:areaServed", "land")]
    store = store_of(content(facts))
    tree = neighbours(store, iri("hub"), lang="en")
    relations = [(slug_of(branch.term), branch.inverse) for branch in tree.branches]
    location = iri("schema:location").value
    assert sorted({relation: relations.count(relation) for relation in relations}.values()) == [1, 1, 20]
    assert [(more.term, more.inverse, more.number) for more in tree.more] == [(location, True, 210)]
    assert neighbours(store, iri("hub"), direction="out").more == ()
    (below,) = neighbours(store, iri("root"), 2).branches
    assert (len(below.branches), [more.number for more in below.more]) == (21, [210])
    only = neighbours(store, iri("hub"), 1, [iri("schema:areaServed").value])
    assert ([slug_of(branch.iri) for branch in only.branches], only.more) == (["land"], ())


def test_branches_stand_in_the_order_of_the_vietnamese_alphabet() -> None:
    with open_store(None) as store:
        conference = NamedNode(f"{PREFIXES['id']}hoi-nghi-tptm-binh-duong-2017")
        branches = neighbours(store, conference).branches
    about = [branch.label for branch in branches if branch.words == "có chủ đề"]
    assert about == ["Đề án Thành phố thông minh Bình Dương", "Đô thị thông minh"]
    goals = [branch.label.split()[0] for branch in branches if branch.words == "có mục tiêu"]
    assert goals[:3] == ["Cùng", "Đẩy", "Giới"]
