"""Claims and quads, pure, both ways: what a source looks like in RDF.

Every fact stands in the default graph and again in the named graph of each claim that states it;
the claim's evidence is about the graph's IRI (data model, "Claims and evidence"). Days derived from an
EDTF date stand beside it in both places and are left out on the way back.
"""

from __future__ import annotations

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from ..model.claim import Claim, Entity, Evidence, Noise, Source, SourceContent
from ..model.dates import parse
from ..model.errors import InputError
from ..model.prefixes import PREFIXES
from ..model.terms import (
    ALT_LABEL,
    ARTICLE_BODY,
    AS_OF,
    CERTAINTY,
    CHAR_LENGTH,
    CLAIM,
    COMMENT,
    DEFINED_BY,
    DERIVED_PROPERTIES,
    EARLIEST,
    EDTF,
    END,
    EVIDENCE,
    EXACT,
    EXCLUDED_SPAN,
    FOLDED_LABEL,
    GRAPH_SEARCH,
    HAS_SOURCE,
    HIDDEN_LABEL,
    LANGUAGE,
    LATEST,
    NOISE,
    PREF_LABEL,
    QUOTE,
    SHA256,
    SPEAKER,
    START,
    TITLE,
    TYPE,
    WHEN,
    XSD_DATE,
    XSD_INTEGER,
    quote_iri,
)
from ..model.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import BlankNode

    Node = NamedNode | BlankNode | Literal | Triple

FACTS = DefaultGraph()
# How a claim's certainty is written.
CERTAINTY_IRIS = {
    name: NamedNode(PREFIXES["sckb"] + name) for name in ("stated", "headline", "inferred", "hedged")
}


def quads_from_content(content: SourceContent) -> Iterator[Quad]:
    """Everything that a source adds to a knowledge base, as quads; some may come twice."""
    yield from quads_from_source(content.source)
    for entity in content.entities:
        yield from quads_from_entity(entity, content.source.iri)
    yield from quads_from_claims(content.claims)


def quads_from_source(source: Source) -> Iterator[Quad]:
    """The description of a source: its text, checksum, length, title, noise."""
    iri = source.iri
    yield Quad(iri, TYPE, source.type, FACTS)
    yield Quad(iri, ARTICLE_BODY, Literal(source.text, language=source.language), FACTS)
    yield Quad(iri, SHA256, Literal(source.sha256), FACTS)
    yield Quad(iri, CHAR_LENGTH, _integer(len(source.text)), FACTS)
    yield Quad(iri, LANGUAGE, Literal(source.language), FACTS)
    for title in source.title:
        yield Quad(iri, TITLE, title, FACTS)
    if source.as_of:
        yield Quad(iri, AS_OF, Literal(source.as_of, datatype=EDTF), FACTS)
    if source.note:
        yield Quad(iri, COMMENT, Literal(source.note), FACTS)
    for noise in source.noise:
        span = quote_iri(iri, noise.start, noise.end)
        yield Quad(iri, EXCLUDED_SPAN, span, FACTS)
        yield Quad(span, TYPE, NOISE, FACTS)
        yield Quad(span, START, _integer(noise.start), FACTS)
        yield Quad(span, END, _integer(noise.end), FACTS)
        yield Quad(span, COMMENT, Literal(noise.reason), FACTS)


def quads_from_entity(entity: Entity, source: NamedNode) -> Iterator[Quad]:
    """The description of an entity, the source that defines it, and its folded names for search."""
    iri = entity.iri
    yield Quad(iri, DEFINED_BY, source, FACTS)
    for type_ in entity.types:
        yield Quad(iri, TYPE, type_, FACTS)
    for label in entity.labels:
        yield Quad(iri, PREF_LABEL, label, FACTS)
    for alias in entity.aliases:
        yield Quad(iri, ALT_LABEL, alias, FACTS)
    for misspelling in entity.misspellings:
        yield Quad(iri, HIDDEN_LABEL, misspelling, FACTS)
    if entity.note:
        yield Quad(iri, COMMENT, Literal(entity.note), FACTS)
    for name in (*entity.labels, *entity.aliases, *entity.misspellings):
        yield Quad(iri, FOLDED_LABEL, Literal(fold(name.value)), GRAPH_SEARCH)


