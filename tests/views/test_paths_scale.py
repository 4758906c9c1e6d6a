"""Paths in large worlds: the ways of search that small worlds do not need, hubs, others' graphs."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad

from smartcity_kb.model.terms import GRAPH_LINKS
from smartcity_kb.views import path_links, path_search
from smartcity_kb.views.facts import facts_linking, with_claims
from smartcity_kb.views.paths import MOST_CLAIMS, paths

from .world import Fact, content, iri, slug_of, store_of

NODES = [f"n{number}" for number in range(24)]
FACTS = st.lists(
    st.tuples(
        st.sampled_from(NODES),
        st.sampled_from(["sckb:partner", "schema:location"]),
        st.sampled_from(NODES),
    ),
    min_size=8,
    max_size=40,
    unique=True,
)
# (most pairs looked up, cheap frontier, hub, most counted): what is large for a store of a million claims
# is set so low that tiny worlds are searched in the same ways.
LIMITS = st.tuples(
    st.sampled_from([0, 4, 1000]), st.sampled_from([0, 3, 600]), st.sampled_from([2, 5, 400]),
    st.sampled_from([0, 2, 200]),
)  # fmt: skip
HUB_SIZE = 3 * path_links.HUB


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(facts=FACTS, limits=LIMITS)
def test_every_way_of_searching_gives_the_same_paths(
    monkeypatch: pytest.MonkeyPatch, facts: list[Fact], limits: tuple[int, int, int, int]
) -> None:
    pairs, cheap, hub, counted = limits
    store = store_of(content(facts, dict.fromkeys(NODES, ("", "")) | {node: (node, node) for node in NODES}))
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(NODES)
    graph.add_edges_from((s, o) for s, _, o in facts if s != o)
    with monkeypatch.context() as patch:
        patch.setattr(path_search, "MOST_PAIRS", pairs)
        patch.setattr(path_search, "_CHEAP", cheap)
        patch.setattr(path_search, "_MOST_COUNTED", counted)
        patch.setattr(path_search, "HUB", hub)
        patch.setattr(path_links, "HUB", hub)
        report = paths(store, iri("n0"), iri("n1"), max_length=9, every=True)
    connected = nx.has_path(graph, "n0", "n1") and nx.shortest_path_length(graph, "n0", "n1") <= 9
    expected = {tuple(nodes) for nodes in nx.all_shortest_paths(graph, "n0", "n1")} if connected else set()
    found = {
        ("n0", *(slug_of(at) for at in _nodes(iri("n0").value, [hop.fact for hop in path.hops])))
        for path in report.paths
    }
    assert found == expected


def _nodes(start: str, facts: list[object]) -> list[str]:
    at, nodes = start, []
    for fact in facts:
        other = getattr(fact, "object").value  # noqa: B009
        at = other if getattr(fact, "subject") == at else getattr(fact, "subject")  # noqa: B009
        nodes.append(at)
    return nodes


def hub_world() -> list[Fact]:
    """Two hubs that share five of their neighbours, an island, and a chain that leads round the hubs."""
    facts = [(f"a{number}", "schema:location", "hub-a") for number in range(HUB_SIZE)]
    facts += [("hub-b", "sckb:partner", f"b{number}") for number in range(HUB_SIZE)]
    facts += [(f"a{number}", "sckb:partner", "hub-b") for number in range(5)]
    facts += [("island", "sckb:partner", "islet")]
    chain = ["a7", "c1", "c2", "c3", "b7"]
    return facts + [(left, "sckb:partner", right) for left, right in pairwise(chain)]


@pytest.fixture(scope="module")
def hubs() -> object:
    return store_of(content(hub_world()))


@pytest.mark.parametrize(
    ("start", "end", "through"),
    [
        ("hub-a", "hub-b", ["a0", "hub-b"]),
        ("hub-b", "hub-a", ["a0", "hub-a"]),
        ("hub-a", "a9", ["a9"]),
        ("a9", "b9", ["hub-a", "a0", "hub-b", "b9"]),
        ("a7", "b7", ["c1", "c2", "c3", "b7"]),
        ("b8", "a8", ["hub-b", "a0", "hub-a", "a8"]),
        ("hub-a", "c2", ["a7", "c1", "c2"]),
        ("hub-a", "c3", ["a0", "hub-b", "b7", "c3"]),
        ("hub-a", "island", []),
        ("island", "hub-b", []),
        ("a1", "islet", []),
    ],
)
def test_hubs_are_passed_through_and_ended_at(hubs: object, start: str, end: str, through: list[str]) -> None:
    report = paths(hubs, iri(start), iri(end))  # type: ignore[arg-type]
    found = [
        [slug_of(at) for at in _nodes(iri(start).value, [hop.fact for hop in path.hops])]
        for path in report.paths
    ]
    assert found == ([through] if through else [])


def test_no_more_paths_are_given_than_people_read(hubs: object) -> None:
    facts = [
        (f"m{n}", "sckb:partner", end) for n in range(path_links.MOST_CROSSINGS + 50) for end in ("p", "q")
    ]
    report = paths(store_of(content(facts)), iri("p"), iri("q"), every=True)
    assert len(report.paths) == 100
    assert report.truncated
    assert not paths(hubs, iri("hub-a"), iri("hub-b"), every=True).truncated  # type: ignore[arg-type]


def test_links_of_no_claim_make_no_path() -> None:
    store = store_of(content([("a", "sckb:partner", "b"), ("b", "sckb:partner", "c")]))
    outside, same = iri("wd:Q1"), iri("owl:sameAs")
    store.add(Quad(iri(slug), same, outside, GRAPH_LINKS) for slug in ("a", "c"))
    someone = iri("https://example.org/graph")
    store.add(Quad(iri(slug), iri("skos:related"), iri("x"), someone) for slug in ("a", "c"))
    report = paths(store, iri("a"), iri("c"), every=True)
    assert [[hop.object for hop in path.hops] for path in report.paths] == [["b", "c"]]


def test_a_hop_gives_some_of_very_many_claims() -> None:
    sources = [content([("a", "sckb:partner", "b")], source=f"s{n}") for n in range(MOST_CLAIMS + 5)]
    store = store_of(*sources)
    (path,) = paths(store, iri("a"), iri("b")).paths
    assert len(path.hops[0].evidence) == MOST_CLAIMS
    linking = facts_linking(store, [(iri("b").value, iri("a").value)])
    ((fact,),) = linking.values()
    assert (slug_of(fact.subject), fact.claims) == ("a", ())
    assert len(with_claims(store, [fact], 100)[0].claims) == MOST_CLAIMS + 5
