"""Which quads an endpoint holds, term by term: what a load is verified by and resumed from."""

from __future__ import annotations

import pyoxigraph
from pyoxigraph import DefaultGraph, Literal, Quad

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pyoxigraph import QuerySolutions

    Select = Callable[[str], QuerySolutions]


def held(quads: Sequence[Quad], select: Select, default_graph: str) -> set[Quad]:
    """What the endpoint holds of these quads, with the other literals beside them.

    Quads with an IRI as object are asked for as they are; of those with a literal all literals of the
    same subject and predicate come, because an engine that compares by value would say yes to ``1``
    where it holds ``true``. ``default_graph`` is how a pattern reaches the default graph: ``GRAPH <…>``,
    or empty.
    """
    default = [q for q in quads if isinstance(q.graph_name, DefaultGraph)]
    named = [q for q in quads if not isinstance(q.graph_name, DefaultGraph)]
    found: list[Quad] = []
    for part, graph in ((default, default_graph), (named, "GRAPH ?g")):
        found += _objects(part, select, graph)
        found += _literals(part, select, graph)
    return canonical(found)


def canonical(quads: Iterable[Quad]) -> set[Quad]:
    """The quads with numbers, booleans and times as Oxigraph writes them: ``01`` and ``1`` are the same."""
    store = pyoxigraph.Store()
    store.extend(quads)
    return set(store)


def _objects(quads: list[Quad], select: Select, graph: str) -> Iterator[Quad]:
    rows = [q for q in quads if not isinstance(q.object, Literal)]
    if rows:
        values = _values(("?g", "?s", "?p", "?o"), rows, graph)
        yield from _found(select(f"SELECT DISTINCT ?g ?s ?p ?o WHERE {{ {values} {graph} {{ ?s ?p ?o }} }}"))


def _literals(quads: list[Quad], select: Select, graph: str) -> Iterator[Quad]:
    rows = [q for q in quads if isinstance(q.object, Literal)]
    if rows:
        values = _values(("?g", "?s", "?p"), rows, graph)
        pattern = f"{values} {graph} {{ ?s ?p ?o }} FILTER(isLiteral(?o))"
        yield from _found(select(f"SELECT DISTINCT ?g ?s ?p ?o WHERE {{ {pattern} }}"))


def _values(names: tuple[str, ...], quads: list[Quad], graph: str) -> str:
    if graph != "GRAPH ?g":
        names = names[1:]
    rows: dict[str, None] = {}
    for quad in quads:
        terms = {"?g": quad.graph_name, "?s": quad.subject, "?p": quad.predicate, "?o": quad.object}
        rows[" ".join(str(terms[name]) for name in names)] = None
    listed = " ".join(f"({row})" for row in rows)
    return f"VALUES ({' '.join(names)}) {{ {listed} }}"


def _found(rows: QuerySolutions) -> Iterator[Quad]:
    for graph, subject, predicate, object_ in rows:
        yield Quad(subject, predicate, object_, graph or DefaultGraph())