def quads_from_claims(claims: Iterable[Claim]) -> Iterator[Quad]:
    """Claims as quads: facts, claim graphs, evidence."""
    for claim in claims:
        iri = claim.iri
        evidence = claim.evidence
        quote = evidence.iri
        for triple in claim.states:
            for stated in (triple, *derived_triples(triple)):
                subject, predicate, value = stated
                yield Quad(subject, predicate, value, FACTS)
                yield Quad(subject, predicate, value, iri)
        yield Quad(iri, TYPE, CLAIM, FACTS)
        yield Quad(iri, CERTAINTY, CERTAINTY_IRIS[claim.certainty], FACTS)
        yield Quad(iri, EVIDENCE, quote, FACTS)
        if claim.speaker is not None:
            yield Quad(iri, SPEAKER, claim.speaker, FACTS)
        if claim.note:
            yield Quad(iri, COMMENT, Literal(claim.note), FACTS)
        yield Quad(quote, TYPE, QUOTE, FACTS)
        yield Quad(quote, HAS_SOURCE, evidence.source, FACTS)
        yield Quad(quote, START, _integer(evidence.start), FACTS)
        yield Quad(quote, END, _integer(evidence.end), FACTS)
        yield Quad(quote, EXACT, Literal(evidence.quote, language=evidence.language), FACTS)


def derived_triples(triple: Triple) -> Iterator[Triple]:
    """The first and last day that follow from a fact with ``sckb:when``; nothing for other facts."""
    if triple.predicate != WHEN or not isinstance(triple.object, Literal):
        return
    date = parse(triple.object.value)
    if date.earliest:
        yield Triple(triple.subject, EARLIEST, Literal(str(date.earliest), datatype=XSD_DATE))
    if date.latest:
        yield Triple(triple.subject, LATEST, Literal(str(date.latest), datatype=XSD_DATE))


