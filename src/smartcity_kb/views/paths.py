"""Paths: the shortest connections between two entities, each hop a fact with its evidence.

The links of all shortest chains are searched straight on the store (path_search), their facts are read,
and the most telling chains of facts are put together from the end backwards; no graph is built.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..model.errors import UsageError
from ..model.prefixes import PREFIXES
from ..model.record import Record
from .asking import ask_together
from .facts import (
    EvidenceRow,
    Fact,
    evidence_from,
    evidence_part,
    facts_linking,
    iris_in,
    named_by,
    with_claims,
)
from .labels import words_from, words_part
from .path_search import shortest_links

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..store.base import Store
    from .path_links import Pair

    # Facts from one entity to the last one, and what equally long chains are ordered by.
    Chain = tuple[tuple[int, list[tuple[str, str, str]]], list[Fact]]

# Of the claims that state a hop, so many are given.
MOST_CLAIMS = 20
_MOST_PATHS = 100
# To lie in the same place says less than to act together: such hops are preferred last.
PLACE_TERMS = frozenset(
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
    order of their facts, so the answer is always the same; where hundreds of links lie in the middle, of
    those that the store gives first. Raises UsageError when both ends are the same
    entity or ``max_length`` is below 1.
    """
    if start == end:
        raise UsageError("a path needs two different entities")
    if max_length < 1:
        raise UsageError("the longest path has to be 1 hop or more")
    chosen, truncated = _shortest_chains(store, start.value, end.value, max_length, every)
    chosen = _with_claims(store, chosen)
    facts = [fact for chain in chosen for fact in chain]
    claims = sorted({claim for fact in facts for claim in fact.claims})
    mentioned = sorted(iris_in(facts) | {start.value, end.value})
    asked = [evidence_part(claims), words_part(mentioned, named_by(claims))]
    evidence, labels = ask_together(store, asked)
    rows, words = evidence_from(evidence), words_from(labels, lang)
    named = {row.source for row in rows.values()} | {row.speaker for row in rows.values() if row.speaker}
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
    spoken = {iri: words.name(iri) for iri in sorted(named)}
    return PathReport(
        words.name(start.value), words.name(end.value), tuple(found), every and truncated, spoken
    )


def _shortest_chains(
    store: Store, start: str, end: str, max_length: int, every: bool
) -> tuple[list[list[Fact]], bool]:
    """The most telling shortest chain of facts, or the first MOST_PATHS; and whether there are more."""
    most = _MOST_PATHS if every else 1
    for proven in (False, True):
        steps, more = shortest_links(store, start, end, max_length, proven)
        chains = _best_chains(store, steps, start, end, most + 1)
        if chains or not steps:
            break
    # Links without evidence led astray only where someone else's graphs stand beside the claims.
    return chains[:most], more or len(chains) > most


def _best_chains(store: Store, steps: list[set[Pair]], start: str, end: str, most: int) -> list[list[Fact]]:
    """The first chains that lead along the steps from start to end, by facts that claims state."""
    # Facts by which an entity is left towards the end; each step leads to other entities than all others.
    leaving: dict[Pair, list[Fact]] = facts_linking(store, [pair for step in steps for pair in sorted(step)])
    best: dict[str, list[Chain]] = {end: [((0, []), [])]}
    for step in reversed(steps):
        found: dict[str, list[Chain]] = {}
        for at, to in sorted(step):
            for fact in leaving.get((at, to), ()):
                place = fact.term in PLACE_TERMS
                for (places, keys), rest in best.get(to, ()):
                    chain = ((places + place, [fact.key, *keys]), [fact, *rest])
                    found.setdefault(at, []).append(chain)
        # Of each entity's ways to the end, all but the first are too many already.
        best = {at: sorted(chains, key=_telling)[:most] for at, chains in found.items()}
    return [facts for _, facts in best.get(start, ())] if steps else []


def _telling(chain: Chain) -> tuple[int, list[tuple[str, str, str]]]:
    return chain[0]


def _with_claims(store: Store, chains: list[list[Fact]]) -> list[list[Fact]]:
    facts = {fact.key: fact for chain in chains for fact in chain}
    stated = {fact.key: fact for fact in with_claims(store, list(facts.values()), MOST_CLAIMS)}
    return [[stated[fact.key] for fact in chain] for chain in chains]


def _target(fact: Fact) -> str:
    return fact.object.value if isinstance(fact.object, NamedNode) else ""
