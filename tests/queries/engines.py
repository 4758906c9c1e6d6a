"""The shipped knowledge base in two engines, each with both kinds of default graph, and runs over them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph
import rdflib

from smartcity_kb.store.compiled import compile_folder
from smartcity_kb.store.folder_layout import shipped_folder
from smartcity_kb.store.oxigraph import OxigraphStore
from smartcity_kb.views.queries import bind, find_query
from smartcity_kb.views.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import NamedNode

    from smartcity_kb.views.queries import QueryFile

Row = tuple[str | None, ...]
Answer = bool | list[Row]


@cache
def shipped_quads() -> bytes:
    """The shipped knowledge base as N-Quads."""
    return compile_folder(shipped_folder())


def oxigraph_store(quads: bytes) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(quads, pyoxigraph.RdfFormat.N_QUADS)
    return store


@cache
def shipped_store() -> pyoxigraph.Store:
    return oxigraph_store(shipped_quads())


@cache
def rdflib_dataset(union: bool) -> rdflib.Dataset:
    dataset = rdflib.Dataset(default_union=union)
    dataset.parse(data=shipped_quads().decode(), format="nquads")
    return dataset


def entity(name: str) -> NamedNode:
    return resolve(OxigraphStore(shipped_store()), name)


def bound(name: str, values: Mapping[str, str] | None = None) -> str:
    """The text of a query of the library with its parameters bound."""
    return bind(find_query(name), values or {}, entity)


def on_oxigraph(text: str, union: bool = False, store: pyoxigraph.Store | None = None) -> Answer:
    """Rows in their order, a graph's triples sorted, or a boolean; terms in N-Triples."""
    results = (store or shipped_store()).query(text, use_default_graph_as_union=union)
    if isinstance(results, pyoxigraph.QueryBoolean):
        return bool(results)
    if isinstance(results, pyoxigraph.QueryTriples):
        return sorted({(str(t.subject), str(t.predicate), str(t.object)) for t in results})
    return [tuple(None if term is None else str(term) for term in row) for row in results]


def on_rdflib(text: str, union: bool) -> Answer:
    """The same of rdflib."""
    results = rdflib_dataset(union).query(text)
    if results.type == "ASK":
        return bool(results.askAnswer)
    if results.type == "CONSTRUCT":
        assert results.graph is not None
        return sorted({tuple(_written(term) for term in triple) for triple in results.graph})
    rows: list[Row] = []
    for row in results:
        assert isinstance(row, rdflib.query.ResultRow)
        rows.append(tuple(None if term is None else _written(term) for term in row))
    return rows


def _written(term: rdflib.term.Node) -> str:
    if not isinstance(term, rdflib.Literal):
        return f"<{term}>"
    if term.language:
        return str(pyoxigraph.Literal(str(term), language=term.language))
    if term.datatype:
        return str(pyoxigraph.Literal(str(term), datatype=pyoxigraph.NamedNode(str(term.datatype))))
    return str(pyoxigraph.Literal(str(term)))


def needed(query: QueryFile) -> dict[str, str]:
    """Values for the parameters that a query cannot do without."""
    return {parameter.name: "Bình Dương" for parameter in query.parameters if parameter.required}
