"""What differs between SPARQL engines, as data: addresses, the default graph, sizes, what to avoid.

``oxigraph`` and ``virtuoso`` are tested against real servers, ``generic`` and ``generic-union`` against
Oxigraph in its two modes; the other rows follow their makers' manuals and are not tested
(docs/endpoints.md).
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..model.errors import UsageError
from ..model.record import Record
from ..model.terms import GRAPH_FACTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

DIALECT_VARIABLE = "SMARTCITY_KB_DIALECT"


class Address(Record):
    """Where an engine serves what, as endings of a path.

    A path that ends in ``ending`` loses it and gets ``query``, ``update`` and ``graph_store`` in its
    place; an empty ``graph_store`` says that its place is not known.
    """

    ending: str
    query: str
    update: str
    graph_store: str = ""


class Dialect(Record):
    """One engine's row.

    ``server`` is what its Server header begins with, ``hints`` are parts of a URL that give it away.
    ``addresses`` are tried in order; ``with_login`` replaces them when there are a user and a password.
    ``facts_graph`` is where default-graph quads go when the engine has no unnamed graph to write to;
    ``names_facts`` sends it as ``default-graph-uri`` with each query, for engines that let GRAPH reach
    all named graphs even so. ``union`` says that the default graph shows all graphs; ``unnamed_graph``
    is the engine's own name for what was written without a graph. ``own_graphs`` are the engine's and
    not shown. ``merges_values`` marks an engine that compares literals by value and shows booleans as
    digits. An update has at most ``max_triples`` and ``max_bytes`` to begin with.
    """

    name: str
    title: str
    tested: bool
    addresses: tuple[Address, ...]
    with_login: tuple[Address, ...] = ()
    server: str = ""
    hints: tuple[str, ...] = ()
    authentication: tuple[str, ...] = ("Basic", "Digest", "bearer")
    facts_graph: NamedNode | None = None
    names_facts: bool = False
    union: bool = False
    unnamed_graph: str = ""
    own_graphs: tuple[str, ...] = ()
    merges_values: bool = False
    max_triples: int = 1000
    max_bytes: int = 1_000_000
    avoid: str = ""


class Service(Record):
    """The URLs of an endpoint; ``graph_store`` is empty when it is not known."""

    query: str
    update: str
    graph_store: str


_STANDARD = (Address("/query", "/query", "/update"), Address("", "", ""))

DIALECTS = (
    Dialect("generic", "any SPARQL 1.1 endpoint", True, _STANDARD, avoid="nothing is known of it"),
    Dialect(
        "generic-union", "any endpoint whose default graph shows all graphs", True, _STANDARD,
        facts_graph=GRAPH_FACTS, union=True, avoid="queries without DISTINCT",
    ),
    Dialect(
        "oxigraph", "Oxigraph server", True,
        (
            Address("/query", "/query", "/update", "/store"),
            Address("/update", "/query", "/update", "/store"),
            Address("", "/query", "/update", "/store"),
        ),
        server="oxigraph", hints=(":7878",), authentication=(),
        max_triples=10_000, max_bytes=4_000_000,
        avoid="the open network: it has no authentication of its own",
    ),
    Dialect(
        "virtuoso", "OpenLink Virtuoso 7", True,
        (
            Address("/sparql-auth", "/sparql", "/sparql", "/sparql-graph-crud"),
            Address("/sparql", "/sparql", "/sparql", "/sparql-graph-crud"),
            Address("", "/sparql", "/sparql", "/sparql-graph-crud"),
        ),
        (
            Address("/sparql-auth", "/sparql-auth", "/sparql-auth", "/sparql-graph-crud-auth"),
            Address("/sparql", "/sparql-auth", "/sparql-auth", "/sparql-graph-crud-auth"),
            Address("", "/sparql-auth", "/sparql-auth", "/sparql-graph-crud-auth"),
        ),
        server="virtuoso", hints=(":8890",), authentication=("Digest",),
        facts_graph=GRAPH_FACTS, names_facts=True, union=True, merges_values=True,
        own_graphs=(
            "http://www.openlinksw.com/schemas/virtrdf#",
            "http://www.w3.org/ns/ldp#",
            "http://localuriqaserver/sparql",
            "http://www.w3.org/2002/07/owl#",
            "urn:core:services:sparql",
        ),
        avoid="property paths with both ends open; equal values of different types",
    ),
    Dialect(
        "graphdb", "Ontotext GraphDB", False,
        (
            Address("/statements", "", "/statements", "/rdf-graphs/service"),
            Address("", "", "/statements", "/rdf-graphs/service"),
        ),
        server="graphdb", hints=("/repositories/",), authentication=("Basic", "bearer"),
        union=True, unnamed_graph="http://www.openrdf.org/schema/sesame#nil",
        max_triples=10_000, max_bytes=4_000_000, avoid="queries without DISTINCT",
    ),
    Dialect(
        "stardog", "Stardog", False,
        (
            Address("/query", "/query", "/update", ""),
            Address("/update", "/query", "/update", ""),
            Address("", "/query", "/update", ""),
        ),
        server="stardog", hints=(":5820",), authentication=("Basic", "bearer"),
        unnamed_graph="tag:stardog:api:context:default",
        max_triples=10_000, max_bytes=4_000_000,
        avoid="the database option query.all.graphs (the default graph becomes the union)",
    ),
    Dialect(
        "neptune", "Amazon Neptune", False,
        (Address("/sparql", "/sparql", "/sparql", "/sparql/gsp/"), Address("", "/sparql", "/sparql")),
        hints=(".neptune.amazonaws.com",), authentication=(),
        facts_graph=GRAPH_FACTS, union=True,
        avoid="IAM database authentication (requests are not signed); queries without DISTINCT",
    ),
    Dialect(
        "qlever", "QLever", False, (Address("", "", "", ""),),
        server="qlever", authentication=("bearer",),
        union=True, unnamed_graph="http://qlever.cs.uni-freiburg.de/builtin-functions/default-graph",
        avoid="updates without an access token; queries without DISTINCT",
    ),
    Dialect(
        "fuseki", "Apache Jena Fuseki", False,
        (
            Address("/query", "/query", "/update", "/data"),
            Address("/sparql", "/sparql", "/update", "/data"),
            Address("/update", "/query", "/update", "/data"),
            Address("", "/query", "/update", "/data"),
        ),
        server="apache jena fuseki", hints=(":3030",), authentication=("Basic", "Digest", "bearer"),
        max_triples=10_000, max_bytes=4_000_000,
        avoid="the dataset option unionDefaultGraph (facts come back once per claim)",
    ),
)  # fmt: skip
_BY_NAME = {dialect.name: dialect for dialect in DIALECTS}


def choose_dialect(url: str, environment: Mapping[str, str]) -> tuple[Dialect, bool]:
    """The dialect for a URL, and whether that is certain or a guess that an answer may correct.

    ``SMARTCITY_KB_DIALECT`` decides; without it a known part of the URL (a default port, a path such as
    ``/repositories/``) is a guess. A bare host is taken for an Oxigraph server. Raises UsageError for an
    unknown name.
    """
    from urllib.parse import urlsplit

    name = environment.get(DIALECT_VARIABLE, "").strip().lower()
    if name in _BY_NAME:
        return _BY_NAME[name], True
    if name:
        known = ", ".join(_BY_NAME)
        raise UsageError(f"{DIALECT_VARIABLE}={name}: no such dialect; it is one of {known}")
    parts = urlsplit(url)
    place = f"{parts.netloc}{parts.path}/"
    for dialect in DIALECTS:
        for hint in dialect.hints:
            if f"{hint}/" in place or (hint.startswith("/") and hint in place):
                return dialect, False
    if parts.path in ("", "/"):
        return _BY_NAME["oxigraph"], False
    return _BY_NAME["generic"], False


def dialect_of_server(header: str) -> Dialect | None:
    """The dialect of the engine that names itself in a Server header; None when none is known."""
    said = header.strip().lower()
    for dialect in DIALECTS:
        if dialect.server and said.startswith(dialect.server):
            return dialect
    return None


def service_of(dialect: Dialect, url: str, login: bool) -> Service:
    """The URLs of an endpoint from the one that was given; its query string is kept.

    ``login`` says that there are a user and a password. Virtuoso has places of its own for those.
    """
    from urllib.parse import urlsplit, urlunsplit

    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    addresses = dialect.with_login if login and dialect.with_login else dialect.addresses
    address = next(a for a in addresses if path.endswith(a.ending))
    root = path.removesuffix(address.ending)

    def place(ending: str) -> str:
        return urlunsplit((parts.scheme, parts.netloc, (root + ending) or "/", parts.query, ""))

    graph_store = place(address.graph_store) if address.graph_store else ""
    return Service(place(address.query), place(address.update), graph_store)