class _Index:
    """Quads by subject and predicate, and the contents of named graphs, for the way back."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.about: dict[object, dict[NamedNode, list[Node]]] = {}
        self.graphs: dict[object, list[Triple]] = {}
        for quad in quads:
            if quad.graph_name == FACTS:
                values = self.about.setdefault(quad.subject, {}).setdefault(quad.predicate, [])
                if quad.object not in values:
                    values.append(quad.object)
            else:
                self.graphs.setdefault(quad.graph_name, []).append(quad.triple)

    def of_type(self, type_: NamedNode) -> list[NamedNode]:
        found = [s for s, po in self.about.items() if type_ in po.get(TYPE, ())]
        return sorted((s for s in found if isinstance(s, NamedNode)), key=lambda iri: iri.value)

    def values(self, subject: NamedNode, predicate: NamedNode) -> list[Node]:
        return self.about.get(subject, {}).get(predicate, [])

    def literal(self, subject: NamedNode, predicate: NamedNode) -> Literal:
        for value in self.values(subject, predicate):
            if isinstance(value, Literal):
                return value
        raise InputError(f"<{subject.value}> has no {predicate.value}")

    def text(self, subject: NamedNode, predicate: NamedNode) -> str:
        values = self.values(subject, predicate)
        return values[0].value if values and isinstance(values[0], Literal) else ""

    def node(self, subject: NamedNode, predicate: NamedNode) -> NamedNode:
        for value in self.values(subject, predicate):
            if isinstance(value, NamedNode):
                return value
        raise InputError(f"<{subject.value}> has no {predicate.value}")

    def literals(self, subject: NamedNode, predicate: NamedNode) -> tuple[Literal, ...]:
        found = [v for v in self.values(subject, predicate) if isinstance(v, Literal)]
        return tuple(sorted(found, key=lambda v: (v.language or "", v.value)))


def claims_from_quads(quads: Iterable[Quad]) -> tuple[Claim, ...]:
    """The claims that stand in the quads, ordered by source and position.

    Raises InputError for a claim without evidence or with a quote that is not fully described.
    """
    index = _Index(quads)
    claims = [_claim(index, iri) for iri in index.of_type(CLAIM)]
    return tuple(sorted(claims, key=_reading_order))


def contents_from_quads(quads: Iterable[Quad]) -> tuple[SourceContent, ...]:
    """The sources that stand in the quads, each with its entities and claims, ordered by id.

    Raises InputError when a source, quote or claim is not fully described.
    """
    index = _Index(quads)
    claims: dict[NamedNode, list[Claim]] = {}
    for iri in index.of_type(CLAIM):
        claim = _claim(index, iri)
        claims.setdefault(claim.evidence.source, []).append(claim)
    entities: dict[object, list[Entity]] = {}
    for subject, values in index.about.items():
        for definer in values.get(DEFINED_BY, ()):
            if isinstance(subject, NamedNode):
                entities.setdefault(definer, []).append(_entity(index, subject))
    sources = [s for s in index.about if isinstance(s, NamedNode) and SHA256 in index.about[s]]
    return tuple(
        SourceContent(
            _source(index, iri),
            tuple(sorted(entities.get(iri, ()), key=lambda entity: entity.slug)),
            tuple(sorted(claims.get(iri, ()), key=_reading_order)),
        )
        for iri in sorted(sources, key=lambda iri: iri.value)
    )


def entities_from_quads(quads: Iterable[Quad]) -> tuple[Entity, ...]:
    """The entities that some source defines in the quads, ordered by slug."""
    index = _Index(quads)
    defined = [s for s, po in index.about.items() if DEFINED_BY in po and isinstance(s, NamedNode)]
    return tuple(_entity(index, iri) for iri in sorted(defined, key=lambda iri: iri.value))


def _claim(index: _Index, iri: NamedNode) -> Claim:
    quote = index.node(iri, EVIDENCE)
    exact = index.literal(quote, EXACT)
    evidence = Evidence(
        index.node(quote, HAS_SOURCE),
        _number(index.literal(quote, START)),
        _number(index.literal(quote, END)),
        exact.value,
        exact.language or "",
    )
    speakers = [v for v in index.values(iri, SPEAKER) if isinstance(v, NamedNode)]
    states = frozenset(t for t in index.graphs.get(iri, ()) if t.predicate not in DERIVED_PROPERTIES)
    certainty = index.node(iri, CERTAINTY).value.removeprefix(PREFIXES["sckb"])
    return Claim(states, evidence, certainty, speakers[0] if speakers else None, index.text(iri, COMMENT))


def _entity(index: _Index, iri: NamedNode) -> Entity:
    types = [t for t in index.values(iri, TYPE) if isinstance(t, NamedNode)]
    return Entity(
        iri.value.removeprefix(PREFIXES["id"]),
        tuple(sorted(types, key=lambda t: t.value)),
        index.literals(iri, PREF_LABEL),
        index.literals(iri, ALT_LABEL),
        index.literals(iri, HIDDEN_LABEL),
        index.text(iri, COMMENT),
    )


def _source(index: _Index, iri: NamedNode) -> Source:
    noise = [
        Noise(
            _number(index.literal(span, START)),
            _number(index.literal(span, END)),
            index.text(span, COMMENT),
        )
        for span in index.values(iri, EXCLUDED_SPAN)
        if isinstance(span, NamedNode)
    ]
    return Source(
        iri.value.removeprefix(PREFIXES["src"]),
        index.node(iri, TYPE),
        index.literal(iri, ARTICLE_BODY).value,
        index.text(iri, SHA256),
        index.text(iri, LANGUAGE),
        index.literals(iri, TITLE),
        index.text(iri, AS_OF),
        index.text(iri, COMMENT),
        tuple(sorted(noise, key=lambda span: span.start)),
    )


def _reading_order(claim: Claim) -> tuple[str, int, int, str]:
    evidence = claim.evidence
    return (evidence.source.value, evidence.start, evidence.end, claim.iri.value)


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=XSD_INTEGER)


def _number(literal: Literal) -> int:
    try:
        return int(literal.value)
    except ValueError:
        raise InputError(f"'{literal.value}' is not a whole number") from None
