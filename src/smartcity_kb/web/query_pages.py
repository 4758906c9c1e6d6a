"""The pages around SPARQL: the query library with forms, and a query written by hand."""

from __future__ import annotations

from itertools import islice

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, RdfFormat

from ..model.errors import KnowledgeBaseError, NotFoundError
from ..model.prefixes import curie
from ..model.record import Record
from ..views.queries import QueryFile, bind, library
from ..views.resolve import resolve
from .pages import Page
from .replies import status_of
from .sparql_query import answer_query, bounded, refuse, run_query, write_graph

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pyoxigraph import Triple

    from ..store.base import Object, Results, Store
    from .replies import Reply

    Fields = Mapping[str, str]

_MOST_ROWS = 1000
_MOST_TRIPLES = 5000
_MOST_TRIPLES_BYTES = 4 * 1024 * 1024
# What ?as= may say, and the media type that it stands for.
DOWNLOADS = {
    "json": "application/sparql-results+json, application/ld+json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "xml": "application/sparql-results+xml, application/rdf+xml",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
}


class Cell(Record):
    """A value in a table: its text, the IRI it links to or nothing, its language or nothing."""

    text: str
    iri: str
    lang: str


class Shown(Record):
    """Results as a page shows them: ``kind`` is rows, boolean or graph."""

    kind: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    truncated: bool = False
    answer: bool = False
    text: str = ""


def library_page(store: Store, fields: Fields, lang: str) -> Page:
    """The query library."""
    return Page("queries", {"queries": library()})


def library_query(store: Store, fields: Fields, lang: str, allowed: Sequence[str]) -> Page:
    """A query of the library with a form; run as soon as nothing that it needs is missing."""
    query = library_named(fields["name"])
    given = {p.name: fields.get(p.name, "").strip() for p in query.parameters}
    complete = all(given[p.name] for p in query.parameters if p.required)
    values = {p.name: given[p.name] or p.default or "" for p in query.parameters}
    shown = None
    if complete and (fields.get("run") or not any(p.required for p in query.parameters)):
        shown = show_results(run_query(store, bound_text(store, query, fields, lang)))
    return Page("library_query", {"query": query, "values": values, "results": shown})


def written_query(store: Store, fields: Fields, lang: str, allowed: Sequence[str]) -> Page:
    """A query written by hand, its results below; what is wrong with it stands beside the text."""
    text = fields.get("query", "")
    values: dict[str, object] = {"text": text, "results": None, "problem": ""}
    status = 200
    if text.strip():
        try:
            refuse(text, allowed)
            values["results"] = show_results(run_query(store, text))
        except KnowledgeBaseError as error:
            values["problem"], status = error.message, status_of(error)
    return Page("query", values, status)


def library_named(name: str) -> QueryFile:
    """The shipped query of this name; never a file elsewhere, whatever the name looks like."""
    for query in library():
        if query.name == name:
            return query
    raise NotFoundError(f"no query named '{name}'; the library lists them")


def bound_text(store: Store, query: QueryFile, fields: Fields, lang: str) -> str:
    """The SPARQL text of a library query with a form's values bound as terms."""
    values = {p.name: fields[p.name].strip() for p in query.parameters if fields.get(p.name, "").strip()}
    if any(p.name == "lang" for p in query.parameters):
        # ?lang= is the page's language, and it is the query's.
        values["lang"] = lang
    return bind(query, values, lambda name: resolve(store, name, lang))


def download(store: Store, fields: Fields, lang: str, allowed: Sequence[str], limit: int) -> Reply:
    """The results of either page as a file of the kind that ``as`` says."""
    kind = fields["as"]
    if kind not in DOWNLOADS:
        raise NotFoundError(f"as={kind[:20]} is none of {', '.join(DOWNLOADS)}")
    if "name" in fields:
        query = library_named(fields["name"])
        text, name = bound_text(store, query, fields, lang), query.name
    else:
        text, name = fields.get("query", ""), "query"
    reply = answer_query(store, text, DOWNLOADS[kind], allowed=allowed, limit=limit)
    disposition = f'attachment; filename="{name}.{kind}"'
    return reply.replace(headers={"content-disposition": disposition})


def show_results(results: Results) -> Shown:
    """Results for a page, cut where a page would grow too long."""
    if isinstance(results, QueryBoolean):
        return Shown("boolean", answer=bool(results))
    if not isinstance(results, QuerySolutions):
        return _shown_graph(list(islice(results, _MOST_TRIPLES)))
    columns = tuple(variable.value for variable in results.variables)
    rows = [tuple(_cell(value) for value in row) for row in islice(results, _MOST_ROWS + 1)]
    return Shown("rows", columns, tuple(rows[:_MOST_ROWS]), len(rows) > _MOST_ROWS)


def _shown_graph(triples: list[Triple]) -> Shown:
    ordered = sorted(set(triples), key=str)
    text = bounded(lambda out: write_graph(ordered, out, RdfFormat.TURTLE), _MOST_TRIPLES_BYTES)
    return Shown("graph", text=text.decode(), truncated=len(triples) == _MOST_TRIPLES)


def _cell(value: Object | None) -> Cell:
    if isinstance(value, NamedNode):
        return Cell(curie(value.value), value.value, "")
    if isinstance(value, Literal):
        return Cell(value.value, "", value.language or "")
    return Cell("" if value is None else str(value), "", "")


QUERY_PAGES: dict[str, Callable[[Store, Fields, str, Sequence[str]], Page]] = {
    "library_query": library_query,
    "query": written_query,
}
