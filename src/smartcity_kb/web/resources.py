"""What a thing's IRI gives in RDF: what the default graph, its links and its claims say of it."""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..model.errors import NotFoundError
from ..model.terms import EVIDENCE, EXCLUDED_SPAN, FOLDED_LABEL, GRAPH_LINKS
from .negotiation import GRAPHS
from .replies import Reply
from .sparql_query import bounded, negotiated, write_graph

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..store.base import Store


def resource_data(store: Store, iri: NamedNode, accept: str, limit: int) -> Reply:
    """The triples about an entity, a source or a claim, in the format that the client wants most.

    An entity: the facts either way, its description and its links. A source: its description and its noise. A
    claim: what it states, and its evidence. Raises NotFoundError when nothing is said of the IRI.
    """
    type_ = negotiated(accept, GRAPHS)
    patterns = (
        f"{{ {iri} ?p ?o BIND({iri} AS ?s) }}",
        f"{{ ?s ?p {iri} BIND({iri} AS ?o) FILTER(?p != {EVIDENCE}) }}",
        f"{{ GRAPH {iri} {{ ?s ?p ?o }} }}",
        f"{{ GRAPH {GRAPH_LINKS} {{ {iri} ?p ?o }} BIND({iri} AS ?s) }}",
        f"{{ {iri} {EVIDENCE}|{EXCLUDED_SPAN} ?s . ?s ?p ?o }}",
    )
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {' UNION '.join(patterns)} FILTER(?p != {FOLDED_LABEL}) }}"
    triples = sorted(set(store.construct(query)), key=str)
    if not triples:
        raise NotFoundError(f"nothing is said of {iri.value}")
    body = bounded(lambda out: write_graph(triples, out, GRAPHS[type_]), limit)
    headers = {"vary": "Accept, Accept-Language", "link": f'<{iri.value}>; rel="describes"'}
    return Reply(200, type_, body, headers)
