"""A SPARQL query answered in a worker: dataset, services, format, and the bound on the answer."""

from __future__ import annotations

from functools import lru_cache

import pyoxigraph
from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from ..model.errors import InputError, QuerySyntaxError, StoreError
from ..model.prefixes import BASE, PREFIXES
from ..store.oxigraph import OxigraphStore, prefixes_in, readable_syntax_error
from ..store.sparql_text import services, update_keyword
from .negotiation import GRAPHS, SOLUTIONS, best_type
from .output import Output, too_large, too_large_in_bytes
from .replies import RefusedError, Reply
from .row_limit import row_limit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import IO

    from pyoxigraph import BlankNode, DefaultGraph, Quad, RdfFormat, Triple

    from ..store.base import Results, Store

    # A media type, and an answer: in memory, or where it is large in a file.
    Written = tuple[str, bytes, IO[bytes] | None]

# What evaluating a query raises while its answer is written.
_EVALUATING = (OSError, ValueError, RuntimeError)
# Rows that are written at once: each may be as long as the longest text there is.
_FEW_ROWS = 100


def bounded(write: Callable[[IO[bytes]], object], limit: int) -> bytes:
    """What a writer writes; raises RefusedError when it is more than ``limit`` bytes."""
    output = Output(limit)
    write(output)  # type: ignore[arg-type]
    return output.value()


def answer_query(
    store: Store,
    query: str,
    accept: str,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
    allowed: Sequence[str] = (),
    limit: int = 64 * 1024 * 1024,
    rows: int = 1_000_000,
) -> Reply:
    """The answer to a query in the format that the client wants most; as ``write_answer``, in memory."""
    type_, body, file = write_answer(store, query, accept, default_graphs, named_graphs, allowed, limit, rows)
    return Reply(200, type_, body if file is None else file.read(), {"vary": "Accept"})


def write_answer(
    store: Store,
    query: str,
    accept: str,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
    allowed: Sequence[str] = (),
    limit: int = 64 * 1024 * 1024,
    rows: int = 1_000_000,
) -> Written:
    """The media type that the client wants most, and the answer to a query written in it.

    ``default_graphs`` and ``named_graphs`` are IRIs that make up the dataset, in place of the query's own
    (SPARQL 1.1 Protocol, section 2.1.4); ``allowed`` are the IRIs that SERVICE may ask. Raises
    QuerySyntaxError, and RefusedError: 403 for updates and services, 406 when the client takes no format
    of the kind, 400 for an answer of more than ``limit`` bytes or ``rows`` rows or triples.
    """
    lowered = query.lower()
    if "service" in lowered:
        _refuse_services(query, allowed)
    try:
        results = run_query(store, query, default_graphs, named_graphs)
    except QuerySyntaxError:
        # An update is no query: what does not parse may be one, what parses is none.
        _refuse_update(query)
        raise
    if isinstance(results, QueryTriples):
        return _graph(results, accept, limit, rows)
    if isinstance(results, QueryBoolean) or row_limit(lowered) <= min(rows, _FEW_ROWS):
        return _few(results, accept, limit)
    return _solutions(results, accept, limit, rows)


def refuse(query: str, allowed: Sequence[str] = ()) -> None:
    """Raise RefusedError (403) for an update, and for a SERVICE that is not allowed by name."""
    _refuse_update(query)
    if "service" in query.lower():
        _refuse_services(query, allowed)


def _refuse_update(query: str) -> None:
    keyword = update_keyword(query)
    if keyword:
        raise RefusedError(403, f"{keyword} is an update; this endpoint only reads")


def _refuse_services(query: str, allowed: Sequence[str]) -> None:
    for target in services(query):
        if target not in allowed:
            raise RefusedError(
                403,
                f"SERVICE {target} would send a request from this machine; it is not allowed here"
                " (the server's --allow-service IRI allows an endpoint, written in full, by name)",
            )


def run_query(
    store: Store, query: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
) -> Results:
    """The results of a query that was looked at before, over a dataset chosen by the client, if any."""
    chosen = bool(default_graphs or named_graphs)
    if not isinstance(store, OxigraphStore):
        if chosen:
            raise RefusedError(
                400, f"a dataset cannot be chosen over another endpoint; write FROM, or ask {store.location}"
            )
        return store.query(query)
    defaults: list[NamedNode | BlankNode | DefaultGraph] | None = None
    named: list[NamedNode | BlankNode] | None = None
    if chosen:
        defaults, named = [*_graph_names(default_graphs)], [*_graph_names(named_graphs)]
    try:
        return store.inner.query(
            query,
            # A query without BASE has the service's own (W3C protocol test query_content_type_construct).
            base_iri=BASE,
            prefixes=prefixes_in(query),
            default_graph=defaults,
            named_graphs=named,
        )
    except SyntaxError as error:
        raise readable_syntax_error(query, error) from None
    except (OSError, ValueError) as error:
        raise StoreError(f"the query failed: {error}") from None


def _graph_names(iris: Sequence[str]) -> list[NamedNode]:
    try:
        return [NamedNode(iri) for iri in iris]
    except ValueError:
        raise InputError("default-graph-uri and named-graph-uri are absolute IRIs") from None


def _few(results: QuerySolutions | QueryBoolean, accept: str, limit: int) -> Written:
    """So few rows that they need not be counted, nor their bytes while they are written."""
    type_ = _type_of_rows(accept)
    try:
        body: bytes = results.serialize(format=SOLUTIONS[type_])  # type: ignore[assignment]
    except _EVALUATING as error:
        raise StoreError(f"the query failed: {error}") from None
    if len(body) > limit:
        raise too_large_in_bytes(limit)
    return type_, body, None


def _solutions(results: QuerySolutions, accept: str, limit: int, rows: int) -> Written:
    type_ = _type_of_rows(accept)
    format_ = SOLUTIONS[type_]
    output = Output(limit, rows, format_)
    try:
        results.serialize(output, format_)  # type: ignore[arg-type]
    except _EVALUATING as error:
        raise StoreError(f"the query failed: {error}") from None
    return type_, *output.finish()


@lru_cache(maxsize=256)
def _type_of_rows(accept: str) -> str:
    return negotiated(accept, SOLUTIONS)


def _graph(results: QueryTriples, accept: str, limit: int, rows: int) -> Written:
    type_ = negotiated(accept, GRAPHS)
    output = Output(limit)
    try:
        write_graph(_at_most(rows, results), output, GRAPHS[type_])  # type: ignore[arg-type]
    except _EVALUATING as error:
        raise StoreError(f"the query failed: {error}") from None
    return type_, *output.finish()


def _at_most(rows: int, triples: Iterable[Triple]) -> Iterator[Triple]:
    for number, triple in enumerate(triples):
        if number >= rows:
            raise too_large(f"more than {rows} triples")
        yield triple


def write_graph(statements: Iterable[Triple] | Iterable[Quad], out: IO[bytes], format_: RdfFormat) -> None:
    """Write triples or quads with our prefixes where the format has prefixes."""
    pyoxigraph.serialize(statements, out, format_, prefixes=PREFIXES)


def negotiated(accept: str, offered: Iterable[str]) -> str:
    """The media type to answer in; raises RefusedError (406) that names those there are."""
    types = list(offered)
    chosen = best_type(accept, types)
    if chosen is None:
        raise RefusedError(406, f"this can be had as {', '.join(types)}; not as {accept[:200]}")
    return chosen
