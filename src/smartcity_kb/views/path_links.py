"""What a path search asks a store about links: pairs of entities that some fact ties together.

Only the pairs leave the store: the entities in between are joined inside it, which costs a fiftieth of
reading them. Which facts and claims stand behind a link is asked for the links of the answer alone.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..model.terms import EVIDENCE, GRAPH_LINKS, GRAPH_SEARCH, GRAPH_VOCABULARY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ..store.base import Store

    Pair = tuple[str, str]

# So many ways across the middle are compared; a hub may have a hundred thousand.
MOST_CROSSINGS = 400
# Counting stops here: an entity with more links is a hub, whose links are looked up, not gone through.
HUB = 400
_BATCH = 500
# Looking up all pairs costs less than going through all links up to about so many pairs.
MOST_PAIRS = 1000
_OURS = f"{GRAPH_LINKS}, {GRAPH_SEARCH}, {GRAPH_VOCABULARY}"


class Links:
    """The links between the entities of a store, in either direction.

    ``proven`` makes every question ask for evidence too, which takes longer; otherwise any named graph
    counts as a claim, and the links of an answer have to be checked.
    """

    def __init__(self, store: Store, proven: bool) -> None:
        self._store = store
        self._is_claim = f"?g {EVIDENCE} ?quote" if proven else f"FILTER(?g NOT IN ({_OURS}))"

    def counts(self, entities: Collection[str]) -> dict[str, int]:
        """How many links each entity has, counted per claim and at most to HUB."""
        found: dict[str, int] = {}
        for batch in _batches(entities, _BATCH):
            counting = " UNION ".join(self._count(iri) for iri in batch)
            rows = self._store.select(f"SELECT ?a ?n WHERE {{ {counting} }}")
            found.update((_text(row[0]), int(_text(row[1]))) for row in rows)
        return found

    def around(self, entities: Collection[str]) -> Iterator[Pair]:
        """(entity, neighbour) for every link of some entities."""
        for batch in _batches(entities, _BATCH):
            yield from self._rows(f"SELECT DISTINCT ?a ?x WHERE {{ {self._links_of('?a', '?x', batch)} }}")

    def pairs(self, left: Collection[str], right: Collection[str]) -> list[Pair]:
        """(left, right) for the links between two small sets of entities, each pair looked up."""
        if not left or not right:
            return []
        ends = f"{_values('?a', left)} {_values('?b', right)}"
        return self._rows(
            f"SELECT DISTINCT ?a ?b WHERE {{ {ends} {self._is_linked('?a', '?b')} }} LIMIT {MOST_CROSSINGS}"
        )

    def touching(self, left: Collection[str], right: Collection[str], hubs: Collection[str]) -> list[Pair]:
        """(left, right) for the links between two sets of entities.

        ``hubs`` are those of the left that have too many links to go through.
        """
        found = self.pairs([iri for iri in left if iri in hubs], right)
        others = _values("?b", right)
        for batch in _batches([iri for iri in left if iri not in hubs], _BATCH):
            if len(found) >= MOST_CROSSINGS:
                break
            found += self._rows(
                f"SELECT DISTINCT ?a ?b WHERE {{ {{ SELECT DISTINCT ?a ?b WHERE {{"
                f" {self._links_of('?a', '?b', batch)} }} }} {others} }} LIMIT {MOST_CROSSINGS}"
            )
        return found[:MOST_CROSSINGS]

    def bridges(
        self, left: Collection[str], right: Collection[str], hubs: Collection[str]
    ) -> list[tuple[str, str, str]]:
        """(left, middle, right) for the entities that are linked to both of two sets.

        The links of hubs are looked up from the other side's, except those of the hubs there.
        """
        found: list[tuple[str, str, str]] = []
        for batch in _batches(left, _BATCH):
            for others in _batches(right, _BATCH):
                found += self._bridges(batch, others, hubs)
                if len(found) >= MOST_CROSSINGS:
                    return found[:MOST_CROSSINGS]
        return found

    def _bridges(
        self, left: list[str], right: list[str], hubs: Collection[str]
    ) -> list[tuple[str, str, str]]:
        light = [[iri for iri in side if iri not in hubs] for side in (left, right)]
        heavy = [[iri for iri in side if iri in hubs] for side in (left, right)]
        ways = [
            self._both(light[0], light[1]),
            self._looked_up("?a", light[0], "?b", heavy[1]),
            self._looked_up("?b", light[1], "?a", heavy[0]),
            self._both(heavy[0], heavy[1]),
        ]
        asked = " UNION ".join(f"{{ {way} }}" for way in ways if way)
        rows = self._store.select(f"SELECT DISTINCT ?a ?x ?b WHERE {{ {asked} }} LIMIT {MOST_CROSSINGS}")
        return [(_text(row[0]), _text(row[1]), _text(row[2])) for row in rows]

    def _both(self, left: list[str], right: list[str]) -> str:
        if not left or not right:
            return ""
        return (
            f"{{ SELECT DISTINCT ?a ?x WHERE {{ {self._links_of('?a', '?x', left)} }} }}"
            f" {{ SELECT DISTINCT ?b ?x WHERE {{ {self._links_of('?b', '?x', right)} }} }}"
        )

    def _looked_up(self, near: str, gone_through: list[str], far: str, looked_up: list[str]) -> str:
        if not gone_through or not looked_up:
            return ""
        return (
            f"{{ SELECT DISTINCT {near} ?x WHERE {{ {self._links_of(near, '?x', gone_through)} }} }}"
            f" {_values(far, looked_up)} {self._is_linked('?x', far)}"
        )

    def _is_linked(self, one: str, other: str) -> str:
        # Where both ends are known, engines look an OPTIONAL up row by row, but may read all links of one
        # end for a join; EXISTS with GRAPH means different things to them.
        return (
            f"OPTIONAL {{ GRAPH ?g {{ {one} ?out {other} }} {self._is_claim} }}"
            f" OPTIONAL {{ GRAPH ?h {{ {other} ?in {one} }} {self._is_claim.replace('?g', '?h')} }}"
            " FILTER(BOUND(?out) || BOUND(?in))"
        )

    def _links_of(self, near: str, far: str, entities: Collection[str]) -> str:
        values = _values(near, entities)
        return (
            f"{{ {values} GRAPH ?g {{ {near} ?p {far} }} FILTER(isIRI({far})) {self._is_claim} }} UNION {{"
            f" {values} GRAPH ?g {{ {far} ?p {near} }} {self._is_claim} }}"
        )

    def _count(self, iri: str) -> str:
        entity = NamedNode(iri)
        links = (
            f"{{ GRAPH ?g {{ {entity} ?p ?x }} FILTER(isIRI(?x)) {self._is_claim} }} UNION {{"
            f" GRAPH ?g {{ ?x ?p {entity} }} {self._is_claim} }}"
        )
        some = f"SELECT * WHERE {{ {links} }} LIMIT {HUB}"
        return f"{{ SELECT (COUNT(*) AS ?n) ({entity} AS ?a) WHERE {{ {some} }} }}"

    def _rows(self, query: str) -> list[Pair]:
        return [(_text(row[0]), _text(row[1])) for row in self._store.select(query)]


def _values(variable: str, entities: Collection[str]) -> str:
    return f"VALUES {variable} {{ {' '.join(str(NamedNode(iri)) for iri in entities)} }}"


def _batches(entities: Collection[str], size: int) -> Iterator[list[str]]:
    ordered = sorted(entities)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def _text(term: object) -> str:
    return getattr(term, "value", "")
