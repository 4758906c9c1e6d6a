"""The networkx view: entities as nodes, facts between them as edges with their evidence, and measures."""

from __future__ import annotations

from ..model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx

    from ..store.base import Store

    MultiDiGraph = networkx.MultiDiGraph[str]

# Betweenness looks at all shortest paths; above this many nodes it is estimated from so many of them.
_EXACT_BETWEENNESS = 1_000
_SEED = 20171125


class Ranked(Record):
    """An entity's IRI and label, and what a measure gives it."""

    iri: str
    label: str
    value: float


class Community(Record):
    """Entities more connected to each other than to others: (IRI, label) pairs, best connected first."""

    members: tuple[tuple[str, str], ...]


def graph(store: Store, lang: str = "vi") -> MultiDiGraph:
    """Entities (by IRI) and the facts between them, one edge for each fact and claim.

    Nodes have ``label``, ``label_vi``, ``label_en``, ``type``, ``iri``, and facts with literal values under
    the term's CURIE; edges ``label``, ``term``, ``iri``, and where a claim states them ``claim``, ``quote``,
    ``source``, ``start``, ``end``, ``certainty``, ``speaker`` and ``when`` (of the subject): the same as in
    the GraphML export, each where there is one. An edge's key is its term and claim. Reads the whole
    store into memory.
    """
    import networkx

    from .graph_reading import read_graph

    read = read_graph(store, lang)
    built: MultiDiGraph = networkx.MultiDiGraph()
    built.add_nodes_from(read.nodes)
    # networkx's stubs leave out the form with keys.
    built.add_edges_from(read.edges)  # type: ignore[arg-type]
    return built


def degrees(built: MultiDiGraph, limit: int = 10) -> tuple[Ranked, ...]:
    """The entities with the most relations to others, either way, several between two counted once."""
    simple = _simple(built)
    return _ranked(built, ((node, float(len(simple[node]))) for node in simple), limit)


def betweenness(built: MultiDiGraph, limit: int = 10) -> tuple[Ranked, ...]:
    """The entities on the largest share of shortest connections (Freeman 1977), directions set aside.

    Above 1,000 entities the share is estimated from the paths of 1,000 of them, always the same ones.
    """
    import networkx

    simple = _simple(built)
    sample = _EXACT_BETWEENNESS if len(simple) > _EXACT_BETWEENNESS else None
    shares = networkx.betweenness_centrality(simple, k=sample, seed=_SEED)
    return _ranked(built, shares.items(), limit)


def communities(built: MultiDiGraph) -> tuple[Community, ...]:
    """Groups of at least two entities by the Louvain method (Blondel 2008, fixed seed), the largest first."""
    import networkx

    simple = _simple(built)
    groups = networkx.community.louvain_communities(simple, seed=_SEED)
    ordered = [
        sorted(group, key=lambda node: (-len(simple[node]), node)) for group in groups if len(group) > 1
    ]
    ordered.sort(key=lambda group: (-len(group), group))
    return tuple(
        Community(tuple((node, str(built.nodes[node]["label"])) for node in group)) for group in ordered
    )


def _simple(built: MultiDiGraph) -> networkx.Graph[str]:
    """One undirected edge between entities that any fact ties; nodes and edges in a fixed order."""
    import networkx

    simple: networkx.Graph[str] = networkx.Graph()
    simple.add_nodes_from(built.nodes)
    simple.add_edges_from(sorted({(min(s, o), max(s, o)) for s, o in built.edges() if s != o}))
    return simple


def _ranked(built: MultiDiGraph, values: Iterable[tuple[str, float]], limit: int) -> tuple[Ranked, ...]:
    best = sorted(values, key=lambda pair: (-pair[1], pair[0]))[:limit]
    return tuple(Ranked(node, str(built.nodes[node]["label"]), value) for node, value in best)
