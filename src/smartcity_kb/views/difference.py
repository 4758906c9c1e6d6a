"""What changed between two knowledge bases: sources, claims, facts, entities.

Claims are compared by IRI, which comes from their content; only of what differs is more than that asked
for. Everything else is held as digests, so that large stores can be compared.
"""

from __future__ import annotations

from hashlib import blake2b

from pyoxigraph import NamedNode

from ..model.prefixes import curie
from ..model.record import Record
from ..model.terms import (
    ALT_LABEL,
    AS_OF,
    CERTAINTY,
    CLAIM,
    COMMENT,
    DEFINED_BY,
    DERIVED_PROPERTIES,
    EVIDENCE,
    EXCLUDED_SPAN,
    HIDDEN_LABEL,
    LANGUAGE,
    PREF_LABEL,
    SHA256,
    SPEAKER,
    TITLE,
    TYPE,
)
from .labels import labels_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..store.base import Object, Store

    Triple = tuple[str, str, str]

_BATCH = 300
_MASK = (1 << 64) - 1


class FactChange(Record):
    """A fact and the claims (IRIs, sorted) that state it in the old and in the new knowledge base."""

    subject: str
    term: str
    object: Object
    old_claims: tuple[str, ...]
    new_claims: tuple[str, ...]


class Relabelling(Record):
    """An entity's labels before and after, as (language, text), sorted."""

    entity: str
    old: tuple[tuple[str, str], ...]
    new: tuple[tuple[str, str], ...]


class Difference(Record):
    """What is in one knowledge base and not in the other; all IRIs, all sorted.

    ``sources_changed`` have another text, ``sources_redescribed`` another title, date or noise.
    ``claims_changed`` say the same with another certainty, speaker or note. A fact is added or removed
    when it was not stated at all before or is not any more; one that other claims state now is in
    ``evidence_changed``. ``entities_redescribed`` have other types, aliases or notes.
    """

    sources_added: tuple[str, ...] = ()
    sources_removed: tuple[str, ...] = ()
    sources_changed: tuple[str, ...] = ()
    sources_redescribed: tuple[str, ...] = ()
    claims_added: tuple[str, ...] = ()
    claims_removed: tuple[str, ...] = ()
    claims_changed: tuple[str, ...] = ()
    facts_added: tuple[FactChange, ...] = ()
    facts_removed: tuple[FactChange, ...] = ()
    evidence_changed: tuple[FactChange, ...] = ()
    entities_added: tuple[str, ...] = ()
    entities_removed: tuple[str, ...] = ()
    entities_relabelled: tuple[Relabelling, ...] = ()
    entities_redescribed: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        return not any(self.astuple())


def difference(old: Store, new: Store) -> Difference:
    """What changed from one knowledge base to another."""
    sums = (_digests(old, _SOURCE_SUMS), _digests(new, _SOURCE_SUMS))
    sources = (_digests(old, _SOURCES), _digests(new, _SOURCES))
    claims = (_digests(old, _CLAIMS), _digests(new, _CLAIMS))
    labels = (_digests(old, _LABELS), _digests(new, _LABELS))
    entities = (_digests(old, _ENTITIES), _digests(new, _ENTITIES))
    claims_added, claims_removed = _only(claims[1], claims[0]), _only(claims[0], claims[1])
    facts = list(_fact_changes(old, new, claims_added, claims_removed))
    changed, relabelled = _differing(*sums), _differing(*labels)
    return Difference(
        sources_added=_only(sums[1], sums[0]),
        sources_removed=_only(sums[0], sums[1]),
        sources_changed=changed,
        sources_redescribed=tuple(s for s in _differing(*sources) if s not in changed),
        claims_added=claims_added,
        claims_removed=claims_removed,
        claims_changed=_differing(*claims),
        facts_added=tuple(fact for fact in facts if not fact.old_claims),
        facts_removed=tuple(fact for fact in facts if not fact.new_claims),
        evidence_changed=tuple(fact for fact in facts if fact.old_claims and fact.new_claims),
        entities_added=_only(labels[1], labels[0]),
        entities_removed=_only(labels[0], labels[1]),
        entities_relabelled=tuple(_relabellings(old, new, relabelled)),
        entities_redescribed=_differing(*entities),
    )


def labels_in_either(old: Store, new: Store, iris: Iterable[str], lang: str) -> dict[str, str]:
    """IRI -> label as the new knowledge base gives it, else as the old one does, else the CURIE."""
    labels = labels_of(new, iris, lang)
    unknown = [iri for iri, label in labels.items() if label == curie(iri)]
    return labels | labels_of(old, unknown, lang)


def _by_predicate(subject_pattern: str, predicates: tuple[NamedNode, ...]) -> str:
    """A query for ?x ?p ?o, predicate by predicate: a variable one would read all facts of an entity."""
    parts = [f"{{ {subject_pattern} ?x {p} ?o BIND({p} AS ?p) }}" for p in predicates]
    return f"SELECT DISTINCT ?x ?p ?o WHERE {{ {' UNION '.join(parts)} }}"


