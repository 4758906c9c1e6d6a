"""An ``rdflib.Dataset`` over the same store, so that anyone's rdflib code runs on it; nothing is copied.

rdflib shows strings of an Oxigraph store with an explicit ``xsd:string`` (oxrdflib 0.5): they are equal as
terms of RDF 1.1, but not under rdflib's ``==`` to a plain ``Literal("…")``.
"""

from __future__ import annotations

from pyoxigraph import DefaultGraph, NamedNode, QuerySolutions, Variable

from ..model.errors import StoreError, UsageError
from ..model.prefixes import PREFIXES
from ..store.oxigraph import OxigraphStore

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any, NoReturn

    import rdflib
    from pyoxigraph import Quad

    from ..store.base import Graph, Object, Results, Store, Subject


def rdflib_dataset(store: Store) -> rdflib.Dataset:
    """The store as an ``rdflib.Dataset``, with our prefixes bound; close the store when done with it.

    The default graph holds facts, descriptions and evidence, each claim's graph what it states. A store in
    memory may be changed through it, for as long as it is open; one on disk and an endpoint only read.
    ``initBindings`` bind variables that SELECT shows; others raise an error.
    """
    import oxrdflib
    import rdflib

    inner: Any = store.inner if isinstance(store, OxigraphStore) else _ReadOnly(store)
    # oxrdflib only calls its methods, so whatever has them will do.
    dataset = rdflib.Dataset(store=oxrdflib.OxigraphStore(store=inner))
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace, replace=True)
    return dataset


class _ReadOnly:
    """What oxrdflib asks of a pyoxigraph store, over the Store protocol: timeouts, log-in, paging are its."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def quads_for_pattern(
        self,
        subject: Subject | None,
        predicate: NamedNode | None,
        object: Object | None,  # noqa: A002 - pyoxigraph's word
        graph_name: Graph | None = None,
    ) -> Iterator[Quad]:
        return self.store.quads(subject, predicate, object, graph_name)

    def named_graphs(self) -> Iterator[NamedNode]:
        for row in self.store.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"):
            if isinstance(row[0], NamedNode):
                yield row[0]

    def query(
        self,
        text: str,
        *,
        use_default_graph_as_union: bool = False,
        default_graph: Graph | None = None,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[Variable, Object] | None = None,
    ) -> Results:
        if use_default_graph_as_union or not (
            default_graph is None or isinstance(default_graph, DefaultGraph)
        ):
            raise UsageError(
                "an endpoint answers queries about the whole dataset; name the graph with GRAPH ?g"
            )
        bound = substitutions or {}
        head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in (prefixes or {}).items())
        names, values = " ".join(map(str, bound)), " ".join(map(str, bound.values()))
        results = self.store.query(
            f"{head}{text}\nVALUES ({names}) {{ ({values}) }}" if bound else head + text
        )
        if isinstance(results, QuerySolutions):
            # As pyoxigraph does: bound from outside, a hidden variable would change nothing.
            for variable in bound:
                if variable not in results.variables:
                    raise UsageError(f"{variable} cannot be bound: SELECT does not show it")
        return results

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise StoreError(f"{self.store.location}: only read through rdflib; to write, use load")

    def add_graph(self, _: Graph) -> None:
        # rdflib calls this to hand out a graph, also one that is only read.
        return

    add = extend = remove = update = remove_graph = _refuse
