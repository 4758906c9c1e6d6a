"""Claim graphs in formats without graphs: rdf:Statement or RDF 1.2 reifiers, and back; pure, streaming.

A fact of a claim becomes an ``rdf:Statement`` that is part of the claim, named by the claim's IRI, ``#``
and its number in the order of the N-Triples of what the claim states; or, in RDF 1.2, a triple term
that the claim ``rdf:reifies``. Quads of other named graphs have no place there and are left out.
"""

from __future__ import annotations

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple

from ..model.prefixes import PREFIXES
from ..model.terms import TYPE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CLAIMS = PREFIXES["claim"]
STATEMENT = NamedNode(PREFIXES["rdf"] + "Statement")
SUBJECT = NamedNode(PREFIXES["rdf"] + "subject")
PREDICATE = NamedNode(PREFIXES["rdf"] + "predicate")
OBJECT = NamedNode(PREFIXES["rdf"] + "object")
REIFIES = NamedNode(PREFIXES["rdf"] + "reifies")
PART_OF = NamedNode(PREFIXES["dcterms"] + "isPartOf")
_PARTS = (TYPE, SUBJECT, PREDICATE, OBJECT, PART_OF)
_FACTS = DefaultGraph()


def to_reified(quads: Iterable[Quad]) -> Iterator[Triple]:
    """The default graph's triples, then one ``rdf:Statement`` for each fact and claim.

    Holds what the claims state in memory: the numbers need all facts of a claim.
    """
    claims: dict[str, set[Triple]] = {}
    for quad in quads:
        if quad.graph_name == _FACTS:
            yield quad.triple
        elif isinstance(quad.graph_name, NamedNode) and quad.graph_name.value.startswith(CLAIMS):
            claims.setdefault(quad.graph_name.value, set()).add(quad.triple)
    for claim in sorted(claims):
        for number, triple in enumerate(sorted(claims[claim], key=str), 1):
            yield from _statement(claim, number, triple)


def _statement(claim: str, number: int, triple: Triple) -> Iterator[Triple]:
    iri = NamedNode(f"{claim}#{number}")
    yield Triple(iri, TYPE, STATEMENT)
    yield Triple(iri, SUBJECT, triple.subject)
    yield Triple(iri, PREDICATE, triple.predicate)
    yield Triple(iri, OBJECT, triple.object)
    yield Triple(iri, PART_OF, NamedNode(claim))


def to_reifiers(quads: Iterable[Quad]) -> Iterator[Triple]:
    """The same with RDF 1.2 reifiers: ``claim rdf:reifies <<( s p o )>>`` for each fact and claim."""
    for quad in quads:
        if quad.graph_name == _FACTS:
            yield quad.triple
        elif isinstance(quad.graph_name, NamedNode) and quad.graph_name.value.startswith(CLAIMS):
            yield Triple(quad.graph_name, REIFIES, quad.triple)


def from_reified(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Both forms turned back into claim graphs; every other quad passes unchanged and at once.

    Only statements and reifiers that bear a claim's IRI are taken, so those about links stay. A statement
    that misses a part is no statement of ours: its quads come out unchanged at the end. What is held are
    the parts of statements that are not complete yet, few where a file is grouped by subject.
    """
    waiting: dict[str, dict[NamedNode, Quad]] = {}
    for quad in quads:
        iri = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
        if quad.graph_name != _FACTS or not iri.startswith(CLAIMS):
            yield quad
        elif quad.predicate == REIFIES and isinstance(quad.object, Triple):
            fact = quad.object
            yield Quad(fact.subject, fact.predicate, fact.object, NamedNode(iri))
        elif "#" not in iri or not _is_part(quad) or quad.predicate in waiting.get(iri, ()):
            yield quad
        else:
            parts = waiting.setdefault(iri, {})
            parts[quad.predicate] = quad
            if len(parts) == len(_PARTS):
                del waiting[iri]
                yield _fact(parts)
    for parts in waiting.values():
        yield from parts.values()


def _is_part(quad: Quad) -> bool:
    if quad.predicate == TYPE:
        return quad.object == STATEMENT
    if quad.predicate == SUBJECT:
        return isinstance(quad.object, NamedNode | BlankNode)
    if quad.predicate in (PREDICATE, PART_OF):
        return isinstance(quad.object, NamedNode)
    return quad.predicate == OBJECT


def _fact(parts: dict[NamedNode, Quad]) -> Quad:
    subject, predicate, value, claim = (parts[part].object for part in (SUBJECT, PREDICATE, OBJECT, PART_OF))
    # '_is_part' let only the right kinds of terms in.
    return Quad(subject, predicate, value, claim)  # type: ignore[arg-type]