_SOURCE_SUMS = _by_predicate("", (SHA256,))
_SOURCES = _by_predicate(f"?x {SHA256} ?sum .", (TYPE, TITLE, LANGUAGE, AS_OF, COMMENT, EXCLUDED_SPAN))
_CLAIMS = _by_predicate(f"?x {TYPE} {CLAIM} .", (CERTAINTY, SPEAKER, COMMENT))
_LABELS = _by_predicate(f"?x {DEFINED_BY} ?source .", (PREF_LABEL,))
_ENTITIES = _by_predicate(f"?x {DEFINED_BY} ?source .", (TYPE, ALT_LABEL, HIDDEN_LABEL, COMMENT))


def _digests(store: Store, query: str) -> dict[str, int]:
    """Subject -> a digest of its rows that does not depend on their order."""
    found: dict[str, int] = {}
    for row in store.select(query):
        subject = getattr(row[0], "value", "")
        content = blake2b(f"{row[1]} {row[2]}".encode(), digest_size=8).digest()
        found[subject] = (found.get(subject, 0) + int.from_bytes(content)) & _MASK
    return found


def _only(here: dict[str, int], there: dict[str, int]) -> tuple[str, ...]:
    return tuple(sorted(here.keys() - there.keys()))


def _differing(old: dict[str, int], new: dict[str, int]) -> tuple[str, ...]:
    return tuple(sorted(key for key, digest in old.items() if key in new and new[key] != digest))


def _fact_changes(
    old: Store, new: Store, added: tuple[str, ...], removed: tuple[str, ...]
) -> Iterator[FactChange]:
    """The facts that other claims state than before."""
    touched: dict[Triple, Object] = {}
    for store, claims in ((new, added), (old, removed)):
        for start in range(0, len(claims), _BATCH):
            touched |= _stated_by(store, claims[start : start + _BATCH])
    keys = sorted(touched)
    for start in range(0, len(keys), _BATCH):
        batch = {key: touched[key] for key in keys[start : start + _BATCH]}
        before, now = _claims_of(old, batch), _claims_of(new, batch)
        for key, value in batch.items():
            yield FactChange(key[0], key[1], value, before.get(key, ()), now.get(key, ()))


def _stated_by(store: Store, claims: Iterable[str]) -> dict[Triple, Object]:
    values = " ".join(str(NamedNode(iri)) for iri in claims)
    derived = ", ".join(str(p) for p in sorted(DERIVED_PROPERTIES, key=str))
    query = (
        f"SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES ?claim {{ {values} }} GRAPH ?claim {{ ?s ?p ?o }}"
        f" FILTER(?p NOT IN ({derived})) }}"
    )
    rows = ((row[0], row[1], row[2]) for row in store.select(query))
    return {_key(s, p, o): o for s, p, o in rows if o is not None}


def _claims_of(store: Store, triples: dict[Triple, Object]) -> dict[Triple, tuple[str, ...]]:
    """Which claims of a store state each of the triples."""
    rows = " ".join(f"({NamedNode(s)} {NamedNode(p)} {o})" for (s, p, _), o in triples.items())
    found: dict[Triple, set[str]] = {}
    query = (
        f"SELECT DISTINCT ?s ?p ?o ?claim WHERE {{ VALUES (?s ?p ?o) {{ {rows} }}"
        f" GRAPH ?claim {{ ?s ?p ?o }} ?claim {EVIDENCE} ?quote }}"
    )
    for row in store.select(query):
        found.setdefault(_key(row[0], row[1], row[2]), set()).add(getattr(row[3], "value", ""))
    return {key: tuple(sorted(claims)) for key, claims in found.items()}


def _key(subject: object, predicate: object, value: object) -> Triple:
    return (getattr(subject, "value", ""), getattr(predicate, "value", ""), str(value))


def _relabellings(old: Store, new: Store, entities: tuple[str, ...]) -> Iterator[Relabelling]:
    for start in range(0, len(entities), _BATCH):
        batch = entities[start : start + _BATCH]
        before, now = _labels(old, batch), _labels(new, batch)
        for entity in batch:
            yield Relabelling(entity, tuple(sorted(before[entity])), tuple(sorted(now[entity])))


def _labels(store: Store, entities: Iterable[str]) -> dict[str, set[tuple[str, str]]]:
    values = " ".join(str(NamedNode(iri)) for iri in entities)
    found: dict[str, set[tuple[str, str]]] = {}
    query = f"SELECT DISTINCT ?x ?label WHERE {{ VALUES ?x {{ {values} }} ?x {PREF_LABEL} ?label }}"
    for row in store.select(query):
        language, text = getattr(row[1], "language", None), getattr(row[1], "value", "")
        found.setdefault(getattr(row[0], "value", ""), set()).add((language or "", text))
    return found
