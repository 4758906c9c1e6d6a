"""Paths: the shortest connections between two entities, each hop a fact with its evidence.

Breadth-first from both ends, level by level, straight on the store: one batch of queries per level, no
graph is built. The smaller frontier is the one that grows, so an entity with very many relations is met
from its quiet neighbours where possible.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..model.errors import UsageError
from ..model.record import Record
from ..model.terms import PREFIXES
from .facts import EvidenceRow, iris_in, links_among
from .labels import words_for
from .numbering import number_evidence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..store.base import Store
    from .facts import Fact

    # Node -> the facts by which the search first came to it.
    Reached = dict[str, list[Fact]]

_MOST_PATHS = 100
# To lie in the same place says less than to act together: such hops are preferred last.
_PLACE_TERMS = frozenset(
    {PREFIXES["schema"] + name for name in ("areaServed", "location", "containedInPlace")}
    | {PREFIXES["dcterms"] + "spatial"}
)


class Hop(Record):
    """One step of a path, read in its direction.

    ``inverse`` says that the fact is read from object to subject; ``relation`` has the words for that.
    """

    fact: Fact
    inverse: bool
    subject: str
    relation: str
    object: str
    evidence: tuple[EvidenceRow, ...]


class Path(Record):
    """A connection: its hops in order, from the first entity to the last."""

    hops: tuple[Hop, ...]


class PathReport(Record):
    """The shortest paths between two entities; none when they are not connected within the length.

    ``truncated`` says that there are more shortest paths than are listed; ``words`` names sources and
    speakers.
    """

    start: str
    end: str
    paths: tuple[Path, ...]
    truncated: bool
    words: dict[str, str]


def paths(
    store: Store,
    start: NamedNode,
    end: NamedNode,
    max_length: int = 6,
    every: bool = False,
    lang: str = "vi",
) -> PathReport:
    """The shortest path between two entities, along facts in either direction; with ``every``, all of them.

    Of several shortest paths the one with the fewest hops through places is given, then the first in the
    order of their facts, so the answer is always the same. Raises UsageError when both ends are the same entity or ``max_length`` is below 1.
    """
    if start == end:
        raise UsageError("a path needs two different entities")
    if max_length < 1:
        raise UsageError("the longest path has to be 1 hop or more")
    chains = _shortest_chains(store, start.value, end.value, max_length)
    truncated = len(chains) > _MOST_PATHS
    chosen = chains[:_MOST_PATHS] if every else chains[:1]
    facts = [fact for chain in chosen for fact in chain]
    numbering = number_evidence(store, facts)
    rows = {claim: quote.evidence for quote in numbering.quotes for claim in quote.claims}
    named = {row.source for row in rows.values()} | {row.speaker for row in rows.values() if row.speaker}
    words = words_for(store, iris_in(facts) | named | {start.value, end.value}, lang)
    found: list[Path] = []
    for chain in chosen:
        hops: list[Hop] = []
        at = start.value
        for fact in chain:
            inverse = fact.subject != at
            to = fact.subject if inverse else _target(fact)
            proof = sorted((rows[claim] for claim in fact.claims if claim in rows), key=lambda row: row.key)
            relation = words.relation(fact.term, inverse)
            hops.append(Hop(fact, inverse, words.name(at), relation, words.name(to), tuple(proof)))
            at = to
        found.append(Path(tuple(hops)))
    labels = {iri: words.name(iri) for iri in sorted(named)}
    return PathReport(
        words.name(start.value), words.name(end.value), tuple(found), every and truncated, labels
    )


def _shortest_chains(store: Store, start: str, end: str, max_length: int) -> list[list[Fact]]:
    """All shortest chains of facts from start to end, sorted; at most a few more than are listed."""
    forward: Reached = {start: []}
    backward: Reached = {end: []}
    front, back = [start], [end]
    for _ in range(max_length):
        if not front or not back:
            return []
        if len(front) <= len(back):
            front = _grow(store, front, forward)
            meeting = backward.keys() & set(front)
        else:
            back = _grow(store, back, backward)
            meeting = forward.keys() & set(back)
        if meeting:
            return _chains(meeting, forward, backward)
    return []


def _grow(store: Store, frontier: list[str], reached: Reached) -> list[str]:
    """Go one level further; returns the new frontier, sorted."""
    here = set(frontier)
    new: Reached = {}
    for fact in links_among(store, frontier):
        target = _target(fact)
        for at, to in ((fact.subject, target), (target, fact.subject)):
            if at in here and to not in reached:
                new.setdefault(to, []).append(fact)
    reached.update(new)
    return sorted(new)


def _chains(meeting: set[str], forward: Reached, backward: Reached) -> list[list[Fact]]:
    chains: list[list[Fact]] = []
    for node in sorted(meeting):
        for head in _walks(node, forward):
            for tail in _walks(node, backward):
                chains.append([*reversed(head), *tail])
                if len(chains) > _MOST_PATHS:
                    break
    return sorted(chains, key=_telling)


def _telling(chain: list[Fact]) -> tuple[int, list[tuple[str, str, str]]]:
    """What equally short chains are ordered by: few hops through places, then their facts."""
    return (sum(fact.term in _PLACE_TERMS for fact in chain), [fact.key for fact in chain])


def _walks(node: str, reached: Reached) -> list[list[Fact]]:
    """The chains of facts from a node back to where the search began, at most a few more than listed."""
    walks: list[list[Fact]] = []
    stack: list[tuple[str, list[Fact]]] = [(node, [])]
    while stack and len(walks) <= _MOST_PATHS:
        at, chain = stack.pop()
        if not reached[at]:
            walks.append(chain)
        for fact in reversed(reached[at]):
            other = fact.subject if _target(fact) == at else _target(fact)
            stack.append((other, [*chain, fact]))
    return walks


def _target(fact: Fact) -> str:
    return fact.object.value if isinstance(fact.object, NamedNode) else ""
