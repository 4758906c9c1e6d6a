"""The search for the shortest chains of links between two entities, from both ends at once.

A side grows where that is cheap; where it is not, the store is asked whether both sides' links meet
before any of them is read. So two entities with a hundred thousand links each cost little, unless they
are far apart.
"""

from __future__ import annotations

from .path_links import HUB, MOST_CROSSINGS, MOST_PAIRS, Links

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..store.base import Store
    from .path_links import Pair

# Sides with more links than this are joined inside the store before they are read.
_CHEAP = 600
_HUB_COST = 20_000
# Larger frontiers are not counted entity by entity.
_MOST_COUNTED = 200


class _Side:
    """One end's part of the search: what it has reached, and by which links."""

    def __init__(self, links: Links, end: str) -> None:
        self._links = links
        self.frontier = {end}
        # Entity -> the entities one step nearer to the end from which it was reached.
        self.reached: dict[str, set[str]] = {end: set()}
        self._counts: dict[str, int] | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How many links the entities of the frontier have, at most HUB."""
        if self._counts is None:
            few = self.frontier if len(self.frontier) <= _MOST_COUNTED else ()
            self._counts = dict.fromkeys(self.frontier, _CHEAP) | self._links.counts(few)
        return self._counts

    @property
    def hubs(self) -> set[str]:
        """The entities of the frontier that have more links than are gone through."""
        return {iri for iri, count in self.counts.items() if count >= HUB}

    @property
    def cost(self) -> int:
        """About how many links the frontier has; a hub counts for many."""
        return sum(count if count < HUB else _HUB_COST for count in self.counts.values())

    def grow(self) -> None:
        """Go one step further from the end."""
        new: dict[str, set[str]] = {}
        for at, to in self._links.around(self.frontier):
            if to not in self.reached:
                new.setdefault(to, set()).add(at)
        self.reached.update(new)
        self.frontier = set(new)
        self._counts = None

    def steps_from(self, entities: set[str]) -> list[set[Pair]]:
        """The links from some of its entities back to the end: (farther, nearer) for each step."""
        steps: list[set[Pair]] = []
        while step := {(at, nearer) for at in entities for nearer in self.reached[at]}:
            steps.append(step)
            entities = {nearer for _, nearer in step}
        return steps


def shortest_links(
    store: Store, start: str, end: str, max_length: int, proven: bool
) -> tuple[list[set[Pair]], bool]:
    """For each step of the shortest chains from start to end, its links (from, to); none: not connected.

    The second value says that there may be more chains than were looked at. Without ``proven`` the links
    have to be checked for evidence.
    """
    links = Links(store, proven)
    ahead, behind = _Side(links, start), _Side(links, end)
    length, apart = 1, False
    while length <= max_length and ahead.frontier and behind.frontier:
        # ``apart``: known not to touch, from looking two steps ahead.
        pairs = [] if apart else _touching(links, ahead, behind)
        if pairs:
            return _joined(ahead, [set(pairs)], behind), len(pairs) >= MOST_CROSSINGS
        near = _cheaper(ahead, behind)
        apart = near.cost > _CHEAP and length < max_length
        if apart:
            bridges = links.bridges(ahead.frontier, behind.frontier, ahead.hubs | behind.hubs)
            if bridges:
                middle = [{(a, x) for a, x, _ in bridges}, {(x, b) for _, x, b in bridges}]
                return _joined(ahead, middle, behind), len(bridges) >= MOST_CROSSINGS
        near.grow()
        length += 1
    return [], False


def _cheaper(ahead: _Side, behind: _Side) -> _Side:
    """The side to grow; the larger frontier is not even counted where the smaller is cheap."""
    small, large = sorted((ahead, behind), key=lambda side: len(side.frontier))
    return small if small.cost <= _CHEAP or small.cost <= large.cost else large


def _touching(links: Links, ahead: _Side, behind: _Side) -> list[Pair]:
    if len(ahead.frontier) * len(behind.frontier) <= MOST_PAIRS:
        return links.pairs(ahead.frontier, behind.frontier)
    if _cheaper(ahead, behind) is ahead:
        return links.touching(ahead.frontier, behind.frontier, ahead.hubs)
    return [(a, b) for b, a in links.touching(behind.frontier, ahead.frontier, behind.hubs)]


def _joined(ahead: _Side, middle: list[set[Pair]], behind: _Side) -> list[set[Pair]]:
    """The steps from the start, those across the middle, and those to the end."""
    first = ahead.steps_from({a for a, _ in middle[0]})
    last = behind.steps_from({b for _, b in middle[-1]})
    return [{(nearer, at) for at, nearer in step} for step in reversed(first)] + middle + last
