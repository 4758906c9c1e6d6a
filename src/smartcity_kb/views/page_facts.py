"""The facts that one page shows: all of a usual entity's, some of each relation of a hub's."""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..model.record import Record
from ..model.terms import DERIVED_PROPERTIES, DESCRIPTION_PROPERTIES, EVIDENCE_PROPERTIES
from .facts import Fact, facts_around, with_claims

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..store.base import Store

    # (term IRI, read from object to subject?)
    Direction = tuple[str, bool]

# With more (fact, claim) pairs than this an entity is a hub: a page of them all serves no reader.
MOST_ROWS = 200
# Of the claims that state a hub's fact, so many are given.
MOST_CLAIMS = 3
# What describes an entity or evidence, as a list for SPARQL's IN.
NO_FACTS = ", ".join(
    str(p) for p in sorted(DESCRIPTION_PROPERTIES | EVIDENCE_PROPERTIES | DERIVED_PROPERTIES, key=str)
)


class PageFacts(Record):
    """Facts around an entity, and what was left out.

    ``more`` has for each (term IRI, inverse) of a hub how many of its facts are not among ``facts``; it
    is empty for a usual entity, all of whose facts are there.
    """

    facts: tuple[Fact, ...]
    more: dict[tuple[str, bool], int]


def page_facts(store: Store, entity: NamedNode, limit: int) -> PageFacts:
    """The facts that have an entity as subject or object; for a hub, ``limit`` of each relation.

    Three queries more for a hub than for a usual entity, whatever its size. Which of a hub's facts are
    given is the store's choice.
    """
    facts = facts_around(store, entity, MOST_ROWS + 1)
    if sum(max(1, len(fact.claims)) for fact in facts) <= MOST_ROWS:
        return PageFacts(facts, {})
    counts = counts_of(store, entity)
    some = list(some_of(store, entity, counts, limit))
    proven = with_claims(store, some, MOST_CLAIMS)
    elsewhere = _in_some_graph(store, [fact for fact in proven if not fact.claims])
    kept = [fact for fact in proven if fact.claims or fact not in elsewhere]
    more = {direction: count - limit for direction, count in counts.items() if count > limit}
    return PageFacts(tuple(sorted(kept, key=lambda fact: fact.key)), more)


def counts_of(store: Store, entity: NamedNode) -> dict[Direction, int]:
    """(term IRI, inverse) -> how many facts an entity has of that relation, counted without reading them."""
    query = (
        f'SELECT ?p ?read (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {{ {entity} ?p ?x BIND("on" AS ?read) }}'
        f' UNION {{ ?x ?p {entity} BIND("back" AS ?read) }} FILTER(?p NOT IN ({NO_FACTS})) }}'
        " GROUP BY ?p ?read"
    )
    rows = [tuple(getattr(term, "value", "") for term in row) for row in store.select(query)]
    return {(p, read == "back"): int(n) for p, read, n in rows}


def some_of(store: Store, entity: NamedNode, counts: Iterable[Direction], limit: int) -> Iterator[Fact]:
    """``limit`` facts of each of these relations of an entity, their claims left out."""
    asked = " UNION ".join(
        f"{{ SELECT DISTINCT ?s ?p ?o WHERE {{ BIND({NamedNode(term)} AS ?p) {triple} }} LIMIT {limit} }}"
        for term, inverse in sorted(counts)
        for triple in [
            f"BIND({entity} AS ?o) ?s {NamedNode(term)} {entity}"
            if inverse
            else f"BIND({entity} AS ?s) {entity} {NamedNode(term)} ?o"
        ]
    )
    if asked:
        for row in store.select(f"SELECT DISTINCT ?s ?p ?o WHERE {{ {asked} }}"):
            if isinstance(row[0], NamedNode) and isinstance(row[1], NamedNode) and row[2] is not None:
                yield Fact(row[0].value, row[1].value, row[2], ())


def _in_some_graph(store: Store, facts: list[Fact]) -> set[Fact]:
    """Those facts that stand in a named graph: links, terms, which are shown elsewhere."""
    if not facts:
        return set()
    asked = " UNION ".join(
        f"{{ SELECT ({number} AS ?fact) WHERE {{"
        f" GRAPH ?g {{ {NamedNode(fact.subject)} {NamedNode(fact.term)} {fact.object} }} }} LIMIT 1 }}"
        for number, fact in enumerate(facts)
    )
    rows = store.select(f"SELECT DISTINCT ?fact WHERE {{ {asked} }}")
    return {facts[int(getattr(row[0], "value", ""))] for row in rows}
