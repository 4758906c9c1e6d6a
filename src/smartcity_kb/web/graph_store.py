"""The reading half of the SPARQL 1.1 Graph Store HTTP Protocol: whole graphs, by name."""

from __future__ import annotations

from pyoxigraph import DefaultGraph, NamedNode, Triple

from .negotiation import GRAPHS
from .replies import RefusedError, Reply
from .sparql_query import bounded, negotiated, write_graph

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..store.base import Graph, Store


def graph_named(default: bool, graphs: Sequence[str]) -> Graph:
    """The graph that a request's parameters name; raises RefusedError (400) when they name not just one."""
    if default + len(graphs) != 1:
        raise RefusedError(400, "name one graph: ?default, or ?graph= and its IRI")
    if default:
        return DefaultGraph()
    try:
        return NamedNode(graphs[0])
    except ValueError:
        raise RefusedError(400, "?graph= takes an absolute IRI, percent-encoded") from None


def read_graph(store: Store, graph: Graph, accept: str, limit: int) -> Reply:
    """A whole graph in the format that the client wants most; 404 when there is no such graph."""
    type_ = negotiated(accept, GRAPHS)
    if isinstance(graph, NamedNode) and not store.ask(f"ASK {{ GRAPH {graph} {{ ?s ?p ?o }} }}"):
        raise RefusedError(404, f"there is no graph <{graph.value}>")
    triples = (Triple(quad.subject, quad.predicate, quad.object) for quad in store.quads(graph=graph))
    return Reply(
        200, type_, bounded(lambda out: write_graph(triples, out, GRAPHS[type_]), limit), {"vary": "Accept"}
    )
