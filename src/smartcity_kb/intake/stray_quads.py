"""What stands in an RDF file and belongs to no source: facts without evidence, blank nodes, odd graphs."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..model.errors import Problem
from ..model.prefixes import curie
from ..model.terms import (
    ALT_LABEL,
    ARTICLE_BODY,
    AS_OF,
    CERTAINTY,
    CHAR_LENGTH,
    CLAIM,
    COMMENT,
    DEFINED_BY,
    END,
    EVIDENCE,
    EXACT,
    EXCLUDED_SPAN,
    FOLDED_LABEL,
    GRAPH_LINKS,
    GRAPH_SEARCH,
    GRAPH_VOCABULARY,
    HAS_SOURCE,
    HIDDEN_LABEL,
    LANGUAGE,
    PREF_LABEL,
    SHA256,
    SPEAKER,
    START,
    TITLE,
    TYPE,
)
from ..model.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from ..store.oxigraph import OxigraphStore

_MOST = 50
_OWN_GRAPHS = f"{GRAPH_LINKS}, {GRAPH_VOCABULARY}, {GRAPH_SEARCH}"
# What each kind of thing may bear in the default graph; anything else is a fact, which needs a claim.
_OF_CLAIMS = (CERTAINTY, EVIDENCE, SPEAKER)
_OF_QUOTES = (HAS_SOURCE, EXACT)
_OF_SOURCES = (SHA256, CHAR_LENGTH, ARTICLE_BODY, LANGUAGE, AS_OF, EXCLUDED_SPAN)
_OF_ENTITIES = (PREF_LABEL, ALT_LABEL, HIDDEN_LABEL)
_SHARED = (TYPE, COMMENT, DEFINED_BY, START, END)
_BOOKKEEPING = ", ".join(str(p) for p in (*_OF_CLAIMS, *_OF_QUOTES, *_OF_SOURCES, *_OF_ENTITIES, *_SHARED))
# Each EXISTS is one pattern: engines plan longer ones badly.
_KNOWN_SUBJECT = (
    f"FILTER NOT EXISTS {{ ?s {EVIDENCE} ?quote }} FILTER NOT EXISTS {{ ?s {HAS_SOURCE} ?source }}"
    f" FILTER NOT EXISTS {{ ?source {EXCLUDED_SPAN} ?s }} FILTER NOT EXISTS {{ ?s {DEFINED_BY} ?source }}"
    f" FILTER NOT EXISTS {{ ?s {SHA256} ?sum }}"
)


def _values(predicates: tuple[NamedNode, ...]) -> str:
    return f"VALUES ?p {{ {' '.join(str(p) for p in predicates)} }} ?s ?p ?o"


# (what to say about a row, the query that finds rows; the first variable is what the problem is about)
_CHECKS = (
    (
        "a blank node in {1} {2} {3}; give it an IRI",
        "SELECT DISTINCT ?g ?s ?p ?o WHERE { { ?s ?p ?o BIND(?s AS ?g) } UNION { GRAPH ?g { ?s ?p ?o } }"
        " FILTER(isBlank(?s) || isBlank(?o) || isBlank(?g)) }",
    ),
    (
        "this graph is no claim; facts stand in graphs of claims, links in {links}",
        f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ }} FILTER(!isBlank(?g) && ?g NOT IN ({_OWN_GRAPHS}))"
        f" FILTER NOT EXISTS {{ ?g {TYPE} {CLAIM} }} }}",
    ),
    (
        "facts without evidence: no claim states {0} {1} {2}; add the claim and its quote,"
        " or put links into {links}",
        f"SELECT DISTINCT ?s ?p ?o WHERE {{ ?s ?p ?o FILTER(?p NOT IN ({_BOOKKEEPING}))"
        f" FILTER(!(?p = {TITLE} && EXISTS {{ ?s {SHA256} ?sum }}))"
        # That other graphs are claims is checked above.
        f" FILTER NOT EXISTS {{ GRAPH ?claim {{ ?s ?p ?o }} FILTER(?claim NOT IN ({_OWN_GRAPHS})) }} }}",
    ),
    (
        "the claim's graph states {1} {2} {3}, the default graph does not; add it there",
        f"SELECT DISTINCT ?claim ?s ?p ?o WHERE {{ ?claim {TYPE} {CLAIM} . GRAPH ?claim {{ ?s ?p ?o }}"
        " FILTER NOT EXISTS { ?s ?p ?o } }",
    ),
    (
        "a claim without evidence; give it the quote that states it (sckb:evidence)",
        f"SELECT DISTINCT ?s WHERE {{ ?s {TYPE} {CLAIM} FILTER NOT EXISTS {{ ?s {EVIDENCE} ?quote }} }}",
    ),
    (
        "the evidence {1} is no quote of a source; describe it (oa:hasSource, oa:exact, oa:start, oa:end)",
        f"SELECT DISTINCT ?s ?quote WHERE {{ ?s {EVIDENCE} ?quote"
        f" FILTER NOT EXISTS {{ ?quote {HAS_SOURCE} ?source }} }}",
    ),
    (
        "the source {1} is not in the file; it needs its text (schema:articleBody) and sckb:sha256",
        f"SELECT DISTINCT ?s ?source WHERE {{"
        f" {{ ?s {HAS_SOURCE} ?source }} UNION {{ ?s {DEFINED_BY} ?source }}"
        f" FILTER NOT EXISTS {{ ?source {SHA256} ?sum }} }}",
    ),
    (
        "a claim with several quotes; a claim has one",
        f"SELECT DISTINCT ?s WHERE {{ ?s {EVIDENCE} ?a, ?b FILTER(STR(?a) < STR(?b)) }}",
    ),
    (
        "not described as a claim, quote or noise of a source, or as an entity that a source defines"
        " (rdfs:isDefinedBy); {1} says nothing here",
        f"SELECT DISTINCT ?s ?p WHERE {{ {_values((*_OF_ENTITIES, *_SHARED, *_OF_QUOTES, *_OF_CLAIMS))}"
        f" FILTER(!isBlank(?s)) {_KNOWN_SUBJECT} }}",
    ),
    (
        "{1} belongs to claims only",
        f"SELECT DISTINCT ?s ?p WHERE {{ {_values(_OF_CLAIMS)} FILTER NOT EXISTS {{ ?s {TYPE} {CLAIM} }} }}",
    ),
    (
        "{1} belongs to sources, which have their sckb:sha256",
        f"SELECT DISTINCT ?s ?p WHERE {{ {_values(_OF_SOURCES)} FILTER NOT EXISTS {{ ?s {SHA256} ?sum }} }}",
    ),
)


def stray_quads(store: OxigraphStore, file: str) -> Iterator[Problem]:
    """Everything in a store of RDF files that is no part of a source; at most 50 of a kind."""
    for message, query in _CHECKS:
        for number, row in enumerate(store.select(query)):
            if number == _MOST:
                yield Problem(f"and more than {_MOST} others of this kind", file, claim=_shown(row[0]))
                break
            shown = [_shown(row[index]) for index in range(len(row))]
            text = message.format(*shown, links=curie(GRAPH_LINKS.value))
            yield Problem(text, file, claim=_shown(row[0]))
    yield from _odd_search_quads(store, file)


def _odd_search_quads(store: OxigraphStore, file: str) -> Iterator[Problem]:
    for quad in islice(_wrong_folds(store), _MOST):
        yield Problem(
            f"{_shown(quad.object)} in {curie(GRAPH_SEARCH.value)} is no folded name of it;"
            " leave that graph out, loading makes it",
            file,
            claim=_shown(quad.subject),
        )


def _wrong_folds(store: OxigraphStore) -> Iterator[Quad]:
    for quad in store.quads(graph=GRAPH_SEARCH):
        names = [
            fold(str(getattr(named.object, "value", "")))
            for predicate in _OF_ENTITIES
            for named in store.quads(quad.subject, predicate)
        ]
        if quad.predicate != FOLDED_LABEL or getattr(quad.object, "value", None) not in names:
            yield quad


def _shown(node: object) -> str:
    text = curie(node.value) if isinstance(node, NamedNode) else str(node)
    return text if len(text) <= 80 else text[:80] + "…"
