"""Statistics: how much a knowledge base holds, of what types, and which entities are most connected."""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..model.record import Record
from ..model.terms import DERIVED_PROPERTIES, EVIDENCE, PREF_LABEL, SHA256, TYPE
from .labels import words_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..store.base import Store


class Count(Record):
    """How often something occurs: ``iri`` and ``label`` say what, ``count`` how often."""

    iri: str
    label: str
    count: int


class Statistics(Record):
    """Totals, and counts by type, by relation and by certainty, the largest first.

    ``connected`` are the entities with the most relations to other entities, either way.
    """

    sources: int
    claims: int
    facts: int
    entities: int
    types: tuple[Count, ...]
    relations: tuple[Count, ...]
    certainties: tuple[Count, ...]
    connected: tuple[Count, ...]


def statistics(store: Store, lang: str = "vi", limit: int = 10) -> Statistics:
    """Count what a store holds; ``limit`` bounds the list of most connected entities."""
    derived = ", ".join(str(p) for p in sorted(DERIVED_PROPERTIES, key=str))
    stated = f"GRAPH ?claim {{ ?s ?p ?o }} ?claim {EVIDENCE} ?quote FILTER(?p NOT IN ({derived}))"
    relations = _counts(
        store,
        f"SELECT ?p (COUNT(*) AS ?n) WHERE {{ SELECT DISTINCT ?s ?p ?o WHERE {{ {stated} }} }} GROUP BY ?p",
    )
    types = _counts(
        store,
        f"SELECT ?t (COUNT(DISTINCT ?e) AS ?n) WHERE {{ ?e {PREF_LABEL} ?label ; {TYPE} ?t }} GROUP BY ?t",
    )
    certainties = _counts(
        store, "SELECT ?c (COUNT(DISTINCT ?claim) AS ?n) WHERE { ?claim sckb:certainty ?c } GROUP BY ?c"
    )
    connected = _most_connected(store, limit)
    words = words_for(store, [*relations, *types, *certainties, *connected], lang)

    def ranked(counts: dict[str, int]) -> tuple[Count, ...]:
        rows = [Count(iri, words.name(iri), count) for iri, count in counts.items()]
        return tuple(sorted(rows, key=lambda row: (-row.count, row.iri)))

    return Statistics(
        _number(store, f"SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ ?s {SHA256} ?sha }}"),
        _number(store, f"SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE {{ ?c {EVIDENCE} ?quote }}"),
        sum(relations.values()),
        _number(store, f"SELECT (COUNT(DISTINCT ?e) AS ?n) WHERE {{ ?e {PREF_LABEL} ?label ; {TYPE} ?t }}"),
        ranked(types),
        ranked(relations),
        ranked(certainties),
        ranked(connected),
    )


def _most_connected(store: Store, limit: int) -> dict[str, int]:
    """The ``limit`` entities in most facts with other entities, either way; of equals those first by IRI."""
    # Engines compare IRIs by reading them again and again: by count alone it is a third of the time at
    # 100,000 entities. Equals are ordered here, and rows are read no further than to the last of them.
    rows = store.select(
        "SELECT ?e (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?e ?p ?other ?way WHERE {"
        " { GRAPH ?claim { ?e ?p ?other } BIND(1 AS ?way) } UNION {"
        " GRAPH ?claim { ?other ?p ?e } BIND(2 AS ?way) }"
        f" ?claim {EVIDENCE} ?quote FILTER(isIRI(?other) && isIRI(?e)) }} }} GROUP BY ?e ORDER BY DESC(?n)"
    )
    ranked: list[tuple[int, str]] = []
    for row in rows:
        count = int(getattr(row[1], "value", "0"))
        if len(ranked) >= limit and -count > ranked[-1][0]:
            break
        if isinstance(row[0], NamedNode):
            ranked.append((-count, row[0].value))
    return {iri: -count for count, iri in sorted(ranked)[:limit]}


def _counts(store: Store, query: str) -> dict[str, int]:
    return {
        row[0].value: int(getattr(row[1], "value", "0"))
        for row in store.select(query)
        if isinstance(row[0], NamedNode)
    }


def _number(store: Store, query: str) -> int:
    return next((int(getattr(row[0], "value", "0")) for row in store.select(query)), 0)
