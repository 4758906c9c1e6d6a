"""What goes when a source goes: its claims, and exactly those facts that no other claim states."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad

from ..model.terms import (
    DEFINED_BY,
    DESCRIPTION_PROPERTIES,
    EVIDENCE,
    EXCLUDED_SPAN,
    GRAPH_SEARCH,
    HAS_SOURCE,
)
from .quads import FACTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .base import Store

_DESCRIPTIVE = " ".join(str(p) for p in sorted(DESCRIPTION_PROPERTIES, key=str))


def quads_only_of(store: Store, source: NamedNode) -> Iterator[Quad]:
    """The quads of a store that are there only because of this source (data model, "Removing a source").

    Works by queries alone, so it serves every kind of store. Some quads may come twice.
    """
    yield from _claim_graphs(store, source)
    yield from _facts_of_no_other(store, source)
    yield from _descriptions(store, source)
    yield from _entities(store, source)


def _claim_graphs(store: Store, source: NamedNode) -> Iterator[Quad]:
    for row in store.select(
        f"SELECT DISTINCT ?claim ?s ?p ?o WHERE {{ ?quote {HAS_SOURCE} {source} ."
        f" ?claim {EVIDENCE} ?quote . GRAPH ?claim {{ ?s ?p ?o }} }}"
    ):
        yield Quad(row[1], row[2], row[3], row[0])


def _facts_of_no_other(store: Store, source: NamedNode) -> Iterator[Quad]:
    # BOUND and OPTIONAL rather than NOT EXISTS: engines differ on GRAPH inside NOT EXISTS.
    for row in store.select(
        f"SELECT DISTINCT ?s ?p ?o WHERE {{ ?quote {HAS_SOURCE} {source} ."
        f" ?claim {EVIDENCE} ?quote . GRAPH ?claim {{ ?s ?p ?o }}"
        f" OPTIONAL {{ GRAPH ?other {{ ?s ?p ?o }} ?other {EVIDENCE} ?elsewhere ."
        f" ?elsewhere {HAS_SOURCE} ?source . FILTER(?source != {source}) }}"
        # What another source's description of the entity says may be the same triple.
        f" OPTIONAL {{ VALUES ?p {{ {_DESCRIPTIVE} }} ?s {DEFINED_BY} ?definer ."
        f" FILTER(?definer != {source}) }}"
        " FILTER(!BOUND(?other) && !BOUND(?definer)) }"
    ):
        yield Quad(row[0], row[1], row[2], FACTS)


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
    for row in store.select(
        f"SELECT DISTINCT ?s ?p ?o WHERE {{ {only_here} VALUES ?p {{ {_DESCRIPTIVE} }} ?s ?p ?o"
        f" OPTIONAL {{ GRAPH ?claim {{ ?s ?p ?o }} ?claim {EVIDENCE} ?quote . ?quote {HAS_SOURCE} ?source"
        f" FILTER(?source != {source}) }} FILTER(!BOUND(?claim)) }}"
    ):
        yield Quad(row[0], row[1], row[2], FACTS)
    for row in store.select(
        f"SELECT DISTINCT ?s ?p ?o WHERE {{ {only_here} GRAPH {GRAPH_SEARCH} {{ ?s ?p ?o }} }}"
    ):
        yield Quad(row[0], row[1], row[2], GRAPH_SEARCH)
    for row in store.select(f"SELECT DISTINCT ?s WHERE {{ ?s {DEFINED_BY} {source} }}"):
        yield Quad(row[0], DEFINED_BY, source, FACTS)
