"""An entity's page: names, types, facts in words grouped by relation, and the quotes behind them."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from ..model.record import Record
from ..model.terms import (
    ALT_LABEL,
    COMMENT,
    GRAPH_LINKS,
    HIDDEN_LABEL,
    PREF_LABEL,
    TYPE,
    curie,
)
from .facts import facts_around, iris_in
from .labels import words_for
from .numbering import number_evidence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..store.base import Object, Store
    from .facts import Fact
    from .labels import Words
    from .numbering import Numbered, Numbering

# The order in which a reader wants the relations of a page; the rest follows by name.
_FIRST = (
    "org:holds", "org:headOf", "org:memberOf", "org:postIn", "dcterms:identifier", "dcterms:title",
    "sckb:when", "schema:startDate", "schema:endDate", "dcterms:issued", "dcterms:creator",
    "sckb:approvedBy", "sckb:implements", "sckb:localParty", "sckb:partner", "schema:organizer",
    "schema:founder", "sckb:hasGoal",
)  # fmt: skip


class Name(Record):
    """A name of an entity: ``kind`` is label, alias or misspelling; ``lang`` a language tag."""

    kind: str
    text: str
    lang: str


class Value(Record):
    """One end of a relation in words; ``iri`` is empty for literals; ``evidence`` are numbers on the page."""

    text: str
    iri: str
    evidence: tuple[int, ...]


class Relation(Record):
    """The facts of a page that share a term and a direction: ``words`` say the relation."""

    term: str
    words: str
    inverse: bool
    values: tuple[Value, ...]


class Link(Record):
    """Outside knowledge about an entity (graph:links), with where it was seen."""

    term: str
    words: str
    target: str
    seen: str
    note: str


class EntityPage(Record):
    """Everything that a reader wants to know about an entity, in one language."""

    iri: str
    lang: str
    label: str
    names: tuple[Name, ...]
    types: tuple[str, ...]
    note: str
    relations: tuple[Relation, ...]
    quotes: tuple[Numbered, ...]
    links: tuple[Link, ...]
    words: dict[str, str]


def entity_page(store: Store, entity: NamedNode, lang: str = "vi") -> EntityPage:
    """The page of an entity: at most four queries, whatever the size of the store."""
    facts = facts_around(store, entity)
    numbering = number_evidence(store, facts)
    about = list(_about(store, entity))
    people = {quote.evidence.speaker for quote in numbering.quotes if quote.evidence.speaker}
    sources = {quote.evidence.source for quote in numbering.quotes}
    mentioned = {iri for row in about for iri in (row[0].value, _iri(row[1])) if iri}
    words = words_for(store, iris_in(facts) | people | sources | mentioned | {entity.value}, lang)
    names = tuple(_names(about))
    types = [value.value for kind, value, *_ in about if kind == TYPE and isinstance(value, NamedNode)]
    notes = [
        value.value
        for kind, value, outside, *_ in about
        if kind == COMMENT and not outside and isinstance(value, Literal)
    ]
    return EntityPage(
        entity.value,
        lang,
        words.name(entity.value),
        names,
        tuple(dict.fromkeys(words.name(type_) for type_ in sorted(set(types)))),
        notes[0] if notes else "",
        tuple(_relations(facts, entity.value, numbering, words)),
        numbering.quotes,
        tuple(_links(about, words)),
        {iri: words.name(iri) for iri in sorted(people | sources)},
    )


def _about(store: Store, entity: NamedNode) -> list[tuple[NamedNode, Object, bool, str, str]]:
    """(property, value, outside knowledge?, where seen, note) of what describes an entity."""
    kinds = " ".join(str(p) for p in (TYPE, PREF_LABEL, ALT_LABEL, HIDDEN_LABEL, COMMENT))
    query = (
        f"SELECT DISTINCT ?p ?o ?link ?seen ?note WHERE {{ {{ VALUES ?p {{ {kinds} }} {entity} ?p ?o }}"
        f" UNION {{ GRAPH {GRAPH_LINKS} {{ {entity} ?p ?o . ?link rdf:subject {entity} ; rdf:predicate ?p ;"
        " rdf:object ?o OPTIONAL { ?link dcterms:source ?seen } OPTIONAL { ?link rdfs:comment ?note }"
        " } } }"
    )
    rows: list[tuple[NamedNode, Object, bool, str, str]] = []
    for row in store.select(query):
        predicate, value = row[0], row[1]
        if isinstance(predicate, NamedNode) and value is not None:
            seen, note = getattr(row[3], "value", ""), getattr(row[4], "value", "")
            rows.append((predicate, value, row[2] is not None, seen, note))
    return rows


def _names(about: list[tuple[NamedNode, Object, bool, str, str]]) -> list[Name]:
    kinds = {PREF_LABEL: "label", ALT_LABEL: "alias", HIDDEN_LABEL: "misspelling"}
    names = {
        Name(kinds[kind], value.value, value.language or "")
        for kind, value, *_ in about
        if kind in kinds and isinstance(value, Literal)
    }
    order = list(kinds.values())
    return sorted(names, key=lambda name: (order.index(name.kind), name.lang, name.text))


def _relations(facts: tuple[Fact, ...], entity: str, numbering: Numbering, words: Words) -> list[Relation]:
    groups: dict[tuple[bool, str], list[Value]] = {}
    for fact in facts:
        inverse = fact.subject != entity
        other: Object = NamedNode(fact.subject) if inverse else fact.object
        value = Value(words.value(other), _iri(other), numbering.of(fact))
        groups.setdefault((inverse, fact.term), []).append(value)
    relations = [
        Relation(
            term,
            words.relation(term, inverse),
            inverse,
            tuple(sorted(values, key=lambda value: (value.evidence[:1] or (10**9,), value.text))),
        )
        for (inverse, term), values in groups.items()
    ]
    return sorted(relations, key=_page_order)


def _page_order(relation: Relation) -> tuple[bool, int, str]:
    short = curie(relation.term)
    return (relation.inverse, _FIRST.index(short) if short in _FIRST else len(_FIRST), short)


def _links(about: list[tuple[NamedNode, Object, bool, str, str]], words: Words) -> list[Link]:
    links = {
        Link(kind.value, words.relation(kind.value), words.value(value), seen, note)
        for kind, value, outside, seen, note in about
        if outside
    }
    return sorted(links, key=lambda link: (link.term, link.target))


def _iri(value: Object) -> str:
    return value.value if isinstance(value, NamedNode) else ""
