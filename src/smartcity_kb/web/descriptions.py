"""What the server says of itself in RDF: the SPARQL service description and VoID."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ..model.prefixes import BASE, PREFIXES
from ..model.terms import EVIDENCE, PREF_LABEL, SHA256, TITLE, TYPE, XSD_INTEGER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..store.base import Object, Store, Subject

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULT_FORMATS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPH_FORMATS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads")
# Prefixes that name our own graphs and things rather than a vocabulary in use.
_NO_VOCABULARY = ("id", "claim", "src", "graph", "link", "wd", "edtf", "xsd", "rdf")


def service_description(endpoint: str) -> list[Triple]:
    """The service description of a SPARQL endpoint at this URL."""
    service, dataset, default = BlankNode("service"), BlankNode("dataset"), BlankNode("defaultGraph")
    formats = [_statement(service, _sd("resultFormat"), _format(f)) for f in _RESULT_FORMATS + _GRAPH_FORMATS]
    return [
        Triple(service, TYPE, _sd("Service")),
        Triple(service, _sd("endpoint"), NamedNode(endpoint)),
        Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        *formats,
        Triple(service, _sd("defaultDataset"), dataset),
        Triple(dataset, TYPE, _sd("Dataset")),
        Triple(dataset, _sd("defaultGraph"), default),
        Triple(default, TYPE, _sd("Graph")),
    ]


def void_description(store: Store, root: str) -> list[Triple]:
    """A VoID description of what a store holds, served under ``root`` (a URL that ends in a slash)."""
    dataset = NamedNode(root + ".well-known/void#dataset")
    return [
        Triple(dataset, TYPE, _void("Dataset")),
        Triple(dataset, TITLE, Literal("Cơ sở tri thức đô thị thông minh", language="vi")),
        Triple(dataset, TITLE, Literal("Smart-city knowledge base", language="en")),
        Triple(dataset, _void("sparqlEndpoint"), NamedNode(root + "sparql")),
        Triple(dataset, _void("dataDump"), NamedNode(root + "store?default")),
        Triple(dataset, _void("uriSpace"), Literal(BASE)),
        *(Triple(dataset, _void("feature"), _format(name)) for name in _GRAPH_FORMATS),
        *_vocabularies(dataset),
        *_counts(store, dataset),
        *_partitions(store, dataset, "class", "classPartition", "entities", _CLASSES),
        *_partitions(store, dataset, "property", "propertyPartition", "triples", _PROPERTIES),
        *_sources(store, dataset),
    ]


_CLASSES = (
    f"SELECT ?x (COUNT(DISTINCT ?e) AS ?n) WHERE {{ ?e {PREF_LABEL} ?label ; {TYPE} ?x }}"
    " GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 200"
)
_PROPERTIES = "SELECT ?x (COUNT(*) AS ?n) WHERE { ?s ?x ?o } GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 200"
_TOTALS = {
    "triples": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
    "entities": f"SELECT (COUNT(DISTINCT ?e) AS ?n) WHERE {{ ?e {PREF_LABEL} ?label ; {TYPE} ?t }}",
    "documents": f"SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ ?s {SHA256} ?sum }}",
}


def _counts(store: Store, dataset: NamedNode) -> Iterator[Triple]:
    for name, query in _TOTALS.items():
        for row in store.select(query):
            yield _statement(dataset, _void(name), row[0])


def _partitions(
    store: Store, dataset: NamedNode, kind: str, link: str, amount: str, query: str
) -> Iterator[Triple]:
    for number, row in enumerate(store.select(query), 1):
        part = BlankNode(f"{kind}{number}")
        yield Triple(dataset, _void(link), part)
        yield _statement(part, _void(kind), row[0])
        yield _statement(part, _void(amount), row[1])


def _sources(store: Store, dataset: NamedNode) -> Iterator[Triple]:
    """The sources that the claims were made from, and an example of each kind of thing."""
    for row in store.select(f"SELECT DISTINCT ?s WHERE {{ ?s {SHA256} ?sum }} ORDER BY ?s LIMIT 1000"):
        yield _statement(dataset, NamedNode(PREFIXES["dcterms"] + "source"), row[0])
    for query in (
        f"SELECT DISTINCT ?e WHERE {{ ?e {PREF_LABEL} ?label ; {TYPE} ?t }} LIMIT 1",
        f"SELECT DISTINCT ?claim WHERE {{ ?claim {EVIDENCE} ?quote }} LIMIT 1",
    ):
        for row in store.select(query):
            yield _statement(dataset, _void("exampleResource"), row[0])


def _vocabularies(dataset: NamedNode) -> Iterator[Triple]:
    for prefix, namespace in PREFIXES.items():
        if prefix not in _NO_VOCABULARY:
            yield Triple(dataset, _void("vocabulary"), NamedNode(namespace))


def _statement(subject: Subject, predicate: NamedNode, value: Object) -> Triple:
    # Counts of an endpoint may come as any integer type; VoID wants xsd:integer.
    if isinstance(value, Literal):
        return Triple(subject, predicate, Literal(value.value, datatype=XSD_INTEGER))
    return Triple(subject, predicate, value)


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)


def _void(name: str) -> NamedNode:
    return NamedNode(_VOID + name)


def _format(name: str) -> NamedNode:
    return NamedNode(_FORMATS + name)
