"""An ``rdflib.Dataset`` over the same store, so that anyone's rdflib code runs on it; nothing is copied.

rdflib shows strings of an Oxigraph store with an explicit ``xsd:string`` (oxrdflib 0.5): they are equal as
terms of RDF 1.1, but not under rdflib's ``==`` to a plain ``Literal("…")``.
"""

from __future__ import annotations

from pyoxigraph import DefaultGraph, NamedNode, Variable

from ..model.errors import StoreError, UsageError
from ..model.terms import PREFIXES
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
        from ..store.sparql_text import replace_variables

        values = {variable.value: str(value) for variable, value in (substitutions or {}).items()}
        head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in (prefixes or {}).items())
        return self.store.query(head + replace_variables(text, values.get))

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise StoreError(f"{self.store.location}: only read through rdflib; to write, use load")

    add = extend = remove = update = add_graph = remove_graph = _refuse
