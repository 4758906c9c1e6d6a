"""Labels: what entities, terms, types and sources are called in the reader's language."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from ..model.terms import (
    EDTF,
    GRAPH_LINKS,
    GRAPH_VOCABULARY,
    INVERSE_LABEL,
    LABEL,
    PREF_LABEL,
    TITLE,
    XSD_BOOLEAN,
    XSD_DATE,
    XSD_G_YEAR,
    XSD_G_YEAR_MONTH,
    curie,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..store.base import Object, Store

LANGUAGES = ("vi", "en")
_BATCH = 500
_DATES = frozenset({EDTF, XSD_DATE, XSD_G_YEAR_MONTH, XSD_G_YEAR})
_BOOLEANS = {("true", "vi"): "có", ("false", "vi"): "không", ("true", "en"): "yes", ("false", "en"): "no"}


class Words:
    """What to call things in one language; made by ``words_for``."""

    def __init__(self, lang: str, names: dict[str, str], inverse: dict[str, str]) -> None:
        self.lang = lang
        self._names = names
        self._inverse = inverse

    def name(self, iri: str) -> str:
        """The label of an entity, term, type or source; its CURIE when it has none."""
        return self._names.get(iri) or curie(iri)

    def relation(self, term: str, inverse: bool = False) -> str:
        """The words for a relation, read from subject to object, or the other way round."""
        if not inverse:
            return self.name(term)
        return self._inverse.get(term) or f"← {self.name(term)}"

    def value(self, value: Object) -> str:
        """An object in words: a label, a date as people write it, yes or no, or the text itself."""
        if isinstance(value, NamedNode):
            return self.name(value.value)
        if not isinstance(value, Literal):
            return str(value)
        if value.datatype in _DATES:
            from ..model.dates import display

            return display(value.value, self.lang)
        if value.datatype == XSD_BOOLEAN:
            return _BOOLEANS.get((value.value, self.lang), value.value)
        return value.value


def words_for(store: Store, iris: Iterable[str], lang: str) -> Words:
    """The words for these entities, terms, types and sources, asked for in as few queries as possible."""
    found: dict[str, list[tuple[int, str]]] = {}
    inverse: dict[str, list[tuple[int, str]]] = {}
    wanted = sorted(set(iris))
    for start in range(0, len(wanted), _BATCH):
        for iri, kind, label in _rows(store, wanted[start : start + _BATCH]):
            rank = _rank(label.language or "", lang)
            if kind == INVERSE_LABEL:
                inverse.setdefault(iri, []).append((rank, label.value))
            else:
                # A document's title is a fact; its label is what it is called.
                rank += 10 if kind == TITLE else 0
                found.setdefault(iri, []).append((rank, label.value))
    names = {iri: min(labels)[1] for iri, labels in found.items()}
    return Words(lang, names, {iri: min(labels)[1] for iri, labels in inverse.items()})


def labels_of(store: Store, iris: Iterable[str], lang: str) -> dict[str, str]:
    """IRI -> label in the language, else in the other one, else the CURIE."""
    wanted = list(iris)
    words = words_for(store, wanted, lang)
    return {iri: words.name(iri) for iri in wanted}


def _rows(store: Store, iris: list[str]) -> Iterable[tuple[str, NamedNode, Literal]]:
    values = " ".join(str(NamedNode(iri)) for iri in iris)
    query = (
        f"SELECT DISTINCT ?e ?kind ?label WHERE {{ VALUES ?e {{ {values} }} {{"
        f" VALUES ?kind {{ {PREF_LABEL} {TITLE} }} ?e ?kind ?label }} UNION {{"
        f" GRAPH {GRAPH_VOCABULARY} {{ VALUES ?kind {{ {LABEL} {INVERSE_LABEL} }} ?e ?kind ?label }}"
        " } UNION {"
        f" GRAPH {GRAPH_LINKS} {{ VALUES ?kind {{ {PREF_LABEL} }} ?e ?kind ?label }} }} }}"
    )
    for row in store.select(query):
        entity, kind, label = row[0], row[1], row[2]
        if isinstance(entity, NamedNode) and isinstance(kind, NamedNode) and isinstance(label, Literal):
            yield entity.value, kind, label


def _rank(language: str, lang: str) -> int:
    if language == lang:
        return 0
    return 1 if language in LANGUAGES else 2
