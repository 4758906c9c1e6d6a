"""What a store already holds about sources and entities, asked with few queries on any kind of store."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from ..model.prefixes import PREFIXES
from ..model.record import Record
from ..model.terms import (
    ALT_LABEL,
    CLAIM,
    COMMENT,
    DEFINED_BY,
    DERIVED_PROPERTIES,
    EVIDENCE,
    EXCLUDED_SPAN,
    HAS_SOURCE,
    HIDDEN_LABEL,
    PREF_LABEL,
    SHA256,
    SPEAKER,
    TYPE,
    entity_iri,
    source_iri,
)
from ..store.definitions import describe
from ..store.quads import FACTS, contents_from_quads, entities_from_quads
from .tally import Totals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model.claim import Entity, SourceContent
    from ..store.base import Store

_BATCH = 200
# Predicate by predicate: a variable one would make the engine read all facts of an entity, or of all.
_DESCRIPTION = " UNION ".join(
    f"{{ ?s {p} ?o BIND({p} AS ?p) }}"
    for p in (TYPE, PREF_LABEL, ALT_LABEL, HIDDEN_LABEL, COMMENT, DEFINED_BY)
)


class KnownEntity(Record):
    """An entity as the store has it, and the ids of the sources that define it."""

    entity: Entity
    definers: tuple[str, ...]

    @property
    def description(self) -> str:
        """Everything that the definition says, as one text."""
        return describe(self.entity)


def source_ids(store: Store) -> set[str]:
    """The ids of the sources that a store holds."""
    rows = store.select(f"SELECT DISTINCT ?source WHERE {{ ?source {SHA256} ?sum }}")
    return {str(row[0].value).removeprefix(PREFIXES["src"]) for row in rows}


def content_of(store: Store, source_id: str) -> SourceContent | None:
    """A source as the store holds it; None when it holds no such source."""
    contents = contents_from_quads(quads_of(store, source_iri(source_id)))
    return next((content for content in contents if content.source.id == source_id), None)


def quads_of(store: Store, source: NamedNode) -> Iterator[Quad]:
    """What a source says, as a store holds it: its description, quotes, claims, claim graphs and entities.

    Facts come in the claim graphs only. Some quads may come twice.
    """
    rows = store.select(
        "SELECT DISTINCT ?s ?p ?o WHERE {"
        f" {{ ?s {HAS_SOURCE} {source} . ?s ?p ?o }}"
        f" UNION {{ ?quote {HAS_SOURCE} {source} . ?s {EVIDENCE} ?quote . ?s ?p ?o }}"
        f" UNION {{ {source} {EXCLUDED_SPAN} ?s . ?s ?p ?o }}"
        f" UNION {{ {source} ?p ?o BIND({source} AS ?s) }}"
        " }"
    )
    for row in rows:
        yield Quad(row[0], row[1], row[2], FACTS)
    rows = store.select(f"SELECT DISTINCT ?s ?p ?o WHERE {{ ?s {DEFINED_BY} {source} . {_DESCRIPTION} }}")
    for row in rows:
        yield Quad(row[0], row[1], row[2], FACTS)
    rows = store.select(
        f"SELECT DISTINCT ?claim ?s ?p ?o WHERE {{ ?quote {HAS_SOURCE} {source} ."
        f" ?claim {EVIDENCE} ?quote . GRAPH ?claim {{ ?s ?p ?o }} }}"
    )
    for row in rows:
        yield Quad(row[1], row[2], row[3], row[0])


def known_entities(store: Store, slugs: Iterable[str]) -> Iterator[KnownEntity]:
    """Those of the entities that the store defines, with the sources that do."""
    for batch in batches(slugs, _BATCH):
        values = " ".join(str(entity_iri(slug)) for slug in batch)
        rows = store.select(
            f"SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }} ?s {DEFINED_BY} ?source ."
            f" {_DESCRIPTION} }}"
        )
        yield from _entities(Quad(row[0], row[1], row[2], FACTS) for row in rows)


def entities_defined_by(store: Store, ids: Iterable[str]) -> Iterator[KnownEntity]:
    """The entities that any of the sources defines; one may come once per batch of sources."""
    for batch in batches(sorted(ids), _BATCH):
        values = " ".join(str(source_iri(id_)) for id_ in batch)
        rows = store.select(
            f"SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES ?source {{ {values} }} ?s {DEFINED_BY} ?source ."
            f" {_DESCRIPTION} }}"
        )
        yield from _entities(Quad(row[0], row[1], row[2], FACTS) for row in rows)


def users_of(store: Store, slugs: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(slug, source id) for every source whose claims state something with one of the entities."""
    for batch in batches(sorted(slugs), _BATCH):
        values = " ".join(str(entity_iri(slug)) for slug in batch)
        rows = store.select(
            "SELECT DISTINCT ?entity ?source WHERE {"
            f" VALUES ?entity {{ {values} }}"
            " { GRAPH ?claim { ?entity ?p ?o } } UNION { GRAPH ?claim { ?s ?p ?entity } }"
            f" UNION {{ ?claim {SPEAKER} ?entity }}"
            f" ?claim {EVIDENCE} ?quote . ?quote {HAS_SOURCE} ?source }}"
        )
        for row in rows:
            entity, source = str(row[0].value), str(row[1].value)
            yield entity.removeprefix(PREFIXES["id"]), source.removeprefix(PREFIXES["src"])


def totals(store: Store) -> Totals:
    """How many sources, claims, facts (distinct triples, derived ones left out) and entities there are."""
    derived = ", ".join(str(p) for p in sorted(DERIVED_PROPERTIES, key=str))
    return Totals(
        _count(store, f"SELECT DISTINCT ?x WHERE {{ ?x {SHA256} ?sum }}"),
        _count(store, f"SELECT DISTINCT ?x WHERE {{ ?x {TYPE} {CLAIM} }}"),
        _count(
            store,
            f"SELECT DISTINCT ?s ?p ?o WHERE {{ ?claim {EVIDENCE} ?quote . GRAPH ?claim {{ ?s ?p ?o }}"
            f" FILTER(?p NOT IN ({derived})) }}",
        ),
        _count(store, f"SELECT DISTINCT ?x WHERE {{ ?x {DEFINED_BY} ?source . ?source {SHA256} ?sum }}"),
    )


def batches(items: Iterable[str], size: int) -> Iterator[list[str]]:
    """The items in lists of at most ``size``."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _count(store: Store, query: str) -> int:
    for row in store.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ {query} }}"):
        if isinstance(row[0], Literal):
            return int(row[0].value)
    return 0


def _entities(quads: Iterable[Quad]) -> Iterator[KnownEntity]:
    found = list(quads)
    definers: dict[str, set[str]] = {}
    for quad in found:
        if quad.predicate == DEFINED_BY and isinstance(quad.object, NamedNode):
            slug = str(quad.subject.value).removeprefix(PREFIXES["id"])  # type: ignore[union-attr]
            definers.setdefault(slug, set()).add(quad.object.value.removeprefix(PREFIXES["src"]))
    for entity in entities_from_quads(found):
        yield KnownEntity(entity, tuple(sorted(definers[entity.slug])))
