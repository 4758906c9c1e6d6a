"""Names looked up in a store itself, by queries on ``graph:search``: slow, but any endpoint answers them."""

from __future__ import annotations

from pyoxigraph import Literal

from ..model.terms import FOLDED_LABEL, GRAPH_SEARCH
from ..model.text import trigrams
from .labels import LABEL_LANGUAGES, labels_in, main_types
from .names import CANDIDATES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .base import Store
    from .name_index import Name
    from .names import Shown

# More trigrams than this make the query long and the answer no better.
_MOST_TRIGRAMS = 24


class QueriedNames:
    """The names of a store without an index."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def like(self, folded: str, enough: int) -> list[Name]:
        """Names that contain the text come first, then those with the most of its trigrams."""
        grams = list(trigrams(folded))[:_MOST_TRIGRAMS]
        shared = " + ".join(f"IF(CONTAINS(?name, {Literal(gram)}), 1, 0)" for gram in grams) or "0"
        # One typing error spoils at most three trigrams; a third of them is enough to look closer.
        needed = max(1, len(grams) // 3)
        query = (
            f"SELECT DISTINCT ?entity ?name ?score WHERE {{ GRAPH {GRAPH_SEARCH} {{"
            f" ?entity {FOLDED_LABEL} ?name }} BIND(IF(CONTAINS(?name, {Literal(folded)}), 1000, 0)"
            f" + {shared} AS ?score) FILTER(?score >= {needed}) }}"
            f" ORDER BY DESC(?score) STRLEN(?name) ?name ?entity LIMIT {max(enough, CANDIDATES)}"
        )
        rows = self._store.select(query)
        return [(getattr(row[0], "value", ""), getattr(row[1], "value", "")) for row in rows]

    def shown(self, iris: Sequence[str], lang: str) -> dict[str, Shown]:
        """What is shown of entities in a language, by two queries."""
        types = main_types(self._store, iris)
        labels = labels_in(self._store, [*iris, *types.values()])
        at = LABEL_LANGUAGES.index(lang)
        called = {iri: texts[at] for iri, texts in labels.items()}
        return {
            iri: (called.get(iri, ""), types.get(iri, ""), called.get(types.get(iri, ""), "")) for iri in iris
        }
