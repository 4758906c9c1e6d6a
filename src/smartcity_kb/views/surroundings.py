"""The surroundings of an entity as a graph: who it is tied to, by which facts, and the quotes behind them."""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..model.dates import EdtfError, order_key, parse
from ..model.record import Record
from ..model.terms import DATE_PROPERTIES, EVIDENCE, WHEN
from ..store.labels import main_types
from .asking import Part, ask
from .facts import Fact, evidence_of, links_among, with_claims
from .labels import words_for
from .page_facts import MOST_CLAIMS, MOST_ROWS, counts_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ..model.dates import Day, Edtf
    from ..store.base import Store
    from .facts import EvidenceRow
    from .labels import Words

    # (term IRI, read from object to subject?)
    Direction = tuple[str, bool]

_BATCH = 500


class GraphNode(Record):
    """An entity; ``earliest`` and ``latest`` are its first and last day (ISO), empty where it has none."""

    iri: str
    label: str
    type: str
    earliest: str
    latest: str


class GraphEdge(Record):
    """A fact between two entities, and claims that state it: of a hub's fact the first few."""

    source: str
    target: str
    term: str
    words: str
    claims: tuple[str, ...]


class GraphRelation(Record):
    """How many facts of a relation there are around an entity, and how many have been given so far."""

    term: str
    inverse: bool
    words: str
    total: int
    shown: int


class Surroundings(Record):
    """The graph around an entity; ``words`` names the sources and speakers of the ``evidence``."""

    iri: str
    label: str
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    relations: tuple[GraphRelation, ...]
    evidence: tuple[EvidenceRow, ...]
    words: dict[str, str]


