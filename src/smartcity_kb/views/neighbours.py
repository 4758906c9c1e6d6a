"""Neighbours: the relations around an entity, as a tree."""

from __future__ import annotations

from ..model.alphabet import alphabetical
from ..model.errors import UsageError
from ..model.record import Record
from .facts import iris_in
from .hub_links import Way, steps_from
from .labels import words_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from pyoxigraph import NamedNode

    from ..store.base import Store
    from .hub_links import Step
    from .labels import Words

    # What leads away from each entity, and how much more of each (term, inverse) does from hubs.
    Children = dict[str, list[Step]]
    Rest = dict[str, list[tuple[str, bool, int]]]

DIRECTIONS = ("in", "out", "both")
_MOST = 20_000
# Of each relation of a hub, so many are given.
_OF_HUBS = 20


class More(Record):
    """How many further relations of a kind lead away from a hub; ``inverse`` as in ``Branch``."""

    term: str
    words: str
    inverse: bool
    number: int


class Branch(Record):
    """One relation from a node of the tree to the next, read from the node.

    ``inverse`` says that the node is the object of the fact; ``claims`` are the claims that state it;
    ``branches`` is empty at the last level and where the entity already stands elsewhere in the tree;
    ``more`` is what they leave out of a hub's.
    """

    term: str
    words: str
    inverse: bool
    iri: str
    label: str
    claims: tuple[str, ...]
    branches: tuple[Branch, ...]
    more: tuple[More, ...] = ()


class Neighbourhood(Record):
    """The tree of relations around an entity; ``more`` is what it leaves out at the root."""

    iri: str
    label: str
    branches: tuple[Branch, ...]
    more: tuple[More, ...] = ()


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
    each node. Of a hub, 20 of each relation are given, and how many more there are. Raises UsageError for
    a depth below 1, an unknown direction, or a neighbourhood of more than 20,000 relations.
    """
    if depth < 1:
        raise UsageError("the depth has to be 1 or more")
    if direction not in DIRECTIONS:
        raise UsageError(f"the direction is one of {', '.join(DIRECTIONS)}")
    children, rest = _walk(store, entity.value, depth, Way(frozenset(terms), direction))
    named = iris_in([step.fact for steps in children.values() for step in steps]) | {entity.value}
    words = words_for(store, named, lang)
    branches = _grow(entity.value, children, rest, words)
    return Neighbourhood(entity.value, words.name(entity.value), branches, _more(rest, entity.value, words))


def _walk(store: Store, root: str, depth: int, way: Way) -> tuple[Children, Rest]:
    children: Children = {}
    rest: Rest = {}
    seen, frontier = {root}, [root]
    total = 0
    for _ in range(depth):
        found = steps_from(store, frontier, way, _OF_HUBS)
        for step in found.steps:
            children.setdefault(step.node, []).append(step)
        for (node, term, inverse), number in found.more.items():
            rest.setdefault(node, []).append((term, inverse, number))
        total += len(found.steps)
        if total > _MOST:
            raise UsageError(f"more than {_MOST} relations; use a smaller --depth or --relation")
        reached = {step.other for step in found.steps}
        frontier = sorted(reached - seen)
        seen |= reached
        if not frontier:
            break
    return children, rest


def _more(rest: Rest, node: str, words: Words) -> tuple[More, ...]:
    found = [
        More(term, words.relation(term, inverse), inverse, number)
        for term, inverse, number in rest.get(node, ())
    ]
    return tuple(sorted(found, key=lambda more: (more.inverse, alphabetical(more.words), more.term)))


def _order(branch: Branch) -> tuple[object, ...]:
    return branch.inverse, alphabetical(branch.words), alphabetical(branch.label), branch.iri


def _grow(root: str, children: Children, rest: Rest, words: Words) -> tuple[Branch, ...]:
    """The branches of a node; level by level, so that an entity is expanded where it is nearest."""
    placed, order = {root}, [root]
    reached_by: dict[str, Step] = {}
    for node in order:
        for step in children.get(node, ()):
            if step.other not in placed:
                placed.add(step.other)
                order.append(step.other)
                reached_by[step.other] = step
    expanded: dict[str, tuple[Branch, ...]] = {}
    for node in reversed(order):
        branches = [
            _branch(step, words, expanded, rest if reached_by.get(step.other) is step else None)
            for step in children.get(node, ())
            if not _leads_back(step, reached_by.get(node))
        ]
        expanded[node] = tuple(sorted(branches, key=_order))
    return expanded[root]


def _branch(step: Step, words: Words, expanded: dict[str, tuple[Branch, ...]], rest: Rest | None) -> Branch:
    """One step as a branch; what grows from it only where ``rest`` is given."""
    term, other = step.fact.term, step.other
    return Branch(
        term,
        words.relation(term, step.inverse),
        step.inverse,
        other,
        words.name(other),
        step.fact.claims,
        () if rest is None else expanded[other],
        () if rest is None else _more(rest, other, words),
    )


def _leads_back(step: Step, came_by: Step | None) -> bool:
    """Whether a relation is the one by which its node was reached, seen from the other end."""
    return came_by is not None and came_by.fact.key == step.fact.key and came_by.inverse != step.inverse
