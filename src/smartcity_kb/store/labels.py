"""What entities, terms and types are called in each language, and which type of an entity says the most."""

from __future__ import annotations

from pyoxigraph import DefaultGraph, Literal, NamedNode

from ..model.prefixes import curie
from ..model.terms import GRAPH_LINKS, GRAPH_VOCABULARY, LABEL, PREF_LABEL, TITLE, TYPE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .base import Graph, Object, Store

# Every entity has a label in each.
LABEL_LANGUAGES = ("vi", "en")
# The properties that call things something, and the graphs in which they do.
CALLED: tuple[tuple[NamedNode, Graph], ...] = (
    (PREF_LABEL, DefaultGraph()),
    (TITLE, DefaultGraph()),
    (LABEL, GRAPH_VOCABULARY),
    (PREF_LABEL, GRAPH_LINKS),
)
_BATCH = 500
_TELLING = ("sckb:", "schema:", "org:", "foaf:", "skos:")
# "Agent" and the generic Organization say less than any other type.
_GENERIC = frozenset({"schema:Organization", "schema:Event", "foaf:Agent"})


def label_rank(kind: object, language: str, wanted: str) -> int:
    """How well a label serves a reader, the lowest best: by its language, and whether it is only a title."""
    rank = 0 if language == wanted else 1 if language in LABEL_LANGUAGES else 2
    # A document's title is a fact; its label is what it is called.
    return rank + (10 if kind == TITLE else 0)


def label_pattern(*terms: NamedNode) -> str:
    """A SPARQL pattern that binds ``?kind`` and ``?label`` to what ``?e`` is called.

    ``terms`` are the properties by which the vocabulary calls things.
    """
    of_terms = " ".join(map(str, terms))
    return (
        f"{{ VALUES ?kind {{ {PREF_LABEL} {TITLE} }} ?e ?kind ?label }} UNION {{"
        f" GRAPH {GRAPH_VOCABULARY} {{ VALUES ?kind {{ {of_terms} }} ?e ?kind ?label }}"
        " } UNION {"
        f" GRAPH {GRAPH_LINKS} {{ VALUES ?kind {{ {PREF_LABEL} }} ?e ?kind ?label }} }}"
    )


def labels_in(store: Store, iris: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """IRI -> label for the reader of each of ``LABEL_LANGUAGES``; nothing for what has no label."""
    found: dict[str, list[tuple[object, str, str]]] = {}
    for values in _batches(iris):
        query = f"SELECT DISTINCT ?e ?kind ?label WHERE {{ {values} {label_pattern(LABEL)} }}"
        for entity, kind, label in store.select(query):
            if isinstance(entity, NamedNode) and isinstance(label, Literal):
                found.setdefault(entity.value, []).append((kind, label.language or "", label.value))
    return {iri: for_readers(labels) for iri, labels in found.items()}


def for_readers(labels: Sequence[tuple[object, str, str]]) -> tuple[str, ...]:
    """The best of labels, given as (kind, language, text), for the reader of each of ``LABEL_LANGUAGES``.

    Empty texts where there is none.
    """
    if not labels:
        return ("",) * len(LABEL_LANGUAGES)
    return tuple(
        min((label_rank(kind, language, lang), text) for kind, language, text in labels)[1]
        for lang in LABEL_LANGUAGES
    )


def main_types(store: Store, iris: Iterable[str]) -> dict[str, str]:
    """The most telling type of each entity that has one."""
    types: dict[str, list[str]] = {}
    for values in _batches(iris):
        for row in store.select(f"SELECT DISTINCT ?e ?t WHERE {{ {values} ?e {TYPE} ?t }}"):
            types.setdefault(_iri(row[0]), []).append(_iri(row[1]))
    return {iri: main_type(found) for iri, found in types.items()}


def main_type(types: Iterable[str]) -> str:
    """The type that says the most: ours before those of others, the generic ones last; "" when there is none.

    >>> curie(main_type(["https://schema.org/Organization", "http://www.w3.org/ns/org#FormalOrganization"]))
    'org:FormalOrganization'
    """
    return min(types, key=_telling, default="")


def _telling(type_: str) -> tuple[int, str]:
    short = curie(type_)
    order = next((i for i, prefix in enumerate(_TELLING) if short.startswith(prefix)), len(_TELLING))
    return (order + (10 if short in _GENERIC else 0), type_)


def _batches(iris: Iterable[str]) -> Iterator[str]:
    """Clauses that bind ``?e`` to so many of the IRIs as a query may hold."""
    wanted: Sequence[str] = sorted(set(iris))
    for start in range(0, len(wanted), _BATCH):
        yield f"VALUES ?e {{ {' '.join(str(NamedNode(iri)) for iri in wanted[start : start + _BATCH])} }}"


def _iri(term: Object | None) -> str:
    return getattr(term, "value", "")
