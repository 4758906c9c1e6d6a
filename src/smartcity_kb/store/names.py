"""Folded names of entities, found by likeness: candidates for search, ranked by the view that asks."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from ..model.terms import FOLDED_LABEL, GRAPH_SEARCH
from ..model.text import trigrams

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .base import Store

# So many names are looked at closely for one search.
CANDIDATES = 400
# More trigrams than this make the query long and the answer no better.
_MOST_TRIGRAMS = 24


def names_like(store: Store, folded: str, enough: int) -> list[tuple[str, str]]:
    """Pairs of (entity IRI, folded name) that share enough with a folded text to be looked at.

    Among them are the names of the ``enough`` likest entities. A store on disk has an index for this;
    without one, or where it is behind the store, the store itself is asked.
    """
    folder = getattr(store, "names", None)
    if folder:
        names = _from_index(folder, folded, enough)
        if names is not None:
            return names
    return list(_from_store(store, folded, max(enough, CANDIDATES)))


def _from_index(folder: str, folded: str, enough: int) -> list[tuple[str, str]] | None:
    from .name_index import open_index

    db = open_index(folder)
    if db is None:
        return None
    from sqlite3 import Error

    from .name_lookup import look_up

    try:
        return look_up(db, folded, enough)
    except Error:
        return None
    finally:
        db.close()


def _from_store(store: Store, folded: str, most: int) -> Iterator[tuple[str, str]]:
    """By one query on ``graph:search``, so it serves endpoints too.

    Names that contain the text come first, then those with the most of its trigrams.
    """
    grams = list(trigrams(folded))[:_MOST_TRIGRAMS]
    shared = " + ".join(f"IF(CONTAINS(?name, {Literal(gram)}), 1, 0)" for gram in grams) or "0"
    # One typing error spoils at most three trigrams; a third of them is enough to look closer.
    needed = max(1, len(grams) // 3)
    query = (
        f"SELECT DISTINCT ?entity ?name ?score WHERE {{ GRAPH {GRAPH_SEARCH} {{"
        f" ?entity {FOLDED_LABEL} ?name }} BIND(IF(CONTAINS(?name, {Literal(folded)}), 1000, 0)"
        f" + {shared} AS ?score) FILTER(?score >= {needed}) }}"
        f" ORDER BY DESC(?score) STRLEN(?name) ?name ?entity LIMIT {most}"
    )
    for row in store.select(query):
        yield getattr(row[0], "value", ""), getattr(row[1], "value", "")


def ensure_index(store: Store) -> None:
    """Build the index of a store on disk anew where there is none to be trusted."""
    folder = getattr(store, "names", None)
    if folder:
        from .name_index import build, is_trusted

        if not is_trusted(folder):
            build(folder, all_names(store))


def all_names(store: Store) -> Iterator[tuple[str, str]]:
    """Every pair of (entity IRI, folded name), in no order."""
    for quad in store.quads(predicate=FOLDED_LABEL, graph=GRAPH_SEARCH):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            yield quad.subject.value, quad.object.value


def tolerance(word: str) -> int:
    """As many typing errors as people make in a word of this length before it is another word."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2
