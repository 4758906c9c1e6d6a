"""``query``: a SPARQL query from a file, the library, standard input or the command line."""

from __future__ import annotations

import sys

import pyoxigraph
from pyoxigraph import Literal, NamedNode, QuerySolutions

from ...model.errors import InputError, UsageError
from ...model.prefixes import PREFIXES, curie
from ...store.open import open_store
from ...views.queries import bind, find_query, query_from_text
from ..layout import put_table
from ..output import plain, put, put_tsv, put_written, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import QueryBoolean, QueryTriples

    from ...store.base import Object
    from ...views.queries import QueryFile
    from ..output import Settings

_MOST_STDIN = 1024 * 1024
_ROWS = {"json": "JSON", "csv": "CSV", "tsv": "TSV", "xml": "XML"}
_GRAPHS = {
    "turtle": "TURTLE",
    "ntriples": "N_TRIPLES",
    "rdfxml": "RDF_XML",
    "jsonld": "JSON_LD",
    "trig": "TRIG",
    "nquads": "N_QUADS",
}


def run(
    settings: Settings,
    query: str | None = None,
    text: str | None = None,
    param: Sequence[str] = (),
    format: str | None = None,  # noqa: A002 - the option's name
    timeout: float | None = None,
    exit_status: bool = False,
) -> int:
    """Run a query and write its results; 1 for ASK false under ``exit_status``, else 0."""
    asked = _asked(query, text)
    if not asked.text.strip():
        raise InputError("the query is empty")
    values = _values(param)
    if any(parameter.name == "lang" for parameter in asked.parameters):
        values.setdefault("lang", settings.lang)
    with open_store(settings.kb) as store:

        def entity(name: str) -> NamedNode:
            from ...views.resolve import resolve

            return resolve(store, name, settings.lang)

        bound = bind(asked, values, entity)
        if timeout is not None:
            from ..interrupt import set_deadline

            set_deadline(timeout)
        results = store.query(bound)
        if isinstance(results, pyoxigraph.QueryBoolean):
            return _put_boolean(results, format or "table", exit_status)
        if isinstance(results, QuerySolutions):
            _put_solutions(results, format or "table", settings)
        else:
            _put_graph(results, format or "turtle")
    return 0


def _asked(query: str | None, text: str | None) -> QueryFile:
    if (query is None) == (text is None):
        raise UsageError("give one query: a FILE, a NAME of the library ('queries' lists them), - or --text")
    if text is not None:
        return query_from_text(text, "--text")
    if query == "-":
        data = sys.stdin.buffer.read(_MOST_STDIN + 1)
        if len(data) > _MOST_STDIN:
            raise InputError("standard input: a query of more than 1 MiB")
        try:
            return query_from_text(data.decode("utf-8"), "standard input")
        except UnicodeDecodeError as error:
            raise InputError(f"standard input: not UTF-8 (byte {error.start})") from None
    return find_query(query or "")


def _values(param: Sequence[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, value in map(_pair, param):
        if name in values:
            raise UsageError(f"-p {name}= is given twice; a parameter takes one value")
        values[name] = value
    return values


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UsageError(f"-p takes name=value, not '{text}'")
    return name, value


def _put_boolean(result: QueryBoolean, format_: str, exit_status: bool) -> int:
    answer = bool(result)
    if format_ == "table":
        put(str(answer).lower())
    elif format_ in ("json", "xml", "csv", "tsv"):
        results_format = getattr(pyoxigraph.QueryResultsFormat, _ROWS[format_])
        put_written(lambda out: result.serialize(out, results_format))
        put()
    else:
        raise UsageError(f"an ASK query gives table, json, xml, csv or tsv, not {format_}")
    return 1 if exit_status and not answer else 0


def _put_solutions(results: QuerySolutions, format_: str, settings: Settings) -> None:
    if format_ == "table":
        header = [variable.value for variable in results.variables]
        rows = [[_shown(value) for value in solution] for solution in results]
        if header:
            put_table(header, rows)
        say(f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}", settings)
    elif format_ in _ROWS:
        results_format = getattr(pyoxigraph.QueryResultsFormat, _ROWS[format_])
        put_written(lambda out: results.serialize(out, results_format))
    else:
        raise UsageError(f"a SELECT query gives {', '.join(['table', *_ROWS])}; not {format_}")


def _put_graph(results: QueryTriples, format_: str) -> None:
    if format_ == "table":
        put_tsv(("subject", "predicate", "object"))
        for triple in results:
            put_tsv([plain(_shown(term)) for term in (triple.subject, triple.predicate, triple.object)])
    elif format_ in _GRAPHS:
        # Sorted, so that the same graph is the same text; pyoxigraph writes in the order it is given.
        triples = sorted(set(results), key=str)
        rdf_format = getattr(pyoxigraph.RdfFormat, _GRAPHS[format_])
        put_written(lambda out: pyoxigraph.serialize(triples, out, rdf_format, prefixes=PREFIXES))
    else:
        raise UsageError(f"CONSTRUCT and DESCRIBE give {', '.join(['table', *_GRAPHS])}; not {format_}")


def _shown(value: Object | None) -> str:
    if value is None:
        return ""
    if isinstance(value, NamedNode):
        return curie(value.value)
    if isinstance(value, Literal):
        return value.value
    return str(value)
