"""The pages of the single file: drawn by the server's own templates, one after the other, until no link
leads to a page that is not there.

This module alone reaches up to ``web``, whose pages it draws.
"""

from __future__ import annotations

from collections import deque
from html import unescape
from re import compile as pattern
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import pyoxigraph
from pyoxigraph import NamedNode

from ..model.errors import MissingExtraError, StoreError
from ..model.record import Record
from ..model.terms import EVIDENCE, FOLDED_LABEL, GRAPH_SEARCH, SHA256
from ..store.oxigraph import OxigraphStore
from ..views.queries import library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from re import Pattern

    from ..store.base import Store
    from ..web.replies import Reply
    from ..workers.wire import Head

LANGUAGES = ("vi", "en")
_TOP = ("/", "/search", "/timeline", "/path", "/graph", "/statistics", "/queries", "/query")
# The folder of an address -> the page, and the field that names what it shows.
_FOLDERS = {
    "id": ("entity", "slug"),
    "source": ("source", "source"),
    "claim": ("claim", "claim"),
    "queries": ("library_query", "name"),
}
_ENDINGS = (".ttl", ".jsonld", ".rdf", ".nt")
_NOT_PAGES = ("/static/", "/api/", "/export/", "/sparql", "/store", "/.well-known/")
_LINK = pattern(r'<a\b[^>]*?\bhref="(/[^"]*)"')
_MAIN = pattern(r"(?s)(<main\b[^>]*>)(.*)(</main>)")
_TITLE = pattern(r"(?s)<title>(.*?)</title>")
_RESULTS = pattern(r'(?s)<section class="results".*?</section>\s*')
_BODY = pattern(r"(?s)<body\b[^>]*>(.*)</body>")
_SCRIPT = pattern(r"(?s)<script\b[^>]*>.*?</script>\s*")


class DrawnPage(Record):
    """A page in one language: ``title`` as text, ``main`` the HTML between its header and footer.

    ``around`` is the HTML of the body with nothing in the place of ``main``.
    """

    title: str
    main: str
    around: str


def drawn_pages(store: Store, found: set[str]) -> Iterator[tuple[str, dict[str, DrawnPage]]]:
    """(address, language -> page) for every page: first the fixed ones, then all that is linked to.

    Each address is added to ``found`` as it is met. Raises MissingExtraError without the extra ``web``.
    """
    waiting = deque(dict.fromkeys([*_TOP, *_library(), *_things(store)]))
    found |= set(waiting)
    while waiting:
        address = waiting.popleft()
        pages = {lang: page for lang in LANGUAGES if (page := _drawn(store, address, lang))}
        if len(pages) < len(LANGUAGES):
            continue
        yield address, pages
        for link in links(pages["vi"].main + pages["en"].main):
            if link not in found:
                found.add(link)
                waiting.append(link)


def page_words() -> dict[str, dict[str, str]]:
    """Language -> key -> the words of the pages themselves."""
    from ..web.words import words_in

    return {lang: words_in(lang) for lang in LANGUAGES}


def query_seconds() -> float:
    """How long a query may take: as long as on the server, unless that is told otherwise."""
    from ..web.limits import Limits

    return Limits().deadline


def links(html: str) -> list[str]:
    """The addresses of the pages that some HTML of ours links to, in order, without what is chosen in them.

    >>> links('<a href="/source/a?quote=1,2&amp;lang=vi#quote">x</a> <a href="/id/vnpt.ttl">')
    ['/source/a']
    """
    found = (address_of(unescape(href)) for href in _LINK.findall(html))
    return list(dict.fromkeys(address for address in found if address))


def address_of(href: str) -> str:
    """The address of the page that a link leads to; empty when it leads to something else."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith(_NOT_PAGES):
        return ""
    if parts.path == "/entity":
        return next((f"/entity?iri={_quoted(v)}" for k, v in parse_qsl(parts.query) if k == "iri"), "")
    folder = parts.path.split("/")[1]
    if folder in _FOLDERS and parts.path != f"/{folder}" and parts.path.endswith(_ENDINGS):
        return ""
    return parts.path


def _drawn(store: Store, address: str, lang: str) -> DrawnPage | None:
    """A page as the server draws it; None where the server has none."""
    name, fields = _asked(address)
    if not name:
        return None
    if name == "library_query":
        # The form alone: its query runs in the browser.
        store = OxigraphStore(pyoxigraph.Store())
    head = {
        "name": name, "fields": fields, "lang": lang, "chosen": True, "services": [], "limit": 1 << 30,
        "path": urlsplit(address).path, "sent": list(fields.items()) if name == "entity" else [],
    }  # fmt: skip
    reply = _draw()(store, head, b"")
    return _parts(reply.body.decode()) if reply.status == 200 else None


def _draw() -> Callable[[Store, Head, bytes], Reply]:
    try:
        import jinja2  # noqa: F401 - only whether it is there
    except ImportError:
        raise MissingExtraError(
            "export to HTML needs the package jinja2: pip install 'smartcity-kb[web]'"
        ) from None
    from ..web.jobs import page

    return page


def _asked(address: str) -> tuple[str, dict[str, str]]:
    """The name of an address's page and the fields that it is asked with; no name: there is no such page."""
    parts = urlsplit(address)
    if parts.path == "/entity":
        return "entity", dict(parse_qsl(parts.query))
    _, first, *rest = parts.path.split("/")
    if first in _FOLDERS and len(rest) == 1:
        name, field = _FOLDERS[first]
        return name, {field: unquote(rest[0])}
    return ("" if rest else _fixed(parts.path)), {}


def _fixed(path: str) -> str:
    if path == "/":
        return "home"
    if path == "/timeline":
        # The script of the file takes rows out; it has no server to bring more.
        return "whole timeline"
    return path[1:] if path in _TOP else ""


def _parts(html: str) -> DrawnPage:
    # HTML makes a line feed of every carriage return that stands as itself; positions in texts count both.
    body = _SCRIPT.sub("", _found(_BODY, html)).replace("\r", "&#13;")
    main = _MAIN.search(body)
    if main is None:
        raise StoreError("a page of the explorer has no main part; its templates are damaged")
    around = body[: main.start(2)] + body[main.end(2) :]
    return DrawnPage(unescape(_found(_TITLE, html)), _RESULTS.sub("", main[2]), around)


def _found(what: Pattern[str], html: str) -> str:
    match = what.search(html)
    return match[1] if match else ""


def _library() -> list[str]:
    return [f"/queries/{_quoted(query.name)}" for query in library()]


def _things(store: Store) -> Iterator[str]:
    """The addresses of all sources, and of all entities with a name or with facts of their own."""
    from ..web.addresses import place_of

    patterns = (
        f"?e {SHA256} ?sum",
        f"GRAPH {GRAPH_SEARCH} {{ ?e {FOLDED_LABEL} ?name }}",
        f"?claim {EVIDENCE} ?quote GRAPH ?claim {{ ?e ?p ?o }}",
    )
    for about in patterns:
        rows = store.select(f"SELECT DISTINCT ?e WHERE {{ {about} }}")
        yield from sorted(place_of(row[0].value) for row in rows if isinstance(row[0], NamedNode))


def _quoted(text: str) -> str:
    return quote(text, safe="")
