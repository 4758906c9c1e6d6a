"""Content negotiation (RFC 9110, section 12): Accept and Accept-Language with weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import QueryResultsFormat, RdfFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Media type -> format, the server's own preference first. Names that are widely sent for the same stand last.
SOLUTIONS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
}
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/json": RdfFormat.JSON_LD,
    "application/xml": RdfFormat.RDF_XML,
    "text/plain": RdfFormat.N_TRIPLES,
}
# File endings under which a description has an address of its own.
ENDINGS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "html": "text/html",
}
_MOST_RANGES = 100


def best_type(accept: str, offered: Iterable[str]) -> str | None:
    """The offered media type that a client wants most; None when it takes none of them.

    An empty ``accept`` takes anything. Of equals the one offered first wins.

    >>> best_type("text/csv;q=0.5, application/*", ["text/csv", "application/json"])
    'application/json'
    """
    types = list(offered)
    ranges = list(_weighted(accept)) or [("*/*", 1.0)]
    weights = [_weight(type_, ranges) for type_ in types]
    best = max(weights, default=0.0)
    return types[weights.index(best)] if best > 0 else None


def best_language(accept: str, offered: Sequence[str]) -> str:
    """The offered language that a client wants most, the first one when it says nothing of them.

    >>> best_language("fr, en-GB;q=0.8, vi;q=0.3", ["vi", "en"])
    'en'
    """
    best, chosen = 0.0, offered[0]
    for tag, weight in _weighted(accept):
        language = tag.partition("-")[0]
        if language in offered and weight > best:
            best, chosen = weight, language
    return chosen


def content_type(media_type: str) -> str:
    """The value of a Content-Type header for a media type.

    >>> content_type("text/csv"), content_type("application/ld+json")
    ('text/csv; charset=utf-8', 'application/ld+json')
    """
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _weighted(header: str) -> Iterator[tuple[str, float]]:
    for part in header.split(",")[:_MOST_RANGES]:
        name, *parameters = part.split(";")
        if name.strip():
            yield name.strip().lower(), _quality(parameters)


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                weight = float(value.strip())
            except ValueError:
                return 0.0
            return weight if 0.0 <= weight <= 1.0 else 0.0
    return 1.0


def _weight(type_: str, ranges: list[tuple[str, float]]) -> float:
    """The weight of the most specific range that covers a type (RFC 9110, section 12.5.1)."""
    kind = type_.partition("/")[0]
    for wanted in (type_, f"{kind}/*", "*/*"):
        weights = [weight for name, weight in ranges if name == wanted]
        if weights:
            return max(weights)
    return 0.0
