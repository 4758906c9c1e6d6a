"""Neighbours: the relations around an entity, as a tree."""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..model.errors import UsageError
from ..model.record import Record
from .facts import iris_in, links_among
from .labels import words_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from ..store.base import Store
    from .facts import Fact
    from .labels import Words

DIRECTIONS = ("in", "out", "both")
_MOST = 20_000


class Branch(Record):
    """One relation from a node of the tree to the next, read from the node.

    ``inverse`` says that the node is the object of the fact; ``claims`` are the claims that state it;
    ``branches`` is empty at the last level and where the entity already stands elsewhere in the tree.
    """

    term: str
    words: str
    inverse: bool
    iri: str
    label: str
    claims: tuple[str, ...]
    branches: tuple[Branch, ...]


class Neighbourhood(Record):
    """The tree of relations around an entity."""

    iri: str
    label: str
    branches: tuple[Branch, ...]


def neighbours(
    store: Store,
    entity: NamedNode,
    depth: int = 1,
    terms: Collection[str] = (),
    direction: str = "both",
    lang: str = "vi",
) -> Neighbourhood:
    """The relations within ``depth`` steps of an entity, breadth first, each entity expanded once.

    ``terms`` are IRIs of the relations to follow (none: all); ``direction`` is in, out or both, seen from
    each node. One query per step. Raises UsageError for a depth below 1, an unknown direction, or a
    neighbourhood of more than 20,000 relations.
    """
    if depth < 1:
        raise UsageError("the depth has to be 1 or more")
    if direction not in DIRECTIONS:
        raise UsageError(f"the direction is one of {', '.join(DIRECTIONS)}")
    children: dict[str, list[tuple[Fact, bool]]] = {}
    seen, frontier = {entity.value}, [entity.value]
    total = 0
    for _ in range(depth):
        found = _steps(links_among(store, frontier), set(frontier), terms, direction)
        next_frontier: set[str] = set()
        for node, fact, inverse in found:
            children.setdefault(node, []).append((fact, inverse))
            next_frontier.add(_other(fact, inverse))
        total += len(found)
        if total > _MOST:
            raise UsageError(f"more than {_MOST} relations; use a smaller --depth or --relation")
        frontier = sorted(next_frontier - seen)
        seen |= next_frontier
        if not frontier:
            break
    words = words_for(
        store, iris_in([f for pairs in children.values() for f, _ in pairs]) | {entity.value}, lang
    )
    placed = {entity.value}
    return Neighbourhood(entity.value, words.name(entity.value), _grow(entity.value, children, placed, words))


def _steps(
    facts: tuple[Fact, ...], frontier: set[str], terms: Collection[str], direction: str
) -> list[tuple[str, Fact, bool]]:
    """(node, fact, inverse) for each way in which a fact leads away from a node of the frontier."""
    steps: list[tuple[str, Fact, bool]] = []
    for fact in facts:
        if terms and fact.term not in terms:
            continue
        target = fact.object.value if isinstance(fact.object, NamedNode) else ""
        if direction != "in" and fact.subject in frontier:
            steps.append((fact.subject, fact, False))
        if direction != "out" and target in frontier:
            steps.append((target, fact, True))
    return steps


def _other(fact: Fact, inverse: bool) -> str:
    if inverse:
        return fact.subject
    return fact.object.value if isinstance(fact.object, NamedNode) else ""


def _grow(
    root: str, children: dict[str, list[tuple[Fact, bool]]], placed: set[str], words: Words
) -> tuple[Branch, ...]:
    """The branches of a node; level by level, so that an entity is expanded where it is nearest."""
    order: list[tuple[str, list[tuple[Fact, bool]]]] = []
    queue = [root]
    for node in queue:
        pairs = children.get(node, [])
        order.append((node, pairs))
        for fact, inverse in pairs:
            other = _other(fact, inverse)
            if other not in placed:
                placed.add(other)
                queue.append(other)
    expanded: dict[str, tuple[Branch, ...]] = {}
    claimed_by = _parents(order)
    for node, pairs in reversed(order):
        branches = [
            Branch(
                fact.term,
                words.relation(fact.term, inverse),
                inverse,
                _other(fact, inverse),
                words.name(_other(fact, inverse)),
                fact.claims,
                expanded.get(_other(fact, inverse), ())
                if claimed_by.get(_other(fact, inverse)) == (node, i)
                else (),
            )
            for i, (fact, inverse) in enumerate(pairs)
            if not _leads_back(fact, inverse, node, claimed_by, children)
        ]
        expanded[node] = tuple(sorted(branches, key=lambda b: (b.inverse, b.words, b.label, b.iri)))
    return expanded.get(root, ())


def _parents(order: list[tuple[str, list[tuple[Fact, bool]]]]) -> dict[str, tuple[str, int]]:
    """Entity -> the node and the place in its list from which it was reached first."""
    parents: dict[str, tuple[str, int]] = {}
    root = order[0][0] if order else ""
    for node, pairs in order:
        for i, (fact, inverse) in enumerate(pairs):
            other = _other(fact, inverse)
            if other != root and other not in parents:
                parents[other] = (node, i)
    return parents


def _leads_back(
    fact: Fact,
    inverse: bool,
    node: str,
    parents: dict[str, tuple[str, int]],
    children: dict[str, list[tuple[Fact, bool]]],
) -> bool:
    """Whether a relation is the one by which its node was reached, seen from the other end."""
    if node not in parents:
        return False
    parent, place = parents[node]
    came_by, came_inverse = children[parent][place]
    return came_by.key == fact.key and came_inverse != inverse
