"""An entity's page: names, types, facts in words grouped by relation, and the quotes behind them."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from ..model.prefixes import curie
from ..model.record import Record
from ..model.terms import ALT_LABEL, COMMENT, GRAPH_LINKS, HIDDEN_LABEL, PREF_LABEL, TYPE
from .asking import Part, ask_together
from .facts import evidence_from, evidence_part, iris_in, named_by
from .labels import words_from, words_part
from .numbering import numbered
from .page_facts import page_facts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..store.base import Object, Store
    from .asking import Row
    from .facts import Fact
    from .labels import Words
    from .numbering import Numbered, Numbering
    from .page_facts import PageFacts

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
    """The facts of a page that share a term and a direction: ``words`` say the relation.

    ``more`` is how many further facts of a hub the page leaves out.
    """

    term: str
    words: str
    inverse: bool
    values: tuple[Value, ...]
    more: int = 0


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


def entity_page(store: Store, entity: NamedNode, lang: str = "vi", limit: int = 20) -> EntityPage:
    """The page of an entity: two queries, whatever the size of the store, and three more for a hub.

    ``limit`` is how many facts of each relation a hub's page has.
    """
    found = page_facts(store, entity, limit)
    facts = found.facts
    claims = sorted({claim for fact in facts for claim in fact.claims})
    evidence, described, labels = ask_together(
        store, [evidence_part(claims), _about_part(entity), _words_part(entity, facts, claims)]
    )
    numbering = numbered(evidence_from(evidence))
    about = _about(described)
    words = words_from(labels, lang)
    people = {quote.evidence.speaker for quote in numbering.quotes if quote.evidence.speaker}
    sources = {quote.evidence.source for quote in numbering.quotes}
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
        tuple(_relations(found, entity.value, numbering, words)),
        numbering.quotes,
        tuple(_links(about, words)),
        {iri: words.name(iri) for iri in sorted(people | sources)},
    )


def _about_part(entity: NamedNode) -> Part:
    """The question for what describes an entity, and for the links about it."""
    kinds = " ".join(str(p) for p in (TYPE, PREF_LABEL, ALT_LABEL, HIDDEN_LABEL, COMMENT))
    return Part(
        ("p", "o", "link", "seen", "linknote"),
        f"{{ VALUES ?p {{ {kinds} }} {entity} ?p ?o }}"
        f" UNION {{ GRAPH {GRAPH_LINKS} {{ {entity} ?p ?o . ?link rdf:subject {entity} ; rdf:predicate ?p ;"
        " rdf:object ?o OPTIONAL { ?link dcterms:source ?seen } OPTIONAL { ?link rdfs:comment ?linknote }"
        " } }",
    )


def _words_part(entity: NamedNode, facts: tuple[Fact, ...], claims: list[str]) -> Part:
    """The question for the words of a page: also those of types, links, speakers and sources."""
    also = (
        f"{entity} {TYPE} ?e",
        f"GRAPH {GRAPH_LINKS} {{ {entity} ?e ?target }}",
        f"GRAPH {GRAPH_LINKS} {{ {entity} ?link ?e }}",
        *named_by(claims),
    )
    return words_part(sorted(iris_in(facts) | {entity.value}), also)


def _about(rows: list[Row]) -> list[tuple[NamedNode, Object, bool, str, str]]:
    """(property, value, outside knowledge?, where seen, note) of what describes an entity."""
    return [
        (p, value, link is not None, getattr(seen, "value", ""), getattr(note, "value", ""))
        for p, value, link, seen, note in rows
        if isinstance(p, NamedNode) and value is not None
    ]


def _names(about: list[tuple[NamedNode, Object, bool, str, str]]) -> list[Name]:
    kinds = {PREF_LABEL: "label", ALT_LABEL: "alias", HIDDEN_LABEL: "misspelling"}
    names = {
        Name(kinds[kind], value.value, value.language or "")
        for kind, value, *_ in about
        if kind in kinds and isinstance(value, Literal)
    }
    order = list(kinds.values())
    return sorted(names, key=lambda name: (order.index(name.kind), name.lang, name.text))


def _relations(found: PageFacts, entity: str, numbering: Numbering, words: Words) -> list[Relation]:
    groups: dict[tuple[bool, str], list[Value]] = {}
    for fact in found.facts:
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
            found.more.get((term, inverse), 0),
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
