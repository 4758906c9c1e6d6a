"""Facts about entities, each with the claims that state it and the evidence of those claims."""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..model.prefixes import PREFIXES, curie
from ..model.record import Record
from ..model.terms import (
    ARTICLE_BODY,
    CERTAINTY,
    COMMENT,
    DERIVED_PROPERTIES,
    DESCRIPTION_PROPERTIES,
    END,
    EVIDENCE,
    EVIDENCE_PROPERTIES,
    EXACT,
    HAS_SOURCE,
    SPEAKER,
    START,
    TITLE,
)
from .asking import Part, ask
from .whole_numbers import whole_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ..store.base import Object, Store
    from .asking import Row

CONTEXT = 90
_BATCH = 400


class Fact(Record):
    """One triple and the IRIs of the claims that state it, sorted; none means that it has no evidence."""

    subject: str
    term: str
    object: Object
    claims: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """The triple as texts, which facts are ordered by."""
        return (self.subject, self.term, str(self.object))


class EvidenceRow(Record):
    """What stands behind a claim: its quote in its context, where, how sure, who says it.

    ``source`` is the source's IRI; ``start`` and ``end`` are code points of its text; ``before`` and
    ``after`` are up to CONTEXT characters around the quote; ``speaker`` is an IRI or empty.
    """

    claim: str
    quote: str
    source: str
    start: int
    end: int
    certainty: str
    speaker: str
    note: str
    before: str
    after: str

    @property
    def key(self) -> tuple[str, int, int, str]:
        """Reading order: source, place, claim."""
        return (self.source, self.start, self.end, self.claim)


def facts_around(store: Store, entity: NamedNode, most: int | None = None) -> tuple[Fact, ...]:
    """The facts that have an entity as subject or object; those of claims, and those of no claim.

    With ``most``, so many pairs of a fact and a claim that states it, or all if there are fewer.
    A fact that stands in the default graph and in no named graph at all has no evidence (on an engine
    whose default graph is the union of all graphs there are none such).
    """
    described = ", ".join(
        str(p) for p in sorted(DESCRIPTION_PROPERTIES | EVIDENCE_PROPERTIES | {TITLE}, key=str)
    )
    bare = f"FILTER(?p NOT IN ({described})) FILTER NOT EXISTS {{ GRAPH ?any {{ ?s ?p ?o }} }}"
    # A SELECT of their own for those of no claim: Oxigraph takes it last, so that of a hub, where a LIMIT
    # is reached before, not every fact is looked up in all graphs.
    query = (
        f"SELECT DISTINCT ?s ?p ?o ?claim WHERE {{ {{ GRAPH ?claim {{ {entity} ?p ?o }} BIND({entity} AS ?s)"
        f" ?claim {EVIDENCE} ?quote }} UNION {{ GRAPH ?claim {{ ?s ?p {entity} }} BIND({entity} AS ?o)"
        f" ?claim {EVIDENCE} ?quote }} UNION {{ SELECT DISTINCT ?s ?p ?o WHERE {{"
        f" {{ {entity} ?p ?o BIND({entity} AS ?s) {bare} }} UNION {{"
        f" ?s ?p {entity} BIND({entity} AS ?o) {bare} }} }} }} }}"
    )
    return _facts(store, query if most is None else f"{query} LIMIT {most}")


def facts_between(
    store: Store, subject: NamedNode, term: NamedNode | None, object_: Object | None
) -> tuple[Fact, ...]:
    """The facts with evidence that have this subject and, where given, this term and this object."""
    p, o = str(term or "?p"), str(object_ or "?o")
    binds = (f" BIND({p} AS ?p)" if term else "") + (f" BIND({o} AS ?o)" if object_ else "")
    return _facts(
        store,
        f"SELECT DISTINCT ?s ?p ?o ?claim WHERE {{ GRAPH ?claim {{ {subject} {p} {o} }}"
        f" BIND({subject} AS ?s){binds} ?claim {EVIDENCE} ?quote }}",
    )


def links_among(
    store: Store, entities: Sequence[str], most: int | None = None, terms: Collection[str] = ()
) -> tuple[Fact, ...]:
    """The facts with evidence that tie any of these entities to another entity, in either direction.

    With ``terms``, IRIs of relations, only facts of these. With ``most``, of each 400 entities so many
    pairs of a fact and a claim, or all if there are fewer.
    """
    limit = "" if most is None else f" LIMIT {most}"
    chosen = f"VALUES ?p {{ {' '.join(str(NamedNode(iri)) for iri in sorted(terms))} }}" if terms else ""
    found: dict[tuple[str, str, str], Fact] = {}
    for start in range(0, len(entities), _BATCH):
        values = " ".join(str(NamedNode(iri)) for iri in entities[start : start + _BATCH])
        query = (
            f"SELECT DISTINCT ?s ?p ?o ?claim WHERE {{ {{ {chosen} VALUES ?s {{ {values} }}"
            f" GRAPH ?claim {{ ?s ?p ?o }} FILTER(isIRI(?o)) ?claim {EVIDENCE} ?quote }} UNION {{"
            f" {chosen} VALUES ?o {{ {values} }} GRAPH ?claim {{ ?s ?p ?o }}"
            f" ?claim {EVIDENCE} ?quote }} }}{limit}"
        )
        for fact in _facts(store, query):
            found[fact.key] = fact
    return tuple(found[key] for key in sorted(found))


