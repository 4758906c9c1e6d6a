"""The pages about the knowledge base: what each shows, from the store, as values for its template."""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..model.errors import AmbiguousError, NotFoundError
from ..model.prefixes import PREFIXES, curie
from ..model.record import Record
from ..model.terms import SHA256, TITLE, entity_iri, source_iri
from ..views.entity import entity_page
from ..views.labels import labels_of
from ..views.paths import paths
from ..views.resolve import resolve
from ..views.search import search
from ..views.statistics import statistics
from ..views.surroundings import surroundings, well_tied
from ..views.timeline import MOST_ROWS, first_of_timeline
from .article import article
from .claim import claim_page, languages_of
from .exports import OFFERED
from .resources import resource_data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..store.base import Store
    from .replies import Reply

    Fields = Mapping[str, str]

_MOST_SOURCES = 100


class Page(Record):
    """What a page shows: the name of its template and the template's values."""

    template: str
    values: dict[str, object]
    status: int = 200


def home(store: Store, fields: Fields, lang: str) -> Page:
    """The front page: search, paths, the sources."""
    rows = store.select(
        f"SELECT DISTINCT ?s WHERE {{ ?s {SHA256} ?sum ; {TITLE} ?title }} ORDER BY ?s LIMIT {_MOST_SOURCES}"
    )
    sources = [getattr(row[0], "value", "") for row in rows]
    labels = labels_of(store, sources, lang)
    return Page(
        "home", {"sources": [(iri, labels[iri]) for iri in sources], "exports": list(OFFERED.items())}
    )


def search_page(store: Store, fields: Fields, lang: str) -> Page:
    """What is named like ``q``."""
    asked = fields.get("q", "").strip()
    return Page("search", {"q": asked, "hits": search(store, asked, lang, 50) if asked else ()})


def entity(store: Store, fields: Fields, lang: str) -> Page:
    """An entity with its facts in words and the evidence beside them; ``iri`` or ``slug`` names it."""
    iri = named(fields)
    page = entity_page(store, iri, lang)
    known = page.names or page.relations or page.types or page.links
    # Some stand in graph:links alone: what others call the same thing.
    if not known and not store.ask(f"ASK {{ GRAPH ?g {{ {iri} ?p ?o }} }}"):
        raise NotFoundError(f"nothing is said of {iri.value}")
    languages = languages_of(store, [quote.evidence.source for quote in page.quotes])
    return Page("entity", {"page": page, "languages": languages})


def source(store: Store, fields: Fields, lang: str) -> Page:
    """An article, its noise greyed out, with the stretch ``quote`` marked."""
    return Page("source", {"article": article(store, named(fields), lang, fields.get("quote", ""))})


def claim(store: Store, fields: Fields, lang: str) -> Page:
    """A claim: its quote and what it states."""
    page = claim_page(store, named(fields), lang)
    return Page("claim", {"page": page, "languages": languages_of(store, [page.evidence.source])})


def path_page(store: Store, fields: Fields, lang: str) -> Page:
    """The shortest connection between ``from`` and ``to``; with ``all``, all of them."""
    start, end, every = fields.get("from", "").strip(), fields.get("to", "").strip(), bool(fields.get("all"))
    values: dict[str, object] = {"start": start, "end": end, "every": every, "report": None}
    if start and end:
        ends = (resolve(store, start, lang), resolve(store, end, lang))
        report = paths(store, *ends, every=every, lang=lang)
        proofs = [row.source for path in report.paths for hop in path.hops for row in hop.evidence]
        iris = {"start_iri": ends[0].value, "end_iri": ends[1].value}
        values |= {"report": report, "languages": languages_of(store, proofs), **iris}
    if start:
        values["start"] = _in_form(store, start, lang)
    if end:
        values["end"] = _in_form(store, end, lang)
    return Page("path", values)


def timeline_page(store: Store, fields: Fields, lang: str) -> Page:
    """The first dated things in order, ``from`` a day ``to`` another, around an ``entity``."""
    return _timeline(store, fields, lang, MOST_ROWS)


def whole_timeline(store: Store, fields: Fields, lang: str) -> Page:
    """All dated things, for a page that has no server to ask for more; no address leads here."""
    return _timeline(store, fields, lang, None)


def _timeline(store: Store, fields: Fields, lang: str, most: int | None) -> Page:
    around = fields.get("entity", "").strip()
    since, until = fields.get("from", "").strip() or None, fields.get("to", "").strip() or None
    near = resolve(store, around, lang) if around else None
    found = first_of_timeline(store, near, since, until, lang, most)
    around = _in_form(store, around, lang) if around else ""
    return Page("timeline", {"found": found, "around": around, "since": since or "", "until": until or ""})


def graph_page(store: Store, fields: Fields, lang: str) -> Page:
    """The graph around an ``entity``, as a list where no script draws it; with ``all``, of everything."""
    asked = fields.get("entity", "").strip()
    values: dict[str, object] = {"asked": asked, "around": None, "whole": bool(fields.get("all"))}
    if asked:
        around = surroundings(store, resolve(store, asked, lang), lang)
        evidence = {row.claim: row for row in around.evidence}
        quotes = [[evidence[claim] for claim in edge.claims if claim in evidence] for edge in around.edges]
        labels = {node.iri: node.label for node in around.nodes}
        values |= {"around": around, "labels": labels, "quotes": quotes}
        values["asked"] = _in_form(store, asked, lang)
    elif not values["whole"]:
        values["first"] = well_tied(store, lang)
    return Page("graph", values)


def _in_form(store: Store, name: str, lang: str) -> str:
    """What a form shows for the entity that an address names.

    A link names it by its CURIE; a reader knows its label, which is shown where it names that entity alone.
    """
    try:
        iri = resolve(store, name, lang)
        if name not in (iri.value, curie(iri.value), iri.value.rpartition("/")[2]):
            return name
        label = labels_of(store, [iri.value], lang)[iri.value]
        return label if resolve(store, label, lang) == iri else name
    except (AmbiguousError, NotFoundError):
        return name


def statistics_page(store: Store, fields: Fields, lang: str) -> Page:
    """How much the knowledge base holds."""
    return Page("statistics", {"figures": statistics(store, lang, 20)})


def nowhere(store: Store, fields: Fields, lang: str) -> Page:
    """The page of an address that there is nothing at; raises NotFoundError."""
    raise NotFoundError("there is nothing at this address; search for a name instead")


def named(fields: Fields) -> NamedNode:
    """The IRI that a page's address names: whole, or by its last part under one of our namespaces."""
    try:
        for field, make in _BY_NAME.items():
            if field in fields:
                return make(fields[field])
        return NamedNode(fields.get("iri", ""))
    except ValueError:
        raise NotFoundError("this address names no IRI") from None


def data(store: Store, fields: Fields, accept: str, limit: int) -> Reply:
    """What is said of the thing that a page is about, in RDF."""
    return resource_data(store, named(fields), accept, limit)


_BY_NAME: dict[str, Callable[[str], NamedNode]] = {
    "slug": entity_iri,
    "source": source_iri,
    "claim": lambda name: NamedNode(PREFIXES["claim"] + name),
}
PAGES: dict[str, Callable[[Store, Fields, str], Page]] = {
    "home": home,
    "search": search_page,
    "entity": entity,
    "source": source,
    "claim": claim,
    "path": path_page,
    "timeline": timeline_page,
    "whole timeline": whole_timeline,
    "graph": graph_page,
    "statistics": statistics_page,
    "not found": nowhere,
}
