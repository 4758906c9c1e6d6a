"""Quads as SPARQL updates: ground data alone, in batches that an engine takes."""

from __future__ import annotations

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple

from ..model.errors import InputError

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def checked(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads, as they come.

    Raises InputError for one with a blank node: it would be another node each time it is sent, so what
    was sent could neither be verified nor sent again.
    """
    for quad in quads:
        if not (
            isinstance(quad.subject, NamedNode)
            and isinstance(quad.graph_name, NamedNode | DefaultGraph)
            and _ground(quad.object)
        ):
            raise InputError(f"{quad}: a blank node cannot be written to an endpoint; give the node an IRI")
        yield quad


def batches(quads: Iterable[Quad], max_triples: int, max_bytes: int) -> Iterator[list[Quad]]:
    """The quads in lists of at most so many quads and bytes; a quad larger than that stands alone."""
    batch: dict[Quad, None] = {}
    size = 0
    for quad in quads:
        if quad in batch:
            continue
        more = len(str(quad).encode())
        if batch and (len(batch) >= max_triples or size + more > max_bytes):
            yield list(batch)
            batch, size = {}, 0
        batch[quad] = None
        size += more
    if batch:
        yield list(batch)


def insertion(quads: Iterable[Quad], facts_graph: NamedNode | None) -> str:
    """``INSERT DATA`` of quads; with a ``facts_graph`` the default graph's go there."""
    blocks = "\n".join(_blocks(quads, facts_graph))
    return f"INSERT DATA {{\n{blocks}\n}}"


def removal(quads: Iterable[Quad], facts_graph: NamedNode | None) -> str:
    """``DELETE DATA`` of quads, one operation a graph.

    Virtuoso leaves literals with a language or a type of their own where they are when one operation
    names several graphs.
    """
    return ";\n".join(f"DELETE DATA {{\n{block}\n}}" for block in _blocks(quads, facts_graph))


def _blocks(quads: Iterable[Quad], facts_graph: NamedNode | None) -> Iterator[str]:
    """The quads graph by graph; terms write themselves as N-Triples, escaped."""
    groups: dict[str, list[str]] = {}
    for quad in quads:
        graph = facts_graph if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name
        name = "" if graph is None or isinstance(graph, DefaultGraph) else str(graph)
        groups.setdefault(name, []).append(f"{quad.subject} {quad.predicate} {quad.object} .")
    for name, lines in groups.items():
        body = "\n".join(lines)
        yield f"GRAPH {name} {{\n{body}\n}}" if name else body


def _ground(term: object) -> bool:
    if isinstance(term, Triple):
        return isinstance(term.subject, NamedNode) and _ground(term.object)
    return not isinstance(term, BlankNode)
