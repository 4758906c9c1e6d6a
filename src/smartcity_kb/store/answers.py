"""Answers of an endpoint become pyoxigraph's own results, checked whole before anything is handed out."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile

import pyoxigraph
from pyoxigraph import QueryResultsFormat, RdfFormat

from ..model.errors import StoreError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

    from .http_client import Answer

ACCEPT_SOLUTIONS = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.8, text/tab-separated-values;q=0.5"
)
ACCEPT_TRIPLES = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
_IN_MEMORY = 8_000_000
# Virtuoso writes booleans as digits. The text cannot stand inside a literal: quotes are escaped there.
_DIGITS = (
    (b'"1"^^<http://www.w3.org/2001/XMLSchema#boolean>', b"true"),
    (b'"0"^^<http://www.w3.org/2001/XMLSchema#boolean>', b"false"),
)
# Virtuoso's blank nodes, which are none that SPARQL results may hold.
_BLANK = (b"nodeID://", b"nodeID-")
_STARTS = range(len(_BLANK[0]) - 1, 0, -1)


class Table:
    """Solutions kept as SPARQL results in TSV: checked, counted, and open to further pages.

    TSV keeps every term as it is, and one line is one solution, for line ends in literals are escaped.
    """

    def __init__(self, digits: bool) -> None:
        """An empty table; ``digits`` says that the engine writes booleans as digits."""
        self.rows = -1
        self._digits = digits
        self._file: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - goes with the table
        self._columns = b""
        self._at_header = True
        self._rest = b""

    def extend(self, answer: Answer, url: str) -> int:
        """Add the solutions of an answer and tell how many they are.

        Raises StoreError when the answer is anything else.
        """
        before = max(self.rows, 0)
        self._at_header = True
        parsed = _parsed(answer, url, self._digits)
        if isinstance(parsed, pyoxigraph.QueryBoolean):
            raise StoreError(f"{url}: answers a SELECT query with yes or no; is it a SPARQL endpoint?")
        try:
            parsed.serialize(self, QueryResultsFormat.TSV)  # type: ignore[arg-type]
        except (SyntaxError, ValueError) as error:
            raise _damaged(url, error) from None
        if self._at_header:
            raise StoreError(f"{url}: the pages of an answer have different columns; ask for less at once")
        return self.rows - before

    def write(self, data: bytes) -> int:
        """Take a piece of TSV: the writer's side of a file."""
        lines = self._rest + data
        end = lines.rfind(b"\n") + 1
        self._rest = lines[end:]
        lines = lines[:end]
        if self._at_header and lines:
            header, lines = lines[: lines.index(b"\n") + 1], lines[lines.index(b"\n") + 1 :]
            if not self._columns:
                self._columns = header
                self._append(header)
            # Rows under other columns are left out, and extend tells.
            self._at_header = header != self._columns
        if not self._at_header:
            self._append(lines)
        return len(data)

    def flush(self) -> None:
        """Nothing waits to be written: the other part of a file's writing side."""

    def _append(self, lines: bytes) -> None:
        if self._digits:
            for digit, word in _DIGITS:
                lines = lines.replace(digit, word)
        self.rows += lines.count(b"\n")
        self._file.write(lines)

    def solutions(self) -> QuerySolutions:
        """The solutions, from the start."""
        self._file.seek(0)
        results = pyoxigraph.parse_query_results(self._file, QueryResultsFormat.TSV)
        if isinstance(results, pyoxigraph.QueryBoolean):
            raise AssertionError("TSV holds no booleans")
        return results


def boolean(answer: Answer, url: str, digits: bool) -> QueryBoolean:
    """The answer of an ASK query. Raises StoreError when it is anything else."""
    parsed = _parsed(answer, url, digits)
    if isinstance(parsed, pyoxigraph.QueryBoolean):
        return parsed
    try:
        values = [row[0] for row in parsed]
    except SyntaxError as error:
        raise _damaged(url, error) from None
    if not digits or len(values) > 1:
        raise StoreError(f"{url}: answers an ASK query with a table; is it a SPARQL endpoint?")
    # Virtuoso answers with one row that holds 1 or 0, or with no row.
    yes = bool(values) and getattr(values[0], "value", "0") not in ("0", "false")
    text = f'{{"head":{{}},"boolean":{str(yes).lower()}}}'
    result = pyoxigraph.parse_query_results(text, QueryResultsFormat.JSON)
    if not isinstance(result, pyoxigraph.QueryBoolean):
        raise AssertionError("a boolean was written")
    return result


def triples(answer: Answer, url: str) -> QueryTriples:
    """The triples of a CONSTRUCT or DESCRIBE query. Raises StoreError when the answer is anything else."""
    format_ = RdfFormat.from_media_type(answer.media_type)
    if format_ is None:
        raise _wrong_type(answer, url)
    # A store of its own makes them results that callers know, and takes what came twice once.
    store = pyoxigraph.Store()
    try:
        store.bulk_extend(
            pyoxigraph.Quad(q.subject, q.predicate, q.object)
            for q in pyoxigraph.parse(answer.body, format=format_, base_iri=url)
        )
    except (SyntaxError, ValueError) as error:
        raise _damaged(url, error) from None
    results = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    if not isinstance(results, pyoxigraph.QueryTriples):
        raise AssertionError("triples were asked for")
    return results


def _parsed(answer: Answer, url: str, digits: bool) -> QuerySolutions | QueryBoolean:
    format_ = QueryResultsFormat.from_media_type(answer.media_type)
    if format_ is None:
        raise _wrong_type(answer, url)
    body = _Renamed(answer.body) if digits else answer.body
    try:
        return pyoxigraph.parse_query_results(body, format_)  # type: ignore[arg-type]
    except (SyntaxError, ValueError) as error:
        raise _damaged(url, error) from None


class _Renamed:
    """A file in which the engine's blank nodes have names that SPARQL results allow."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._held = b""

    def read(self, size: int) -> bytes:
        """The next bytes, at most ``size``; what could be the start of a name at the end waits."""
        while True:
            more = self._file.read(max(size - len(self._held), 1))
            data = (self._held + more).replace(*_BLANK)
            keep = len(data) - size if len(data) > size else 0
            if more:
                keep = max(keep, next((n for n in _STARTS if data.endswith(_BLANK[0][:n])), 0))
            self._held = data[len(data) - keep :]
            if keep < len(data) or not more:
                return data[: len(data) - keep]


def _wrong_type(answer: Answer, url: str) -> StoreError:
    said = answer.media_type or "nothing"
    what = "a web page" if "html" in said else f"{said!r}"
    return StoreError(
        f"{url}: answers with {what} where SPARQL results were due; give the URL that answers queries"
    )


def _damaged(url: str, error: Exception) -> StoreError:
    from .http_client import first_line

    return StoreError(f"{url}: the answer is damaged or cut off: {first_line(str(error))}; try again")
