"""Evidence: every claim for what is said, with its quote in context; contradictions side by side."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from ..model.errors import NotFoundError
from ..model.prefixes import curie
from ..model.record import Record
from ..model.terms import SINGLE_VALUED, expand
from ..model.text import fold
from .facts import facts_around, facts_between, iris_in
from .labels import words_for
from .numbering import number_evidence
from .resolve import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model.terms import Term
    from ..store.base import Store
    from .facts import EvidenceRow, Fact


class Proof(Record):
    """A fact in words and the evidence of each claim that states it, in reading order."""

    fact: Fact
    subject: str
    relation: str
    object: str
    evidence: tuple[EvidenceRow, ...]


class EvidenceReport(Record):
    """The proofs of what was asked for.

    ``conflicts`` are (subject IRI, term IRI) pairs where claims give different values to a relation that
    has one; ``words`` names sources and speakers.
    """

    proofs: tuple[Proof, ...]
    conflicts: tuple[tuple[str, str], ...]
    words: dict[str, str]


def evidence(
    store: Store, subject: str, term: str | None = None, object_: str | None = None, lang: str = "vi"
) -> EvidenceReport:
    """Every claim for a subject, or for a subject and a term, or for one fact.

    ``subject`` and ``object_`` are anything that names an entity (``object_`` may also be a literal's
    text); ``term`` is a term's name, CURIE, IRI or label. Raises NotFoundError when one of them does not
    exist or nothing of the kind is said; AmbiguousError when a name fits several entities.
    """
    about = resolve(store, subject, lang)
    predicate = find_term(store, term) if term else None
    if predicate is None:
        facts = facts_around(store, about)
    else:
        facts = facts_between(store, about, predicate, None)
    if object_:
        facts = _with_object(store, facts, about, object_, lang)
    supported = [fact for fact in facts if fact.claims]
    if not supported:
        raise NotFoundError(f"nothing is said of '{subject}'" + _asked(term, object_) + "; try 'show'")
    return _report(store, supported, lang)


def find_term(store: Store, name: str) -> NamedNode:
    """The property that a term's name, a CURIE, an IRI or a label in the vocabulary stands for.

    Raises NotFoundError with the nearest names.
    """
    iri = expand(name)
    if iri is not None:
        return iri
    names: dict[str, NamedNode] = {}
    for row in store.select(
        "SELECT DISTINCT ?term ?label WHERE { GRAPH graph:vocabulary { ?term rdfs:label ?label } }"
    ):
        found, label = row[0], row[1]
        if isinstance(found, NamedNode) and isinstance(label, Literal):
            names.setdefault(fold(label.value), found)
            local = curie(found.value).rpartition(":")[2]
            if local[:1].islower():
                names[fold(local)] = found
    for term in _shipped_terms().values() if fold(name) not in names else ():
        # The data may come without the vocabulary: an RDF file, an endpoint.
        names.setdefault(fold(term.name), term.iri)
    if fold(name) in names:
        return names[fold(name)]
    from difflib import get_close_matches

    close = get_close_matches(fold(name), names, n=6)
    near = list(dict.fromkeys(curie(names[key].value).removeprefix("sckb:") for key in close))[:3]
    hint = f"did you mean {' or '.join(near)}?" if near else "'stats' lists the relations in use"
    raise NotFoundError(f"no term named '{name}'; {hint}", near)


def _shipped_terms() -> Mapping[str, Term]:
    from ..model.terms import parse_context
    from ..store.folder_layout import shipped_folder

    path = f"{shipped_folder()}/context.jsonld"
    with open(path, encoding="utf-8") as file:
        return parse_context(file.read(), path).terms


def _with_object(
    store: Store, facts: tuple[Fact, ...], about: NamedNode, object_: str, lang: str
) -> tuple[Fact, ...]:
    """Those facts whose other end is the entity, or whose text is the literal, that a name stands for."""
    texts = tuple(
        fact
        for fact in facts
        if isinstance(fact.object, Literal) and fold(fact.object.value) == fold(object_)
    )
    if texts:
        return texts
    other = resolve(store, object_, lang).value
    ends = {other, about.value}
    return tuple(
        fact
        for fact in facts
        if isinstance(fact.object, NamedNode) and {fact.subject, fact.object.value} == ends
    )


def _asked(term: str | None, object_: str | None) -> str:
    return (f" under '{term}'" if term else "") + (f" together with '{object_}'" if object_ else "")


def _report(store: Store, facts: list[Fact], lang: str) -> EvidenceReport:
    numbering = number_evidence(store, facts)
    rows = {claim: quote.evidence for quote in numbering.quotes for claim in quote.claims}
    named = {row.source for row in rows.values()} | {row.speaker for row in rows.values() if row.speaker}
    words = words_for(store, iris_in(facts) | named, lang)
    proofs = tuple(
        Proof(
            fact,
            words.name(fact.subject),
            words.relation(fact.term),
            words.value(fact.object),
            tuple(sorted((rows[c] for c in fact.claims if c in rows), key=lambda row: row.key)),
        )
        for fact in facts
    )
    return EvidenceReport(proofs, _conflicts(facts), {iri: words.name(iri) for iri in sorted(named)})


def _conflicts(facts: list[Fact]) -> tuple[tuple[str, str], ...]:
    values: dict[tuple[str, str], set[str]] = {}
    single = {iri.value for iri in SINGLE_VALUED}
    for fact in facts:
        if fact.term in single:
            values.setdefault((fact.subject, fact.term), set()).add(str(fact.object))
    return tuple(sorted(pair for pair, found in values.items() if len(found) > 1))
