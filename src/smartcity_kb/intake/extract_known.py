"""What extraction has to know of a knowledge base: its entities by name, its sources by content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ..model.claim import Noise
from ..model.prefixes import PREFIXES, curie
from ..model.terms import (
    ALT_LABEL,
    ARTICLE_BODY,
    DEFINED_BY,
    END,
    EXCLUDED_SPAN,
    HIDDEN_LABEL,
    PREF_LABEL,
    SHA256,
    START,
    TYPE,
    source_iri,
)
from .extract_files import KnownSource
from .likeness import shingles
from .linking import KnownEntity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..store.base import Store

# Comparing an article with more texts than this takes longer than extracting from it; identical bytes are
# told whatever the number.
MAX_COMPARED = 2000


def known_names(store: Store) -> list[KnownEntity]:
    """Every entity that a source of the store defines, with its names and types, ordered by slug."""
    names = " ".join(map(str, (PREF_LABEL, ALT_LABEL, HIDDEN_LABEL, TYPE)))
    rows = store.select(
        f"SELECT DISTINCT ?e ?p ?o WHERE {{ ?e {DEFINED_BY} ?source . VALUES ?p {{ {names} }} ?e ?p ?o }}"
    )
    labels: dict[str, dict[str, str]] = {}
    others: dict[str, set[str]] = {}
    types: dict[str, set[str]] = {}
    for row in rows:
        entity, predicate, value = row[0], row[1], row[2]
        slug = str(getattr(entity, "value", "")).removeprefix(PREFIXES["id"])
        if predicate == TYPE and isinstance(value, NamedNode):
            types.setdefault(slug, set()).add(curie(value.value))
        elif predicate == PREF_LABEL and isinstance(value, Literal):
            labels.setdefault(slug, {})[value.language or ""] = value.value
        elif isinstance(value, Literal):
            others.setdefault(slug, set()).add(value.value)
    return [
        KnownEntity(
            slug,
            texts.get("vi", ""),
            texts.get("en", ""),
            tuple(sorted(others.get(slug, ()))),
            tuple(sorted(types.get(slug, ()))),
        )
        for slug, texts in sorted(labels.items())
    ]


def known_sources(store: Store) -> list[KnownSource]:
    """The sources of a store by checksum; the first MAX_COMPARED also by their text without noise."""
    rows = store.select(f"SELECT DISTINCT ?source ?sum WHERE {{ ?source {SHA256} ?sum }}")
    sums = sorted((_id(row[0]), str(getattr(row[1], "value", ""))) for row in rows)
    return [
        KnownSource(id_, checksum, _shingles(store, id_) if number < MAX_COMPARED else frozenset())
        for number, (id_, checksum) in enumerate(sums)
    ]


def _shingles(store: Store, id_: str) -> frozenset[int]:
    source = source_iri(id_)
    for row in store.select(f"SELECT DISTINCT ?body WHERE {{ {source} {ARTICLE_BODY} ?body }}"):
        text = str(getattr(row[0], "value", ""))
        return shingles(text, list(_noise(store, source, len(text))))
    return frozenset()


def _noise(store: Store, source: NamedNode, length: int) -> Iterator[Noise]:
    rows = store.select(
        f"SELECT DISTINCT ?start ?end WHERE {{ {source} {EXCLUDED_SPAN} ?span ."
        f" ?span {START} ?start ; {END} ?end }}"
    )
    for row in rows:
        start, end = (int(str(getattr(value, "value", "0"))) for value in (row[0], row[1]))
        if 0 <= start < end <= length:
            yield Noise(start, end, "")


def _id(value: object) -> str:
    return str(getattr(value, "value", "")).removeprefix(PREFIXES["src"])
