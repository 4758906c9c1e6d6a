"""What goes when a source goes: its claims, and exactly those facts that no other claim states."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad, Triple

from ..model.terms import (
    DEFINED_BY,
    DESCRIPTION_PROPERTIES,
    EVIDENCE,
    EXCLUDED_SPAN,
    FOLDED_LABEL,
    GRAPH_SEARCH,
    HAS_SOURCE,
)
from .quads import FACTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .base import Store

_BATCH = 200


def quads_only_of(store: Store, source: NamedNode) -> Iterator[Quad]:
    """The quads of a store that are there only because of this source (data model, "Removing a source").

    Works by queries alone, so it serves every kind of store. Some quads may come twice.
    """
    claimed = list(_claim_graphs(store, source))
    yield from claimed
    yield from _facts_of_no_other(store, source, {quad.triple for quad in claimed})
    yield from _descriptions(store, source)
    yield from _entities(store, source)


def _claim_graphs(store: Store, source: NamedNode) -> Iterator[Quad]:
    for row in store.select(
        f"SELECT DISTINCT ?claim ?s ?p ?o WHERE {{ ?quote {HAS_SOURCE} {source} ."
        f" ?claim {EVIDENCE} ?quote . GRAPH ?claim {{ ?s ?p ?o }} }}"
    ):
        yield Quad(row[1], row[2], row[3], row[0])


def _facts_of_no_other(store: Store, source: NamedNode, facts: set[Triple]) -> Iterator[Quad]:
    # What another source's description of the entity says may be the same triple.
    descriptive = {fact for fact in facts if fact.predicate in DESCRIPTION_PROPERTIES}
    kept = _stated_elsewhere(store, source, facts) | _described_elsewhere(store, source, descriptive)
    for fact in facts - kept:
        yield Quad(fact.subject, fact.predicate, fact.object, FACTS)


def _stated_elsewhere(store: Store, source: NamedNode, triples: set[Triple]) -> set[Triple]:
    """Those triples that a claim of another source states."""
    elsewhere = (
        f"GRAPH ?claim {{ ?s ?p ?o }} ?claim {EVIDENCE} ?quote . ?quote {HAS_SOURCE} ?source"
        f" FILTER(?source != {source})"
    )
    return _holding(store, triples, elsewhere)


def _described_elsewhere(store: Store, source: NamedNode, triples: set[Triple]) -> set[Triple]:
    """Those triples whose subject another source defines too."""
    return _holding(store, triples, f"?s {DEFINED_BY} ?definer FILTER(?definer != {source})")


def _holding(store: Store, triples: set[Triple], pattern: str) -> set[Triple]:
    """Those of the triples for which a pattern over ?s, ?p and ?o has a solution."""
    # By their text: a literal may come back from a query in another, equal form.
    by_text = {str(triple): triple for triple in triples}
    texts = sorted(by_text)
    found: set[Triple] = set()
    for start in range(0, len(texts), _BATCH):
        batch = [by_text[text] for text in texts[start : start + _BATCH]]
        rows = " ".join(f"({t.subject} {t.predicate} {t.object} {n})" for n, t in enumerate(batch))
        query = f"SELECT DISTINCT ?n WHERE {{ VALUES (?s ?p ?o ?n) {{ {rows} }} {pattern} }}"
        found |= {batch[int(getattr(row[0], "value", "0"))] for row in store.select(query)}
    return found


def _descriptions(store: Store, source: NamedNode) -> Iterator[Quad]:
    """The claims, quotes, noise spans and the source itself; nothing else speaks about them."""
    for row in store.select(
        "SELECT DISTINCT ?s ?p ?o WHERE { {"
        f" ?s {HAS_SOURCE} {source} . ?s ?p ?o }} UNION {{"
        f" ?quote {HAS_SOURCE} {source} . ?s {EVIDENCE} ?quote . ?s ?p ?o }} UNION {{"
        f" {source} {EXCLUDED_SPAN} ?s . ?s ?p ?o }} }}"
    ):
        yield Quad(row[0], row[1], row[2], FACTS)
    stated = {
        (row[0], row[1])
        for row in store.select(
            f"SELECT DISTINCT ?p ?o WHERE {{ GRAPH ?claim {{ {source} ?p ?o }} ?claim {EVIDENCE} ?quote }}"
        )
    }
    for row in store.select(f"SELECT DISTINCT ?p ?o WHERE {{ {source} ?p ?o }}"):
        # What claims state about the source was dealt with as facts.
        if (row[0], row[1]) not in stated:
            yield Quad(source, row[0], row[1], FACTS)


def _entities(store: Store, source: NamedNode) -> Iterator[Quad]:
    only_here = (
        f"?s {DEFINED_BY} {source} . OPTIONAL {{ ?s {DEFINED_BY} ?other FILTER(?other != {source}) }}"
        " FILTER(!BOUND(?other))"
    )
    # Predicate by predicate: with a variable one, all facts of the entities would be gone through.
    described = " UNION ".join(
        f"{{ {only_here} ?s {p} ?o BIND({p} AS ?p) }}" for p in sorted(DESCRIPTION_PROPERTIES, key=str)
    )
    rows = store.select(f"SELECT DISTINCT ?s ?p ?o WHERE {{ {described} }}")
    triples = {Triple(row[0], row[1], row[2]) for row in rows}
    for triple in triples - _stated_elsewhere(store, source, triples):
        yield Quad(triple.subject, triple.predicate, triple.object, FACTS)
    for row in store.select(
        f"SELECT DISTINCT ?s ?o WHERE {{ {only_here} GRAPH {GRAPH_SEARCH} {{ ?s {FOLDED_LABEL} ?o }} }}"
    ):
        yield Quad(row[0], FOLDED_LABEL, row[1], GRAPH_SEARCH)
    for row in store.select(f"SELECT DISTINCT ?s WHERE {{ ?s {DEFINED_BY} {source} }}"):
        yield Quad(row[0], DEFINED_BY, source, FACTS)
