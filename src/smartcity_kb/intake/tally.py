"""How many different things there are among very many, counted on the way in eight bytes each."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from ..model.prefixes import PREFIXES
from ..model.record import Record

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

_AT_ONCE = 2_000_000
_GRAPH = f" <{PREFIXES['claim']}".encode()
_GRAPH_START = -len(_GRAPH) - 13


class Totals(Record):
    """How much a store holds; facts are distinct triples that claims state, without derived ones."""

    sources: int
    claims: int
    facts: int
    entities: int


class DistinctCount:
    """Counts distinct values by their hashes.

    Python's hashes of bytes and texts have 64 bits and a secret key, so two of ten million values share
    one with a probability of 1 in 400,000, and nobody can make them.
    """

    def __init__(self) -> None:
        self._hashes = array("q")

    def __len__(self) -> int:
        """How many values were added, the same ones counted each time."""
        return len(self._hashes)

    def update(self, values: Iterable[Hashable]) -> None:
        """Add values."""
        self._hashes.extend(map(hash, values))

    def same_as(self, other: DistinctCount) -> bool:
        """Whether the same values were added to both, however often."""
        parts = max(len(self), len(other)) // _AT_ONCE + 1
        return all(self._part(part, parts) == other._part(part, parts) for part in range(parts))

    def distinct(self) -> int:
        """How many different values were added."""
        parts = len(self) // _AT_ONCE + 1
        return sum(len(self._part(part, parts)) for part in range(parts))

    def _part(self, part: int, parts: int) -> set[int]:
        """One of several parts of the hashes; all at once might not fit into memory."""
        if parts == 1:
            return set(self._hashes)
        return {value for value in self._hashes if value % parts == part}


def fact_in_graph(line: bytes) -> tuple[bytes, bytes]:
    """A fact and the name of the claim in whose graph a line says that it stands; empty for other lines.

    ``line`` is one of N-Quads with its end; the fact is given as it is written in the default graph.
    """
    # The name of a claim has ten letters.
    if line[_GRAPH_START - 1 : -14] != _GRAPH:
        return b"", b""
    return line[: _GRAPH_START - 1] + b" .", line[-14:-4]


class Tally:
    """What sources come to, added up as they are read."""

    def __init__(self) -> None:
        self.sources = DistinctCount()
        self.claims = 0
        self.facts = DistinctCount()
        self.entities = DistinctCount()

    def totals(self) -> Totals:
        """The totals of everything that was counted."""
        return Totals(self.sources.distinct(), self.claims, self.facts.distinct(), self.entities.distinct())
