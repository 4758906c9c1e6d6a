"""A SPARQL 1.1 Protocol endpoint behind the Store protocol."""

from __future__ import annotations

import os

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples

from ..model.errors import QuerySyntaxError, StoreError
from .answers import ACCEPT_SOLUTIONS, ACCEPT_TRIPLES, Table, boolean, triples
from .dialects import choose_dialect, dialect_of_server, service_of
from .endpoint_writer import EndpointWriter
from .graph_names import by_filter, chooses_graphs, names_graphs, shows_all
from .http_client import HttpClient, RefusedError, first_line
from .paging import own_limit, pages, solutions_of
from .pattern import Pattern
from .query_text import prepare, rejected
from .removal import quads_only_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Self

    from .base import Graph, Object, Results, Subject
    from .http_client import Answer
    from .query_text import Query

UPDATE_URL_VARIABLE = "SMARTCITY_KB_UPDATE_URL"
# Virtuoso: the row limit that cut an answer, and the note that only a part of it was computed in time.
_ROW_LIMIT_HEADER = "x-sparql-maxrows"
_PARTIAL_HEADER = "x-sql-state"


def open_endpoint(url: str) -> EndpointStore:
    """The endpoint at a URL; nothing is sent before the first question.

    The URL is the one that answers queries, or the base of an Oxigraph server. The engine is the one that
    ``SMARTCITY_KB_DIALECT`` names, or that the URL or the server's first answer gives away. Raises
    UsageError for a URL that holds a password or is none, and for settings that cannot be used.
    """
    return EndpointStore(url, os.environ)


