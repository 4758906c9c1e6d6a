"""A triple pattern as SPARQL, and its rows as quads."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import QuerySolution

    from .base import Graph, Object, Subject


class Pattern:
    """Subject, predicate and object, each bound or (None) not; its text selects ?s, ?p and ?o.

    With ``exact`` off, the engine compares literals by value: then everything beside a bound literal is
    selected too, and what is not that literal is left out of the quads.
    """

    def __init__(
        self, subject: Subject | None, predicate: NamedNode | None, object_: Object | None, exact: bool
    ) -> None:
        self._subject = subject
        self._predicate = predicate
        self._object = object_
        self._checks = not exact and isinstance(object_, Literal)

    def __str__(self) -> str:
        subject = "?s" if self._subject is None else str(self._subject)
        predicate = "?p" if self._predicate is None else str(self._predicate)
        object_ = "?o" if self._object is None else str(self._object)
        pattern = f"{subject} {predicate} {object_}"
        return f"{pattern} . {subject} {predicate} ?o" if self._checks else pattern

    def quad(self, row: QuerySolution, graph: Graph) -> Iterator[Quad]:
        """The quad of a row; none when its object only equals the one that was asked for."""
        subject = self._subject if self._subject is not None else row["s"]
        predicate = self._predicate if self._predicate is not None else row["p"]
        object_ = self._object if self._object is not None and not self._checks else row["o"]
        if not self._checks or object_ == self._object:
            yield Quad(subject, predicate, object_, graph)