def facts_linking(store: Store, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], list[Fact]]:
    """Pair of entities -> the facts with evidence that tie them, either way round; their claims left out."""
    found: dict[tuple[str, str], set[tuple[str, str, str]]] = {}
    for start in range(0, len(pairs), _BATCH):
        values = " ".join(f"({NamedNode(a)} {NamedNode(b)})" for a, b in pairs[start : start + _BATCH])
        # OPTIONAL: each pair is looked up, as both ends are known; no entity's facts are gone through.
        directions = (
            f"{{ VALUES (?a ?b) {{ {values} }} OPTIONAL {{ GRAPH ?claim {{ {triple} }}"
            f" ?claim {EVIDENCE} ?quote }} BIND({read} AS ?read) }}"
            for triple, read in (("?a ?p ?b", '"on"'), ("?b ?p ?a", '"back"'))
        )
        for row in store.select(f"SELECT DISTINCT ?a ?b ?p ?read WHERE {{ {' UNION '.join(directions)} }}"):
            a, b, p, read = (getattr(term, "value", "") for term in row)
            if p:
                found.setdefault((a, b), set()).add((a, p, b) if read == "on" else (b, p, a))
    return {pair: [Fact(s, p, NamedNode(o), ()) for s, p, o in sorted(keys)] for pair, keys in found.items()}


def with_claims(store: Store, facts: Sequence[Fact], most: int) -> list[Fact]:
    """The facts with the claims that state them, of each at most so many."""
    claims: list[list[str]] = [[] for _ in facts]
    for start in range(0, len(facts), _BATCH):
        asked = " UNION ".join(
            f"{{ SELECT DISTINCT ?claim ({number} AS ?fact) WHERE {{ GRAPH ?claim {{"
            f" {NamedNode(fact.subject)} {NamedNode(fact.term)} {fact.object} }}"
            f" ?claim {EVIDENCE} ?quote }} LIMIT {most} }}"
            for number, fact in enumerate(facts[start : start + _BATCH], start)
        )
        for row in store.select(f"SELECT DISTINCT ?fact ?claim WHERE {{ {asked} }}"):
            claims[int(getattr(row[0], "value", ""))].append(getattr(row[1], "value", ""))
    return [fact.replace(claims=tuple(sorted(stating))) for fact, stating in zip(facts, claims, strict=True)]


def evidence_of(store: Store, claims: Iterable[str]) -> dict[str, EvidenceRow]:
    """Claim IRI -> its evidence, with the context cut out of the source by the store itself."""
    wanted = sorted(set(claims))
    rows: dict[str, EvidenceRow] = {}
    for start in range(0, len(wanted), _BATCH):
        rows |= evidence_from(ask(store, evidence_part(wanted[start : start + _BATCH])))
    return rows


def evidence_part(claims: Iterable[str]) -> Part:
    """The question for the evidence of these claims."""
    values = " ".join(str(NamedNode(iri)) for iri in claims)
    return Part(
        ("claim", "exact", "source", "start", "end", "certainty", "speaker", "note", "before", "after"),
        f"VALUES ?claim {{ {values} }} ?claim {EVIDENCE} ?quote ; {CERTAINTY} ?certainty ."
        f" ?quote {EXACT} ?exact ; {HAS_SOURCE} ?source ; {START} ?start ; {END} ?end ."
        f" OPTIONAL {{ ?claim {SPEAKER} ?speaker }} OPTIONAL {{ ?claim {COMMENT} ?note }}"
        f" OPTIONAL {{ ?source {ARTICLE_BODY} ?body }}"
        f" BIND(IF(?start > {CONTEXT}, {CONTEXT}, ?start) AS ?length)"
        " BIND(SUBSTR(STR(?body), ?start - ?length + 1, ?length) AS ?before)"
        f" BIND(SUBSTR(STR(?body), ?end + 1, {CONTEXT}) AS ?after)",
    )


def named_by(claims: Iterable[str]) -> tuple[str, str]:
    """Patterns that bind ?e to the speakers and the sources of these claims, for ``labels.words_part``."""
    values = f"VALUES ?claim {{ {' '.join(str(NamedNode(iri)) for iri in claims)} }} ?claim"
    return f"{values} {SPEAKER} ?e", f"{values} {EVIDENCE} ?quote . ?quote {HAS_SOURCE} ?e"


def evidence_from(rows: Iterable[Row]) -> dict[str, EvidenceRow]:
    """Claim IRI -> evidence, from the answer to ``evidence_part``."""
    found: dict[str, EvidenceRow] = {}
    for row in rows:
        text = [getattr(value, "value", "") for value in row]
        certainty = text[5].removeprefix(PREFIXES["sckb"])
        start, end = (whole_number(place, f"the quote of {curie(text[0])}") for place in text[3:5])
        found[text[0]] = EvidenceRow(text[0], text[1], text[2], start, end, certainty, *text[6:10])
    return found


def _facts(store: Store, query: str) -> tuple[Fact, ...]:
    claims: dict[tuple[str, str, str], set[str]] = {}
    objects: dict[tuple[str, str, str], Object] = {}
    for row in store.select(query):
        subject, predicate, value, claim = row[0], row[1], row[2], row[3]
        if predicate in DERIVED_PROPERTIES or value is None:
            continue
        key = (getattr(subject, "value", ""), getattr(predicate, "value", ""), str(value))
        objects[key] = value
        stating = claims.setdefault(key, set())
        if isinstance(claim, NamedNode):
            stating.add(claim.value)
    return tuple(Fact(key[0], key[1], objects[key], tuple(sorted(claims[key]))) for key in sorted(claims))


def iris_in(facts: Iterable[Fact]) -> set[str]:
    """The IRIs that facts mention: subjects, terms and objects."""
    found: set[str] = set()
    for fact in facts:
        found |= {fact.subject, fact.term}
        if isinstance(fact.object, NamedNode):
            found.add(fact.object.value)
    return found
