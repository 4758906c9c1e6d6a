"""The JSON API of the explorer: the views, in the shapes of docs/json.md."""

from __future__ import annotations

from ..model.errors import UsageError
from ..views.as_json import to_json
from ..views.entity import entity_page
from ..views.evidence import evidence, find_term
from ..views.neighbours import neighbours
from ..views.paths import paths
from ..views.queries import library
from ..views.resolve import resolve
from ..views.search import search
from ..views.sources import sources
from ..views.statistics import statistics
from ..views.surroundings import more_surroundings, surroundings, whole_graph
from ..views.timeline import first_of_timeline
from .article import article
from .replies import Reply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..store.base import Store

    Fields = Mapping[str, str]

_MOST_HITS = 200
_DEEPEST = 4
_LONGEST = 12
_MOST_LINKS = 200
_MOST_EDGES = 20_000
# Far beyond any page that a reader asks for.
_FARTHEST = 10_000_000


def answer_api(store: Store, name: str, fields: Fields, lang: str) -> Reply:
    """The answer of one view as JSON; raises UsageError for fields that are missing or wrong."""
    body = to_json(API[name](store, fields, lang)).encode("utf-8", "replace")
    return Reply(200, "application/json", body)


def _search(store: Store, fields: Fields, lang: str) -> object:
    return search(store, _needed(fields, "q"), lang, _number(fields, "limit", 20, _MOST_HITS))


def _entity(store: Store, fields: Fields, lang: str) -> object:
    return entity_page(store, resolve(store, _needed(fields, "entity"), lang), lang)


def _neighbours(store: Store, fields: Fields, lang: str) -> object:
    names = [name for name in fields.get("relation", "").split(",") if name]
    terms = [find_term(store, name).value for name in names]
    about = resolve(store, _needed(fields, "entity"), lang)
    depth = _number(fields, "depth", 1, _DEEPEST)
    return neighbours(store, about, depth, terms, fields.get("direction", "both"), lang)


def _neighbourhood(store: Store, fields: Fields, lang: str) -> object:
    about = resolve(store, _needed(fields, "entity"), lang)
    if not fields.get("relation"):
        return surroundings(store, about, lang, _number(fields, "limit", 20, _MOST_LINKS))
    if fields.get("direction") not in ("in", "out"):
        raise UsageError("?direction= is in or out where one ?relation= is asked for")
    direction = (find_term(store, fields["relation"]).value, fields["direction"] == "in")
    offset = _number(fields, "offset", 0, _FARTHEST, least=0)
    return more_surroundings(store, about, direction, offset, lang, _number(fields, "limit", 50, _MOST_LINKS))


def _graph(store: Store, fields: Fields, lang: str) -> object:
    return whole_graph(store, lang, _number(fields, "limit", _MOST_EDGES, _MOST_EDGES))


def _path(store: Store, fields: Fields, lang: str) -> object:
    start = resolve(store, _needed(fields, "from"), lang)
    end = resolve(store, _needed(fields, "to"), lang)
    longest = _number(fields, "max-length", 6, _LONGEST)
    return paths(store, start, end, longest, bool(fields.get("all")), lang)


def _timeline(store: Store, fields: Fields, lang: str) -> object:
    around = resolve(store, fields["entity"], lang) if fields.get("entity") else None
    found = first_of_timeline(store, around, fields.get("from") or None, fields.get("to") or None, lang)
    return {**found.asdict(), "more": found.more}


def _evidence(store: Store, fields: Fields, lang: str) -> object:
    return evidence(
        store, _needed(fields, "subject"), fields.get("term") or None, fields.get("object") or None, lang
    )


def _source(store: Store, fields: Fields, lang: str) -> object:
    return article(store, resolve(store, _needed(fields, "source"), lang), lang, fields.get("quote", ""))


def _queries(store: Store, fields: Fields, lang: str) -> object:
    # Where the files lie on this machine is nobody's business.
    return [query.replace(path="") for query in library()]


def _needed(fields: Fields, name: str) -> str:
    value = fields.get(name, "").strip()
    if not value:
        raise UsageError(f"?{name}= is needed")
    return value


def _number(fields: Fields, name: str, default: int, most: int, least: int = 1) -> int:
    text = fields.get(name, "") or str(default)
    if not (text.isascii() and text.isdigit() and len(text) < 12 and least <= int(text) <= most):
        raise UsageError(f"?{name}= is a whole number from {least} to {most}")
    return int(text)


# What goes through the whole store.
HEAVY = frozenset({"graph"})
API: dict[str, Callable[[Store, Fields, str], object]] = {
    "search": _search,
    "entity": _entity,
    "neighbours": _neighbours,
    "neighbourhood": _neighbourhood,
    "graph": _graph,
    "path": _path,
    "timeline": _timeline,
    "evidence": _evidence,
    "source": _source,
    "sources": lambda store, fields, lang: sources(store, lang),
    "stats": lambda store, fields, lang: statistics(store, lang, _number(fields, "limit", 10, 100)),
    "queries": _queries,
}
