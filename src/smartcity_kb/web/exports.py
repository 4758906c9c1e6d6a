"""Downloads: the whole knowledge base, or what is said of one entity, in the formats of ``export``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from ..model.errors import NotFoundError, UsageError
from ..model.prefixes import curie
from ..model.terms import (
    ARTICLE_BODY,
    DESCRIPTION_PROPERTIES,
    EVIDENCE,
    GRAPH_VOCABULARY,
    HAS_SOURCE,
    LANGUAGE,
    TITLE,
)
from ..store.quads import FACTS, derived_triples
from ..views.facts import facts_around
from ..views.resolve import resolve
from .replies import Reply
from .sparql_query import bounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..store.base import Store

    Fields = Mapping[str, str]

# Name of the format in an address -> what readers call it.
OFFERED = {
    "turtle": "Turtle",
    "trig": "TriG",
    "jsonld": "JSON-LD",
    "nquads": "N-Quads",
    "rdfxml": "RDF/XML",
    "graphml": "GraphML",
    "gexf": "GEXF",
    "csv": "CSV",
}
_MOST_CLAIMS = 2000


def exported(store: Store, fields: Fields, lang: str, limit: int) -> Reply:
    """The file of ``fields['format']``: of everything, or of what claims say of an ``entity``.

    Raises NotFoundError for a format that is not offered, RefusedError when the file would be larger than
    ``limit`` bytes, UsageError for an entity with more than 2000 claims.
    """
    from ..export.formats import format_named
    from ..export.write import export

    name = fields["format"]
    if name not in OFFERED:
        raise NotFoundError(f"no download as {name[:20]}; there are {', '.join(OFFERED)}")
    row = format_named(name)
    about, stem = store, "smartcity-kb"
    if fields.get("entity", "").strip():
        entity = resolve(store, fields["entity"], lang)
        about, stem = (
            _store_about(store, entity),
            "".join(c if c.isalnum() else "-" for c in curie(entity.value)),
        )
    evidence = "evidence" in row.takes
    body = bounded(lambda out: export(about, out, name, evidence=evidence, lang=lang), limit)
    disposition = f'attachment; filename="{stem.removeprefix("id-")}{row.endings[0]}"'
    return Reply(200, row.media_type, body, {"content-disposition": disposition, "vary": "Accept-Language"})


def _store_about(store: Store, entity: NamedNode) -> Store:
    """A store of its own with the claims about an entity, and what describes all that they mention."""
    from pyoxigraph import Store as Engine

    from ..store.oxigraph import OxigraphStore

    facts = facts_around(store, entity, _MOST_CLAIMS + 1)
    claims = sorted({claim for fact in facts for claim in fact.claims})
    if len(claims) > _MOST_CLAIMS:
        raise UsageError(
            f"more than {_MOST_CLAIMS} claims are about {curie(entity.value)}; download everything"
        )
    engine = Engine()
    engine.extend(_quads_about(store, claims))
    engine.extend(store.quads(graph=GRAPH_VOCABULARY))
    return OxigraphStore(engine)


def _quads_about(store: Store, claims: list[str]) -> Iterator[Quad]:
    named: set[str] = set()
    for claim in claims:
        for quad in store.quads(graph=NamedNode(claim)):
            yield quad
            yield Quad(quad.subject, quad.predicate, quad.object, FACTS)
            for triple in derived_triples(quad.triple):
                yield Quad(triple.subject, triple.predicate, triple.object, FACTS)
            named |= {term.value for term in (quad.subject, quad.object) if isinstance(term, NamedNode)}
    evidence = (
        f"VALUES ?c {{ {_values(claims)} }} {{ ?c ?p ?o BIND(?c AS ?s) }}"
        f" UNION {{ ?c {EVIDENCE} ?s . ?s ?p ?o }}"
        f" UNION {{ ?c {EVIDENCE}/{HAS_SOURCE} ?s . ?s ?p ?o FILTER(?p != {ARTICLE_BODY}) }}"
    )
    described = " ".join(str(p) for p in sorted({*DESCRIPTION_PROPERTIES, TITLE, LANGUAGE}, key=str))
    descriptions = f"VALUES ?s {{ {_values(named)} }} VALUES ?p {{ {described} }} ?s ?p ?o"
    for pattern in (evidence, descriptions):
        for triple in store.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}"):
            yield Quad(triple.subject, triple.predicate, triple.object, FACTS)


def _values(iris: Iterable[str]) -> str:
    return " ".join(str(NamedNode(iri)) for iri in sorted(iris))
