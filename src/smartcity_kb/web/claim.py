"""A claim as it is shown: its quote, and what it states, in words."""

from __future__ import annotations

from pyoxigraph import NamedNode

from ..model.errors import NotFoundError
from ..model.record import Record
from ..model.terms import DERIVED_PROPERTIES, LANGUAGE
from ..views.facts import evidence_of
from ..views.labels import words_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..store.base import Store
    from ..views.facts import EvidenceRow


class Statement(Record):
    """One fact in words; the IRIs of literals are empty."""

    subject_iri: str
    subject: str
    relation: str
    object_iri: str
    object: str


class ClaimPage(Record):
    """A claim with its evidence and statements; ``words`` names its source and speaker."""

    iri: str
    evidence: EvidenceRow
    statements: tuple[Statement, ...]
    words: dict[str, str]


def claim_page(store: Store, claim: NamedNode, lang: str) -> ClaimPage:
    """The page of a claim; raises NotFoundError when there is none of this IRI."""
    row = evidence_of(store, [claim.value]).get(claim.value)
    if row is None:
        raise NotFoundError(f"no claim {claim.value}")
    quads = [quad for quad in store.quads(graph=claim) if quad.predicate not in DERIVED_PROPERTIES]
    iris = {
        term.value
        for quad in quads
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, NamedNode)
    }
    words = words_for(store, iris | {row.source} | ({row.speaker} if row.speaker else set()), lang)
    statements = [
        Statement(
            getattr(quad.subject, "value", ""),
            words.value(quad.subject),
            words.relation(quad.predicate.value),
            quad.object.value if isinstance(quad.object, NamedNode) else "",
            words.value(quad.object),
        )
        for quad in quads
    ]
    names = {iri: words.name(iri) for iri in (row.source, row.speaker) if iri}
    return ClaimPage(claim.value, row, tuple(sorted(statements, key=Statement.astuple)), names)


def languages_of(store: Store, sources: Iterable[str]) -> dict[str, str]:
    """Source IRI -> the language of its text, as a tag, where the store says it."""
    values = " ".join(str(NamedNode(iri)) for iri in sorted(set(sources)))
    query = f"SELECT DISTINCT ?s ?language WHERE {{ VALUES ?s {{ {values} }} ?s {LANGUAGE} ?language }}"
    return {getattr(row[0], "value", ""): getattr(row[1], "value", "") for row in store.select(query)}
