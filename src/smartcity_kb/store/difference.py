"""What has to go and what has to come, between two sets of quads of any size: kept on disk, not in memory."""

from __future__ import annotations

import sqlite3

import pyoxigraph
from pyoxigraph import DefaultGraph, RdfFormat

from ..model.terms import DEFINED_BY, EVIDENCE, EXCLUDED_SPAN, HAS_SOURCE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

# By these the rest of a source is found again (removal.py): they come first and go last, so that what
# an interruption leaves behind is found by the next run.
_LINKS = frozenset([HAS_SOURCE, EVIDENCE, DEFINED_BY, EXCLUDED_SPAN])
_FETCHED = 1000


class Difference:
    """Quads before and after a change, in a temporary database that SQLite moves to disk when it grows."""

    def __init__(self, old: Iterable[Quad], new: Iterable[Quad]) -> None:
        """Take both sets in; quads may come twice."""
        self._database = sqlite3.connect("")
        for table, quads in (("old", old), ("new", new)):
            self._database.execute(
                f"CREATE TABLE {table} (line TEXT PRIMARY KEY, rank INTEGER) WITHOUT ROWID"
            )
            self._database.executemany(
                f"INSERT OR IGNORE INTO {table} VALUES (?, ?)",  # noqa: S608 - one of the two names above
                ((f"{quad} .\n", _rank(quad)) for quad in quads),
            )

    def size(self) -> tuple[int, int]:
        """How many quads change, and how many bytes they are in N-Quads."""
        count = length = 0
        for one, other in (("old", "new"), ("new", "old")):
            row = self._database.execute(
                f"SELECT COUNT(*), TOTAL(LENGTH(CAST(line AS BLOB))) FROM {one}"  # noqa: S608
                f" WHERE line NOT IN (SELECT line FROM {other})"
            ).fetchone()
            count, length = count + row[0], length + int(row[1])
        return count, length

    def come(self) -> Iterator[Quad]:
        """What is new: links first, then named graphs, then the rest."""
        return self._only("new", "old", "ASC")

    def gone(self) -> Iterator[Quad]:
        """What is no more: in the opposite order."""
        return self._only("old", "new", "DESC")

    def kept(self) -> Iterator[Quad]:
        """What is in both."""
        return self._lines("SELECT line FROM new WHERE line IN (SELECT line FROM old)")

    def close(self) -> None:
        """Let go of the database; its file goes with it."""
        self._database.close()

    def _only(self, one: str, other: str, direction: str) -> Iterator[Quad]:
        return self._lines(
            f"SELECT line FROM {one} WHERE line NOT IN (SELECT line FROM {other})"  # noqa: S608
            f" ORDER BY rank {direction}, line"
        )

    def _lines(self, query: str) -> Iterator[Quad]:
        cursor = self._database.execute(query)
        while rows := cursor.fetchmany(_FETCHED):
            yield from pyoxigraph.parse("".join(row[0] for row in rows), RdfFormat.N_QUADS)


def _rank(quad: Quad) -> int:
    if not isinstance(quad.graph_name, DefaultGraph):
        return 1
    return 0 if quad.predicate in _LINKS else 2
