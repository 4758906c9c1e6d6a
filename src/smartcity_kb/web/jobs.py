"""The jobs that the workers of the server do: each takes a message's head and body, and gives a reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.errors import KnowledgeBaseError
from .addresses import Addresses
from .descriptions import service_description, void_description
from .exports import exported
from .graph_store import graph_named, read_graph
from .json_api import answer_api
from .negotiation import GRAPHS
from .pages import PAGES, Page, data
from .problems import problem_page
from .query_pages import QUERY_PAGES, download, library_page
from .replies import Reply, as_json, as_text
from .sparql_query import answer_query, bounded, negotiated, write_graph
from .templates import rendered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import Triple

    from ..store.base import Store
    from ..workers.wire import Head


def sparql(store: Store, head: Head, body: bytes) -> Reply:
    """A query; the body is its text."""
    return answer_query(
        store,
        body.decode(),
        head["accept"],
        head["default_graphs"],
        head["named_graphs"],
        head["services"],
        head["limit"],
    )


def service(store: Store, head: Head, body: bytes) -> Reply:
    """The service description."""
    return _described(service_description(head["root"] + "sparql"), head)


def void(store: Store, head: Head, body: bytes) -> Reply:
    """The VoID description."""
    return _described(void_description(store, head["root"]), head)


def graph(store: Store, head: Head, body: bytes) -> Reply:
    """A whole graph."""
    return read_graph(store, graph_named(head["default"], head["graphs"]), head["accept"], head["limit"])


def api(store: Store, head: Head, body: bytes) -> Reply:
    """A view as JSON."""
    return answer_api(store, head["name"], head["fields"], head["lang"])


def export(store: Store, head: Head, body: bytes) -> Reply:
    """A file of the whole knowledge base, or of what is said of an entity."""
    return exported(store, head["fields"], head["lang"], head["limit"])


def resource(store: Store, head: Head, body: bytes) -> Reply:
    """What is said of a thing, in RDF."""
    return data(store, head["fields"], head["accept"], head["limit"])


def page(store: Store, head: Head, body: bytes) -> Reply:
    """A page as HTML; what goes wrong is a page too."""
    fields, lang = head["fields"], head["lang"]
    to = Addresses(lang, head["chosen"], head["path"], [(name, value) for name, value in head["sent"]])
    try:
        if fields.get("as"):
            return download(store, fields, lang, head["services"], head["limit"])
        shown = _page(store, head["name"], fields, lang, head["services"])
    except KnowledgeBaseError as error:
        shown = problem_page(error, head["name"], fields, lang)
    return Reply(shown.status, "text/html", rendered(shown.template, shown.values, to), _page_headers(lang))


def _page(store: Store, name: str, fields: dict[str, str], lang: str, allowed: list[str]) -> Page:
    if name in QUERY_PAGES:
        return QUERY_PAGES[name](store, fields, lang, allowed)
    if name == "queries":
        return library_page(store, fields, lang)
    return PAGES[name](store, fields, lang)


def _page_headers(lang: str) -> dict[str, str]:
    return {"content-language": lang, "vary": "Accept, Accept-Language"}


def _described(triples: Iterable[Triple], head: Head) -> Reply:
    type_ = negotiated(head["accept"], GRAPHS)
    body = bounded(lambda out: write_graph(triples, out, GRAPHS[type_]), head["limit"])
    return Reply(200, type_, body, {"vary": "Accept"})


def _job(
    do: Callable[[Store, Head, bytes], Reply], as_error: Callable[[KnowledgeBaseError], Reply]
) -> Callable[[Store, Head, bytes], tuple[Head, bytes]]:
    def call(store: Store, head: Head, body: bytes) -> tuple[Head, bytes]:
        try:
            return do(store, head, body).message()
        except KnowledgeBaseError as error:
            return as_error(error).message()

    return call


JOBS = {
    "sparql": _job(sparql, as_text),
    "service": _job(service, as_text),
    "void": _job(void, as_text),
    "graph": _job(graph, as_text),
    "export": _job(export, as_text),
    "resource": _job(resource, as_text),
    "api": _job(api, as_json),
    "page": _job(page, as_text),
}
