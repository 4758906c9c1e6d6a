"""What the script of the single file searches and draws: names, entities, facts, evidence, dates, queries.

The shapes are those of ``web/src/single/data.ts``; a pair of texts is one in Vietnamese, one in English.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ..model.prefixes import PREFIXES
from ..model.terms import ALT_LABEL, EVIDENCE, FOLDED_LABEL, GRAPH_SEARCH, HIDDEN_LABEL, PREF_LABEL, SHA256
from ..store.labels import main_types
from ..views.facts import evidence_of, iris_in, links_among
from ..views.labels import words_for
from ..views.paths import PLACE_TERMS
from ..views.queries import library
from ..views.query_binding import bind_terms
from ..views.surroundings import whole_graph
from ..views.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..store.base import Store
    from ..views.facts import Fact
    from ..views.queries import QueryFile

_LANGUAGES = ("vi", "en")
# More links than a knowledge base for one file can have.
MOST_LINKS = 1_000_000
# What marks the place of a parameter's term in the text of a query; neither can stand in SPARQL as it is.
_OPEN, _CLOSE = "\u0001", "\u0002"


def page_data(store: Store) -> dict[str, object]:
    """Everything but the pages and the RDF, as values for JSON."""
    facts = links_among(store, _subjects(store))
    names = _folded_names(store)
    claims = evidence_of(store, _claims(store))
    spoken = {iri for row in claims.values() for iri in (row.source, row.speaker) if iri}
    terms = {fact.term for fact in facts}
    entities = (iris_in(facts) - terms) | {iri for iri, _ in names} | spoken | set(_sources(store))
    return {
        "prefixes": PREFIXES,
        "placeTerms": sorted(PLACE_TERMS),
        "entities": _entities(store, sorted(entities)),
        "relations": _relations(store, sorted(terms)),
        "facts": [[fact.subject, fact.term, _target(fact), fact.claims] for fact in facts],
        "claims": {iri: claims[iri] for iri in sorted(claims)},
        "names": names,
        "labels": _labels(store),
        "dates": [[row.iri, row.earliest, row.latest] for row in timeline(store)],
        "queries": {query.name: _query(query) for query in library()},
    }


def _subjects(store: Store) -> list[str]:
    return _iris(store, f"?claim {EVIDENCE} ?quote GRAPH ?claim {{ ?e ?p ?o }}")


def _claims(store: Store) -> list[str]:
    return _iris(store, f"?e {EVIDENCE} ?quote")


def _sources(store: Store) -> list[str]:
    return _iris(store, f"?e {SHA256} ?sum")


def _iris(store: Store, pattern: str) -> list[str]:
    rows = store.select(f"SELECT DISTINCT ?e WHERE {{ {pattern} }}")
    return sorted(row[0].value for row in rows if isinstance(row[0], NamedNode))


def _folded_names(store: Store) -> list[tuple[str, str]]:
    pattern = f"GRAPH {GRAPH_SEARCH} {{ ?e {FOLDED_LABEL} ?name }}"
    return sorted({(iri, name) for iri, name in _texts(store, "?e ?name", pattern) if name})


def _labels(store: Store) -> list[tuple[str, int, str]]:
    """(entity, 0 for a label or 1 for an alias or misspelling, text): what a name is resolved with."""
    kinds = ((PREF_LABEL, 0), (ALT_LABEL, 1), (HIDDEN_LABEL, 1))
    found = {
        (iri, rank, label)
        for kind, rank in kinds
        for iri, label in _texts(store, "?e ?label", f"?e {kind} ?label")
    }
    return sorted(found)


def _entities(store: Store, iris: list[str]) -> dict[str, object]:
    types = main_types(store, iris)
    words = [words_for(store, {*iris, *types.values()}, lang) for lang in _LANGUAGES]
    days = {node.iri: [node.earliest, node.latest] for node in whole_graph(store, limit=MOST_LINKS).nodes}
    return {
        iri: {
            "label": [each.name(iri) for each in words],
            "type": [each.name(types[iri]) if iri in types else "" for each in words],
            "days": days.get(iri, ["", ""]),
        }
        for iri in iris
    }


def _relations(store: Store, terms: list[str]) -> dict[str, object]:
    words = [words_for(store, terms, lang) for lang in _LANGUAGES]
    return {
        term: {
            "on": [each.relation(term) for each in words],
            "back": [each.relation(term, True) for each in words],
        }
        for term in terms
    }


def _query(query: QueryFile) -> dict[str, object]:
    """A query as texts with marked places: one text for each choice of the parameters that may stay free."""
    parameters = [
        {"name": p.name, "variable": p.variable, "type": p.type, "default": p.default, "required": p.required}
        for p in query.parameters
    ]
    free = [p.variable for p in query.parameters if p.default is None and not p.required]
    always = [p.variable for p in query.parameters if p.variable not in free]
    texts = {
        " ".join(chosen): bind_terms(query.text, {v: _mark(v) for v in (*always, *chosen)}, query.name)
        for chosen in _subsets(free)
    }
    return {"parameters": parameters, "texts": texts}


def _mark(variable: str) -> str:
    return _OPEN + variable + _CLOSE


def _subsets(names: list[str]) -> list[tuple[str, ...]]:
    return [chosen for size in range(len(names) + 1) for chosen in combinations(names, size)]


def _texts(store: Store, variables: str, pattern: str) -> Iterator[tuple[str, str]]:
    for row in store.select(f"SELECT DISTINCT {variables} WHERE {{ {pattern} }}"):
        if isinstance(row[0], NamedNode) and isinstance(row[1], Literal):
            yield row[0].value, row[1].value


def _target(fact: Fact) -> str:
    return fact.object.value if isinstance(fact.object, NamedNode) else ""
