"""The measures of ``measures`` in one process, on sparse matrices: what Spark's are compared with.

Up to some 10^8 edges this is the quicker way: components of 10^8 random edges took 30 s and 4 GiB.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scipy.sparse import csr_matrix


class EdgeMatrix:
    """A directed graph: the names of its nodes, sorted, and how many edges go from each to each."""

    def __init__(self, edges: Iterable[tuple[str, str]]) -> None:
        """Raises MissingExtraError when scipy is not installed."""
        try:
            import numpy
            from scipy.sparse import coo_matrix
        except ImportError:
            raise MissingExtraError("scipy is not installed; install 'smartcity-kb[measures]'") from None
        numbers: dict[str, int] = {}
        tails, heads = [], []
        for a, b in edges:
            tails.append(numbers.setdefault(a, len(numbers)))
            heads.append(numbers.setdefault(b, len(numbers)))
        names = sorted(numbers)
        place = numpy.empty(len(numbers), dtype=numpy.int64)
        for position, name in enumerate(names):
            place[numbers[name]] = position
        rows = place[numpy.array(tails, dtype=numpy.int64)]
        columns = place[numpy.array(heads, dtype=numpy.int64)]
        ones = numpy.ones(len(rows))
        self.names = names
        self.matrix: csr_matrix = coo_matrix((ones, (rows, columns)), shape=(len(names), len(names))).tocsr()

    def degrees(self) -> dict[str, int]:
        """Node -> how many edges touch it; a loop counts twice."""
        total = self.matrix.sum(axis=0).A1 + self.matrix.sum(axis=1).A1
        return {name: int(total[i]) for i, name in enumerate(self.names)}

    def connected_components(self) -> dict[str, str]:
        """Node -> the least node of its component."""
        from scipy.sparse.csgraph import connected_components

        _, labels = connected_components(self.matrix, directed=False)
        least: dict[int, str] = {}
        # Names are sorted: the first of a component is its least.
        for name, label in zip(self.names, labels, strict=True):
            least.setdefault(int(label), name)
        return {name: least[int(label)] for name, label in zip(self.names, labels, strict=True)}

    def pagerank(self, damping: float = 0.85, tolerance: float = 1e-6, rounds: int = 100) -> dict[str, float]:
        """Node -> PageRank along the edges; nodes without a way out share their rank with all."""
        import numpy
        from scipy.sparse import diags

        count = len(self.names)
        out = self.matrix.sum(axis=1).A1
        shares = (
            diags(numpy.divide(1.0, out, out=numpy.zeros_like(out), where=out > 0)) @ self.matrix
        ).T.tocsr()
        ranks = numpy.full(count, 1.0 / count)
        for _ in range(rounds):
            base = (1 - damping + damping * ranks[out == 0].sum()) / count
            after = base + damping * (shares @ ranks)
            change = numpy.abs(after - ranks).sum()
            ranks = after
            if change < tolerance * count:
                break
        return {name: float(ranks[i]) for i, name in enumerate(self.names)}

    def levels(self, start: str) -> dict[str, int]:
        """Node -> how many edges away from ``start``, in either direction; unreached nodes are left out."""
        import numpy
        from scipy.sparse.csgraph import dijkstra

        if start not in self.names:
            return {}
        distances = dijkstra(self.matrix, directed=False, unweighted=True, indices=self.names.index(start))
        reached = numpy.isfinite(distances)
        return {name: int(distances[i]) for i, name in enumerate(self.names) if reached[i]}