class EndpointStore:
    """A store behind HTTP. Requests, their number included, are those of ``client``."""

    def __init__(self, url: str, environment: Mapping[str, str]) -> None:
        self.client = HttpClient(url, environment)
        self.location = url
        self._update_url = environment.get(UPDATE_URL_VARIABLE, "").strip()
        self._dialect, self._settled = choose_dialect(url, environment)
        self._service = service_of(self._dialect, url, self.client.has_login)

    def query(self, text: str) -> Results:
        """The results of any SPARQL 1.1 query; our prefixes are known, updates and SERVICE refused.

        A graph's triples and an answer's rows have come whole before this returns.
        """
        query = prepare(text)
        if query.form == "SELECT":
            return self._solutions(query)
        if query.form == "ASK":
            return boolean(self._ask(query, query.sent, ACCEPT_SOLUTIONS), self._service.query, self._digits)
        answer = self._ask(query, query.sent, ACCEPT_TRIPLES)
        self._refuse_cut_triples(query)
        return triples(answer, self._service.query)

    def select(self, text: str) -> QuerySolutions:
        """The solutions of a SELECT query."""
        results = self.query(text)
        if not isinstance(results, QuerySolutions):
            raise QuerySyntaxError("a SELECT query was expected")
        return results

    def ask(self, text: str) -> bool:
        """The answer of an ASK query."""
        results = self.query(text)
        if not isinstance(results, QueryBoolean):
            raise QuerySyntaxError("an ASK query was expected")
        return bool(results)

    def construct(self, text: str) -> QueryTriples:
        """The triples of a CONSTRUCT or DESCRIBE query."""
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
        """The quads that match; None matches anything.

        A blank node matches nothing: those of an endpoint have no name outside of it.
        """
        if any(isinstance(term, BlankNode) for term in (subject, object, graph)):
            return
        self._settle()
        pattern = Pattern(subject, predicate, object, exact=not self._dialect.merges_values)
        if graph is None or isinstance(graph, DefaultGraph):
            for row in self.select(self._default_query(pattern)):
                yield from pattern.quad(row, DefaultGraph())
        if graph is None:
            for row in self.select(
                f"SELECT DISTINCT ?g ?s ?p ?o WHERE {{ GRAPH ?g {{ {pattern} }} {self._others()} }}"
            ):
                yield from pattern.quad(row, row["g"])
        elif isinstance(graph, NamedNode) and graph != self._dialect.facts_graph:
            for row in self.select(f"SELECT DISTINCT ?s ?p ?o WHERE {{ GRAPH {graph} {{ {pattern} }} }}"):
                yield from pattern.quad(row, graph)

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads of any number, in verified batches.

        Not all or none, as stores on this machine do: SPARQL 1.1 has no transactions over requests. After
        an interruption, adding the same again sends what is missing.
        """
        self._writer().add(quads)

    def replace_source(self, source: NamedNode, quads: Iterable[Quad]) -> None:
        """Put what a source says in place of what it said before; with no quads, the source is removed.

        As one update where it is small enough for one; else what an interruption leaves is completed by
        doing the same again.
        """
        self._writer().replace(quads_only_of(self, source), quads)

    def clear_graph(self, graph: NamedNode, quads: Iterable[Quad]) -> None:
        """Put quads in place of a whole named graph, as one update where it is small enough for one."""
        self._writer().replace(self.quads(graph=graph), quads)

    def close(self) -> None:
        """Let go of the connections."""
        self.client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _digits(self) -> bool:
        return self._dialect.merges_values

    def _writer(self) -> EndpointWriter:
        self._settle()
        return EndpointWriter(self.location, self._dialect, self._send_update, self.select)

    def _settle(self) -> None:
        """Know the dialect for sure before something depends on it that cannot be asked again."""
        if not self._settled:
            self.ask("ASK {}")

    def _send_update(self, text: str) -> None:
        url = self._update_url or self._service.update
        self.client.send_body(url, text.encode(), "application/sparql-update")

    def _ask(self, query: Query, sent: str, accept: str) -> Answer:
        """The answer to a query; the server's first one may correct the guess of its dialect."""
        try:
            answer = self._send(query, sent, accept)
            again = self._learn(answer.headers)
            if again:
                answer = self._send(query, sent, accept)
        except RefusedError as error:
            if not self._learn(error.headers):
                raise self._explained(query, error) from None
            try:
                answer = self._send(query, sent, accept)
            except RefusedError as second:
                raise self._explained(query, second) from None
        if _PARTIAL_HEADER in answer.headers:
            said = first_line(answer.headers.get("x-sql-message", "")) or answer.headers[_PARTIAL_HEADER]
            raise StoreError(
                f"{self.location}: the endpoint gave a part of the answer only: {said}; ask for less"
            )
        return answer

    def _send(self, query: Query, sent: str, accept: str) -> Answer:
        fields = {"query": sent}
        facts = self._dialect.facts_graph
        # A variable may not be added to SELECT *; where that would be needed the union is asked.
        asks_union = chooses_graphs(sent) or (shows_all(query.sent) and names_graphs(sent))
        if facts is not None and self._dialect.names_facts and not asks_union:
            hidden = (*self._dialect.own_graphs, facts.value)
            fields = {"query": by_filter(sent, hidden), "default-graph-uri": facts.value}
        return self.client.send(self._service.query, fields, accept)

    def _learn(self, headers: Mapping[str, str]) -> bool:
        """Take the dialect from a Server header when it was a guess; whether that changes the request."""
        if self._settled:
            return False
        self._settled = True
        found = dialect_of_server(headers.get("server", ""))
        if found is None or found is self._dialect:
            return False
        before = (self._service.query, self._dialect.names_facts)
        self._dialect = found
        self._service = service_of(found, self.location, self.client.has_login)
        return before != (self._service.query, found.names_facts)

    def _explained(self, query: Query, error: RefusedError) -> Exception:
        # Virtuoso answers 500 to queries that parse but that it cannot compile; their code is 37000.
        if error.status == 400 or (error.status == 500 and "Virtuoso 37000" in error.said):
            return rejected(query, first_line(error.said))
        return error

    def _solutions(self, query: Query) -> QuerySolutions:
        answer = self._ask(query, query.sent, ACCEPT_SOLUTIONS)
        table = Table(self._digits)
        rows = table.extend(answer, self._service.query)
        limit = answer.headers.get(_ROW_LIMIT_HEADER, "")
        if limit.isdigit() and rows >= int(limit):
            own = own_limit(query.sent)
            if own is None or own > rows:
                names = [variable.value for variable in table.solutions().variables]
                table = self._paged(query, names, int(limit))
        return table.solutions()

    def _paged(self, query: Query, variables: Sequence[str], limit: int) -> Table:
        """All solutions, page by page from the first one: those of the cut answer came in any order."""
        plan = pages(query.sent, variables)
        if plan is None:
            raise self._cut(limit, "give it a LIMIT of at most that, and no FROM or VALUES after it")
        [row] = self._solutions(prepare(plan.count()))
        total = int(row["n"].value)
        table = Table(self._digits)
        while table.rows < total:
            page = self._ask(query, plan.page(limit, max(table.rows, 0)), ACCEPT_SOLUTIONS)
            if not table.extend(page, self._service.query):
                break
        if table.rows != total:
            raise self._cut(limit, f"{table.rows} of {total} came by pages; try again while nobody writes")
        return table

    def _refuse_cut_triples(self, query: Query) -> None:
        """Virtuoso cuts graphs without a word: only the rows behind them tell."""
        counting = solutions_of(query.sent) if self._dialect.merges_values else None
        if counting is None:
            return
        answer = self._send(query, counting, ACCEPT_SOLUTIONS)
        limit = answer.headers.get(_ROW_LIMIT_HEADER, "")
        own = own_limit(query.sent)
        if limit.isdigit() and (own is None or own > int(limit)):
            raise self._cut(int(limit), "ask for the rows with SELECT, which come by pages, or use a LIMIT")

    def _cut(self, limit: int, advice: str) -> StoreError:
        return StoreError(
            f"{self.location}: the endpoint cuts answers at {limit} rows and this query has more; {advice}"
        )

    def _default_query(self, pattern: Pattern) -> str:
        dialect = self._dialect
        if dialect.facts_graph is not None:
            return f"SELECT DISTINCT ?s ?p ?o WHERE {{ GRAPH {dialect.facts_graph} {{ {pattern} }} }}"
        dataset = f"FROM <{dialect.unnamed_graph}> " if dialect.unnamed_graph else ""
        return f"SELECT DISTINCT ?s ?p ?o {dataset}WHERE {{ {pattern} }}"

    def _others(self) -> str:
        """A filter that leaves out the engine's own graphs and the one that stands for the default graph."""
        hidden = [f"<{graph}>" for graph in self._dialect.own_graphs]
        if self._dialect.facts_graph is not None:
            hidden.append(str(self._dialect.facts_graph))
        return f"FILTER(?g NOT IN ({', '.join(hidden)}))" if hidden else ""
