"""The Store protocol: what every place that holds quads can do, and how errors of queries read."""

from __future__ import annotations

from ..model.errors import QuerySyntaxError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Protocol, Self

    from pyoxigraph import (
        BlankNode,
        DefaultGraph,
        Literal,
        NamedNode,
        Quad,
        QueryBoolean,
        QuerySolutions,
        QueryTriples,
        Triple,
    )

    Subject = NamedNode | BlankNode | Triple
    Object = NamedNode | BlankNode | Literal | Triple
    Graph = NamedNode | BlankNode | DefaultGraph
    Results = QuerySolutions | QueryBoolean | QueryTriples

    class Store(Protocol):
        """A place that holds quads.

        Rows and triples come as pyoxigraph's own results, from an endpoint too: nothing is copied on the
        way. Every method raises StoreError when the place fails it, ``query`` and its kin
        QuerySyntaxError when the query does not parse.
        """

        @property
        def location(self) -> str:
            """Where the store is: a path, a URL or "memory"."""

        def query(self, text: str) -> Results:
            """The results of any SPARQL 1.1 query."""

        def select(self, text: str) -> QuerySolutions:
            """The solutions of a SELECT query."""

        def ask(self, text: str) -> bool:
            """The answer of an ASK query."""

        def construct(self, text: str) -> QueryTriples:
            """The triples of a CONSTRUCT or DESCRIBE query."""

        def quads(
            self,
            subject: Subject | None = None,
            predicate: NamedNode | None = None,
            object: Object | None = None,  # noqa: A002 - RDF's own word
            graph: Graph | None = None,
        ) -> Iterator[Quad]:
            """The quads that match; None matches anything."""

        def add(self, quads: Iterable[Quad]) -> None:
            """Add quads, all or none of them."""

        def replace_source(self, source: NamedNode, quads: Iterable[Quad]) -> None:
            """Put what a source says in place of what it said before, as one change or not at all.

            Facts that other sources state stay; with no quads, the source is removed.
            """

        def clear_graph(self, graph: NamedNode, quads: Iterable[Quad]) -> None:
            """Put quads in place of a whole named graph, as one change or not at all."""

        def close(self) -> None:
            """Let go of files and connections."""

        def __enter__(self) -> Self: ...

        def __exit__(self, *_: object) -> None: ...


def syntax_error(text: str, message: str, line: int | None, column: int | None) -> QuerySyntaxError:
    """An error that shows the line of the query and points at the column (both from 1)."""
    if not line:
        return QuerySyntaxError(f"the query does not parse: {message}")
    lines = text.splitlines() or [""]
    if line > len(lines):
        # Parsers place an unexpected end on the line after the last.
        line, column = len(lines), len(lines[-1]) + 1
    shown = lines[line - 1]
    at = max(1, min(column or 1, len(shown) + 1))
    pointer = "".join("\t" if c == "\t" else " " for c in shown[: at - 1]) + "^"
    return QuerySyntaxError(
        f"the query does not parse: line {line}, column {at}: {message}\n  {shown}\n  {pointer}"
    )
