"""What exports read: rows of queries as TSV lines, written to files by the engine itself.

Decoding terms is what a scan of a large store costs, and the engine does it without the interpreter's
lock: the queries of one export run side by side in threads, and only what a format needs is decoded.
Oxigraph gives rows in an order of its own (on disk by hash, in memory by arrival), so whatever is
written is sorted first.
"""

from __future__ import annotations

from os import remove
from threading import Thread
from typing import TYPE_CHECKING

import pyoxigraph

from ..model.errors import StoreError
from ..model.prefixes import PREFIXES
from ..model.terms import GRAPH_LINKS, GRAPH_SEARCH, GRAPH_VOCABULARY
from ..store.oxigraph import OxigraphStore
from .scratch import CHUNK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..store.base import Store
    from .scratch import Scratch

CLAIMS = PREFIXES["claim"]
SPAN = "#char="
ALL_TRIPLES = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
ALL_IN_GRAPHS = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"
OF_CLAIM = f'FILTER(STRSTARTS(STR(?g), "{CLAIMS}"))'
# Told apart by what names are stored as: nothing is decoded for it. Other people's graphs may be left.
NOT_OURS = f"FILTER(?g NOT IN ({GRAPH_VOCABULARY}, {GRAPH_SEARCH}, {GRAPH_LINKS}))"
CLAIM_GRAPHS = f"SELECT ?g ?s ?p ?o WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {OF_CLAIM} }}"


def local_store(store: Store, scratch: Scratch) -> pyoxigraph.Store:
    """The engine behind a store; for an endpoint, everything it holds copied into a temporary one."""
    if isinstance(store, OxigraphStore):
        return store.inner
    copy = pyoxigraph.Store(scratch.new_path())
    copy.bulk_extend(store.quads())
    return copy


def read_rows(engine: pyoxigraph.Store, queries: Sequence[str], scratch: Scratch) -> list[Rows]:
    """Start to read the rows of SELECT queries, side by side."""
    started = [Rows(engine, query, scratch.new_path()) for query in queries]
    for rows in started:
        rows.start()
    return started


class Rows(Thread):
    """The rows of a query, on their way into a file. A daemon: it does not keep the process from ending."""

    def __init__(self, engine: pyoxigraph.Store, query: str, place: str) -> None:
        super().__init__(daemon=True)
        self.engine = engine
        self.query = query
        self.place = place
        self.error: Exception | None = None

    def run(self) -> None:
        """Let the engine write the file."""
        try:
            self._read()
        except Exception as error:  # noqa: BLE001 - raised again in the thread that waits
            # The frames hold the engine's rows, which may not leave this thread.
            self.error = error.with_traceback(None)

    def _read(self) -> None:
        rows = self.engine.query(self.query, prefixes=PREFIXES)
        if not isinstance(rows, pyoxigraph.QuerySolutions):
            raise TypeError("a SELECT query was expected")
        rows.serialize(self.place, pyoxigraph.QueryResultsFormat.TSV)

    def chunks(self) -> Iterator[list[bytes]]:
        """The rows in chunks to be sorted, once; waits for the file and removes it afterwards.

        A row is one line: cells with a tab between them (see ``cells``), then a line end. Raises what
        reading raised.
        """
        while self.is_alive():
            # With a timeout the main thread still hears Ctrl-C.
            self.join(0.2)
        if self.error is not None:
            raise self.error
        with open(self.place, "rb", buffering=1 << 20) as file:
            file.readline()
            while chunk := file.readlines(CHUNK):
                yield chunk
        remove(self.place)


def vocabulary_labels(engine: pyoxigraph.Store, lang: str) -> dict[bytes, str]:
    """IRI cell -> its label in the vocabulary in this language, else in another, else empty."""
    from ..model.terms import LABEL

    labels: dict[bytes, tuple[bool, str]] = {}
    try:
        for quad in engine.quads_for_pattern(None, None, None, GRAPH_VOCABULARY):
            cell = str(quad.subject).encode()
            entry = (True, "")
            if quad.predicate == LABEL and isinstance(quad.object, pyoxigraph.Literal):
                entry = (quad.object.language != lang, quad.object.value)
            labels[cell] = min(labels.get(cell, entry), entry, key=lambda e: (e[0], not e[1], e[1]))
    except OSError as error:
        raise StoreError(f"the vocabulary cannot be read: {error}") from None
    return {cell: label for cell, (_, label) in labels.items()}