class WholeGraph(Record):
    """Facts between entities, without their evidence; ``total`` also counts those that are left out."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    total: int


def surroundings(store: Store, entity: NamedNode, lang: str = "vi", limit: int = 20) -> Surroundings:
    """The entities that one fact ties to an entity; of a hub, the first ``limit`` of each relation.

    A hub is an entity with more than MOST_ROWS pairs of a fact and its claim, as on its page. Its totals
    also count facts that no claim states and values that are no entities, neither of which is given.
    """
    facts: Sequence[Fact] = links_among(store, [entity.value], MOST_ROWS + 1)
    if sum(len(fact.claims) for fact in facts) <= MOST_ROWS:
        given = _counted(entity, facts)
        return _drawn(store, entity, facts, {way: (number, number) for way, number in given.items()}, lang)
    totals = counts_of(store, entity)
    facts = _pages(store, entity, sorted(totals), 0, limit)
    given = _counted(entity, facts)
    tied = _counted(entity, [fact for fact in facts if isinstance(fact.object, NamedNode)])
    return _drawn(store, entity, facts, {way: (totals[way], given[way]) for way in tied}, lang)


def more_surroundings(
    store: Store, entity: NamedNode, direction: Direction, offset: int, lang: str = "vi", limit: int = 50
) -> Surroundings:
    """The next ``limit`` facts of one relation of an entity.

    In the store's own order, which stays what it is while the store does: sorting all facts of a hub for
    every page of them would take seconds.
    """
    query = f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {_triple(entity, direction, '?x')} }}"
    [[total]] = _texts(store.select(query))
    facts = _pages(store, entity, [direction], offset, limit)
    return _drawn(store, entity, facts, {direction: (int(total), offset + len(facts))}, lang)


def whole_graph(store: Store, lang: str = "vi", limit: int = 20_000) -> WholeGraph:
    """All facts between entities that a claim states; which, where there are more than ``limit``, is the
    store's choice.
    """
    pattern = f"GRAPH ?claim {{ ?s ?p ?o FILTER(isIRI(?o)) }} ?claim {EVIDENCE} ?quote"
    rows = store.select(f"SELECT DISTINCT ?s ?p ?o WHERE {{ {pattern} }} LIMIT {limit + 1}")
    found = [Fact(s, p, NamedNode(o), ()) for s, p, o in _texts(rows)]
    total = len(found)
    if total > limit:
        [[count]] = _texts(
            store.select(
                f"SELECT (COUNT(*) AS ?n) WHERE {{ SELECT DISTINCT ?s ?p ?o WHERE {{ {pattern} }} }}"
            )
        )
        total = int(count)
    facts = sorted(found[:limit], key=lambda fact: fact.key)
    entities = sorted({end for fact in facts for end in _ends(fact)})
    words = words_for(store, {*entities, *(fact.term for fact in facts)}, lang)
    return WholeGraph(tuple(_nodes(store, entities, words)), _edges(facts, words), total)


def well_tied(store: Store, lang: str = "vi", most: int = 10) -> tuple[GraphNode, ...]:
    """Entities to begin with: those with the most facts among the first 2000 of the store."""
    rows = store.select(
        f"SELECT DISTINCT ?s ?o WHERE {{ {{ SELECT ?s ?o WHERE {{"
        f" GRAPH ?claim {{ ?s ?p ?o FILTER(isIRI(?o)) }} ?claim {EVIDENCE} ?quote }} LIMIT 2000 }} }}"
    )
    counts: dict[str, int] = {}
    for pair in _texts(rows):
        for iri in pair:
            counts[iri] = counts.get(iri, 0) + 1
    first = sorted(counts, key=lambda iri: (-counts[iri], iri))[:most]
    return tuple(_nodes(store, first, words_for(store, first, lang)))


def _counted(entity: NamedNode, facts: Iterable[Fact]) -> dict[Direction, int]:
    counts: dict[Direction, int] = {}
    for fact in facts:
        way = (fact.term, fact.subject != entity.value)
        counts[way] = counts.get(way, 0) + 1
    return counts


def _pages(store: Store, entity: NamedNode, ways: Sequence[Direction], offset: int, limit: int) -> list[Fact]:
    """So many facts of each of these relations of an entity, each with a few of its claims."""
    asked = " UNION ".join(
        f"{{ SELECT DISTINCT ?s ?p ?o WHERE {{ {_triple(entity, way, '?s' if way[1] else '?o')}"
        f" BIND({entity} AS {'?o' if way[1] else '?s'}) BIND({NamedNode(way[0])} AS ?p) }}"
        f" LIMIT {limit} OFFSET {offset} }}"
        for way in ways
    )
    found = [
        Fact(s.value, p.value, o, ())
        for s, p, o in (store.select(f"SELECT DISTINCT ?s ?p ?o WHERE {{ {asked} }}") if asked else ())
        if isinstance(s, NamedNode) and isinstance(p, NamedNode) and o is not None
    ]
    return with_claims(store, sorted(found, key=lambda fact: fact.key), MOST_CLAIMS)


def _triple(entity: NamedNode, way: Direction, other: str) -> str:
    term, inverse = NamedNode(way[0]), way[1]
    return f"{other} {term} {entity}" if inverse else f"{entity} {term} {other}"


def _drawn(
    store: Store,
    entity: NamedNode,
    found: Sequence[Fact],
    counts: dict[Direction, tuple[int, int]],
    lang: str,
) -> Surroundings:
    """``counts`` are (total, given so far) by relation."""
    facts = [fact for fact in found if fact.claims and isinstance(fact.object, NamedNode)]
    evidence = evidence_of(store, {claim for fact in facts for claim in fact.claims})
    told = {row.source for row in evidence.values()} | {row.speaker for row in evidence.values()} - {""}
    entities = sorted({entity.value, *(end for fact in facts for end in _ends(fact))})
    words = words_for(store, {*entities, *told, *(term for term, _ in counts)}, lang)
    relations = [
        GraphRelation(way[0], way[1], words.relation(*way), total, given)
        for way, (total, given) in counts.items()
    ]
    return Surroundings(
        entity.value,
        words.name(entity.value),
        tuple(_nodes(store, entities, words)),
        _edges(facts, words),
        tuple(sorted(relations, key=lambda relation: (relation.inverse, relation.words, relation.term))),
        tuple(sorted(evidence.values(), key=lambda row: row.key)),
        {iri: words.name(iri) for iri in sorted(told)},
    )


def _edges(facts: Iterable[Fact], words: Words) -> tuple[GraphEdge, ...]:
    return tuple(GraphEdge(*_ends(fact), fact.term, words.relation(fact.term), fact.claims) for fact in facts)


def _nodes(store: Store, entities: Sequence[str], words: Words) -> Iterator[GraphNode]:
    for start in range(0, len(entities), _BATCH):
        batch = list(entities[start : start + _BATCH])
        types, days = main_types(store, batch), _days(store, batch)
        kinds = words_for(store, set(types.values()), words.lang)
        for iri in batch:
            type_ = kinds.name(types[iri]) if iri in types else ""
            yield GraphNode(iri, words.name(iri), type_, *days.get(iri, ("", "")))


def _days(store: Store, entities: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Entity -> its first and last day, of all its dates; an end that is open or unknown is empty."""
    values = " ".join(str(NamedNode(iri)) for iri in entities)
    kinds = " ".join(str(p) for p in sorted({WHEN, *DATE_PROPERTIES}, key=str))
    pattern = f"VALUES ?e {{ {values} }} VALUES ?kind {{ {kinds} }} ?e ?kind ?date"
    dates: dict[str, list[Edtf]] = {}
    for iri, text in _texts(ask(store, Part(("e", "date"), pattern))):
        try:
            dates.setdefault(iri, []).append(parse(text))
        except EdtfError:
            continue
    return {
        iri: (_outermost([d.earliest for d in known], min), _outermost([d.latest for d in known], max))
        for iri, known in dates.items()
    }


def _outermost(days: list[Day | None], choose: Callable[..., str]) -> str:
    """The first or last of these days; empty when there are none, or one of them is open."""
    known = [str(day) for day in days if day is not None]
    if not known or len(known) < len(days):
        return ""
    return choose(known, key=lambda day: order_key(day, None))


def _ends(fact: Fact) -> tuple[str, str]:
    return fact.subject, getattr(fact.object, "value", "")


def _texts(rows: Iterable[Iterable[object]]) -> Iterator[list[str]]:
    for row in rows:
        yield [getattr(term, "value", "") for term in row]
