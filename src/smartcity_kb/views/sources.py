"""Sources: what a knowledge base was made from, and how much each source states."""

from __future__ import annotations

from ..model.prefixes import PREFIXES, curie
from ..model.record import Record
from ..model.terms import (
    AS_OF,
    CHAR_LENGTH,
    DERIVED_PROPERTIES,
    EVIDENCE,
    HAS_SOURCE,
    LANGUAGE,
    SHA256,
    TITLE,
)
from .whole_numbers import whole_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..store.base import Store


class SourceRow(Record):
    """A source: its id and IRI, title, EDTF date (or empty), length in code points, claims and facts."""

    id: str
    iri: str
    title: str
    language: str
    as_of: str
    length: int
    sha256: str
    claims: int
    facts: int


def sources(store: Store, lang: str = "vi") -> tuple[SourceRow, ...]:
    """Every source, ordered by id; ``facts`` counts distinct triples, days derived from dates left out."""
    derived = ", ".join(str(p) for p in sorted(DERIVED_PROPERTIES, key=str))
    counts: dict[str, tuple[int, int]] = {}
    for row in store.select(
        "SELECT ?source (COUNT(DISTINCT ?claim) AS ?claims) (COUNT(DISTINCT ?fact) AS ?facts) WHERE {"
        f" ?quote {HAS_SOURCE} ?source . ?claim {EVIDENCE} ?quote . GRAPH ?claim {{ ?s ?p ?o }}"
        f" FILTER(?p NOT IN ({derived}))"
        ' BIND(CONCAT(STR(?s), " ", STR(?p), " ", STR(?o), "@", LANG(?o)) AS ?literal)'
        ' BIND(COALESCE(?literal, CONCAT(STR(?s), " ", STR(?p), " ", STR(?o))) AS ?fact) }'
        " GROUP BY ?source"
    ):
        texts = [getattr(value, "value", "") for value in row]
        counts[texts[0]] = (int(texts[1]), int(texts[2]))
    found: dict[str, SourceRow] = {}
    for row in store.select(
        f"SELECT DISTINCT ?source ?length ?sha ?language ?asof ?title WHERE {{ ?source {SHA256} ?sha"
        f" OPTIONAL {{ ?source {CHAR_LENGTH} ?length }} OPTIONAL {{ ?source {LANGUAGE} ?language }}"
        f" OPTIONAL {{ ?source {AS_OF} ?asof }} OPTIONAL {{ ?source {TITLE} ?title }} }}"
        " ORDER BY ?source ?title"
    ):
        iri, length, sha, language, as_of, title = (getattr(value, "value", "") for value in row)
        in_lang = getattr(row[5], "language", None) == lang
        if iri not in found or in_lang:
            id_ = iri.removeprefix(PREFIXES["src"])
            claims, facts = counts.get(iri, (0, 0))
            characters = whole_number(length or "0", f"the length of {curie(iri)}")
            found[iri] = SourceRow(id_, iri, title, language, as_of, characters, sha, claims, facts)
    return tuple(found[iri] for iri in sorted(found))
