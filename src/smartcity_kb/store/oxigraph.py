"""Oxigraph in memory or on disk, behind the Store protocol."""

from __future__ import annotations

from ..model.errors import QuerySyntaxError, StoreError
from ..model.prefixes import PREFIXES
from .base import syntax_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Self

    import pyoxigraph
    from pyoxigraph import NamedNode, Quad, QuerySolutions, QueryTriples

    from .base import Graph, Object, Results, Subject

# What a name with the prefix begins with, the prefix, its IRI.
_STARTS = tuple((f"{prefix}:", prefix, iri) for prefix, iri in PREFIXES.items())


class OxigraphStore:
    """A store of this process: a pyoxigraph store with its location.

    ``names`` is the folder of the index of names that belongs to a store on disk (see name_index).
    """

    def __init__(self, store: pyoxigraph.Store, location: str = "memory", names: str | None = None) -> None:
        self.inner = store
        self.location = location
        self.names = names

    def query(self, text: str) -> Results:
        """The results of any SPARQL 1.1 query; our prefixes are known, requests to others refused."""
        if "service" in text.lower():
            from .sparql_text import refuse_service

            refuse_service(text)
        try:
            return self.inner.query(text, prefixes=prefixes_in(text))
        except SyntaxError as error:
            raise readable_syntax_error(text, error) from None
        except (OSError, ValueError) as error:
            raise StoreError(f"{self.location}: the query failed: {error}") from None

    def select(self, text: str) -> QuerySolutions:
        """The solutions of a SELECT query."""
        from pyoxigraph import QuerySolutions

        results = self.query(text)
        if not isinstance(results, QuerySolutions):
            raise QuerySyntaxError("a SELECT query was expected")
        return results

    def ask(self, text: str) -> bool:
        """The answer of an ASK query."""
        from pyoxigraph import QueryBoolean

        results = self.query(text)
        if not isinstance(results, QueryBoolean):
            raise QuerySyntaxError("an ASK query was expected")
        return bool(results)

    def construct(self, text: str) -> QueryTriples:
        """The triples of a CONSTRUCT or DESCRIBE query."""
        from pyoxigraph import QueryTriples

        results = self.query(text)
        if not isinstance(results, QueryTriples):
            raise QuerySyntaxError("a CONSTRUCT or DESCRIBE query was expected")
        return results

    def quads(
        self,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        object: Object | None = None,  # noqa: A002 - RDF's own word
        graph: Graph | None = None,
    ) -> Iterator[Quad]:
        """The quads that match; None matches anything."""
        return self.inner.quads_for_pattern(subject, predicate, object, graph)

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads, all or none of them."""
        try:
            if self.names is None:
                self.inner.extend(quads)
            else:
                self._extend_with_names(list(quads))
        except (OSError, RuntimeError) as error:
            raise self._cannot_write(error) from None

    def replace_source(self, source: NamedNode, quads: Iterable[Quad]) -> None:
        """Put what a source says in place of what it said before, in one transaction."""
        from .removal import quads_only_of

        self._change(set(quads_only_of(self, source)), set(quads))

    def clear_graph(self, graph: NamedNode, quads: Iterable[Quad]) -> None:
        """Put quads in place of a whole named graph, in one transaction."""
        self._change(set(self.quads(graph=graph)), set(quads))

    def _change(self, old: set[Quad], new: set[Quad]) -> None:
        # Entity descriptions that other sources give too are in neither set's way: only the
        # difference is written, so loading the same thing twice writes nothing.
        gone, come = old - new, new - old
        if not gone and not come:
            return
        update = f"{_data('DELETE DATA', gone)};\n{_data('INSERT DATA', come)}"
        try:
            self._with_names(gone, come, lambda: self.inner.update(update))
        except (OSError, RuntimeError) as error:
            raise self._cannot_write(error) from None

    def _extend_with_names(self, quads: list[Quad]) -> None:
        from .name_changes import matters

        new = [quad for quad in quads if matters(quad) and quad not in self.inner]
        self._with_names((), new, lambda: self.inner.extend(quads))

    def _with_names(self, gone: Iterable[Quad], come: Iterable[Quad], write: Callable[[], None]) -> None:
        """Write, and let the index of names follow."""
        if self.names is None:
            write()
            return
        from .name_changes import names_change

        what = names_change(gone, come)
        if what is None:
            write()
            return
        from .name_index import change

        change(self.names, what, self, write)

    def _cannot_write(self, error: Exception) -> StoreError:
        return StoreError(f"{self.location}: cannot be written, nothing was changed: {error}")

    def close(self) -> None:
        """Write what is still in memory to disk and let go of the files."""
        del self.inner

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def prefixes_in(text: str) -> dict[str, str]:
    """Those of our prefixes that a query may use: the engine parses each that it is given."""
    if "\\u" in text or "\\U" in text:
        return PREFIXES
    if text.count(":") == text.count("<http://") + text.count("<https://"):
        # Each colon is an IRI's, written in full.
        return {}
    return {prefix: iri for start, prefix, iri in _STARTS if start in text}


def _data(operation: str, quads: set[Quad]) -> str:
    """A SPARQL Update operation over ground quads; terms write themselves as N-Triples, escaped."""
    from pyoxigraph import DefaultGraph

    lines: list[str] = []
    for quad in quads:
        triple = f"{quad.subject} {quad.predicate} {quad.object} ."
        default = isinstance(quad.graph_name, DefaultGraph)
        lines.append(triple if default else f"GRAPH {quad.graph_name} {{ {triple} }}")
    body = "\n".join(lines)
    return f"{operation} {{\n{body}\n}}"


def readable_syntax_error(text: str, error: SyntaxError) -> QuerySyntaxError:
    """The parser's error with its place; the long lists of expected tokens shortened."""
    import re

    from .sparql_text import update_keyword

    keyword = update_keyword(text)
    if keyword:
        return QuerySyntaxError(f"{keyword} is an update; queries only read (to write, use load)")
    found = re.match(r"error at (\d+):(\d+): (.*)", str(error), re.DOTALL)
    if not found:
        return syntax_error(text, str(error).splitlines()[0], None, None)
    message = " ".join(found[3].split())
    if "Prefix not found" in message:
        message = "a prefix that no PREFIX line declares"
    elif "[_]" in message:
        # The parser's word for "any character": it stopped at something that it knows no use for.
        message = "something is missing here or does not belong here"
    elif len(message) > 160:
        message = message[:160].rsplit(" ", 1)[0] + " …"
    return syntax_error(text, message, int(found[1]), int(found[2]))
