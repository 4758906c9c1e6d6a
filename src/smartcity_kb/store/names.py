"""Folded names of entities, found by likeness: candidates for search, ranked by the view that asks."""

from __future__ import annotations

from pyoxigraph import Literal

from ..model.terms import FOLDED_LABEL, GRAPH_SEARCH
from ..model.text import trigrams

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .base import Store

# More trigrams than this make the query long and the answer no better.
_MOST_TRIGRAMS = 24


def names_like(store: Store, folded: str, limit: int) -> Iterator[tuple[str, str]]:
    """Pairs of (entity IRI, folded name) that share enough with a folded text to be looked at.

    Names that contain the text come first, then those with the most of its trigrams; about ``limit`` of
    them. Works by one query on ``graph:search``, so it serves endpoints too.
    """
    grams = list(trigrams(folded))[:_MOST_TRIGRAMS]
    shared = " + ".join(f"IF(CONTAINS(?name, {Literal(gram)}), 1, 0)" for gram in grams) or "0"
    # One typing error spoils at most three trigrams; a third of them is enough to look closer.
    needed = max(1, len(grams) // 3)
    query = (
        f"SELECT DISTINCT ?entity ?name ?score WHERE {{ GRAPH {GRAPH_SEARCH} {{"
        f" ?entity {FOLDED_LABEL} ?name }} BIND(IF(CONTAINS(?name, {Literal(folded)}), 1000, 0)"
        f" + {shared} AS ?score) FILTER(?score >= {needed}) }}"
        f" ORDER BY DESC(?score) STRLEN(?name) ?name ?entity LIMIT {limit}"
    )
    for row in store.select(query):
        yield getattr(row[0], "value", ""), getattr(row[1], "value", "")


def entities_named(store: Store, folded: str) -> Iterator[str]:
    """The IRIs of the entities that have just this folded name."""
    query = f"SELECT DISTINCT ?entity WHERE {{ GRAPH {GRAPH_SEARCH} {{ ?entity {FOLDED_LABEL} {Literal(folded)} }} }}"
    for row in store.select(query):
        yield getattr(row[0], "value", "")
