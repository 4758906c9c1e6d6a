"""Steps away from entities: all the links of a usual entity, some of each relation of a hub's."""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..model.record import Record
from .facts import Fact, links_among, with_claims
from .page_facts import MOST_CLAIMS, MOST_ROWS, counts_of, some_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ..store.base import Store

# Entities asked about at once, and how many pairs of a fact and a claim are read for them.
_BATCH = 400
_MOST_READ = 5000


class Step(Record):
    """A fact that leads away from an entity; ``inverse`` says that the entity is its object."""

    node: str
    fact: Fact
    inverse: bool

    @property
    def other(self) -> str:
        """The IRI of the entity that the step leads to."""
        return self.fact.subject if self.inverse else getattr(self.fact.object, "value", "")


class Steps(Record):
    """Steps, and for each (entity, term IRI, inverse) of a hub how many further ones there are."""

    steps: tuple[Step, ...]
    more: dict[tuple[str, str, bool], int]


class Way(Record):
    """Which steps are wanted: ``terms`` are IRIs of relations (none: all), ``direction`` in, out or both."""

    terms: frozenset[str]
    direction: str

    def of(self, facts: Iterable[Fact], nodes: Collection[str]) -> list[Step]:
        """The wanted ways in which facts lead away from these entities."""
        found: list[Step] = []
        for fact in facts:
            if self.terms and fact.term not in self.terms:
                continue
            if self.direction != "in" and fact.subject in nodes:
                found.append(Step(fact.subject, fact, False))
            if self.direction != "out" and getattr(fact.object, "value", "") in nodes:
                found.append(Step(fact.object.value, fact, True))  # type: ignore[union-attr]
        return found

    def takes(self, term: str, inverse: bool) -> bool:
        """Whether steps of a relation, read in this direction, are wanted."""
        return (not self.terms or term in self.terms) and self.direction in (
            "both",
            "in" if inverse else "out",
        )


def steps_from(store: Store, entities: Sequence[str], way: Way, limit: int) -> Steps:
    """The steps that lead away from entities to other entities, by facts with evidence.

    An entity with more than MOST_ROWS pairs of a fact and a claim is a hub: ``limit`` steps of each of its
    relations are given. What is read is bounded, whatever the degree of the hubs.
    """
    steps: list[Step] = []
    more: dict[tuple[str, str, bool], int] = {}
    waiting = [list(entities[at : at + _BATCH]) for at in range(0, len(entities), _BATCH)]
    while waiting:
        batch = waiting.pop(0)
        facts = links_among(store, batch, _MOST_READ + 1, way.terms)
        if _pairs(facts) <= _MOST_READ:
            found = _few(way.of(facts, set(batch)), limit)
        elif len(batch) > 1:
            # A hub is among them: it is looked for by halves.
            waiting[:0] = [batch[: len(batch) // 2], batch[len(batch) // 2 :]]
            continue
        else:
            found = _of_hub(store, batch[0], way, limit)
        steps += found.steps
        more |= found.more
    return Steps(tuple(steps), more)


def _pairs(facts: Iterable[Fact]) -> int:
    return sum(len(fact.claims) for fact in facts)


def _few(steps: Iterable[Step], limit: int) -> Steps:
    """Of a hub's steps ``limit`` of each relation, all of the others'."""
    by_node: dict[str, list[Step]] = {}
    for step in steps:
        by_node.setdefault(step.node, []).append(step)
    kept: list[Step] = []
    more: dict[tuple[str, str, bool], int] = {}
    for node, of_node in by_node.items():
        if _pairs(step.fact for step in of_node) <= MOST_ROWS:
            kept += of_node
            continue
        seen: dict[tuple[str, str, bool], int] = {}
        for step in of_node:
            relation = (node, step.fact.term, step.inverse)
            seen[relation] = seen.get(relation, 0) + 1
            if seen[relation] <= limit:
                claims = step.fact.claims[:MOST_CLAIMS]
                kept.append(step.replace(fact=step.fact.replace(claims=claims)))
        more |= {relation: count - limit for relation, count in seen.items() if count > limit}
    return Steps(tuple(kept), more)


def _of_hub(store: Store, hub: str, way: Way, limit: int) -> Steps:
    """Three queries, whatever its degree; which of its steps are given is the store's choice."""
    entity = NamedNode(hub)
    counts = {
        direction: number for direction, number in counts_of(store, entity).items() if way.takes(*direction)
    }
    some = [fact for fact in some_of(store, entity, counts, limit) if isinstance(fact.object, NamedNode)]
    facts = [fact for fact in with_claims(store, some, MOST_CLAIMS) if fact.claims]
    steps = way.of(facts, {hub})
    linked = {(step.fact.term, step.inverse) for step in steps}
    more = {
        (hub, *direction): number - limit
        for direction, number in counts.items()
        if number > limit and direction in linked
    }
    return Steps(tuple(steps), more)
